#include "nacre/study/pdf_figures.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_points = 1200, most_line = 2400;
constexpr int data_color = 0, fit_color = 1, residual_color = 2, first_phase_color = 3;
const Axis r_axis{"r", "A"}, g_axis{"G", "1/A2"};

struct Label {
  std::string id;     // "-2-1"
  std::string title;  // ", isotropic, 1/r"
};

Label label_of(const std::vector<PdfAnalysis>& analyses, std::size_t c, std::size_t d) {
  const PdfAnalysis& analysis = analyses[c];
  Label label;
  if (analyses.size() > 1) label = {"-" + std::to_string(c + 1), ", " + pdf_case_name(analysis)};
  if (analysis.curves.size() > 1) {
    label.id += "-" + std::to_string(d + 1);
    label.title += ", " + analysis.refinement().data[d].name;
  }
  return label;
}

Curve line(const scattering::PdfGrid& grid, const std::vector<double>& y, double offset, Curve curve) {
  const bool points = curve.mark == Mark::points;
  for (const std::size_t i : thinned(y.size(), points ? most_points : most_line)) {
    curve.x.push_back(grid.r_A(i));
    curve.y.push_back(y[i] + offset);
  }
  return curve;
}

// Below everything else, so that its highest point is under the lowest of the data.
double residual_offset(const scattering::PdfData& data, const std::vector<double>& residual) {
  const double floor = *std::ranges::min_element(data.g_per_A2);
  const double highest = *std::ranges::max_element(residual);
  const double span = *std::ranges::max_element(data.g_per_A2) - floor;
  return floor - highest - 0.05 * span;
}

Plot fit_plot(const PdfAnalysis& analysis, std::size_t d, const Label& label) {
  const scattering::PdfData& data = analysis.refinement().data[d];
  const std::vector<double>& model = analysis.curves[d].model;
  std::vector<double> residual(model.size());
  for (std::size_t i = 0; i < model.size(); ++i) residual[i] = data.g_per_A2[i] - model[i];
  const double offset = residual_offset(data, residual);
  Plot plot{.id = "pdf" + label.id,
            .title = "G(r) and its fit" + label.title,
            .caption = "Rw = " + format_rounded(analysis.curves[d].rw, 4) + " with peaks divided by " +
                       pdf_convention(analysis) + "; below, data less fit, moved down by " +
                       format_rounded(-offset, 2) + " 1/A2 (dashed: its zero).",
            .x = r_axis,
            .y = g_axis};
  plot.curves.push_back(
      line(data.grid, data.g_per_A2, 0, {.label = "data", .mark = Mark::points, .color = data_color}));
  plot.curves.push_back(line(data.grid, model, 0, {.label = "fit", .color = fit_color}));
  plot.curves.push_back(line(data.grid, residual, offset, {.label = "data - fit", .color = residual_color}));
  plot.curves.push_back({.mark = Mark::dashed,
                         .color = residual_color,
                         .x = {data.grid.r_min_A, data.grid.r_max_A()},
                         .y = {offset, offset}});
  return plot;
}

Plot phase_plot(const PdfAnalysis& analysis, std::size_t d, const Label& label) {
  const scattering::PdfGrid& grid = analysis.refinement().data[d].grid;
  const PdfCurves& curves = analysis.curves[d];
  Plot plot{.id = "phases" + label.id,
            .title = "What each phase adds" + label.title,
            .caption = "G(r) of every phase times its scale; together they are the first curve.",
            .x = r_axis,
            .y = g_axis};
  plot.curves.push_back(line(grid, curves.model, 0, {.label = "all", .color = fit_color}));
  for (std::size_t p = 0; p < curves.phases.size(); ++p) {
    std::string name = analysis.refinement().parameters.phases[p].name;
    if (p < analysis.shares.size())
      name += ", " + format_rounded(100 * analysis.shares[p].atoms, 3) + " % of the atoms";
    plot.curves.push_back(
        line(grid, curves.phases[p], 0, {.label = name, .color = first_phase_color + static_cast<int>(p)}));
  }
  return plot;
}

Plot model_plot(const PdfAnalysis& analysis, const Label& label) {
  const scattering::PdfGrid& grid = analysis.refinement().data.front().grid;
  Plot plot{.id = "model" + label.id,
            .title = "G(r) of the model" + label.title,
            .caption = "Peaks divided by " + pdf_convention(analysis) + ".",
            .x = r_axis,
            .y = g_axis};
  plot.curves.push_back(
      line(grid, analysis.curves.front().model, 0, {.label = "all pairs", .color = fit_color}));
  return plot;
}

Plot partial_plot(const PdfAnalysis& analysis, const Label& label) {
  const scattering::PdfGrid& grid = analysis.refinement().data.front().grid;
  Plot plot{.id = "partials" + label.id,
            .title = "Partial pair distribution functions" + label.title,
            .caption =
                "G(r) of the pairs of two elements, each with its share of the baseline: they add up to the "
                "G(r) of "
                "the model.",
            .x = r_axis,
            .y = g_axis};
  int color = 0;
  for (const PdfPartial& one : analysis.partials) {
    std::string name = one.name;
    if (std::isfinite(one.first_maximum_A))
      name += ", highest at " + format_rounded(one.first_maximum_A) + " A";
    plot.curves.push_back(line(grid, one.g_per_A2, 0, {.label = name, .color = color++}));
  }
  return plot;
}

Plot start_plot(const PdfAnalysis& analysis, const Label& label) {
  Curve curve{.label = "random starts", .mark = Mark::points};
  for (std::size_t i = 0; i < analysis.refined.starts.size(); ++i) {
    curve.x.push_back(static_cast<double>(i + 1));
    curve.y.push_back(analysis.refined.starts[i].rw);
  }
  return {.id = "starts" + label.id,
          .title = "Where refinements from random starts end" + label.title,
          .caption = std::to_string(analysis.good_starts()) + " of " + std::to_string(curve.x.size()) +
                     " end within 0.002 of the lowest Rw, " + format_rounded(analysis.rw, 4) + ".",
          .x = {"start", ""},
          .y = {"Rw", ""},
          .curves = {std::move(curve)}};
}

// --- a series of cases ------------------------------------------------------------------------

// Fitted at temperatures of their own.
bool is_series(const std::vector<PdfAnalysis>& analyses) {
  std::vector<double> temperatures;
  for (const PdfAnalysis& one : analyses)
    if (one.fitted && one.setup.temperature_K) temperatures.push_back(*one.setup.temperature_K);
  std::ranges::sort(temperatures);
  const bool repeated = std::ranges::adjacent_find(temperatures) != temperatures.end();
  return analyses.size() > 2 && temperatures.size() == analyses.size() && !repeated;
}

void add_series(const std::vector<PdfAnalysis>& analyses, std::vector<Figure>& figures) {
  const auto& list = analyses.front().refinement().parameters.list;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].fixed || list[i].name.starts_with("scale")) continue;
    Curve curve{.label = list[i].name, .mark = Mark::points};
    for (const PdfAnalysis& one : analyses) {
      curve.x.push_back(*one.setup.temperature_K);
      curve.y.push_back(one.values[i]);
      curve.y_error.push_back(one.refined.result.uncertainties[i]);
    }
    std::string id = "series-" + list[i].name;
    std::ranges::replace(id, '_', '-');
    std::ranges::transform(id, id.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    figures.emplace_back(Plot{.id = id,
                              .title = list[i].name + " over temperature",
                              .caption = list[i].description + ", with standard errors.",
                              .x = {"temperature", "K"},
                              .y = {list[i].name, list[i].unit},
                              .curves = {std::move(curve)}});
  }
}

void add_case(const std::vector<PdfAnalysis>& analyses, std::size_t c, std::vector<Figure>& figures) {
  const PdfAnalysis& analysis = analyses[c];
  for (std::size_t d = 0; d < analysis.curves.size(); ++d) {
    const Label label = label_of(analyses, c, d);
    if (analysis.setup.has_data)
      figures.emplace_back(fit_plot(analysis, d, label));
    else
      figures.emplace_back(model_plot(analysis, label));
    if (!analysis.curves[d].phases.empty()) figures.emplace_back(phase_plot(analysis, d, label));
  }
  Label label = label_of(analyses, c, 0);
  if (analysis.curves.size() > 1) label = {analyses.size() > 1 ? "-" + std::to_string(c + 1) : "", ""};
  if (!analysis.partials.empty()) figures.emplace_back(partial_plot(analysis, label));
  if (!analysis.refined.starts.empty()) figures.emplace_back(start_plot(analysis, label));
  if (analysis.fitted && analysis.summary.free_names.size() > 1)
    figures.emplace_back(CorrelationMap{.id = "correlations" + label.id,
                                        .title = "Correlations of the parameters" + label.title,
                                        .caption = "Near 1 or -1 two parameters cannot be told apart.",
                                        .names = analysis.summary.free_names,
                                        .values = analysis.summary.correlations});
}

}  // namespace

std::vector<Figure> pdf_figures(const std::vector<PdfAnalysis>& analyses) {
  std::vector<Figure> figures;
  if (is_series(analyses)) add_series(analyses, figures);
  for (std::size_t c = 0; c < analyses.size() && c < 12; ++c) add_case(analyses, c, figures);
  return figures;
}

}  // namespace nacre::study
