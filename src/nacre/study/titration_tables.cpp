#include <cmath>

#include "nacre/study/cells.hpp"
#include "nacre/study/titration_checks.hpp"
#include "nacre/study/titration_output.hpp"

namespace nacre::study {
namespace {

void add_injections(const TitrationAnalysis& analysis, std::size_t t, Table& table) {
  const ligands::Titration& titration = analysis.titrations[t];
  const TitrationRun& run = analysis.data.runs[t];
  const auto ratios = molar_ratios(titration);
  const auto fitted = ligands::fitted_heats_uJ(analysis.titrations, analysis.plan, analysis.result, t);
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    const double error = titration.errors_uJ.empty() ? no_value : titration.errors_uJ[i];
    table.rows.push_back({titration.name, static_cast<std::int64_t>(i + 1), titration.volumes_uL[i],
                          ratios[i], titration.heats_uJ[i], finite_cell(error), fitted[i],
                          fitted[i] - titration.heats_uJ[i],
                          run.blank_uJ.empty() ? Cell() : Cell(run.blank_uJ[i]),
                          std::string(titration.used[i] ? "yes" : "no")});
  }
}

std::vector<Cell> titration_row(const TitrationAnalysis& analysis, std::size_t t) {
  const ligands::Titration& titration = analysis.titrations[t];
  const auto at =
      ligands::thermodynamics_at(analysis.problem, analysis.result, analysis.plan, titration.temperature_K);
  const auto n = static_cast<std::size_t>(analysis.parameter("n", t));
  return {titration.name,
          titration.temperature_K,
          titration.cell_volume_uL,
          titration.cell_mM,
          titration.syringe_mM,
          at.dH_kJ_mol,
          finite_cell(at.dH_error),
          at.dG_kJ_mol,
          finite_cell(at.dG_error),
          at.dS_J_molK,
          finite_cell(at.dS_error),
          at.K,
          finite_cell(at.K_error),
          analysis.result.values[n],
          finite_cell(analysis.result.uncertainties[n]),
          ligands::c_value(titration, *analysis.plan.model, at.K, analysis.n(t))};
}

}  // namespace

Table injection_table(const TitrationAnalysis& analysis) {
  Table table{.name = "injections",
              .title = "Heat of every injection and the fit",
              .notes = {"heats are positive where the cell takes heat up; " + analysis.data.error_statement},
              .columns = {{"titration", "file"},
                          {"injection", "number, from 1"},
                          {"volume_uL", "volume injected"},
                          {"molar_ratio", "titrant per mole in the cell after the injection"},
                          {"heat_uJ", "measured, the blank's taken off"},
                          {"error_uJ", "its standard error; empty: unknown"},
                          {"fit_uJ", "of the model"},
                          {"residual_uJ", "fit minus measured"},
                          {"blank_uJ", "heat of the blank that was taken off"},
                          {"used", "in the fit: yes or no"}},
              .rows = {}};
  for (std::size_t t = 0; t < analysis.titrations.size(); ++t) add_injections(analysis, t, table);
  return table;
}

Table titration_table(const TitrationAnalysis& analysis) {
  Table table{.name = "titrations",
              .title = "One row per titration, at its temperature",
              .notes = {},
              .columns = {{"titration", "file"},
                          {"temperature_K", ""},
                          {"cell_uL", "volume of the cell"},
                          {"cell_mM", "concentration in the cell"},
                          {"syringe_mM", "concentration in the syringe"},
                          {"dH_kJ_mol", "enthalpy"},
                          {"dH_err", "its standard error"},
                          {"dG_kJ_mol", "free energy"},
                          {"dG_err", "its standard error"},
                          {"dS_J_molK", "entropy"},
                          {"dS_err", "its standard error"},
                          {"K", "equilibrium constant"},
                          {"K_err", "its standard error"},
                          {"n", "sites that take part, per mole in the cell"},
                          {"n_err", "its standard error"},
                          {"c", "sharpness of the curve"}},
              .rows = {}};
  for (std::size_t t = 0; t < analysis.titrations.size(); ++t)
    table.rows.push_back(titration_row(analysis, t));
  return table;
}

Table displacement_table(const TitrationAnalysis& analysis) {
  Table table{.name = "displacement",
              .title = "What each convention of displaced liquid would give",
              .notes = {"none: nothing leaves the cell; overflow: well-mixed liquid of before the injection; "
                        "origin: MicroCal's; growing: an open cell"},
              .columns = {{"displacement", "convention"},
                          {"reported", "yes: the one of this study"},
                          {"dH_kJ_mol", "enthalpy"},
                          {"dH_err", "its standard error"},
                          {"dG_kJ_mol", "free energy"},
                          {"dG_err", "its standard error"},
                          {"n", "of the first titration"},
                          {"n_err", "its standard error"},
                          {"chi2_reduced", "of the fit"}},
              .rows = {}};
  for (const DisplacementFit& one : analysis.displacements)
    table.rows.push_back({std::string(ligands::name(one.displacement)),
                          std::string(one.displacement == analysis.titrations[0].displacement ? "yes" : "no"),
                          one.thermodynamics.dH_kJ_mol, finite_cell(one.thermodynamics.dH_error),
                          one.thermodynamics.dG_kJ_mol, finite_cell(one.thermodynamics.dG_error), one.n,
                          finite_cell(one.n_error), finite_cell(one.chi2_reduced)});
  return table;
}

Table interval_table(const TitrationAnalysis& analysis) {
  Table table{.name = "intervals",
              .title = "68 % intervals: profile against bootstrap",
              .notes = {},
              .columns = {{"parameter", ""},
                          {"value", "of the fit"},
                          {"profile_low", ""},
                          {"profile_high", ""},
                          {"bootstrap_low", ""},
                          {"bootstrap_high", ""}},
              .rows = {}};
  for (std::size_t i = 0; i < analysis.problem.parameters.size(); ++i) {
    if (i >= analysis.result.intervals.size() || !analysis.result.intervals[i]) continue;
    std::vector<double> sample;
    for (const auto& values : analysis.samples) sample.push_back(values[i]);
    const auto drawn = fit::central_interval(std::move(sample));
    const auto& profile = *analysis.result.intervals[i];
    table.rows.push_back({analysis.problem.parameters[i].name, analysis.result.values[i],
                          finite_cell(profile[0]), finite_cell(profile[1]), finite_cell(drawn[0]),
                          finite_cell(drawn[1])});
  }
  return table;
}

std::vector<Array> thermogram_arrays(const TitrationAnalysis& analysis) {
  std::vector<Array> arrays;
  for (const TitrationRun& run : analysis.data.runs) {
    if (!run.thermogram) continue;
    const auto& raw = run.thermogram->raw;
    Array array{.name = "thermogram/" + run.titration.name,
                .unit = "s, uW, uW",
                .description = "time, power, baseline",
                .shape = {raw.time_s.size(), 3},
                .values = {}};
    for (std::size_t i = 0; i < raw.time_s.size(); ++i)
      array.values.insert(array.values.end(),
                          {raw.time_s[i], raw.power_uW[i], run.thermogram->integrated.baseline_uW[i]});
    arrays.push_back(std::move(array));
  }
  return arrays;
}

}  // namespace nacre::study
