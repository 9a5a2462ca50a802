// Figures of an absorption study.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/absorption_analysis.hpp"

namespace nacre::study {
namespace {

using spectra::Measured;

constexpr std::size_t most_rows = 300;
constexpr std::size_t most_columns = 400;
constexpr std::size_t most_frames = 200;
constexpr std::size_t most_curves = 10;
constexpr int line_points = 160;
constexpr int data_color = 0, fit_color = 1, second_color = 2, yield_color = 3, concentration_color = 2;

// Titles and ids of one series among several.
struct Naming {
  bool several = false;

  std::string id(const char* stem, const AbsorptionAnalysis& one) const {
    return several ? std::string(stem) + "-" + one.slug : stem;
  }
  std::string title(const char* words, const AbsorptionAnalysis& one) const {
    return several ? std::string(words) + ", " + one.name : words;
  }
};

Axis at_axis(const AbsorptionData& data) { return {data.at_name, data.at_unit}; }
const Axis wavelength_axis{"wavelength", "nm"};

std::vector<const AbsorptionFrame*> frames_where(const AbsorptionAnalysis& one, bool with_peak) {
  std::vector<const AbsorptionFrame*> list;
  for (const AbsorptionFrame& frame : one.frames)
    if (frame.usable && (!with_peak || frame.has_peak())) list.push_back(&frame);
  return list;
}

Curve spectrum_curve(const AbsorptionAnalysis& one, const AbsorptionFrame& frame, Curve curve) {
  for (const std::size_t i : thinned(one.data.wavelength_nm.size(), most_columns)) {
    curve.x.push_back(one.data.wavelength_nm[i]);
    curve.y.push_back(frame.absorbance[i]);
  }
  return curve;
}

Curve peak_marks(const AbsorptionFrame& frame, int color) {
  Curve curve{.label = "first exciton", .mark = Mark::points, .color = color};
  const std::vector<double>& p = frame.peak.result.values;
  for (const PopulationSize& size : frame.sizes) {
    const auto& x = frame.peak.wavelength_nm;
    const auto at = static_cast<std::size_t>(std::ranges::lower_bound(x, size.peak_nm.value) - x.begin());
    const std::size_t i = std::min(at, x.size() - 1);
    if (p.empty()) continue;
    curve.x.push_back(size.peak_nm.value);
    curve.y.push_back(frame.peak.fitted[i]);
    curve.notes.push_back(format_with_uncertainty(size.peak_nm.value, size.peak_nm.error) + " nm");
  }
  return curve;
}

// --- the series
// -----------------------------------------------------------------------------------------------

FilmFrame film_frame(const AbsorptionAnalysis& one, const AbsorptionFrame& frame, bool fitted) {
  FilmFrame out{.at = frame.raw->at};
  out.curves.push_back(
      spectrum_curve(one, frame, {.label = "spectrum", .mark = Mark::points, .color = data_color}));
  if (!fitted) return out;
  const spectra::ExcitonFit& fit = frame.peak;
  out.curves.push_back(
      {.label = "fit", .mark = Mark::line, .color = fit_color, .x = fit.wavelength_nm, .y = fit.fitted});
  out.curves.push_back({.label = "without the first exciton",
                        .mark = Mark::dashed,
                        .color = fit_color,
                        .x = fit.wavelength_nm,
                        .y = fit.background});
  out.curves.push_back(peak_marks(frame, second_color));
  return out;
}

FilmFrame residual_frame(const AbsorptionAnalysis& one, const AbsorptionFrame& frame) {
  FilmFrame out{.at = frame.raw->at,
                .curves = {{.label = "residual", .mark = Mark::points, .color = data_color}}};
  const std::vector<double>& x = one.data.wavelength_nm;
  const spectra::ExcitonFit& fit = frame.peak;
  const auto first =
      static_cast<std::size_t>(std::ranges::lower_bound(x, fit.wavelength_nm.front() - 1e-6) - x.begin());
  for (std::size_t i = 0; i < fit.wavelength_nm.size(); ++i) {
    out.curves[0].x.push_back(fit.wavelength_nm[i]);
    out.curves[0].y.push_back((frame.absorbance[first + i] - fit.fitted[i]) / frame.raw->sigma);
  }
  return out;
}

std::string frame_note(const AbsorptionFrame& frame) {
  std::string note = frame.raw->name;
  if (!frame.has_peak()) return note;
  const PopulationSize& size = frame.sizes.front();
  note += ": first exciton " + format_with_uncertainty(size.peak_nm.value, size.peak_nm.error) + " nm";
  if (std::isfinite(size.diameter_nm.value))
    note += ", radius " +
            format_with_uncertainty(0.5 * size.diameter_nm.value, 0.5 * size.diameter_nm.error) + " nm";
  return note;
}

void fill_map(const AbsorptionAnalysis& one, FrameMap& map) {
  const auto columns = thinned(one.data.wavelength_nm.size(), most_columns);
  for (const std::size_t i : columns) map.map_x.push_back(one.data.wavelength_nm[i]);
  for (const std::size_t k : thinned(one.frames.size(), most_rows)) {
    const AbsorptionFrame& frame = one.frames[k];
    if (std::isnan(frame.raw->at)) continue;
    if (!map.map_at.empty() && !(frame.raw->at > map.map_at.back()))
      continue;  // a second spectrum at one time
    map.map_at.push_back(frame.raw->at);
    for (const std::size_t i : columns)
      map.map_values.push_back(frame.usable ? frame.absorbance[i] : no_value);
  }
}

FrameMap series_map(const AbsorptionAnalysis& one, const Naming& naming) {
  const bool fitted = one.plan.find_peaks;
  FrameMap map{
      .id = naming.id("series", one),
      .title = naming.title("Spectra of the series", one),
      .caption = fitted
                     ? "Below: one spectrum with the Gaussians in energy that place its first exciton; the "
                       "dashed curve is what is not the first exciton. Spectra without one have a row "
                       "in the map alone."
                     : "Below: one spectrum of the series.",
      .x = wavelength_axis,
      .y = {"absorbance", ""},
      .slider = at_axis(one.data)};
  fill_map(one, map);
  const auto shown = frames_where(one, fitted);
  for (const std::size_t k : thinned(shown.size(), most_frames)) {
    if (!map.frames.empty() && !(shown[k]->raw->at > map.frames.back().at)) continue;
    map.frames.push_back(film_frame(one, *shown[k], fitted));
    if (fitted) map.residuals.push_back(residual_frame(one, *shown[k]));
    map.notes.push_back(frame_note(*shown[k]));
  }
  return map;
}

Plot spectra_plot(const AbsorptionAnalysis& one, const Naming& naming) {
  Plot plot{.id = naming.id("spectra", one),
            .title = naming.title("Spectra", one),
            .caption = std::string("After baseline; earlier ones paler.") +
                       (one.plan.find_peaks ? " Points: first excitons." : ""),
            .x = wavelength_axis,
            .y = {"absorbance", ""}};
  const auto shown = frames_where(one, false);
  const auto picked = thinned(shown.size(), most_curves);
  for (std::size_t k = 0; k < picked.size(); ++k) {
    const AbsorptionFrame& frame = *shown[picked[k]];
    const double shade = picked.size() == 1
                             ? 1
                             : 0.25 + 0.75 * static_cast<double>(k) / static_cast<double>(picked.size() - 1);
    const bool ends = k == 0 || k + 1 == picked.size();
    plot.curves.push_back(spectrum_curve(
        one, frame,
        {.label = ends ? frame.raw->name : "", .mark = Mark::line, .color = data_color, .shade = shade}));
  }
  Curve marks{.label = "first exciton", .mark = Mark::points, .color = fit_color};
  for (const std::size_t k : picked) {
    if (!shown[k]->has_peak()) continue;
    const Curve of_one = peak_marks(*shown[k], fit_color);
    marks.x.insert(marks.x.end(), of_one.x.begin(), of_one.x.end());
    marks.y.insert(marks.y.end(), of_one.y.begin(), of_one.y.end());
    marks.notes.insert(marks.notes.end(), of_one.notes.begin(), of_one.notes.end());
  }
  if (!marks.x.empty()) plot.curves.push_back(std::move(marks));
  return plot;
}

// --- one spectrum
// -----------------------------------------------------------------------------------------------

Plot fit_plot(const AbsorptionAnalysis& one, const AbsorptionFrame& frame, const Naming& naming) {
  Plot plot{
      .id = naming.id("fit", one),
      .title = naming.title("The first exciton", one),
      .caption = "Gaussians in energy within the window of the fit; dashed: what is not the first exciton.",
      .x = wavelength_axis,
      .y = {"absorbance", ""}};
  plot.curves = film_frame(one, frame, true).curves;
  return plot;
}

// The middle one of the spectra with a peak.
Plot derivative_plot(const AbsorptionAnalysis& one, const AbsorptionFrame& frame, const Naming& naming) {
  Plot plot{
      .id = naming.id("derivative", one),
      .title = naming.title("Second derivative", one),
      .caption =
          "Of " + frame.raw->name + ", by cubics over " + format_rounded(2 * frame.peak.half_width_nm, 3) +
          " nm (Savitzky and Golay). First excitons are looked for at its minima from the long-wavelength "
          "side on; dashed: five times the noise.",
      .x = wavelength_axis,
      .y = {"second derivative of the absorbance", "1/nm2"}};
  Curve curve{.label = "second derivative", .mark = Mark::line, .color = data_color};
  for (const std::size_t i : thinned(one.data.wavelength_nm.size(), most_columns)) {
    curve.x.push_back(one.data.wavelength_nm[i]);
    curve.y.push_back(frame.peak.derivative[i]);
  }
  Curve minima{.label = "minimum", .mark = Mark::points, .color = fit_color};
  for (const double at : frame.peak.minima_nm) {
    const auto& x = one.data.wavelength_nm;
    const auto i = static_cast<std::size_t>(std::ranges::lower_bound(x, at - 1e-9) - x.begin());
    minima.x.push_back(at);
    minima.y.push_back(frame.peak.derivative[std::min(i, x.size() - 1)]);
  }
  const double level = -5 * frame.peak.derivative_noise;
  Curve noise{
      .mark = Mark::dashed, .color = fit_color, .x = {curve.x.front(), curve.x.back()}, .y = {level, level}};
  plot.curves = {std::move(curve), std::move(noise), std::move(minima)};
  return plot;
}

// --- against time
// -----------------------------------------------------------------------------------------------

template <typename Pick>
Curve course(const AbsorptionAnalysis& one, const Pick& pick, Curve curve) {
  curve.mark = Mark::points;
  for (const AbsorptionFrame& frame : one.frames) {
    if (!frame.ok()) continue;
    const std::optional<Measured> value = pick(frame);
    if (!value || !std::isfinite(value->value)) continue;
    curve.x.push_back(frame.raw->at);
    curve.y.push_back(value->value);
    curve.y_error.push_back(std::isfinite(value->error) ? value->error : 0);
    curve.notes.push_back(frame.raw->name);
  }
  return curve;
}

std::optional<Measured> radius_of(const AbsorptionFrame& frame, std::size_t k) {
  if (frame.sizes.size() <= k) return {};
  const Measured& d = frame.sizes[k].diameter_nm;
  return Measured{0.5 * d.value, 0.5 * d.error};
}

Plot radius_plot(const AbsorptionAnalysis& one, const Naming& naming) {
  const bool sized = one.plan.sizing.has_value();
  Plot plot{.id = naming.id("radius", one),
            .title = naming.title(sized ? "Radius" : "First exciton", one),
            .caption = sized ? "By the sizing curve " + std::string(one.plan.sizing->curve().name) +
                                   "; bars: standard errors of the fits, without that of the curve."
                             : "Places of the first excitons with their standard errors.",
            .x = at_axis(one.data),
            .y = sized ? Axis{"radius", "nm"} : Axis{"first exciton", "nm"}};
  for (std::size_t k = 0; k < static_cast<std::size_t>(one.plan.peak.populations); ++k) {
    const auto pick = [&](const AbsorptionFrame& frame) {
      if (sized) return radius_of(frame, k);
      return frame.sizes.size() > k ? std::optional<Measured>(frame.sizes[k].peak_nm) : std::nullopt;
    };
    Curve curve = course(
        one, pick, {.label = k == 0 ? "" : "second population", .color = k == 0 ? data_color : second_color});
    if (!curve.x.empty()) plot.curves.push_back(std::move(curve));
  }
  return plot;
}

// A fitted course, its 98 % and the line in time where it gets there.
template <typename At>
void add_fit(const spectra::YieldKinetics& fit, const At& at, double t98_s, int color, Plot& plot) {
  const double first = fit.model.start_s, last = std::max(fit.points.back().time_s, first + 1.05 * t98_s);
  Curve line{.label = "fit", .mark = Mark::line, .color = color};
  for (int i = 0; i <= line_points; ++i) {
    const double u = static_cast<double>(i) / line_points;
    line.x.push_back(first + (last - first) * u * u);  // denser where it is steep
    line.y.push_back(at(line.x.back()));
  }
  const double top = at(first + t98_s);
  plot.curves.push_back(std::move(line));
  plot.curves.push_back({.label = "98 % at " + format_rounded(t98_s, 3) + " s",
                         .mark = Mark::dashed,
                         .color = color,
                         .x = {first + t98_s, first + t98_s},
                         .y = {0, top}});
}

Plot yield_plot(const AbsorptionAnalysis& one, const Naming& naming) {
  const bool fraction = one.yields_are_fractions();
  Plot plot{.id = naming.id("yield", one),
            .title = naming.title(fraction ? "Volume fraction" : "Yield", one),
            .caption = one.kinetics
                           ? "Line: generation of monomer of order " +
                                 format_number(one.kinetics->model.order) +
                                 " in the precursor; dashed: where it reaches 98 % of its final value."
                           : "From the absorbance; bars: standard errors without that of the coefficient.",
            .x = at_axis(one.data),
            .y = {fraction ? "volume fraction of particles" : "yield", ""}};
  const auto pick = [](const AbsorptionFrame& f) {
    return f.amount ? std::optional<Measured>(f.yield.value_or(f.amount->volume_fraction)) : std::nullopt;
  };
  plot.curves.push_back(course(one, pick, {.label = "measured", .color = yield_color}));
  if (one.kinetics)
    add_fit(
        *one.kinetics, [&](double t) { return one.kinetics->yield_at(t); }, one.kinetics->t98_yield_s.value,
        yield_color, plot);
  return plot;
}

Plot concentration_plot(const AbsorptionAnalysis& one, const Naming& naming) {
  Plot plot{.id = naming.id("concentration", one),
            .title = naming.title("Concentration of particles", one),
            .caption = one.kinetics
                           ? "Line: exponential build-up; dashed: where it reaches 98 % of its final value. "
                             "Figure 2c of Prins et al. 2021."
                           : "Volume fraction over the mean volume of a particle.",
            .x = at_axis(one.data),
            .y = {"concentration of particles", "umol/L"}};
  const auto pick = [](const AbsorptionFrame& f) {
    return f.amount ? std::optional<Measured>(f.amount->concentration_uM) : std::nullopt;
  };
  plot.curves.push_back(course(one, pick, {.label = "measured", .color = concentration_color}));
  if (one.kinetics)
    add_fit(
        *one.kinetics, [&](double t) { return one.kinetics->concentration_uM_at(t); },
        one.kinetics->t98_concentration_s.value, concentration_color, plot);
  return plot;
}

// --- dilution
// -------------------------------------------------------------------------------------------------

Plot dilution_plot(const std::vector<AbsorptionAnalysis>& analyses) {
  Plot plot{.id = "dilution",
            .title = "Absorbance against concentration",
            .caption = "Straight lines fitted to each series; a curvature is tested for beside them.",
            .x = {"relative concentration", ""},
            .y = {"absorbance", ""}};
  for (std::size_t i = 0; i < analyses.size(); ++i) {
    if (!analyses[i].dilution) continue;
    const spectra::DilutionSeries& fit = *analyses[i].dilution;
    const int color = static_cast<int>(i);
    Curve points{.label = analyses[i].name, .mark = Mark::points, .color = color};
    double last = 0;
    for (const spectra::DilutionPoint& one : fit.points) {
      points.x.push_back(one.relative);
      points.y.push_back(one.absorbance.value);
      if (fit.errors_known) points.y_error.push_back(one.absorbance.error);
      last = std::max(last, one.relative);
    }
    plot.curves.push_back(std::move(points));
    plot.curves.push_back({.mark = Mark::line,
                           .color = color,
                           .x = {0, last},
                           .y = {fit.intercept.value, fit.intercept.value + fit.slope.value * last}});
  }
  return plot;
}

void add_series(const AbsorptionAnalysis& one, const Naming& naming, std::vector<Figure>& figures) {
  const auto peaks = frames_where(one, true);
  const bool series = one.frames.size() > 1;
  if (series && (!one.plan.find_peaks || !peaks.empty())) figures.emplace_back(series_map(one, naming));
  figures.emplace_back(spectra_plot(one, naming));
  if (!series && !peaks.empty()) figures.emplace_back(fit_plot(one, *peaks.front(), naming));
  if (series && one.plan.find_peaks) {
    Plot radius = radius_plot(one, naming);
    if (!radius.curves.empty()) figures.emplace_back(std::move(radius));
  }
  if (series && one.plan.amount) {
    if (one.plan.peak.populations < 2) figures.emplace_back(concentration_plot(one, naming));
    figures.emplace_back(yield_plot(one, naming));
  }
  if (!peaks.empty()) figures.emplace_back(derivative_plot(one, *peaks[peaks.size() / 2], naming));
}

}  // namespace

std::vector<Figure> absorption_figures(const std::vector<AbsorptionAnalysis>& analyses) {
  const Naming naming{analyses.size() > 1};
  std::vector<Figure> figures;
  if (std::ranges::any_of(analyses, [](const AbsorptionAnalysis& one) { return one.dilution.has_value(); }))
    figures.emplace_back(dilution_plot(analyses));
  for (const AbsorptionAnalysis& one : analyses) add_series(one, naming, figures);
  return figures;
}

}  // namespace nacre::study
