// Figures of a composition study.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"
#include "nacre/study/composition_output.hpp"

namespace nacre::study {
namespace {

using crystal::Composition;

constexpr int neutral_color = 0;
constexpr int charged_color = 1;
constexpr int data_color = 2;
constexpr int known_color = 3;

// One axis of a plane of candidates.
struct Coordinate {
  crystal::Span span{};
  double (*of)(const CompositionAnalysis&, const Composition&) = nullptr;
  Axis axis{};
};

double ion_of(const CompositionAnalysis&, const Composition& one) { return one.ion_Da; }
double share_of(const CompositionAnalysis&, const Composition& one) { return 100 * one.ligand_share; }
double ratio_of(const CompositionAnalysis& analysis, const Composition& one) {
  return static_cast<double>(one.counts[analysis.data.ratio->numerator]) /
         one.counts[analysis.data.ratio->denominator];
}

Coordinate mass_axis(const CompositionAnalysis& analysis) {
  return {analysis.data.mass->cluster_Da, ion_of, {"mass of the ion", "Da"}};
}
Coordinate share_axis(const CompositionAnalysis& analysis) {
  const crystal::Span& total = analysis.data.loss->total;
  return {{100 * total.low, 100 * total.high, 100 * total.error}, share_of, {"ligands by mass", "%"}};
}
Coordinate ratio_axis(const CompositionAnalysis& analysis) {
  const auto& names = analysis.data.components;
  return {
      analysis.data.ratio->corrected,
      ratio_of,
      {names[analysis.data.ratio->numerator].name + ":" + names[analysis.data.ratio->denominator].name, ""}};
}

// The line at which the deviations of x and y together are so many standard errors, around the spans.
std::vector<Curve> error_line(const Coordinate& x, const Coordinate& y, double sigmas) {
  std::vector<Curve> halves;
  for (const int side : {1, -1}) {
    Curve curve{.label = side > 0 ? format_number(sigmas) + " standard error" + (sigmas == 1 ? "" : "s") : "",
                .mark = sigmas == 1 ? Mark::line : Mark::dashed,
                .color = data_color};
    constexpr int steps = 60;
    const auto add = [&](double x_value, double y_value) {
      curve.x.push_back(x_value);
      curve.y.push_back(y_value);
    };
    if (side > 0) add(x.span.low - sigmas * x.span.error, y.span.low);  // joins the halves
    for (int i = 0; i <= steps; ++i) {
      const double angle = std::numbers::pi * (1 - static_cast<double>(i) / steps);
      const double c = std::cos(angle), s = std::sin(angle);
      add((c < 0 ? x.span.low : x.span.high) + sigmas * x.span.error * c,
          (side > 0 ? y.span.high : y.span.low) + side * sigmas * y.span.error * s);
    }
    if (side > 0) add(x.span.high + sigmas * x.span.error, y.span.low);
    halves.push_back(std::move(curve));
  }
  return halves;
}

Curve candidates(const CompositionAnalysis& analysis, const Coordinate& x, const Coordinate& y,
                 bool neutral) {
  Curve curve{.label = neutral ? "neutral" : "charged",
              .mark = Mark::points,
              .color = neutral ? neutral_color : charged_color};
  std::vector<const Composition*> sorted;
  for (const Composition& one : analysis.found)
    if ((one.charge == 0) == neutral) sorted.push_back(&one);
  std::ranges::stable_sort(sorted, {}, [&](const Composition* one) { return x.of(analysis, *one); });
  for (const Composition* one : sorted) {
    curve.x.push_back(x.of(analysis, *one));
    curve.y.push_back(y.of(analysis, *one));
    curve.notes.push_back(crystal::formula_text(analysis.data.components, one->counts) + ", charge " +
                          std::to_string(one->charge) + ", seen as " +
                          crystal::formula_text(analysis.data.components, one->kept));
  }
  return curve;
}

// Known sizes that are near enough to be drawn beside the candidates.
Curve known_points(const CompositionAnalysis& analysis, const Coordinate& x, const Coordinate& y) {
  Curve curve{.label = "known sizes, neutral", .mark = Mark::points, .color = known_color};
  const auto near = [&](const Coordinate& axis, const Composition& one) {
    return std::abs(axis.span.deviation(axis.of(analysis, one))) <= 8;
  };
  std::vector<const Composition*> sorted;
  for (const KnownSize& known : analysis.known)
    if (near(x, known.composition) && near(y, known.composition)) sorted.push_back(&known.composition);
  std::ranges::stable_sort(sorted, {}, [&](const Composition* one) { return x.of(analysis, *one); });
  for (const Composition* one : sorted) {
    curve.x.push_back(x.of(analysis, *one));
    curve.y.push_back(y.of(analysis, *one));
    curve.notes.push_back(crystal::formula_text(analysis.data.components, one->counts));
  }
  return curve;
}

Plot plane(const CompositionAnalysis& analysis, const Coordinate& x, const Coordinate& y) {
  Plot plot{.x = x.axis, .y = y.axis};
  for (const double sigmas : {1.0, 2.0})
    for (Curve& half : error_line(x, y, sigmas)) plot.curves.push_back(std::move(half));
  for (const bool neutral : {false, true}) plot.curves.push_back(candidates(analysis, x, y, neutral));
  plot.curves.push_back(known_points(analysis, x, y));
  std::erase_if(plot.curves, [](const Curve& curve) { return curve.x.empty(); });
  return plot;
}

Plot mass_plane(const CompositionAnalysis& analysis, const std::string& suffix) {
  Plot plot = plane(analysis, mass_axis(analysis), share_axis(analysis));
  plot.id = "mass-and-ligands" + suffix;
  plot.title = "Candidates by mass and share of ligands";
  plot.caption =
      "Every formula that agrees with all measured values; the lines are where mass and share together are "
      "one and "
      "two standard errors away from the measured span. Point at a mark for its formula.";
  return plot;
}

// Neutral clusters lie on one line, whatever their size.
Curve neutral_line(const CompositionAnalysis& analysis, const Coordinate& ratio, const Coordinate& share) {
  Curve curve{.label = "any neutral cluster", .mark = Mark::line, .color = neutral_color};
  const auto& c = analysis.data.components;
  const double from = ratio.span.low - 8 * ratio.span.error;
  const double to = ratio.span.high + 8 * ratio.span.error;
  for (int i = 0; i <= 100; ++i) {
    const double r = from + (to - from) * i / 100;
    const double ligands = -(c[0].charge * r + c[1].charge) / c[2].charge * c[2].mass_Da;
    const double s = 100 * ligands / (ligands + c[0].mass_Da * r + c[1].mass_Da);
    if (ligands < 0 || std::abs(share.span.deviation(s)) > 8) continue;
    curve.x.push_back(r);
    curve.y.push_back(s);
  }
  return curve;
}

Plot ratio_plane(const CompositionAnalysis& analysis, const std::string& suffix) {
  const Coordinate ratio = ratio_axis(analysis), share = share_axis(analysis);
  Plot plot = plane(analysis, ratio, share);
  const bool line = analysis.ratio_if_neutral && analysis.data.ratio->numerator == 0;
  if (line) plot.curves.insert(plot.curves.begin(), neutral_line(analysis, ratio, share));
  plot.id = "ratio-and-ligands" + suffix;
  plot.title = "Ratio and share of ligands against charge balance";
  plot.caption =
      std::string("The ratio is that after the correction with the standard.") +
      (line ? " Charge balance ties the two together: neutral clusters of every size lie on the line." : "");
  return plot;
}

// The highest point of each of at most `most` pieces, and the lowest: peaks stay as high as they are.
void add_envelope(const std::vector<double>& x, const std::vector<double>& y, std::size_t most,
                  Curve& curve) {
  const std::size_t piece = std::max<std::size_t>(1, 2 * x.size() / most);
  for (std::size_t first = 0; first < x.size(); first += piece) {
    const std::size_t last = std::min(first + piece, x.size());
    std::size_t low = first, high = first;
    for (std::size_t i = first; i < last; ++i) {
      if (y[i] < y[low]) low = i;
      if (y[i] > y[high]) high = i;
    }
    for (const std::size_t i : {std::min(low, high), std::max(low, high)}) {
      if (!curve.x.empty() && curve.x.back() == x[i]) continue;
      curve.x.push_back(x[i]);
      curve.y.push_back(y[i]);
    }
  }
}

std::string peak_note(const CompositionAnalysis& analysis, std::size_t i) {
  const MassData& mass = *analysis.data.mass;
  std::string note = format_with_uncertainty(mass.peaks[i].mz.value, mass.peaks[i].mz.error) + " Da";
  if (mass.comb && mass.comb->teeth[i])
    note += ", tooth " + std::to_string(*mass.comb->teeth[i]) +
            (analysis.units.empty() ? "" : " of " + analysis.units.front().formula);
  if (i == mass.chosen && !analysis.found.empty())
    note += ", " + crystal::formula_text(analysis.data.components, analysis.found.front().kept);
  return note;
}

Curve peak_points(const CompositionAnalysis& analysis, bool on_comb) {
  const MassData& mass = *analysis.data.mass;
  Curve curve{.label = on_comb ? "peaks on the comb" : "other peaks",
              .mark = Mark::points,
              .color = on_comb ? neutral_color : charged_color};
  for (std::size_t i = 0; i < mass.peaks.size(); ++i) {
    if ((mass.comb && mass.comb->teeth[i].has_value()) != on_comb) continue;
    const double mz = mass.peaks[i].mz.value;
    const auto at = std::ranges::lower_bound(mass.spectrum.mz, mz) - mass.spectrum.mz.begin();
    curve.x.push_back(mz);
    curve.y.push_back(
        mass.spectrum.intensity[std::min(static_cast<std::size_t>(at), mass.spectrum.mz.size() - 1)]);
    curve.notes.push_back(peak_note(analysis, i));
  }
  return curve;
}

Plot spectrum_plot(const CompositionAnalysis& analysis, const std::string& suffix) {
  const MassData& mass = *analysis.data.mass;
  Plot plot{
      .id = "spectrum" + suffix,
      .title = "Mass spectrum",
      .caption = "Peaks that stand out from the noise. " +
                 std::string(mass.comb ? "Those on the comb repeat at one spacing." : "") +
                 " The peak of the cluster is at " +
                 format_with_uncertainty(mass.peaks[mass.chosen].mz.value, mass.peaks[mass.chosen].mz.error) +
                 " Da, without the error of the calibration.",
      .x = {"m/z", "Da"},
      .y = {"intensity", ""}};
  Curve line{.label = "measured", .mark = Mark::line, .color = data_color};
  add_envelope(mass.spectrum.mz, mass.spectrum.intensity, 2000, line);
  plot.curves.push_back(std::move(line));
  for (const bool on_comb : {true, false})
    if (Curve points = peak_points(analysis, on_comb); !points.x.empty())
      plot.curves.push_back(std::move(points));
  return plot;
}

Plot loss_plot(const CompositionAnalysis& analysis, const std::string& suffix) {
  const LossData& loss = *analysis.data.loss;
  const double dry = loss.result->mass.front().value;
  Plot plot{
      .id = "mass-loss" + suffix,
      .title = "Loss of mass on heating",
      .caption = "In per cent of the dry sample; each window with what it loses once the drift is taken off.",
      .x = {"temperature", "degC"},
      .y = {"mass", "%"}};
  const auto [low, high] = std::ranges::minmax(loss.curve.mass);
  for (std::size_t i = 0; i < loss.windows.size(); ++i) {
    const WindowLoss& window = loss.windows[i];
    const std::string name = window.ligand ? analysis.data.components[*window.ligand].name : "other";
    plot.curves.push_back(
        {.label =
             name + ", " + format_with_uncertainty(100 * window.loss.value, 100 * window.loss.error) + " %",
         .mark = Mark::band,
         .color = static_cast<int>(i + 3),
         .x = {window.from_C, window.to_C},
         .y_low = {100 * low / dry, 100 * low / dry},
         .y_high = {100 * high / dry, 100 * high / dry}});
  }
  Curve curve{.label = "measured", .mark = Mark::line, .color = data_color};
  for (const std::size_t i : thinned(loss.curve.mass.size(), 600)) {
    curve.x.push_back(loss.curve.temperature_C[i]);
    curve.y.push_back(100 * loss.curve.mass[i] / dry);
  }
  plot.curves.push_back(std::move(curve));
  return plot;
}

}  // namespace

std::vector<Figure> composition_figures(const CompositionAnalysis& analysis, const std::string& suffix) {
  std::vector<Figure> figures;
  if (analysis.searched && analysis.data.loss) figures.emplace_back(mass_plane(analysis, suffix));
  if (analysis.searched && analysis.data.loss && analysis.data.ratio)
    figures.emplace_back(ratio_plane(analysis, suffix));
  if (analysis.data.mass && !analysis.data.mass->peaks.empty())
    figures.emplace_back(spectrum_plot(analysis, suffix));
  if (analysis.data.loss && analysis.data.loss->result) figures.emplace_back(loss_plot(analysis, suffix));
  return figures;
}

}  // namespace nacre::study
