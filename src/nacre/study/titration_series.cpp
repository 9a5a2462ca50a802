// Kind titration-series: thermograms or heats at several compositions, in one study, to the interaction
// between the two ligands.
#include "nacre/core/units.hpp"
#include "nacre/study/fit_keys.hpp"
#include "nacre/study/ligand_mixing_keys.hpp"
#include "nacre/study/ligand_mixing_output.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/titration_keys.hpp"
#include "nacre/study/titration_output.hpp"
#include "nacre/study/titration_series_points.hpp"

namespace nacre::embedded {
extern const std::string_view series_c6_c10_0_csv;
extern const std::string_view series_c6_c10_25_csv;
extern const std::string_view series_c6_c10_50_csv;
extern const std::string_view series_c6_c10_75_csv;
extern const std::string_view series_c6_c10_100_csv;
}  // namespace nacre::embedded

namespace nacre::study {
namespace {

constexpr Key composition_keys[] = {
    {.section = "data",
     .name = "x_a",
     .type = KeyType::numbers,
     .description = "mole fraction of ligand A in the titrant, one per file",
     .required = true,
     .example = "[0, 0.5, 1]",
     .lower = 0,
     .upper = 1},
    {.section = "data",
     .name = "repeats",
     .type = KeyType::boolean,
     .description = "a composition may be there several times; each titration is a point of its own",
     .default_value = "false"},
};

constexpr Key reproducibility_keys[] = {
    {.section = "errors",
     .name = "dH",
     .type = KeyType::quantity,
     .description = "scatter of dH between repeated titrations, added to the error of each fit",
     .unit = "kJ/mol",
     .default_value = "\"0 kJ/mol\"",
     .lower = 0},
    {.section = "errors",
     .name = "dG",
     .type = KeyType::quantity,
     .description = "the same of dG",
     .unit = "kJ/mol",
     .default_value = "\"0 kJ/mol\"",
     .lower = 0},
};

constexpr auto all_keys =
    join_keys(titration_data_keys, composition_keys, ligand_name_keys, titration_cell_keys,
              titration_syringe_keys, titration_thermogram_keys, titration_model_keys, mixing_model_keys,
              titration_error_keys, reproducibility_keys, fit_loss_key, mixing_fit_keys);
constexpr KeyExample examples[] = {
    {"data", "file",
     "[\"series-c6-c10-0.csv\", \"series-c6-c10-25.csv\", \"series-c6-c10-50.csv\", "
     "\"series-c6-c10-75.csv\", \"series-c6-c10-100.csv\"]"},
    {"data", "x_a", "[0, 0.25, 0.5, 0.75, 1]"},
    {"data", "heat_column", "\"heat\""},
    {"data", "exothermic", "\"positive\""},
    {"syringe", "concentration", "\"30 mM\""},
    {"syringe", "injection_volume", "\"10 uL\""},
    {"thermogram", "time_column", "\"time_s\""},
    {"thermogram", "power_column", "\"power_uW\""},
    {"thermogram", "first_injection", "\"240 s\""},
    {"thermogram", "interval", "\"240 s\""},
    {"thermogram", "count", "24"},
};
constexpr auto keys = with_examples(all_keys, examples);

constexpr Output quantities[] = {
    {"chi_G", "RT", "free energy of unlike neighbours (composition-dependent: at x_a = 0.5)"},
    {"chi_H", "kJ/mol", "their enthalpy"},
    {"chi_S", "J/(mol K)", "their non-configurational entropy"},
    {"...", "", "everything else that a ligand-mixing study returns"},
};

constexpr Output tables[] = {
    {"series", "", "one row per titration: composition, dH, dG, dS, n with errors and correlation"},
    {"injections", "", "heat of every injection, fit and residual"},
    {"models, data, curves, phase_boundary", "", "as of a ligand-mixing study"},
};

const SampleFile samples[] = {{"series-c6-c10-0.csv", embedded::series_c6_c10_0_csv},
                              {"series-c6-c10-25.csv", embedded::series_c6_c10_25_csv},
                              {"series-c6-c10-50.csv", embedded::series_c6_c10_50_csv},
                              {"series-c6-c10-75.csv", embedded::series_c6_c10_75_csv},
                              {"series-c6-c10-100.csv", embedded::series_c6_c10_100_csv}};

void refuse_keys(const Case& one) {
  refuse_mixing_lattice(one);
  check_compositions(one);
  if (one.has("model.chi_S") && !one.at("model.chi_G").parameter.fit)
    throw one.error("model.chi_S", "chi_G, chi_H and chi_S cannot all be chosen: chi_G = chi_H - T chi_S");
  const std::string& model = one.text("model.model");
  if (model != "exchange" && model != "independent")
    throw one.error("model.model", "a series is made of one dH and dG a titration", model,
                    "exchange or independent");
}

std::vector<std::string> check(const Study& study) {
  for (const Case& one : study.cases) refuse_keys(one);
  return read_titration_data(study.cases.front()).warnings;
}

Table series_table(const std::vector<double>& x, const std::vector<TitrationAnalysis>& series) {
  Table table{.name = "series",
              .title = "One row per titration",
              .notes = {"errors and correlation are those of each titration's fit"},
              .columns = {{"x_a", "mole fraction of ligand A"},
                          {"titration", "file"},
                          {"dH_kJ_mol", "enthalpy of exchange"},
                          {"dH_err", "its standard error"},
                          {"dG_kJ_mol", "free energy of exchange"},
                          {"dG_err", "its standard error"},
                          {"dS_J_molK", "entropy of exchange"},
                          {"dS_err", "its standard error"},
                          {"correlation", "of the errors of dH and dG"},
                          {"n", "exchanged share of the sites"},
                          {"n_err", "its standard error"},
                          {"chi2_reduced", "of the fit"}},
              .rows = {}};
  for (std::size_t i = 0; i < series.size(); ++i) {
    const ligands::Thermodynamics& t = series[i].thermodynamics;
    const auto n = static_cast<std::size_t>(series[i].parameter("n", 0));
    table.rows.push_back({x[i], series[i].titrations[0].name, t.dH_kJ_mol, t.dH_error, t.dG_kJ_mol,
                          t.dG_error, t.dS_J_molK, t.dS_error, t.covariance[1] / (t.dH_error * t.dG_error),
                          series[i].result.values[n], series[i].result.uncertainties[n],
                          series[i].result.chi2_reduced()});
  }
  return table;
}

Table all_injections(const std::vector<TitrationAnalysis>& series) {
  Table table = injection_table(series.front());
  for (std::size_t i = 1; i < series.size(); ++i) {
    const Table more = injection_table(series[i]);
    table.rows.insert(table.rows.end(), more.rows.begin(), more.rows.end());
  }
  return table;
}

void add_titrations(const std::vector<TitrationAnalysis>& series, StudyResult& result) {
  std::vector<const TitrationAnalysis*> all;
  for (const TitrationAnalysis& one : series) {
    all.push_back(&one);
    FitSummary summary = fit::summarize(one.problem, one.result);
    for (const std::string& advice : titration_advice(one))
      result.warnings.push_back(summary.name + ": " + advice);
    result.converged = result.converged && one.result.converged;
    result.fits.push_back(std::move(summary));
    for (Array& array : thermogram_arrays(one)) result.arrays.push_back(std::move(array));
  }
  result.figures.emplace_back(isotherm_plot(all));
  result.figures.emplace_back(heat_residual_plot(all));
  for (const TitrationAnalysis& one : series)
    if (one.data.runs[0].thermogram) result.figures.emplace_back(thermogram_plot(one.data.runs[0]));
}

StudyResult run(const Study& study, Workspace& workspace) {
  const Case& one = study.cases.front();
  TitrationData data = read_titration_data(one);
  StudyResult result;
  result.warnings = data.warnings;
  const auto series = analyse_series(one, std::move(data), study.seed, workspace.control);
  MixingInput input{.name = one.text("data.ligand_a") + ":" + one.text("data.ligand_b"),
                    .temperature_K = series.front().titrations[0].temperature_K,
                    .data = series_points(one, series)};
  const MixingAnalysis analysis = analyse_mixing(one, std::move(input), study.seed, workspace.control);
  result.tables.push_back(series_table(one.at("data.x_a").numbers, series));
  add_mixing_case(analysis, 0, true, result);
  result.figures.insert(result.figures.begin() + 3, mixing_gallery(analysis, study.seed));
  result.tables.push_back(all_injections(series));
  add_titrations(series, result);
  return result;
}

}  // namespace

extern const Kind titration_series;
const Kind titration_series{
    .name = "titration-series",
    .summary = "Titrations at several compositions to the interaction between two ligands",
    .keys = keys,
    .quantities = quantities,
    .tables = tables,
    .samples = samples,
    .run = run,
    .check = check,
};

}  // namespace nacre::study
