#include "nacre/ligands/titration_fit.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/ligands/titration_layout.hpp"
#include "nacre/ligands/titration_start.hpp"

namespace nacre::ligands {
namespace {

constexpr double good_chi2 = 1.5;     // reduced, of errors that are known
constexpr double good_misfit = 1e-3;  // share of the heats' squares, of errors that are not
constexpr int max_error_rounds = 20;

[[noreturn]] void reject(const Titration& titration, const std::string& reason) {
  throw std::invalid_argument(titration.name.empty() ? reason : titration.name + ": " + reason);
}

void check_size(const Titration& titration, std::size_t size, const char* what) {
  if (size == titration.volumes_uL.size()) return;
  reject(titration, "there are " + std::to_string(size) + " " + what + " for " +
                        std::to_string(titration.volumes_uL.size()) + " injections");
}

bool is_used(const Titration& titration, std::size_t i) {
  return titration.used.empty() || titration.used[i];
}

void check_heat(const Titration& titration, std::size_t i) {
  const std::string which = " of injection " + std::to_string(i + 1) + " is ";
  if (!std::isfinite(titration.heats_uJ[i])) {
    reject(titration,
           "the heat" + which + format_number(titration.heats_uJ[i]) + "; leave it out of the fit");
  }
  if (titration.errors_uJ.empty()) return;
  const double error = titration.errors_uJ[i];
  if (error > 0 && std::isfinite(error)) return;
  reject(titration, "the error" + which + format_number(error) + " uJ, it must be positive");
}

void check_data(const Titration& titration) {
  check_titration(titration);
  check_size(titration, titration.heats_uJ.size(), "heats");
  if (!titration.errors_uJ.empty()) check_size(titration, titration.errors_uJ.size(), "errors");
  if (!titration.used.empty()) check_size(titration, titration.used.size(), "marks of use");
  for (const SharedEffect& effect : titration.effects) {
    check_size(titration, effect.heats_uJ.size(), ("shifts by " + effect.name).c_str());
  }
  std::size_t n_used = 0;
  for (std::size_t i = 0; i < titration.heats_uJ.size(); ++i) {
    if (!is_used(titration, i)) continue;
    ++n_used;
    check_heat(titration, i);
  }
  if (n_used == 0) reject(titration, "no injection is used");
}

void check_plan(const std::vector<Titration>& titrations, const TitrationFitPlan& plan) {
  if (titrations.empty()) throw std::invalid_argument("there is no titration to fit");
  if (!(plan.reference_temperature_K > 0)) {
    throw std::invalid_argument("the reference temperature must be positive");
  }
  if (!(plan.cell_relative_error >= 0 && plan.cell_relative_error < 1) ||
      !(plan.syringe_relative_error >= 0 && plan.syringe_relative_error < 1)) {
    throw std::invalid_argument("relative errors of concentrations must be at least 0 and less than 1");
  }
  for (const Titration& one : titrations) {
    if (one.errors_uJ.empty() != titrations[0].errors_uJ.empty()) {
      reject(one, "errors of the heats are given for some titrations only: give all or none");
    }
    if (plan.model != nullptr && plan.model->name == "competitive" && !(one.competitor_mM > 0)) {
      reject(one, "model competitive needs a competitor in the cell");
    }
  }
}

// The residuals of one titration; shared, as copies of a problem differ in starts only.
struct Residuals {
  TitrationHeats model;
  std::vector<std::size_t> rows;  // injections that are used
  std::vector<double> heats;
  std::vector<double> errors;

  void residuals(std::span<const double> values, std::span<double> out) const {
    std::vector<double> all(model.size());
    model.heats(values, all);
    for (std::size_t i = 0; i < rows.size(); ++i) out[i] = (all[rows[i]] - heats[i]) / errors[i];
  }

  void derivatives(std::span<const double> values, std::span<double> out) const {
    const std::size_t width = values.size();
    std::vector<double> all(model.size() * width);
    model.derivatives(values, all);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      for (std::size_t k = 0; k < width; ++k) out[i * width + k] = all[rows[i] * width + k] / errors[i];
    }
  }
};

fit::DataSet data_set(const Titration& titration, std::size_t t, const TitrationFitPlan& plan,
                      const TitrationLayout& layout, double error_uJ) {
  Residuals own{TitrationHeats(titration, plan, layout), {}, {}, {}};
  for (std::size_t i = 0; i < titration.heats_uJ.size(); ++i) {
    if (!is_used(titration, i)) continue;
    own.rows.push_back(i);
    own.heats.push_back(titration.heats_uJ[i]);
    own.errors.push_back(titration.errors_uJ.empty() ? error_uJ : titration.errors_uJ[i]);
  }
  const auto shared = std::make_shared<const Residuals>(std::move(own));
  return {
      .name = titration.name.empty() ? "titration " + std::to_string(t + 1) : titration.name,
      .n_residuals = static_cast<int>(shared->rows.size()),
      .residuals = [shared](std::span<const double> v, std::span<double> r) { shared->residuals(v, r); },
      .derivatives = [shared](std::span<const double> v, std::span<double> j) { shared->derivatives(v, j); }};
}

void set_data(const std::vector<Titration>& titrations, const TitrationFitPlan& plan,
              const ProblemLayout& layout, double error_uJ, fit::Problem& problem) {
  problem.data.clear();
  for (std::size_t t = 0; t < titrations.size(); ++t) {
    problem.data.push_back(data_set(titrations[t], t, plan, layout.titrations[t], error_uJ));
  }
}

bool has_priors(const fit::Problem& problem) {
  return std::ranges::any_of(problem.parameters, [](const fit::Parameter& p) { return p.prior.has_value(); });
}

// With everything that has a prior held there: what scatters is the noise of the heats.
double scatter_without_priors(fit::Problem problem) {
  for (fit::Parameter& p : problem.parameters) {
    if (!p.prior) continue;
    p.fixed = true;
    p.prior.reset();
  }
  if (std::ranges::all_of(problem.parameters, &fit::Parameter::fixed)) return 1;
  const fit::Result result = fit::fit(problem);
  return result.chi2_reduced() > 0 ? std::sqrt(result.chi2_reduced()) : 1;
}

// A prior is absolute: beside it, errors that are not known have to be found first, until they and the fit
// agree.
void find_errors(const std::vector<Titration>& titrations, const TitrationFitPlan& plan,
                 const ProblemLayout& layout, fit::Problem& problem) {
  double error_uJ = scatter_without_priors(problem);
  set_data(titrations, plan, layout, error_uJ, problem);
  for (int round = 0; round < max_error_rounds; ++round) {
    const double factor = std::sqrt(fit::fit(problem).chi2_reduced());
    if (!(factor > 0)) return;
    error_uJ *= factor;
    set_data(titrations, plan, layout, error_uJ, problem);
    if (std::abs(factor - 1) < 0.01) return;
  }
}

// Sum of squares of the residuals at values where no heat is expected.
double squares_without_heat(const fit::Problem& problem) {
  std::vector<double> values;
  for (const fit::Parameter& p : problem.parameters) {
    const bool heat = p.name.starts_with("dH") || p.name.starts_with("dilution") || p.name == "dCp";
    values.push_back(heat ? 0 : p.start);
  }
  double sum = 0;
  for (const fit::DataSet& set : problem.data) {
    std::vector<double> residuals(static_cast<std::size_t>(set.n_residuals));
    set.residuals(values, residuals);
    for (const double r : residuals) sum += r * r;
  }
  return sum;
}

bool is_good(const fit::Problem& problem, const fit::Result& result) {
  if (!result.converged || result.singular) return false;
  if (std::ranges::find(result.at_bound, true) != result.at_bound.end()) return false;
  const bool two_sets =
      std::ranges::find(problem.parameters, "dG_2", &fit::Parameter::name) != problem.parameters.end();
  if (two_sets) return false;  // minima of equal looks
  if (!problem.scale_sigmas) return result.chi2_reduced() < good_chi2;
  return result.chi2 < good_misfit * squares_without_heat(problem);
}

bool is_better(const fit::Result& next, const fit::Result& best) {
  if (next.converged != best.converged) return next.converged;
  return next.chi2 < best.chi2 * (1 - 1e-9);
}

}  // namespace

fit::Problem titration_problem(const std::string& name, const std::vector<Titration>& titrations,
                               const TitrationFitPlan& plan) {
  check_plan(titrations, plan);
  for (const Titration& one : titrations) check_data(one);
  ProblemLayout layout = problem_layout(titrations, plan);
  set_starts(titrations, plan, layout);
  fit::Problem problem{.name = name, .model = std::string(plan.model->label)};
  problem.parameters = layout.parameters;
  problem.scale_sigmas = titrations[0].errors_uJ.empty();
  set_data(titrations, plan, layout, 1.0, problem);
  if (problem.scale_sigmas && has_priors(problem)) find_errors(titrations, plan, layout, problem);
  return problem;
}

fit::Result fit_titrations(const fit::Problem& problem) {
  fit::Result best = fit::fit(problem);
  if (is_good(problem, best)) return best;
  for (const fit::Problem& start : other_starts(problem)) {
    fit::Result next = fit::fit(start);
    if (is_better(next, best)) best = std::move(next);
  }
  return best;
}

std::vector<double> fitted_heats_uJ(const std::vector<Titration>& titrations, const TitrationFitPlan& plan,
                                    const fit::Result& result, std::size_t titration) {
  const ProblemLayout layout = problem_layout(titrations, plan);
  const TitrationHeats model(titrations.at(titration), plan, layout.titrations.at(titration));
  std::vector<double> heats(model.size());
  model.heats(result.values, heats);
  return heats;
}

}  // namespace nacre::ligands
