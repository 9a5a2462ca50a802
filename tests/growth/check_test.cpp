#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

#include "growth/figure5.hpp"
#include "nacre/growth/synthesis.hpp"

namespace {

using namespace nacre::growth;

std::string message_of(const std::function<void(Synthesis&)>& change) {
  Synthesis synthesis = figure5(4);
  change(synthesis);
  try {
    check(synthesis);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(CheckSynthesis, GoodOnesPass) {
  EXPECT_EQ(message_of([](Synthesis&) {}), "");
  EXPECT_EQ(message_of([](Synthesis& s) { s.precursor.concentration_mol_m3 = 0, s.monomer_mol_m3 = 1; }), "");
  EXPECT_EQ(message_of([](Synthesis& s) { s.injections = {{.start_s = 2500, .volume_ratio = 1}}; }), "");
}

TEST(CheckSynthesis, Material) {
  EXPECT_EQ(message_of([](Synthesis& s) { s.material.molar_volume_m3_mol = 0; }),
            "the molar volume must be above 0");
  EXPECT_EQ(message_of([](Synthesis& s) { s.material.surface_energy_J_m2 = -1; }),
            "the surface energy must be above 0");
  EXPECT_EQ(message_of([](Synthesis& s) { s.material.tolman_length_nm = -0.1; }),
            "the Tolman length must not be negative");
  EXPECT_EQ(message_of([](Synthesis& s) { s.material.solubility_mol_m3.value = 0; }),
            "the solubility must be above 0");
  EXPECT_EQ(message_of([](Synthesis& s) { s.material.diffusion_m2_s.value = std::nan(""); }),
            "the diffusion coefficient must be above 0");
}

TEST(CheckSynthesis, Precursor) {
  EXPECT_EQ(message_of([](Synthesis& s) { s.precursor.order = 3; }),
            "the order of the precursor's reaction is 0, 1 or 2");
  EXPECT_EQ(message_of([](Synthesis& s) { s.precursor.rate.value = -1; }),
            "the rate constant of the precursor must not be negative");
  EXPECT_EQ(message_of([](Synthesis& s) { s.precursor.concentration_mol_m3 = -1; }),
            "the concentration of the precursor must not be negative");
  EXPECT_EQ(message_of([](Synthesis& s) { s.precursor.partner_mol_m3 = 0; }),
            "the concentration of the partner must be above 0");
  EXPECT_EQ(message_of([](Synthesis& s) { s.precursor.concentration_mol_m3 = 0; }),
            "there is nothing in the flask");
}

TEST(CheckSynthesis, Injections) {
  const auto of = [](Injection one) { return message_of([&](Synthesis& s) { s.injections = {one}; }); };
  EXPECT_EQ(of({.start_s = -1}), "an injection starts before time 0");
  EXPECT_EQ(of({.start_s = 2501}), "an injection starts after the end");
  EXPECT_EQ(of({.duration_s = -1}), "an injection takes a negative time");
  EXPECT_EQ(of({.volume_ratio = -1}), "an injection has a negative volume");
  EXPECT_EQ(of({.concentration_mol_m3 = -1}), "an injection has a negative concentration");
  EXPECT_EQ(of({.temperature_drop_K = 10}),
            "the flask needs a time in which it recovers from a drop of temperature");
}

TEST(CheckSynthesis, Times) {
  EXPECT_EQ(message_of([](Synthesis& s) { s.duration_s = 0; }), "the duration must be above 0");
  EXPECT_EQ(message_of([](Synthesis& s) { s.duration_s = std::numeric_limits<double>::infinity(); }),
            "the duration must be above 0");
  EXPECT_EQ(message_of([](Synthesis& s) { s.temperature.time_s = {}; }),
            "the temperature program needs as many temperatures as times, one or more");
  EXPECT_EQ(message_of([](Synthesis& s) {
              s.temperature = {{0, 0}, {300, 400}};
            }),
            "the times of the temperature program must ascend");
  EXPECT_EQ(message_of([](Synthesis& s) { s.temperature = {{0}, {0}}; }), "temperatures must be above 0 K");
}

TEST(CheckSynthesis, Particles) {
  EXPECT_EQ(message_of([](Synthesis& s) {
              s.seeds = {{2, 1}, {1}};
            }),
            "every radius of the seeds needs a number");
  EXPECT_EQ(message_of([](Synthesis& s) {
              s.seeds = {{2, 0}, {1, 1}};
            }),
            "the radii of the seeds must be above 0");
  EXPECT_EQ(message_of([](Synthesis& s) {
              s.seeds = {{2, 1}, {1, -1}};
            }),
            "the numbers of the seeds must not be negative");
  EXPECT_EQ(message_of([](Synthesis& s) {
              s.seeds = {{1, 2}, {1, 1}};
            }),
            "the radii of the seeds must descend");
  EXPECT_EQ(message_of([](Synthesis& s) { s.monomer_mol_m3 = -1; }),
            "the concentration of monomer must not be negative");
  EXPECT_EQ(message_of([](Synthesis& s) { s.heterogeneity.spread = -1; }),
            "the spread of growth rates must not be negative");
  EXPECT_EQ(message_of([](Synthesis& s) { s.heterogeneity.classes = 4; }),
            "a spread of growth rates needs five classes or more");
}

}  // namespace
