#include "nacre/study/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <vector>

#include "nacre/core/error.hpp"
#include "nacre/io/files.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

constexpr const char* marker_name = ".nacre-run";
constexpr std::array written_names = {marker_name,  "study.toml",  "summary.json", "figures.json",
                                      "results.h5", "report.html", "log.txt",      "provenance.json",
                                      "tables",     "files",       "checkpoint.h5"};

Error folder_error(const fs::path& folder, std::string message, std::string found, std::string hint) {
  return Error({.code = ExitCode::usage,
                .place = {folder.string(), 0, 0, {}, 1},
                .message = std::move(message),
                .found = std::move(found),
                .hint = std::move(hint)});
}

// Without the slash that completion leaves at the end.
fs::path tidy(const fs::path& folder) {
  const fs::path tidied = folder.lexically_normal();
  return tidied.has_filename() ? tidied : tidied.parent_path();
}

bool is_finished(const fs::path& folder) { return fs::exists(folder / "summary.json"); }

bool is_temporary(const fs::directory_entry& entry) {
  return io::is_temporary_name(entry.path().filename().string());
}

// A run killed while it wrote its first file leaves nothing that anyone would miss.
bool is_occupied(const fs::path& folder) {
  return fs::exists(folder) && !std::ranges::all_of(fs::directory_iterator(folder), is_temporary);
}

// The first entry that no run wrote, or empty.
std::string foreign_entry(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool known = std::ranges::find(written_names, name) != written_names.end();
    if (!known && !is_temporary(entry)) return name;
  }
  return {};
}

// What a killed run was writing, in tables/ and files/ too.
void remove_temporary_files(const fs::path& folder) {
  std::error_code ignored;
  std::vector<fs::path> left;
  for (const auto& entry : fs::recursive_directory_iterator(folder, ignored))
    if (is_temporary(entry)) left.push_back(entry.path());
  for (const fs::path& file : left) fs::remove(file, ignored);
}

bool holds_working_folder(const fs::path& folder) {
  const fs::path here = fs::weakly_canonical(fs::current_path());
  const fs::path there = fs::weakly_canonical(folder);
  return std::mismatch(there.begin(), there.end(), here.begin(), here.end()).first == there.end();
}

void clear(const fs::path& folder) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) fs::remove_all(entry.path(), ignored);
}

std::string what_is_in(const fs::path& folder) {
  if (is_finished(folder)) return "a finished run";
  return fs::exists(folder / marker_name) ? "an unfinished run" : "other files";
}

}  // namespace

bool is_run_folder(const fs::path& folder) { return fs::exists(folder / marker_name); }

RunFolder::RunFolder(const RunOptions& options, const std::string& fingerprint)
    : folder_(tidy(options.folder)), previous_(folder_) {
  previous_ += ".previous";
  try {
    claim(options, fingerprint);
  } catch (const fs::filesystem_error& failure) {
    throw folder_error(folder_, "the run folder cannot be written", failure.code().message(), {});
  }
}

RunFolder::~RunFolder() {
  std::error_code ignored;
  if (outcome_ == Outcome::finished && replaces_) fs::remove_all(previous_, ignored);
  if (outcome_ == Outcome::failed && !fs::exists(folder_ / "checkpoint.h5", ignored)) put_back();
  if (lock_ >= 0) close(lock_);
}

void RunFolder::finish() { outcome_ = Outcome::finished; }

void RunFolder::keep_for_resume() { outcome_ = Outcome::interrupted; }

void RunFolder::put_back() {
  std::error_code ignored;
  clear(folder_);
  if (!existed_) fs::remove(folder_, ignored);
  if (replaces_) fs::rename(previous_, folder_, ignored);
}

void RunFolder::claim(const RunOptions& options, const std::string& fingerprint) {
  if (fs::exists(folder_) && !fs::is_directory(folder_))
    throw folder_error(folder_, "the run folder cannot be made", "a file of that name",
                       "choose another --out");
  const bool occupied = is_occupied(folder_);
  if (occupied && options.resume) return continue_run(fingerprint);
  if (occupied && !options.force)
    throw folder_error(
        folder_, "the run folder is not empty", what_is_in(folder_),
        "--resume continues an unfinished run, --force replaces it, --out names another folder");
  if (occupied) set_aside();
  existed_ = fs::exists(folder_);
  fs::create_directories(folder_);
  io::write_file_atomically(folder_ / marker_name, fingerprint + "\n");
  lock(folder_ / marker_name);
  remove_temporary_files(folder_);
}

void RunFolder::continue_run(const std::string& fingerprint) {
  if (!is_run_folder(folder_))
    throw folder_error(folder_, "this is not a run folder", "no unfinished run", "choose another --out");
  if (is_finished(folder_))
    throw folder_error(folder_, "there is nothing to resume: the run is finished", "summary.json",
                       "--force runs it again");
  if (io::read_file(folder_ / marker_name) != fingerprint + "\n")
    throw folder_error(folder_, "the unfinished run is one of another study",
                       "other settings, data, seed or version",
                       "give the same study and --set as before, or --force to start anew");
  lock(folder_ / marker_name);
  remove_temporary_files(folder_);
  replaces_ = is_run_folder(previous_);
  outcome_ = Outcome::interrupted;  // whatever happens, what was finished before stays
}

void RunFolder::set_aside() {
  const std::string foreign = foreign_entry(folder_);
  if (!is_run_folder(folder_) || !foreign.empty())
    throw folder_error(folder_, "--force replaces run folders only",
                       foreign.empty() ? "a folder that no run made" : foreign + ", which no run wrote",
                       "choose another --out");
  if (holds_working_folder(folder_))
    throw folder_error(folder_, "the run folder is the working folder and cannot be replaced", {},
                       "run from another folder");
  if (fs::exists(previous_) && !is_run_folder(previous_))
    throw folder_error(
        folder_, "--force needs the name " + previous_.filename().string() + " for the run that it replaces",
        "something else of that name", "move it away, or choose another --out");
  lock(folder_ / marker_name);  // refuses a run that is being written
  close(lock_);
  if (is_finished(folder_) || !fs::exists(previous_)) {
    fs::remove_all(previous_);
    fs::rename(folder_, previous_);
  } else {
    clear(folder_);  // the rest of a run that was killed; the whole one waits already
  }
  replaces_ = true;
}

void RunFolder::lock(const fs::path& marker) {
  lock_ = open(marker.c_str(), O_RDWR | O_CLOEXEC);
  if (lock_ >= 0 && flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    close(lock_);
    lock_ = -1;
    outcome_ = Outcome::interrupted;  // the folder is another's
    throw folder_error(folder_, "another nacre is writing into this run folder", {},
                       "wait for it, or choose another --out");
  }
}

}  // namespace nacre::study
