// Absorption spectra of one sample in time.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

namespace nacre::spectra {

struct SpectraSeries {
  std::string name{};
  double temperature_K = std::numeric_limits<double>::quiet_NaN();
  bool starts_as_b = false;             // of A <=> B alone: the sample is B at the start, not A
  std::vector<double> wavelength_nm{};  // ascending, the same for every frame
  std::vector<double> time_s{};         // ascending
  std::vector<double> absorbance{};     // row-major, one row a frame
  std::vector<double> sigma{};          // one standard deviation of the absorbance, one a frame
  std::vector<std::string> frame_names{};

  std::size_t frames() const { return time_s.size(); }
  std::size_t points() const { return wavelength_nm.size(); }
  std::span<const double> frame(std::size_t i) const {
    return std::span(absorbance).subspan(i * points(), points());
  }
  double at(std::size_t frame, std::size_t point) const { return absorbance[frame * points() + point]; }
};

// The frames at these positions alone, in this order.
SpectraSeries selected(const SpectraSeries& series, std::span<const std::size_t> frames);

// Absorbance of one frame between two points of the grid, by a straight line. Throws std::invalid_argument
// for a wavelength outside.
double absorbance_at(const SpectraSeries& series, std::size_t frame, double wavelength_nm);

// Standard deviation of the noise from third differences along the wavelength, which smooth bands hardly
// have: the median of their sizes over all frames, over sqrt(20) and that of a normal distribution.
double noise_from_roughness(const SpectraSeries& series);

}  // namespace nacre::spectra
