#include "nacre/study/pdf_reduction_figures.hpp"

#include <algorithm>
#include <functional>

#include "nacre/core/units.hpp"

namespace nacre::study {
namespace {

constexpr std::size_t most_points = 1500;  // of a curve
constexpr std::size_t most_curves = 8;     // of a plot with several cases
constexpr int other_color = 1;             // of the other program

using Analyses = std::vector<ReductionAnalysis>;
using Values = std::vector<double>;

Curve drawn(std::string label, Mark mark, int color, const Values& x, const Values& y) {
  Curve curve{.label = std::move(label), .mark = mark, .color = color};
  for (const std::size_t i : thinned(x.size(), most_points)) {
    curve.x.push_back(x[i]);
    curve.y.push_back(y[i]);
  }
  return curve;
}

Curve band(int color, const Values& x, const Values& y, const Values& error) {
  Curve curve{.mark = Mark::band, .color = color};
  for (const std::size_t i : thinned(x.size(), most_points)) {
    curve.x.push_back(x[i]);
    curve.y_low.push_back(y[i] - error[i]);
    curve.y_high.push_back(y[i] + error[i]);
  }
  return curve;
}

// One curve a case. Where another program's G(r) is there, each is brought to its scale, so that shapes
// compare.
void add_all(const Analyses& analyses, const Values& (*x)(const ReductionAnalysis&),
             const std::function<const Values&(const ReductionAnalysis&)>& y, bool to_one_scale, Plot& plot) {
  for (std::size_t i = 0; i < std::min(analyses.size(), most_curves); ++i) {
    const ReductionAnalysis& one = analyses[i];
    Curve curve = drawn(analyses.size() > 1 ? one.request.short_name : one.request.name, Mark::line,
                        static_cast<int>(i) + (i > 0), x(one), y(one));
    if (to_one_scale && analyses.size() > 1 && one.reference)
      for (double& value : curve.y) value *= one.reference->shape_as_is.scale;
    plot.curves.push_back(std::move(curve));
  }
  if (analyses.size() > most_curves)
    plot.caption +=
        " The first " + std::to_string(most_curves) + " of " + std::to_string(analyses.size()) + " cases.";
  if (to_one_scale && analyses.size() > 1 && analyses[0].reference)
    plot.caption += " Each is brought to the scale of " + analyses[0].reference->name + ".";
}

const Values& q_of(const ReductionAnalysis& one) { return one.reduction.q_per_A; }
const Values& r_of(const ReductionAnalysis& one) { return one.reduction.r_A; }

Curve background_curve(const ReductionAnalysis& one) {
  const auto& background = one.request.input.background;
  Values scaled = background.intensity;
  for (double& value : scaled) value *= one.request.options.background_scale;
  Curve curve = drawn(one.request.background + ", scaled", Mark::dashed, 2, background.q_per_A, scaled);
  return curve;
}

Plot intensity_plot(const Analyses& analyses) {
  const ReductionAnalysis& first = analyses.front();
  Plot plot{.id = "intensity",
            .title = "I(Q)",
            .caption = "As measured, background and polarisation corrected where the study says so.",
            .x = {"Q", "1/A"},
            .y = {"I", "arb. units", true}};
  add_all(
      analyses, q_of, [](const auto& one) -> const Values& { return one.reduction.intensity; }, false, plot);
  if (!first.request.background.empty()) plot.curves.push_back(background_curve(first));
  const bool positive = std::ranges::all_of(plot.curves, [](const Curve& curve) {
    return std::ranges::all_of(curve.y, [](double y) { return y > 0; });
  });
  plot.y.logarithmic = positive;
  return plot;
}

Plot structure_plot(const Analyses& analyses) {
  Plot plot{.id = "s",
            .title = "S(Q)",
            .caption = "S(Q) = 1 + F(Q)/Q, after the polynomial is taken off F.",
            .x = {"Q", "1/A"},
            .y = {"S", ""}};
  add_all(
      analyses, q_of, [](const auto& one) -> const Values& { return one.reduction.s; }, false, plot);
  return plot;
}

Plot raw_f_plot(const ReductionAnalysis& one) {
  Plot plot{
      .id = "f-raw",
      .title = "What the polynomial takes off",
      .caption = "F(Q) = Q (S - 1) before the correction, and the polynomial without constant of degree " +
                 format_rounded(one.reduction.degree) +
                 " fitted to it: mostly what would make G(r) below rpoly (Juhas et al. 2013).",
      .x = {"Q", "1/A"},
      .y = {"F", "1/A"}};
  plot.curves.push_back(drawn("F, raw", Mark::line, 0, q_of(one), one.reduction.f_raw));
  plot.curves.push_back(drawn("polynomial", Mark::line, 6, q_of(one), one.reduction.polynomial));
  return plot;
}

Plot f_plot(const Analyses& analyses) {
  const ReductionAnalysis& first = analyses.front();
  Plot plot{.id = "f", .title = "F(Q)", .caption = "", .x = {"Q", "1/A"}, .y = {"F", "1/A"}};
  plot.caption = "F(Q) = Q (S - 1), the polynomial taken off.";
  if (analyses.size() == 1)
    plot.caption +=
        " It is transformed up to " + format_rounded(first.request.options.q_max_per_A, 4) + " 1/A.";
  if (analyses.size() == 1)
    plot.curves.push_back(band(0, q_of(first), first.reduction.f, first.reduction.f_error));
  add_all(
      analyses, q_of, [](const auto& one) -> const Values& { return one.reduction.f; }, true, plot);
  return plot;
}

std::string comparison_caption(const ReductionAnalysis& one) {
  const GrReference& other = *one.reference;
  return " Of " + other.name + ", whose F(Q) reaches to about " + format_rounded(other.q_content_per_A) +
         " 1/A, the curve with F cut at the same Qmax is drawn, divided by " +
         format_rounded(other.shape_same_cut.scale) + ": correlation " +
         format_rounded(other.shape_same_cut.correlation, 4) + " (as it is " +
         format_rounded(other.shape_as_is.correlation, 4) + ").";
}

void add_reference(const ReductionAnalysis& one, Plot& plot) {
  Values scaled = one.reference->same_cut;
  for (double& value : scaled) value /= one.reference->shape_same_cut.scale;
  plot.curves.push_back(
      drawn(one.reference->name + ", same cut", Mark::dashed, other_color, r_of(one), scaled));
  plot.caption += comparison_caption(one);
}

Plot g_plot(const Analyses& analyses) {
  const ReductionAnalysis& first = analyses.front();
  Plot plot{.id = "g", .title = "G(r)", .caption = "", .x = {"r", "A"}, .y = {"G", "1/A^2"}};
  plot.caption = "G(r) = (2/pi) times the integral of F(Q) sin(Qr).";
  if (analyses.size() == 1) {
    plot.caption += " The band is one standard deviation; ripples of the cut at Qmax are not in it.";
    plot.curves.push_back(band(0, r_of(first), first.reduction.g_per_A2, first.reduction.g_error_per_A2));
  }
  add_all(
      analyses, r_of, [](const auto& one) -> const Values& { return one.reduction.g_per_A2; }, true, plot);
  if (analyses.size() == 1 && first.reference) add_reference(first, plot);
  if (analyses.size() > 1 && first.reference)
    plot.curves.push_back(
        drawn(first.reference->name, Mark::dashed, other_color, r_of(first), first.reference->as_is));
  return plot;
}

Plot correlation_plot(const ReductionAnalysis& one) {
  Plot plot{
      .id = "correlation",
      .title = "How far the errors of G(r) go together",
      .caption =
          "Correlation of the errors of two points of G(r) by their distance; at multiples of pi/Qmax = " +
          format_rounded(one.reduction.nyquist_r_A.empty() ? 0 : one.reduction.nyquist_r_A[0]) +
          " A it is near 0 where the errors of F are even.",
      .x = {"distance", "A"},
      .y = {"correlation", ""}};
  plot.curves.push_back(
      {.mark = Mark::line, .color = 0, .x = one.reduction.lag_A, .y = one.reduction.correlation});
  return plot;
}

}  // namespace

std::vector<Figure> reduction_figures(const Analyses& analyses) {
  std::vector<Figure> figures{g_plot(analyses)};
  for (const ReductionAnalysis& one : analyses)
    if (one.peaks) figures.push_back(peak_figure(*one.peaks));
  figures.push_back(f_plot(analyses));
  if (analyses.size() == 1 && analyses[0].reduction.degree > 0) figures.push_back(raw_f_plot(analyses[0]));
  if (analyses.size() == 1) figures.push_back(structure_plot(analyses));
  if (analyses.size() == 1) figures.push_back(intensity_plot(analyses));
  if (analyses.size() == 1) figures.push_back(correlation_plot(analyses.front()));
  return figures;
}

}  // namespace nacre::study
