#include "nacre/growth/recipe_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/growth/recipe_descent.hpp"

namespace nacre::growth {
namespace {

// A feed below this share is none.
constexpr double least_feed_share = 0.02;
constexpr double search_tolerance = 2e-3;  // of the radius
constexpr double yield_margin = 2e-3;      // a simulation in detail may end a little lower
constexpr int most_turns = 8;
constexpr double longest_turn = 0.15;  // of the range of the pivot
constexpr double shortest_turn = 0.005;
constexpr double out_of_reach = 10;  // more than any dispersity
constexpr std::size_t starts = 2;

// Van der Corput's sequence: in several coprime bases it fills a cube evenly (Halton, Numer. Math. 2, 84
// (1960)).
double van_der_corput(std::size_t index, std::size_t base) {
  double x = 0, place = 1;
  for (; index > 0; index /= base) {
    place /= static_cast<double>(base);
    x += place * static_cast<double>(index % base);
  }
  return x;
}

DesignSpace space_of(DesignSpace space, Schedule schedule) {
  if (schedule == Schedule::injection)
    space.feed_share = space.feed_start_s = space.feed_duration_s = {};
  else
    space.feed_share.low =
        std::max(space.feed_share.low, std::min(least_feed_share, space.feed_share.high / 2));
  return space;
}

// The variable that the radius follows most: with nuclei to be born the rate, or else how much is left for
// growth.
Variable pivot_of(const DesignSpace& space, bool nucleation) {
  using enum Variable;
  const auto order =
      nucleation ? std::array{rate, feed_share, concentration} : std::array{concentration, rate, feed_share};
  for (const Variable one : order)
    if (space.of(one).varies()) return one;
  throw std::invalid_argument("no variable of the recipe varies that the radius would follow");
}

bool logarithmic(Variable variable, const Range& range) {
  return variable != Variable::feed_share && range.low > 0;
}

}  // namespace

// What the pivot does to the radius, learned on the way.
struct RecipeSearch::Aim {
  double slope = 0;  // d ln radius / d coordinate of the pivot
};

// Where to begin: the other variables of the best rays, and the pivot there.
struct RecipeSearch::Start {
  struct Place {
    double penalty = 0;
    Recipe recipe{};
    Aim aim{};
  };
  std::vector<Place> places{};  // best first
};

RecipeSearch::RecipeSearch(const Synthesis& base, const DesignSpace& space, Schedule schedule,
                           double least_yield, const RecipeEffort& effort, const RunControl& control)
    : base_(base),
      space_(space_of(space, schedule)),
      schedule_(schedule),
      least_yield_(least_yield),
      effort_(effort),
      control_(control),
      pivot_(pivot_of(space_, base.nucleation.on)) {
  for (const Variable one : variables)
    if (one != pivot_ && space_.of(one).varies()) others_.push_back(one);
}

double RecipeSearch::coordinate(Variable variable, double value) const {
  const Range& range = space_.of(variable);
  if (!range.varies()) return 0;
  if (logarithmic(variable, range)) return std::log(value / range.low) / std::log(range.high / range.low);
  return (value - range.low) / (range.high - range.low);
}

double RecipeSearch::value(Variable variable, double coordinate) const {
  const Range& range = space_.of(variable);
  const double x = logarithmic(variable, range) ? range.low * std::pow(range.high / range.low, coordinate)
                                                : range.low + coordinate * (range.high - range.low);
  return std::clamp(x, range.low, range.high);
}

// What does not vary keeps its value.
Recipe RecipeSearch::middle() const {
  Recipe recipe;
  for (const Variable one : variables) recipe[one] = value(one, 0.5);
  return recipe;
}

Recipe RecipeSearch::at(const std::vector<double>& others) const {
  Recipe recipe = middle();
  for (std::size_t i = 0; i < others_.size(); ++i) recipe[others_[i]] = value(others_[i], others[i]);
  return recipe;
}

Outcome RecipeSearch::tried(const Recipe& recipe, const Options& options) const {
  return outcome_of(base_, space_, recipe, options, control_);
}

std::size_t RecipeSearch::ray_count() const {
  if (others_.empty()) return 1;
  return static_cast<std::size_t>(schedule_ == Schedule::injection ? effort_.injection_rays
                                                                   : effort_.feed_rays);
}

Ray RecipeSearch::ray(std::size_t index) const {
  constexpr std::size_t bases[] = {2, 3, 5, 7};
  std::vector<double> others;
  const double last = static_cast<double>(ray_count() - 1);
  if (others_.size() == 1)
    others.push_back(last > 0 ? static_cast<double>(index) / last : 0.5);
  else
    for (std::size_t i = 0; i < others_.size(); ++i) others.push_back(van_der_corput(index + 1, bases[i]));
  Recipe recipe = at(others);
  Ray ray;
  for (int i = 0; i < effort_.pivots; ++i) {
    recipe[pivot_] = value(pivot_, i / (effort_.pivots - 1.0));
    ray.push_back(tried(recipe, effort_.options));
  }
  return ray;
}

// The dispersity where radius and yield are right, more than `out_of_reach` where they are not.
double RecipeSearch::penalty(const Outcome& outcome, double radius_nm) const {
  if (!std::isfinite(outcome.radius_nm)) return 100 * out_of_reach;
  const double miss = std::abs(std::log(outcome.radius_nm / radius_nm));
  const double shortage = std::max(least_yield_ + yield_margin - outcome.yield, 0.0);
  if (miss <= search_tolerance && shortage == 0) return outcome.dispersity;
  return out_of_reach * (1 + miss + shortage);
}

// Newton's method in the pivot with the slope of the last two radii; of a short step the radii tell no slope.
// The nearest of all.
Outcome RecipeSearch::turned(Recipe recipe, double radius_nm, double tolerance, const Options& options,
                             Aim& aim) const {
  const auto miss_of = [&](const Outcome& one) { return std::log(one.radius_nm / radius_nm); };
  Outcome outcome = tried(recipe, options), best = outcome;
  double u = coordinate(pivot_, recipe[pivot_]);
  for (int turn = 0; turn < most_turns && std::isfinite(outcome.radius_nm); ++turn) {
    const double miss = miss_of(outcome);
    if (std::abs(miss) <= tolerance || aim.slope == 0) break;
    const double next = std::clamp(u - std::clamp(miss / aim.slope, -longest_turn, longest_turn), 0.0, 1.0);
    if (next == u) break;
    recipe[pivot_] = value(pivot_, next);
    outcome = tried(recipe, options);
    const double slope = (miss_of(outcome) - miss) / (next - u);
    if (std::abs(next - u) > shortest_turn && std::abs(slope) > 0.1 * std::abs(aim.slope)) aim.slope = slope;
    if (std::abs(miss_of(outcome)) < std::abs(miss_of(best))) best = outcome;
    u = next;
  }
  return best;
}

Outcome RecipeSearch::aimed(const Recipe& recipe, double radius_nm, double tolerance,
                            const Options& options) const {
  const double u = coordinate(pivot_, recipe[pivot_]);
  Recipe beside = recipe;
  const double step = u < 0.5 ? 0.02 : -0.02;
  beside[pivot_] = value(pivot_, u + step);
  const double here = tried(recipe, options).radius_nm, there = tried(beside, options).radius_nm;
  Aim aim{std::log(there / here) / step};
  if (!std::isfinite(aim.slope)) aim.slope = 0;
  return turned(recipe, radius_nm, tolerance, options, aim);
}

// Every stretch of a ray between two neighbours that have the radius between them, with the dispersity and
// the yield in between; or else the recipe that comes nearest.
RecipeSearch::Start RecipeSearch::start_at(double radius_nm) const {
  Start start;
  const double du = 1.0 / (effort_.pivots - 1);
  for (const Ray& ray : rays_) {
    Start::Place best{std::numeric_limits<double>::infinity(), {}, {}};
    for (std::size_t i = 0; i + 1 < ray.size(); ++i) {
      const Outcome &a = ray[i], &b = ray[i + 1];
      const double span = std::log(b.radius_nm / a.radius_nm);
      if (!std::isfinite(span) || span == 0) continue;
      const double share = std::clamp(std::log(radius_nm / a.radius_nm) / span, 0.0, 1.0);
      Outcome between = a;
      between.radius_nm *= std::exp(share * span);
      between.dispersity += share * (b.dispersity - a.dispersity);
      between.yield += share * (b.yield - a.yield);
      const double u = coordinate(pivot_, a.recipe[pivot_]) + share * du;
      between.recipe[pivot_] = value(pivot_, u);
      const double penalised = penalty(between, radius_nm);
      if (penalised < best.penalty) best = {penalised, between.recipe, {span / du}};
    }
    if (std::isfinite(best.penalty)) start.places.push_back(best);
  }
  std::ranges::stable_sort(start.places, {}, &Start::Place::penalty);
  if (start.places.size() > starts) start.places.resize(starts);
  return start;
}

std::optional<Outcome> RecipeSearch::best_at(double radius_nm) const {
  std::optional<Outcome> best;
  for (const Start::Place& place : start_at(radius_nm).places) {
    Recipe nearest = place.recipe;
    Aim aim = place.aim;
    const auto f = [&](const std::vector<double>& others) {
      Recipe recipe = at(others);
      recipe[pivot_] = nearest[pivot_];
      const Outcome outcome = turned(recipe, radius_nm, search_tolerance, effort_.options, aim);
      const double penalised = penalty(outcome, radius_nm);
      if (penalised >= out_of_reach) {
        aim = place.aim;
        return penalised;
      }
      nearest = outcome.recipe;
      if (!best || outcome.dispersity < best->dispersity) best = outcome;
      return penalised;
    };
    std::vector<double> others;
    for (const Variable one : others_) others.push_back(coordinate(one, place.recipe[one]));
    descend(f, others, 0.12, 0.01, effort_.evaluations / static_cast<int>(starts));
  }
  return best;
}

}  // namespace nacre::growth
