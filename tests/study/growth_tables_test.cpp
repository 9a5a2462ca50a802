// Tables and arrays of simulations.
#include <algorithm>
#include <cmath>
#include <map>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

std::size_t column(const Table& table, const std::string& name) {
  const auto at = std::ranges::find(table.columns, name, &Column::name);
  EXPECT_NE(at, table.columns.end()) << name;
  return static_cast<std::size_t>(at - table.columns.begin());
}

double number(const Table& table, std::size_t row, const std::string& name) {
  return std::get<double>(table.rows[row][column(table, name)]);
}

void expect_square(const Table& table) {
  for (const auto& row : table.rows) ASSERT_EQ(row.size(), table.columns.size());
}

// Run once: the tests only read.
const Grown& two_cases() {
  static const Grown grown({"adsorption.exponent=[0, 4]", "output.frames=6"});
  return grown;
}

TEST(GrowthTables, ScanHasARowACaseWithEveryQuantity) {
  const Table table = growth_scan_table(two_cases().runs);
  EXPECT_EQ(table.name, "scan");
  expect_square(table);
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(number(table, 1, "exponent"), 4);
  EXPECT_EQ(number(table, 1, "radius_final_nm"), two_cases().runs[1].summary.radius_nm);
  EXPECT_EQ(number(table, 0, "t98_yield_s"), two_cases().runs[0].summary.yield.time_s);
  EXPECT_GT(number(table, 0, "t98_yield_err"), 0);
  EXPECT_EQ(std::get<std::int64_t>(table.rows[0][column(table, "steps")]),
            static_cast<std::int64_t>(two_cases().runs[0].trajectory.steps));
  EXPECT_LT(std::abs(number(table, 0, "mass_error")), 1e-9);
}

TEST(GrowthTables, WhatACaseDoesNotHaveIsEmpty) {
  const Grown grown({"nucleation.ln_prefactor=[20, 89.358]", "conditions.duration=300"});
  const Table table = growth_scan_table(grown.runs);
  expect_square(table);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[0][column(table, "radius_final_nm")]));
  EXPECT_GT(number(table, 1, "radius_final_nm"), 1);
}

TEST(GrowthTables, CourseGoesFromStartToEndWithoutNumbersThatAreNone) {
  const Table table = growth_course_table(two_cases().runs);
  expect_square(table);
  EXPECT_LE(table.rows.size(), 2 * 400u);
  EXPECT_EQ(number(table, 0, "time_s"), 0);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[0][column(table, "radius_nm")]));
  EXPECT_EQ(number(table, table.rows.size() - 1, "time_s"), 2500);
  for (const auto& row : table.rows)
    for (const Cell& cell : row)
      if (const auto* value = std::get_if<double>(&cell)) {
        EXPECT_TRUE(std::isfinite(*value));
      }
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    EXPECT_NEAR(number(table, i, "precursor_mol_m3"), 20 * std::exp(-5e-3 * number(table, i, "time_s")),
                1e-3);
}

TEST(GrowthTables, DistributionsHoldEveryParticle) {
  const Table table = growth_distribution_table(two_cases().runs);
  expect_square(table);
  std::map<std::pair<double, double>, double> sums;
  for (std::size_t i = 0; i < table.rows.size(); ++i)
    sums[{number(table, i, "exponent"), number(table, i, "time_s")}] += number(table, i, "density_mol_m3_nm");
  for (const GrowthRun& run : two_cases().runs) {
    const double exponent = run.synthesis.adsorption.exponent;
    double step = 0;
    for (std::size_t i = 1; i < table.rows.size() && step == 0; ++i)
      if (number(table, i, "exponent") == exponent && number(table, i - 1, "exponent") == exponent)
        step = number(table, i, "radius_nm") - number(table, i - 1, "radius_nm");
    const double there = run.trajectory.points.back().concentration_mol_m3();
    EXPECT_NEAR((sums[{exponent, 2500.0}] * step) / there, 1, 1e-3);
  }
}

TEST(GrowthTables, ArraysHaveEveryStepAndEveryFrame) {
  const auto arrays = growth_arrays(two_cases().runs);
  ASSERT_EQ(arrays.size(), 8u);
  for (const Array& array : arrays) {
    std::size_t size = 1;
    for (const std::size_t n : array.shape) size *= n;
    EXPECT_EQ(array.values.size(), size) << array.name;
  }
  EXPECT_EQ(arrays[0].name, "case-1/course");
  EXPECT_EQ(arrays[0].shape[0], two_cases().runs[0].trajectory.points.size());
  EXPECT_EQ(arrays[7].name, "case-2/distributions");
  EXPECT_EQ(arrays[7].shape[0], two_cases().runs[1].trajectory.snapshots.size());
  EXPECT_EQ(arrays[7].shape[1], arrays[6].shape[0]);
}

}  // namespace
}  // namespace nacre::study
