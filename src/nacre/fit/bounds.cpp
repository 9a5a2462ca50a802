// Parameters at their bounds: an active-set loop around least_squares.
#include <algorithm>

#include "nacre/fit/least_squares.hpp"
#include "nacre/fit/small_problem.hpp"

namespace nacre::fit {
namespace {

using Positions = std::vector<std::size_t>;

Positions at_bounds(const Objective& objective, std::span<const double> free) {
  Positions found;
  for (std::size_t k = 0; k < free.size(); ++k) {
    if (is_at_bound(objective.free()[k], free[k])) found.push_back(k);
  }
  return found;
}

// d cost / d parameter, halved; empty if it has no finite value.
std::vector<double> half_gradient(const Objective& objective, std::span<const double> free) {
  std::vector<double> r(objective.n_residuals()), jacobian(r.size() * free.size());
  std::vector<Axis> axes = objective.axes();
  if (!objective.residuals(free, r) || !objective.jacobian(free, r, axes, jacobian)) return {};
  const std::vector<double> root = objective.root_weights(r);
  std::vector<double> gradient(free.size(), 0.0);
  for (std::size_t i = 0; i < jacobian.size(); ++i) {
    const std::size_t row = i / free.size();
    gradient[i % free.size()] += root[row] * root[row] * r[row] * jacobian[i];
  }
  return gradient;
}

// Those whose cost would fall beyond the bound.
Positions pressed(const Objective& objective, std::span<const double> free) {
  Positions candidates = at_bounds(objective, free);
  if (candidates.empty()) return {};
  const std::vector<double> gradient = half_gradient(objective, free);
  if (gradient.empty()) return candidates;
  std::erase_if(candidates, [&](std::size_t k) {
    const FreeParameter& p = objective.free()[k];
    return free[k] <= p.lower ? gradient[k] <= 0 : gradient[k] >= 0;
  });
  return candidates;
}

Solution solve_with_held(const Objective& objective, const Positions& held, const Solution& from) {
  const Objective rest = objective.hold(held, from.free);
  std::vector<double> start;
  for (const FreeParameter& p : rest.free()) start.push_back(from.free[objective.position(p.index)]);
  const Solution of_rest = least_squares(rest, start, bold);
  Solution solution = from;
  for (std::size_t j = 0; j < start.size(); ++j) {
    solution.free[objective.position(rest.free()[j].index)] = of_rest.free[j];
  }
  solution.cost = of_rest.cost;
  solution.converged = of_rest.converged;
  solution.message = of_rest.message;
  return solution;
}

}  // namespace

bool is_at_bound(const FreeParameter& p, double value) { return value <= p.lower || value >= p.upper; }

Solution minimize(const Objective& objective, std::span<const double> start, double first_radius) {
  if (first_radius == bold) {
    if (std::optional<Solution> quick = solve_small(objective, start)) return *std::move(quick);
  }
  Solution solution = least_squares(objective, start, first_radius);
  Positions held;
  for (std::size_t pass = 0; pass < 2 * objective.n_free() + 2; ++pass) {
    Positions next = pressed(objective, solution.free);
    if (next == held) return solution;
    held = std::move(next);
    solution = solve_with_held(objective, held, solution);
  }
  return solution;
}

}  // namespace nacre::fit
