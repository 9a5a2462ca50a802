// Figures of saxs studies: a single curve with its residuals, or the map of a series and its parameters over
// time.
#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/saxs_output.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t map_rows = 240, map_columns = 300, most_frames = 160, frame_points = 250,
                      most_points = 800, course_points = 200;
constexpr int data_color = 0, fit_color = 1, second_color = 2, third_color = 3;

std::string suffix_of(const std::vector<SaxsAnalysis>& analyses, std::size_t c) {
  return analyses.size() > 1 ? "-" + std::to_string(c + 1) : "";
}

std::string title_of(const SaxsAnalysis& analysis, const std::string& title) {
  std::string text = title;
  for (const auto& [name, value] : analysis.one->label)
    text += ", " + (std::holds_alternative<std::string>(value)
                        ? std::get<std::string>(value)
                        : name + " " + format_number(std::get<double>(value)));
  return text;
}

// Where intensities are not all positive, a logarithmic axis would lose them.
bool mostly_positive(const scattering::Pattern& pattern) {
  const auto n = std::ranges::count_if(pattern.intensity, [](double y) { return y > 0; });
  return static_cast<double>(n) > 0.95 * static_cast<double>(pattern.intensity.size());
}

Axis q_axis(const scattering::Pattern& pattern) { return {"q", "1/nm", pattern.q_per_nm.front() > 0}; }

// Points, fit and residuals of one frame, thinned.
std::vector<Curve> frame_curves(const ShownFrame& frame, std::size_t most) {
  Curve data{.label = "data", .mark = Mark::points, .color = data_color};
  Curve fit{.label = "fit", .mark = Mark::line, .color = fit_color};
  for (const std::size_t i : thinned(frame.fit.size(), most)) {
    data.x.push_back(frame.pattern.q_per_nm[i]);
    data.y.push_back(frame.pattern.intensity[i]);
    data.y_error.push_back(frame.pattern.sigma[i]);
  }
  for (const std::size_t i : thinned(frame.fit.size(), 2 * most)) {
    fit.x.push_back(frame.pattern.q_per_nm[i]);
    fit.y.push_back(frame.fit[i]);
  }
  return {std::move(data), std::move(fit)};
}

Curve residual_curve(const ShownFrame& frame, std::size_t most) {
  Curve curve{.label = "residuals", .mark = Mark::points, .color = data_color};
  for (const std::size_t i : thinned(frame.fit.size(), most)) {
    curve.x.push_back(frame.pattern.q_per_nm[i]);
    curve.y.push_back((frame.pattern.intensity[i] - frame.fit[i]) / frame.pattern.sigma[i]);
  }
  return curve;
}

// --- a single curve ---------------------------------------------------------------------------

void add_single(const SaxsAnalysis& analysis, const std::string& suffix, std::vector<Figure>& figures) {
  if (analysis.shown.empty()) return;
  const ShownFrame& frame = analysis.shown.front();
  figures.emplace_back(Plot{.id = "curve" + suffix,
                            .title = title_of(analysis, "Scattering curve and fit"),
                            .caption = "Data after treatment with standard errors, and the fit: " +
                                       analysis.saxs.words + ". " + analysis.data.subtraction_statement,
                            .x = q_axis(frame.pattern),
                            .y = {"intensity", "1/cm", mostly_positive(frame.pattern)},
                            .curves = frame_curves(frame, most_points)});
  figures.emplace_back(
      Plot{.id = "residuals" + suffix,
           .title = title_of(analysis, "Residuals"),
           .caption = "Data less fit, in standard errors: without structure where the model holds.",
           .x = q_axis(frame.pattern),
           .y = {"(data - fit) / error", ""},
           .curves = {residual_curve(frame, most_points)}});
  for (const FitSummary& fit : analysis.fits)
    if (fit.free_names.size() > 1)
      figures.emplace_back(CorrelationMap{.id = "correlations" + suffix,
                                          .title = title_of(analysis, "Correlations of the parameters"),
                                          .caption = "Near 1 or -1 two parameters cannot be told apart.",
                                          .names = fit.free_names,
                                          .values = fit.correlations});
}

// --- a series ---------------------------------------------------------------------------------

Axis series_axis(const SaxsAnalysis& analysis) {
  if (!analysis.shown_at_times) return {"frame", ""};
  return {analysis.data.at_name, analysis.data.at_unit};
}

std::string note_of(const SaxsAnalysis& analysis, const ShownFrame& frame) {
  const FrameRecord& record = analysis.record(frame.index);
  return record.name + ": reduced chi2 " + format_rounded(record.chi2_reduced) +
         (record.status == FrameStatus::ok ? "" : ", " + to_string(record.status));
}

void fill_map(const SaxsAnalysis& analysis, FrameMap& map) {
  const std::vector<double>& q = analysis.shown.front().pattern.q_per_nm;
  for (const std::size_t i : thinned(q.size(), map_columns)) map.map_x.push_back(q[i]);
  for (const std::size_t k : thinned(analysis.shown.size(), map_rows)) {
    const ShownFrame& frame = analysis.shown[k];
    map.map_at.push_back(frame.at);
    const std::vector<double>& grid = frame.pattern.q_per_nm;
    for (const double x : map.map_x) {
      const bool inside = x >= grid.front() && x <= grid.back();
      const double y = inside ? scattering::interpolate(frame.pattern, x).value : no_value;
      map.map_values.push_back(y > 0 || !map.y.logarithmic ? y : no_value);
    }
  }
}

FrameMap map_of(const SaxsAnalysis& analysis, const std::string& suffix) {
  const ShownFrame& first = analysis.shown.front();
  FrameMap map{.id = "frames" + suffix,
               .title = title_of(analysis, "The series and its fits"),
               .caption = "Intensity of every frame, and one frame with its fit and residuals: " +
                          analysis.saxs.words + ". " + analysis.data.subtraction_statement,
               .x = q_axis(first.pattern),
               .y = {"intensity", "1/cm", mostly_positive(analysis.shown.back().pattern)},
               .slider = series_axis(analysis)};
  fill_map(analysis, map);
  for (const std::size_t k : thinned(analysis.shown.size(), most_frames)) {
    const ShownFrame& frame = analysis.shown[k];
    map.frames.push_back({.at = frame.at, .curves = frame_curves(frame, frame_points)});
    map.residuals.push_back({.at = frame.at, .curves = {residual_curve(frame, frame_points)}});
    map.notes.push_back(note_of(analysis, frame));
  }
  return map;
}

// Points of one derived quantity with the smooth curve and its band.
void add_course(const SaxsCourse& course, const std::string& label, int color, Plot& plot) {
  const auto& points = course.points;
  Curve marks{.label = label, .mark = Mark::points, .color = color};
  for (const std::size_t i : thinned(points.time_s.size(), course_points)) {
    marks.x.push_back(points.time_s[i]);
    marks.y.push_back(points.value[i]);
    marks.y_error.push_back(points.error[i]);
  }
  plot.curves.push_back(std::move(marks));
  if (course.curve) {
    Curve band{.mark = Mark::band, .color = fit_color};
    Curve line{.label = "smooth curve", .mark = Mark::line, .color = fit_color};
    constexpr int steps = 240;
    for (int i = 0; i <= steps; ++i) {
      const double share = (std::exp(5.0 * i / steps) - 1) / (std::exp(5.0) - 1);
      const double at = course.curve->first_s() + share * (course.curve->last_s() - course.curve->first_s());
      const double y = course.curve->at(at), error = course.curve->error_at(at);
      line.x.push_back(at);
      line.y.push_back(y);
      band.x.push_back(at);
      band.y_low.push_back(y - error);
      band.y_high.push_back(y + error);
    }
    plot.curves.push_back(std::move(band));
    plot.curves.push_back(std::move(line));
  }
}

// A vertical line from the bottom of the data to a level.
void add_moment(double at, double level, const std::string& label, int color, Plot& plot) {
  if (std::isfinite(at))
    plot.curves.push_back(
        {.label = label, .mark = Mark::dashed, .color = color, .x = {at, at}, .y = {0, level}});
}

void add_moments(const SaxsAnalysis& analysis, const SaxsCourse& course, Plot& plot) {
  if (!course.complete) return;
  const std::string percent = format_rounded(100 * analysis.kinetics.share) + " %";
  const double level = course.complete->reference.value;
  add_moment(course.complete->arrival.value, level, percent + " reached", second_color, plot);
  if (course.name == "concentration")
    add_moment(course.complete->onset.value, level, "ripening from here", third_color, plot);
}

void add_parameter(const SaxsAnalysis& analysis, const std::string& name, const std::string& title,
                   const std::string& caption, const std::string& suffix, std::vector<Figure>& figures) {
  const SaxsCourse* course = analysis.kinetics.find(name);
  if (course == nullptr || course->points.time_s.size() < 2) return;
  std::string slug = name;
  std::ranges::replace(slug, '_', '-');
  const DerivedQuantity& derived = analysis.derived.names()[*analysis.derived.find(name)];
  Plot plot{.id = slug + suffix,
            .title = title_of(analysis, title),
            .caption = caption,
            .x = {analysis.data.at_name, analysis.data.at_unit},
            .y = {name, derived.unit}};
  std::ranges::replace(plot.y.label, '_', ' ');
  add_course(*course, plot.y.label, data_color, plot);
  add_moments(analysis, *course, plot);
  figures.emplace_back(std::move(plot));
}

void add_quality(const SaxsAnalysis& analysis, const std::string& suffix, std::vector<Figure>& figures) {
  Plot plot{.id = "chi2" + suffix,
            .title = title_of(analysis, "Quality of the fits"),
            .caption =
                analysis.data.errors_known
                    ? "Reduced chi2 of each frame: 1 where the model holds and errors are right."
                    : "Reduced chi2 of each frame with the weights as errors: its trend tells, not its size.",
            .x = series_axis(analysis),
            .y = {"reduced chi2", ""}};
  Curve curve{.label = "frames", .mark = Mark::points, .color = data_color};
  const auto& records = analysis.series.records;
  for (const std::size_t i : thinned(records.size(), most_points)) {
    if (!(records[i].chi2_reduced > 0)) continue;
    curve.x.push_back(analysis.shown_at_times ? records[i].at : static_cast<double>(i + 1));
    curve.y.push_back(records[i].chi2_reduced);
  }
  if (curve.x.size() < 2) return;
  plot.curves.push_back(std::move(curve));
  figures.emplace_back(std::move(plot));
}

void add_series(const SaxsAnalysis& analysis, const std::string& suffix, std::vector<Figure>& figures) {
  if (!analysis.shown.empty()) figures.emplace_back(map_of(analysis, suffix));
  const std::string size(analysis.saxs.model->parameters()[0].name);
  const std::string smooth =
      "Points: fits of single frames with standard errors. Line and band: smooth curve through "
      "them (penalised splines) and its error.";
  add_parameter(analysis, size, "Mean " + size, smooth, suffix, figures);
  add_parameter(analysis, "sigma", "Width of the size distribution", smooth, suffix, figures);
  add_parameter(analysis, "dispersity", "Dispersity", smooth, suffix, figures);
  const std::string moments = smooth + " Dashed: when it is complete, and when it falls again.";
  add_parameter(analysis, "concentration", "Concentration of particles", moments, suffix, figures);
  const SaxsCourse* solid = analysis.kinetics.solid();
  if (solid != nullptr)
    add_parameter(analysis, solid->name, solid->name == "yield" ? "Yield" : "Volume of particles", moments,
                  suffix, figures);
  for (const char* name : {"radius_2", "concentration_2"})
    add_parameter(analysis, name, std::string(name) == "radius_2" ? "Second radius" : "Second concentration",
                  smooth, suffix, figures);
  add_quality(analysis, suffix, figures);
}

}  // namespace

std::vector<Figure> saxs_figures(const std::vector<SaxsAnalysis>& analyses) {
  std::vector<Figure> figures;
  for (std::size_t c = 0; c < analyses.size(); ++c) {
    if (analyses[c].data.is_series())
      add_series(analyses[c], suffix_of(analyses, c), figures);
    else
      add_single(analyses[c], suffix_of(analyses, c), figures);
  }
  return figures;
}

}  // namespace nacre::study
