#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "growth_regime_study.hpp"

namespace nacre::study {
namespace {

double number(const Table& table, std::size_t row, const std::string& column) {
  const auto found = std::ranges::find(table.columns, column, &Column::name);
  return std::get<double>(table.rows[row][static_cast<std::size_t>(found - table.columns.begin())]);
}

const Quantity& named(const std::vector<Quantity>& list, const std::string& name) {
  return *std::ranges::find(list, name, &Quantity::name);
}

TEST(GrowthRegimeTables, QuantitiesCarryErrorAndInterval) {
  const AnalysedRegime made(regime_table(2));
  const auto list = regime_quantities(made.analysis);
  const Quantity& exponent = named(list, "exponent");
  EXPECT_NEAR(exponent.value, 2, 1e-5);
  EXPECT_EQ(exponent.uncertainty, made->test.best.uncertainties[0]);
  ASSERT_TRUE(exponent.interval);
  EXPECT_LT((*exponent.interval)[0], 2);
  const Quantity& monomer = named(list, "monomer_exponent");
  EXPECT_NEAR(monomer.value, 0, 1e-5);
  EXPECT_DOUBLE_EQ((*monomer.interval)[1], (*exponent.interval)[1] - 2);
  EXPECT_EQ(named(list, "p_diffusion").value, made->test.at(1).p_exponent);
  EXPECT_EQ(named(list, "p_reaction").value, made->test.at(0).p_exponent);
  EXPECT_NEAR(named(list, "p_steady").value, 1, 1e-3);
  EXPECT_NEAR(named(list, "p_fit").value, 1, 1e-12);
}

TEST(GrowthRegimeTables, AGivenExponentHasNoError) {
  const AnalysedRegime made(regime_table(2), "error = 0.02", "[model]\nexponent = 4\n");
  const auto list = regime_quantities(made.analysis);
  EXPECT_EQ(named(list, "exponent").value, 4);
  EXPECT_TRUE(std::isnan(named(list, "exponent").uncertainty));
  EXPECT_FALSE(named(list, "exponent").interval);
  EXPECT_EQ(regime_hypothesis_table({made.analysis}).rows.size(), 7u);
}

TEST(GrowthRegimeTables, NoGoodnessOfFitWithoutErrors) {
  const AnalysedRegime made("r1_nm,r2_nm\n2,1.3\n2.2,1.5\n2.3,1.7\n2.55,1.9\n", "");
  const auto list = regime_quantities(made.analysis);
  EXPECT_EQ(std::ranges::find(list, "p_fit", &Quantity::name), list.end());
}

TEST(GrowthRegimeTables, HypothesesAreComparedToTheFit) {
  const AnalysedRegime made(regime_table(1));
  const Table table = regime_hypothesis_table({made.analysis});
  ASSERT_EQ(table.rows.size(), 6u);
  EXPECT_EQ(std::get<std::string>(table.rows[1][1]), "reaction (eq 3)");
  EXPECT_EQ(std::get<std::string>(table.rows[1].back()), "excluded");
  EXPECT_EQ(std::get<std::string>(table.rows[2][1]), "diffusion (eq 2)");
  EXPECT_EQ(std::get<std::string>(table.rows[2].back()), "possible");
  EXPECT_NEAR(number(table, 2, "delta_chi2"), 0, 1e-6);
  EXPECT_NEAR(number(table, 2, "delta_aic"), -2, 1e-6);  // one parameter less for the same chi2
  EXPECT_NEAR(number(table, 2, "miss_nm"), 0, 1e-12);
  EXPECT_NEAR(number(table, 1, "delta_chi2"), number(table, 1, "chi2"), 1e-6);
  EXPECT_EQ(std::get<std::int64_t>(table.rows[2][4]), 8);
  EXPECT_EQ(std::get<std::int64_t>(table.rows[5][4]), 7);
  EXPECT_NEAR(number(table, 5, "exponent"), 1, 1e-5);
}

// The plain predictions of the paper: eqs 2 and 3 from the reference row.
TEST(GrowthRegimeTables, PredictionsStartFromTheReference) {
  const AnalysedRegime made(regime_table(4), "error = 0.02\nreference_row = 3");
  const Table table = regime_prediction_table({made.analysis});
  ASSERT_EQ(table.rows.size(), 9u);
  const double r1 = number(table, 2, "r1_nm"), r2 = number(table, 2, "r2_nm");
  for (std::size_t row = 0; row < 9; ++row) {
    const double x = number(table, row, "r2_nm");
    EXPECT_NEAR(number(table, row, "r1_reaction_nm"), x + r1 - r2, 1e-12);
    EXPECT_NEAR(number(table, row, "r1_diffusion_nm"), std::sqrt(x * x + r1 * r1 - r2 * r2), 1e-12);
    EXPECT_NEAR(number(table, row, "r1_inverse_4_nm"), number(table, row, "r1_nm"), 1e-12);
    EXPECT_NEAR(number(table, row, "r1_fit_nm"), number(table, row, "r1_nm"), 1e-6);
    EXPECT_NEAR(number(table, row, "distance"), 0, 1e-5);
    EXPECT_EQ(number(table, row, "time_s"), 60.0 * static_cast<double>(row));
  }
}

TEST(GrowthRegimeTables, WithoutTimeTheColumnIsEmpty) {
  const AnalysedRegime made("r1_nm,r2_nm\n2,1.3\n2.2,1.5\n2.3,1.7\n");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(regime_prediction_table({made.analysis}).rows[0][1]));
}

TEST(GrowthRegimeTables, VerdictsGiveTheReason) {
  const AnalysedRegime made(regime_table(4), "error = 0.01");
  const Table table = regime_verdict_table({made.analysis, made.analysis});
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(std::get<std::string>(table.rows[0][5]), "superfocusing");
  EXPECT_EQ(std::get<std::string>(table.rows[0][6]), regime_sentence(made.analysis));
  EXPECT_NEAR(number(table, 1, "exponent"), 4, 1e-5);
  for (const Table& one :
       {table, regime_hypothesis_table({made.analysis}), regime_prediction_table({made.analysis})})
    for (const auto& row : one.rows) EXPECT_EQ(row.size(), one.columns.size()) << one.name;
}

TEST(GrowthRegimeTables, SummarySaysWhichErrors) {
  const AnalysedRegime made(regime_table(4));
  EXPECT_EQ(regime_summary(made.analysis).scaling, "sigmas as given; errors of 2 % of the radius");
}

}  // namespace
}  // namespace nacre::study
