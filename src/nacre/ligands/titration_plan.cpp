// Made data and planned experiments.
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/random.hpp"
#include "nacre/fit/covariance.hpp"
#include "nacre/fit/objective.hpp"
#include "nacre/ligands/titration_layout.hpp"

namespace nacre::ligands {
namespace {

constexpr double least_known_dG_kJ_mol = 10;  // a factor of 50 in K
constexpr double least_scale = 0.05;          // a concentration that is drawn stays positive

std::vector<std::vector<double>> model_heats(const std::vector<Titration>& titrations,
                                             const TitrationFitPlan& plan, const ProblemLayout& layout,
                                             std::span<const double> values) {
  std::vector<std::vector<double>> all;
  for (std::size_t t = 0; t < titrations.size(); ++t) {
    const TitrationHeats model(titrations[t], plan, layout.titrations[t]);
    all.emplace_back(model.size());
    model.heats(values, all.back());
  }
  return all;
}

int count_free(const ProblemLayout& layout) {
  return static_cast<int>(std::ranges::count_if(
      layout.parameters, [](const fit::Parameter& p) { return !p.fixed && p.tied_to.empty() && !p.prior; }));
}

// Errors that are not known are the scatter about the model.
double scatter_uJ(const std::vector<Titration>& titrations, const ProblemLayout& layout,
                  const std::vector<std::vector<double>>& heats) {
  double sum = 0;
  int count = 0;
  for (std::size_t t = 0; t < titrations.size(); ++t) {
    const Titration& one = titrations[t];
    if (one.heats_uJ.size() != heats[t].size()) {
      throw std::invalid_argument(
          "made heats need the errors of the heats, or measured heats to take them from");
    }
    for (std::size_t i = 0; i < heats[t].size(); ++i) {
      if (!one.used.empty() && !one.used[i]) continue;
      sum += (one.heats_uJ[i] - heats[t][i]) * (one.heats_uJ[i] - heats[t][i]);
      ++count;
    }
  }
  return std::sqrt(sum / std::max(count - count_free(layout), 1));
}

// The concentration that would have been stated when the weighing went otherwise.
double restated(double stated_mM, double scale, double relative_error, RandomStream& random) {
  if (!(relative_error > 0)) return stated_mM;
  return stated_mM * scale / std::max(1 + relative_error * random.normal(), least_scale);
}

// Systematic errors as they might have been: those of the fit belong to the data that are replaced.
std::vector<double> with_drawn_effects(const ProblemLayout& layout, std::span<const double> values,
                                       RandomStream& random) {
  std::vector<double> drawn(values.begin(), values.end());
  std::vector<bool> done(values.size(), false);
  for (const TitrationLayout& one : layout.titrations) {
    for (const int index : one.effects) {
      const auto k = static_cast<std::size_t>(index);
      const fit::Parameter& p = layout.parameters[k];
      if (done[k] || p.fixed || !p.prior) continue;
      drawn[k] = p.prior->mean + p.prior->sigma * random.normal();
      done[k] = true;
    }
  }
  return drawn;
}

double value_at(std::span<const double> values, int index) {
  return index < 0 ? 1 : values[static_cast<std::size_t>(index)];
}

}  // namespace

std::vector<Titration> synthetic_titrations(const std::vector<Titration>& titrations,
                                            const TitrationFitPlan& plan, std::span<const double> values,
                                            std::uint64_t seed, std::uint64_t replica) {
  const ProblemLayout layout = problem_layout(titrations, plan);
  RandomStream random(seed, StreamName::synthetic_data, replica);
  std::vector<Titration> made = titrations;
  const bool unknown = titrations.empty() || titrations[0].errors_uJ.empty();
  const double scatter =
      unknown ? scatter_uJ(titrations, layout, model_heats(titrations, plan, layout, values)) : 0;
  const std::vector<std::vector<double>> heats =
      model_heats(titrations, plan, layout, with_drawn_effects(layout, values, random));
  for (std::size_t t = 0; t < made.size(); ++t) {
    const TitrationLayout& one = layout.titrations[t];
    made[t].heats_uJ = heats[t];
    for (std::size_t i = 0; i < heats[t].size(); ++i) {
      made[t].heats_uJ[i] += (unknown ? scatter : made[t].errors_uJ[i]) * random.normal();
    }
    made[t].cell_mM =
        restated(made[t].cell_mM, value_at(values, one.cell_scale), plan.cell_relative_error, random);
    made[t].syringe_mM = restated(made[t].syringe_mM, value_at(values, one.syringe_scale),
                                  plan.syringe_relative_error, random);
  }
  return made;
}

namespace {

// The values of a problem of one titration: the guess, and starts for the rest.
std::vector<double> planned_values(const TitrationFitPlan& plan, const ProblemLayout& layout,
                                   std::span<const double> guess) {
  std::vector<double> values;
  for (const fit::Parameter& p : layout.parameters) values.push_back(p.start);
  for (std::size_t k = 0; k < plan.model->parameters.size(); ++k) {
    values[static_cast<std::size_t>(layout.titrations[0].model[k])] = guess[k];
  }
  return values;
}

void check_design(const Titration& design, const TitrationFitPlan& plan, std::span<const double> guess) {
  if (plan.model == nullptr) throw std::invalid_argument("the plan of the fit names no titration model");
  if (guess.size() != plan.model->parameters.size()) {
    throw std::invalid_argument("the guess has " + std::to_string(guess.size()) + " values, model " +
                                std::string(plan.model->name) + " has " +
                                std::to_string(plan.model->parameters.size()) + " parameters");
  }
  if (design.errors_uJ.size() != design.volumes_uL.size()) {
    throw std::invalid_argument("a planned titration needs the expected error of every heat");
  }
}

double covariance_at(const fit::Objective& objective, const fit::Covariance& covariance, int a, int b) {
  const int row = objective.position(a), column = objective.position(b);
  if (row < 0 || column < 0) return 0;  // fixed
  return covariance
      .matrix[static_cast<std::size_t>(row) * objective.n_free() + static_cast<std::size_t>(column)];
}

// Of the problem at its start.
fit::Covariance expected_covariance(const fit::Objective& objective) {
  const std::vector<double> start = objective.start();
  std::vector<double> residuals(objective.n_residuals()), jacobian(residuals.size() * start.size());
  std::vector<fit::Axis> axes = objective.axes();
  if (objective.residuals(start, residuals) && objective.jacobian(start, residuals, axes, jacobian)) {
    return fit::covariance_of(jacobian, start.size());
  }
  return {std::vector<double>(start.size() * start.size(), std::numeric_limits<double>::quiet_NaN()), {0}};
}

}  // namespace

PlannedPrecision planned_precision(const Titration& design, const TitrationFitPlan& plan,
                                   std::span<const double> guess) {
  check_design(design, plan, guess);
  const ProblemLayout layout = problem_layout(1, plan);
  const std::vector<double> values = planned_values(plan, layout, guess);
  Titration made = design;
  made.heats_uJ = model_heats({design}, plan, layout, values)[0];
  fit::Problem problem = titration_problem(design.name, {made}, plan);
  for (std::size_t i = 0; i < values.size(); ++i) problem.parameters[i].start = values[i];
  const fit::Objective objective(problem);
  const fit::Covariance covariance = expected_covariance(objective);
  const auto& index = layout.titrations[0].model;
  const double var_h = covariance_at(objective, covariance, index[0], index[0]);
  const double var_g = covariance_at(objective, covariance, index[1], index[1]);
  PlannedPrecision precision;
  precision.dH_error_kJ_mol = std::sqrt(var_h);
  precision.dG_error_kJ_mol = std::sqrt(var_g);
  precision.n_error = std::sqrt(covariance_at(objective, covariance, index[2], index[2]));
  precision.correlation_dH_dG =
      covariance_at(objective, covariance, index[0], index[1]) / std::sqrt(var_h * var_g);
  precision.determined = covariance.undetermined.empty() && precision.dH_error_kJ_mol < std::abs(guess[0]) &&
                         precision.dG_error_kJ_mol < least_known_dG_kJ_mol && precision.n_error < guess[2];
  return precision;
}

}  // namespace nacre::ligands
