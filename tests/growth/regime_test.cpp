#include "nacre/growth/regime.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>

namespace nacre::growth {
namespace {

constexpr RadiusPair start{2.0, 1.3};

TEST(GrowthLaw, DiffusionIsEquation2) {
  for (const double r2 : {1.3, 1.7, 2.4})
    EXPECT_NEAR(predicted_r1_nm(r2, 1, start), std::sqrt(r2 * r2 + 4 - 1.69), 1e-14);
}

TEST(GrowthLaw, ReactionIsEquation3) {
  for (const double r2 : {1.3, 1.7, 2.4}) EXPECT_NEAR(predicted_r1_nm(r2, 0, start), r2 + 0.7, 1e-14);
}

TEST(GrowthLaw, FourthPowerShiftsTheFifthPower) {
  const double r1 = predicted_r1_nm(2.1, 4, start);
  EXPECT_NEAR(std::pow(r1, 5), std::pow(2.1, 5) + 32 - std::pow(1.3, 5), 1e-11);
}

// Runge-Kutta of dr/dt = exp(-t) / r^m for both radii at once: the law is what the equation does.
std::array<double, 2> grown(std::array<double, 2> radii, double exponent, double until) {
  constexpr int steps = 2000;
  const double h = until / steps;
  for (double& r : radii) {
    for (int i = 0; i < steps; ++i) {
      const auto rate = [&](double t, double x) { return std::exp(-t) / std::pow(x, exponent); };
      const double t = i * h;
      const double k1 = rate(t, r);
      const double k2 = rate(t + h / 2, r + h / 2 * k1);
      const double k3 = rate(t + h / 2, r + h / 2 * k2);
      const double k4 = rate(t + h, r + h * k3);
      r += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
  }
  return radii;
}

TEST(GrowthLaw, HoldsForTheIntegratedEquation) {
  for (const double exponent : {-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 4.0, 7.0}) {
    const auto [r1, r2] = grown({2.0, 1.3}, exponent, exponent < -1 ? 0.1 : 0.9);
    EXPECT_GT(r2, 1.3);
    EXPECT_NEAR(predicted_r1_nm(r2, exponent, start), r1, 1e-10) << exponent;
    EXPECT_NEAR(predicted_r2_nm(r1, exponent, start), r2, 1e-9) << exponent;
  }
}

TEST(GrowthLaw, PassesSmoothlyThroughMinusOne) {
  EXPECT_NEAR(predicted_r1_nm(1.9, -1, start), 1.9 * 2.0 / 1.3, 1e-14);
  for (const double off : {-1e-7, -1e-12, 1e-12, 1e-7})
    EXPECT_NEAR(predicted_r1_nm(1.9, -1 + off, start), predicted_r1_nm(1.9, -1, start),
                2 * std::abs(off) + 1e-13);
}

TEST(GrowthLaw, DoesNotDependOnTheUnitOfLength) {
  for (const double exponent : {-3.0, 0.5, 12.0})
    EXPECT_NEAR(predicted_r1_nm(15, exponent, {20, 13}), 10 * predicted_r1_nm(1.5, exponent, start), 1e-11);
}

// A smaller population 1 that was not there yet, and growth that outruns every size.
TEST(GrowthLaw, EndsWhereNoRadiusObeysIt) {
  EXPECT_EQ(predicted_r1_nm(1.0, 1, {1.3, 2.0}), 0);
  EXPECT_TRUE(std::isinf(predicted_r1_nm(10.0, -3, start)));
}

TEST(GrowthLaw, SlopesAreTheDerivatives) {
  constexpr double h = 1e-5;
  for (const double exponent : {-3.0, -1.0, -0.999, -0.9, 0.0, 1.0, 4.0, 12.0}) {
    const auto at = [&](double r2, double m, double partner) {
      return predicted_r1_nm(r2, m, {partner, 1.3});
    };
    const double r1 = at(1.6, exponent, 2.0);
    const PredictionSlopes slopes = prediction_slopes(r1, 1.6, exponent, start);
    EXPECT_NEAR(slopes.by_r2, (at(1.6 + h, exponent, 2) - at(1.6 - h, exponent, 2)) / (2 * h), 1e-6);
    EXPECT_NEAR(slopes.by_exponent, (at(1.6, exponent + h, 2) - at(1.6, exponent - h, 2)) / (2 * h), 1e-7)
        << exponent;
    EXPECT_NEAR(slopes.by_reference_r1, (at(1.6, exponent, 2 + h) - at(1.6, exponent, 2 - h)) / (2 * h),
                1e-7);
  }
}

// --- eq 5 -------------------------------------------------------------------------------------

// Monomer made at a constant rate and taken up by a fixed number of particles, eq 4:
//   d[M]/dt = made - 4 pi r^2 [M] k / r^n,   dr/dt = volume [M] k / r^n
// with k so large that [M] is quasi-stationary. Returns d ln[M] / d ln r from r = 1 to 2.
double simulated_exponent(double n) {
  constexpr double made = 1, k = 400, volume = 5, step = 2e-5;
  const auto uptake = [&](double r, double m) { return k * m * std::pow(r, -n); };
  const auto rates = [&](double r, double m) {
    return std::array{volume * uptake(r, m), made - 4 * std::numbers::pi * r * r * uptake(r, m)};
  };
  const auto advance = [&](double& r, double& m) {
    const auto a = rates(r, m);
    const auto b = rates(r + step / 2 * a[0], m + step / 2 * a[1]);
    r += step * b[0];
    m += step * b[1];
  };
  double r = 0.9, m = 0;
  while (r < 1) advance(r, m);
  const double first_m = m, first_r = r;
  while (r < 2) advance(r, m);
  return std::log(m / first_m) / std::log(r / first_r);
}

TEST(MonomerConcentration, IntegratedEquation4FollowsEquation5) {
  for (const double n : {0.0, 1.0, 2.0, 4.0}) {
    const double exponent = simulated_exponent(n);
    EXPECT_NEAR(exponent, n - 2, 2e-3) << n;
    EXPECT_NEAR(std::log(relative_monomer(2, 1, n)) / std::log(2), n - 2, 1e-14);
  }
}

TEST(MonomerConcentration, SlopeIsEquation5) {
  constexpr double h = 1e-6;
  for (const double n : {0.0, 2.0, 3.5}) {
    const double slope = (relative_monomer(1.5 + h, 1, n) - relative_monomer(1.5 - h, 1, n)) / (2 * h);
    EXPECT_NEAR(slope, (n - 2) * relative_monomer(1.5, 1, n) / 1.5, 1e-8);
  }
}

}  // namespace
}  // namespace nacre::growth
