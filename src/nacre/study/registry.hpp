// The kinds of study. A kind is one file that defines a `const Kind`, and one line in registry.cpp.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/study/schema.hpp"
#include "nacre/study/study.hpp"

namespace nacre::io {
class Checkpoint;
}

namespace nacre::study {

// What a running study may use.
struct Workspace {
  const RunControl& control;
  io::Checkpoint& checkpoint;
  std::filesystem::path folder{};  // the run folder: for files too large to be kept until the end
};

struct Kind {
  std::string_view name;
  std::string_view summary;  // one line
  std::span<const Key> keys;
  std::span<const Output> quantities;
  std::span<const Output> tables;
  std::span<const SampleFile> samples;
  StudyResult (*run)(const Study& study, Workspace& workspace);
  // Reads the data, refuses what cannot run, returns warnings; may be null.
  std::vector<std::string> (*check)(const Study& study);
};

std::span<const Kind* const> kinds();

const Kind* find_kind(std::string_view name);  // null if there is none

}  // namespace nacre::study
