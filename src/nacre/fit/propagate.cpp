// Linear propagation of the covariance to functions of the parameters.
#include <algorithm>
#include <cmath>

#include "nacre/fit/assemble.hpp"
#include "nacre/fit/check.hpp"

namespace nacre::fit {
namespace {

// d functions / d free parameters at the best values, row-major.
std::vector<double> gradients(const Objective& objective, const Result& best, std::size_t n_functions,
                              const VectorFunction& functions) {
  const std::vector<double> free = free_values(objective, best);
  std::vector<double> at_best(n_functions), out(n_functions * free.size());
  std::vector<Axis> axes = objective.axes();
  for (std::size_t k = 0; k < axes.size(); ++k) {
    const double sigma = best.uncertainties[objective.free()[k].index];
    if (sigma > 0) axes[k].sigma = sigma;
  }
  if (!functions(free, at_best) || !jacobian(functions, free, at_best, axes, false, out)) {
    reject(objective.problem(), "a function to propagate to is not finite at the solution");
  }
  return out;
}

// A parameter that the function does not see adds nothing, even if it is not determined.
double covariance_between(std::span<const double> row_a, std::span<const double> row_b,
                          std::span<const double> covariance) {
  double sum = 0;
  for (std::size_t j = 0; j < row_a.size(); ++j) {
    for (std::size_t k = 0; k < row_b.size(); ++k) {
      if (row_a[j] != 0 && row_b[k] != 0) sum += row_a[j] * covariance[j * row_b.size() + k] * row_b[k];
    }
  }
  return sum;
}

}  // namespace

std::vector<double> propagate_covariance(
    const Problem& problem, const Result& best, std::size_t n_functions,
    const std::function<void(std::span<const double> values, std::span<double> out)>& functions) {
  const Objective objective(problem);
  const VectorFunction of_free = [&](std::span<const double> free, std::span<double> out) {
    functions(objective.all_values(free), out);
    return std::ranges::all_of(out, [](double v) { return std::isfinite(v); });
  };
  const std::size_t k = objective.n_free();
  const std::vector<double> rows = gradients(objective, best, n_functions, of_free);
  std::vector<double> covariance(n_functions * n_functions);
  for (std::size_t a = 0; a < n_functions; ++a) {
    for (std::size_t b = 0; b < n_functions; ++b) {
      covariance[a * n_functions + b] = covariance_between(
          std::span(rows).subspan(a * k, k), std::span(rows).subspan(b * k, k), best.covariance);
    }
  }
  return covariance;
}

double propagate(const Problem& problem, const Result& best,
                 const std::function<double(std::span<const double> values)>& function) {
  const auto one = [&](std::span<const double> values, std::span<double> out) { out[0] = function(values); };
  return std::sqrt(propagate_covariance(problem, best, 1, one)[0]);
}

}  // namespace nacre::fit
