#include "nacre/assembly/lennard_jones_state.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::assembly {
namespace {

// Of the authors' own Fortran program, as printed with it "for confidence" (figure 3 of the paper); its
// literals are in single precision.
TEST(LennardJonesState, GivesTheNumbersOfTheAuthorsProgram) {
  EXPECT_NEAR(lennard_jones_energy(1.3, 0.2), -1.5371511277396868, 1e-6);
  EXPECT_NEAR(lennard_jones_energy(1.3, 0.4), -2.806016725054152, 1e-6);
  EXPECT_NEAR(lennard_jones_pressure(1.3, 0.2), 0.12147936810578708, 1e-6);
  EXPECT_NEAR(lennard_jones_pressure(1.3, 0.4), 0.11253334756806482, 1e-6);
}

TEST(LennardJonesState, PressureAndEnergyAreDerivativesOfTheFreeEnergy) {
  const double t = 0.9, rho = 0.8, h = 1e-5;
  const auto a = lennard_jones_residual_free_energy;
  const double pressure = rho * t + rho * rho * (a(t, rho + h) - a(t, rho - h)) / (2 * h);
  EXPECT_NEAR(lennard_jones_pressure(t, rho), pressure, 1e-7);
  const double energy = a(t, rho) - t * (a(t + h, rho) - a(t - h, rho)) / (2 * h);
  EXPECT_NEAR(lennard_jones_energy(t, rho), energy, 1e-7);
}

// NIST's Monte Carlo of the Lennard-Jones fluid at T = 0.85 with long-range corrections (Standard Reference
// Simulation Website, https://doi.org/10.18434/T4M88Q): density, energy a particle, pressure. Another
// program, another method, and not among what the equation was fitted to.
TEST(LennardJonesState, IsNearNistsMonteCarlo) {
  struct Row {
    double density, energy, pressure;
  };
  for (const Row& row :
       {Row{0.003, -0.031019, 0.0024965}, Row{0.009, -0.093973, 0.0071641}, Row{0.776, -5.5121, 0.0067714},
        Row{0.780, -5.5386, 0.047924}, Row{0.820, -5.7947, 0.55355}, Row{0.860, -6.0305, 1.2660},
        Row{0.900, -6.2391, 2.2314}}) {
    EXPECT_NEAR(lennard_jones_energy(0.85, row.density), row.energy, 0.004 * std::abs(row.energy))
        << row.density;
    EXPECT_NEAR(lennard_jones_pressure(0.85, row.density), row.pressure, 0.03 * row.density) << row.density;
  }
}

// The second virial coefficient by quadrature of the potential.
TEST(LennardJonesState, IsExactInTheDiluteLimit) {
  for (const double t : {0.85, 1.0, 1.35}) {
    double b2 = 0;
    const double step = 1e-4;
    for (double r = step / 2; r < 60; r += step) {
      const double s6 = std::pow(r, -6);
      b2 -= 2 * M_PI * (std::exp(-4 * (s6 * s6 - s6) / t) - 1) * r * r * step;
    }
    const double rho = 1e-6;
    EXPECT_NEAR((lennard_jones_pressure(t, rho) / (rho * t) - 1) / rho, b2, 0.003 * std::abs(b2)) << t;
  }
}

TEST(LennardJonesState, TailIsThatOfTheTextbook) {
  // Of the reduced density 0.8 at r_c = 2.5: Allen and Tildesley, chapter 2.
  const Tail tail = lennard_jones_tail(0.8, 2.5);
  EXPECT_NEAR(tail.energy, 8 * M_PI / 9 * 0.8 * (std::pow(2.5, -9) - 3 * std::pow(2.5, -3)), 1e-14);
  EXPECT_NEAR(tail.pressure, 32 * M_PI / 9 * 0.64 * (std::pow(2.5, -9) - 1.5 * std::pow(2.5, -3)), 1e-14);
}

}  // namespace
}  // namespace nacre::assembly
