// Sums of Gaussian peaks on an even grid, with their changes along several directions: the hot loop of G(r).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

// With u = (r - centre)/width and g = exp(-u^2/2): height g in the first column, (c0 + c1 u + c2 u^2) g in
// the column of each direction.
struct Peak {
  double centre_A = 0;
  double width_A = 1;
  double height = 0;
};
struct PeakChange {
  double c0 = 0;
  double c1 = 0;
  double c2 = 0;
};

// Columns of a grid, each with room for whole vectors at its end.
class PeakColumns {
 public:
  PeakColumns() = default;
  PeakColumns(std::size_t columns, std::size_t points);
  double* column(std::size_t k) { return values_.data() + k * stride_; }
  const double* column(std::size_t k) const { return values_.data() + k * stride_; }
  std::size_t columns() const { return columns_; }
  std::size_t points() const { return points_; }
  std::size_t stride() const { return stride_; }

 private:
  std::size_t columns_ = 0;
  std::size_t points_ = 0;
  std::size_t stride_ = 0;
  std::vector<double> values_{};
};

// Adds peaks out to `end` widths. `changes`: for each peak, as many as there are columns after the first.
void add_peaks(std::span<const Peak> peaks, std::span<const PeakChange> changes, double first_A,
               double step_A, double end, PeakColumns& columns);

}  // namespace nacre::scattering
