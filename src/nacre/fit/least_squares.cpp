#include "nacre/fit/least_squares.hpp"
#include "nacre/fit/fit.hpp"

#include <ceres/ceres.h>

#include <algorithm>
#include <cmath>
#include <exception>

namespace nacre::fit {
namespace {

// Ceres stops on norms over all parameters: it sees them in units of their size, a power of two so that
// bounds survive the way back exactly.
std::vector<double> units_of(std::span<const Axis> axes, std::span<const double> start) {
  std::vector<double> units;
  for (std::size_t j = 0; j < start.size(); ++j) {
    units.push_back(std::exp2(std::round(std::log2(size_along(axes[j], start[j])))));
  }
  return units;
}

// Residuals of the whole problem, bent by the robust loss. Ceres must not be thrown through, and it prints
// when an evaluation with derivatives fails: either way it is given zeros, which end the solve at once.
class Residuals final : public ceres::CostFunction {
 public:
  Residuals(const Objective& objective, std::vector<Axis> axes, std::vector<double> units)
      : objective_(objective),
        axes_(std::move(axes)),
        units_(std::move(units)),
        slopes_(objective.n_residuals()) {
    set_num_residuals(static_cast<int>(objective.n_residuals()));
    mutable_parameter_block_sizes()->push_back(static_cast<int>(objective.n_free()));
  }

  bool Evaluate(const double* const* parameters, double* residuals, double** jacobians) const override {
    const std::span<double> r(residuals, objective_.n_residuals());
    const bool derive = jacobians != nullptr && jacobians[0] != nullptr;
    const std::span<double> j(derive ? jacobians[0] : nullptr, derive ? r.size() * units_.size() : 0);
    try {
      if (!thrown_) return evaluate(parameters[0], r, j);
    } catch (...) {
      thrown_ = std::current_exception();
    }
    std::ranges::fill(r, 0.0);
    std::ranges::fill(j, 0.0);
    return true;
  }

  std::vector<double> from_units(const double* scaled) const {
    std::vector<double> x(scaled, scaled + units_.size());
    for (std::size_t j = 0; j < x.size(); ++j) {
      x[j] = std::clamp(x[j] * units_[j], axes_[j].lower, axes_[j].upper);
    }
    return x;
  }

  void rethrow() const {
    if (thrown_) std::rethrow_exception(thrown_);
  }

  bool without_derivatives() const { return without_derivatives_; }

 private:
  bool evaluate(const double* scaled, std::span<double> r, std::span<double> j) const {
    const std::vector<double> x = from_units(scaled);
    if (!objective_.residuals(x, r)) return false;
    if (!j.empty() && !objective_.jacobian(x, r, axes_, j)) {
      without_derivatives_ = true;
      std::ranges::fill(j, 0.0);
    }
    objective_.bend(r, slopes_);
    for (std::size_t i = 0; i < j.size(); ++i) j[i] *= slopes_[i / x.size()] * units_[i % x.size()];
    return true;
  }

  const Objective& objective_;
  mutable std::vector<Axis> axes_;
  std::vector<double> units_;
  mutable std::vector<double> slopes_;
  mutable std::exception_ptr thrown_;
  mutable bool without_derivatives_ = false;
};

ceres::Solver::Options tight_options(double first_radius, const Problem& of) {
  ceres::Solver::Options options;
  options.linear_solver_type = ceres::DENSE_QR;
  options.logging_type = ceres::SILENT;
  options.num_threads = 1;
  options.initial_trust_region_radius = first_radius;
  options.max_num_iterations = of.max_iterations;
  options.max_num_consecutive_invalid_steps = 50;
  options.function_tolerance = std::max(1e-14, of.noise);
  options.parameter_tolerance = 1e-14;
  options.gradient_tolerance = 0;  // has the units of 1 / parameter: says nothing
  return options;
}

void set_bounds(ceres::Problem& problem, double* block, std::span<const Axis> axes,
                std::span<const double> units) {
  for (int j = 0; j < static_cast<int>(axes.size()); ++j) {
    if (std::isfinite(axes[j].lower)) problem.SetParameterLowerBound(block, j, axes[j].lower / units[j]);
    if (std::isfinite(axes[j].upper)) problem.SetParameterUpperBound(block, j, axes[j].upper / units[j]);
  }
}

// The first look at parameters that start at zero and have no scale of their own.
void find_sigmas(const Objective& objective, std::span<const double> start, std::span<const double> residuals,
                 std::vector<Axis>& axes) {
  if (std::ranges::all_of(axes, [](const Axis& axis) { return axis.scale > 0; })) return;
  std::vector<double> ignored(residuals.size() * start.size());
  objective.jacobian(start, residuals, axes, ignored);
}

Solution run_ceres(const Objective& objective, std::span<const double> start, std::vector<Axis> axes,
                   double first_radius) {
  const std::vector<double> units = units_of(axes, start);
  std::vector<double> block(start.begin(), start.end());
  for (std::size_t j = 0; j < block.size(); ++j) block[j] /= units[j];

  Residuals residuals(objective, axes, units);
  ceres::Problem::Options ownership;
  ownership.cost_function_ownership = ceres::DO_NOT_TAKE_OWNERSHIP;
  ceres::Problem problem(ownership);
  problem.AddResidualBlock(&residuals, nullptr, block.data());
  set_bounds(problem, block.data(), axes, units);

  ceres::Solver::Summary summary;
  ceres::Solve(tight_options(first_radius, objective.problem()), &problem, &summary);
  residuals.rethrow();
  Solution solution{.free = residuals.from_units(block.data()),
                    .cost = 2 * summary.final_cost,
                    .converged = summary.termination_type == ceres::CONVERGENCE,
                    .message = summary.message};
  if (!residuals.without_derivatives()) return solution;
  solution.converged = false;
  solution.message = "it met a point without finite derivatives";
  return solution;
}

}  // namespace

Solution least_squares(const Objective& objective, std::span<const double> start, double first_radius) {
  std::vector<double> residuals(objective.n_residuals());
  Solution solution{.free{start.begin(), start.end()}, .cost = std::numeric_limits<double>::infinity()};
  if (!objective.residuals(start, residuals)) {
    solution.message = "the residuals are not finite at the start";
    return solution;
  }
  if (objective.n_free() == 0) {
    solution.cost = objective.cost(residuals);
    solution.converged = true;
    return solution;
  }
  std::vector<Axis> axes = objective.axes();
  find_sigmas(objective, start, residuals, axes);
  return run_ceres(objective, start, std::move(axes), first_radius);
}

std::string library_version() { return CERES_VERSION_STRING; }

}  // namespace nacre::fit
