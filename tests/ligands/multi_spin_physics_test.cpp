// The multi-spin engine against what is known exactly of small and of infinite lattices.
#include <gtest/gtest.h>

#include <cmath>

#include "nacre/ligands/exact_shell.hpp"
#include "nacre/ligands/multi_spin_sample.hpp"
#include "nacre/ligands/onsager.hpp"

namespace nacre::ligands {
namespace {

TEST(SlowMultiSpin, AgreesWithTheExactEngineToTwoInTenThousand) {
  const Lattice lattice(LatticeType::square, 11, 11);
  std::vector<ShellPoint> equimolar;
  for (const double chi : {-6.0, -4.0, -2.0, 0.0, 1.0, 2.0, 2.5, 3.0, 3.4, 4.0, 4.6, 5.2})
    equimolar.push_back({60, chi / 4});
  std::vector<ShellPoint> others;
  for (const int n_a : {36, 48, 73, 85})
    for (const double chi : {-3.0, 2.0, 3.4}) others.push_back({n_a, chi / 4});
  const auto shell = exact_shell(11, 11, RunControl{});
  double squared_sigmas = 0;
  for (const auto& points : {equimolar, others}) {
    const auto samples = sample_multi_spin(lattice, points,
                                           {.equilibration_sweeps = 1000,
                                            .sampling_sweeps = 60000,
                                            .sweeps_per_sample = 20,
                                            .sweeps_per_cluster_sample = 30000});
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto& found = samples[i].unlike_pair_fraction;
      const double exact = shell->at(points[i].n_a, points[i].w_RT).mean / lattice.pairs();
      EXPECT_NEAR(found.mean, exact, 3 * found.error) << points[i].n_a << " at " << points[i].w_RT;
      EXPECT_LT(found.error, 2e-4) << points[i].n_a << " at " << points[i].w_RT;
      squared_sigmas += std::pow((found.mean - exact) / found.error, 2) / 24;
    }
  }
  EXPECT_GT(squared_sigmas, 0.3);  // of 24 points: standard deviation 0.3
  EXPECT_LT(squared_sigmas, 2.0);
}

// A fixed composition adds to the unlike pairs half the derivative by w of the logarithm of the
// susceptibility, ln P(M = 0) = -ln(2 pi N chi) / 2. With chi ~ (w_c - w)^(-7/4) that is 7/4 / (w_c - w) / 2,
// which is also right at w = 0, over 2 N pairs.
double fixed_composition_excess(double w_RT, int sites) {
  const double critical = std::log(1 + std::sqrt(2.0));
  return 1.75 / (critical - w_RT) / (4.0 * sites);
}

TEST(SlowMultiSpin, AboveTheCriticalTemperatureHasOnsagersEnergy) {
  const Lattice lattice(LatticeType::square, 128, 128);
  const std::vector<ShellPoint> points{{8192, 0.3}, {8192, 0.5}, {8192, 0.6}, {8192, 0.7}};
  const auto samples = sample_multi_spin(lattice, points,
                                         {.equilibration_sweeps = 400,
                                          .sampling_sweeps = 400,
                                          .sweeps_per_sample = 20,
                                          .sweeps_per_cluster_sample = 400});
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& found = samples[i].unlike_pair_fraction;
    const double expected = infinite_unlike_fraction(4 * points[i].w_RT) +
                            fixed_composition_excess(points[i].w_RT, lattice.sites());
    EXPECT_LT(found.error, 1e-4);
    EXPECT_NEAR(found.mean, expected, 3.5 * found.error) << points[i].w_RT;
    EXPECT_LT(samples[i].start_difference_sigmas, 4);
  }
}

// Below it two interfaces cross the torus. Each has the free energy sigma = w + ln tanh(w / 2) per site of
// its length (Onsager), whose derivative by w, 1 + 1 / sinh w, is its number of unlike pairs.
TEST(SlowMultiSpin, BelowItHasOnsagersEnergyAndTwoInterfaces) {
  const int side = 64;
  const Lattice lattice(LatticeType::square, side, side);
  const auto samples = sample_multi_spin(lattice, {{2048, 1.0}, {2048, 1.1}},
                                         {.equilibration_sweeps = 5000,
                                          .sampling_sweeps = 1000,
                                          .sweeps_per_sample = 20,
                                          .sweeps_per_cluster_sample = 1000});
  for (const std::size_t i : {0, 1}) {
    const double w = i == 0 ? 1.0 : 1.1;
    const double expected = infinite_unlike_fraction(4 * w) + (1 + 1 / std::sinh(w)) / side;
    EXPECT_NEAR(samples[i].unlike_pair_fraction.mean / expected, 1, 0.015) << w;
  }
}

// The triangular lattice is critical at w = ln(3) / 2, where <ss> = 2/3 (Houtappel, Physica 16, 425 (1950))
// and one pair in six is unlike. On a torus the excess falls as 1 / side.
TEST(SlowMultiSpin, TriangularLatticeIsCriticalAtHalfOfLnThree) {
  const auto at = [](int side) {
    const Lattice lattice(LatticeType::triangular, side, side);
    return sample_multi_spin(lattice, {{side * side / 2, std::log(3.0) / 2}},
                             {.equilibration_sweeps = 800,
                              .sampling_sweeps = 1200,
                              .sweeps_per_sample = 10,
                              .sweeps_per_cluster_sample = 1200})
        .front()
        .unlike_pair_fraction;
  };
  const Average small = at(24);
  const Average large = at(48);
  EXPECT_GT(large.mean, 0.19) << "without the extrapolation it is far off";
  const double error = std::hypot(2 * large.error, small.error);
  EXPECT_LT(error, 5e-4);
  EXPECT_NEAR(2 * large.mean - small.mean, 1.0 / 6, 3 * error);
}

}  // namespace
}  // namespace nacre::ligands
