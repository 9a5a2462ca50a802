// Figures of a growth-regime study.
#include <algorithm>
#include <array>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_regime_output.hpp"

namespace nacre::study {
namespace {

constexpr int line_points = 100;
constexpr int profile_points = 60;

// A law as it is drawn.
struct Drawn {
  double exponent;
  const char* label;
  int color;
};
constexpr int population_1 = 1;
constexpr int population_2 = 0;
constexpr int fitted_color = 6;
constexpr Drawn laws[] = {{growth::diffusion_exponent, "diffusion, eq 2", 3},
                          {growth::reaction_exponent, "reaction, eq 3", 4},
                          {growth::paper_exponent, "1/r^4", 2}};

std::string suffix(const RegimeAnalysis& analysis, bool several) {
  return several ? "-" + analysis.slug : "";
}

std::string title_end(const RegimeAnalysis& analysis, bool several) {
  return several ? ", " + analysis.name : "";
}

std::string exponent_label(const RegimeAnalysis& analysis) {
  return (analysis.test.given ? "given, m = " : "fit, m = ") + format_rounded(analysis.test.exponent());
}

// --- radii against time: Figure 4d-f of the paper -----------------------------------------------

std::vector<double> abscissa(const RegimeData& data) {
  if (!data.time_s.empty()) return data.time_s;
  std::vector<double> rows;
  for (std::size_t i = 0; i < data.bimodal.points.size(); ++i) rows.push_back(static_cast<double>(i + 1));
  return rows;
}

Curve measured_curve(const RegimeData& data, int population) {
  Curve curve{.label = population == 1 ? "population 1" : "population 2",
              .mark = Mark::points,
              .color = population == 1 ? population_1 : population_2,
              .x = abscissa(data)};
  for (const growth::BimodalPoint& point : data.bimodal.points) {
    curve.y.push_back(population == 1 ? point.r1_nm : point.r2_nm);
    if (data.bimodal.errors_known)
      curve.y_error.push_back(population == 1 ? point.r1_err_nm : point.r2_err_nm);
  }
  return curve;
}

Curve predicted_curve(const RegimeData& data, const Drawn& law) {
  Curve curve{.label = law.label, .mark = Mark::dashed, .color = law.color, .x = abscissa(data)};
  for (const growth::BimodalPoint& point : data.bimodal.points)
    curve.y.push_back(growth::predicted_r1_nm(point.r2_nm, law.exponent, data.reference_pair()));
  return curve;
}

Plot radii_plot(const RegimeAnalysis& analysis, bool several) {
  const RegimeData& data = analysis.data;
  const bool timed = !data.time_s.empty();
  const std::string start =
      timed ? format_number(data.time_s[data.reference]) + " s" : "row " + std::to_string(data.reference + 1);
  Plot plot{.id = "radii" + suffix(analysis, several),
            .title = "Radii of both populations" + title_end(analysis, several),
            .caption =
                "Dashed: radius of population 1 as each law predicts it from the measured radius of "
                "population 2, starting from the pair at " +
                start +
                " (eqs 2 and 3 of Prins et al. 2021, and a rate as 1/r^4). The noise of that pair and of "
                "population 2 is in them.",
            .x = timed ? Axis{"time", "s"} : Axis{"aliquot", ""},
            .y = {"radius", "nm"}};
  for (const Drawn& law : laws) plot.curves.push_back(predicted_curve(data, law));
  plot.curves.push_back(measured_curve(data, 1));
  plot.curves.push_back(measured_curve(data, 2));
  return plot;
}

// --- one radius against the other -------------------------------------------------------------

std::array<double, 2> range_of_r2(const RegimeData& data) {
  const auto [low, high] = std::ranges::minmax_element(data.bimodal.points, {}, &growth::BimodalPoint::r2_nm);
  return {low->r2_nm, high->r2_nm};
}

Curve law_curve(const RegimeData& data, const fit::Result& result, Curve curve) {
  const growth::RadiusPair reference = growth::reference_pair(data.bimodal, result);
  const auto [low, high] = range_of_r2(data);
  for (int i = 0; i <= line_points; ++i) {
    const double r2_nm = low + (high - low) * i / line_points;
    const double r1_nm = growth::predicted_r1_nm(r2_nm, result.values[0], reference);
    if (!(r1_nm > 0 && std::isfinite(r1_nm))) continue;
    curve.x.push_back(r2_nm);
    curve.y.push_back(r1_nm);
  }
  return curve;
}

Plot plane_plot(const RegimeAnalysis& analysis, bool several) {
  const RegimeData& data = analysis.data;
  Plot plot{.id = "plane" + suffix(analysis, several),
            .title = "Population 1 against population 2" + title_end(analysis, several),
            .caption =
                "Time drops out: r1^(m+1) - r2^(m+1) is constant. Each law is fitted to all aliquots with "
                "the errors of both radii; the bars show those of population 1 only.",
            .x = {"radius of population 2", "nm"},
            .y = {"radius of population 1", "nm"}};
  for (const Drawn& law : laws)
    plot.curves.push_back(law_curve(data, analysis.test.at(law.exponent).result,
                                    {.label = law.label, .mark = Mark::dashed, .color = law.color}));
  plot.curves.push_back(
      law_curve(data, analysis.test.chosen(),
                {.label = exponent_label(analysis), .mark = Mark::line, .color = fitted_color}));
  Curve points = measured_curve(data, 1);
  points.label = "measured";
  points.x.clear();
  for (const growth::BimodalPoint& point : data.bimodal.points) points.x.push_back(point.r2_nm);
  plot.curves.push_back(std::move(points));
  std::erase_if(plot.curves, [](const Curve& curve) { return curve.x.empty(); });
  return plot;
}

// --- the collapse -----------------------------------------------------------------------------

// r1^(m+1) - r2^(m+1) over its fitted value; empty where that is nothing to divide by.
Curve collapse_curve(const RegimeData& data, const fit::Result& result, Curve curve) {
  const growth::RadiusPair pair = growth::reference_pair(data.bimodal, result);
  const double p = result.values[0] + 1;
  const double constant = growth::power_coordinate(pair.r1_nm / pair.r2_nm, p);
  if (!(std::abs(constant) > 1e-6)) return curve;
  for (const growth::BimodalPoint& point : data.bimodal.points) {
    const double x1 = point.r1_nm / pair.r2_nm;
    const double x2 = point.r2_nm / pair.r2_nm;
    curve.x.push_back(point.r2_nm);
    curve.y.push_back((growth::power_coordinate(x1, p) - growth::power_coordinate(x2, p)) / constant);
    const double error =
        std::hypot(std::pow(x1, p - 1) * point.r1_err_nm, std::pow(x2, p - 1) * point.r2_err_nm);
    if (data.bimodal.errors_known) curve.y_error.push_back(error / pair.r2_nm / std::abs(constant));
  }
  return curve;
}

Plot collapse_plot(const RegimeAnalysis& analysis, bool several) {
  const RegimeData& data = analysis.data;
  Plot plot{.id = "collapse" + suffix(analysis, several),
            .title = "What stays constant" + title_end(analysis, several),
            .caption =
                "r1^(m+1) - r2^(m+1) of every aliquot over its fitted value. Under the law by which both "
                "populations grow it is 1 throughout; under another it drifts.",
            .x = {"radius of population 2", "nm"},
            .y = {"relative constant", ""}};
  for (const Drawn& law : {laws[0], laws[1]})
    plot.curves.push_back(collapse_curve(data, analysis.test.at(law.exponent).result,
                                         {.label = law.label, .mark = Mark::points, .color = law.color}));
  plot.curves.push_back(
      collapse_curve(data, analysis.test.chosen(),
                     {.label = exponent_label(analysis), .mark = Mark::points, .color = fitted_color}));
  const auto [low, high] = range_of_r2(data);
  plot.curves.push_back({.mark = Mark::dashed, .color = fitted_color, .x = {low, high}, .y = {1, 1}});
  std::erase_if(plot.curves, [](const Curve& curve) { return curve.x.empty(); });
  return plot;
}

// --- the profile of the exponent --------------------------------------------------------------

// Wide enough for the named exponents and three errors.
std::array<double, 2> range_of_exponents(const growth::RegimeTest& test) {
  const fit::Parameter card = growth::default_exponent();
  const auto [low, high] = test.interval();
  const double best = test.best.values[0];
  return {std::max(std::min(-1.0, best + 3 * (low - best)), card.lower),
          std::min(std::max(4.0, best + 3 * (high - best)), card.upper)};
}

Curve profile_curve(const RegimeAnalysis& analysis, int color) {
  Curve curve{.label = analysis.name, .mark = Mark::line, .color = color};
  const auto [low, high] = range_of_exponents(analysis.test);
  for (int i = 0; i <= profile_points; ++i) {
    const double exponent = low + (high - low) * i / profile_points;
    const double rise = growth::test_exponent(analysis.test, exponent).delta_chi2;
    if (!std::isfinite(rise)) continue;
    curve.x.push_back(exponent);
    curve.y.push_back(std::sqrt(rise));
  }
  return curve;
}

Curve named_exponents(const RegimeAnalysis& analysis, int color) {
  Curve curve{.mark = Mark::points, .color = color};
  for (const growth::Hypothesis& one : analysis.test.hypotheses) {
    if (!std::isfinite(one.delta_chi2)) continue;
    curve.x.push_back(one.exponent);
    curve.y.push_back(std::sqrt(one.delta_chi2));
    curve.notes.push_back("m = " + format_number(one.exponent) +
                          ", p = " + format_rounded(one.p_exponent, 2));
  }
  return curve;
}

Plot profile_plot(const std::vector<RegimeAnalysis>& analyses) {
  Plot plot{.id = "profile",
            .title = "How far each exponent is from the data",
            .caption =
                "Square root of the rise of chi2 above its minimum, the other parameter fitted anew: "
                "distance from the best exponent in standard deviations. Points: m = -1, 0 (reaction), "
                "1 (diffusion), 2 (steady monomer), 4. Dashed: 1 (68 %) and 1.96 (95 %).",
            .x = {"exponent m", ""},
            .y = {"distance", "standard deviations"}};
  double low = -1, high = 4;
  for (std::size_t i = 0; i < analyses.size(); ++i) {
    const int color = static_cast<int>(i);
    plot.curves.push_back(profile_curve(analyses[i], color));
    plot.curves.push_back(named_exponents(analyses[i], color));
    low = std::min(low, range_of_exponents(analyses[i].test)[0]);
    high = std::max(high, range_of_exponents(analyses[i].test)[1]);
  }
  std::erase_if(plot.curves, [](const Curve& curve) { return curve.x.empty(); });
  for (const double level : {1.0, 1.96})
    plot.curves.push_back(
        {.mark = Mark::dashed, .color = fitted_color, .x = {low, high}, .y = {level, level}});
  return plot;
}

// --- eq 5 -------------------------------------------------------------------------------------

void add_monomer(const RegimeAnalysis& analysis, int color, Plot& plot) {
  const auto& points = analysis.data.bimodal.points;
  const double from = range_of_r2(analysis.data)[0];
  const double to = std::ranges::max_element(points, {}, &growth::BimodalPoint::r1_nm)->r1_nm;
  const double exponent = analysis.test.exponent();
  const auto [low, high] = analysis.test.interval();
  Curve line{
      .label = analysis.name + ", m = " + format_rounded(exponent), .mark = Mark::line, .color = color};
  Curve band{.mark = Mark::band, .color = color};
  for (int i = 0; i <= line_points; ++i) {
    const double radius_nm = from + (to - from) * i / line_points;
    line.x.push_back(radius_nm);
    line.y.push_back(growth::relative_monomer(radius_nm, from, exponent));
    band.x.push_back(radius_nm);
    band.y_low.push_back(growth::relative_monomer(radius_nm, from, low));
    band.y_high.push_back(growth::relative_monomer(radius_nm, from, high));
  }
  const bool closed = !analysis.test.open_above() && !analysis.test.open_below() && !analysis.test.given;
  if (closed) plot.curves.push_back(std::move(band));
  plot.curves.push_back(std::move(line));
}

Plot monomer_plot(const std::vector<RegimeAnalysis>& analyses) {
  Plot plot{.id = "monomer",
            .title = "What growth does to the monomer concentration",
            .caption =
                "[M] against radius where monomer is made at a constant rate and the number of particles "
                "stays the same: [M] as r^(m-2) (eq 5 of Prins et al. 2021), over that at the smallest "
                "radius. Band: 68 % "
                "interval of m, where the data end it. Rising: growth cannot end nucleation.",
            .x = {"radius", "nm"},
            .y = {"relative monomer concentration", ""}};
  for (std::size_t i = 0; i < analyses.size(); ++i) add_monomer(analyses[i], static_cast<int>(i), plot);
  return plot;
}

}  // namespace

std::vector<Figure> regime_figures(const std::vector<RegimeAnalysis>& analyses) {
  const bool several = analyses.size() > 1;
  std::vector<Figure> figures;
  for (const RegimeAnalysis& one : analyses) {
    figures.emplace_back(radii_plot(one, several));
    figures.emplace_back(plane_plot(one, several));
    figures.emplace_back(collapse_plot(one, several));
  }
  figures.emplace_back(profile_plot(analyses));
  figures.emplace_back(monomer_plot(analyses));
  return figures;
}

}  // namespace nacre::study
