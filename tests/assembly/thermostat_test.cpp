// Whether the thermostats and the barostat give the canonical and isobaric distributions.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "assembly/running.hpp"
#include "nacre/assembly/block_average.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/velocities.hpp"
#include "nacre/assembly/wall_evaluator.hpp"

namespace nacre::assembly {
namespace {

// Four standard errors, which must themselves be small enough to see a wrong factor.
void expect_mean(const std::vector<double>& samples, double expected, double largest_error,
                 const std::string& what) {
  const BlockAverage average = block_average(samples);
  EXPECT_NEAR(average.mean, expected, 4 * average.error) << what;
  EXPECT_LT(average.error, largest_error * std::abs(expected)) << what;
}

std::vector<double> squares_about(const std::vector<double>& samples, double mean) {
  std::vector<double> squares;
  for (double sample : samples) squares.push_back((sample - mean) * (sample - mean));
  return squares;
}

// Gradient squared and Laplacian of the potential energy: their means are in the ratio kT (Rugh 1997, Phys.
// Rev. Lett. 78, 772; Butler et al. 1998, J. Chem. Phys. 109, 6519).
struct Configuration {
  double gradient2 = 0;
  double laplacian = 0;
};

Configuration look_at(const State& state, const PairPotential& pair) {
  const PairCut cut = pair_cut(pair);
  Configuration sums;
  for (std::size_t i = 0; i < state.size(); ++i) {
    sums.gradient2 += state.fx[i] * state.fx[i] + state.fy[i] * state.fy[i] + state.fz[i] * state.fz[i];
    for (std::size_t j = 0; j < i; ++j) {
      const crystal::Vector d = state.container.box.nearest_image(
          {state.x[i] - state.x[j], state.y[i] - state.y[j], state.z[i] - state.z[j]});
      const double r = std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
      if (r >= cut.cutoff) continue;
      const double h = 1e-6, force = pair_value(pair, cut, r).force;
      const double curvature =
          (pair_value(pair, cut, r - h).force - pair_value(pair, cut, r + h).force) / (2 * h);
      sums.laplacian += 2 * pair.epsilon * (curvature - 2 * force / r);
    }
  }
  return sums;
}

struct Bath {
  std::string name;
  Dynamics dynamics;
  double degrees;
};

class Canonical : public testing::TestWithParam<Bath> {};

TEST_P(Canonical, KineticEnergyAndConfigurationHaveTheTemperature) {
  const PairPotential pair = lennard_jones(1.9, CutMode::smooth);
  const double kT = GetParam().dynamics.kT, degrees = GetParam().degrees;
  Simulation simulation(fluid(40, 0.6), fast_forces(pair), {.dynamics = GetParam().dynamics});
  simulation.run(2000);
  std::vector<double> kinetic, gradient2, laplacian;
  for (int i = 0; i < 3000; ++i) {
    simulation.run(20);
    kinetic.push_back(simulation.sample().kinetic);
    const Configuration now = look_at(simulation.state(), pair);
    gradient2.push_back(now.gradient2);
    laplacian.push_back(now.laplacian);
  }
  const double mean = degrees * kT / 2, variance = degrees * kT * kT / 2;
  expect_mean(kinetic, mean, 0.006, "mean of the kinetic energy");
  expect_mean(squares_about(kinetic, mean), variance, 0.06, "variance of the kinetic energy");
  std::vector<double> balance;  // zero on average
  const double scale = block_average(laplacian).mean;
  for (std::size_t i = 0; i < gradient2.size(); ++i)
    balance.push_back(kT + (gradient2[i] - kT * laplacian[i]) / scale);
  expect_mean(balance, kT, 0.01, "configurational temperature");
}

INSTANTIATE_TEST_SUITE_P(
    Baths, Canonical,
    testing::Values(Bath{"chain",
                         {.ensemble = Ensemble::nvt, .kT = 1.2, .time_step = 0.004, .thermostat_time = 0.1},
                         117},
                    Bath{"langevin",
                         {.ensemble = Ensemble::langevin, .kT = 1.2, .time_step = 0.004, .friction = 3},
                         120}),
    [](const auto& one) { return one.param.name; });

// Volumes of an ideal gas are distributed as V^N exp(-P V / kT): mean (N + 1) kT / P, variance (N + 1) (kT /
// P)^2.
TEST(Isobaric, VolumesOfAnIdealGasAreKnown) {
  const std::size_t n = 20;
  Dynamics dynamics{.ensemble = Ensemble::npt, .kT = 1.5, .time_step = 0.005, .friction = 2};
  dynamics.pressure = 0.5;
  dynamics.compressibility = 2;  // of the gas: 1 / P
  dynamics.barostat_time = 0.5;
  dynamics.barostat_interval = 1;
  dynamics.largest_move = 1;
  const Container box{.box = {.lengths = {4, 4, 4}}};
  Simulation simulation(gas(n, box), std::make_unique<NoForces>(), {.dynamics = dynamics});
  simulation.run(1000);
  std::vector<double> volumes;
  for (int i = 0; i < 40000; ++i) {
    simulation.run(20);
    volumes.push_back(simulation.state().container.box.volume());
  }
  expect_mean(volumes, 21 * 3, 0.01, "mean volume");
  expect_mean(squares_about(volumes, 21 * 3), 21 * 9, 0.03, "variance of the volume");
}

// Pressure on the walls of particles that see only them: N kT over the volume that is left, integral of
// exp(-U / kT).
TEST(Walls, PressureOfAnIdealGasIsThatOfTheQuadrature) {
  const double height = 3, kT = 0.8;
  double length = 0;
  const int points = 20000;
  for (int i = 0; i < points; ++i) {
    const double z = height * (i + 0.5) / points;
    const double energy = wall_value({}, 1, z).energy + wall_value({}, 1, height - z).energy;
    length += std::exp(-energy / kT) * height / points;
  }
  const Container slit{.box = {.lengths = {6, 6, height}, .periodic = {true, true, false}}};
  const Dynamics dynamics{
      .ensemble = Ensemble::langevin, .kT = kT, .time_step = 0.004, .friction = 1, .largest_move = 1};
  Simulation simulation(gas(40, slit), plain_forces(one_species(nothing())), {.dynamics = dynamics});
  simulation.run(1000);
  std::vector<double> pressures;
  for (int i = 0; i < 9000; ++i) {
    simulation.run(5);
    pressures.push_back(simulation.sample().pressure);
  }
  expect_mean(pressures, 40 * kT / (36 * length), 0.02, "pressure on the walls");
}

}  // namespace
}  // namespace nacre::assembly
