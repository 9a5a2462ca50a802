#include "nacre/fit/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nacre::fit {
namespace {

constexpr int max_expansions = 20;
constexpr int max_refinements = 60;

struct Point {
  double x = 0;
  double excess = 0;  // rise - target
};

bool small(const Point& p, double target) { return std::abs(p.excess) <= 1e-9 * target; }

bool closed(const Point& a, const Point& b) {
  return std::abs(a.x - b.x) <= 1e-13 * (std::abs(a.x) + std::abs(b.x));
}

double between(const Point& low, const Point& high) {
  if (!std::isfinite(high.excess)) return 0.5 * (low.x + high.x);
  return low.x - low.excess * (high.x - low.x) / (high.excess - low.excess);
}

// Regula falsi with the Illinois rule (Dowell and Jarratt 1971, doi:10.1007/BF01934364): an end that stays
// twice is given half its weight.
double refine(const std::function<double(double)>& rise, Point low, Point high, double target) {
  int last_side = 0;
  for (int i = 0; i < max_refinements && !closed(low, high); ++i) {
    const double x = between(low, high);
    const Point next{x, rise(x) - target};
    if (small(next, target)) return x;
    const int side = next.excess < 0 ? -1 : 1;
    (side < 0 ? low : high) = next;
    if (side == last_side) (side < 0 ? high : low).excess *= 0.5;
    last_side = side;
  }
  return low.x;
}

// A little beyond where the straight line through the last point reaches the target.
double growth(const Point& p, double target) {
  const double rise = p.excess + target;
  return rise > 0 ? std::clamp(1.05 * target / rise, 1.02, 8.0) : 8.0;
}

}  // namespace

double crossing(const std::function<double(double)>& rise, const CrossingSearch& search) {
  const double direction = std::copysign(1.0, search.first_step);
  const double room = std::abs(search.limit - search.from);
  if (room == 0) return search.limit;
  Point low{search.from, -search.target};
  double distance = std::abs(search.first_step);
  for (int i = 0; i < max_expansions; ++i) {
    const bool at_limit = distance >= room;
    const double x = at_limit ? search.limit : search.from + direction * distance;
    const Point next{x, rise(x) - search.target};
    if (small(next, search.target)) return x;
    if (next.excess > 0) return refine(rise, low, next, search.target);
    if (at_limit) return search.limit;
    low = next;
    distance *= growth(next, search.target);
  }
  return direction * std::numeric_limits<double>::infinity();
}

}  // namespace nacre::fit
