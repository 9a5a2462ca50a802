#include "nacre/spectra/mass_loss.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "nacre/core/random.hpp"

namespace nacre::spectra {
namespace {

double step_at(double t, double middle, double width) { return 1 / (1 + std::exp(-(t - middle) / width)); }

// 2 % of solvent at 60 degC, then 30 % and 10 % of the dry sample; the balance drifts.
MassLossCurve made(double noise, double drift, std::uint64_t seed) {
  RandomStream random(seed, StreamName::synthetic_data);
  MassLossCurve curve;
  for (double t = 25; t <= 650; t += 0.5) {
    const double dry = 10 * (1 - 0.3 * step_at(t, 220, 6) - 0.1 * step_at(t, 400, 6));
    curve.temperature_C.push_back(t);
    curve.mass.push_back(dry + 0.2 * (1 - step_at(t, 60, 3)) + drift * (t - 110) + noise * random.normal());
  }
  return curve;
}

MassLossOptions windows() { return {.edges_C = {110, 315, 500}, .plateau = {{520, 640}}}; }

TEST(MassLoss, FindsWhatWasLost) {
  const MassLoss loss = measure_mass_loss(made(0, 1e-4, 1), windows());
  EXPECT_NEAR(loss.loss(0), 0.3, 1e-5);
  EXPECT_NEAR(loss.loss(1), 0.1, 1e-5);
  EXPECT_NEAR(loss.total(), 0.4, 1e-5);
  EXPECT_NEAR(loss.drift.value, 1e-4, 1e-7);
  EXPECT_NEAR(loss.dry_share(), 10 / (10.2 - 0.0085), 1e-4);
}

TEST(MassLoss, ErrorsAreThoseOfRepeats) {
  double chi2[3] = {};
  constexpr int repeats = 200;
  for (int seed = 1; seed <= repeats; ++seed) {
    const MassLoss loss = measure_mass_loss(made(0.02, 1e-4, static_cast<std::uint64_t>(seed)), windows());
    EXPECT_NEAR(loss.noise, 0.02, 0.003);
    const Measured first = loss.derived([](auto m) { return m[0] - m[1]; });
    const Measured total = loss.derived([](auto m) { return m[0] - m[2]; });
    const Measured ligands =
        loss.derived([](auto m) { return ligands_per_particle(m[0] - m[1], m[2], 117, 100000); });
    chi2[0] += std::pow((first.value - 0.3) / first.error, 2);
    chi2[1] += std::pow((total.value - 0.4) / total.error, 2);
    chi2[2] += std::pow((ligands.value - 0.3 / 117 / (0.6 / 100000)) / ligands.error, 2);
  }
  for (const double one : chi2) {
    EXPECT_GT(one / repeats, 0.75);
    EXPECT_LT(one / repeats, 1.3);
  }
}

TEST(MassLoss, RefusesWhatItCannotMeasure) {
  const MassLossCurve curve = made(0, 0, 1);
  EXPECT_THROW(measure_mass_loss(curve, {.edges_C = {110}}), std::invalid_argument);
  EXPECT_THROW(measure_mass_loss(curve, {.edges_C = {315, 110}}), std::invalid_argument);
  EXPECT_THROW(measure_mass_loss(curve, {.edges_C = {110, 800}}), std::invalid_argument);
  EXPECT_THROW(measure_mass_loss(curve, {.edges_C = {110, 500}, .plateau = {{700, 800}}}),
               std::invalid_argument);
  EXPECT_THROW(measure_mass_loss({{1, 2, 3, 4, 5}, {1, 1, -1, 1, 1}}, {.edges_C = {1, 5}}),
               std::invalid_argument);
}

// Every ligand of a known cluster: Cd37S20(C8H7O2)34.
TEST(MassLoss, CountsLigandsOfACluster) {
  const double core = 37 * 112.41 + 20 * 32.06, ligand = 135.142, shell = 34 * ligand;
  EXPECT_NEAR(ligands_per_particle(shell / (core + shell), core / (core + shell), ligand, core), 34, 1e-9);
}

}  // namespace
}  // namespace nacre::spectra
