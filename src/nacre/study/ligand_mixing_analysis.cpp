#include "nacre/study/ligand_mixing_analysis.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/parallel.hpp"
#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/study/fit_requests.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

// chi_S fixed: chi_G = (chi_H - T chi_S) / RT follows chi_H.
void tie_free_energy(double chi_S_J_molK, double temperature_K, std::vector<fit::Parameter>& parameters) {
  fit::Parameter& chi_G = parameters[0];
  chi_G.tied_to = "chi_H";
  chi_G.tie_factor = 1 / thermal_energy_kJ_mol(temperature_K);
  chi_G.tie_offset = -1e-3 * temperature_K * chi_S_J_molK * chi_G.tie_factor;
}

// The requests of [model] go to the model that owns chi_G, chi_H, chi_S; a composition-dependent one takes
// them for both ends.
std::vector<fit::Parameter> requested_parameters(const ligands::MixingModel& model, bool owner,
                                                 const Case& one, double temperature_K) {
  auto parameters = ligands::default_parameters(model);
  if (!owner) return parameters;
  const std::size_t ends = parameters.size() / 2;
  for (std::size_t i = 0; i < ends; ++i) {
    apply_request(one.at("model.chi_G").parameter, parameters[i]);
    apply_request(one.at("model.chi_H").parameter, parameters[ends + i]);
  }
  if (one.has("model.chi_S")) tie_free_energy(one.number("model.chi_S"), temperature_K, parameters);
  return parameters;
}

// Data drawn around the model with the covariance of the measured points.
std::vector<ligands::ExchangePoint> synthetic_points(const MixingAnalysis& analysis,
                                                     std::span<const double> values, std::uint64_t seed,
                                                     std::uint64_t replica) {
  RandomStream random(seed, StreamName::bootstrap, replica);
  auto points = analysis.data.points;
  for (auto& point : points) {
    const auto exchange = ligands::exchange_at(point.x_a, values, *analysis.chosen().model, analysis.context);
    const double sigma_h = std::sqrt(point.covariance[0]);
    const double along = point.covariance[1] / sigma_h;
    const double z_h = random.normal();
    const double z_g = random.normal();
    point.dH_kJ_mol = exchange.dH_kJ_mol + sigma_h * z_h;
    point.dG_kJ_mol = exchange.dG_kJ_mol + along * z_h + std::sqrt(point.covariance[2] - along * along) * z_g;
  }
  return points;
}

void add_bootstrap_intervals(const MixingAnalysis& analysis, FittedModel& fitted, std::uint64_t seed,
                             int replicas, const RunControl& control) {
  const auto synthetic = [&](std::span<const double> values, std::uint64_t replica) {
    fit::Problem made = fitted.problem;  // its loss, bounds and fixings
    made.data = ligands::mixing_problem(analysis.name, synthetic_points(analysis, values, seed, replica),
                                        *fitted.model, analysis.context, {})
                    .data;
    return made;
  };
  const auto samples = fit::bootstrap(fitted.problem, fitted.result, replicas, synthetic, control);
  for (std::size_t i = ligands::n_pure_parameters; i < fitted.problem.parameters.size(); ++i) {
    if (fitted.problem.parameters[i].fixed) continue;
    std::vector<double> sample;
    for (const auto& values : samples) sample.push_back(values[i]);
    fitted.result.intervals[i] = fit::central_interval(std::move(sample));
  }
}

void add_intervals(MixingAnalysis& analysis, std::uint64_t seed, const RunControl& control) {
  FittedModel& fitted = analysis.models[analysis.owner];
  const std::string& method = analysis.one->text("fit.intervals");
  if (method == "bootstrap")
    add_bootstrap_intervals(analysis, fitted, seed, static_cast<int>(analysis.one->number("fit.replicas")),
                            control);
  if (method != "profile") return;
  std::vector<std::string> names;
  for (const int i : fitted.result.free_index)
    if (static_cast<std::size_t>(i) >= ligands::n_pure_parameters)
      names.push_back(fitted.problem.parameters[static_cast<std::size_t>(i)].name);
  fit::add_profile_intervals(fitted.problem, fitted.result, names, control);
}

std::string owner_name(const Case& one) {
  return one.text("model.interaction") == "constant" ? "lattice" : "lattice-composition";
}

// A forward study evaluates the chosen model at fixed parameters; the pure ligands stay at zero.
void add_forward(MixingAnalysis& analysis) {
  FittedModel forward{
      .model = &ligands::mixing_model(owner_name(*analysis.one)), .problem = {}, .result = {}};
  const auto parameters = requested_parameters(*forward.model, true, *analysis.one, analysis.temperature_K);
  forward.result.values.assign(ligands::n_pure_parameters, 0.0);
  for (const fit::Parameter& parameter : parameters) {
    const bool tied = !parameter.tied_to.empty();
    forward.result.values.push_back(tied ? parameter.tie_factor * parameters[1].start + parameter.tie_offset
                                         : parameter.start);
  }
  forward.result.converged = true;
  analysis.models = {std::move(forward)};
}

void fit_models(MixingAnalysis& analysis, const RunControl& control) {
  const auto models = ligands::mixing_models();
  const std::string owner = owner_name(*analysis.one);
  analysis.models.resize(models.size());
  parallel_for(models.size(), control, [&](std::size_t i) {
    const bool owns = models[i].name == owner;
    if (owns) analysis.owner = i;
    FittedModel& fitted = analysis.models[i];
    fitted.model = &models[i];
    fitted.problem =
        ligands::mixing_problem(analysis.name, analysis.data.points, models[i], analysis.context,
                                requested_parameters(models[i], owns, *analysis.one, analysis.temperature_K));
    fitted.problem.loss = loss_of(analysis.one->text("fit.loss"));
    fitted.result = ligands::fit_mixing(fitted.problem);
  });
}

std::string case_name(const Case& one) {
  std::string name;
  for (const auto& [key, value] : one.label) name += (name.empty() ? "" : ", ") + label_text(value);
  if (!name.empty()) return name;
  return one.has("data.file") ? file_stem(one) : "forward";
}

}  // namespace

std::string file_stem(const Case& one) {
  return std::filesystem::path(one.text("data.file")).stem().string();
}

std::string label_text(const CaseValue& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? *text : format_number(std::get<double>(value));
}

const FittedModel* MixingAnalysis::find(std::string_view model) const {
  for (const FittedModel& fitted : models)
    if (fitted.model->name == model) return &fitted;
  return nullptr;
}

Derived MixingAnalysis::derive(const FittedModel& fitted, const Function& function) const {
  Derived derived{function(fitted.result.values), no_value};
  if (!forward()) derived.error = fit::propagate(fitted.problem, fitted.result, function);
  return derived;
}

MixingAnalysis analyse_mixing(const Case& one, MixingInput input, std::uint64_t seed,
                              const RunControl& control) {
  MixingAnalysis analysis;
  analysis.one = &one;
  analysis.ligand_a = one.text("data.ligand_a");
  analysis.ligand_b = one.text("data.ligand_b");
  analysis.temperature_K = input.temperature_K;
  const auto& size = one.at("model.size").numbers;
  analysis.context = {analysis.temperature_K,
                      ligands::exact_shell(static_cast<int>(size[0]), static_cast<int>(size[1]), control)};
  analysis.name = std::move(input.name);
  analysis.slug = slug_of(analysis.name);
  analysis.data = std::move(input.data);
  if (analysis.forward()) {
    add_forward(analysis);
    return analysis;
  }
  analysis.compensation = ligands::fit_compensation(analysis.data.points, analysis.temperature_K);
  fit_models(analysis, control);
  add_intervals(analysis, seed, control);
  return analysis;
}

MixingAnalysis analyse_mixing(const Case& one, std::uint64_t seed, const RunControl& control) {
  MixingInput input{.name = case_name(one), .temperature_K = one.number("data.temperature"), .data = {}};
  if (one.has("data.file")) input.data = read_mixing_data(one);
  return analyse_mixing(one, std::move(input), seed, control);
}

ligands::Mixing mixing_at(const MixingAnalysis& analysis, const FittedModel& fitted, double x_a,
                          std::span<const double> parameters) {
  if (x_a <= 0 || x_a >= 1) return {};
  return fitted.model->evaluate(x_a, parameters.subspan(ligands::n_pure_parameters), analysis.context);
}

}  // namespace nacre::study
