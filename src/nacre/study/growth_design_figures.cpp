// Figures of a design of a synthesis: what can be reached, and by which recipes.
#include <algorithm>
#include <cmath>
#include <functional>

#include "nacre/core/units.hpp"
#include "nacre/study/growth_design_output.hpp"

namespace nacre::study {
namespace {

using growth::Outcome;
using growth::Variable;
using Reading = std::function<double(const Outcome&)>;

constexpr int injection_color = 0;
constexpr int feed_color = 1;
constexpr int recipe_color = 3;
constexpr int target_color = 2;

// Ascending in what was made, which may order the recipes otherwise than what was looked for.
std::vector<Outcome> by_radius(const std::vector<growth::TradeOff>& curve,
                               std::optional<Outcome> growth::TradeOff::*schedule) {
  std::vector<Outcome> list;
  for (const growth::TradeOff& point : curve)
    if (point.*schedule) list.push_back(*(point.*schedule));
  std::ranges::stable_sort(list, {}, &Outcome::radius_nm);
  return list;
}

Curve branch(const DesignResult& result, std::optional<Outcome> growth::TradeOff::*schedule,
             const Reading& read) {
  const bool injection = schedule == &growth::TradeOff::injection;
  Curve curve{.label = injection ? "one injection" : "with a feed",
              .mark = Mark::line,
              .color = injection ? injection_color : feed_color};
  for (const Outcome& outcome : by_radius(result.found.curve, schedule)) {
    if (!std::isfinite(read(outcome))) continue;
    curve.x.push_back(outcome.radius_nm);
    curve.y.push_back(read(outcome));
  }
  return curve;
}

// A line, and its points.
void add_branches(const DesignResult& result, const Reading& read, Plot& plot, bool injection = true) {
  for (const auto schedule : {&growth::TradeOff::injection, &growth::TradeOff::feed}) {
    if (schedule == &growth::TradeOff::injection && !injection) continue;
    Curve line = branch(result, schedule, read);
    if (line.x.empty()) continue;
    Curve points = line;
    points.mark = Mark::points;
    points.label.clear();
    plot.curves.push_back(std::move(line));
    plot.curves.push_back(std::move(points));
  }
}

void add_recipe(const DesignResult& result, const Reading& read, Plot& plot) {
  const double y = read(result.shown);
  if (!std::isfinite(y)) return;
  plot.curves.push_back({.label = result.reached ? "the recipe" : "what comes nearest",
                         .mark = Mark::points,
                         .color = recipe_color,
                         .x = {result.shown.radius_nm},
                         .y = {y}});
}

bool of_feed(Variable variable) { return variable != Variable::rate && variable != Variable::concentration; }

double dispersity_percent(const Outcome& one) { return 100 * one.dispersity; }
double nucleation_percent(const Outcome& one) { return 100 * one.nucleation_share; }

// The target as a box: radii within the tolerance, dispersities up to the limit.
Curve target_box(const growth::Target& target) {
  const double low = target.radius_nm * (1 - target.radius_tolerance);
  const double high = target.radius_nm * (1 + target.radius_tolerance);
  return {.label = "target",
          .mark = Mark::band,
          .color = target_color,
          .x = {low, high},
          .y_low = {0, 0},
          .y_high = {100 * target.dispersity, 100 * target.dispersity}};
}

Plot dispersity_plot(const DesignResult& result) {
  Plot plot{.id = "trade-off",
            .title = "What can be reached: dispersity against radius",
            .caption =
                "The smallest sigma / mean radius that the model allows at every mean radius, between the "
                "bounds of the design and with a yield of " +
                format_rounded(100 * result.design.target.least_yield) +
                " % or more. The band is the target.",
            .x = {"mean radius", "nm"},
            .y = {"sigma / mean radius", "%"}};
  plot.curves.push_back(target_box(result.design.target));
  add_branches(result, dispersity_percent, plot);
  add_recipe(result, dispersity_percent, plot);
  return plot;
}

Plot nucleation_plot(const DesignResult& result) {
  Plot plot{.id = "trade-off-nucleation",
            .title = "Nucleation along the trade-off",
            .caption =
                "Time to 98 % of the particles over the time to 98 % of the yield. Of an injection that is "
                "followed by a feed, the yield is complete once the feed is used up.",
            .x = {"mean radius", "nm"},
            .y = {"nucleation share", "%"}};
  add_branches(result, nucleation_percent, plot);
  add_recipe(result, nucleation_percent, plot);
  return plot;
}

Plot variable_plot(const DesignResult& result, Variable variable, const char* id, bool logarithmic) {
  const VariableWords words = words_of(variable, result.design.base.precursor.order);
  const growth::Range& range = result.design.space.of(variable);
  Plot plot{.id = id,
            .title = std::string("Recipes along the trade-off: ") + words.words,
            .caption = "Between " + format_rounded(range.low, 4) + " and " + format_rounded(range.high, 4) +
                       (words.unit[0] == 0 ? "" : std::string(" ") + words.unit) +
                       ". Several schedules may do equally well, so that points may jump.",
            .x = {"mean radius", "nm"},
            .y = {words.words, words.unit, logarithmic}};
  const bool feed_only = of_feed(variable);
  const Reading read = [variable](const Outcome& one) { return one.recipe[variable]; };
  add_branches(result, read, plot, !feed_only);
  if (!feed_only || result.shown.recipe.fed()) add_recipe(result, read, plot);
  return plot;
}

}  // namespace

std::vector<Figure> design_tradeoff_figures(const DesignResult& result) {
  return {dispersity_plot(result), nucleation_plot(result)};
}

std::vector<Figure> design_variable_figures(const DesignResult& result) {
  struct Drawn {
    Variable variable;
    const char* id;
    bool logarithmic;
  };
  constexpr Drawn all[] = {{Variable::rate, "recipe-rate", true},
                           {Variable::concentration, "recipe-concentration", true},
                           {Variable::feed_share, "recipe-feed-share", false},
                           {Variable::feed_start, "recipe-feed-start", false},
                           {Variable::feed_duration, "recipe-feed-duration", false}};
  std::vector<Figure> figures;
  for (const Drawn& one : all) {
    const bool idle = of_feed(one.variable) && !result.design.space.feeds();
    if (idle || !result.design.space.of(one.variable).varies()) continue;
    Plot plot = variable_plot(result, one.variable, one.id, one.logarithmic);
    if (!plot.curves.empty()) figures.push_back(std::move(plot));
  }
  return figures;
}

}  // namespace nacre::study
