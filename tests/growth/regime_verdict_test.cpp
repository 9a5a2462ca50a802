#include "nacre/growth/regime_verdict.hpp"

#include <gtest/gtest.h>

#include "regime_series.hpp"

namespace nacre::growth {
namespace {

RegimeTest tested(double exponent, double noise, double error, int rows = 12) {
  return test_regime(made_bimodal(exponent, noise, 3, rows, error), default_exponent(), {});
}

TEST(RegimeVerdict, NamesEveryRegime) {
  const std::pair<double, Regime> cases[] = {{0, Regime::reaction},      {1, Regime::diffusion},
                                             {2, Regime::superfocusing}, {4, Regime::superfocusing},
                                             {0.5, Regime::between},     {-1.5, Regime::widening}};
  for (const auto& [exponent, regime] : cases)
    EXPECT_EQ(regime_of(tested(exponent, 0, 0.005), 0.05), regime) << exponent;
}

TEST(RegimeVerdict, LeavesOpenWhatTheDataLeaveOpen) {
  const RegimeTest vague = tested(1, 0, 0.2);
  EXPECT_GT(vague.at(0).p_exponent, 0.05);
  EXPECT_EQ(regime_of(vague, 0.05), Regime::undetermined);
  EXPECT_EQ(supersaturation_of(vague, 0.05), Supersaturation::undetermined);
}

// m = 1.5 with errors that exclude 0 and neither 1 nor 2: diffusion is possible, but so is superfocusing.
TEST(RegimeVerdict, DiffusionMustExcludeTwo) {
  const RegimeTest half_way = tested(1.5, 0, 0.03);
  EXPECT_LT(half_way.at(0).p_exponent, 0.05);
  EXPECT_GT(half_way.at(1).p_exponent, 0.05);
  EXPECT_GT(half_way.at(2).p_exponent, 0.05);
  EXPECT_EQ(regime_of(half_way, 0.05), Regime::undetermined);
}

TEST(RegimeVerdict, FollowsTheSignificance) {
  const RegimeTest test = tested(2, 0, 0.02);
  const double p = test.at(1).p_exponent;
  EXPECT_EQ(regime_of(test, 1.01 * p), Regime::superfocusing);
  EXPECT_NE(regime_of(test, 0.99 * p), Regime::superfocusing);
}

TEST(RegimeVerdict, SupersaturationTurnsAtTwo) {
  EXPECT_EQ(supersaturation_of(tested(1, 0, 0.005), 0.05), Supersaturation::falls);
  EXPECT_EQ(supersaturation_of(tested(2, 0, 0.005), 0.05), Supersaturation::undetermined);
  EXPECT_EQ(supersaturation_of(tested(4, 0, 0.005), 0.05), Supersaturation::rises);
}

// A study may bound the exponent away from where chi2 is lowest: the verdict follows chi2.
TEST(RegimeVerdict, IsNotFooledByABound) {
  fit::Parameter bounded = default_exponent();
  bounded.lower = 0;
  bounded.upper = 1.5;
  const RegimeTest test = test_regime(made_bimodal(4, 0, 0, 12, 0.005), bounded, {});
  EXPECT_TRUE(test.best.at_bound[0]);
  EXPECT_EQ(regime_of(test, 0.05), Regime::superfocusing);
  EXPECT_EQ(supersaturation_of(test, 0.05), Supersaturation::rises);
}

TEST(RegimeVerdict, WordsForEveryRegime) {
  EXPECT_EQ(to_string(Regime::reaction), "reaction");
  EXPECT_EQ(to_string(Regime::diffusion), "diffusion");
  EXPECT_EQ(to_string(Regime::superfocusing), "superfocusing");
  EXPECT_EQ(to_string(Regime::between), "between reaction and diffusion");
  EXPECT_EQ(to_string(Regime::widening), "growing faster when larger");
  EXPECT_EQ(to_string(Regime::undetermined), "undetermined");
}

}  // namespace
}  // namespace nacre::growth
