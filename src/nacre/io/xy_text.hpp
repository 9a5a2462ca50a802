// Curves of two columns as instruments export them: mass spectra, thermogravimetry.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace nacre::io {

struct XyOptions {
  std::size_t x_column = 1;  // from 1
  std::size_t y_column = 2;
  std::string x_name = "x";    // for messages: "m/z", "temperature"
  bool rising_only = false;    // leave out points at which x does not exceed all before it
  std::size_t least_rows = 2;  // fewer are refused
};

struct XyCurve {
  std::vector<double> x{};  // ascending
  std::vector<double> y{};
  std::size_t left_out = 0;  // points that did not rise
};

// Text with or without header lines; the columns are told by their numbers. Throws Error (data) with the
// place: what read_number_rows refuses, a column that is not there, too few rows, x that runs back (with
// rising_only: at more than a tenth of the points).
XyCurve read_xy_text(const std::filesystem::path& file, const XyOptions& options);

}  // namespace nacre::io
