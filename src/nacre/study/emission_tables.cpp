// Tables of an emission study.
#include <algorithm>
#include <cmath>

#include "nacre/study/cells.hpp"
#include "nacre/study/emission_output.hpp"
#include "nacre/study/emission_regime.hpp"

namespace nacre::study {
namespace {

constexpr double mentioned_correlation = 0.1;

int most_populations(const EmissionAnalyses& analyses) {
  int most = 1;
  for (const EmissionAnalysis& one : analyses) most = std::max(most, one.tracks.populations);
  return most;
}

std::string at_text(const EmissionAnalyses& analyses) {
  const EmissionData& data = analyses.front().data;
  return data.at_name + (data.at_unit.empty() ? "" : " in " + data.at_unit);
}

void add_population_columns(int k, Table& table) {
  const std::string n = "_" + std::to_string(k), of = " of population " + std::to_string(k);
  const auto add = [&](const std::string& name, const std::string& unit, const std::string& what) {
    table.columns.push_back({name + n + unit, what + of});
    table.columns.push_back({name + n + "_err" + unit, "its standard error"});
  };
  add("energy", "_eV", "middle of the line");
  add("wavelength", "_nm", "the same as wavelength");
  add("fwhm", "_meV", "full width at half maximum");
  add("area", "", "light, in units of the signal");
  add("radius", "_nm", "radius");
  table.columns.push_back({"radius" + n + "_sys_nm", "from the error of the Stokes shift, common to all"});
}

void add_population_cells(const EmissionRow& row, std::size_t k, std::vector<Cell>& cells) {
  const PopulationPoint none;
  const PopulationPoint& point = k < row.populations.size() ? row.populations[k] : none;
  const bool sized = point.there && std::isfinite(point.size.radius_nm);
  for (const double value :
       {point.energy_eV, point.energy_err_eV, point.wavelength_nm, point.wavelength_err_nm, point.fwhm_meV,
        point.fwhm_err_meV, point.area, point.area_err, sized ? point.size.radius_nm : no_value,
        sized ? point.size.radius_err_nm : no_value, sized ? point.size.radius_sys_nm : no_value})
    cells.push_back(finite_cell(value));
}

void add_counts(const EmissionAnalysis& one, std::size_t i, Table& table) {
  const spectra::EmissionFit& fit = one.fits[i];
  double lowest = 1e300;
  for (const spectra::CountTrial& trial : fit.trials) lowest = std::min(lowest, trial.aic);
  for (const spectra::CountTrial& trial : fit.trials) {
    const bool chosen = trial.n == fit.fit.peaks.size();
    table.rows.push_back({one.name, one.data.frames[i].at, one.data.frames[i].name,
                          static_cast<std::int64_t>(trial.n), trial.chi2, trial.aic - lowest, trial.bic,
                          trial.converged ? "yes" : "no", trial.significant ? "yes" : "no",
                          chosen ? "yes" : "no"});
  }
}

void add_parameters(const EmissionAnalysis& one, std::size_t i, Table& table) {
  const spectra::PeakFit& fit = one.fits[i].fit;
  for (std::size_t k = 0; k < fit.problem.parameters.size(); ++k) {
    const fit::Parameter& parameter = fit.problem.parameters[k];
    table.rows.push_back({one.name, one.data.frames[i].at, one.data.frames[i].name, parameter.name,
                          finite_cell(fit.result.values[k]), finite_cell(fit.result.uncertainties[k]),
                          parameter.unit, parameter.start, fit.result.at_bound[k] ? "yes" : "no"});
  }
}

void add_correlations(const EmissionAnalysis& one, std::size_t i, Table& table) {
  const spectra::PeakFit& fit = one.fits[i].fit;
  const auto n = static_cast<std::size_t>(fit.result.n_free);
  const auto name = [&](std::size_t k) {
    return fit.problem.parameters[static_cast<std::size_t>(fit.result.free_index[k])].name;
  };
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = a + 1; b < n; ++b) {
      const auto& c = fit.result.covariance;
      const double correlation = c[a * n + b] / std::sqrt(c[a * n + a] * c[b * n + b]);
      if (!(std::abs(correlation) >= mentioned_correlation)) continue;
      table.rows.push_back(
          {one.name, one.data.frames[i].at, one.data.frames[i].name, name(a), name(b), correlation});
    }
}

Table with_frames(const EmissionAnalyses& analyses, Table table,
                  void (*add)(const EmissionAnalysis&, std::size_t, Table&)) {
  for (const EmissionAnalysis& one : analyses)
    for (std::size_t i = 0; i < one.fits.size(); ++i)
      if (one.fits[i].done) add(one, i, table);
  return table;
}

Table population_table(const EmissionAnalysis& one, const std::string& name) {
  const RegimeData data = regime_data_of(one);
  const bool timed = !data.time_s.empty();
  Table table{.name = name,
              .title = "Radii of both populations" + (name == "populations" ? "" : ", " + one.name),
              .notes = {"of every spectrum that shows both; as the kind growth-regime reads it"}};
  if (timed) table.columns.push_back({"time_s", ""});
  for (const Column& column : {Column{"r1_nm", "the larger population"}, Column{"r2_nm", "the smaller one"},
                               Column{"r1_err_nm", "standard error"}, Column{"r2_err_nm", ""}})
    table.columns.push_back(column);
  for (std::size_t i = 0; i < data.bimodal.points.size(); ++i) {
    const growth::BimodalPoint& point = data.bimodal.points[i];
    table.rows.emplace_back();
    if (timed) table.rows.back().emplace_back(data.time_s[i]);
    for (const double value : {point.r1_nm, point.r2_nm, point.r1_err_nm, point.r2_err_nm})
      table.rows.back().emplace_back(value);
  }
  return table;
}

}  // namespace

Table emission_frame_table(const EmissionAnalyses& analyses) {
  Table table{.name = "frames",
              .title = "Lines and radii of every spectrum",
              .notes = {"population 1 is the largest, with the reddest line",
                        analyses.front().data.density_statement},
              .columns = {{"series", ""},
                          {"at", at_text(analyses)},
                          {"name", "as the file has it"},
                          {"lines", "Gaussians fitted"}}};
  const int most = most_populations(analyses);
  for (int k = 1; k <= most; ++k) add_population_columns(k, table);
  table.columns.push_back({"chi2_reduced", ""});
  table.columns.push_back({"noise", "median error of the signal"});
  table.columns.push_back({"status", ""});
  for (const EmissionAnalysis& one : analyses)
    for (std::size_t i = 0; i < one.rows.size(); ++i) {
      const spectra::EmissionFit& fit = one.fits[i];
      std::vector<Cell> cells{one.name, finite_cell(one.data.frames[i].at), one.data.frames[i].name,
                              static_cast<std::int64_t>(fit.fit.peaks.size())};
      for (int k = 0; k < most; ++k) add_population_cells(one.rows[i], static_cast<std::size_t>(k), cells);
      cells.push_back(fit.done ? finite_cell(fit.fit.result.chi2_reduced()) : Cell());
      cells.push_back(fit.done ? finite_cell(one.data.frames[i].noise) : Cell());
      cells.emplace_back(one.rows[i].status);
      table.rows.push_back(std::move(cells));
    }
  return table;
}

Table emission_count_table(const EmissionAnalyses& analyses) {
  return with_frames(analyses,
                     {.name = "counts",
                      .title = "How many lines",
                      .notes = {"AIC and BIC: a further line must lower the criterion by more than 10, and "
                                "no place or width may be at a bound"},
                      .columns = {{"series", ""},
                                  {"at", at_text(analyses)},
                                  {"name", ""},
                                  {"lines", "Gaussians tried"},
                                  {"chi2", ""},
                                  {"delta_aic", "above the lowest"},
                                  {"bic", ""},
                                  {"converged", ""},
                                  {"significant", "every line by itself: its area is above three errors"},
                                  {"chosen", ""}}},
                     add_counts);
}

Table emission_parameter_table(const EmissionAnalyses& analyses) {
  return with_frames(analyses,
                     {.name = "parameters",
                      .title = "Every parameter of every fit",
                      .notes = {"one row a parameter, as fitted, on the axis of the fit"},
                      .columns = {{"series", ""},
                                  {"at", at_text(analyses)},
                                  {"name", ""},
                                  {"parameter", ""},
                                  {"value", ""},
                                  {"error", "standard error"},
                                  {"unit", ""},
                                  {"start", ""},
                                  {"at_bound", ""}}},
                     add_parameters);
}

Table emission_correlation_table(const EmissionAnalyses& analyses) {
  return with_frames(analyses,
                     {.name = "correlations",
                      .title = "Correlations of the parameters",
                      .notes = {"above 0.1 in size"},
                      .columns = {{"series", ""},
                                  {"at", at_text(analyses)},
                                  {"name", ""},
                                  {"first", ""},
                                  {"second", ""},
                                  {"correlation", ""}}},
                     add_correlations);
}

Table emission_stokes_table(const EmissionAnalyses& analyses) {
  Table table{.name = "stokes",
              .title = "Emission against absorption",
              .notes = {"one row an absorption with the emission of the same population at the same time"},
              .columns = {{"series", ""},
                          {"at", at_text(analyses)},
                          {"population", ""},
                          {"emission_eV", ""},
                          {"emission_err_eV", ""},
                          {"absorption_eV", ""},
                          {"absorption_err_eV", ""},
                          {"shift_meV", "absorption minus emission"},
                          {"shift_err_meV", ""},
                          {"model_meV", "the Stokes shift that radii are taken with"},
                          {"distance", "measured minus model, in errors"}}};
  for (const EmissionAnalysis& one : analyses) {
    if (!one.absorption) continue;
    for (const auto& [at, population, pair] : one.absorption->pairs) {
      const double model = one.stokes.shift_meV(pair.emission_eV, pair.diameter_nm);
      table.rows.push_back({one.name, at, std::int64_t{population}, pair.emission_eV, pair.emission_err_eV,
                            pair.absorption_eV, pair.absorption_err_eV, pair.shift_meV(), pair.error_meV(),
                            model, (pair.shift_meV() - model) / pair.error_meV()});
    }
  }
  return table;
}

std::vector<Table> emission_population_tables(const EmissionAnalyses& analyses) {
  std::vector<Table> tables;
  for (const EmissionAnalysis& one : analyses) {
    if (one.tracks.populations < 2) continue;
    tables.push_back(population_table(one, analyses.size() == 1 ? "populations" : "populations-" + one.slug));
    if (tables.back().rows.empty()) tables.pop_back();
  }
  return tables;
}

}  // namespace nacre::study
