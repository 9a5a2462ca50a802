#include "nacre/growth/cohort_merging.hpp"

#include <cmath>

namespace nacre::growth {
namespace {

// N (variance inside + square of the distance from the origin), and so on.
struct Sums {
  double number = 0, first = 0, second = 0;

  void add(const Cohort& cohort, double radius_nm) {
    number += cohort.number;
    first += cohort.number * radius_nm;
    second += cohort.number * (radius_nm * radius_nm + cohort.spread2);
  }
  double variance() const { return second / number - (first / number) * (first / number); }
};

Cohort joined(const Cohort& a, double radius_a, const Cohort& b, double radius_b) {
  const double number = a.number + b.number;
  const double distance = radius_a - radius_b;
  const double apart = a.number * b.number / (number * number) * distance * distance;
  return {.number = number,
          .kind = a.kind,
          .spread2 = (a.number * a.spread2 + b.number * b.spread2) / number + apart,
          .noise2 = (a.number * a.noise2 + b.number * b.noise2) / number};
}

double joined_radius(const Cohort& a, double radius_a, const Cohort& b, double radius_b) {
  const double volume = a.number * radius_a * radius_a * radius_a + b.number * radius_b * radius_b * radius_b;
  return std::cbrt(volume / (a.number + b.number));
}

}  // namespace

std::size_t merge_cohorts(std::vector<Cohort>& cohorts, std::vector<double>& radius_nm, int resolution,
                          std::size_t kept) {
  if (cohorts.empty()) return 0;
  Sums all;
  for (std::size_t i = 0; i < cohorts.size(); ++i) all.add(cohorts[i], radius_nm[i]);
  const double most = 2 * all.number / resolution;
  const double allowed = 6 / std::pow(resolution, 3) * all.number * all.variance();
  std::size_t last = 0, of_kind = 0;  // of those that stay
  for (std::size_t i = 1; i < cohorts.size(); ++i) {
    of_kind = cohorts[i].kind == cohorts[last].kind ? of_kind + 1 : 0;
    const Cohort both = joined(cohorts[last], radius_nm[last], cohorts[i], radius_nm[i]);
    if (of_kind > kept && both.number < most && both.number * both.spread2 < allowed) {
      radius_nm[last] = joined_radius(cohorts[last], radius_nm[last], cohorts[i], radius_nm[i]);
      cohorts[last] = both;
      continue;
    }
    ++last;
    cohorts[last] = cohorts[i];
    radius_nm[last] = radius_nm[i];
  }
  const std::size_t gone = cohorts.size() - last - 1;
  cohorts.resize(last + 1);
  radius_nm.resize(last + 1);
  return gone;
}

}  // namespace nacre::growth
