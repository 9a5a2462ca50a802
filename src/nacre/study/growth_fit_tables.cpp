// Tables of fits of a synthesis.
#include <algorithm>
#include <cmath>

#include "nacre/study/cells.hpp"
#include "nacre/study/growth_fit_output.hpp"

namespace nacre::study {
namespace {

Cell case_cell(const GrowthFitAnalysis& analysis) {
  return analysis.slug.empty() ? Cell() : Cell(analysis.name);
}

void add_points(const GrowthFitAnalysis& analysis, std::size_t index, Table& table) {
  const growth::Course& course = analysis.data.courses[index];
  for (const growth::Series& series : course.series)
    for (std::size_t i = 0; i < course.time_s.size(); ++i) {
      const double fit =
          growth::observed(analysis.trajectories[index].at(course.time_s[i]), series.observable);
      const double error = series.errors[i] * analysis.error_scale();
      const ObservableCard& card = card_of(series.observable);
      table.rows.push_back({case_cell(analysis), course.name, std::string(card.name), std::string(card.unit),
                            course.time_s[i], series.values[i], finite_cell(error), finite_cell(fit),
                            finite_cell((fit - series.values[i]) / error)});
    }
}

std::vector<Cell> synthesis_row(const GrowthFitAnalysis& analysis, std::size_t i) {
  const growth::Synthesis& synthesis = analysis.syntheses[i];
  const GrowthSummary& summary = analysis.summaries[i];
  const double temperature_K = synthesis.temperature.temperature_K.front();
  const auto at = [&](const growth::Arrhenius& one) {
    return finite_cell(one.at(temperature_K, synthesis.reference_temperature_K));
  };
  const growth::Arrhenius adsorption{synthesis.adsorption.rate_m_s, synthesis.adsorption.activation_kJ_mol};
  return {case_cell(analysis),
          analysis.data.courses[i].name,
          temperature_K,
          synthesis.precursor.concentration_mol_m3,
          at(synthesis.precursor.rate),
          at(adsorption),
          at(synthesis.material.solubility_mol_m3),
          finite_cell(summary.yield.time_s),
          finite_cell(summary.concentration.time_s),
          finite_cell(summary.nucleation_share),
          finite_cell(summary.radius_nm),
          finite_cell(summary.sigma_nm),
          finite_cell(summary.concentration_mol_m3),
          finite_cell(summary.yield_final)};
}

std::string outcome(const growth::CourseStart& one) {
  if (!std::isfinite(one.start_chi2)) return "no particles";
  if (one.reached_best) return "best minimum";
  return one.converged ? "another minimum" : "did not converge";
}

void add_starts(const GrowthFitAnalysis& analysis, Table& table) {
  const std::size_t n = analysis.fit.plan.parameters.size();
  for (std::size_t i = 0; i < analysis.fit.starts.size(); ++i) {
    const growth::CourseStart& one = analysis.fit.starts[i];
    std::vector<Cell> row{case_cell(analysis), static_cast<std::int64_t>(i + 1)};
    for (std::size_t j = 0; j < n; ++j) row.push_back(finite_cell(one.start[j]));
    row.push_back(finite_cell(one.start_chi2));
    for (std::size_t j = 0; j < n; ++j) row.push_back(one.end.empty() ? Cell() : finite_cell(one.end[j]));
    row.push_back(finite_cell(one.chi2));
    row.push_back(outcome(one));
    table.rows.push_back(std::move(row));
  }
}

double lowest_aic(const std::vector<GrowthFitAnalysis>& analyses) {
  double lowest = analyses.front().fit.result.aic();
  for (const GrowthFitAnalysis& one : analyses) lowest = std::min(lowest, one.fit.result.aic());
  return lowest;
}

}  // namespace

Table growth_fit_table(const std::vector<GrowthFitAnalysis>& analyses) {
  Table table{.name = "course_fit",
              .title = "Courses as measured and as fitted",
              .notes = {analyses.front().data.error_statement},
              .columns = {{"case", "empty where nothing is scanned"},
                          {"synthesis", "file"},
                          {"quantity", ""},
                          {"unit", "of the three values"},
                          {"time_s", "since injection"},
                          {"measured", ""},
                          {"error", "standard error, its size from the scatter where errors are unknown"},
                          {"fit", "simulated as [solver] says"},
                          {"residual", "(fit - measured) / error"}},
              .rows = {}};
  for (const GrowthFitAnalysis& one : analyses)
    for (std::size_t i = 0; i < one.data.courses.size(); ++i) add_points(one, i, table);
  return table;
}

Table growth_syntheses_table(const std::vector<GrowthFitAnalysis>& analyses) {
  Table table{.name = "syntheses",
              .title = "The syntheses as found, one row each",
              .notes = {"constants at the temperature at time 0"},
              .columns = {{"case", "empty where nothing is scanned"},
                          {"synthesis", "file"},
                          {"temperature_K", "at time 0"},
                          {"concentration_mol_m3", "of precursor at time 0"},
                          {"precursor_rate", "in the unit of its order"},
                          {"adsorption_rate_m_s", "at the reference radius"},
                          {"solubility_mol_m3", ""},
                          {"t98_yield_s", "98 % of the final yield or its maximum"},
                          {"t98_concentration_s", "98 % of the particles"},
                          {"nucleation_share", "ratio of the two"},
                          {"radius_final_nm", ""},
                          {"sigma_final_nm", ""},
                          {"concentration_final_mol_m3", "of particles"},
                          {"yield_final", ""}},
              .rows = {}};
  for (const GrowthFitAnalysis& one : analyses)
    for (std::size_t i = 0; i < one.data.courses.size(); ++i) table.rows.push_back(synthesis_row(one, i));
  return table;
}

Table growth_starts_table(const std::vector<GrowthFitAnalysis>& analyses) {
  Table table{
      .name = "starts",
      .title = "Where the fit started, and how each start ended",
      .notes = {"the first start is the given one; all are fitted with a coarse solver, the best of them "
                "again with that of [fit]"},
      .columns = {{"case", "empty where nothing is scanned"}, {"start", "number"}},
      .rows = {}};
  const auto& parameters = analyses.front().fit.plan.parameters;
  for (const growth::CourseParameter& one : parameters)
    table.columns.push_back({"start_" + one.name, one.unit});
  table.columns.push_back({"start_chi2", "empty: no particles"});
  for (const growth::CourseParameter& one : parameters)
    table.columns.push_back({"end_" + one.name, one.unit});
  table.columns.push_back({"chi2", "where it ended"});
  table.columns.push_back({"outcome", ""});
  for (const GrowthFitAnalysis& one : analyses) add_starts(one, table);
  return table;
}

Table growth_models_table(const std::vector<GrowthFitAnalysis>& analyses) {
  Table table{.name = "models",
              .title = "The cases side by side",
              .notes = {},
              .columns = {{"case", ""},
                          {"parameters", "number that was fitted"},
                          {"chi2", ""},
                          {"chi2_reduced", ""},
                          {"aic", "Akaike's criterion"},
                          {"delta_aic", "above the lowest: over 10 speaks clearly against a case"}},
              .rows = {}};
  const double lowest = lowest_aic(analyses);
  for (const GrowthFitAnalysis& one : analyses) {
    const fit::Result& result = one.fit.result;
    table.rows.push_back({one.name, static_cast<std::int64_t>(result.n_free), result.chi2,
                          finite_cell(result.chi2_reduced()), result.aic(), result.aic() - lowest});
  }
  return table;
}

}  // namespace nacre::study
