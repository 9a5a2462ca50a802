#include "nacre/study/isomerization_spectra_figures.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

using spectra::IsosbesticPoint;
using spectra::KineticsFit;

constexpr std::size_t map_rows = 300, map_columns = 400, most_frames = 200;
constexpr std::size_t most_curves = 24;
constexpr double zoom_nm = 12.5;  // either side: 25 nm in all, as the paper's Supplementary Fig. 26
constexpr int line_points = 120;
const char* const species_names[] = {"A", "B", "C"};

struct Ends {
  std::string id;
  std::string title;
};

Ends ends_of(const SpectraAnalysis& analysis, std::size_t i) {
  if (analysis.samples.size() == 1) return {};
  return {"-" + std::to_string(i + 1), ", " + analysis.samples[i].series.name};
}

double minutes(double time_s) { return time_s / 60; }

std::vector<double> picked(std::span<const double> values, const std::vector<std::size_t>& which) {
  std::vector<double> result;
  for (const std::size_t i : which) result.push_back(values[i]);
  return result;
}

// Number of each frame among those that are used; where it is not one of them, none.
std::vector<std::optional<std::size_t>> used_numbers(const SampleAnalysis& sample) {
  std::vector<std::optional<std::size_t>> numbers(sample.used.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < sample.used.size(); ++i)
    if (sample.used[i]) numbers[i] = n++;
  return numbers;
}

// --- the series as a map, and one frame at a time -----------------------------------------------

void add_frame(const SampleAnalysis& sample, const spectra::Matrix& residuals, std::size_t i,
               std::optional<std::size_t> used, const std::vector<std::size_t>& columns, FrameMap& map) {
  const spectra::SpectraSeries& s = sample.all;
  FilmFrame frame{.at = minutes(s.time_s[i])}, rest{.at = frame.at};
  const std::vector<double> x = picked(s.wavelength_nm, columns);
  frame.curves.push_back(
      {.label = "measured", .mark = Mark::points, .color = 0, .x = x, .y = picked(s.frame(i), columns)});
  Curve fit{.label = "fit", .mark = Mark::line, .color = 1}, off{.mark = Mark::points, .color = 0};
  double chi2 = 0;
  for (std::size_t j = 0; used && j < residuals.columns; ++j)
    chi2 += residuals(*used, j) * residuals(*used, j);
  for (const std::size_t j : columns) {
    if (!used) break;
    fit.x.push_back(s.wavelength_nm[j]);
    fit.y.push_back(s.at(i, j) + residuals(*used, j) * s.sigma[i]);
    off.x.push_back(s.wavelength_nm[j]);
    off.y.push_back(-residuals(*used, j));
  }
  frame.curves.push_back(std::move(fit));
  rest.curves.push_back(std::move(off));
  map.frames.push_back(std::move(frame));
  map.residuals.push_back(std::move(rest));
  map.notes.push_back(s.frame_names[i] +
                      (used
                           ? ": reduced chi2 " + format_rounded(chi2 / static_cast<double>(residuals.columns))
                           : ": not fitted, " + sample.why[i]));
}

FrameMap series_map(const SpectraAnalysis& analysis, std::size_t i) {
  const SampleAnalysis& sample = analysis.samples[i];
  const spectra::SpectraSeries& s = sample.all;
  const Ends ends = ends_of(analysis, i);
  FrameMap map{
      .id = "series" + ends.id,
      .title = "The series" + ends.title,
      .caption = "Absorbance of every frame, and one frame with the fit of whole spectra and its residuals.",
      .x = {"wavelength", "nm"},
      .y = {"absorbance", ""},
      .slider = {"time", "min"}};
  const std::vector<std::size_t> columns = thinned(s.points(), map_columns),
                                 rows = thinned(s.frames(), map_rows);
  map.map_x = picked(s.wavelength_nm, columns);
  for (const std::size_t row : rows) {
    map.map_at.push_back(minutes(s.time_s[row]));
    for (const std::size_t j : columns) map.map_values.push_back(s.at(row, j));
  }
  const auto numbers = used_numbers(sample);
  for (const std::size_t row : thinned(s.frames(), most_frames))
    add_frame(sample, analysis.fit().residuals[i], row, numbers[row], columns, map);
  return map;
}

FrameMap residual_map(const SpectraAnalysis& analysis, std::size_t i) {
  const spectra::SpectraSeries& s = analysis.samples[i].series;
  const spectra::Matrix& r = analysis.fit().residuals[i];
  const Ends ends = ends_of(analysis, i);
  FrameMap map{
      .id = "residuals" + ends.id,
      .title = "What the fit leaves" + ends.title,
      .caption =
          "(Data - fit) over the noise: structure that runs along the time or the wavelength is what "
          "the rate law or the fixed spectra miss.",
      .x = {"wavelength", "nm"},
      .y = {"(data - fit) / sigma", ""},
      .slider = {"time", "min"}};
  const std::vector<std::size_t> columns = thinned(s.points(), map_columns),
                                 rows = thinned(s.frames(), map_rows);
  map.map_x = picked(s.wavelength_nm, columns);
  for (const std::size_t row : rows) {
    map.map_at.push_back(minutes(s.time_s[row]));
    for (const std::size_t j : columns) map.map_values.push_back(-r(row, j));
  }
  for (const std::size_t row : thinned(s.frames(), most_frames)) {
    Curve curve{.label = "residual", .mark = Mark::points, .color = 0, .x = map.map_x};
    for (const std::size_t j : columns) curve.y.push_back(-r(row, j));
    map.frames.push_back({minutes(s.time_s[row]), {std::move(curve)}});
  }
  return map;
}

// --- spectra as curves ------------------------------------------------------------------------

void add_spectra(const SampleAnalysis& sample, double from_nm, double to_nm, Plot& plot) {
  const spectra::SpectraSeries& s = sample.all;
  const std::vector<std::size_t> rows = thinned(s.frames(), most_curves);
  bool named_misfit = false;
  for (const std::size_t i : rows) {
    const double age = s.frames() > 1 ? static_cast<double>(i) / static_cast<double>(s.frames() - 1) : 1;
    Curve curve{.mark = sample.used[i] ? Mark::line : Mark::dashed,
                .color = sample.used[i] ? 0 : 1,
                .shade = sample.used[i] ? 0.25 + 0.75 * age : 1};
    if (i == rows.front() || i == rows.back()) curve.label = format_rounded(minutes(s.time_s[i]), 4) + " min";
    if (!sample.used[i]) {
      curve.label = named_misfit ? "" : s.frame_names[i] + ", left out";
      named_misfit = true;
    }
    for (std::size_t j = 0; j < s.points(); ++j) {
      if (s.wavelength_nm[j] < from_nm || s.wavelength_nm[j] > to_nm) continue;
      curve.x.push_back(s.wavelength_nm[j]);
      curve.y.push_back(s.at(i, j));
    }
    plot.curves.push_back(std::move(curve));
  }
}

Plot spectra_plot(const SpectraAnalysis& analysis, std::size_t i) {
  const Ends ends = ends_of(analysis, i);
  Plot plot{.id = "spectra" + ends.id,
            .title = "Spectra" + ends.title,
            .caption = "From pale (first) to dark (last). Dashed: frames that are not used.",
            .x = {"wavelength", "nm"},
            .y = {"absorbance", ""}};
  add_spectra(analysis.samples[i], 0, 1e9, plot);
  return plot;
}

Plot zoom_plot(const SpectraAnalysis& analysis, std::size_t i) {
  const SampleAnalysis& sample = analysis.samples[i];
  const IsosbesticPoint& point = sample.isosbestic.points.front();
  const Ends ends = ends_of(analysis, i);
  const double at = point.wavelength_nm.value;
  Plot plot{.id = "isosbestic" + ends.id,
            .title = "Isosbestic point" + ends.title,
            .caption = "All frames that are used cross at " +
                       format_with_uncertainty(at, point.wavelength_nm.error) +
                       " nm; chi2 of their absorbances there " + format_rounded(point.chi2) + " for " +
                       std::to_string(point.dof) + " degrees of freedom (p = " + format_rounded(point.p, 2) +
                       "). Band: noise of a single point about the mean.",
            .x = {"wavelength", "nm"},
            .y = {"absorbance", ""}};
  const double sigma = sample.series.sigma.front(), y = point.absorbance.value;
  plot.curves.push_back({.mark = Mark::band,
                         .color = 2,
                         .x = {at - zoom_nm, at + zoom_nm},
                         .y_low = {y - sigma, y - sigma},
                         .y_high = {y + sigma, y + sigma}});
  add_spectra(sample, at - zoom_nm, at + zoom_nm, plot);
  plot.curves.push_back({.label = "isosbestic point", .mark = Mark::points, .color = 2, .x = {at}, .y = {y}});
  return plot;
}

// The test of the point: absorbance there against time.
Plot drift_plot(const SpectraAnalysis& analysis, std::size_t i) {
  const SampleAnalysis& sample = analysis.samples[i];
  const IsosbesticPoint& point = sample.isosbestic.points.front();
  const Ends ends = ends_of(analysis, i);
  Plot plot{
      .id = "drift" + ends.id,
      .title = "Absorbance at the isosbestic point" + ends.title,
      .caption =
          "Constant within the noise if two species turn into each other and nothing else happens. Drift: " +
          format_with_uncertainty(point.drift_per_h.value, point.drift_per_h.error) + " per hour.",
      .x = {"time", "min"},
      .y = {"absorbance at " + format_rounded(point.wavelength_nm.value, 4) + " nm", ""}};
  Curve used{.label = "frames", .mark = Mark::points, .color = 0},
      misses{.label = "miss the point", .mark = Mark::points, .color = 1};
  std::size_t n = 0;
  for (std::size_t f = 0; f < sample.all.frames(); ++f) {
    if (sample.why[f] == left_out_by_study) continue;
    const spectra::IsosbesticFrame& frame = point.frames[n++];
    Curve& curve = frame.used ? used : misses;
    curve.x.push_back(minutes(sample.all.time_s[f]));
    curve.y.push_back(frame.absorbance.value);
    curve.y_error.push_back(frame.absorbance.error);
  }
  const double last = minutes(sample.all.time_s.back()), first = minutes(sample.all.time_s.front());
  plot.curves.push_back({.label = "mean",
                         .mark = Mark::line,
                         .color = 2,
                         .x = {first, last},
                         .y = {point.absorbance.value, point.absorbance.value}});
  plot.curves.push_back(std::move(used));
  if (!misses.x.empty()) plot.curves.push_back(std::move(misses));
  return plot;
}

// --- concentrations ---------------------------------------------------------------------------

// Species alone: each frame's own amounts, by its spectrum and those of the species.
void add_courses(const SpectraAnalysis& analysis, std::size_t i, Plot& plot) {
  const KineticsFit& fit = analysis.fit();
  const spectra::SpectraSeries& s = analysis.samples[i].series;
  const spectra::LawCard& card = spectra::card_of(fit.model.law);
  double rates[spectra::most_rates] = {};
  for (std::size_t r = 0; r < card.rates; ++r) rates[r] = std::exp(fit.ln_k[i][r].value);
  for (std::size_t k = 0; k < card.species; ++k) {
    Curve line{.label = std::string(species_names[k]) + ", fit of whole spectra",
               .mark = Mark::line,
               .color = static_cast<int>(k)};
    for (int p = 0; p <= line_points; ++p) {
      const double t = s.time_s.front() + (s.time_s.back() - s.time_s.front()) * p / line_points;
      line.x.push_back(minutes(t));
      line.y.push_back(
          spectra::concentrations(fit.model.law, rates, t - s.time_s.front(), s.starts_as_b).c[k]);
    }
    plot.curves.push_back(std::move(line));
  }
}

void add_corrected(const SampleAnalysis& sample, int color, bool logarithm, const std::string& label,
                   Plot& plot) {
  if (!sample.overlap) return;
  const OverlapRoute& route = *sample.overlap;
  const double all = route.fit.start.value + (logarithm ? 0 : route.fit.remainder.value);
  Curve points{.label = label, .mark = Mark::points, .color = color};
  for (std::size_t i = 0; i < route.course.time_s.size(); ++i) {
    const double value = (route.course.corrected[i] - (logarithm ? route.fit.remainder.value : 0)) / all;
    const double error = route.course.errors[i] / all;
    // Where less is left than twice the noise its logarithm says nothing.
    if (logarithm && value < 2 * error) continue;
    points.x.push_back(minutes(route.course.time_s[i]));
    points.y.push_back(logarithm ? -std::log(value) : value);
    points.y_error.push_back(logarithm ? error / value : error);
  }
  plot.curves.push_back(std::move(points));
}

Plot concentration_plot(const SpectraAnalysis& analysis, std::size_t i) {
  const Ends ends = ends_of(analysis, i);
  Plot plot{.id = "concentrations" + ends.id,
            .title = "Concentrations" + ends.title,
            .caption = analysis.fit().problem.model + " fitted to whole spectra." +
                       (analysis.samples[i].overlap
                            ? " Points: A by the overlap correction (eqs 3-9), over its value at the start."
                            : ""),
            .x = {"time", "min"},
            .y = {"concentration / total", ""}};
  add_courses(analysis, i, plot);
  add_corrected(analysis.samples[i], 0, false, "A, overlap correction", plot);
  return plot;
}

std::optional<Plot> logarithm_plot(const SpectraAnalysis& analysis) {
  Plot plot{
      .id = "first-order",
      .title = "First order",
      .caption =
          "ln(C_0 / C) of A by the overlap correction, less the remainder, with the line of its own fit: "
          "straight for a first-order reaction. The noise of the instrument grows in it as A is used up "
          "(Supplementary Fig. 20); points below twice the noise are not drawn.",
      .x = {"time", "min"},
      .y = {"ln(C_0 / C)", ""}};
  for (std::size_t i = 0; i < analysis.samples.size(); ++i) {
    const SampleAnalysis& sample = analysis.samples[i];
    if (!sample.overlap) continue;
    add_corrected(sample, static_cast<int>(i), true, sample.series.name, plot);
    const double first = sample.series.time_s.front(), k = std::exp(sample.overlap->fit.ln_k.value);
    const Curve& points = plot.curves.back();
    const double last = points.x.empty() ? minutes(sample.series.time_s.back()) : points.x.back();
    plot.curves.push_back({.mark = Mark::line,
                           .color = static_cast<int>(i),
                           .x = {minutes(first), last},
                           .y = {0, k * (last * 60 - first)}});
  }
  if (plot.curves.empty()) return {};
  return plot;
}

// --- species and singular values --------------------------------------------------------------

Plot species_plot(const SpectraAnalysis& analysis, std::size_t g) {
  const spectra::SpeciesSpectra& s = analysis.fit().spectra[g];
  const SampleAnalysis& sample = analysis.samples[s.series.front()];
  const Ends ends = s.series.size() > 1 ? Ends{} : ends_of(analysis, s.series.front());
  Plot plot{
      .id = "species" + ends.id,
      .title = "Spectra of the species" + ends.title,
      .caption =
          "As the whole sample would absorb if it were one species; bands: one standard error, that of the "
          "rates included.",
      .x = {"wavelength", "nm"},
      .y = {"absorbance", ""}};
  for (std::size_t k = 0; k < s.names.size(); ++k) {
    const int color = s.names[k] == "shift" ? 3 : s.names[k][0] - 'A';
    Curve band{.mark = Mark::band, .color = color};
    Curve line{.label = s.names[k] == "shift" ? "change by moving bands" : s.names[k],
               .mark = Mark::line,
               .color = color};
    for (std::size_t j = 0; j < s.values.columns; ++j) {
      line.x.push_back(sample.series.wavelength_nm[j]);
      line.y.push_back(s.values(k, j));
      band.x.push_back(line.x.back());
      band.y_low.push_back(s.values(k, j) - s.errors(k, j));
      band.y_high.push_back(s.values(k, j) + s.errors(k, j));
    }
    if (std::isfinite(band.y_low.front())) plot.curves.push_back(std::move(band));
    plot.curves.push_back(std::move(line));
  }
  return plot;
}

Plot rank_plot(const SpectraAnalysis& analysis) {
  Plot plot{
      .id = "singular-values",
      .title = "Singular values",
      .caption =
          "Each singular value of the spectra over their noise that lies above the dashed line speaks for a "
          "species; below it there is noise alone (99 % point of its largest).",
      .x = {"number", ""},
      .y = {"singular value / noise", "", true}};
  for (std::size_t i = 0; i < analysis.samples.size(); ++i) {
    const SampleAnalysis& sample = analysis.samples[i];
    Curve values{.label = sample.series.name + ": " + std::to_string(sample.rank.rank) + " species",
                 .mark = Mark::points,
                 .color = static_cast<int>(i)};
    Curve edge{.label = i == 0 ? "noise" : "", .mark = Mark::dashed, .color = static_cast<int>(i)};
    for (std::size_t k = 0; k < std::min<std::size_t>(10, sample.rank.steps.size()); ++k) {
      values.x.push_back(static_cast<double>(k + 1));
      values.y.push_back(std::max(sample.rank.steps[k].value, 1e-3));
      edge.x.push_back(static_cast<double>(k + 1));
      edge.y.push_back(sample.rank.steps[k].threshold);
    }
    plot.curves.push_back(std::move(edge));
    plot.curves.push_back(std::move(values));
  }
  return plot;
}

}  // namespace

std::vector<Figure> spectra_figures(const SpectraAnalysis& analysis) {
  std::vector<Figure> figures;
  for (std::size_t i = 0; i < analysis.samples.size(); ++i) {
    figures.emplace_back(series_map(analysis, i));
    if (analysis.samples.size() == 1) figures.emplace_back(spectra_plot(analysis, i));
    if (!analysis.samples[i].isosbestic.points.empty()) {
      figures.emplace_back(zoom_plot(analysis, i));
      if (analysis.samples.size() == 1) figures.emplace_back(drift_plot(analysis, i));
    }
    figures.emplace_back(concentration_plot(analysis, i));
  }
  if (auto plot = logarithm_plot(analysis)) figures.emplace_back(std::move(*plot));
  for (std::size_t g = 0; g < analysis.fit().spectra.size(); ++g)
    figures.emplace_back(species_plot(analysis, g));
  figures.emplace_back(rank_plot(analysis));
  for (std::size_t i = 0; i < analysis.samples.size(); ++i) figures.emplace_back(residual_map(analysis, i));
  return figures;
}

}  // namespace nacre::study
