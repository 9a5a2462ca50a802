// The second derivative of a spectrum by local cubics (Savitzky and Golay 1964, doi:10.1021/ac60214a047) on
// any grid.
#pragma once

#include <span>
#include <vector>

namespace nacre::spectra {

// Weights for one grid and one window, made once for all spectra on the grid.
class SecondDerivative {
 public:
  // At each point a cubic is fitted to all points within half_width of it, at least five; at the ends to as
  // many as inside, from one side. Throws std::invalid_argument for a grid of fewer than five points or one
  // that does not ascend.
  SecondDerivative(std::span<const double> x, double half_width);

  std::vector<double> operator()(std::span<const double> y) const;

  // Standard deviation of the derivative at a point per standard deviation of the spectrum there.
  double gain(std::size_t point) const { return rows_[point].gain; }
  double half_width() const { return half_width_; }

 private:
  struct Row {
    std::size_t first = 0;
    std::vector<double> weights{};
    double gain = 0;
  };
  std::vector<Row> rows_;
  double half_width_ = 0;
};

}  // namespace nacre::spectra
