#include <gtest/gtest.h>

#include <algorithm>

#include "langmuir_study.hpp"
#include "site_study.hpp"

namespace nacre::study {
namespace {

std::vector<LangmuirAnalysis> one_analysis() {
  static const Study study = langmuir_study(langmuir_c6_c10);
  return {analyse_langmuir(study.cases.front(), {})};
}

const Quantity& named(const std::vector<Quantity>& list, const std::string& name) {
  const auto found = std::ranges::find(list, name, &Quantity::name);
  if (found == list.end()) throw std::out_of_range(name);
  return *found;
}

TEST(CompetitiveLangmuirTables, CompositionsOfEveryTitration) {
  const auto analyses = one_analysis();
  const Table table = langmuir_composition_table(analyses);
  ASSERT_EQ(table.rows.size(), 6u);
  EXPECT_EQ(cell_number(table, 2, "x_a_solution"), 0.51);
  EXPECT_NEAR(cell_number(table, 2, "x_a_surface"), 0.6075, 5e-5);
  EXPECT_NEAR(cell_number(table, 2, "x_a_surface_err"), 0.0535, 5e-5);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_NEAR(cell_number(table, i, "theta_a") / cell_number(table, i, "coverage"),
                cell_number(table, i, "x_a_surface"), 1e-12);
    EXPECT_NEAR(cell_number(table, i, "theta_a") + cell_number(table, i, "theta_b"),
                cell_number(table, i, "coverage"), 1e-12);
    EXPECT_EQ(table.rows[i].size(), table.columns.size());
  }
  EXPECT_EQ(cell_number(table, 2, "dG_kJ_mol"), -7.9);
}

TEST(CompetitiveLangmuirTables, DifferenceIsSurfaceMinusSolution) {
  const Table table = langmuir_interaction_table(one_analysis());
  ASSERT_EQ(table.rows.size(), 3u);
  for (const char* name : {"chi_G_RT", "chi_H_kJ_mol", "chi_S_J_molK"})
    EXPECT_NEAR(cell_number(table, 2, name), cell_number(table, 1, name) - cell_number(table, 0, name),
                1e-12);
  EXPECT_EQ(std::get<std::string>(table.rows[2][1]), "difference");
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[2].back()));
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size());
}

TEST(CompetitiveLangmuirTables, QuantitiesAndTheirErrors) {
  const auto analyses = one_analysis();
  const auto list = langmuir_quantities(analyses[0]);
  EXPECT_NEAR(named(list, "K_a").value, 29.20, 0.01);
  EXPECT_NEAR(named(list, "K_a").uncertainty, 29.20 * 0.4 / 2.51928, 0.01);
  EXPECT_NEAR(named(list, "K_b").value, 19.63, 0.01);
  EXPECT_NEAR(named(list, "K_ratio").value, 29.20 / 19.63, 0.001);
  EXPECT_NEAR(named(list, "x_a_surface_half").value, 0.598, 5e-4);
  EXPECT_NEAR(named(list, "x_a_shift_max").value, 0.6075 - 0.51, 1e-4);
  EXPECT_NEAR(named(list, "chi_G_shift").value,
              named(list, "chi_G_surface").value - named(list, "chi_G_solution").value, 1e-12);
  EXPECT_NEAR(named(list, "chi_H_surface").uncertainty,
              std::hypot(analyses[0].surface.chi_error(303)[1], analyses[0].composition_error[1]), 1e-12);
  EXPECT_EQ(list.size(), 14u);
}

}  // namespace
}  // namespace nacre::study
