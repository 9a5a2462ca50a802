// Writes NXcanSAS, the NeXus definition of reduced small-angle scattering data that other programs read
// (manual.nexusformat.org, NXcanSAS 1.1).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nacre::io {

struct NxcansasSeries {
  std::string title{};
  std::string intensity_unit = "1/cm";   // "arbitrary" where it is not absolute
  std::vector<double> q_per_nm{};        // ascending
  std::vector<double> q_width_per_nm{};  // one standard deviation; empty: none
  std::vector<double> intensity{};       // frame after frame
  std::vector<double> error{};           // one standard deviation, as intensity; empty: none
  std::vector<double> at{};              // of each frame; empty: a single curve
  std::string at_unit = "s";             // "s", a time, or "K", a temperature
};

// Of intensity and error; q and the times keep all digits.
struct NxcansasStorage {
  bool single_precision = false;  // 24 bits of mantissa
  int mantissa_bits = 0;          // rounded to so many bits, which then compresses better; 0: as they are
  int gzip = 4;                   // 0: not compressed
};

// The file is written whole or not at all. Throws std::invalid_argument for arrays that do not fit one
// another, Error (data) if it cannot be written.
void write_nxcansas(const std::filesystem::path& file, const NxcansasSeries& series,
                    const NxcansasStorage& storage = {});

// The nearest number with so many bits of mantissa.
double rounded_to_bits(double value, int bits);

}  // namespace nacre::io
