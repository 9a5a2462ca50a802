// Figures over time: panels d-f of Figure 5 of the superfocusing paper, and what belongs to them.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_nucleation.hpp"
#include "nacre/study/growth_output.hpp"
#include "nacre/study/growth_plots.hpp"
#include "nacre/study/growth_ripening.hpp"

namespace nacre::study {
namespace {

using namespace growth_plots;
using growth::Point;

constexpr double micromolar = 1e3;  // per mol/m3

// --- yield and concentration ------------------------------------------------------------------

Curve arrival_point(const growth::Arrival& arrival, const std::string& what, int color) {
  Curve curve{.mark = Mark::points, .color = color};
  if (!(arrival.time_s > 0)) return curve;
  curve.x = {arrival.time_s};
  curve.y = {0.98};
  curve.notes = {"98 % of " + what + " at " + format_rounded(arrival.time_s, 4) + " s"};
  return curve;
}

Plot course_plot(const Runs& runs) {
  const TimeAxis time = time_axis(runs);
  const bool falls = std::ranges::any_of(runs, [](const GrowthRun* run) {
    return has_particles(*run) && (run->summary.yield.of_maximum || run->summary.concentration.of_maximum);
  });
  Plot plot{
      .id = "course",
      .title = "Yield and number of particles",
      .caption =
          "Number of particles (lines) and yield (dashed), each over its final value, or over its maximum "
          "where it falls again. Points: 98 % of it is reached.",
      .x = time.axis,
      .y = {falls ? "share of the final value or maximum" : "share of the final value", ""}};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const growth::Arrival &yield = runs[i]->summary.yield, &number = runs[i]->summary.concentration;
    if (!has_particles(*runs[i])) continue;
    const double solid = yield.reference * runs[i]->trajectory.points.back().total_mol_m3;
    const std::string name = runs.size() > 1 ? " of " + growth_case_name(*runs[i]) : "";
    add_curve(plot,
              time_curve(*runs[i], time, [&](const Point& p) { return p.moments[0] / number.reference; },
                         {.label = label_of(runs, i, "particles"), .color = color_of(i)}));
    add_curve(plot,
              time_curve(*runs[i], time, [&](const Point& p) { return p.solid_mol_m3 / solid; },
                         {.label = label_of(runs, i, "yield"), .mark = Mark::dashed, .color = color_of(i)}));
    add_curve(plot, arrival_point(number, "the particles" + name, color_of(i)));
    add_curve(plot, arrival_point(yield, "the yield" + name, color_of(i)));
  }
  return plot;
}

// --- against the scanned number ---------------------------------------------------------------

const Value* scanned_value(const GrowthRun& run) {
  const std::string suffix = "." + run.one->label.front().first;
  for (const auto& [name, value] : run.one->values)
    if (name.ends_with(suffix) && value.key->scannable) {
      const CaseValue& label = run.one->label.front().second;
      const bool a_word = value.key->type == KeyType::choice || value.key->type == KeyType::path;
      const bool told_apart = std::holds_alternative<double>(label) || value.text.empty();
      if (!a_word && told_apart) return &value;
    }
  return nullptr;
}

double number_of(const Value& value) {
  return value.key->type == KeyType::parameter ? value.parameter.value : value.number;
}

std::optional<Plot> scan_plot(const Runs& runs) {
  if (runs.size() < 3 || runs.front()->one->label.size() != 1) return {};
  const Value* first = scanned_value(*runs.front());
  if (first == nullptr) return {};
  Curve share{.label = "nucleation / reaction time", .mark = Mark::points, .color = 0};
  Curve dispersity{.label = "dispersity at the end", .mark = Mark::points, .color = 1};
  for (const GrowthRun* run : runs) {
    if (!has_particles(*run)) continue;
    const double x = number_of(*scanned_value(*run));
    if (run->summary.concentration.time_s > 0) {
      share.x.push_back(x);
      share.y.push_back(100 * run->summary.nucleation_share);
    }
    dispersity.x.push_back(x);
    dispersity.y.push_back(100 * run->summary.dispersity);
  }
  Plot plot{.id = "scan",
            .title = "Nucleation and dispersity against " + std::string(first->key->name),
            .caption =
                "Time to 98 % of the particles over that to 98 % of the yield (inset of Figure 5d of Prins "
                "et al. 2021), and "
                "sigma / mean "
                "radius at the end.",
            .x = {std::string(first->key->name), std::string(first->key->unit)},
            .y = {"share", "%"}};
  for (Curve& curve : std::array{share, dispersity}) {
    Curve line = curve;
    line.label.clear();
    line.mark = Mark::dashed;
    add_curve(plot, std::move(line));
    add_curve(plot, std::move(curve));
  }
  if (plot.curves.empty()) return {};
  return plot;
}

// --- buildup ----------------------------------------------------------------------------------

std::optional<Plot> buildup_plot(const Runs& runs) {
  double until_s = 0;
  for (const GrowthRun* run : runs)
    if (run->buildup.exists()) until_s = std::max(until_s, run->buildup.until_s);
  if (!(until_s > 0)) return {};
  Plot plot{
      .id = "buildup",
      .title = "Buildup of the number of particles",
      .caption =
          "Lines: particles per volume at time 0. Dashed: c_end (1 - exp(-(t - t_0) / τ)) fitted to them up "
          "to twice the time of 98 % (Prins et al. 2021, Supporting Information S6). The misfit is no "
          "statistical error.",
      .x = {"time", "s"},
      .y = {"concentration", "µM"}};
  constexpr int steps = 150;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Buildup& buildup = runs[i]->buildup;
    if (!buildup.exists()) continue;
    Curve line{.label = label_of(runs, i), .color = color_of(i)};
    Curve fitted{.label = runs.size() == 1 ? "exponential" : "", .mark = Mark::dashed, .color = color_of(i)};
    for (int k = 0; k <= steps; ++k) {
      const double time_s = until_s * k / steps;
      line.x.push_back(time_s);
      line.y.push_back(micromolar * runs[i]->trajectory.at(time_s).moments[0] / avogadro_per_mol);
      fitted.x.push_back(time_s);
      fitted.y.push_back(micromolar * buildup.concentration_at(time_s));
    }
    add_curve(plot, std::move(line));
    add_curve(plot, std::move(fitted));
  }
  return plot;
}

// --- ripening ---------------------------------------------------------------------------------

std::optional<Plot> ripening_plot(const Runs& runs) {
  Plot plot{
      .id = "ripening",
      .title = "Ripening against theory",
      .caption =
          "Mean radius to the power 3 (diffusion) or 2 (reaction), over its start; time over that of the "
          "theory of Lifshitz, Slyozov and Wagner, which is the dashed line. It takes the solubility of "
          "particles as linear in 1/r.",
      .x = {"time / time of the theory", ""},
      .y = {"(r / r at the start)^power", ""}};
  double until = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto ripening = ripening_of(*runs[i]);
    if (!ripening) continue;
    Curve curve = time_curve(
        *runs[i], {}, [&](const Point& p) { return ripening->simulated(p); },
        {.label = label_of(runs, i, "power " + std::to_string(ripening->power)), .color = color_of(i)});
    for (double& x : curve.x) x /= ripening->time_s;
    until = std::max(until, curve.x.back());
    add_curve(plot, std::move(curve));
  }
  if (plot.curves.empty()) return {};
  plot.curves.push_back(
      {.label = "theory", .mark = Mark::dashed, .color = grey, .x = {0, until}, .y = {1, 1 + until}});
  return plot;
}

void add_particle_figures(const Runs& all, std::vector<Figure>& figures) {
  const Runs runs = shown_of(all);
  figures.emplace_back(course_plot(runs));
  if (auto plot = scan_plot(all)) figures.emplace_back(std::move(*plot));
  if (auto plot = ripening_plot(runs)) figures.emplace_back(std::move(*plot));
  if (generates(runs)) figures.emplace_back(rate_plot(runs));
  figures.emplace_back(sigma_plot(runs));
  figures.emplace_back(dispersity_plot(runs));
  figures.emplace_back(radius_plot(runs));
}

}  // namespace

std::vector<Figure> growth_figures(const std::vector<GrowthRun>& runs) {
  Runs all;
  for (const GrowthRun& run : runs) all.push_back(&run);
  const Runs shown = shown_of(all);
  const auto any = [&all](bool (*holds)(const GrowthRun&)) {
    return std::ranges::any_of(all, [holds](const GrowthRun* run) { return holds(*run); });
  };
  std::vector<Figure> figures = growth_distribution_figures(runs);
  if (any(has_particles)) add_particle_figures(all, figures);
  figures.emplace_back(lamer_plot(shown));
  if (auto plot = buildup_plot(shown); any(has_particles) && plot) figures.emplace_back(std::move(*plot));
  if (runs.size() == 1) figures.emplace_back(balance_plot(runs.front(), time_axis(shown)));
  if (any(temperature_changes)) figures.emplace_back(temperature_plot(shown));
  return figures;
}

}  // namespace nacre::study
