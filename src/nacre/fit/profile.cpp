// Profile intervals: one parameter is held, the others are fitted again.
#include <algorithm>
#include <cmath>
#include <limits>

#include "nacre/core/parallel.hpp"
#include "nacre/fit/assemble.hpp"
#include "nacre/fit/check.hpp"
#include "nacre/fit/crossing.hpp"

namespace nacre::fit {
namespace {

constexpr double lower_by = 1e-4;  // share of delta_chi2 that tells a lower minimum from rounding
constexpr int max_restarts = 3;

double cost_at(const Objective& objective, std::span<const double> free) {
  std::vector<double> residuals(objective.n_residuals());
  const bool finite = objective.residuals(free, residuals);
  return finite ? objective.cost(residuals) : std::numeric_limits<double>::infinity();
}

// The profile of one parameter, and every point of it that was fitted.
class Profile {
 public:
  Profile(const Objective& objective, std::vector<double> best, std::size_t k, std::vector<double> slopes)
      : objective_(objective), k_(k), slopes_(std::move(slopes)) {
    points_.push_back({.free = std::move(best)});
    points_[0].cost = cost_at(objective, points_[0].free);
  }

  const Solution& lowest() const { return *std::ranges::min_element(points_, {}, &Solution::cost); }
  double drop() const { return points_[0].cost - lowest().cost; }

  // Signed square root of the rise of the cost: close to linear in the parameter.
  double rise(double value) {
    const double rise = fitted_at(value).cost - points_[0].cost;
    return std::copysign(std::sqrt(std::abs(rise)), rise);
  }

 private:
  const Solution& fitted_at(double value) {
    Solution point = refit(predicted(value));
    if (!std::isfinite(point.cost)) point = refit(moved(nearest(value), value));
    points_.push_back(std::move(point));
    return points_.back();
  }

  Solution refit(const std::vector<double>& start) const {
    const std::size_t held[] = {k_};
    const Objective rest = objective_.hold(held, start);
    std::vector<double> others = start;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(k_));
    Solution solution = minimize(rest, others);
    solution.free.insert(solution.free.begin() + static_cast<std::ptrdiff_t>(k_), start[k_]);
    return solution;
  }

  const Solution& nearest(double value) const {
    const auto distance = [&](const Solution& p) {
      return std::isfinite(p.cost) ? std::abs(p.free[k_] - value) : std::numeric_limits<double>::infinity();
    };
    return *std::ranges::min_element(points_, {}, distance);
  }

  std::vector<double> moved(const Solution& point, double value) const {
    std::vector<double> free = point.free;
    free[k_] = value;
    return free;
  }

  // From the nearest point along the valley of the covariance.
  std::vector<double> predicted(double value) const {
    const Solution& from = nearest(value);
    std::vector<double> free = moved(from, value);
    for (std::size_t j = 0; j < free.size(); ++j) {
      const FreeParameter& p = objective_.free()[j];
      if (j != k_) free[j] = std::clamp(free[j] + slopes_[j] * (value - from.free[k_]), p.lower, p.upper);
    }
    return free;
  }

  const Objective& objective_;
  std::size_t k_;
  std::vector<double> slopes_;  // of the others along the valley
  std::vector<Solution> points_;
};

// How far the others move with parameter k; zero where that is not known.
std::vector<double> slopes_along(const Result& best, std::size_t k) {
  const auto n = static_cast<std::size_t>(best.n_free);
  std::vector<double> slopes(n);
  for (std::size_t j = 0; j < n; ++j) {
    const double slope = best.covariance[j * n + k] / best.covariance[k * n + k];
    slopes[j] = std::isfinite(slope) ? slope : 0;
  }
  return slopes;
}

// The guess of the distance: from the covariance, else a tenth of the size of the parameter.
double first_distance(const Objective& objective, const Result& best, std::size_t k, double delta) {
  const int index = objective.free()[k].index;
  const double sigma = best.uncertainties[index] / std::sqrt(best.sigmas_scaled ? best.chi2_reduced() : 1);
  const double guess = sigma * std::sqrt(delta);
  if (std::isfinite(guess) && guess > 0) return guess;
  return 0.1 * size_along(objective.axes()[k], best.values[index]);
}

struct Interval {
  std::array<double, 2> ends{};
  std::optional<Solution> lower{};  // a point of the profile that is lower than the best
};

Interval interval_of(const Objective& objective, const Result& best, std::size_t k, double delta_chi2) {
  const double delta = delta_chi2 * (best.sigmas_scaled ? best.chi2_reduced() : 1);
  const FreeParameter& p = objective.free()[k];
  const double value = best.values[p.index];
  // Scaled sigmas: a perfect fit leaves a point, a fit without degrees of freedom leaves NaN.
  if (!(delta > 0)) return {.ends = {value + delta, value + delta}};
  const double step = first_distance(objective, best, k, delta);
  Profile profile(objective, free_values(objective, best), k, slopes_along(best, k));
  const auto rise = [&](double x) { return profile.rise(x); };
  Interval interval;
  interval.ends[0] = crossing(rise, {value, -step, p.lower, std::sqrt(delta)});
  interval.ends[1] = crossing(rise, {value, step, p.upper, std::sqrt(delta)});
  if (profile.drop() > lower_by * delta) interval.lower = profile.lowest();
  return interval;
}

std::size_t position_of(const Objective& objective, std::string_view name) {
  for (std::size_t k = 0; k < objective.n_free(); ++k) {
    if (objective.problem().parameters[objective.free()[k].index].name == name) return k;
  }
  reject(objective.problem(), '"' + std::string(name) + "\" is not a free parameter");
}

Result refit_from(const Objective& objective, const Solution& lower) {
  return assemble(objective, minimize(objective, lower.free));
}

const Solution* lowest_of(const std::vector<Interval>& intervals) {
  const Solution* lowest = nullptr;
  for (const Interval& interval : intervals) {
    if (!interval.lower) continue;
    if (lowest == nullptr || interval.lower->cost < lowest->cost) lowest = &*interval.lower;
  }
  return lowest;
}

// Intervals of the parameters at `positions`; `best` moves to a lower minimum when one is met.
std::vector<Interval> intervals_of(const Objective& objective, Result& best,
                                   std::span<const std::size_t> positions, double delta_chi2,
                                   const RunControl& control) {
  for (int round = 0;; ++round) {
    std::vector<Interval> intervals(positions.size());
    Stage stage(control, "profiles", static_cast<double>(positions.size()), "intervals");
    parallel_for(positions.size(), control, [&](std::size_t i) {
      intervals[i] = interval_of(objective, best, positions[i], delta_chi2);
      stage.advance(1);
    });
    const Solution* lower = lowest_of(intervals);
    if (lower == nullptr || round == max_restarts) return intervals;
    best = refit_from(objective, *lower);
  }
}

}  // namespace

std::array<double, 2> profile_interval(const Problem& problem, const Result& best, std::string_view parameter,
                                       double delta_chi2) {
  const Objective objective(problem);
  free_values(objective, best);
  if (!(delta_chi2 > 0)) reject(problem, "a profile interval needs a positive rise of chi2");
  Result from = best;
  const std::size_t positions[] = {position_of(objective, parameter)};
  return intervals_of(objective, from, positions, delta_chi2, RunControl{})[0].ends;
}

void add_profile_intervals(const Problem& problem, Result& best, std::span<const std::string> parameters,
                           const RunControl& control) {
  const Objective objective(problem);
  free_values(objective, best);
  std::vector<std::size_t> positions;
  for (const std::string& name : parameters) positions.push_back(position_of(objective, name));

  Result found = best;
  const std::vector<Interval> intervals = intervals_of(objective, found, positions, 1.0, control);
  if (found.values != best.values) {
    found.warnings.push_back("the profile met a lower minimum than the fit: it was taken instead");
    best = std::move(found);
  }
  for (std::size_t i = 0; i < positions.size(); ++i) {
    best.intervals[objective.free()[positions[i]].index] = intervals[i].ends;
  }
}

}  // namespace nacre::fit
