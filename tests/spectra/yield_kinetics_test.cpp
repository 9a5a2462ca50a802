#include "nacre/spectra/yield_kinetics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "made_absorption.hpp"

namespace nacre::spectra {
namespace {

// Second order: P / P0 = 1 / (1 + k P0 t), so 98 % are reached at 49 / (k P0).
TEST(YieldKinetics, ConversionsOfTheOrders) {
  EXPECT_NEAR(conversion(49, 1, 2), 0.98, 1e-14);
  EXPECT_NEAR(conversion(std::log(50), 1, 1), 0.98, 1e-14);
  EXPECT_NEAR(conversion(3, 0.2, 1.5), 1 - std::pow(1 + 0.3, -2), 1e-14);
  EXPECT_NEAR(conversion(3, 0.2, 1 + 1e-6), conversion(3, 0.2, 1), 1e-6);
  EXPECT_EQ(conversion(-1, 1, 2), 0);
  for (const double order : {1.0, 1.5, 2.0, 3.0})
    EXPECT_NEAR(conversion(time_of_conversion(0.9, 0.01, order), 0.01, order), 0.9, 1e-12) << order;
}

constexpr double rate = 0.05, tau = 50, end_uM = 25, end_yield = 0.9;

std::vector<KineticPoint> made(double relative, double correlation, std::uint64_t seed) {
  RandomStream random(seed, StreamName::synthetic_data);
  std::vector<KineticPoint> points;
  for (const double t : {5., 10., 20., 30., 45., 60., 90., 120., 180., 300., 500., 800., 1200.}) {
    const double y = end_yield * conversion(t, rate, 2), c = end_uM * (1 - std::exp(-t / tau));
    const double a = random.normal(), b = random.normal();
    const double other = correlation * a + std::sqrt(1 - correlation * correlation) * b;
    points.push_back(
        {t, {y * (1 + relative * a), y * relative}, {c * (1 + relative * other), c * relative}, correlation});
  }
  return points;
}

TEST(YieldKinetics, FindsTheTruthWithoutNoise) {
  auto points = made(0, 0, 1);
  for (KineticPoint& one : points) one.yield.error = 0.01, one.concentration_uM.error = 0.3;
  const YieldKinetics fit = fit_yield_kinetics(points, {});
  EXPECT_TRUE(fit.result.converged);
  EXPECT_NEAR(fit.t98_yield_s.value, 49 / rate, 1e-3);
  EXPECT_NEAR(fit.t98_concentration_s.value, tau * std::log(50), 1e-4);
  EXPECT_NEAR(fit.nucleation_share.value, tau * std::log(50) / (49 / rate), 1e-6);
  EXPECT_NEAR(fit.yield_at(100), end_yield * 5.0 / 6, 1e-6);
  EXPECT_NEAR(fit.concentration_uM_at(50), end_uM * (1 - std::exp(-1.0)), 1e-5);
  const YieldKinetics last = fit_yield_kinetics(points, {.final_at_last = true});
  EXPECT_NEAR(last.yield_at(last.t98_yield_s.value), 0.98 * last.yield_at(1200), 1e-6);
}

TEST(YieldKinetics, PullsOfTimesAndShareAreNormal) {
  for (const double correlation : {0.0, 0.8}) {
    Pulls yield, concentration, share;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
      const YieldKinetics fit = fit_yield_kinetics(made(0.02, correlation, seed), {});
      yield.add((fit.t98_yield_s.value - 49 / rate) / fit.t98_yield_s.error);
      concentration.add((fit.t98_concentration_s.value - tau * std::log(50)) / fit.t98_concentration_s.error);
      share.add((fit.nucleation_share.value - tau * std::log(50) / (49 / rate)) / fit.nucleation_share.error);
    }
    for (const Pulls* one : {&yield, &concentration, &share}) {
      EXPECT_NEAR(one->mean(), 0, 0.15)
          << correlation;  // the errors follow the scattered value, not the true one
      EXPECT_NEAR(one->width(), 1, 0.1) << correlation;
    }
  }
}

TEST(YieldKinetics, ADelayedStartIsFound) {
  auto points = made(0, 0, 1);
  for (KineticPoint& one : points) {
    one.concentration_uM = {end_uM * (one.time_s > 8 ? 1 - std::exp(-(one.time_s - 8) / tau) : 0), 0.3};
    one.yield.error = 0.01;
  }
  const YieldKinetics fit = fit_yield_kinetics(points, {.fit_start = true});
  EXPECT_NEAR(fit.result.values[4], 8, 0.05);
  EXPECT_NEAR(fit.t98_concentration_s.value, 8 + tau * std::log(50), 0.5);
}

TEST(YieldKinetics, RefusesTooFewPoints) {
  auto points = made(0.02, 0, 1);
  EXPECT_THROW(fit_yield_kinetics({points.begin(), points.begin() + 3}, {}), std::invalid_argument);
  points[2].yield.error = 0;
  EXPECT_THROW(fit_yield_kinetics(points, {}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
