#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/titration_checks.hpp"
#include "nacre/study/titration_output.hpp"

namespace nacre::study {
namespace {

using Interval = std::optional<std::array<double, 2>>;

std::string at_reference(const TitrationAnalysis& analysis) {
  return " at " + format_rounded(analysis.plan.reference_temperature_K, 5) + " K";
}

Interval interval_of(const TitrationAnalysis& analysis, int parameter) {
  const auto i = static_cast<std::size_t>(parameter);
  return parameter >= 0 && i < analysis.result.intervals.size() ? analysis.result.intervals[i] : Interval();
}

CaseLabel label_of(const TitrationAnalysis& analysis, std::size_t titration) {
  if (analysis.titrations.size() == 1) return {};
  return {{"file", analysis.titrations[titration].name}};
}

// Parameters other than the first set and n: dCp, a second kind of site, dilution.
void add_other_parameters(const TitrationAnalysis& analysis, std::vector<Quantity>& list) {
  for (const char* name : {"dCp", "dH_2", "dG_2", "n_2", "dilution"}) {
    const int at = analysis.parameter(name, 0);
    const bool second_n = std::string(name) == "n_2";
    if (at < 0 || (second_n && analysis.plan.model->name != "two-sites")) continue;
    const auto i = static_cast<std::size_t>(at);
    if (analysis.problem.parameters[i].name != name) continue;  // one each: they are in titrations.csv
    const fit::Parameter& parameter = analysis.problem.parameters[i];
    list.push_back({.name = name,
                    .value = analysis.result.values[i],
                    .uncertainty = analysis.result.uncertainties[i],
                    .interval = interval_of(analysis, at),
                    .unit = parameter.unit,
                    .description = parameter.description});
  }
}

// At the temperature of the titration.
double c_of(const TitrationAnalysis& analysis, std::size_t t) {
  const ligands::Titration& titration = analysis.titrations[t];
  const auto at =
      ligands::thermodynamics_at(analysis.problem, analysis.result, analysis.plan, titration.temperature_K);
  return ligands::c_value(titration, *analysis.plan.model, at.K, analysis.n(t));
}

bool is_nuisance(const std::string& name) {
  return name.starts_with("dilution") || name.starts_with("cell_scale") ||
         name.starts_with("syringe_scale") || name.starts_with("blank");
}

// The worst nuisance parameter of each other one, where they are hardly told apart.
void advise_on_nuisance(const FitSummary& summary, std::vector<std::string>& advice) {
  constexpr double strong = 0.95;
  const std::size_t n = summary.free_names.size();
  for (std::size_t i = 0; i < n; ++i) {
    if (is_nuisance(summary.free_names[i])) continue;
    std::size_t worst = i;
    double most = strong;
    for (std::size_t j = 0; j < n; ++j)
      if (is_nuisance(summary.free_names[j]) && std::abs(summary.correlations[i * n + j]) > most) {
        worst = j;
        most = std::abs(summary.correlations[i * n + j]);
      }
    if (worst != i)
      advice.push_back(summary.free_names[i] + " is hardly told apart from " + summary.free_names[worst] +
                       " (|C| = " + format_rounded(most) + "): measure that one by itself");
  }
}

void add_of_titration(const TitrationAnalysis& analysis, std::size_t t, std::vector<Quantity>& list) {
  const ligands::Titration& titration = analysis.titrations[t];
  const CaseLabel label = label_of(analysis, t);
  const auto i = static_cast<std::size_t>(analysis.parameter("n", t));
  list.push_back({.name = "n",
                  .value = analysis.result.values[i],
                  .uncertainty = analysis.result.uncertainties[i],
                  .interval = interval_of(analysis, static_cast<int>(i)),
                  .description = "sites that take part, per mole in the cell",
                  .case_label = label});
  list.push_back({.name = "c_value",
                  .value = c_of(analysis, t),
                  .description = analysis.plan.model->name == "exchange"
                                     ? "sharpness of the curve: K of the exchange"
                                     : "sharpness of the curve: n [M] K",
                  .case_label = label});
  double total = 0;
  for (const double heat : titration.heats_uJ) total += heat;
  list.push_back({.name = "total_heat",
                  .value = 1e-3 * total,
                  .unit = "mJ",
                  .description = analysis.one->has("data.blank")
                                     ? "heat of all injections, the blank's taken off"
                                     : "heat of all injections",
                  .case_label = label});
}

std::string text(double value, double error, const char* unit) {
  if (!std::isfinite(error) || error > 10 * std::abs(value)) return "undetermined";
  return format_with_uncertainty(value, error) + (*unit == 0 ? "" : " ") + unit;
}

// A parameter, or what follows from it: `value` and `error` may be at another temperature.
std::string parameter_text(const TitrationAnalysis& analysis, int parameter, double value, double error,
                           const char* unit) {
  const auto i = static_cast<std::size_t>(parameter);
  const std::string with_unit = format_rounded(value, 4) + (*unit == 0 ? "" : " ") + unit;
  if (analysis.problem.parameters[i].fixed) return with_unit + " (fixed)";
  if (analysis.result.at_bound[i]) return with_unit + " (at its bound)";
  return text(value, error, unit);
}

std::string parameter_text(const TitrationAnalysis& analysis, int parameter, const char* unit) {
  const auto i = static_cast<std::size_t>(parameter);
  return parameter_text(analysis, parameter, analysis.result.values[i], analysis.result.uncertainties[i],
                        unit);
}

std::string n_text(const TitrationAnalysis& analysis) {
  if (analysis.titrations.size() == 1 || analysis.plan.share_n)
    return "n = " + parameter_text(analysis, analysis.parameter("n", 0), "");
  std::vector<double> n;
  for (std::size_t t = 0; t < analysis.titrations.size(); ++t) n.push_back(analysis.n(t));
  const auto [low, high] = std::ranges::minmax(n);
  return "n from " + format_rounded(low) + " to " + format_rounded(high);
}

}  // namespace

std::vector<Quantity> titration_quantities(const TitrationAnalysis& analysis) {
  const ligands::Thermodynamics& t = analysis.thermodynamics;
  const bool exchange = analysis.plan.model->name == "exchange";
  const std::string where = at_reference(analysis);
  std::vector<Quantity> list;
  list.push_back({.name = "dH",
                  .value = t.dH_kJ_mol,
                  .uncertainty = t.dH_error,
                  .interval = interval_of(analysis, analysis.parameter("dH", 0)),
                  .unit = "kJ/mol",
                  .description = "enthalpy per mole of sites" + where});
  list.push_back({.name = "dG",
                  .value = t.dG_kJ_mol,
                  .uncertainty = t.dG_error,
                  .interval = interval_of(analysis, analysis.parameter("dG", 0)),
                  .unit = "kJ/mol",
                  .description = "free energy" + where + (exchange ? "" : ", standard state 1 mol/L")});
  list.push_back({.name = "dS",
                  .value = t.dS_J_molK,
                  .uncertainty = t.dS_error,
                  .unit = "J/(mol K)",
                  .description = "entropy" + where});
  list.push_back({.name = "K",
                  .value = t.K,
                  .uncertainty = t.K_error,
                  .unit = exchange ? "" : "L/mol",
                  .description = "equilibrium constant" + where});
  add_other_parameters(analysis, list);
  for (std::size_t i = 0; i < analysis.titrations.size(); ++i) add_of_titration(analysis, i, list);
  return list;
}

// Nuisance parameters are meant to be correlated with one another.
FitSummary titration_summary(const TitrationAnalysis& analysis) {
  FitSummary summary = fit::summarize(analysis.problem, analysis.result);
  std::erase_if(summary.warnings, [](const std::string& warning) {
    const auto second = warning.find(" and ");
    return warning.find("strongly correlated") != std::string::npos && second != std::string::npos &&
           is_nuisance(warning) && is_nuisance(warning.substr(second + 5));
  });
  return summary;
}

std::vector<std::string> titration_advice(const TitrationAnalysis& analysis) {
  std::vector<std::string> advice;
  for (std::size_t t = 0; t < analysis.titrations.size(); ++t) {
    const ligands::Titration& titration = analysis.titrations[t];
    const double reached = molar_ratios(titration).back();
    if (reached < analysis.n(t))
      advice.push_back(titration.name + ": the titration ends at a molar ratio of " +
                       format_rounded(reached) + ", below n = " + format_rounded(analysis.n(t)) +
                       ": n and dH come from the curve's beginning alone");
  }
  if (std::string text = ligands::c_value_advice(*analysis.plan.model, c_of(analysis, 0)); !text.empty())
    advice.push_back(std::move(text));
  const FitSummary summary = fit::summarize(analysis.problem, analysis.result);
  for (const std::string& warning : summary.warnings)
    if (warning.find("dilution") == std::string::npos && warning.find("_scale") == std::string::npos &&
        warning.find("blank") == std::string::npos)
      advice.push_back(warning);
  advise_on_nuisance(summary, advice);
  return advice;
}

std::string titration_headline(const TitrationAnalysis& analysis) {
  const ligands::Thermodynamics& t = analysis.thermodynamics;
  std::string line = analysis.titrations.size() == 1
                         ? analysis.titrations[0].name
                         : std::to_string(analysis.titrations.size()) + " titrations together";
  line +=
      at_reference(analysis) +
      ": dH = " + parameter_text(analysis, analysis.parameter("dH", 0), t.dH_kJ_mol, t.dH_error, "kJ/mol") +
      ", dG = " + parameter_text(analysis, analysis.parameter("dG", 0), t.dG_kJ_mol, t.dG_error, "kJ/mol") +
      ", dS = " + text(t.dS_J_molK, t.dS_error, "J/(mol K)") + ", " + n_text(analysis);
  if (const int dCp = analysis.parameter("dCp", 0); dCp >= 0)
    line += ", dCp = " + parameter_text(analysis, dCp, "kJ/(mol K)");
  line += "; c = " + format_rounded(c_of(analysis, 0), 4) + ".";
  for (const DisplacementFit& other : analysis.displacements)
    if (other.displacement == ligands::Displacement::none &&
        analysis.titrations[0].displacement != ligands::Displacement::none)
      line += " Without the correction for displaced liquid they would read dG = " +
              format_rounded(other.thermodynamics.dG_kJ_mol) + " kJ/mol and n = " + format_rounded(other.n) +
              ".";
  return line;
}

}  // namespace nacre::study
