#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "growth_fit_study.hpp"
#include "nacre/study/growth_fit_output.hpp"

namespace nacre::study {
namespace {

const Cell& at(const Table& table, std::size_t row, const std::string& column) {
  const auto found = std::ranges::find(table.columns, column, &Column::name);
  return table.rows.at(row)[static_cast<std::size_t>(found - table.columns.begin())];
}
double number(const Table& table, std::size_t row, const std::string& column) {
  return std::get<double>(at(table, row, column));
}
std::string text(const Table& table, std::size_t row, const std::string& column) {
  return std::get<std::string>(at(table, row, column));
}

TEST(GrowthFitTables, EveryPointHasItsResidual) {
  const AnalysedFit made;
  const Table table = growth_fit_table(made.analyses);
  ASSERT_EQ(table.rows.size(), 10u);
  EXPECT_EQ(text(table, 0, "quantity"), "radius");
  EXPECT_EQ(text(table, 0, "unit"), "nm");
  EXPECT_EQ(text(table, 5, "quantity"), "yield");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(at(table, 0, "case")));
  double chi2 = 0;
  for (std::size_t row = 0; row < 10; ++row) {
    EXPECT_NEAR(number(table, row, "residual"),
                (number(table, row, "fit") - number(table, row, "measured")) / number(table, row, "error"),
                1e-12);
    chi2 += number(table, row, "residual") * number(table, row, "residual");
  }
  EXPECT_NEAR(chi2, made.first().fit.result.chi2, 0.1);
}

TEST(GrowthFitTables, OneRowASynthesis) {
  const AnalysedFit made;
  const Table table = growth_syntheses_table(made.analyses);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0].size(), table.columns.size());
  EXPECT_EQ(text(table, 0, "synthesis"), "course");
  EXPECT_EQ(number(table, 0, "temperature_K"), 523);
  EXPECT_DOUBLE_EQ(number(table, 0, "precursor_rate"), made.first().fit.values()[0]);
  EXPECT_DOUBLE_EQ(number(table, 0, "adsorption_rate_m_s"), 7.7e-7);
  EXPECT_NEAR(number(table, 0, "radius_final_nm"), 2.17, 0.01);
}

TEST(GrowthFitTables, StartsAndWhatBecameOfThem) {
  AnalysedFit made;
  auto& starts = made.analyses.front().fit.starts;
  ASSERT_EQ(starts.size(), 1u);
  starts.push_back({.start = {1e-2}, .end = {2e-2}, .start_chi2 = 50, .chi2 = 40, .converged = true});
  starts.push_back({.start = {1e-2}, .end = {2e-2}, .start_chi2 = 50, .chi2 = 40});
  starts.push_back({.start = {1e-2}, .end = {}, .start_chi2 = std::numeric_limits<double>::infinity()});
  const Table table = growth_starts_table(made.analyses);
  const char* outcomes[] = {"best minimum", "another minimum", "did not converge", "no particles"};
  for (std::size_t row = 0; row < 4; ++row) {
    EXPECT_EQ(table.rows[row].size(), table.columns.size());
    EXPECT_EQ(text(table, row, "outcome"), outcomes[row]);
  }
  EXPECT_NEAR(number(table, 0, "start_precursor_rate"), 8e-3, 1e-15);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(at(table, 3, "end_precursor_rate")));
}

TEST(GrowthFitTables, CasesByAic) {
  GrowthFitText text_of;
  text_of.exponent = "[1, 4]";
  const AnalysedFit made(text_of);
  const Table table = growth_models_table(made.analyses);
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(text(table, 1, "case"), "exponent 4");
  EXPECT_EQ(number(table, 1, "delta_aic"), 0);
  EXPECT_NEAR(number(table, 0, "delta_aic"), number(table, 0, "chi2") - number(table, 1, "chi2"), 1e-9);
  EXPECT_EQ(growth_fit_table(made.analyses).rows.size(), 20u);
}

}  // namespace
}  // namespace nacre::study
