#include "nacre/fit/small_problem.hpp"

#include <ceres/tiny_solver.h>

#include <algorithm>
#include <cmath>

namespace nacre::fit {
namespace {

constexpr std::size_t max_parameters = 20;
constexpr std::size_t max_residuals = 2000;
constexpr double step_tolerance = 1e-9;     // of the length of all parameters, in units of their size
constexpr double still_moving = 1e-7;       // a Gauss-Newton step in standard deviations, or in sizes
constexpr double refused_residual = 1e100;  // makes the solver take a step back

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

// What ceres::TinySolver calls: parameters in units of their size, derivatives column by column.
class SmallFunction {
 public:
  using Scalar = double;
  enum { NUM_RESIDUALS = Eigen::Dynamic, NUM_PARAMETERS = Eigen::Dynamic };

  SmallFunction(const Objective& objective, std::vector<Axis>& axes, Vector units)
      : objective_(objective),
        axes_(axes),
        units_(std::move(units)),
        x_(objective.n_free()),
        r_(objective.n_residuals()),
        jacobian_(x_.size() * r_.size()) {}

  int NumResiduals() const { return static_cast<int>(r_.size()); }
  int NumParameters() const { return static_cast<int>(x_.size()); }

  // A point outside the bounds, or without finite residuals, is a bad step.
  bool operator()(const double* scaled, double* residuals, double* derivatives) const {
    for (std::size_t j = 0; j < x_.size(); ++j) x_[j] = scaled[j] * units_[static_cast<Eigen::Index>(j)];
    if (!inside() || !objective_.residuals(x_, r_)) {
      std::fill_n(residuals, r_.size(), refused_residual);
      return false;
    }
    std::ranges::copy(r_, residuals);
    if (derivatives == nullptr) return true;
    if (!objective_.jacobian(x_, r_, axes_, jacobian_)) return false;
    transpose(derivatives);
    return true;
  }

 private:
  bool inside() const {
    for (std::size_t j = 0; j < x_.size(); ++j) {
      if (!(x_[j] >= axes_[j].lower && x_[j] <= axes_[j].upper)) return false;
    }
    return true;
  }

  void transpose(double* columns) const {
    for (std::size_t i = 0; i < r_.size(); ++i) {
      for (std::size_t j = 0; j < x_.size(); ++j) {
        columns[j * r_.size() + i] = jacobian_[i * x_.size() + j] * units_[static_cast<Eigen::Index>(j)];
      }
    }
  }

  const Objective& objective_;
  std::vector<Axis>& axes_;
  Vector units_;
  mutable std::vector<double> x_, r_, jacobian_;
};

bool applies(const Objective& objective) {
  return objective.has_derivatives() && objective.problem().loss == Loss::squares &&
         objective.problem().noise == 0 && objective.n_free() > 0 && objective.n_free() <= max_parameters &&
         objective.n_residuals() <= max_residuals && objective.n_residuals() >= objective.n_free();
}

// The first look at parameters that have no size of their own; false where there are no finite derivatives.
bool find_sigmas(const Objective& objective, std::span<const double> start, std::vector<Axis>& axes) {
  std::vector<double> residuals(objective.n_residuals()), ignored(residuals.size() * start.size());
  return objective.residuals(start, residuals) && objective.jacobian(start, residuals, axes, ignored);
}

Vector units_of(const std::vector<Axis>& axes, std::span<const double> start) {
  Vector units(static_cast<Eigen::Index>(start.size()));
  for (std::size_t j = 0; j < start.size(); ++j) {
    units[static_cast<Eigen::Index>(j)] = size_along(axes[j], start[j]);
  }
  return units;
}

// At a minimum the next Gauss-Newton step is nothing, measured in standard deviations or in sizes.
bool at_minimum(const SmallFunction& function, const Vector& x) {
  Vector residuals(function.NumResiduals());
  Matrix jacobian(function.NumResiduals(), x.size());
  if (!function(x.data(), residuals.data(), jacobian.data())) return false;
  const Vector lengths = jacobian.colwise().norm();
  if (!(lengths.minCoeff() > 0)) return false;
  jacobian *= lengths.cwiseInverse().asDiagonal();
  const Eigen::LDLT<Matrix> normal(jacobian.transpose() * jacobian);
  const Vector gradient = jacobian.transpose() * residuals;
  const Vector step = normal.solve(gradient);
  const double fall = gradient.dot(step);  // of the cost, in squared standard deviations
  if (!std::isfinite(fall) || normal.vectorD().minCoeff() < 1e-13) return false;
  const double size = (step.array() / lengths.array()).matrix().norm();
  return std::abs(fall) <= still_moving * still_moving * residuals.squaredNorm() ||
         size <= still_moving * 1e-2 * x.norm();
}

bool touches_bound(const Objective& objective, std::span<const double> free) {
  for (std::size_t k = 0; k < free.size(); ++k) {
    if (is_at_bound(objective.free()[k], free[k])) return true;
  }
  return false;
}

Solution solution_at(const Objective& objective, std::vector<double> free) {
  std::vector<double> residuals(objective.n_residuals());
  objective.residuals(free, residuals);
  return {.free = std::move(free),
          .cost = objective.cost(residuals),
          .converged = true,
          .message = "converged: the next step would change nothing"};
}

}  // namespace

std::optional<Solution> solve_small(const Objective& objective, std::span<const double> start) {
  if (!applies(objective)) return {};
  std::vector<Axis> axes = objective.axes();
  if (!find_sigmas(objective, start, axes)) return {};
  const Vector units = units_of(axes, start);
  const SmallFunction function(objective, axes, units);
  Vector x = Eigen::Map<const Vector>(start.data(), units.size()).cwiseQuotient(units);

  ceres::TinySolver<SmallFunction> solver;
  solver.options.max_num_iterations = std::min(100, objective.problem().max_iterations);
  solver.options.gradient_tolerance = 0;
  solver.options.function_tolerance = 0;
  solver.options.cost_threshold = 0;
  solver.options.parameter_tolerance = step_tolerance;
  solver.Solve(function, &x);
  if (!at_minimum(function, x)) return {};
  const Vector free = x.cwiseProduct(units);
  std::vector<double> values(free.begin(), free.end());
  if (touches_bound(objective, values)) return {};
  return solution_at(objective, std::move(values));
}

}  // namespace nacre::fit
