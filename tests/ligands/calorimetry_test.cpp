#include "nacre/ligands/calorimetry.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/core/random.hpp"

namespace nacre::ligands {
namespace {

constexpr double T = 303;

TEST(Consistency, PrintedErrorOfTableS7) {
  const auto check = check_consistency({-27.6, -635, -7.8, 0.05, 0.5, 0.05}, T);
  EXPECT_FALSE(check.holds());
  EXPECT_NEAR(check.consistent_dS_J_molK, -65.3, 0.05);
  EXPECT_NEAR(check.tolerance_kJ_mol, 0.05 + 0.05 + 0.1515, 1e-12);
}

TEST(Consistency, TheClosestHonestRow) {
  // C6SH:C6SH(F), x = 0.32, uses 97 % of what rounding allows.
  const auto check = check_consistency({-25.3, -52, -9.3, 0.05, 0.5, 0.05}, T);
  EXPECT_TRUE(check.holds());
  EXPECT_NEAR(std::abs(check.mismatch_kJ_mol), 0.244, 1e-9);
}

TEST(Consistency, BothSigns) {
  EXPECT_FALSE(check_consistency({-20, 0, -19, 0.05, 0.5, 0.05}, T).holds());
  EXPECT_FALSE(check_consistency({-20, 0, -21, 0.05, 0.5, 0.05}, T).holds());
}

TEST(PairCovariance, OfEveryMeasuredPair) {
  const ExchangeErrors errors{0.7, 2.0, 0.4, 0.25};
  const double ts = 0.303 * 2.0;
  const auto hg = pair_covariance(errors, MeasuredPair::dH_dG, T);
  EXPECT_DOUBLE_EQ(hg[0], 0.49);
  EXPECT_DOUBLE_EQ(hg[1], 0.25 * 0.28);
  EXPECT_DOUBLE_EQ(hg[2], 0.16000000000000003);
  const auto hs = pair_covariance(errors, MeasuredPair::dH_dS, T);
  EXPECT_NEAR(hs[2] - 2 * hs[1] + hs[0], ts * ts, 1e-14) << "the variance of T dS comes back";
  const auto gs = pair_covariance(errors, MeasuredPair::dG_dS, T);
  EXPECT_NEAR(gs[2] - 2 * gs[1] + gs[0], ts * ts, 1e-14);
}

TEST(PairCovariance, ImpliedCorrelation) {
  // Errors made from a correlation give it back; those of the paper contradict one another.
  const double ts = std::sqrt(0.49 + 0.16 - 2 * 0.3 * 0.28);
  EXPECT_NEAR(implied_correlation({0.7, 1e3 * ts / T, 0.4, 0}, T), 0.3, 1e-12);
  EXPECT_LT(implied_correlation({0.7, 5, 0.4, 0}, T), -1);
}

TEST(Compensation, RecoversTheSlopeOfExactPoints) {
  std::vector<ExchangePoint> points;
  for (const double dS : {-90.0, -60.0, -50.0, -40.0}) {
    const double dH = -4.0 + 0.280 * dS;
    points.push_back({0.5, dH, dH - 0.303 * dS, {0.49, 0, 0.16}});
  }
  const auto line = fit_compensation(points, T);
  EXPECT_TRUE(line.determined);
  EXPECT_NEAR(line.temperature_K, 280, 1e-5);
  EXPECT_NEAR(line.intercept_kJ_mol, -4, 1e-6);
  EXPECT_GT(line.temperature_error_K, 1);
}

// A plain regression of dH on dS is drawn to T by the error that both share; the effective-variance one is
// not.
TEST(Compensation, SharedErrorsDoNotPullTheSlope) {
  double sum = 0;
  constexpr int sets = 300;
  for (int i = 0; i < sets; ++i) {
    RandomStream random(7, StreamName::synthetic_data, static_cast<std::uint64_t>(i));
    std::vector<ExchangePoint> points;
    for (const double dS : {-95.0, -80.0, -65.0, -50.0, -35.0}) {
      const double dH = -4.0 + 0.240 * dS;
      const double dG = dH - 0.303 * dS;
      points.push_back({0.5, dH + 0.7 * random.normal(), dG + 0.4 * random.normal(), {0.49, 0, 0.16}});
    }
    sum += fit_compensation(points, T).temperature_K;
  }
  EXPECT_NEAR(sum / sets, 240, 3);
}

}  // namespace
}  // namespace nacre::ligands
