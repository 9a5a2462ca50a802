#include "nacre/growth/cohort_system.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "growth/figure5.hpp"

namespace {

using namespace nacre::growth;

// A flask with two classes of particles, an open cohort, a feed that dilutes, and monomer above saturation.
struct Busy {
  Synthesis synthesis = figure5(4);
  CohortSystem system;
  Stretch stretch{.from_s = 0,
                  .to_s = 100,
                  .volume_ratio_from = 1.3,
                  .volume_ratio_rate = 0.01,
                  .added_from_mol_m3 = 2,
                  .feed_mol_m3_s = 0.05,
                  .temperature_from_K = 520,
                  .temperature_rate_K_s = 0.2};
  std::vector<double> state{};

  explicit Busy(int order = 2) : system(prepared(synthesis, order)) {
    system.enter(stretch);
    for (int kind = 0; kind < 3; ++kind)
      for (const double radius : {2.0, 1.2, 0.7}) {
        system.cohorts.push_back({.number = 1e22 * (1 + kind), .kind = kind});
        cubes.push_back(radius * radius * radius);
      }
    state.assign({11.8, 2e21, 2e20, 4e20, 2.5e20});
    state.insert(state.end(), cubes.begin(), cubes.end());
    const double rest =
        system.flask().monomer_mol_m3(7, state[0], system.solid(state)) * stretch.volume_ratio(7);
    state[0] += rest - 0.8;  // [M] of 0.58 mol/m3: nuclei are born and particles grow
  }

  static const Synthesis& prepared(Synthesis& synthesis, int order) {
    synthesis.precursor.order = order;
    synthesis.precursor.rate.value = 2e-4;
    synthesis.heterogeneity = {.spread = 0.3, .classes = 3};
    return synthesis;
  }

 private:
  std::vector<double> cubes{};
};

std::vector<std::vector<double>> jacobian(Busy& busy) {
  const std::size_t n = busy.system.size();
  std::vector<std::vector<double>> columns;
  std::vector<double> up(n), down(n), column(n);
  for (std::size_t j = 0; j < n; ++j) {
    auto state = busy.state;
    const double h = 1e-6 * busy.state[j];
    state[j] = busy.state[j] + h;
    busy.system.rates(7, state, up);
    state[j] = busy.state[j] - h;
    busy.system.rates(7, state, down);
    for (std::size_t i = 0; i < n; ++i) column[i] = (up[i] - down[i]) / (2 * h);
    columns.push_back(column);
  }
  return columns;
}

// (a I - J) solve(b) gives b back, with J from finite differences of the rates. Each row is measured by the
// largest of its terms.
void expect_solves(Busy& busy, double a) {
  const std::size_t n = busy.system.size();
  const auto columns = jacobian(busy);
  std::vector<double> rates(n), x(n);
  busy.system.linearize(7, busy.state, rates);
  for (std::size_t i = 0; i < n; ++i) x[i] = busy.state[i] * (i % 2 ? 1 : -0.4);
  const auto b = x;
  auto elsewhere = busy.state;  // as the stages of a step do: the Jacobian stays that of its start
  for (double& one : elsewhere) one *= 0.98;
  busy.system.rates(11, elsewhere, rates);
  busy.system.solve(a, x);
  for (std::size_t i = 0; i < n; ++i) {
    double sum = a * x[i], largest = std::abs(a * x[i]);
    for (std::size_t j = 0; j < n; ++j) {
      sum -= columns[j][i] * x[j];
      largest = std::max(largest, std::abs(columns[j][i] * x[j]));
    }
    EXPECT_NEAR(sum / largest, b[i] / largest, 2e-6) << i << " a " << a;
  }
}

TEST(CohortSystem, SolveInvertsTheJacobian) {
  for (const int order : {0, 1, 2}) {
    Busy busy(order);
    for (const double a : {1e-3, 0.3, 10.0, 1e4}) expect_solves(busy, a);
  }
}

TEST(CohortSystem, MonomerIsAsPrepared) {
  Busy busy;
  std::vector<double> rates(busy.system.size());
  busy.system.linearize(7, busy.state, rates);
  const Point point = busy.system.point(7, busy.state);
  EXPECT_NEAR(point.monomer_mol_m3, 0.8 / 1.37, 1e-9);
  EXPECT_NEAR(point.temperature_K, 521.4, 1e-9);
  EXPECT_GT(point.nucleation_per_m3_s, 1e12);
  EXPECT_NEAR(point.mass_error, 0, 1e-13);
  EXPECT_FALSE(busy.system.autonomous());
}

// What the laws say of the moments is what the rates of the state do to them.
TEST(CohortSystem, RatesOfThePointAreThoseOfTheState) {
  Busy busy;
  const std::size_t n = busy.system.size();
  std::vector<double> rates(n);
  busy.system.linearize(7, busy.state, rates);
  const Point point = busy.system.point(7, busy.state);
  EXPECT_NEAR(point.generation_mol_m3_s * point.volume_ratio, -(rates[0] - 0.05), 1e-12);
  EXPECT_NEAR(point.nucleation_per_m3_s * point.volume_ratio / rates[1], 1, 1e-12);
  double volume = 0;
  for (std::size_t i = CohortSystem::volumes_at; i < busy.system.cubes_at(); ++i) volume += rates[i];
  for (std::size_t i = busy.system.cubes_at(); i < n; ++i)
    volume += busy.system.cohorts[i - busy.system.cubes_at()].number * rates[i];
  EXPECT_NEAR(point.solid_rate_mol_m3_s / (volume * busy.system.flask().solid_per_nm3()), 1, 1e-9);
  EXPECT_NEAR(
      (point.nucleation_mol_m3_s + point.growth_mol_m3_s) * point.volume_ratio / point.solid_rate_mol_m3_s, 1,
      1e-12);
}

TEST(CohortSystem, ParticlesTooSmallDissolveAtAFiniteRate) {
  Busy busy;
  std::vector<double> rates(busy.system.size());
  busy.state.back() = -1e-3;
  busy.system.linearize(7, busy.state, rates);
  EXPECT_LT(rates.back(), 0);
  const double before = rates.back();
  busy.state.back() = 1e-9;
  busy.system.rates(7, busy.state, rates);
  EXPECT_NEAR(rates.back() / before, 1, 1e-3);
}

void enter(CohortSystem& system, const Stretch& stretch) {
  std::vector<double> state(system.size(), 0.0), rates(system.size());
  system.enter(stretch);
  system.linearize(0, state, rates);
}

// In a poor flask the limit is 1000 times the solubility; it never is below a monomer.
TEST(CohortSystem, SmallestParticle) {
  Synthesis synthesis = figure5(4);
  const Stretch stretch{.to_s = 1, .temperature_from_K = 523};
  CohortSystem rich(synthesis);
  enter(rich, stretch);
  EXPECT_NEAR(rich.smallest_nm(), rich.kinetics().capillary_nm() / std::log(60 / 3.164e-4), 1e-9);
  synthesis.precursor.concentration_mol_m3 = 1e-6;
  CohortSystem poor(synthesis);
  enter(poor, stretch);
  EXPECT_NEAR(poor.smallest_nm(), poor.kinetics().capillary_nm() / std::log(1000), 1e-9);
  synthesis.material.surface_energy_J_m2 = 0.01;
  CohortSystem soft(synthesis);
  enter(soft, stretch);
  EXPECT_EQ(soft.smallest_nm(), soft.kinetics().monomer_nm());
}

TEST(ParticleKinds, MeanOneAndTheSpread) {
  for (const double spread : {0.05, 0.2, 0.5}) {
    const ParticleKinds kinds({.spread = spread, .classes = 15});
    double sum = 0, mean = 0, square = 0;
    for (std::size_t i = 0; i < kinds.factor.size(); ++i) {
      sum += kinds.share[i];
      mean += kinds.share[i] * kinds.factor[i];
      square += kinds.share[i] * kinds.factor[i] * kinds.factor[i];
    }
    EXPECT_NEAR(sum, 1, 1e-14);
    EXPECT_NEAR(mean, 1, 3e-3) << spread;
    EXPECT_NEAR(std::sqrt(square - mean * mean) / spread, 1, 0.03) << spread;
  }
  EXPECT_EQ(ParticleKinds(Heterogeneity{}).factor, std::vector<double>{1});
}

}  // namespace
