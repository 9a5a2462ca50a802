#include "nacre/growth/master_equation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "growth/figure5.hpp"
#include "growth/flasks.hpp"
#include "nacre/growth/fixed_run.hpp"

namespace {

using namespace nacre::growth;

double monomer_nm3() { return std::pow(monomer_radius_nm(3.3e-5), 3); }

// k_a as r^-2: every particle takes up monomers at the same rate, whatever its size.
Synthesis equal_uptake(int monomers_of_seeds) {
  Synthesis synthesis = flasks::adsorption_alone();
  synthesis.material.diffusion_m2_s.value = 1e3;
  synthesis.material.solubility_mol_m3.value = 1e-30;
  synthesis.adsorption = {
      .law = AdsorptionLaw::table, .table_radius_nm = {0.1, 10}, .table_rate_m_s = {1e-6, 1e-10}};
  synthesis.seeds = {.radius_nm = {std::cbrt(monomers_of_seeds * monomer_nm3())}, .number_per_m3 = {1e22}};
  synthesis.precursor.concentration_mol_m3 = 2;
  synthesis.duration_s = 1500;
  return synthesis;
}

// The numbers taken up then follow a Poisson distribution.
TEST(MasterEquation, EqualUptakeIsAPoissonProcess) {
  const int start = 30;
  const Synthesis synthesis = equal_uptake(start);
  const Trajectory trajectory =
      simulate(synthesis,
               {.solver = Solver::master_equation, .tolerance = 1e-6, .snapshots_s = {synthesis.duration_s}});
  const Point& end = trajectory.points.back();
  const double taken = end.moments[3] / (end.moments[0] * monomer_nm3()) - start;
  ASSERT_GT(taken, 50);
  double worst = 0;
  for (const Box& box : trajectory.snapshots[0].boxes) {
    const double k = std::round(std::pow(box.low_nm, 3) / monomer_nm3() + 0.5) - start;
    const double poisson = k < 0 ? 0 : std::exp(k * std::log(taken) - taken - std::lgamma(k + 1));
    worst = std::max(worst, std::abs(box.number_per_m3 / 1e22 - poisson));
  }
  EXPECT_LT(worst, 2e-7);
}

// With [M] held by a large flask, numbers in proportion to prod A_i [M] / (A_i [M]_eq) carry no flux at all.
TEST(MasterSystem, DetailedBalance) {
  Synthesis synthesis = figure5(2);
  synthesis.nucleation.on = false;
  synthesis.precursor.concentration_mol_m3 = 0;
  synthesis.monomer_mol_m3 = 0.2;
  MasterSystem system(synthesis, 40);
  const auto all = stretches(synthesis);
  system.enter(all[0]);
  const AdsorptionRate adsorption(synthesis.adsorption);
  const Kinetics kinetics(synthesis, adsorption, 523);
  std::vector<double> state(system.size(), 0.0), rates(system.size());
  state[1] = 1;
  for (std::size_t i = 1; i + 1 < system.classes().size(); ++i) {
    const double between_nm = std::cbrt((static_cast<double>(i) + 1.5) * monomer_nm3());
    state[1 + i] = state[i] * 0.2 / kinetics.equilibrium_mol_m3(between_nm);
  }
  system.rates(0, state, rates);
  const double leaves = -rates[1];  // pairs that fall apart
  EXPECT_GT(leaves, 0);
  for (std::size_t i = 2; i + 2 < system.size(); ++i) EXPECT_NEAR(rates[i] / state[i], 0, 1e-6) << i;
}

// d(mean size)/dt is eq 1 at the mean size, to O(1/i).
TEST(MasterSystem, DriftIsTheGrowthRate) {
  Synthesis synthesis = figure5(4);
  synthesis.nucleation.on = false;
  synthesis.precursor.concentration_mol_m3 = 0;
  synthesis.monomer_mol_m3 = 0.2;
  for (const int size : {100, 800}) {
    MasterSystem system(synthesis, 1000);
    const auto all = stretches(synthesis);
    system.enter(all[0]);
    std::vector<double> state(system.size(), 0.0), rates(system.size());
    state[static_cast<std::size_t>(size) - 1] = 1;
    system.rates(0, state, rates);
    const double drift = rates[static_cast<std::size_t>(size)] - rates[static_cast<std::size_t>(size) - 2];
    const AdsorptionRate adsorption(synthesis.adsorption);
    const Kinetics kinetics(synthesis, adsorption, 523);
    const double radius = std::cbrt(size * monomer_nm3());
    const double expected = 3 * radius * radius * kinetics.growth(radius, 0.2).nm_s / monomer_nm3();
    EXPECT_NEAR(drift / expected, 1, 1.0 / size) << size;
  }
}

// (a I - J) x against differences of the rates, in the midst of nucleation.
TEST(MasterSystem, SolvesWithItsExactJacobian) {
  Synthesis synthesis = figure5(2);
  synthesis.monomer_mol_m3 = 2.2;
  MasterSystem system(synthesis, 60);
  const auto all = stretches(synthesis);
  system.enter(all[0]);
  std::vector<double> state = system.initial_state(), rates(system.size()), ahead(system.size()),
                      behind(system.size());
  for (std::size_t i = 1; i < state.size(); ++i) state[i] = 1e19 * std::exp(-std::pow((i - 20.0) / 9, 2));
  system.linearize(0, state, rates);
  ASSERT_GT(system.births_per_s(), 1e19);
  const double a = 3;
  std::vector<double> right(system.size()), x;
  for (std::size_t i = 0; i < right.size(); ++i) right[i] = (i == 0 ? 1e-2 : 1e18) * std::cos(1.7 * i);
  x = right;
  system.solve(a, x);
  std::vector<double> up = state, down = state;
  const double by = 1e-5;
  for (std::size_t i = 0; i < x.size(); ++i) up[i] += by * x[i], down[i] -= by * x[i];
  system.rates(0, up, ahead);
  system.rates(0, down, behind);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double product = a * x[i] - (ahead[i] - behind[i]) / (2 * by);
    EXPECT_NEAR(product, right[i], 1e-5 * (i == 0 ? 1e-2 : 1e18)) << i;
  }
}

TEST(MasterEquation, ConservesMassAtEveryStep) {
  for (const Synthesis& synthesis : {figure5(4), flasks::heat_up_with_injection()}) {
    const Trajectory trajectory = simulate(synthesis, {.solver = Solver::master_equation, .tolerance = 1e-3});
    for (const Point& point : trajectory.points) ASSERT_NEAR(point.mass_error, 0, 1e-10);
    EXPECT_TRUE(trajectory.warnings.empty());
  }
}

TEST(MasterEquation, SaysWhatLeftTheWindow) {
  const Trajectory trajectory =
      simulate(figure5(2), {.solver = Solver::master_equation, .tolerance = 1e-3, .window_high_nm = 2.42});
  EXPECT_GT(trajectory.lost_share, 0.1);
  ASSERT_EQ(trajectory.warnings.size(), 1u);
  EXPECT_NE(
      trajectory.warnings[0].find("of the particles left the window of radii at its upper end, 2.42 nm"),
      std::string::npos)
      << trajectory.warnings[0];
}

TEST(MasterEquation, RefusesWhatItDoesNotKnow) {
  Synthesis spread = figure5(2);
  spread.heterogeneity.spread = 0.1;
  try {
    simulate(spread, {.solver = Solver::master_equation});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "the master equation takes no spread of growth rates");
  }
  try {
    simulate(figure5(2), {.solver = Solver::master_equation, .window_high_nm = 20});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(
        error.what(),
        "the master equation takes particles of 4 to 200000 monomers, up to 13.8 nm; these grow to 20 nm");
  }
}

}  // namespace
