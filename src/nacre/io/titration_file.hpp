// What the files of calorimeters and their programs say about one titration.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

namespace nacre::io {

// Heats are positive where the cell takes heat up, as in Origin's and NITPIC's files.
struct TitrationFile {
  std::optional<double> temperature_K{};
  std::optional<double> cell_volume_uL{};
  std::optional<double> cell_mM{};
  std::optional<double> syringe_mM{};
  std::vector<double> volumes_uL{};  // empty where the file has heats only
  std::vector<double> heats_uJ{};
  std::vector<double> errors_uJ{};  // one standard deviation each; empty: the file has none
  std::vector<bool> used{};         // false: the program that wrote the file left the point out
};

inline constexpr double joules_per_calorie = 4.184;  // the thermochemical calorie, which MicroCal uses
inline constexpr double zero_celsius_K = 273.15;

}  // namespace nacre::io
