#include "nacre/study/surface_sites_rows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "site_study.hpp"

namespace nacre::study {
namespace {

TEST(SurfaceSitesRows, ThreeModelsOfThePublishedParticle) {
  const PlannedSites planned("[particle]\ndiameter = 3.0\n");
  const SiteRow& row = planned.rows.at(0);
  EXPECT_NEAR(row.spherical(), 127.1, 0.05);
  EXPECT_NEAR(row.pyramidal(), 130.35, 0.005);
  EXPECT_EQ(row.sites(), 90);
  EXPECT_NEAR(row.sites_per_nm2(), 90 / (9 * std::numbers::pi), 1e-12);
}

TEST(SurfaceSitesRows, SmoothModelsOfOtherCrystalsComeFromTheirCell) {
  const PlannedSites planned(
      "[particle]\ndiameter = 4\nstructure = \"wurtzite\"\ncation = \"Zn\"\nanion = \"O\"\na = 0.325\n");
  const SmoothModels& models = planned.rows.at(0).models;
  EXPECT_NEAR(models.lattice_parameter_nm, std::numbers::sqrt2 * 0.325, 1e-12);
  EXPECT_NEAR(models.cations_per_nm3, 4 / std::pow(models.lattice_parameter_nm, 3), 1e-9);
  EXPECT_NEAR(models.density_g_cm3, 5.6, 0.1);  // ZnO
}

TEST(SurfaceSitesRows, WhatTheStudySaysOfTheModelsHolds) {
  const PlannedSites planned(
      "[particle]\ndiameter = 3\n[models]\nlattice_parameter = \"6 A\"\ndensity = \"6 g/cm3\"\nmolar_mass = "
      "200\n");
  const SmoothModels& models = planned.rows.at(0).models;
  EXPECT_NEAR(models.lattice_parameter_nm, 0.6, 1e-12);
  EXPECT_NEAR(models.cations_per_nm3, 6.0 / 200 * 602.214076, 1e-9);
  EXPECT_NEAR(models.spherical(3), std::numbers::pi / 6 * (27 - std::pow(2.4, 3)) * models.cations_per_nm3,
              1e-9);
}

TEST(SurfaceSitesRows, SpreadOverDiameters) {
  PlannedSites planned("[particle]\ndiameter = 3.0\n[distribution]\nsigma = \"0.2 nm\"\n");
  const SiteSpread& spread = *planned.rows.at(0).spread;
  // The sphere: 4/3 pi n (3 R^2 s - 3 R s^2 + s^3) with s = a/2; the mean of R^2 is 1.5^2 + 0.1^2.
  const double n = planned.rows[0].models.cations_per_nm3;
  const double s = 0.3025;
  const double expected =
      4 * std::numbers::pi / 3 * n * (3 * (2.25 + 0.01) * s - 3 * 1.5 * s * s + s * s * s);
  EXPECT_NEAR(spread.spherical_spread.mean, expected, 0.01);
  EXPECT_NEAR(spread.spherical_spread.standard_deviation, 18.8, 0.1);
  EXPECT_NEAR(spread.atomistic_spread.mean, 114, 1);
  EXPECT_NEAR(spread.atomistic_spread.standard_deviation, 27.5, 1);
  EXPECT_EQ(spread.atomistic.size(), 401u);
}

TEST(SurfaceSitesRows, ANarrowSpreadIsTheParticleItself) {
  PlannedSites planned("[particle]\ndiameter = 2.8\n[distribution]\nsigma = 1e-4\ntype = \"lognormal\"\n");
  const SiteSpread& spread = *planned.rows.at(0).spread;
  EXPECT_NEAR(spread.atomistic_spread.mean, 114, 1e-9);
  EXPECT_NEAR(spread.atomistic_spread.standard_deviation, 0, 1e-6);
}

// 128 +- 47 sites and a ratio of 1.1 +- 0.1, as published.
TEST(SurfaceSitesRows, OverThePublishedDiameters) {
  const PlannedSites planned(published_diameters);
  const auto over = over_diameters(planned.rows);
  ASSERT_TRUE(over);
  EXPECT_NEAR(over->sites.mean, 128, 1e-9);
  EXPECT_NEAR(over->sites.standard_deviation, 46.6, 0.05);
  EXPECT_NEAR(over->cation_anion_ratio.mean, 1.081, 5e-4);
  EXPECT_NEAR(over->cation_anion_ratio.standard_deviation, 0.125, 5e-4);
}

TEST(SurfaceSitesRows, OtherListsAreNotAveraged) {
  EXPECT_FALSE(over_diameters(PlannedSites("[particle]\ndiameter = 3\n").rows));
  const PlannedSites centres("[particle]\ndiameter = [2.8, 3.0]\ncentre = [\"cation\", \"anion\"]\n");
  EXPECT_FALSE(over_diameters(centres.rows));
  EXPECT_EQ(system_name(centres.rows.at(1)), "anion");
  EXPECT_EQ(system_name(PlannedSites(published_diameters).rows.at(1)), "");
}

TEST(SurfaceSitesRows, RefusesASpreadBeyondTheMean) {
  try {
    PlannedSites planned("[particle]\ndiameter = 3\n[distribution]\nsigma = 4\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().message, "the spread of the diameters is larger than their mean");
    EXPECT_EQ(error.parts().found, "4 nm");
    EXPECT_EQ(error.parts().expected, "at most 3 nm");
    EXPECT_EQ(error.parts().place.line, 5);
  }
}

}  // namespace
}  // namespace nacre::study
