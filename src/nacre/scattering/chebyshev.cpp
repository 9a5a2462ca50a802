#include "nacre/scattering/chebyshev.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace nacre::scattering {
namespace {

constexpr std::size_t n = chebyshev_terms;

// cos(pi j (i + 1/2)/n): the j-th polynomial at the i-th node.
const std::array<std::array<double, n>, n>& cosines() {
  static const auto table = [] {
    std::array<std::array<double, n>, n> result{};
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t i = 0; i < n; ++i)
        result[j][i] = std::cos(M_PI * static_cast<double>(j) * (static_cast<double>(i) + 0.5) / n);
    return result;
  }();
  return table;
}

}  // namespace

std::vector<double> chebyshev_fit(double low, double high, std::size_t functions,
                                  const std::function<void(double, double*)>& function) {
  std::vector<double> coefficients(functions * n), at(functions);
  for (std::size_t i = 0; i < n; ++i) {
    function((low + high) / 2 + (high - low) / 2 * cosines()[1][i], at.data());
    for (std::size_t f = 0; f < functions; ++f)
      for (std::size_t j = 0; j < n; ++j)
        coefficients[f * n + j] += (j == 0 ? 1.0 : 2.0) / n * at[f] * cosines()[j][i];
  }
  return coefficients;
}

// Clenshaw's recurrence.
double chebyshev_value(const double* coefficients, double x) {
  double later = 0, sum = 0;
  for (std::size_t j = n - 1; j > 0; --j) {
    const double next = 2 * x * sum - later + coefficients[j];
    later = sum;
    sum = next;
  }
  return x * sum - later + coefficients[0];
}

ChebyshevPanels::ChebyshevPanels(double end, double most_width, std::size_t functions,
                                 const std::function<void(double, double*)>& function) {
  const double most = 500;  // wrong values of a parameter must not take all memory
  const double wanted = std::ceil(end / most_width), count = std::min(wanted > 1 ? wanted : 1, most);
  const double width = end / count;
  per_width_ = 1 / width;
  for (double p = 0; p < count; ++p)
    panels_.push_back(chebyshev_fit(p * width, (p + 1) * width, functions, function));
}

double ChebyshevPanels::value(std::size_t function, double x) const {
  const double place = x * per_width_;
  const std::size_t panel = std::min(static_cast<std::size_t>(place), panels_.size() - 1);
  return chebyshev_value(panels_[panel].data() + function * n, 2 * (place - static_cast<double>(panel)) - 1);
}

}  // namespace nacre::scattering
