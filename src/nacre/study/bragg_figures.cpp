#include "nacre/study/bragg_figures.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/peak_requests.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_frames = 160;
constexpr int stick_color = 3;

std::string suffix_of(const BraggAnalyses& analyses, std::size_t c) {
  return analyses.size() > 1 ? "-" + std::to_string(c + 1) : "";
}

std::string title_of(const BraggAnalyses& analyses, std::size_t c, const std::string& title) {
  return analyses.size() > 1 ? title + ", " + analyses[c].name : title;
}

bool mostly_positive(const scattering::LineCurve& curve) {
  const auto n = std::ranges::count_if(curve.y, [](double y) { return y > 0; });
  return static_cast<double>(n) > 0.95 * static_cast<double>(curve.y.size());
}

// The places of the lattice in the range, from the bottom of the plot up by its weight per q^2.
Curve lattice_sticks(const BraggFrame& frame, bool logarithmic) {
  const scattering::LatticeVerdict& lattice = *frame.lattice();
  const auto& curve = frame.curve;
  const auto reflections = scattering::lattice_reflections(*scattering::find_assembly_lattice(lattice.name),
                                                           curve.x.back() * lattice.a_A / (2 * M_PI));
  double low = 1e300, high = -1e300;
  for (const double y : curve.y)
    if (!logarithmic || y > 0) low = std::min(low, y), high = std::max(high, y);
  std::vector<double> x, strength, height;
  for (const auto& one : reflections) {
    const double q = 2 * M_PI * one.ratio / lattice.a_A;
    if (q < curve.x.front()) continue;
    x.push_back(q);
    strength.push_back(one.weight / (one.ratio * one.ratio));
  }
  const double most = strength.empty() ? 1 : *std::ranges::max_element(strength);
  for (const double one : strength) {
    const double share = 0.4 * one / most;
    height.push_back(logarithmic ? low * std::pow(high / low, share) : low + share * (high - low));
  }
  return sticks({.label = "places of " + lattice.name, .color = stick_color}, x, height, low);
}

std::string peak_words(const BraggFrame& frame) {
  std::string text;
  for (std::size_t k = 0; k < frame.found.fit.lines.size(); ++k)
    text += (k ? ", " : "") +
            format_with_uncertainty(frame.found.fit.lines[k].center, frame.found.fit.errors[k].center);
  return text.empty() ? "No peak stands out." : "Peaks at " + text + " 1/A.";
}

std::string verdict_words(const BraggFrame& frame) {
  if (!frame.lattice()) return "";
  const auto& best = *frame.lattice();
  return " Sticks: reflections of " + best.name + ", a = " + format_with_uncertainty(best.a_A, best.a_error) +
         " A, as high as multiplicity / q^2; every reflection up to the end of the curve is drawn.";
}

void add_single(const BraggAnalyses& analyses, std::size_t c, std::vector<Figure>& figures) {
  const BraggFrame& frame = analyses[c].frames.front();
  if (!frame.used()) return;
  const bool logarithmic = mostly_positive(frame.curve);
  std::vector<Curve> curves = peak_curves(frame.curve, frame.found.fit, frame.model);
  if (frame.lattice()) curves.push_back(lattice_sticks(frame, logarithmic));
  figures.emplace_back(Plot{.id = "curve" + suffix_of(analyses, c),
                            .title = title_of(analyses, c, "Curve, peaks and the best lattice"),
                            .caption = peak_words(frame) + verdict_words(frame),
                            .x = {"q", "1/A"},
                            .y = {"intensity", analyses[c].data.intensity_unit, logarithmic},
                            .curves = std::move(curves)});
  figures.emplace_back(Plot{.id = "residuals" + suffix_of(analyses, c),
                            .title = title_of(analyses, c, "Residuals"),
                            .caption = "Data less fit, in standard errors: without structure where shape and "
                                       "background hold.",
                            .x = {"q", "1/A"},
                            .y = {"(data - fit) / error", ""},
                            .curves = {peak_residuals(frame.curve, frame.found.fit, frame.model)}});
  const FitSummary fit = peak_fit_summary(frame.found.fit, "");
  if (fit.free_names.size() > 1)
    figures.emplace_back(CorrelationMap{.id = "correlations" + suffix_of(analyses, c),
                                        .title = title_of(analyses, c, "Correlations of the parameters"),
                                        .caption = "Near 1 or -1 two parameters cannot be told apart.",
                                        .names = fit.free_names,
                                        .values = fit.correlations});
}

// The chi2 and penalty of each lattice, by its place in the ranking.
void add_ranking(const BraggAnalyses& analyses, std::size_t c, std::vector<Figure>& figures) {
  const BraggFrame& frame = analyses[c].frames.front();
  if (!frame.used() || frame.ranking.empty()) return;
  Plot plot{.id = "ratios" + suffix_of(analyses, c),
            .title = title_of(analyses, c, "Peaks against the places of each lattice"),
            .caption =
                "q over that of the first peak, one row a lattice in the order of the ranking, from the "
                "top: ",
            .x = {"q / q of the first peak", ""},
            .y = {"lattice (number of its row)", ""}};
  const double first = frame.found.fit.lines.front().center;
  Curve places{.label = "places", .mark = Mark::points, .color = stick_color};
  Curve peaks{.label = "measured", .mark = Mark::points, .color = 0};
  for (std::size_t i = 0; i < frame.ranking.size(); ++i) {
    const auto& one = frame.ranking[i];
    const double row = -static_cast<double>(i + 1);
    plot.caption +=
        (i ? ", " : "") + std::to_string(i + 1) + " " + one.name + (one.possible ? " (fits)" : "");
    for (const auto& peak : frame.found.fit.lines) {
      peaks.x.push_back(peak.center / first);
      peaks.y.push_back(row + 0.15);
      peaks.notes.push_back("peak");
    }
    for (const auto& reflection :
         scattering::lattice_reflections(*scattering::find_assembly_lattice(one.name),
                                         1.1 * frame.found.fit.lines.back().center * one.a_A / (2 * M_PI))) {
      places.x.push_back(2 * M_PI * reflection.ratio / one.a_A / first);
      places.y.push_back(row - 0.15);
      places.notes.push_back(one.name + " " + reflection.label);
    }
  }
  plot.caption +=
      ". A peak without a place below it, or a place without a peak above it, speaks against a "
      "lattice.";
  plot.curves = {std::move(places), std::move(peaks)};
  figures.emplace_back(std::move(plot));
}

void add_course(const BraggAnalyses& analyses, std::size_t c, std::vector<Figure>& figures) {
  const BraggAnalysis& analysis = analyses[c];
  Curve course{.label = "nearest distance", .mark = Mark::points, .color = 0};
  for (const BraggFrame& frame : analysis.frames) {
    if (!frame.used() || !frame.lattice()) continue;
    course.x.push_back(frame.at);
    course.y.push_back(frame.lattice()->neighbour_A);
    course.y_error.push_back(frame.lattice()->neighbour_error);
    course.notes.push_back(frame.name + ": " + frame.lattice()->name);
  }
  if (course.x.empty()) return;
  figures.emplace_back(Plot{.id = "course" + suffix_of(analyses, c),
                            .title = title_of(analyses, c, "Centre-to-centre distance over the series"),
                            .caption = "Of each frame, in the best lattice that fits it.",
                            .x = {analysis.data.at_name, analysis.data.at_unit},
                            .y = {"distance", "A"},
                            .curves = {std::move(course)}});
}

void add_film(const BraggAnalyses& analyses, std::size_t c, std::vector<Figure>& figures) {
  const BraggAnalysis& analysis = analyses[c];
  Film film{.id = "curves" + suffix_of(analyses, c),
            .title = title_of(analyses, c, "Curves and peaks of the series"),
            .caption = "Data, fit and background of each frame.",
            .x = {"q", "1/A"},
            .y = {"intensity", analysis.data.intensity_unit, true},
            .slider = {analysis.data.at_name, analysis.data.at_unit}};
  std::vector<const BraggFrame*> used;
  for (const BraggFrame& frame : analysis.frames)
    if (frame.used()) used.push_back(&frame);
  for (const std::size_t i : thinned(used.size(), most_frames)) {
    film.y.logarithmic = film.y.logarithmic && mostly_positive(used[i]->curve);
    if (!film.frames.empty() && used[i]->at <= film.frames.back().at) continue;
    std::vector<Curve> curves = peak_curves(used[i]->curve, used[i]->found.fit, used[i]->model);
    curves.resize(3);  // data, fit, background: the same in every frame
    film.frames.push_back({.at = used[i]->at, .curves = std::move(curves)});
  }
  if (film.frames.size() > 1) figures.emplace_back(std::move(film));
}

}  // namespace

std::vector<Figure> bragg_figures(const BraggAnalyses& analyses) {
  std::vector<Figure> figures;
  for (std::size_t c = 0; c < analyses.size(); ++c) {
    if (analyses[c].is_series()) {
      add_film(analyses, c, figures);
      add_course(analyses, c, figures);
    } else {
      add_single(analyses, c, figures);
      add_ranking(analyses, c, figures);
    }
  }
  return figures;
}

}  // namespace nacre::study
