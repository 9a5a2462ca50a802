// The folder of a run while the run lasts: who may write there, and what becomes of what was there.
#pragma once

#include <filesystem>
#include <string>

#include "nacre/study/run.hpp"

namespace nacre::study {

// A run folder is known by its marker file `.nacre-run`, which holds the fingerprint of the work and is
// locked while the run lasts. Nothing else is ever replaced or resumed: a mistyped --out must not cost
// anybody's data.
//
//   new or empty     claimed
//   --resume         an unfinished run of the same fingerprint goes on
//   --force          a run, finished or not, waits beside the new one as NAME.previous until that is whole
//
// A run that fails leaves things as they were, unless finished pieces are in its checkpoint: those stay for
// --resume.
class RunFolder {
 public:
  // Throws Error (usage) that names the folder and the way out.
  RunFolder(const RunOptions& options, const std::string& fingerprint);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  const std::filesystem::path& path() const { return folder_; }
  void finish();           // the run is whole
  void keep_for_resume();  // the run was interrupted

 private:
  enum class Outcome { failed, interrupted, finished };

  void claim(const RunOptions& options, const std::string& fingerprint);
  void continue_run(const std::string& fingerprint);
  void set_aside();
  void put_back();
  void lock(const std::filesystem::path& marker);

  std::filesystem::path folder_;
  std::filesystem::path previous_;
  bool existed_ = false;   // as an empty folder
  bool replaces_ = false;  // `previous_` is ours to drop or to put back
  int lock_ = -1;
  Outcome outcome_ = Outcome::failed;
};

// What --resume and --force know a run folder by.
bool is_run_folder(const std::filesystem::path& folder);

}  // namespace nacre::study
