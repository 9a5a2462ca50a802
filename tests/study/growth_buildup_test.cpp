#include "nacre/study/growth_buildup.hpp"

#include <cmath>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

// Particles that appear as a single exponential, with exact rates.
growth::Trajectory exponential(double start_s, double tau_s, double end_per_m3, double until_s) {
  growth::Trajectory trajectory;
  for (double time_s = 0; time_s <= until_s; time_s += 0.25) {
    growth::Point point{.time_s = time_s};
    const double left = time_s > start_s ? std::exp(-(time_s - start_s) / tau_s) : 1;
    point.moments[0] = end_per_m3 * (1 - left);
    point.moment_rates[0] = time_s > start_s ? end_per_m3 / tau_s * left : 0;
    trajectory.points.push_back(point);
  }
  return trajectory;
}

TEST(GrowthBuildup, FindsAnExactExponential) {
  const Buildup found = fit_buildup(exponential(20, 30, avogadro_per_mol * 1e-2, 1000));
  EXPECT_NEAR(found.start_s, 20, 0.01);
  EXPECT_NEAR(found.time_s, 30, 0.01);
  EXPECT_NEAR(found.concentration_mol_m3, 1e-2, 1e-6);
  EXPECT_LT(found.residual, 1e-4);
  EXPECT_NEAR(found.until_s, 2 * (20 + 30 * std::log(50)), 0.1);
  EXPECT_EQ(found.concentration_at(10), 0);
  EXPECT_NEAR(found.concentration_at(50), 1e-2 * (1 - std::exp(-1)), 1e-5);
}

TEST(GrowthBuildup, EndsWithTheSimulation) {
  EXPECT_EQ(fit_buildup(exponential(20, 30, 1e20, 100)).until_s, 100);
}

TEST(GrowthBuildup, AStepMissesByMoreThanAnExponential) {
  growth::Trajectory trajectory;
  for (int i = 0; i <= 400; ++i) {
    growth::Point point{.time_s = 0.5 * i};
    point.moments[0] = 1e20 * std::min(1.0, i / 200.0);  // a ramp
    point.moment_rates[0] = i < 200 ? 1e18 : 0;
    trajectory.points.push_back(point);
  }
  const Buildup found = fit_buildup(trajectory);
  EXPECT_GT(found.residual, 0.02);
  EXPECT_LT(found.residual, 0.1);
}

TEST(GrowthBuildup, SeedsAndNothingHaveNone) {
  growth::Trajectory none;
  none.points = {growth::Point{.time_s = 0}, growth::Point{.time_s = 10}};
  EXPECT_FALSE(fit_buildup(none).exists());
  for (growth::Point& point : none.points) point.moments[0] = 1e20;
  EXPECT_FALSE(fit_buildup(none).exists());
}

}  // namespace
}  // namespace nacre::study
