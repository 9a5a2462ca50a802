#include "nacre/study/titration_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/study/fit_requests.hpp"

namespace nacre::study {
namespace {

using ligands::Titration;

constexpr double least_span_K = 0.5;

ligands::DilutionHeat dilution_of(const std::string& name) {
  if (name == "constant") return ligands::DilutionHeat::constant;
  if (name == "line") return ligands::DilutionHeat::line;
  return ligands::DilutionHeat::none;
}

double mean_temperature_K(const std::vector<Titration>& titrations) {
  double sum = 0;
  for (const Titration& titration : titrations) sum += titration.temperature_K;
  return sum / static_cast<double>(titrations.size());
}

// Thermodynamics and n; the nuisance parameters have no intervals of their own.
std::vector<std::string> interval_names(const TitrationAnalysis& analysis) {
  std::vector<std::string> names;
  for (const int i : analysis.result.free_index) {
    const std::string& name = analysis.problem.parameters[static_cast<std::size_t>(i)].name;
    if (name.starts_with("dilution")) continue;
    if (name.starts_with("cell_scale") || name.starts_with("syringe_scale")) continue;
    names.push_back(name);
  }
  return names;
}

std::vector<std::vector<double>> bootstrap_samples(const TitrationAnalysis& analysis, int replicas,
                                                   std::uint64_t seed, const RunControl& control) {
  const auto synthetic = [&](std::span<const double> values, std::uint64_t replica) {
    const auto drawn =
        ligands::synthetic_titrations(analysis.titrations, analysis.plan, values, seed, replica);
    fit::Problem made = analysis.problem;  // its loss, bounds and fixings
    made.data = ligands::titration_problem(analysis.problem.name, drawn, analysis.plan).data;
    return made;
  };
  return fit::bootstrap(analysis.problem, analysis.result, replicas, synthetic, control);
}

std::array<double, 2> bootstrap_interval(const TitrationAnalysis& analysis, std::size_t parameter) {
  std::vector<double> sample;
  for (const auto& values : analysis.samples) sample.push_back(values[parameter]);
  return fit::central_interval(std::move(sample));
}

double width(const std::array<double, 2>& interval) { return interval[1] - interval[0]; }

// "dH 1.32, dG 1.4" where two measures of the same width differ by more than the tolerance.
std::string unequal(const TitrationAnalysis& analysis, double tolerance,
                    const std::function<double(std::size_t)>& ratio_of) {
  std::string list;
  for (const std::string& name : interval_names(analysis)) {
    const auto i = static_cast<std::size_t>(analysis.parameter(name, 0));
    if (!analysis.result.intervals[i]) continue;
    const double ratio = ratio_of(i);
    if (ratio < 1 + tolerance && ratio > 1 / (1 + tolerance)) continue;
    list += (list.empty() ? "" : ", ") + name + " " + format_rounded(ratio, 3);
  }
  return list;
}

constexpr double unequal_widths = 0.25;

// Profile and bootstrap measure the same where chi2 is a parabola; where they part, neither is the whole
// truth.
void compare_intervals(TitrationAnalysis& analysis) {
  // And two standard errors of the width of a sample's 68 % interval (quantiles of a normal sample).
  const double tolerance =
      unequal_widths + 2 * 0.95 / std::sqrt(static_cast<double>(analysis.samples.size()));
  const std::string list = unequal(analysis, tolerance, [&](std::size_t i) {
    return width(bootstrap_interval(analysis, i)) / width(*analysis.result.intervals[i]);
  });
  if (!list.empty())
    analysis.warnings.push_back("bootstrap intervals over those of the profile: " + list +
                                ": the problem is not regular, and neither is to be trusted to its digits");
}

// The same of the profile and the standard errors beside which it stands.
void compare_errors(TitrationAnalysis& analysis) {
  const std::string list = unequal(analysis, unequal_widths, [&](std::size_t i) {
    return width(*analysis.result.intervals[i]) / (2 * analysis.result.uncertainties[i]);
  });
  if (!list.empty())
    analysis.warnings.push_back("profile intervals over two standard errors: " + list +
                                ": the problem is not regular, trust the intervals more than the errors");
}

void add_intervals(TitrationAnalysis& analysis, const TitrationFitOptions& options, std::uint64_t seed,
                   const RunControl& control) {
  const auto names = interval_names(analysis);
  const bool both = options.intervals == "both";
  if (both || options.intervals == "profile")
    fit::add_profile_intervals(analysis.problem, analysis.result, names, control);
  if (options.intervals == "profile") compare_errors(analysis);
  if (!both && options.intervals != "bootstrap") return;
  analysis.samples = bootstrap_samples(analysis, options.replicas, seed, control);
  if (both) return compare_intervals(analysis);
  analysis.result.intervals.resize(analysis.problem.parameters.size());
  for (const std::string& name : names) {
    const auto i = static_cast<std::size_t>(analysis.parameter(name, 0));
    analysis.result.intervals[i] = bootstrap_interval(analysis, i);
  }
}

bool displaces_much(const std::vector<Titration>& titrations) {
  return std::ranges::any_of(titrations, [](const Titration& one) {
    return std::accumulate(one.volumes_uL.begin(), one.volumes_uL.end(), 0.0) >
           little_displacement * one.cell_volume_uL;
  });
}

DisplacementFit fit_with(const TitrationAnalysis& analysis, ligands::Displacement displacement) {
  TitrationAnalysis other;
  other.one = analysis.one;
  other.plan = analysis.plan;
  other.titrations = analysis.titrations;
  for (Titration& titration : other.titrations) titration.displacement = displacement;
  other.problem = ligands::titration_problem(analysis.problem.name, other.titrations, other.plan);
  other.problem.loss = analysis.problem.loss;
  other.result = ligands::fit_titrations(other.problem);
  const auto n = static_cast<std::size_t>(other.parameter("n", 0));
  return {
      displacement,
      ligands::thermodynamics_at(other.problem, other.result, other.plan, other.plan.reference_temperature_K),
      other.result.values[n], other.result.uncertainties[n], other.result.chi2_reduced()};
}

// Keys that cannot be fitted as the study asks.
void refuse_requests(const Case& one, const std::vector<Titration>& titrations) {
  for (const char* key : {"model.n", "model.n_2"})
    if (one.has(key) && !one.at(key).parameter.fit && !(one.at(key).parameter.value > 0))
      throw one.error(key, "a number of sites must be positive", format_number(one.at(key).parameter.value));
  if (!one.has("model.dCp") || !one.at("model.dCp").parameter.fit) return;
  const auto [low, high] = std::ranges::minmax_element(titrations, {}, &Titration::temperature_K);
  if (high->temperature_K - low->temperature_K < least_span_K)
    throw one.error(
        "model.dCp", "one temperature tells nothing of a heat capacity",
        format_rounded(low->temperature_K, 5) + " to " + format_rounded(high->temperature_K, 5) + " K",
        "titrations at several temperatures, or a value of dCp");
}

}  // namespace

int TitrationAnalysis::parameter(const std::string& name, std::size_t titration) const {
  const std::string own = name + "_" + std::to_string(titration + 1);
  int shared = -1;
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    if (titrations.size() > 1 && problem.parameters[i].name == own && name != "dH" && name != "dG")
      return static_cast<int>(i);
    if (problem.parameters[i].name == name) shared = static_cast<int>(i);
  }
  return shared;
}

double TitrationAnalysis::n(std::size_t titration) const {
  return result.values[static_cast<std::size_t>(parameter("n", titration))];
}

ligands::TitrationFitPlan fit_plan_of(const Case& one, const std::vector<Titration>& titrations) {
  ligands::TitrationFitPlan plan;
  plan.model = &ligands::titration_model(one.text("model.model"));
  for (const ParameterCard& card : plan.model->parameters) {
    const std::string key = "model." + std::string(card.name);
    if (!one.has(key) || !says_something(one.at(key).parameter)) continue;
    plan.parameters.push_back(ligands::parameter_of(card));
    apply_request(one.at(key).parameter, plan.parameters.back());
  }
  plan.heat_capacity = one.has("model.dCp");
  if (plan.heat_capacity && says_something(one.at("model.dCp").parameter)) {
    plan.parameters.push_back({.name = "dCp", .unit = "kJ/(mol K)", .start = 0, .lower = -100, .upper = 100});
    apply_request(one.at("model.dCp").parameter, plan.parameters.back());
  }
  plan.dilution = dilution_of(one.text("model.dilution"));
  plan.share_n = one.has("model.share_n") && one.number("model.share_n") != 0;
  plan.reference_temperature_K = one.has("model.reference_temperature")
                                     ? one.number("model.reference_temperature")
                                     : mean_temperature_K(titrations);
  plan.cell_relative_error = one.number("errors.cell_concentration");
  plan.syringe_relative_error = one.number("errors.syringe_concentration");
  return plan;
}

fit::Problem titration_problem_of(const Case& one, const std::vector<Titration>& titrations,
                                  const ligands::TitrationFitPlan& plan) {
  refuse_requests(one, titrations);
  const std::string name = titrations.size() == 1 ? titrations[0].name : "joint fit";
  fit::Problem problem;
  try {
    problem = ligands::titration_problem(name, titrations, plan);
  } catch (const std::invalid_argument& reason) {
    throw one.error("data.file", std::string("the titrations cannot be fitted: ") + reason.what());
  }
  if (std::ranges::all_of(problem.parameters, &fit::Parameter::fixed))
    throw one.error(one.has("model.dH") ? "model.dH" : "model.model",
                    "every parameter is fixed, so nothing can be fitted", {},
                    "\"fit\" for one of dH, dG and n");
  return problem;
}

TitrationAnalysis analyse_titrations(const Case& one, TitrationData data, const TitrationFitOptions& options,
                                     std::uint64_t seed, const RunControl& control) {
  TitrationAnalysis analysis{.one = &one, .data = std::move(data)};
  analysis.titrations = analysis.data.titrations();
  analysis.plan = fit_plan_of(one, analysis.titrations);
  analysis.problem = titration_problem_of(one, analysis.titrations, analysis.plan);
  analysis.problem.loss = loss_of(options.loss);
  analysis.result = ligands::fit_titrations(analysis.problem);
  if (!std::isfinite(analysis.result.chi2))
    throw one.error("data.file", "the misfit of the heats is not a finite number", {},
                    "heats of the same size as one another");
  control.throw_if_stopped();
  add_intervals(analysis, options, seed, control);
  analysis.thermodynamics = ligands::thermodynamics_at(analysis.problem, analysis.result, analysis.plan,
                                                       analysis.plan.reference_temperature_K);
  if (displaces_much(analysis.titrations))
    for (const auto displacement : {ligands::Displacement::none, ligands::Displacement::overflow,
                                    ligands::Displacement::origin, ligands::Displacement::growing})
      analysis.displacements.push_back(fit_with(analysis, displacement));
  return analysis;
}

}  // namespace nacre::study
