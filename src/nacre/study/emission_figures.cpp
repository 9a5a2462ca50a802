// Figures of an emission study.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/emission_output.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_columns = 400, most_rows = 300, most_frames = 200, most_points = 300;
constexpr int data_color = 7, fit_color = 6, baseline_color = 5;
constexpr double data_shade = 0.45;  // the fit is drawn over the data
constexpr int population_colors[] = {1, 0, 2};

std::string suffix(const EmissionAnalysis& analysis, bool several) {
  return several ? "-" + analysis.slug : "";
}
std::string title_end(const EmissionAnalysis& analysis, bool several) {
  return several ? ", " + analysis.name : "";
}
int color_of(std::size_t population) { return population_colors[population % 3]; }
std::string population_label(std::size_t k) { return "population " + std::to_string(k + 1); }

Axis at_axis(const EmissionData& data) { return {data.at_name, data.at_unit}; }

// Frames on the slider: those with a spectrum, at their times, or numbered where two share one.
struct Shown {
  std::vector<std::size_t> frames{};
  std::vector<double> at{};
  Axis axis{};
};

Shown shown_frames(const EmissionAnalysis& analysis) {
  Shown shown{.axis = at_axis(analysis.data)};
  bool distinct = true;
  for (std::size_t i = 0; i < analysis.fits.size(); ++i) {
    if (!analysis.fits[i].done) continue;
    const double at = analysis.data.frames[i].at;
    distinct = distinct && (shown.at.empty() || at > shown.at.back());
    shown.frames.push_back(i);
    shown.at.push_back(at);
  }
  if (distinct) return shown;
  shown.axis = {"spectrum", ""};
  for (std::size_t k = 0; k < shown.at.size(); ++k) shown.at[k] = static_cast<double>(shown.frames[k] + 1);
  return shown;
}

// --- the map of spectra -----------------------------------------------------------------------

double interpolated(const std::vector<double>& x, const std::vector<double>& y, double at) {
  if (at < x.front() || at > x.back()) return no_value;
  const auto above = static_cast<std::size_t>(std::ranges::lower_bound(x, at) - x.begin());
  const std::size_t high = std::max<std::size_t>(above, 1);
  const double share = (at - x[high - 1]) / (x[high] - x[high - 1]);
  return (1 - share) * y[high - 1] + share * y[high];
}

// Even steps over all spectra: they may have different grids.
std::vector<double> common_places(const EmissionAnalysis& analysis, const Shown& shown) {
  double low = 1e300, high = -1e300;
  std::size_t n = 2;
  for (const std::size_t i : shown.frames) {
    const auto& x = analysis.data.frames[i].spectrum->x;
    low = std::min(low, x.front());
    high = std::max(high, x.back());
    n = std::max(n, x.size());
  }
  n = std::min(n, most_columns);
  std::vector<double> places(n);
  for (std::size_t k = 0; k < n; ++k)
    places[k] = low + (high - low) * static_cast<double>(k) / static_cast<double>(n - 1);
  places.back() = high;
  return places;
}

Curve line_curve(const spectra::EmissionSpectrum& spectrum, const std::vector<double>& y,
                 const std::vector<std::size_t>& points, Curve curve) {
  for (const std::size_t i : points) {
    curve.x.push_back(spectrum.x[i]);
    curve.y.push_back(y[i]);
  }
  return curve;
}

// Data, fit, and one curve a population, the same in every frame: a population that is not there is zero.
FilmFrame frame_of(const EmissionAnalysis& analysis, std::size_t i, double at) {
  const spectra::EmissionSpectrum& spectrum = *analysis.data.frames[i].spectrum;
  const spectra::PeakFit& fit = analysis.fits[i].fit;
  const auto points = thinned(spectrum.x.size(), most_points);
  FilmFrame frame{.at = at};
  frame.curves.push_back(
      line_curve(spectrum, spectrum.density, points,
                 {.label = "measured", .mark = Mark::points, .color = data_color, .shade = data_shade}));
  for (std::size_t k = 0; k < static_cast<std::size_t>(analysis.tracks.populations); ++k) {
    std::vector<double> y(spectrum.x.size(), 0.0);
    for (std::size_t j = 0; j < fit.peaks.size(); ++j)
      if (j < analysis.tracks.population[i].size() && analysis.tracks.population[i][j] == static_cast<int>(k))
        y = spectra::peak_density(spectrum, fit.peaks[j]);
    frame.curves.push_back(
        line_curve(spectrum, y, points, {.label = population_label(k), .color = color_of(k)}));
  }
  if (analysis.model.baseline_terms > 0)
    frame.curves.push_back(line_curve(spectrum, spectra::baseline_density(spectrum, fit), points,
                                      {.label = "baseline", .mark = Mark::dashed, .color = baseline_color}));
  frame.curves.push_back(line_curve(spectrum, spectra::fitted_density(spectrum, fit), points,
                                    {.label = "fit", .mark = Mark::line, .color = fit_color}));
  return frame;
}

FilmFrame residuals_of(const EmissionAnalysis& analysis, std::size_t i, double at) {
  const spectra::EmissionSpectrum& spectrum = *analysis.data.frames[i].spectrum;
  const std::vector<double> fitted = spectra::fitted_density(spectrum, analysis.fits[i].fit);
  std::vector<double> residuals;
  for (std::size_t k = 0; k < fitted.size(); ++k)
    residuals.push_back((spectrum.density[k] - fitted[k]) / spectrum.sigma[k]);
  return {.at = at,
          .curves = {line_curve(spectrum, residuals, thinned(spectrum.x.size(), most_points),
                                {.label = "residual", .mark = Mark::points, .color = data_color})}};
}

std::string note_of(const EmissionAnalysis& analysis, std::size_t i) {
  const EmissionRow& row = analysis.rows[i];
  std::string text = analysis.data.frames[i].name + ": reduced chi2 " +
                     format_rounded(analysis.fits[i].fit.result.chi2_reduced());
  for (std::size_t k = 0; k < row.populations.size(); ++k)
    if (row.populations[k].sized())
      text +=
          ", r" + std::to_string(k + 1) + " = " +
          format_with_uncertainty(row.populations[k].size.radius_nm, row.populations[k].size.radius_err_nm) +
          " nm";
  return row.status == "ok" ? text : text + "; " + row.status;
}

FrameMap spectra_map(const EmissionAnalysis& analysis, bool several) {
  const Shown shown = shown_frames(analysis);
  const bool energy =
      analysis.data.frames[shown.frames.front()].spectrum->axis == spectra::EmissionAxis::energy;
  FrameMap map{
      .id = "spectra" + suffix(analysis, several),
      .title = "Emission spectra and their lines" + title_end(analysis, several),
      .caption =
          "The series as a map, and one spectrum with its fit; below, what the fit leaves in standard "
          "deviations. " +
          std::string(energy ? "Light per energy: signals per nm are multiplied by lambda^2/hc."
                             : "Light per nm: lines that are Gaussians in energy are skewed here."),
      .x = energy ? Axis{"photon energy", "eV"} : Axis{"wavelength", "nm"},
      .y = {energy ? "light per eV" : "light per nm", ""},
      .slider = shown.axis,
      .map_x = common_places(analysis, shown)};
  for (const std::size_t k : thinned(shown.frames.size(), most_rows)) {
    const spectra::EmissionSpectrum& spectrum = *analysis.data.frames[shown.frames[k]].spectrum;
    map.map_at.push_back(shown.at[k]);
    for (const double x : map.map_x) map.map_values.push_back(interpolated(spectrum.x, spectrum.density, x));
  }
  for (const std::size_t k : thinned(shown.frames.size(), most_frames)) {
    map.frames.push_back(frame_of(analysis, shown.frames[k], shown.at[k]));
    map.residuals.push_back(residuals_of(analysis, shown.frames[k], shown.at[k]));
    map.notes.push_back(note_of(analysis, shown.frames[k]));
  }
  return map;
}

// --- parameters against time ------------------------------------------------------------------

// One value of every population against time: points, and a band of one error.
void add_course(const EmissionAnalysis& analysis, std::size_t k, double PopulationPoint::*value,
                double PopulationPoint::*error, Plot& plot) {
  Curve points{.label = population_label(k), .mark = Mark::points, .color = color_of(k)};
  for (std::size_t i = 0; i < analysis.rows.size(); ++i) {
    if (k >= analysis.rows[i].populations.size()) continue;
    const PopulationPoint& point = analysis.rows[i].populations[k];
    if (!point.significant || !std::isfinite(point.*error)) continue;
    points.x.push_back(analysis.data.frames[i].at);
    points.y.push_back(point.*value);
    points.y_error.push_back(point.*error);
  }
  if (!points.x.empty()) plot.curves.push_back(std::move(points));
}

void add_radii(const EmissionAnalysis& analysis, std::size_t k, Plot& plot) {
  Curve points{.label = population_label(k), .mark = Mark::points, .color = color_of(k)};
  Curve band{.mark = Mark::band, .color = color_of(k)};
  for (std::size_t i = 0; i < analysis.rows.size(); ++i) {
    if (k >= analysis.rows[i].populations.size() || !analysis.rows[i].populations[k].sized()) continue;
    const spectra::EmissionSize& size = analysis.rows[i].populations[k].size;
    const double whole = std::hypot(size.radius_err_nm, size.radius_sys_nm);
    points.x.push_back(analysis.data.frames[i].at);
    points.y.push_back(size.radius_nm);
    points.y_error.push_back(size.radius_err_nm);
    band.x.push_back(analysis.data.frames[i].at);
    band.y_low.push_back(size.radius_nm - whole);
    band.y_high.push_back(size.radius_nm + whole);
  }
  if (points.x.empty()) return;
  if (points.x.size() > 1) plot.curves.push_back(std::move(band));
  plot.curves.push_back(std::move(points));
}

Plot size_plot(const EmissionAnalysis& analysis, bool several) {
  Plot plot{.id = "sizes" + suffix(analysis, several),
            .title = "Radii by emission" + title_end(analysis, several),
            .caption = "From the middle of each line plus the Stokes shift, by " +
                       std::string(analysis.curve->source) +
                       ". Bars: error of the line; band: with the error of the Stokes shift.",
            .x = at_axis(analysis.data),
            .y = {"radius", "nm"}};
  for (int k = 0; k < analysis.tracks.populations; ++k)
    add_radii(analysis, static_cast<std::size_t>(k), plot);
  return plot;
}

Plot width_plot(const EmissionAnalysis& analysis, bool several) {
  Plot plot{.id = "widths" + suffix(analysis, several),
            .title = "Widths of the lines" + title_end(analysis, several),
            .caption = "Full width at half maximum: narrower where sizes focus.",
            .x = at_axis(analysis.data),
            .y = {"full width at half maximum", "meV"}};
  for (int k = 0; k < analysis.tracks.populations; ++k)
    add_course(analysis, static_cast<std::size_t>(k), &PopulationPoint::fwhm_meV,
               &PopulationPoint::fwhm_err_meV, plot);
  return plot;
}

Plot area_plot(const EmissionAnalysis& analysis, bool several) {
  Plot plot{.id = "areas" + suffix(analysis, several),
            .title = "Light of each population" + title_end(analysis, several),
            .caption =
                "Areas of the lines, in units of the signal. They are no numbers of particles: how brightly "
                "particles shine depends on their size and surface.",
            .x = at_axis(analysis.data),
            .y = {"area", ""}};
  for (int k = 0; k < analysis.tracks.populations; ++k)
    add_course(analysis, static_cast<std::size_t>(k), &PopulationPoint::area, &PopulationPoint::area_err,
               plot);
  return plot;
}

// --- emission against absorption --------------------------------------------------------------

Plot stokes_plot(const EmissionAnalysis& analysis, bool several) {
  Plot plot{.id = "stokes" + suffix(analysis, several),
            .title = "Stokes shift" + title_end(analysis, several),
            .caption = absorption_sentence(analysis) + " Line: the shift that radii are taken with.",
            .x = {"diameter by absorption", "nm"},
            .y = {"absorption minus emission", "meV"}};
  Curve model{
      .label = analysis.absorption->result ? "fitted" : "given", .mark = Mark::line, .color = fit_color};
  std::vector<const MatchedPair*> sorted;
  for (const MatchedPair& one : analysis.absorption->pairs) sorted.push_back(&one);
  std::ranges::sort(sorted, {}, [](const MatchedPair* one) { return one->pair.diameter_nm; });
  for (int k = 1; k <= analysis.tracks.populations; ++k) {
    Curve points{.label = population_label(static_cast<std::size_t>(k - 1)),
                 .mark = Mark::points,
                 .color = color_of(static_cast<std::size_t>(k - 1))};
    for (const MatchedPair* one : sorted) {
      if (one->population != k) continue;
      points.x.push_back(one->pair.diameter_nm);
      points.y.push_back(one->pair.shift_meV());
      points.y_error.push_back(one->pair.error_meV());
      points.notes.push_back(format_number(one->at) + " " + analysis.data.at_unit);
    }
    if (!points.x.empty()) plot.curves.push_back(std::move(points));
  }
  for (const MatchedPair* one : sorted) {
    model.x.push_back(one->pair.diameter_nm);
    model.y.push_back(analysis.stokes.shift_meV(one->pair.emission_eV, one->pair.diameter_nm));
  }
  plot.curves.push_back(std::move(model));
  return plot;
}

void add_plot(Plot plot, std::vector<Figure>& figures) {
  if (!plot.curves.empty()) figures.emplace_back(std::move(plot));
}

}  // namespace

std::vector<Figure> emission_figures(const EmissionAnalyses& analyses) {
  const bool several = analyses.size() > 1;
  std::vector<Figure> figures;
  for (const EmissionAnalysis& one : analyses) {
    figures.emplace_back(spectra_map(one, several));
    add_plot(size_plot(one, several), figures);
    if (one.absorption) add_plot(stokes_plot(one, several), figures);
    if (one.rows.size() < 2) continue;
    add_plot(width_plot(one, several), figures);
    add_plot(area_plot(one, several), figures);
  }
  const std::vector<RegimeAnalysis> regimes = regimes_of(analyses);
  if (regimes.empty()) return figures;
  for (Figure& figure : regime_figures(regimes)) figures.push_back(std::move(figure));
  return figures;
}

}  // namespace nacre::study
