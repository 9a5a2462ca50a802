#include "nacre/report/correlations.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "nacre/report/plot_range.hpp"

namespace nacre::report {

std::vector<Correlation> notable_correlations(const FitSummary& fit) {
  const std::size_t n = fit.free_names.size();
  std::vector<Correlation> found;
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t column = row + 1; column < n; ++column) {
      const double value = value_at(fit.correlations, row * n + column);
      if (std::abs(value) > 0.1) found.push_back({fit.free_names[row], fit.free_names[column], value});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return std::abs(a.value) > std::abs(b.value); });
  return found;
}

std::string correlation_text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.3f", value);
  return buffer;
}

}  // namespace nacre::report
