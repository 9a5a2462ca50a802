#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "mixing_study.hpp"
#include "nacre/study/ligand_mixing_output.hpp"

namespace nacre::study {
namespace {

std::size_t column(const Table& table, const std::string& name) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].name == name) return i;
  throw std::out_of_range(name);
}

double number(const Table& table, std::size_t row, const std::string& name) {
  return std::get<double>(table.rows.at(row).at(column(table, name)));
}

std::string text(const Table& table, std::size_t row, const std::string& name) {
  return std::get<std::string>(table.rows.at(row).at(column(table, name)));
}

void expect_rectangular(const Table& table) {
  EXPECT_FALSE(table.rows.empty()) << table.name;
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
}

TEST(MixingModelTable, ComparesByAkaikeWeights) {
  const Analysed fitted(published("c6-c14"));
  const Table table = mixing_model_table(fitted.analysis);
  expect_rectangular(table);
  ASSERT_EQ(table.rows.size(), fitted->models.size());
  double sum = 0;
  double smallest = 1e300;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto k = static_cast<double>(std::get<std::int64_t>(table.rows[i][1]));
    const double chi2 = number(table, i, "chi2");
    EXPECT_EQ(text(table, i, "model"), fitted->models[i].model->label);
    EXPECT_NEAR(number(table, i, "chi2_reduced"), chi2 / (14 - k), 1e-9);
    EXPECT_NEAR(number(table, i, "aic"), chi2 + 2 * k, 1e-9);
    EXPECT_NEAR(number(table, i, "bic"), chi2 + k * std::log(14), 1e-9);
    sum += number(table, i, "akaike_weight");
    smallest = std::min(smallest, number(table, i, "delta_aic"));
    EXPECT_NEAR(number(table, i, "akaike_weight") / number(table, 0, "akaike_weight"),
                std::exp(0.5 * (number(table, 0, "aic") - number(table, i, "aic"))), 1e-6);
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_EQ(smallest, 0);
}

// With uncorrelated errors the squares of the residuals add up to chi2.
TEST(MixingDataTable, ResidualsAreThoseOfTheFit) {
  for (const char* interaction : {"constant", "composition-dependent"}) {
    const Analysed fitted(published("c6-c14", {std::string("model.interaction=") + interaction}));
    const Table table = mixing_data_table(fitted.analysis);
    expect_rectangular(table);
    double chi2 = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const auto at = [&](const char* name) { return number(table, i, name); };
      EXPECT_NEAR(at("dH_residual"), (at("dH_fit_kJ_mol") - at("dH_kJ_mol")) / 0.7, 1e-9);
      EXPECT_NEAR(at("dG_residual"), (at("dG_fit_kJ_mol") - at("dG_kJ_mol")) / 0.4, 1e-9);
      EXPECT_NEAR(at("dS_J_molK"), (at("dH_kJ_mol") - at("dG_kJ_mol")) / 0.303, 1e-9);
      EXPECT_NEAR(at("dS_err"), std::hypot(0.7, 0.4) / 0.303, 1e-9);
      chi2 += std::pow(at("dH_residual"), 2) + std::pow(at("dG_residual"), 2);
    }
    EXPECT_NEAR(chi2, fitted->chosen().result.chi2, 1e-9) << interaction;
  }
}

TEST(MixingDataTable, HoldsTheTitrationsInTheirOrder) {
  const Table table = mixing_data_table(Analysed(published("c6-c10")).analysis);
  ASSERT_EQ(table.rows.size(), 6u);
  EXPECT_EQ(number(table, 1, "x_a"), 0.17);
  EXPECT_EQ(number(table, 1, "dH_kJ_mol"), -21.9);
  EXPECT_EQ(number(table, 1, "dG_kJ_mol"), -7.7);
}

void expect_consistent_row(const Table& table, std::size_t row) {
  const auto at = [&](const char* name) { return number(table, row, name); };
  EXPECT_NEAR(at("dG_mix_kJ_mol"), at("dH_mix_kJ_mol") - 0.303 * at("dS_mix_J_molK"), 1e-9) << row;
  EXPECT_NEAR(at("dS_mix_J_molK"), at("dS_conf_J_molK") + at("dS_nc_J_molK"), 1e-9) << row;
}

TEST(MixingCurveTable, ObeysThermodynamicsInEveryRow) {
  const Analysed fitted(published("c6-c10"));
  const Table table = mixing_curve_table(fitted.analysis, false);
  expect_rectangular(table);
  ASSERT_EQ(table.rows.size(), fitted->models.size() * 122);
  for (std::size_t i = 0; i < table.rows.size(); ++i) expect_consistent_row(table, i);
  for (std::size_t i = 0; i < table.rows.size(); i += 122) {
    EXPECT_EQ(number(table, i, "x_a"), 0);
    EXPECT_EQ(number(table, i + 121, "x_a"), 1);
    EXPECT_EQ(number(table, i, "dG_mix_kJ_mol"), 0);
    EXPECT_EQ(number(table, i + 121, "dS_conf_J_molK"), 0);
  }
}

TEST(MixingCurveTable, OfAConstantInteractionIsSymmetric) {
  const Table table = mixing_curve_table(Analysed(forward()).analysis, false);
  ASSERT_EQ(table.rows.size(), 122u);
  for (std::size_t n = 1; n < 61; ++n)
    for (const char* name : {"dG_mix_kJ_mol", "dH_mix_kJ_mol", "dS_conf_J_molK"})
      EXPECT_NEAR(number(table, n, name), number(table, 121 - n, name), 1e-9) << n << name;
  EXPECT_GT(number(table, 60, "dH_mix_kJ_mol"), 0.5);
}

TEST(MixingCurveTable, BriefIsTheChosenModelAlone) {
  const Analysed fitted(published("c6-c10"));
  const Table table = mixing_curve_table(fitted.analysis, true);
  ASSERT_EQ(table.rows.size(), 122u);
  for (std::size_t i = 0; i < table.rows.size(); ++i) EXPECT_EQ(text(table, i, "model"), "lattice");
}

TEST(PhaseBoundaryTable, FollowsFromTheRegularSolution) {
  const Analysed fitted(published("c6-c10"));
  const Table table = phase_boundary_table(fitted.analysis);
  expect_rectangular(table);
  ASSERT_EQ(table.rows.size(), 2u);
  const auto& p = fitted->find("regular")->result.values;
  const double xi_G = (p[4] - 0.303 * p[5]) / (8.31446261815324e-3 * 303);
  EXPECT_NEAR(number(table, 1, "xi_G_RT"), xi_G, 1e-12);
  ASSERT_GT(xi_G, 2);
  const double spinodal = number(table, 1, "spinodal_x");
  EXPECT_NEAR(2 * xi_G * spinodal * (1 - spinodal), 1, 1e-9) << "d2G/dx2 = 0";
  const double x = number(table, 1, "binodal_x");
  EXPECT_NEAR(std::log(x / (1 - x)) + xi_G * (1 - 2 * x), 0, 1e-6) << "dG/dx = 0";
  EXPECT_LT(x, spinodal);
}

TEST(PhaseBoundaryTable, OfAMixtureWithoutOneIsEmptyCells) {
  const TempFolder folder;
  folder.write("made.csv", made_table({.chi_G_RT = -2, .chi_H_kJ_mol = -5}, 310));
  const Study study = read_study(folder.write(
      "study.toml", "kind = \"ligand-mixing\"\n[data]\nfile = \"made.csv\"\n[model]\nsize = [5, 5]\n"));
  const Table table = phase_boundary_table(Analysed(study).analysis);
  EXPECT_LT(number(table, 0, "xi_G_RT"), 0);
  EXPECT_TRUE(std::isnan(number(table, 0, "spinodal_x")));
  EXPECT_TRUE(std::isnan(number(table, 0, "binodal_x")));
}

TEST(MixingTables, AreNamedAfterTheirDataWhenThereAreSeveral) {
  const Analysed one(published("c6-c10"));
  EXPECT_EQ(mixing_data_table(one.analysis).name, "data");
  const Analysed first(
      published("c6-c10", {"data.file=[\"" NACRE_SOURCE_DIR "/studies/ligand-patterning/c6-c10.csv\"]"}));
  EXPECT_EQ(mixing_data_table(first.analysis).name, "data-c6-c10");
  EXPECT_EQ(mixing_curve_table(first.analysis, true).name, "curves-c6-c10");
}

}  // namespace
}  // namespace nacre::study
