#include "nacre/growth/recipe.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/growth/recipe_search.hpp"

namespace nacre::growth {
namespace {

constexpr double final_tolerance = 1e-4;  // of the radius of the recipe
constexpr double nearly_enough = 0.1;     // of the yield
constexpr double beyond_the_curve = 1.1;
constexpr int most_tries = 30;  // of coarse outcomes that seem to be nearer
constexpr double any_dispersity = std::numeric_limits<double>::infinity();

bool about(const Outcome& outcome, double radius_nm, double tolerance) {
  return std::abs(outcome.radius_nm / radius_nm - 1) <= tolerance;
}

class Designer {
 public:
  Designer(const Synthesis& base, const DesignSpace& space, const Target& target, const Options& detailed,
           const RecipeEffort& effort, const RunControl& control)
      : target_(target), detailed_(detailed), effort_(effort), control_(control) {
    if (space.injects()) add(base, space, Schedule::injection);
    if (space.feeds()) add(base, space, Schedule::feed);
  }

  FoundRecipe found();

 private:
  struct Searched {
    RecipeSearch search;
    std::optional<Outcome> TradeOff::*of;
  };

  void add(const Synthesis& base, const DesignSpace& space, Schedule schedule) {
    searches_.push_back({RecipeSearch(base, space, schedule, target_.least_yield, effort_, control_),
                         schedule == Schedule::injection ? &TradeOff::injection : &TradeOff::feed});
  }
  void map();
  void draw_curve();
  Range reach() const;
  TradeOff at(double radius_nm) const;
  TradeOff at_in_detail(double radius_nm) const;
  TradeOff kept(TradeOff point);
  std::optional<TradeOff> nearest(double dispersity);
  std::optional<Outcome> nearest_found(double dispersity);
  bool nearer(const Outcome& a, const Outcome& b) const;
  std::optional<Outcome> nearest_of_all(std::optional<Outcome> best, double dispersity) const;
  Outcome edge(const TradeOff& point, double dispersity) const;
  bool good(const TradeOff& point, double dispersity) const;
  const RecipeSearch& search_of(const Outcome& outcome) const;
  Outcome in_detail(const Outcome& outcome, double radius_nm) const;
  bool accept(const std::optional<Outcome>& outcome, double radius_nm);
  void look_beside();

  Target target_;
  Options detailed_;
  RecipeEffort effort_;
  const RunControl& control_;
  std::vector<Searched> searches_{};
  TradeOff at_target_{};
  std::vector<Outcome> seen_{};  // all that was simulated in detail and has the yield
  FoundRecipe found_{};
};

void Designer::map() {
  std::vector<std::pair<std::size_t, std::size_t>> work;
  std::vector<std::vector<Ray>> rays(searches_.size());
  for (std::size_t s = 0; s < searches_.size(); ++s) {
    rays[s].resize(searches_[s].search.ray_count());
    for (std::size_t i = 0; i < rays[s].size(); ++i) work.emplace_back(s, i);
  }
  Stage stage(control_, "map", static_cast<double>(work.size()), "rays");
  parallel_for(work.size(), control_, [&](std::size_t w) {
    const auto [s, i] = work[w];
    rays[s][i] = searches_[s].search.ray(i);
    stage.advance(1);
  });
  for (std::size_t s = 0; s < searches_.size(); ++s) searches_[s].search.keep(std::move(rays[s]));
}

// Radii of the map with enough yield, or with nearly enough: the edge lies between its recipes.
Range Designer::reach() const {
  Range range{any_dispersity, 0};
  bool enough = false;
  for (const Searched& one : searches_)
    for (const Ray& ray : one.search.rays())
      for (const Outcome& outcome : ray) {
        if (!(outcome.radius_nm > 0) || outcome.yield < target_.least_yield - nearly_enough) continue;
        range = {std::min(range.low, outcome.radius_nm), std::max(range.high, outcome.radius_nm)};
        enough = enough || outcome.yield >= target_.least_yield;
      }
  if (!enough)
    throw std::runtime_error("nothing between the bounds reaches a yield of " +
                             format_number(target_.least_yield) + " in the given time");
  return range;
}

TradeOff Designer::at(double radius_nm) const {
  TradeOff point{.radius_nm = radius_nm};
  for (const Searched& one : searches_) point.*one.of = one.search.best_at(radius_nm);
  return point;
}

// What was found coarsely, simulated in detail, and turned once more where that has another radius.
TradeOff Designer::at_in_detail(double radius_nm) const {
  TradeOff point = at(radius_nm);
  for (const Searched& one : searches_) {
    auto& outcome = point.*one.of;
    if (!outcome) continue;
    outcome = one.search.tried(outcome->recipe, detailed_);
    if (!about(*outcome, radius_nm, target_.radius_tolerance))
      outcome = one.search.aimed(outcome->recipe, radius_nm, target_.radius_tolerance, detailed_);
    if (!(outcome->yield >= target_.least_yield)) outcome.reset();
  }
  return point;
}

// The point without recipes that miss its radius; they may be the nearest to the target all the same.
TradeOff Designer::kept(TradeOff point) {
  for (const Searched& one : searches_) {
    auto& outcome = point.*one.of;
    if (!outcome) continue;
    seen_.push_back(*outcome);
    if (!about(*outcome, point.radius_nm, target_.radius_tolerance)) outcome.reset();
  }
  return point;
}

void Designer::draw_curve() {
  const Range range = reach();
  std::vector<double> radii;
  for (int i = 0; i < effort_.radii; ++i)
    radii.push_back(range.low + (range.high - range.low) * i / (effort_.radii - 1.0));
  found_.curve.resize(radii.size());
  Stage stage(control_, "trade-off", static_cast<double>(radii.size()), "radii");
  parallel_for(radii.size(), control_, [&](std::size_t i) {
    found_.curve[i] = at_in_detail(radii[i]);
    stage.advance(1);
  });
  for (TradeOff& point : found_.curve) point = kept(std::move(point));
}

bool Designer::good(const TradeOff& point, double dispersity) const {
  return point.best() != nullptr && point.best()->dispersity <= dispersity;
}

// The target itself, or from the nearest point of the curve bisections towards it.
std::optional<TradeOff> Designer::nearest(double dispersity) {
  if (good(at_target_, dispersity)) return at_target_;
  const TradeOff* start = nullptr;
  for (const TradeOff& point : found_.curve)
    if (good(point, dispersity) && (start == nullptr || std::abs(point.radius_nm - target_.radius_nm) <
                                                            std::abs(start->radius_nm - target_.radius_nm)))
      start = &point;
  if (start == nullptr) return {};
  TradeOff best = *start;
  double outside = std::clamp(target_.radius_nm, found_.curve.front().radius_nm / beyond_the_curve,
                              found_.curve.back().radius_nm * beyond_the_curve);
  for (const TradeOff& point : found_.curve)
    if ((point.radius_nm - best.radius_nm) * (point.radius_nm - outside) < 0) outside = point.radius_nm;
  for (int i = 0; i < effort_.bisections; ++i) {
    const TradeOff point = kept(at_in_detail((best.radius_nm + outside) / 2));
    if (good(point, dispersity))
      best = point;
    else
      outside = point.radius_nm;
  }
  return best;
}

const RecipeSearch& Designer::search_of(const Outcome& outcome) const {
  const auto wanted = outcome.recipe.fed() ? &TradeOff::feed : &TradeOff::injection;
  return std::ranges::find(searches_, wanted, &Searched::of)->search;
}

Outcome Designer::in_detail(const Outcome& outcome, double radius_nm) const {
  return search_of(outcome).aimed(outcome.recipe, radius_nm, final_tolerance, detailed_);
}

bool Designer::accept(const std::optional<Outcome>& outcome, double radius_nm) {
  if (!outcome) return false;
  const Outcome detailed = in_detail(*outcome, radius_nm);
  if (!meets(detailed, target_)) return false;
  found_.best = detailed;
  found_.reached = true;
  return true;
}

// With the radius as asked, where that keeps to the dispersity.
Outcome Designer::edge(const TradeOff& point, double dispersity) const {
  const Outcome detailed = in_detail(*point.best(), point.radius_nm);
  const bool keeps = detailed.dispersity <= dispersity && detailed.yield >= target_.least_yield;
  return keeps ? detailed : *point.best();
}

// Of two at the target's radius the narrower one, else the nearer one.
bool Designer::nearer(const Outcome& a, const Outcome& b) const {
  const double radius_nm = target_.radius_nm, tolerance = target_.radius_tolerance;
  if (about(a, radius_nm, tolerance) && about(b, radius_nm, tolerance)) return a.dispersity < b.dispersity;
  return std::abs(std::log(a.radius_nm / radius_nm)) < std::abs(std::log(b.radius_nm / radius_nm));
}

// Besides the search, what came by on the way: in detail on the curve, coarsely on the map.
std::optional<Outcome> Designer::nearest_of_all(std::optional<Outcome> best, double dispersity) const {
  const auto better = [&](const Outcome& one) {
    return one.yield >= target_.least_yield && one.dispersity <= dispersity && (!best || nearer(one, *best));
  };
  for (const Outcome& one : seen_)
    if (better(one)) best = one;
  int tries = 0;
  for (const Searched& one : searches_)
    for (const Ray& ray : one.search.rays())
      for (const Outcome& coarse : ray) {
        if (!better(coarse) || ++tries > most_tries) continue;
        const Outcome detailed = one.search.tried(coarse.recipe, detailed_);
        if (better(detailed)) best = detailed;
      }
  return best;
}

std::optional<Outcome> Designer::nearest_found(double dispersity) {
  std::optional<Outcome> best;
  if (const auto point = nearest(dispersity)) best = edge(*point, dispersity);
  return nearest_of_all(best, dispersity);
}

// The target may lie outside of what can be reached by less than its tolerance.
void Designer::look_beside() {
  found_.nearest = nearest_found(target_.dispersity);
  if (found_.nearest && meets(*found_.nearest, target_)) {
    found_.best = *std::exchange(found_.nearest, std::nullopt);
    found_.reached = true;
    return;
  }
  const auto any = nearest_found(any_dispersity);
  if (!any) throw std::runtime_error("no recipe between the bounds was found for any radius");
  found_.best = *any;
}

FoundRecipe Designer::found() {
  map();
  draw_curve();
  Stage stage(control_, "target", 2, "searches");
  const double radius_nm = target_.radius_nm;
  at_target_ = at_in_detail(radius_nm);
  stage.advance(1);
  if (!accept(at_target_.injection, radius_nm) && !accept(at_target_.feed, radius_nm)) look_beside();
  stage.advance(1);
  return std::move(found_);
}

}  // namespace

bool meets(const Outcome& outcome, const Target& target) {
  return std::abs(outcome.radius_nm / target.radius_nm - 1) <= target.radius_tolerance &&
         outcome.dispersity <= target.dispersity && outcome.yield >= target.least_yield;
}

const Outcome* TradeOff::best() const {
  if (!injection || !feed) return injection ? &*injection : feed ? &*feed : nullptr;
  return feed->dispersity < injection->dispersity ? &*feed : &*injection;
}

FoundRecipe find_recipe(const Synthesis& base, const DesignSpace& space, const Target& target,
                        const Options& detailed, const RecipeEffort& effort, const RunControl& control) {
  return Designer(base, space, target, detailed, effort, control).found();
}

std::vector<Sensitivity> sensitivities(const Synthesis& base, const DesignSpace& space, const Recipe& recipe,
                                       double relative_error, const Options& options,
                                       const RunControl& control) {
  std::vector<Sensitivity> list;
  for (const Variable one : variables)
    if (recipe[one] > 0) list.push_back({.variable = one});
  std::vector<Outcome> outcomes(2 * list.size());
  parallel_for(outcomes.size(), control, [&](std::size_t i) {
    Recipe changed = recipe;
    changed[list[i / 2].variable] *= 1 + (i % 2 == 0 ? -relative_error : relative_error);
    outcomes[i] = outcome_of(base, space, changed, options, control);
  });
  for (std::size_t i = 0; i < list.size(); ++i) {
    list[i].low = outcomes[2 * i];
    list[i].high = outcomes[2 * i + 1];
    list[i].radius_exponent = std::log(list[i].high.radius_nm / list[i].low.radius_nm) /
                              std::log((1 + relative_error) / (1 - relative_error));
  }
  return list;
}

}  // namespace nacre::growth
