#include "nacre/growth/trajectory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace {

using namespace nacre::growth;

// Moments and solid that are cubics of time, at uneven times.
Trajectory cubic() {
  Trajectory trajectory;
  for (const double t : {0.0, 1.0, 2.5, 3.0, 7.0}) {
    Point point{.time_s = t, .monomer_mol_m3 = 2 * t + 1};
    for (int k = 0; k < 4; ++k) {
      point.moments[static_cast<std::size_t>(k)] = 1 + k * t - t * t + 0.3 * t * t * t;
      point.moment_rates[static_cast<std::size_t>(k)] = k - 2 * t + 0.9 * t * t;
    }
    point.solid_mol_m3 = t * t * t;
    point.solid_rate_mol_m3_s = 3 * t * t;
    trajectory.points.push_back(point);
  }
  return trajectory;
}

// A yield of 1 at the end, reached as 1 - (1 - t)^3 between 0 and 1.
Trajectory rising(double last_solid = 1) {
  Trajectory trajectory;
  for (int i = 0; i <= 4; ++i) {
    const double t = i / 4.0, left = 1 - t;
    Point point{.time_s = t, .total_mol_m3 = 1};
    point.solid_mol_m3 = point.moments[0] = 1 - left * left * left;
    point.solid_rate_mol_m3_s = point.moment_rates[0] = 3 * left * left;
    trajectory.points.push_back(point);
  }
  Point last{.time_s = 2, .total_mol_m3 = 1};
  last.solid_mol_m3 = last.moments[0] = last_solid;
  trajectory.points.push_back(last);
  return trajectory;
}

double counted(const Snapshot& snapshot, double low, double high, int n) {
  std::vector<double> radius;
  for (int i = 0; i < n; ++i) radius.push_back(low + (high - low) * (i + 0.5) / n);
  const auto density = density_per_m3_nm(snapshot, radius);
  return std::accumulate(density.begin(), density.end(), 0.0) * (high - low) / n;
}

TEST(Trajectory, CubicsAreExactBetweenThePoints) {
  const Trajectory trajectory = cubic();
  for (const double t : {0.0, 0.3, 1.0, 1.7, 2.9, 5.0, 7.0}) {
    const Point point = trajectory.at(t);
    EXPECT_NEAR(point.solid_mol_m3, t * t * t, 1e-11);
    EXPECT_NEAR(point.moments[2], 1 + 2 * t - t * t + 0.3 * t * t * t, 1e-11);
    EXPECT_NEAR(point.moment_rates[2], 2 - 2 * t + 0.9 * t * t, 1e-11);
    EXPECT_NEAR(point.monomer_mol_m3, 2 * t + 1, 1e-12);
    EXPECT_EQ(point.time_s, t);
  }
}

TEST(Trajectory, SuddenChangesAreNotSmoothed) {
  Trajectory trajectory;
  trajectory.points = {{.time_s = 0, .monomer_mol_m3 = 1},
                       {.time_s = 1, .monomer_mol_m3 = 1},
                       {.time_s = 1, .monomer_mol_m3 = 5},
                       {.time_s = 2, .monomer_mol_m3 = 5}};
  EXPECT_EQ(trajectory.at(0.999).monomer_mol_m3, 1);
  EXPECT_EQ(trajectory.at(1).monomer_mol_m3, 5);
  EXPECT_EQ(trajectory.at(9).monomer_mol_m3, 5);
}

TEST(Trajectory, MomentsOfATwoPointDistribution) {
  Point point;
  for (int k = 0; k < 4; ++k)
    point.moments[static_cast<std::size_t>(k)] = 3 * std::pow(1.0, k) + 1 * std::pow(3.0, k);
  EXPECT_DOUBLE_EQ(point.mean_nm(), 1.5);
  EXPECT_NEAR(point.sigma_nm(), std::sqrt(0.75), 1e-14);
  EXPECT_NEAR(point.dispersity(), std::sqrt(0.75) / 1.5, 1e-14);
  EXPECT_NEAR(point.skewness(), 2 / std::sqrt(3.0), 1e-13);  // (q - p) / sqrt(p q)
  EXPECT_TRUE(std::isnan(Point{}.mean_nm()));
  EXPECT_TRUE(std::isnan(Point{}.dispersity()));
}

TEST(Trajectory, NumbersPerVolumeOfTheFlask) {
  Point point{.volume_ratio = 2, .solid_mol_m3 = 3, .total_mol_m3 = 4};
  point.moments[0] = 6.02214076e23;
  EXPECT_DOUBLE_EQ(point.particles_per_m3(), 3.01107038e23);
  EXPECT_NEAR(point.concentration_mol_m3(), 0.5, 1e-12);
  EXPECT_EQ(point.yield(), 0.75);
  EXPECT_EQ(Point{}.yield(), 0);
}

TEST(Density, IntegratesToTheNumber) {
  const Snapshot snapshot{.time_s = 0,
                          .boxes = {{.number_per_m3 = 5, .low_nm = 1, .high_nm = 1.2},
                                    {.number_per_m3 = 3, .low_nm = 2, .high_nm = 2},
                                    {.number_per_m3 = 4, .low_nm = 1.5, .high_nm = 1.9, .blur_nm = 0.1},
                                    {.number_per_m3 = 2, .low_nm = 2.3, .high_nm = 2.3, .blur_nm = 0.05}}};
  for (const int n : {7, 40, 1000}) EXPECT_NEAR(counted(snapshot, 0.5, 3.5, n), 14, 1e-10) << n;
  EXPECT_NEAR(counted(snapshot, 1.0, 1.1, 2), 2.5, 1e-3);
}

TEST(Density, BlurredBoxIsTheConvolution) {
  const Snapshot snapshot{.time_s = 0,
                          .boxes = {{.number_per_m3 = 1, .low_nm = 1, .high_nm = 3, .blur_nm = 0.5}}};
  std::vector<double> radius;
  for (int i = 0; i <= 4000; ++i) radius.push_back(-1 + 0.0015 * i);
  const auto density = density_per_m3_nm(snapshot, radius);
  const auto phi = [](double z) { return std::erfc(-z / std::sqrt(2)) / 2; };
  for (const double r : {0.5, 1.0, 2.0, 3.3}) {
    const auto i = static_cast<std::size_t>(std::lround((r + 1) / 0.0015));
    EXPECT_NEAR(density[i], (phi((radius[i] - 1) / 0.5) - phi((radius[i] - 3) / 0.5)) / 2, 1e-6);
  }
}

TEST(Arrival, InterpolatesBetweenThePoints) {
  const double exact = 1 - std::cbrt(0.02);
  EXPECT_NEAR(arrival_of_yield(rising()).time_s, exact, 1e-12);
  EXPECT_NEAR(arrival_of_concentration(rising()).time_s, exact, 1e-12);
  EXPECT_EQ(arrival_of_yield(rising()).reference, 1);
  EXPECT_NEAR(arrival_of_yield(rising(), 0.5).time_s, 1 - std::cbrt(0.5), 1e-12);
}

TEST(Arrival, OfTheMaximumWhereItFalls) {
  const Arrival falls = arrival_of_concentration(rising(0.7));
  EXPECT_TRUE(falls.of_maximum);
  EXPECT_EQ(falls.reference, 1);
  EXPECT_NEAR(falls.time_s, 1 - std::cbrt(0.02), 1e-12);
  const Arrival hardly = arrival_of_concentration(rising(0.9995));
  EXPECT_FALSE(hardly.of_maximum);
  EXPECT_NEAR(hardly.time_s, 1 - std::cbrt(1 - 0.98 * 0.9995), 1e-12);
}

TEST(Arrival, NothingArrives) {
  Trajectory trajectory;
  trajectory.points = {{.time_s = 0}, {.time_s = 1}};
  EXPECT_TRUE(std::isnan(arrival_of_yield(trajectory).time_s));
}

}  // namespace
