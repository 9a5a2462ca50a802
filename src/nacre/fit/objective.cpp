#include "nacre/fit/objective.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/fit/check.hpp"
#include "nacre/fit/loss.hpp"

namespace nacre::fit {
namespace {

bool is_free(const Parameter& p) { return !p.fixed && p.tied_to.empty(); }

double typical_size(const Parameter& p) {
  if (p.start != 0) return 0.01 * std::abs(p.start);  // the solution may be far smaller
  if (p.prior) return p.prior->sigma;
  const double width = p.upper - p.lower;
  return std::isfinite(width) ? width : 0;
}

std::vector<FreeParameter> free_parameters(const Problem& problem) {
  std::vector<FreeParameter> free;
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    const Parameter& p = problem.parameters[i];
    if (is_free(p)) free.push_back({static_cast<int>(i), p.start, p.lower, p.upper, typical_size(p)});
  }
  if (free.empty()) reject(problem, "no parameter is free");
  return free;
}

std::vector<int> positions(std::span<const FreeParameter> free, std::size_t n_parameters) {
  std::vector<int> position(n_parameters, -1);
  for (std::size_t k = 0; k < free.size(); ++k) position[free[k].index] = static_cast<int>(k);
  return position;
}

bool all_finite(std::span<const double> values) {
  return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
}

// The uncertainty of each parameter alone: 1 / |column|.
void write_sigmas(std::span<const double> jacobian, std::span<Axis> axes) {
  std::vector<double> squares(axes.size(), 0.0);
  for (std::size_t i = 0; i < jacobian.size();)
    for (double& square : squares) square += jacobian[i] * jacobian[i], ++i;
  for (std::size_t k = 0; k < axes.size(); ++k) axes[k].sigma = 1 / std::sqrt(squares[k]);
}

[[noreturn]] void reject_tied_start(const Problem& problem, const Parameter& p, double value) {
  reject(problem, "parameter \"" + p.name + "\" (tied to \"" + p.tied_to + "\") starts at " +
                      format_number(value) + ", outside its bounds " + format_bounds(p.lower, p.upper));
}

}  // namespace

Objective::Objective(const Problem& problem) : problem_(&problem) {
  check(problem);
  lines_ = resolve_ties(problem);
  free_ = free_parameters(problem);
  position_ = positions(free_, problem.parameters.size());
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    if (problem.parameters[i].prior) priors_.push_back(static_cast<int>(i));
  }
  for (const DataSet& set : problem.data) n_data_ += static_cast<std::size_t>(set.n_residuals);
  tighten_bounds();
}

void Objective::tighten_bounds() {
  const std::vector<double> values = all_values(start());
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Parameter& p = problem_->parameters[i];
    if (p.tied_to.empty()) continue;
    if (values[i] < p.lower || values[i] > p.upper) reject_tied_start(*problem_, p, values[i]);
    const Line& line = lines_[i];
    if (line.source < 0) continue;
    FreeParameter& free = free_[position_[line.source]];
    const double a = (p.lower - line.offset) / line.slope, b = (p.upper - line.offset) / line.slope;
    // The start is allowed by the tie: rounding must not put it outside.
    free.lower = std::min(std::max(free.lower, std::min(a, b)), free.start);
    free.upper = std::max(std::min(free.upper, std::max(a, b)), free.start);
  }
}

std::vector<double> Objective::start() const {
  std::vector<double> values;
  for (const FreeParameter& p : free_) values.push_back(p.start);
  return values;
}

std::vector<Axis> Objective::axes() const {
  std::vector<Axis> axes;
  for (const FreeParameter& p : free_) axes.push_back({.lower = p.lower, .upper = p.upper, .scale = p.scale});
  return axes;
}

int Objective::position(int index) const { return position_[index]; }

Objective Objective::hold(std::span<const std::size_t> held, std::span<const double> values) const {
  Objective rest = *this;
  for (Line& line : rest.lines_) {
    if (line.source < 0) continue;
    const auto k = static_cast<std::size_t>(position_[line.source]);
    if (std::ranges::find(held, k) == held.end()) continue;
    line = {-1, 0, line.slope * values[k] + line.offset};
  }
  rest.free_.clear();
  for (std::size_t k = 0; k < n_free(); ++k) {
    if (std::ranges::find(held, k) == held.end()) rest.free_.push_back(free_[k]);
  }
  rest.position_ = positions(rest.free_, lines_.size());
  return rest;
}

std::vector<double> Objective::all_values(std::span<const double> free) const {
  std::vector<double> values;
  for (const Line& line : lines_) {
    values.push_back(line.source < 0 ? line.offset : line.slope * free[position_[line.source]] + line.offset);
  }
  return values;
}

bool Objective::residuals(std::span<const double> free, std::span<double> out) const {
  const std::vector<double> values = all_values(free);
  std::size_t at = 0;
  for (const DataSet& set : problem_->data) {
    set.residuals(values, out.subspan(at, set.n_residuals));
    at += set.n_residuals;
  }
  for (const int i : priors_) {
    const Prior& prior = *problem_->parameters[i].prior;
    out[at++] = (values[i] - prior.mean) / prior.sigma;
  }
  return all_finite(out);
}

double Objective::cost(std::span<const double> residuals) const {
  double sum = 0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const double s = residuals[i] * residuals[i];
    sum += i < n_data_ ? loss_at(problem_->loss, problem_->loss_scale, s).rho : s;
  }
  return sum;
}

void Objective::bend(std::span<double> residuals, std::span<double> slopes) const {
  std::ranges::fill(slopes, 1.0);
  if (problem_->loss == Loss::squares) return;
  for (std::size_t i = 0; i < n_data_; ++i) {
    const double r = residuals[i];
    const LossValue loss = loss_at(problem_->loss, problem_->loss_scale, r * r);
    residuals[i] = std::copysign(std::sqrt(loss.rho), r);
    if (residuals[i] != 0) slopes[i] = loss.slope * r / residuals[i];
  }
}

std::vector<double> Objective::root_weights(std::span<const double> residuals) const {
  std::vector<double> weights(residuals.size(), 1.0);
  for (std::size_t i = 0; i < n_data_; ++i) {
    const double s = residuals[i] * residuals[i];
    weights[i] = std::sqrt(loss_at(problem_->loss, problem_->loss_scale, s).slope);
  }
  return weights;
}

bool Objective::has_derivatives() const {
  return std::ranges::all_of(problem_->data, [](const DataSet& set) { return bool(set.derivatives); });
}

// One row of derivatives by every value becomes one by the free parameters: the chain rule along the ties.
void Objective::add_columns(std::span<const double> of_values, std::size_t row, std::span<double> out) const {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    if (line.source >= 0) out[row * n_free() + position_[line.source]] += line.slope * of_values[i];
  }
}

bool Objective::exact_jacobian(std::span<const double> free, std::span<double> out) const {
  const std::vector<double> values = all_values(free);
  const std::size_t width = values.size();
  std::ranges::fill(out, 0.0);
  std::vector<double> of_values(n_data_ * width);
  std::size_t row = 0;
  for (const DataSet& set : problem_->data) {
    const auto n = static_cast<std::size_t>(set.n_residuals);
    set.derivatives(values, std::span(of_values).subspan(row * width, n * width));
    row += n;
  }
  for (row = 0; row < n_data_; ++row) add_columns(std::span(of_values).subspan(row * width, width), row, out);
  for (const int i : priors_) {
    const Line& line = lines_[i];
    if (line.source >= 0) {
      out[row * n_free() + position_[line.source]] = line.slope / problem_->parameters[i].prior->sigma;
    }
    ++row;
  }
  return all_finite(out);
}

bool Objective::jacobian(std::span<const double> free, std::span<const double> residuals,
                         std::span<Axis> axes, std::span<double> out) const {
  if (has_derivatives()) {
    if (!exact_jacobian(free, out)) return false;
    write_sigmas(out, axes);
    return true;
  }
  const auto function = [this](std::span<const double> x, std::span<double> r) {
    return this->residuals(x, r);
  };
  return fit::jacobian(function, free, residuals, axes, true, out);
}

}  // namespace nacre::fit
