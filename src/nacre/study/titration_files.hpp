// One file of a titration study, whatever its format, as plain heats.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/io/titration_file.hpp"
#include "nacre/study/titration_data.hpp"

namespace nacre::study {

struct RawTitration {
  io::TitrationFile file{};
  std::string declared_unit{};  // of the heats, by the study; empty: the format fixes it
  std::optional<ThermogramRun> thermogram{};
  std::vector<std::string> warnings{};
};

// `number` chooses the entry of [thermogram] injections; a blank uses the first. Throws Error.
RawTitration read_raw_titration(const Case& one, const std::string& path, std::size_t number,
                                std::size_t files);

}  // namespace nacre::study
