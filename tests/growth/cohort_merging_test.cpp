#include "nacre/growth/cohort_merging.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace nacre::growth;

struct Population {
  std::vector<Cohort> cohorts{};
  std::vector<double> radius_nm{};

  double moment(int k) const {
    double sum = 0;
    for (std::size_t i = 0; i < cohorts.size(); ++i) sum += cohorts[i].number * std::pow(radius_nm[i], k);
    return sum;
  }
  double variance() const {
    double inside = 0;
    for (const Cohort& one : cohorts) inside += one.number * one.spread2;
    const double n = moment(0), mean = moment(1) / n;
    return (moment(2) + inside) / n - mean * mean;
  }
};

Population box(int cohorts, double low_nm, double high_nm, int kind = 0) {
  Population population;
  const double width = (high_nm - low_nm) / cohorts;
  for (int i = cohorts; i > 0; --i) {
    population.cohorts.push_back(
        {.number = 2.0, .kind = kind, .spread2 = width * width / 12, .noise2 = 0.01});
    population.radius_nm.push_back(low_nm + (i - 0.5) * width);
  }
  return population;
}

TEST(CohortMerging, KeepsNumberVolumeAndWidth) {
  Population population = box(1000, 1, 2);
  const Population before = population;
  const std::size_t gone = merge_cohorts(population.cohorts, population.radius_nm, 20, 0);
  EXPECT_EQ(population.cohorts.size() + gone, 1000u);
  EXPECT_EQ(population.cohorts.size(), population.radius_nm.size());
  EXPECT_LE(population.cohorts.size(), 20u);
  EXPECT_GT(population.cohorts.size(), 20u / std::cbrt(6.0));
  EXPECT_NEAR(population.moment(0) / before.moment(0), 1, 1e-13);
  EXPECT_NEAR(population.moment(3) / before.moment(3), 1, 1e-13);
  EXPECT_NEAR(population.variance() / before.variance(), 1, 2e-3);
  for (const Cohort& one : population.cohorts) EXPECT_NEAR(one.noise2, 0.01, 1e-14);
}

TEST(CohortMerging, EvenCohortsOfTheResolutionStay) {
  Population population = box(20, 1, 2);
  EXPECT_EQ(merge_cohorts(population.cohorts, population.radius_nm, 20, 0), 0u);
  EXPECT_GT(merge_cohorts(population.cohorts, population.radius_nm, 12, 0), 0u);
}

TEST(CohortMerging, KindsStayApart) {
  Population population = box(1, 1, 1.001, 0);
  const Population other = box(1, 1, 1.001, 1), far = box(1, 5, 5.001, 1);
  for (const Population* one : {&other, &far}) {
    population.cohorts.push_back(one->cohorts[0]);
    population.radius_nm.push_back(one->radius_nm[0]);
  }
  EXPECT_EQ(merge_cohorts(population.cohorts, population.radius_nm, 4, 0), 0u);
}

TEST(CohortMerging, TheFirstOfEachKindAreKept) {
  Population population = box(100, 1, 2);
  merge_cohorts(population.cohorts, population.radius_nm, 10, 60);
  const Population fresh = box(100, 1, 2);
  for (std::size_t i = 0; i < 60; ++i) EXPECT_EQ(population.radius_nm[i], fresh.radius_nm[i]);
  EXPECT_LT(population.cohorts.size(), 80u);
}

TEST(CohortMerging, NothingAndOne) {
  Population none, one = box(1, 1, 2);
  EXPECT_EQ(merge_cohorts(none.cohorts, none.radius_nm, 10, 0), 0u);
  EXPECT_EQ(merge_cohorts(one.cohorts, one.radius_nm, 10, 0), 0u);
  EXPECT_TRUE(none.cohorts.empty());
}

TEST(CohortMerging, NoCohortHoldsMoreThanTwoShares) {
  Population population = box(100, 1, 1.0001);
  population.cohorts.push_back({.number = 2.0});
  population.radius_nm.push_back(0.5);  // beside it all others are narrow
  merge_cohorts(population.cohorts, population.radius_nm, 20, 0);
  EXPECT_GE(population.cohorts.size(), 11u);
  for (const Cohort& one : population.cohorts) EXPECT_LE(one.number, 2.0 * 202 / 20);
}

}  // namespace
