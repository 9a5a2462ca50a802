#include "nacre/ligands/mixing_models.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "nacre/core/units.hpp"

namespace nacre::ligands {
namespace {

constexpr double T = 303;
constexpr double RT = 1e-3 * gas_constant_J_molK * T;

const ExactShell& shell_11() {
  static const auto shell = exact_shell(11, 11, RunControl{});
  return *shell;
}

MixingContext context_11() { return {T, exact_shell(11, 11, RunControl{})}; }

double largest(double Mixing::*property, double chi_G_RT, double chi_H) {
  double best = -1e300;
  for (int n = 0; n <= 121; ++n)
    best = std::max(best, lattice_mixing(shell_11(), n, chi_G_RT, chi_H, T).*property);
  return best;
}

// chi_H = 15.4 kJ/mol and chi_S = 23 J/(mol K), the interaction of hexanethiol and decanethiol.
TEST(LatticeMixing, MaximaAtThePublishedInteraction) {
  const double chi_G = (15.4 - 1e-3 * T * 23) / RT;
  EXPECT_NEAR(largest(&Mixing::dH_kJ_mol, chi_G, 15.4), 1.955, 5e-4);
  EXPECT_NEAR(largest(&Mixing::dS_J_molK, chi_G, 15.4), 6.62, 5e-3);
  EXPECT_NEAR(largest(&Mixing::dS_conf_J_molK, chi_G, 15.4), 3.70, 5e-3);
}

TEST(LatticeMixing, NeutralInteractionOfTheEquimolarShell) {
  EXPECT_NEAR(neutral_chi_G_RT(shell_11(), 60), 3.510, 5e-4);
  EXPECT_NEAR(lattice_mixing(shell_11(), 60, neutral_chi_G_RT(shell_11(), 60), 0, T).dG_kJ_mol, 0, 1e-12);
}

TEST(LatticeMixing, WithoutInteractionIsTheIdealMixture) {
  for (const int n : {0, 1, 7, 60, 61, 120, 121}) {
    const Mixing mixing = lattice_mixing(shell_11(), n, 0, 0, T);
    const double ideal = ideal_entropy_J_molK(n, 121);
    EXPECT_NEAR(mixing.dS_J_molK, ideal, 1e-11) << n;
    EXPECT_NEAR(mixing.dG_kJ_mol, -1e-3 * T * ideal, 1e-12) << n;
    EXPECT_EQ(mixing.dH_kJ_mol, 0) << n;
  }
}

TEST(LatticeMixing, EnthalpyAndEntropyAreTheTemperatureDerivatives) {
  // S = -dG/dT at constant chi_H and chi_S (paper S31, S35).
  const double chi_H = 15.4;
  const double chi_S = 23;
  const auto dG = [&](double temperature) {
    const double chi_G = (chi_H - 1e-3 * temperature * chi_S) / (1e-3 * gas_constant_J_molK * temperature);
    return lattice_mixing(shell_11(), 40, chi_G, chi_H, temperature);
  };
  const double step = 0.05;
  const double entropy = -1e3 * (dG(T + step).dG_kJ_mol - dG(T - step).dG_kJ_mol) / (2 * step);
  EXPECT_NEAR(dG(T).dS_J_molK, entropy, 1e-6);
  EXPECT_NEAR(dG(T).dH_kJ_mol, dG(T).dG_kJ_mol + 1e-3 * T * entropy, 1e-6);
}

// Paper S32, with the path cut into pieces where the energy bends.
TEST(LatticeMixing, EqualsThermodynamicIntegrationFromTheIdealMixture) {
  constexpr int pieces = 8;
  for (const double chi_G : {-6.0, 1.0, 3.4, 5.2}) {
    const double w = chi_G / 4;
    double excess = 0;
    for (int piece = 0; piece < pieces; ++piece)
      excess +=
          integrate_coupling([&](double t) { return w * shell_11().at(60, (piece + t) / pieces * w).mean; }) /
          pieces;
    const double total = RT * excess / 121 - 1e-3 * T * ideal_entropy_J_molK(60, 121);
    EXPECT_NEAR(lattice_mixing(shell_11(), 60, chi_G, 0, T).dG_kJ_mol, total, 1e-8) << chi_G;
  }
}

TEST(LatticeMixing, ManyStatesOfStrongInteractionStayFinite) {
  for (const double chi_G : {-200.0, 200.0})
    for (int n = 0; n <= 121; ++n)
      EXPECT_TRUE(std::isfinite(lattice_mixing(shell_11(), n, chi_G, 1, T).dG_kJ_mol));
  // Ground state of 60 ligands A on 11 x 11: a straight stripe with two boundaries of 11 and a step each
  // side.
  EXPECT_NEAR(lattice_mixing(shell_11(), 60, 200, 0, T).dG_kJ_mol / RT, 50.0 * 24 / 121, 0.1);
}

TEST(MixingModels, LatticeInterpolatesBetweenWholeCompositions) {
  const MixingModel& lattice = mixing_model("lattice");
  const std::vector<double> parameters{3.4, 15.4};
  const auto at = [&](double x) { return lattice.evaluate(x, parameters, context_11()).dG_kJ_mol; };
  EXPECT_NEAR(at(40.0 / 121), lattice_mixing(shell_11(), 40, 3.4, 15.4, T).dG_kJ_mol, 1e-14);
  // Against the middle of a finer, independent interpolation: six points.
  const double six[] = {3, -25, 150, 150, -25, 3};
  double middle = 0;
  for (int i = 0; i < 6; ++i) middle += six[i] / 256 * at((38.0 + i) / 121);
  EXPECT_NEAR(at(40.5 / 121), middle, 1e-7);
}

TEST(MixingModels, CompositionDependenceWithEqualEndsIsConstant) {
  const std::vector<double> constant{3.4, 15.4};
  const std::vector<double> both_ends{3.4, 3.4, 15.4, 15.4};
  const MixingContext context = context_11();
  for (const double x : {0.17, 0.51, 0.83}) {
    const Mixing a = mixing_model("lattice").evaluate(x, constant, context);
    const Mixing b = mixing_model("lattice-composition").evaluate(x, both_ends, context);
    EXPECT_NEAR(a.dG_kJ_mol, b.dG_kJ_mol, 1e-13);
    EXPECT_NEAR(a.dH_kJ_mol, b.dH_kJ_mol, 1e-13);
  }
}

TEST(MixingModels, EveryModelObeysGIsHMinusTS) {
  const MixingContext context = context_11();
  for (const MixingModel& model : mixing_models()) {
    std::vector<double> parameters;
    for (std::size_t i = 0; i < model.parameters.size(); ++i)
      parameters.push_back(1.5 + static_cast<double>(i));
    const Mixing m = model.evaluate(0.3, parameters, context);
    EXPECT_NEAR(m.dG_kJ_mol, m.dH_kJ_mol - 1e-3 * T * m.dS_J_molK, 1e-12) << model.name;
    EXPECT_NEAR(m.dS_J_molK, m.dS_conf_J_molK + m.dS_nc_J_molK, 1e-12) << model.name;
  }
}

TEST(MixingModels, RegularSolutionByHand) {
  const std::vector<double> parameters{8.0, 4.0};
  const Mixing m = mixing_model("regular").evaluate(0.5, parameters, context_11());
  EXPECT_DOUBLE_EQ(m.dH_kJ_mol, 2.0);
  EXPECT_NEAR(m.dS_conf_J_molK, gas_constant_J_molK * std::log(2.0), 1e-12);
  EXPECT_DOUBLE_EQ(m.dS_nc_J_molK, 1.0);
}

TEST(MixingModels, StirlingIsTheLimitOfTheBinomial) {
  EXPECT_NEAR(ideal_entropy_J_molK(3e7, 1e8), stirling_entropy_J_molK(0.3), 2e-6);
  EXPECT_LT(ideal_entropy_J_molK(60, 121), stirling_entropy_J_molK(60.0 / 121));
}

TEST(PhaseBoundary, CommonTangentHasEqualChemicalPotentials) {
  for (const double xi : {2.05, 2.5, 3.2, 8.0, 40.0}) {
    const PhaseBoundary boundary = regular_phase_boundary(xi);
    const double x = boundary.binodal_x;
    EXPECT_NEAR(std::log(x) - std::log1p(-x) + xi * (1 - 2 * x), 0, 1e-9) << xi;
    EXPECT_LT(x, boundary.spinodal_x);
    const double s = boundary.spinodal_x;
    EXPECT_NEAR(1 / (s * (1 - s)), 2 * xi, 1e-9 * xi) << "curvature vanishes on the spinodal";
  }
  EXPECT_TRUE(std::isnan(regular_phase_boundary(2.0).binodal_x));
}

TEST(MixingModels, UnknownNameIsRefused) { EXPECT_THROW(mixing_model("lattic"), std::invalid_argument); }

}  // namespace
}  // namespace nacre::ligands
