// Sums of sines, the hot loops of Debye's equation.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

// Adds sum over k of weight[k] sin(q[i] r_A[k]) to sum[i].
void add_sines(std::span<const double> q_per_A, std::span<const double> r_A, std::span<const double> weight,
               std::span<double> sum);

// Weights at r = first_A + n step_A, several columns of them.
struct SineGrid {
  double first_A = 0;
  double step_A = 1;
  std::vector<std::vector<double>> weight{};  // columns of equal length
};

// sum[column][i] = sum over n of weight[column][n] sin(q[i] r_n), each q on its own: sine and cosine are
// turned from one r to the next and made anew before rounding adds up to 1e-14.
std::vector<std::vector<double>> grid_sines(std::span<const double> q_per_A, const SineGrid& grid);

// A grid on which any weights at any r up to farthest_A make the same sums up to q_max to 3e-10 of the sum of
// their sizes: each is laid on the ten nearest points as Lagrange's interpolation of the sine takes them.
class SineSpreader {
 public:
  SineSpreader(double q_max_per_A, double farthest_A, std::size_t columns);
  void add(std::size_t column, double r_A, double weight);
  const SineGrid& grid() const { return grid_; }

 private:
  SineGrid grid_{};
};

}  // namespace nacre::scattering
