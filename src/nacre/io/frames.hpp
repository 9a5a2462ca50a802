// Series of measured curves, "frames": scattering patterns or spectra, one after the other. A single curve is
// a series of length one.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace nacre::io {

struct Frame {
  std::string name{};                                    // of the file, the entry or the column, for people
  double at = std::numeric_limits<double>::quiet_NaN();  // time or temperature; NaN: the file does not say
  std::vector<double> x{};                               // ascending
  std::vector<double> y{};
  std::vector<double> y_error{};  // one standard deviation; empty: none in the file
  std::vector<double> x_width{};  // dq, one standard deviation; empty: none in the file
  std::string defect{};  // why it cannot be used, as one sentence; empty: it can. `at` may be known even so
};

// Where frames come from: a file, a folder, an HDF5 stack. Frames are read a few at a time, so that a long
// series never lies in memory as a whole.
class FrameSource {
 public:
  virtual ~FrameSource() = default;

  virtual std::size_t size() const = 0;  // at least one

  // Frames first ... first + count - 1. What is wrong with one frame of several becomes its defect; of a
  // series of length one, and what concerns the source as a whole, throws Error (data). Safe from several
  // threads.
  virtual std::vector<Frame> read(std::size_t first, std::size_t count) const = 0;

  virtual std::string x_unit() const = 0;   // "1/nm" of patterns, "nm" or "eV" of spectra
  virtual std::string y_unit() const = 0;   // "1/cm"; empty: not said
  virtual std::string at_unit() const = 0;  // "s", "K"; empty: plain numbers, or not said
  virtual std::vector<std::string> warnings() const = 0;
};

}  // namespace nacre::io
