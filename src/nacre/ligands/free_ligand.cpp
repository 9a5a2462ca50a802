#include "nacre/ligands/free_ligand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nacre::ligands {
namespace {

constexpr int max_steps = 200;

// Free concentration with one set alone; zero when less than nothing is to be spread. The root of
// x^2 K + x (1 + K (a - total)) - total = 0 in the form without cancellation.
double free_of_one_set(double total_mM, const SiteSet& set) {
  if (!(total_mM > 0)) return 0;
  const double b = 1 + set.K_per_mM * (set.total_mM - total_mM);
  const double root = std::sqrt(b * b + 4 * set.K_per_mM * total_mM);
  return b >= 0 ? 2 * total_mM / (b + root) : (root - b) / (2 * set.K_per_mM);
}

double bound(const SiteSet& set, double x) {
  return set.total_mM * set.K_per_mM * x / (1 + set.K_per_mM * x);
}

double slope(const SiteSet& set, double x) {
  const double unoccupied = 1 / (1 + set.K_per_mM * x);
  return set.total_mM * set.K_per_mM * unoccupied * unoccupied;
}

// Below the root: sites that are taken to be full, or to bind as strongly as when empty, bind too much.
double lower_bound(double total_mM, const SiteSet& a, const SiteSet& b) {
  const double empty = total_mM / (1 + a.total_mM * a.K_per_mM + b.total_mM * b.K_per_mM);
  return std::max(
      {empty, free_of_one_set(total_mM - a.total_mM, b), free_of_one_set(total_mM - b.total_mM, a)});
}

}  // namespace

// The left side is concave and rises: a Newton step from below the root stays below it.
double free_of_two_sets(double total_mM, const SiteSet& a, const SiteSet& b) {
  if (!(total_mM > 0)) return 0;
  double x = lower_bound(total_mM, a, b);
  for (int i = 0; i < max_steps; ++i) {
    const double missing = total_mM - x - bound(a, x) - bound(b, x);
    const double step = missing / (1 + slope(a, x) + slope(b, x));
    const double next = std::clamp(x + step, 0.0, total_mM);
    if (!(step > 2 * std::numeric_limits<double>::epsilon() * x)) return next;
    x = next;
  }
  return x;
}

}  // namespace nacre::ligands
