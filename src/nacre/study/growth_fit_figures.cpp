// Figures of fits of a synthesis.
#include <algorithm>
#include <cmath>

#include "nacre/study/growth_fit_output.hpp"

namespace nacre::study {
namespace {

using growth::Observable;

constexpr std::size_t line_points = 300;
constexpr int grey = 7;
constexpr Observable observables[] = {Observable::radius, Observable::sigma, Observable::concentration,
                                      Observable::yield};

struct Words {
  const char* title;
  const char* label;
};
Words words_of(Observable observable) {
  if (observable == Observable::radius) return {"Mean radius", "mean radius"};
  if (observable == Observable::sigma) return {"Spread of the radii", "standard deviation"};
  if (observable == Observable::concentration) return {"Concentration of particles", "concentration"};
  return {"Yield", "yield"};
}

const growth::Series* series_of(const growth::Course& course, Observable observable) {
  for (const growth::Series& one : course.series)
    if (one.observable == observable) return &one;
  return nullptr;
}

// "523 K, exponent 4": what tells one line from the others.
std::string line_label(const GrowthFitAnalysis& analysis, std::size_t course) {
  std::string label = analysis.data.courses.size() > 1 ? analysis.data.courses[course].name : "";
  if (!analysis.slug.empty()) label += (label.empty() ? "" : ", ") + analysis.name;
  return label.empty() ? "fit" : label;
}

Curve measured_curve(const GrowthFitAnalysis& analysis, std::size_t index, const growth::Series& series,
                     int color) {
  const growth::Course& course = analysis.data.courses[index];
  Curve curve{.label = analysis.data.courses.size() > 1 ? "" : "measured",
              .mark = Mark::points,
              .color = color,
              .x = course.time_s,
              .y = series.values};
  if (analysis.data.errors_known) curve.y_error = series.errors;
  for (std::size_t i = 0; i < course.time_s.size(); ++i) curve.notes.push_back(course.name);
  return curve;
}

// From the first point on: earlier there are hardly any particles that had a radius.
Curve fitted_curve(const GrowthFitAnalysis& analysis, std::size_t index, Observable observable, int color) {
  Curve curve{.label = line_label(analysis, index), .mark = Mark::line, .color = color};
  const auto& times = analysis.data.courses[index].time_s;
  const double from_s = times.front(), to_s = times.back();
  for (std::size_t i = 0; i <= line_points; ++i) {
    const double share = static_cast<double>(i) / line_points;
    const double time_s = from_s + (to_s - from_s) * share * share;  // dense where things change
    const double value = growth::observed(analysis.trajectories[index].at(time_s), observable);
    if (!std::isfinite(value)) continue;
    curve.x.push_back(time_s);
    curve.y.push_back(value);
  }
  return curve;
}

Plot course_plot(const std::vector<GrowthFitAnalysis>& analyses, Observable observable) {
  const ObservableCard& card = card_of(observable);
  const Words words = words_of(observable);
  Plot plot{.id = "fit-" + std::string(card.name),
            .title = words.title,
            .caption =
                "Points: measured, with their standard errors where known. Lines: the best fit, simulated "
                "as [solver] says.",
            .x = {"time", "s"},
            .y = {words.label, std::string(card.unit)}};
  int color = 0;
  for (std::size_t a = 0; a < analyses.size(); ++a)
    for (std::size_t i = 0; i < analyses[a].data.courses.size(); ++i, ++color) {
      const growth::Series* series = series_of(analyses[a].data.courses[i], observable);
      if (series == nullptr) continue;
      if (a == 0) plot.curves.push_back(measured_curve(analyses[a], i, *series, color));
      plot.curves.push_back(fitted_curve(analyses[a], i, observable, color));
    }
  return plot;
}

Curve residual_curve(const GrowthFitAnalysis& analysis, std::size_t index, const growth::Series& series) {
  const growth::Course& course = analysis.data.courses[index];
  Curve curve{.label = index == 0 ? std::string(card_of(series.observable).name) : "",
              .mark = Mark::points,
              .color = static_cast<int>(series.observable)};
  for (std::size_t i = 0; i < course.time_s.size(); ++i) {
    const double fit = growth::observed(analysis.trajectories[index].at(course.time_s[i]), series.observable);
    const double residual = (fit - series.values[i]) / (series.errors[i] * analysis.error_scale());
    if (!std::isfinite(residual)) continue;
    curve.x.push_back(course.time_s[i]);
    curve.y.push_back(residual);
    curve.notes.push_back(course.name);
  }
  return curve;
}

std::string suffix(const GrowthFitAnalysis& analysis) {
  return analysis.slug.empty() ? "" : "-" + analysis.slug;
}
std::string title_end(const GrowthFitAnalysis& analysis) {
  return analysis.slug.empty() ? "" : ", " + analysis.name;
}

Plot residual_plot(const GrowthFitAnalysis& analysis) {
  Plot plot{
      .id = "residuals" + suffix(analysis),
      .title = "Residuals" + title_end(analysis),
      .caption =
          "Fit minus measured in standard errors. About two thirds should lie within 1, without a trend.",
      .x = {"time", "s"},
      .y = {"(fit − measured) / σ", ""}};
  double last = 0;
  for (const growth::Course& course : analysis.data.courses) last = std::max(last, course.time_s.back());
  plot.curves.push_back({.mark = Mark::line, .color = grey, .x = {0, last}, .y = {0, 0}});
  for (std::size_t i = 0; i < analysis.data.courses.size(); ++i)
    for (const growth::Series& series : analysis.data.courses[i].series) {
      Curve curve = residual_curve(analysis, i, series);
      if (!curve.x.empty()) plot.curves.push_back(std::move(curve));
    }
  return plot;
}

// Nothing where a parameter is not determined: its correlations are no numbers.
void add_correlations(const GrowthFitAnalysis& analysis, std::vector<Figure>& figures) {
  const FitSummary summary = growth::summarize(analysis.fit);
  if (summary.free_names.size() < 2) return;
  for (const double one : summary.correlations)
    if (!std::isfinite(one)) return;
  figures.emplace_back(CorrelationMap{.id = "correlations" + suffix(analysis),
                                      .title = "Correlations of the parameters" + title_end(analysis),
                                      .caption =
                                          "From the covariance of the fit. Near 1 or -1 the data tell one "
                                          "combination of two parameters only.",
                                      .names = summary.free_names,
                                      .values = summary.correlations});
}

bool is_measured(const GrowthFitAnalysis& analysis, Observable observable) {
  for (const growth::Course& course : analysis.data.courses)
    if (series_of(course, observable) != nullptr) return true;
  return false;
}

}  // namespace

std::vector<Figure> growth_fit_figures(const std::vector<GrowthFitAnalysis>& analyses) {
  std::vector<Figure> figures;
  for (const Observable observable : observables)
    if (is_measured(analyses.front(), observable)) figures.emplace_back(course_plot(analyses, observable));
  for (const GrowthFitAnalysis& one : analyses) figures.emplace_back(residual_plot(one));
  for (const GrowthFitAnalysis& one : analyses) add_correlations(one, figures);
  return figures;
}

}  // namespace nacre::study
