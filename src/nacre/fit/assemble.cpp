#include "nacre/fit/assemble.hpp"

#include <cmath>
#include <limits>

#include "nacre/core/units.hpp"
#include "nacre/fit/check.hpp"
#include "nacre/fit/covariance.hpp"

namespace nacre::fit {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double near_bound = 1e-3;  // in standard deviations

const std::string& name_of(const Objective& objective, std::size_t k) {
  return objective.problem().parameters[objective.free()[k].index].name;
}

// Weighted Jacobian at the solution; empty if it has no finite value. The weights of a robust loss are those
// of iteratively re-weighted least squares, so that bent residuals count for less.
std::vector<double> weighted_jacobian(const Objective& objective, std::span<const double> free,
                                      std::span<const double> residuals) {
  std::vector<double> jacobian(residuals.size() * free.size());
  std::vector<Axis> axes = objective.axes();
  if (!objective.jacobian(free, residuals, axes, jacobian)) return {};
  const std::vector<double> root = objective.root_weights(residuals);
  for (std::size_t i = 0; i < jacobian.size(); ++i) jacobian[i] *= root[i / free.size()];
  return jacobian;
}

std::string names_of(const Objective& objective, const std::vector<std::size_t>& positions) {
  std::string names;
  for (const std::size_t k : positions) names += (names.empty() ? "" : ", ") + name_of(objective, k);
  return names;
}

void warn_undetermined(const Objective& objective, const Covariance& covariance, Result& result) {
  if (covariance.undetermined.empty()) return;
  result.singular = true;
  const bool one = covariance.undetermined.size() == 1;
  result.warnings.push_back("the data do not determine " + names_of(objective, covariance.undetermined) +
                            (one ? ": it has no uncertainty" : ": they can change together at no cost"));
}

void scale_covariance(Result& result) {
  const double factor = result.chi2_reduced();
  for (double& c : result.covariance) c *= factor;
  if (std::isnan(factor)) {
    result.warnings.push_back("no degree of freedom is left to scale the sigmas with: no uncertainties");
  }
}

void fill_covariance(const Objective& objective, std::span<const double> free,
                     std::span<const double> residuals, Result& result) {
  const std::vector<double> jacobian = weighted_jacobian(objective, free, residuals);
  if (jacobian.empty()) {
    result.covariance.assign(free.size() * free.size(), nan);
    result.warnings.push_back("the derivatives are not finite at the solution: no uncertainties");
    return;
  }
  Covariance covariance = covariance_of(jacobian, free.size());
  result.covariance = std::move(covariance.matrix);
  warn_undetermined(objective, covariance, result);
  if (result.sigmas_scaled) scale_covariance(result);
}

double uncertainty_of(const Objective& objective, const Result& result, std::size_t index) {
  const Line& line = objective.line(index);
  if (line.source < 0) return nan;
  const auto k = static_cast<std::size_t>(objective.position(line.source));
  return std::abs(line.slope) * std::sqrt(result.covariance[k * objective.n_free() + k]);
}

void mark_bound(const Objective& objective, std::size_t k, double value, Result& result) {
  const FreeParameter& p = objective.free()[k];
  const double close = near_bound * result.uncertainties[p.index];  // NaN compares false
  const bool low = value <= p.lower || value - p.lower < close;
  const bool high = value >= p.upper || p.upper - value < close;
  if (!low && !high) return;
  result.at_bound[p.index] = true;
  result.warnings.push_back(name_of(objective, k) + " is at its " + (low ? "lower" : "upper") + " bound " +
                            format_number(low ? p.lower : p.upper) +
                            ": its uncertainty from the covariance does not hold");
}

}  // namespace

Result assemble(const Objective& objective, const Solution& solution) {
  const std::size_t n = objective.problem().parameters.size();
  Result result;
  result.values = objective.all_values(solution.free);
  for (const FreeParameter& p : objective.free()) result.free_index.push_back(p.index);
  result.n_data = static_cast<int>(objective.n_residuals());
  result.n_free = static_cast<int>(objective.n_free());
  result.converged = solution.converged;
  result.sigmas_scaled = objective.problem().scale_sigmas;
  result.message = solution.message;
  result.intervals.resize(n);
  result.at_bound.resize(n);
  if (!solution.converged) result.warnings.push_back("the fit did not converge: " + solution.message);

  std::vector<double> residuals(objective.n_residuals());
  objective.residuals(solution.free, residuals);
  for (const double r : residuals) result.chi2 += r * r;
  fill_covariance(objective, solution.free, residuals, result);
  for (std::size_t i = 0; i < n; ++i) result.uncertainties.push_back(uncertainty_of(objective, result, i));
  for (std::size_t k = 0; k < objective.n_free(); ++k) mark_bound(objective, k, solution.free[k], result);
  return result;
}

std::vector<double> free_values(const Objective& objective, const Result& result) {
  if (result.values.size() != objective.problem().parameters.size() ||
      result.covariance.size() != objective.n_free() * objective.n_free()) {
    reject(objective.problem(), "the result is not one of this problem");
  }
  std::vector<double> free;
  for (const FreeParameter& p : objective.free()) free.push_back(result.values[p.index]);
  return free;
}

}  // namespace nacre::fit
