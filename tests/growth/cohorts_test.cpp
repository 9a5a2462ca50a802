#include "nacre/growth/cohorts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <string>

#include "growth/figure5.hpp"
#include "nacre/core/units.hpp"
#include "nacre/growth/kinetics.hpp"
#include "nacre/growth/profiles.hpp"

namespace {

using namespace nacre::growth;

// Particles of these radii, next to no surface energy, no nuclei, and 5 mol/m3 of precursor.
Synthesis seeded(Seeds seeds) {
  Synthesis synthesis = figure5(0);
  synthesis.material.surface_energy_J_m2 = 1e-5;
  synthesis.material.solubility_mol_m3.value = 1e-9;
  synthesis.material.diffusion_m2_s.value = 1;
  synthesis.adsorption = {.law = AdsorptionLaw::constant, .rate_m_s = 1e-6};
  synthesis.nucleation.on = false;
  synthesis.precursor.concentration_mol_m3 = 5;
  synthesis.seeds = std::move(seeds);
  return synthesis;
}

const Seeds three{.radius_nm = {3.0, 2.0, 1.5}, .number_per_m3 = {1e21, 3e21, 1e21}};

// Moments of the end, and what they are if r -> shifted(r) with one number for all: solved for it from the
// mean.
double sum_of(const Seeds& seeds, int k, const std::function<double(double)>& shifted) {
  double sum = 0;
  for (std::size_t i = 0; i < seeds.radius_nm.size(); ++i)
    sum += seeds.number_per_m3[i] * std::pow(shifted(seeds.radius_nm[i]), k);
  return sum;
}

// Growth by dr/dt = f(t) / r^m adds the same to r^(m+1) of all.
void expect_shift_of_power(const Synthesis& synthesis, double power) {
  const Point end = simulate_cohorts(synthesis, {.tolerance = 1e-7}, {}).points.back();
  double low = 0, high = 1e4;
  const auto shifted = [&](double by) {
    return [=](double r) { return std::pow(std::pow(r, power) + by, 1 / power); };
  };
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (sum_of(synthesis.seeds, 3, shifted(middle)) < end.moments[3] ? low : high) = middle;
  }
  EXPECT_GT(low, 0.1);
  EXPECT_NEAR(end.moments[1] / sum_of(synthesis.seeds, 1, shifted(low)), 1, 2e-7) << power;
  EXPECT_NEAR(end.moments[2] / sum_of(synthesis.seeds, 2, shifted(low)), 1, 2e-7) << power;
}

// Eq 3, and McCabe's law of equal lengths.
TEST(Cohorts, AdsorptionShiftsTheRadius) { expect_shift_of_power(seeded(three), 1); }

// Eq 2.
TEST(Cohorts, DiffusionShiftsTheSquare) {
  Synthesis synthesis = seeded(three);
  synthesis.adsorption = {.law = AdsorptionLaw::diffusion_limit};
  synthesis.material.diffusion_m2_s.value = 1e-12;
  expect_shift_of_power(synthesis, 2);
}

TEST(Cohorts, SuperfocusingShiftsAHigherPower) {
  for (const double exponent : {2.0, 3.5, 4.0}) {
    Synthesis synthesis = seeded(three);
    synthesis.adsorption = {.law = AdsorptionLaw::superfocusing,
                            .rate_m_s = 1e-7,
                            .reference_radius_nm = 1,
                            .exponent = exponent};
    expect_shift_of_power(synthesis, exponent + 1);
  }
}

// Eq 5: with monomer made at a constant rate and a fixed number of particles, d ln[M] / d ln r = n - 2.
TEST(Cohorts, QuasiStationaryMonomer) {
  for (const double exponent : {0.0, 2.0, 4.0}) {
    Synthesis synthesis = seeded({.radius_nm = {1}, .number_per_m3 = {1e22}});
    synthesis.precursor.order = 0;
    synthesis.precursor.rate.value = 1e-3;
    synthesis.adsorption = {.law = AdsorptionLaw::superfocusing,
                            .rate_m_s = 1e-5,
                            .reference_radius_nm = 1,
                            .exponent = exponent};
    const Trajectory trajectory =
        simulate_cohorts(synthesis, {.tolerance = 1e-8, .snapshots_s = {800, 2000}}, {});
    // Steps end at snapshots: between them the monomer is interpolated by straight lines.
    const auto after = [&](double time_s) {
      return *std::ranges::find_if(trajectory.points, [&](const Point& p) { return p.time_s >= time_s; });
    };
    const Point from = after(800), to = after(2000);
    const double slope =
        std::log(to.monomer_mol_m3 / from.monomer_mol_m3) / std::log(to.mean_nm() / from.mean_nm());
    EXPECT_NEAR(slope, exponent - 2, 0.01) << exponent;
  }
}

TEST(Cohorts, PrecursorOfEveryOrder) {
  const auto left = [](int order, double rate, std::optional<double> partner = {}) {
    Synthesis synthesis = seeded({});
    synthesis.precursor = {
        .order = order, .rate = {rate, 0}, .concentration_mol_m3 = 5, .partner_mol_m3 = partner};
    synthesis.duration_s = 1000;
    return simulate_cohorts(synthesis, {.tolerance = 1e-8}, {}).points.back().precursor_mol_m3;
  };
  EXPECT_NEAR(left(0, 2e-3), 3, 1e-9);
  EXPECT_NEAR(left(1, 2e-3), 5 * std::exp(-2), 1e-8);
  EXPECT_NEAR(left(2, 1e-3), 5 / (1 + 5.0), 1e-8);
  const double ratio = std::exp((8 - 5) * 1e-3 * 1000) * 8 / 5;  // Q / P
  EXPECT_NEAR(left(2, 1e-3, 8), 3 / (ratio - 1), 1e-8);
  EXPECT_NEAR(left(2, 1, 2), 3, 1e-8);  // the partner runs out
}

TEST(Cohorts, OrderZeroRunsOutAtTheRightTime) {
  Synthesis synthesis = seeded(three);
  synthesis.precursor.order = 0;
  synthesis.precursor.rate.value = 0.01;
  for (const bool heated : {false, true}) {
    if (heated) synthesis.temperature = {.time_s = {0, 2000}, .temperature_K = {520, 526}};
    const Trajectory trajectory = simulate_cohorts(synthesis, {}, {});
    const auto empty =
        std::ranges::find_if(trajectory.points, [](const Point& p) { return p.precursor_mol_m3 == 0; });
    ASSERT_NE(empty, trajectory.points.end());
    EXPECT_NEAR(empty->time_s, 500, 1e-6);
    for (const Point& point : trajectory.points) {
      EXPECT_GE(point.precursor_mol_m3, -1e-11);
      EXPECT_GE(point.monomer_mol_m3, 0);
    }
  }
}

TEST(Cohorts, HeatFollowsArrhenius) {
  Synthesis synthesis = seeded({});
  synthesis.precursor.rate = {1e-3, 90};
  synthesis.temperature = {.time_s = {0}, .temperature_K = {540}};
  const Point end = simulate_cohorts(synthesis, {.tolerance = 1e-8}, {}).points.back();
  const double rate = 1e-3 * std::exp(-90e3 / nacre::gas_constant_J_molK * (1 / 540.0 - 1 / 523.0));
  EXPECT_NEAR(end.precursor_mol_m3, 5 * std::exp(-rate * 2500), 1e-8);
}

TEST(Cohorts, DilutionLeavesAmountsAlone) {
  Synthesis synthesis = seeded({});
  synthesis.precursor.rate.value = 0;
  synthesis.monomer_mol_m3 = 0.3;
  synthesis.injections = {{.start_s = 500, .duration_s = 1000, .volume_ratio = 0.5}};
  const Point end = simulate_cohorts(synthesis, {}, {}).points.back();
  EXPECT_NEAR(end.volume_ratio, 1.5, 1e-12);
  EXPECT_NEAR(end.precursor_mol_m3, 5 / 1.5, 1e-11);
  EXPECT_NEAR(end.monomer_mol_m3, 0.3 / 1.5, 1e-11);
}

TEST(Cohorts, InjectionsConserveMass) {
  Synthesis synthesis = figure5(4);
  synthesis.injections = {
      {.start_s = 300,
       .volume_ratio = 0.5,
       .concentration_mol_m3 = 40,
       .temperature_drop_K = 15,
       .recovery_s = 60},
      {.start_s = 1000, .duration_s = 500, .volume_ratio = 0.2, .concentration_mol_m3 = 10}};
  const Trajectory trajectory = simulate_cohorts(synthesis, {}, {});
  for (const Point& point : trajectory.points) EXPECT_NEAR(point.mass_error, 0, 1e-12);
  const auto first = std::ranges::find_if(trajectory.points, [](const Point& p) { return p.time_s == 300; });
  EXPECT_EQ(first[1].time_s, 300);  // before and after
  EXPECT_NEAR(first[1].total_mol_m3 - first[0].total_mol_m3, 20, 1e-12);
  EXPECT_NEAR(first[1].moments[0] / first[0].moments[0], 1, 1e-12);  // no particle is made or lost
  EXPECT_NEAR(first[1].moments[3] / first[0].moments[3], 1, 1e-12);
  EXPECT_NEAR(trajectory.points.back().total_mol_m3, 42, 1e-12);
}

// Seeds in a flask without monomer dissolve up to the solubility over them; a few small ones vanish.
TEST(Cohorts, WhatDissolvesGivesItsMassBack) {
  Synthesis synthesis = figure5(0);
  synthesis.nucleation.on = false;
  synthesis.precursor.concentration_mol_m3 = 0;
  synthesis.material.solubility_mol_m3.value = 0.05;
  synthesis.adsorption.rate_m_s = 1e-5;
  synthesis.seeds = {.radius_nm = {4, 1}, .number_per_m3 = {1e22, 1e22}};
  synthesis.duration_s = 1e6;
  const Trajectory trajectory = simulate_cohorts(synthesis, {}, {});
  const Point& end = trajectory.points.back();
  EXPECT_EQ(trajectory.cohorts_dissolved, 1u);
  EXPECT_NEAR(end.moments[0] / 1e22, 1, 1e-12);
  EXPECT_NEAR(end.monomer_mol_m3 + end.solid_mol_m3, end.total_mol_m3, 1e-12);
  EXPECT_NEAR(end.critical_radius_nm / end.mean_nm(), 1, 1e-3);
  EXPECT_GT(end.mean_nm(), 3.5);
}

TEST(Cohorts, NothingHappensBelowTheThreshold) {
  Synthesis synthesis = figure5(0);
  synthesis.precursor.concentration_mol_m3 = 0;
  synthesis.monomer_mol_m3 = 1e-3;
  const Trajectory trajectory = simulate_cohorts(synthesis, {.snapshots_s = {2500}}, {});
  EXPECT_EQ(trajectory.points.back().moments[0], 0);
  EXPECT_EQ(trajectory.cohorts_opened, 0u);
  EXPECT_TRUE(trajectory.snapshots[0].boxes.empty());
  EXPECT_LT(trajectory.steps, 40u);
}

TEST(Cohorts, SpreadOfRatesWidens) {
  double before = 0;
  for (const double spread : {0.0, 0.05, 0.1, 0.2}) {
    Synthesis synthesis = figure5(2);
    synthesis.heterogeneity.spread = spread;
    const double dispersity = simulate_cohorts(synthesis, {}, {}).points.back().dispersity();
    EXPECT_GT(dispersity, before) << spread;
    before = dispersity;
  }
  // Alone, with a constant rate, what grows differs by the spread itself.
  Synthesis synthesis = seeded({.radius_nm = {0.5}, .number_per_m3 = {1e18}});
  synthesis.heterogeneity = {.spread = 0.1, .classes = 15};
  synthesis.precursor.concentration_mol_m3 = 0;
  synthesis.monomer_mol_m3 = 0.02;
  const Point end = simulate_cohorts(synthesis, {}, {}).points.back();
  EXPECT_NEAR(end.sigma_nm() / (end.mean_nm() - 0.5), 0.1, 0.002);
}

// Monomers attach one by one at random: the variance of their number is the number attached.
TEST(Cohorts, ShotNoiseIsPoisson) {
  Synthesis synthesis = seeded({.radius_nm = {4}, .number_per_m3 = {1e15}});
  synthesis.precursor.concentration_mol_m3 = 0;
  synthesis.monomer_mol_m3 = 1;
  // dr/dt = a / r^2: every particle takes up monomers at the same rate, whatever its size.
  synthesis.adsorption = {
      .law = AdsorptionLaw::superfocusing, .rate_m_s = 1e-8, .reference_radius_nm = 4, .exponent = 2};
  synthesis.duration_s = 1000;
  const Point end = simulate_cohorts(synthesis, {.tolerance = 1e-6, .shot_noise = true}, {}).points.back();
  const double monomer_nm = 1e9 * std::cbrt(3 * 3.3e-5 / (4 * std::numbers::pi * nacre::avogadro_per_mol));
  const double monomers = std::pow(end.mean_nm() / monomer_nm, 3),
               attached = monomers - std::pow(4 / monomer_nm, 3);
  EXPECT_GT(attached, 500);
  EXPECT_NEAR(end.sigma_nm() * 3 * monomers / end.mean_nm() / std::sqrt(attached), 1, 0.01);
}

TEST(Cohorts, SnapshotsHoldAllParticles) {
  const Trajectory trajectory = simulate_cohorts(figure5(4), {.snapshots_s = {0, 100, 700, 2500}}, {});
  ASSERT_EQ(trajectory.snapshots.size(), 4u);
  for (const Snapshot& snapshot : trajectory.snapshots) {
    double number = 0;
    for (const Box& box : snapshot.boxes) {
      EXPECT_LE(box.low_nm, box.high_nm);
      number += box.number_per_m3;
    }
    EXPECT_NEAR(number, trajectory.at(snapshot.time_s).moments[0],
                1e-5 * trajectory.points.back().moments[0]);
  }
}

// Numbers that no flask has end with words, not with NaN or without end.
TEST(Cohorts, AbsurdNucleationIsAnError) {
  Synthesis synthesis = figure5(4);
  synthesis.precursor = {.order = 1, .rate = {1e30, 0}, .concentration_mol_m3 = 20, .partner_mol_m3 = {}};
  try {
    const Trajectory trajectory = simulate_cohorts(synthesis, {}, {});
    for (const Point& point : trajectory.points) EXPECT_TRUE(std::isfinite(point.moments[3]));
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("no step is small enough"), std::string::npos) << error.what();
  }
}

TEST(Cohorts, SameInputSameOutput) {
  const Trajectory a = simulate_cohorts(figure5(4), {}, {}), b = simulate_cohorts(figure5(4), {}, {});
  ASSERT_EQ(a.points.size(), b.points.size());
  EXPECT_EQ(a.points.back().moments, b.points.back().moments);
}

// Fresh nuclei leave the critical radius at rates that no step may pass over: it would hold them there, for
// ever supersaturated. The loose and the tight tolerance agree only where that is seen to.
TEST(Cohorts, FastDiffusionDoesNotHoldNucleiAtTheCriticalRadius) {
  Synthesis synthesis = figure5(0);
  synthesis.adsorption = {.law = AdsorptionLaw::diffusion_limit};
  synthesis.material.diffusion_m2_s.value = 1e-12;
  synthesis.duration_s = 30;
  const Point loose = simulate_cohorts(synthesis, {.tolerance = 1e-3, .resolution = 30}, {}).points.back();
  const Point tight = simulate_cohorts(synthesis, {.tolerance = 1e-6, .resolution = 60}, {}).points.back();
  EXPECT_NEAR(loose.moments[0] / tight.moments[0], 1, 2e-3);
  EXPECT_NEAR(loose.mean_nm() / tight.mean_nm(), 1, 1e-3);
  EXPECT_GT(tight.mean_nm(), 20);
  EXPECT_LT(tight.supersaturation, 2000);
}

TEST(SlowCohorts, StepsTooShortAreAnErrorThatSaysWhy) {
  Synthesis synthesis = figure5(0);
  synthesis.adsorption = {.law = AdsorptionLaw::diffusion_limit};
  synthesis.material.diffusion_m2_s.value = 1e-8;
  try {
    simulate_cohorts(synthesis, {.tolerance = 1e-3, .resolution = 10}, {});
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("needs more than 500000 steps"), std::string::npos)
        << error.what();
    EXPECT_NE(std::string(error.what()).find("fresh nuclei leave the critical radius"), std::string::npos);
  }
}

// Nuclei in a flask where most dissolve again: the noise of those that stay is none of their own.
TEST(Cohorts, ShotNoiseWhereParticlesDissolveWarns) {
  Synthesis synthesis = figure5(0);
  synthesis.material.surface_energy_J_m2 = 0.15;
  synthesis.material.solubility_mol_m3.value = 0.02;
  synthesis.nucleation.ln_prefactor = 75;
  Options options{.tolerance = 1e-4, .resolution = 40, .shot_noise = true};
  const Trajectory noisy = simulate_cohorts(synthesis, options, {});
  ASSERT_EQ(noisy.warnings.size(), 1u);
  EXPECT_NE(noisy.warnings[0].find("the master equation holds there"), std::string::npos);
  EXPECT_TRUE(simulate_cohorts(figure5(4), options, {}).warnings.empty());
  options.shot_noise = false;
  EXPECT_TRUE(simulate_cohorts(synthesis, options, {}).warnings.empty());
}

TEST(Cohorts, YieldDoesNotCountTheSeeds) {
  Synthesis synthesis = seeded(three);
  const Trajectory trajectory = simulate_cohorts(synthesis, {.tolerance = 1e-6}, {});
  EXPECT_NEAR(trajectory.points.front().yield(), 0, 1e-12);
  EXPECT_NEAR(trajectory.points.back().yield(), 1, 1e-4);
  synthesis.precursor.concentration_mol_m3 = 0;  // nothing but seeds: all there is
  synthesis.monomer_mol_m3 = 1;
  EXPECT_GT(simulate_cohorts(synthesis, {.tolerance = 1e-6}, {}).points.front().yield(), 0.5);
}

}  // namespace
