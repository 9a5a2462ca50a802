// Raw thermograms and lists of injections in tables with a line of column names.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nacre::io {

struct ThermogramColumns {
  std::string time = "time";
  std::string time_unit = "s";
  std::string power = "power";
  std::string power_unit = "uW";
};

struct ThermogramFile {
  std::vector<double> time_s;    // ascending
  std::vector<double> power_uW;  // sign as in the file
};

// Throws Error (data): a missing column, numbers that are none, a time that is not later than the one before.
// Throws std::invalid_argument for units that are none of a time or a power.
ThermogramFile read_thermogram_csv(const std::filesystem::path& path, const ThermogramColumns& columns);

struct InjectionColumns {
  std::string time = "time";
  std::string time_unit = "s";
  std::string volume = "volume";
  std::string volume_unit = "uL";
};

struct InjectionFile {
  std::vector<double> times_s;  // ascending
  std::vector<double> volumes_uL;
};

// Throws as read_thermogram_csv, and for a volume that is not positive.
InjectionFile read_injections_csv(const std::filesystem::path& path, const InjectionColumns& columns);

}  // namespace nacre::io
