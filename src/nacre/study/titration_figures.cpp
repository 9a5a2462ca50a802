#include <algorithm>
#include <cmath>
#include <iterator>

#include "nacre/core/units.hpp"
#include "nacre/study/slug.hpp"
#include "nacre/study/titration_checks.hpp"
#include "nacre/study/titration_output.hpp"

namespace nacre::study {
namespace {

using ligands::Titration;

constexpr int grey = 7;
constexpr std::size_t thermogram_columns = 700;  // pairs of extremes that a figure draws

// One titration of one fit.
struct Part {
  const TitrationAnalysis* analysis;
  std::size_t t;
  int color;
  const Titration& titration() const { return analysis->titrations[t]; }
};

std::vector<Part> parts_of(const std::vector<const TitrationAnalysis*>& analyses) {
  std::vector<Part> parts;
  for (const TitrationAnalysis* analysis : analyses)
    for (std::size_t t = 0; t < analysis->titrations.size(); ++t)
      parts.push_back({analysis, t, static_cast<int>(parts.size() % grey)});
  return parts;
}

// The standard error of a heat that the fit goes by: the given one, or the scatter about the fit.
double error_uJ(const Part& part, std::size_t i) {
  const double scale =
      part.analysis->problem.scale_sigmas ? std::sqrt(part.analysis->result.chi2_reduced()) : 1;
  const auto& errors = part.titration().errors_uJ;
  return errors.empty() ? scale : errors[i];
}

Curve measured(const Part& part, bool used, bool several) {
  const Titration& titration = part.titration();
  const auto ratios = molar_ratios(titration);
  const auto heats = molar_heats_kJ_mol(titration, titration.heats_uJ);
  Curve curve{.label = used ? (several ? titration.name : "measured") : "not in the fit",
              .mark = Mark::points,
              .color = used ? part.color : grey};
  for (std::size_t i = 0; i < heats.size(); ++i) {
    if (titration.used[i] != used) continue;
    curve.x.push_back(ratios[i]);
    curve.y.push_back(heats[i]);
    if (!titration.errors_uJ.empty())
      curve.y_error.push_back(titration.errors_uJ[i] / (titration.volumes_uL[i] * titration.syringe_mM));
    curve.notes.push_back((several ? titration.name + ", " : "") + "injection " + std::to_string(i + 1));
  }
  return curve;
}

Curve fitted(const Part& part, bool several) {
  const Titration& titration = part.titration();
  Curve curve{.label = several ? "" : "fit", .mark = Mark::line, .color = several ? part.color : 1};
  const auto ratios = molar_ratios(titration);
  const auto heats =
      molar_heats_kJ_mol(titration, ligands::fitted_heats_uJ(part.analysis->titrations, part.analysis->plan,
                                                             part.analysis->result, part.t));
  for (std::size_t i = 0; i < heats.size(); ++i) {
    if (!titration.used[i]) continue;
    curve.x.push_back(ratios[i]);
    curve.y.push_back(heats[i]);
  }
  return curve;
}

Curve residuals(const Part& part, bool several) {
  const Titration& titration = part.titration();
  const auto ratios = molar_ratios(titration);
  const auto fit =
      ligands::fitted_heats_uJ(part.analysis->titrations, part.analysis->plan, part.analysis->result, part.t);
  Curve curve{.label = several ? titration.name : "", .mark = Mark::points, .color = part.color};
  for (std::size_t i = 0; i < fit.size(); ++i) {
    if (!titration.used[i]) continue;
    curve.x.push_back(ratios[i]);
    curve.y.push_back((fit[i] - titration.heats_uJ[i]) / error_uJ(part, i));
    curve.notes.push_back((several ? titration.name + ", " : "") + "injection " + std::to_string(i + 1));
  }
  return curve;
}

// The extremes of each of equal stretches: peaks keep their height in a figure of bounded size.
std::vector<std::size_t> thinned(const std::vector<double>& values) {
  const std::size_t n = values.size();
  std::vector<std::size_t> kept;
  const std::size_t stretch = std::max<std::size_t>(1, n / thermogram_columns);
  for (std::size_t start = 0; start < n; start += stretch) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(start);
    const auto last = values.begin() + static_cast<std::ptrdiff_t>(std::min(n, start + stretch));
    const auto [low, high] = std::minmax_element(first, last);
    auto a = static_cast<std::size_t>(low - values.begin()),
         b = static_cast<std::size_t>(high - values.begin());
    if (a > b) std::swap(a, b);
    kept.push_back(a);
    if (b != a) kept.push_back(b);
  }
  return kept;
}

Plot bootstrap_plot(const TitrationAnalysis& analysis) {
  const auto dH = static_cast<std::size_t>(analysis.parameter("dH", 0));
  const auto dG = static_cast<std::size_t>(analysis.parameter("dG", 0));
  Plot plot{
      .id = "bootstrap",
      .title = "ΔH and ΔG of drawn data",
      .caption =
          "Points: fits to data drawn around the model (parametric bootstrap). Line: the ellipse of one "
          "standard error in each direction from the covariance, which holds 39 % of them where the "
          "problem is regular.",
      .x = {"ΔG", "kJ/mol"},
      .y = {"ΔH", "kJ/mol"}};
  Curve points{.label = "drawn data", .mark = Mark::points, .color = 0};
  for (const auto& values : analysis.samples) {
    if (!std::isfinite(values[dH]) || !std::isfinite(values[dG])) continue;
    points.x.push_back(values[dG]);
    points.y.push_back(values[dH]);
  }
  const auto& t = analysis.thermodynamics;
  Curve ellipse{.label = "covariance", .mark = Mark::line, .color = 1};
  const double along = t.covariance[1] / t.dG_error;
  const double across = std::sqrt(std::max(0.0, t.covariance[0] - along * along));
  for (int i = 0; i <= 72; ++i) {
    const double angle = i * 2 * 3.14159265358979323846 / 72;
    ellipse.x.push_back(analysis.result.values[dG] + t.dG_error * std::cos(angle));
    ellipse.y.push_back(analysis.result.values[dH] + along * std::cos(angle) + across * std::sin(angle));
  }
  plot.curves = {std::move(points), std::move(ellipse)};
  return plot;
}

}  // namespace

Plot isotherm_plot(const std::vector<const TitrationAnalysis*>& analyses) {
  const auto parts = parts_of(analyses);
  const bool several = parts.size() > 1;
  Plot plot{.id = "isotherm",
            .title = several ? "Isotherms" : "Isotherm, " + parts.front().titration().name,
            .caption =
                "Heat per mole of titrant injected against the molar ratio in the cell after the injection. "
                "Points: measured, with their standard errors where known. Lines: the fit of the model \"" +
                std::string(analyses.front()->plan.model->label) + "\" (" +
                std::string(analyses.front()->plan.model->equation) + ").",
            .x = {"molar ratio", ""},
            .y = {"heat", "kJ/mol"}};
  std::vector<Curve> unused;  // last in the legend, and there once
  for (const Part& part : parts) {
    plot.curves.push_back(fitted(part, several));
    plot.curves.push_back(measured(part, true, several));
    Curve left_out = measured(part, false, several);
    if (left_out.x.empty()) continue;
    if (!unused.empty()) left_out.label.clear();
    unused.push_back(std::move(left_out));
  }
  std::ranges::move(unused, std::back_inserter(plot.curves));
  return plot;
}

Plot heat_residual_plot(const std::vector<const TitrationAnalysis*>& analyses) {
  const auto parts = parts_of(analyses);
  const bool several = parts.size() > 1;
  Plot plot{.id = "heat-residuals",
            .title = "Residuals of the heats",
            .caption =
                "Fit minus measured heat in standard errors. About two thirds should lie within 1, without a "
                "trend.",
            .x = {"molar ratio", ""},
            .y = {"(fit − heat) / σ", ""}};
  double last = 0;
  for (const Part& part : parts) last = std::max(last, molar_ratios(part.titration()).back());
  plot.curves.push_back({.label = "", .mark = Mark::line, .color = grey, .x = {0, last}, .y = {0, 0}});
  for (const Part& part : parts) plot.curves.push_back(residuals(part, several));
  return plot;
}

Plot thermogram_plot(const TitrationRun& run) {
  const auto& raw = run.thermogram->raw;
  Plot plot{
      .id = "thermogram-" + slug_of(run.titration.name),
      .title = "Thermogram, " + run.titration.name,
      .caption =
          "Measured power and the baseline that the peaks are integrated from; downwards is exothermic. "
          "The noise about the baseline is " +
          format_rounded(run.thermogram->integrated.noise_uW, 2) + " µW.",
      .x = {"time", "min"},
      .y = {"power", "µW"}};
  Curve power{.label = "power", .mark = Mark::line, .color = 0};
  Curve baseline{.label = "baseline", .mark = Mark::line, .color = 1};
  for (const std::size_t i : thinned(raw.power_uW)) {
    power.x.push_back(raw.time_s[i] / 60);
    power.y.push_back(raw.power_uW[i]);
    baseline.x.push_back(raw.time_s[i] / 60);
    baseline.y.push_back(run.thermogram->integrated.baseline_uW[i]);
  }
  plot.curves = {std::move(power), std::move(baseline)};
  return plot;
}

std::vector<Figure> titration_figures(const TitrationAnalysis& analysis) {
  std::vector<Figure> figures;
  figures.emplace_back(isotherm_plot({&analysis}));
  figures.emplace_back(heat_residual_plot({&analysis}));
  for (const TitrationRun& run : analysis.data.runs)
    if (run.thermogram) figures.emplace_back(thermogram_plot(run));
  if (!analysis.samples.empty()) figures.emplace_back(bootstrap_plot(analysis));
  const FitSummary summary = fit::summarize(analysis.problem, analysis.result);
  if (summary.free_names.size() > 1)
    figures.emplace_back(CorrelationMap{.id = "correlations",
                                        .title = "Correlations of the parameters",
                                        .caption = "From the covariance of the fit.",
                                        .names = summary.free_names,
                                        .values = summary.correlations});
  return figures;
}

}  // namespace nacre::study
