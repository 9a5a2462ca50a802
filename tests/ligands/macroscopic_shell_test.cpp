// The infinite lattice, from which 111 x 111 sites hardly differ.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "nacre/ligands/monte_carlo.hpp"

namespace nacre::ligands {
namespace {

constexpr int side = 111;
constexpr int n_a = 6160;

// Share of unlike pairs in the infinite Ising model, coupling K = w / 2 (L. Onsager, Phys. Rev. 65,
// 117 (1944)).
double onsager_unlike_fraction(double w_RT) {
  const double k2 = w_RT;  // 2 K
  const double modulus = 2 * std::sinh(k2) / std::pow(std::cosh(k2), 2);
  const double bracket =
      1 + 2 / std::numbers::pi * (2 * std::pow(std::tanh(k2), 2) - 1) * std::comp_ellint_1(modulus);
  const double spin_product = 0.5 / std::tanh(k2) * bracket;
  return 0.5 * (1 - spin_product);
}

// The two interfaces of a stripe. Their free energy is w + ln tanh(w / 2) per site (Onsager 1944), its
// derivative by w the number of additional unlike pairs.
double interface_unlike_fraction(double w_RT) { return (1 + 1 / std::sinh(w_RT)) / side; }

ShellSample sample_at(double chi_G_RT, std::uint64_t equilibration_sweeps) {
  const Lattice lattice(LatticeType::square, side, side);
  const SamplingPlan plan{
      .equilibration_sweeps = equilibration_sweeps, .sampling_sweeps = 1500, .sweeps_per_sample = 20};
  return sample_shell(lattice, n_a, chi_G_RT / 4, plan);
}

TEST(SlowMacroscopicShell, AboveTheCriticalTemperatureHasOnsagersUnlikePairs) {
  const auto found = sample_at(3.0, 300).unlike_pair_fraction;
  EXPECT_NEAR(onsager_unlike_fraction(0.75), 0.254, 0.001);
  EXPECT_NEAR(found.mean, onsager_unlike_fraction(0.75), 0.003);
  EXPECT_LT(found.error, 0.001);
}

TEST(SlowMacroscopicShell, BelowItHasOnsagersUnlikePairsAndTwoInterfaces) {
  const auto found = sample_at(4.0, 3500).unlike_pair_fraction;
  EXPECT_NEAR(onsager_unlike_fraction(1.0), 0.064, 0.001);
  EXPECT_NEAR(found.mean, onsager_unlike_fraction(1.0) + interface_unlike_fraction(1.0), 0.004);
  EXPECT_LT(found.error, 0.003);
}

}  // namespace
}  // namespace nacre::ligands
