// Runs a study into a run folder.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct RunOptions {
  std::filesystem::path folder;
  bool force = false;                // replace what is there, once the new run is whole
  bool resume = false;               // continue an unfinished run of the same study
  std::vector<std::string> command;  // for the provenance
};

// Steps of a run:
// 1. claim the folder (run_folder.hpp), write study.toml;
// 2. run the kind, finished pieces going to checkpoint.h5;
// 3. write tables/, files/, results.h5, figures.json, log.txt, provenance.json and, last, summary.json;
// 4. drop the checkpoint and whatever --force replaced.
// Returns the result. Throws Error, or Interrupted (the checkpoint stays for --resume).
StudyResult run_study(const Study& study, const RunOptions& options, const RunControl& control);

// Everything that can be checked without running: the data, what the kind refuses. Returns warnings.
std::vector<std::string> check_study(const Study& study);

}  // namespace nacre::study
