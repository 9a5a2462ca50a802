#include "nacre/ligands/competitive_langmuir.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace nacre::ligands {
namespace {

ExchangePoint point(double x_a, double dG, double variance = 0.16) {
  return {.x_a = x_a, .dH_kJ_mol = -20, .dG_kJ_mol = dG, .covariance = {0.49, 0, variance}};
}

// C6SH and C10SH (Table S3).
PureExchange published() { return pure_exchange({point(0, -7.5), point(1, -8.5)}, 303); }

TEST(CompetitiveLangmuir, OneLigandFollowsItsOwnIsotherm) {
  for (const double K : {0.1, 1.0, 30.0}) {
    EXPECT_NEAR(competitive_coverage(K, 5, 1).a, K / (1 + K), 1e-12);
    EXPECT_EQ(competitive_coverage(K, 5, 1).b, 0);
    EXPECT_NEAR(competitive_coverage(5, K, 0).b, K / (1 + K), 1e-12);
  }
}

// Balance of binding and release of each ligand: theta = K x (1 - theta_a - theta_b).
TEST(CompetitiveLangmuir, CoveragesAreInBalance) {
  for (const double x : {0.1, 0.5, 0.83}) {
    const Coverage coverage = competitive_coverage(3, 7, x);
    const double free = 1 - coverage.total();
    EXPECT_NEAR(coverage.a, 3 * x * free, 1e-12);
    EXPECT_NEAR(coverage.b, 7 * (1 - x) * free, 1e-12);
  }
}

TEST(CompetitiveLangmuir, IncompleteCoverageDropsOutOfTheFraction) {
  for (const double strength : {1e-3, 1.0, 1e3}) {
    const Coverage coverage = competitive_coverage(1.5 * strength, strength, 0.4);
    EXPECT_NEAR(coverage.fraction_a(), surface_fraction(0.4, std::log(1.5)), 1e-12);
  }
}

TEST(CompetitiveLangmuir, FractionOfThePublishedPair) {
  const PureExchange pure = published();
  EXPECT_NEAR(pure.ln_ratio(), 1 / 2.51928, 1e-5);
  EXPECT_NEAR(surface_fraction(0.5, pure.ln_ratio()), 1 / (1 + std::exp(-1 / 2.51928)), 1e-6);
  EXPECT_NEAR(surface_fraction(0.5, pure.ln_ratio()), 0.598, 5e-4);
  EXPECT_NEAR(pure.coverage(0.5).fraction_a(), surface_fraction(0.5, pure.ln_ratio()), 1e-12);
  EXPECT_NEAR(pure.coverage(0.5).total(), 0.9607, 1e-4);
}

TEST(CompetitiveLangmuir, LigandsOfEqualStrengthTakeTheCompositionOfTheSolution) {
  for (const double x : {0.0, 0.17, 0.5, 1.0}) EXPECT_NEAR(surface_fraction(x, 0), x, 1e-15);
  EXPECT_EQ(surface_fraction(0, 3), 0);
  EXPECT_EQ(surface_fraction(1, -3), 1);
}

TEST(CompetitiveLangmuir, SwappingTheLigandsMirrorsTheShell) {
  for (const double x : {0.1, 0.34, 0.8})
    EXPECT_NEAR(surface_fraction(x, 0.7), 1 - surface_fraction(1 - x, -0.7), 1e-14);
}

TEST(CompetitiveLangmuir, ErrorIsTheSlopeTimesTheErrorOfTheRatio) {
  const PureExchange pure = published();
  EXPECT_NEAR(pure.ln_ratio_error(), 0.4 * std::sqrt(2.0) / 2.51928, 1e-5);
  const double step = 1e-5;
  for (const double x : {0.17, 0.51, 0.81}) {
    const double slope =
        (surface_fraction(x, pure.ln_ratio() + step) - surface_fraction(x, pure.ln_ratio() - step)) /
        (2 * step);
    EXPECT_NEAR(surface_fraction_error(x, pure.ln_ratio(), 0.2), 0.2 * slope, 1e-8);
  }
  EXPECT_EQ(surface_fraction_error(1, 0.3, 0.2), 0);
}

TEST(CompetitiveLangmuir, RepeatsOfAPureLigandAreAveragedByTheirErrors) {
  const PureExchange pure =
      pure_exchange({point(0, -7.0, 0.04), point(0, -8.0, 0.16), point(0.5, -9), point(1, -8.5)}, 303);
  EXPECT_NEAR(pure.dG_b_kJ_mol, (-7.0 * 4 - 8.0) / 5, 1e-12);
  EXPECT_NEAR(pure.dG_b_error_kJ_mol, std::sqrt(1 / (1 / 0.04 + 1 / 0.16)), 1e-12);
  EXPECT_NEAR(pure.dG_a_error_kJ_mol, 0.4, 1e-12);
  EXPECT_THROW(pure_exchange({point(0, -7), point(0.5, -8)}, 303), std::invalid_argument);
}

TEST(CompetitiveLangmuir, PointsMoveAlongTheCompositionAlone) {
  const auto moved = at_surface_fractions({point(0, -7.5), point(0.5, -7.9), point(1, -8.5)}, std::log(3.0));
  EXPECT_EQ(moved[0].x_a, 0);
  EXPECT_NEAR(moved[1].x_a, 0.75, 1e-12);
  EXPECT_EQ(moved[2].x_a, 1);
  EXPECT_EQ(moved[1].dG_kJ_mol, -7.9);
  EXPECT_EQ(moved[1].covariance, point(0.5, -7.9).covariance);
}

}  // namespace
}  // namespace nacre::ligands
