#include "nacre/study/isomerization_spectra_tables.hpp"

#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/cells.hpp"

namespace nacre::study {
namespace {

using spectra::KineticsFit;

constexpr std::size_t rank_rows = 8;

// Numbers of a frame among those that are fitted and those that were looked at for isosbestic points.
struct FrameNumbers {
  std::size_t fitted = 0;
  std::size_t looked_at = 0;
};

void add_concentrations(const KineticsFit& fit, std::size_t sample, std::size_t frame,
                        std::vector<Cell>& row) {
  const std::size_t dark = fit.model.dark[0] ? 1 : 0;
  for (std::size_t k = 0; k < spectra::most_species; ++k)
    row.push_back(k < dark || k >= spectra::card_of(fit.model.law).species
                      ? Cell()
                      : Cell(fit.courses[sample](frame, k - dark)));
  double chi2 = 0;
  const spectra::Matrix& r = fit.residuals[sample];
  for (std::size_t j = 0; j < r.columns; ++j) chi2 += r(frame, j) * r(frame, j);
  row.emplace_back(chi2 / static_cast<double>(r.columns));
}

void add_point(const SampleAnalysis& sample, std::size_t frame, std::vector<Cell>& row) {
  const spectra::IsosbesticFrame& f = sample.isosbestic.points.front().frames[frame];
  for (const double value :
       {f.absorbance.value, f.absorbance.error, f.sigmas, f.crossing_nm.value, f.crossing_nm.error})
    row.emplace_back(finite_cell(value));
}

void add_frame(const SpectraAnalysis& analysis, std::size_t s, std::size_t i, FrameNumbers& at,
               Table& table) {
  const SampleAnalysis& sample = analysis.samples[s];
  std::vector<Cell> row{sample.all.name, sample.all.frame_names[i], sample.all.time_s[i],
                        sample.used[i] ? "fitted" : sample.why[i]};
  const std::size_t first = row.size();
  if (sample.used[i]) add_concentrations(analysis.fit(), s, at.fitted, row);
  row.resize(first + 4);
  if (sample.used[i] && sample.overlap) {
    row.emplace_back(sample.overlap->course.corrected[at.fitted]);
    row.emplace_back(sample.overlap->course.errors[at.fitted]);
  }
  row.resize(first + 6);
  const bool looked_at = sample.why[i] != left_out_by_study;
  if (looked_at && !sample.isosbestic.points.empty()) add_point(sample, at.looked_at, row);
  row.resize(table.columns.size());
  at.looked_at += looked_at;
  at.fitted += sample.used[i];
  table.rows.push_back(std::move(row));
}

Table frame_table(const SpectraAnalysis& analysis) {
  Table table{
      .name = "frames",
      .title = "Every frame: concentrations by both routes and the isosbestic point",
      .notes = {"a, b, c: concentrations over the total, from the fit of whole spectra",
                "corrected: concentration of A times its extinction coefficient, by the overlap correction"},
      .columns = {{"sample", ""},
                  {"frame", ""},
                  {"time_s", ""},
                  {"use", ""},
                  {"a", "of A"},
                  {"b", "of B"},
                  {"c", "of C"},
                  {"chi2_reduced", "of the frame, whole spectrum"},
                  {"corrected", "absorbance"},
                  {"corrected_err", "its standard error"},
                  {"isosbestic_absorbance", "at the isosbestic point"},
                  {"isosbestic_err", "its standard error"},
                  {"isosbestic_sigmas", "off the mean of the frames that are used, in standard errors"},
                  {"crossing_nm", "where the frame crosses the mean of all"},
                  {"crossing_err", "its standard error"}}};
  for (std::size_t s = 0; s < analysis.samples.size(); ++s) {
    FrameNumbers at;
    for (std::size_t i = 0; i < analysis.samples[s].all.frames(); ++i) add_frame(analysis, s, i, at, table);
  }
  return table;
}

Table isosbestic_table(const SpectraAnalysis& analysis) {
  Table table{.name = "isosbestic",
              .title = "Isosbestic points and their tests",
              .notes = {"p: that noise alone gives such differences between the frames that are used",
                        "drift: slope against time with its standard error"},
              .columns = {{"sample", ""},
                          {"wavelength_nm", ""},
                          {"wavelength_err", ""},
                          {"absorbance", "mean of the frames"},
                          {"absorbance_err", ""},
                          {"chi2", "of the frames about their mean"},
                          {"dof", ""},
                          {"p", ""},
                          {"drift_per_h", "absorbance"},
                          {"drift_err", ""},
                          {"drift_nm_per_h", "of the crossing with the mean"},
                          {"drift_nm_err", ""},
                          {"misfits", "frames that miss it, by number from 1 among those looked at"}}};
  for (const SampleAnalysis& sample : analysis.samples)
    for (const spectra::IsosbesticPoint& p : sample.isosbestic.points) {
      std::string misfits;
      for (const std::size_t i : sample.isosbestic.misfits)
        misfits += (misfits.empty() ? "" : " ") + std::to_string(i + 1);
      table.rows.push_back({sample.series.name, p.wavelength_nm.value, p.wavelength_nm.error,
                            p.absorbance.value, p.absorbance.error, p.chi2, std::int64_t{p.dof}, p.p,
                            p.drift_per_h.value, p.drift_per_h.error, p.drift_nm_per_h.value,
                            p.drift_nm_per_h.error, misfits});
    }
  return table;
}

Table rank_table(const SpectraAnalysis& analysis) {
  Table table{
      .name = "rank",
      .title = "How many species the spectra speak for",
      .notes =
          {"a singular value above its threshold is no noise: 99 % point of the largest one of noise alone "
           "(Tracy-Widom; Johnstone 2001)",
           "rsd: residual standard deviation without this one and those before, in units of the noise; "
           "indicator: Malinowski's IND, least at the number of species",
           "correlations of neighbours: near 1 for a species, near 0 for noise"},
      .columns = {{"sample", ""},
                  {"number", ""},
                  {"singular_value", "over the noise"},
                  {"threshold", ""},
                  {"verdict", ""},
                  {"rsd", ""},
                  {"indicator", ""},
                  {"time_correlation", "of neighbours in the course in time"},
                  {"wavelength_correlation", "of neighbours in the spectrum"}}};
  for (const SampleAnalysis& sample : analysis.samples)
    for (std::size_t k = 0; k < std::min(rank_rows, sample.rank.steps.size()); ++k) {
      const spectra::RankStep& step = sample.rank.steps[k];
      table.rows.push_back({sample.series.name, static_cast<std::int64_t>(k + 1), step.value, step.threshold,
                            k < sample.rank.rank ? "species" : "noise", step.rsd, step.indicator,
                            step.time_correlation, step.wavelength_correlation});
    }
  return table;
}

Table model_table(const SpectraAnalysis& analysis) {
  Table table{.name = "models",
              .title = "Rate laws compared",
              .notes = {"AIC and BIC count the absorbances of the species as parameters, too"},
              .columns = {{"law", ""},
                          {"chi2_reduced", ""},
                          {"rates", "nonlinear parameters"},
                          {"absorbances", "of the species, linear parameters"},
                          {"delta_aic", "above the lowest"},
                          {"delta_bic", "above the lowest"},
                          {"use", ""}}};
  double aic = INFINITY, bic = INFINITY;
  for (const KineticsFit& fit : analysis.models) {
    aic = std::min(aic, fit.aic());
    bic = std::min(bic, fit.bic());
  }
  for (std::size_t m = 0; m < analysis.models.size(); ++m) {
    const KineticsFit& fit = analysis.models[m];
    table.rows.push_back({fit.problem.model, fit.chi2_reduced(), std::int64_t{fit.result.n_free},
                          static_cast<std::int64_t>(fit.n_linear), fit.aic() - aic, fit.bic() - bic,
                          m == analysis.chosen ? "taken" : "compared"});
  }
  return table;
}

Table rate_table(const SpectraAnalysis& analysis) {
  Table table{.name = "rate-constants",
              .title = "Rate constants of every sample",
              .columns = {{"sample", ""},
                          {"temperature_K", ""},
                          {"rate", ""},
                          {"k_per_min", "from whole spectra"},
                          {"k_err", "its standard error, with that of the spectra of the species"},
                          {"ln_k_per_min", ""},
                          {"ln_k_err", ""},
                          {"k_overlap_per_min", "from the overlap correction"},
                          {"k_overlap_err", ""},
                          {"remainder", "corrected absorbance once all of A is gone"},
                          {"remainder_err", ""}}};
  const KineticsFit& fit = analysis.fit();
  const spectra::LawCard& card = spectra::card_of(fit.model.law);
  for (std::size_t i = 0; i < analysis.samples.size(); ++i)
    for (std::size_t r = 0; r < card.rates; ++r) {
      const SampleAnalysis& sample = analysis.samples[i];
      const spectra::Estimate& ln_k = fit.ln_k[i][r];
      const double k = 60 * std::exp(ln_k.value), T = sample.series.temperature_K;
      std::vector<Cell> row{sample.series.name,
                            std::isnan(T) ? Cell() : Cell(T),
                            std::string(card.rate_names[r]),
                            k,
                            k * ln_k.error,
                            ln_k.value + std::log(60.0),
                            ln_k.error};
      if (sample.overlap && r == 0) {
        const spectra::FirstOrderFit& o = sample.overlap->fit;
        const double k_o = 60 * std::exp(o.ln_k.value);
        for (const double value : {k_o, k_o * o.ln_k.error, o.remainder.value, o.remainder.error})
          row.emplace_back(value);
      } else {
        row.insert(row.end(), 4, Cell());
      }
      table.rows.push_back(std::move(row));
    }
  return table;
}

Table species_table(const SpectraAnalysis& analysis) {
  Table table{
      .name = "species",
      .title = "Spectra of the species",
      .notes = {"absorbance of the whole sample, if it were this species; errors include those of the rates"},
      .columns = {{"sample", ""},
                  {"species", ""},
                  {"wavelength_nm", ""},
                  {"absorbance", ""},
                  {"absorbance_err", "standard error"}}};
  for (const spectra::SpeciesSpectra& s : analysis.fit().spectra) {
    const SampleAnalysis& sample = analysis.samples[s.series.front()];
    const std::string name = s.series.size() > 1 ? "all" : sample.series.name;
    for (std::size_t k = 0; k < s.names.size(); ++k)
      for (std::size_t j = 0; j < s.values.columns; ++j)
        table.rows.push_back(
            {name, s.names[k], sample.series.wavelength_nm[j], s.values(k, j), s.errors(k, j)});
  }
  return table;
}

Array array_of(std::string name, std::string description, const spectra::Matrix& m) {
  return {.name = std::move(name),
          .description = std::move(description),
          .shape = {m.rows, m.columns},
          .values = m.values};
}

}  // namespace

std::vector<Table> spectra_tables(const SpectraAnalysis& analysis) {
  return {rate_table(analysis), model_table(analysis), isosbestic_table(analysis),
          rank_table(analysis), frame_table(analysis), species_table(analysis)};
}

std::vector<Array> spectra_arrays(const SpectraAnalysis& analysis) {
  std::vector<Array> arrays;
  for (std::size_t i = 0; i < analysis.samples.size(); ++i) {
    const std::string group = "sample-" + std::to_string(i + 1) + "/";
    const spectra::SpectraSeries& s = analysis.samples[i].series;
    arrays.push_back({.name = group + "wavelength",
                      .unit = "nm",
                      .description = "of the spectra",
                      .shape = {s.points()},
                      .values = s.wavelength_nm});
    arrays.push_back({.name = group + "time",
                      .unit = "s",
                      .description = "of the frames that are used",
                      .shape = {s.frames()},
                      .values = s.time_s});
    arrays.push_back({.name = group + "absorbance",
                      .description = "as measured, a row a frame",
                      .shape = {s.frames(), s.points()},
                      .values = s.absorbance});
    arrays.push_back(
        array_of(group + "residuals", "(fit - data) / sigma, a row a frame", analysis.fit().residuals[i]));
    arrays.push_back(
        array_of(group + "concentrations", "over the total, a row a frame", analysis.fit().courses[i]));
  }
  return arrays;
}

}  // namespace nacre::study
