// Smooth functions kept as Chebyshev series on a panel.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace nacre::scattering {

// Enough for a wave e^{iwx} on a panel of width 7/w to 1e-13.
inline constexpr std::size_t chebyshev_terms = 22;
inline constexpr double chebyshev_phase = 7;

// Coefficients of several functions on [low, high], those of each one after another; function(x, values).
std::vector<double> chebyshev_fit(double low, double high, std::size_t functions,
                                  const std::function<void(double, double*)>& function);

// x on [-1, 1]: the panel's coordinate.
double chebyshev_value(const double* coefficients, double x);

// Functions on [0, end] by panels of equal width.
class ChebyshevPanels {
 public:
  ChebyshevPanels(double end, double most_width, std::size_t functions,
                  const std::function<void(double, double*)>& function);
  double value(std::size_t function, double x) const;

 private:
  double per_width_ = 1;
  std::vector<std::vector<double>> panels_;
};

}  // namespace nacre::scattering
