#include "nacre/assembly/effective_diameter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>

#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/potential_cards.hpp"

namespace nacre::assembly {
namespace {

PairPotential mie(double n, double m) { return {.n = n, .m = m, .cutoff = 3}; }

PairPotential inverse_power(double n, double cutoff) {
  return {.form = PairForm::inverse_power, .n = n, .cutoff = cutoff};
}

// Recorded from scipy.integrate.quad (1.9, relative tolerance 1e-13) of the defining integrals.
TEST(EffectiveDiameter, OfTheNarrowWellDependsOnTheSplit) {
  EXPECT_NEAR(effective_diameter(mie(50, 25), 2.5, PotentialSplit::to_sigma), 0.9967842427362783, 1e-10);
  EXPECT_NEAR(effective_diameter(mie(50, 25), 2.5, PotentialSplit::wca), 1.0106923826300078, 1e-10);
}

// Recorded likewise; and the closed fit of Cotterman, Schwarz and Prausnitz, AIChE J. 32, 1787 (1986), which
// errs by a part in a thousand: (1 + 0.2977 T) / (1 + 0.33163 T + 0.0010477 T^2).
TEST(EffectiveDiameter, OfLennardJonesIsThatOfTheLiterature) {
  for (const auto& [t, recorded] : {std::pair{0.7, 0.9792712061979381},
                                    {1.0, 0.9730040705891242},
                                    {1.5, 0.9642587036645631},
                                    {3.0, 0.9450463673958368}}) {
    const double found = effective_diameter(mie(12, 6), 1 / t, PotentialSplit::to_sigma);
    EXPECT_NEAR(found, recorded, 1e-10) << t;
    EXPECT_NEAR(found, (1 + 0.2977 * t) / (1 + 0.33163 * t + 0.0010477 * t * t), 1.2e-3) << t;
  }
}

// The integral of 1 - exp(-b x^-n) from 0 to infinity is b^(1/n) Gamma(1 - 1/n).
TEST(EffectiveDiameter, OfAnInversePowerIsExact) {
  for (const double depth : {0.5, 2.5}) {
    const double exact = std::pow(depth, 1.0 / 50) * std::tgamma(1 - 1.0 / 50);
    EXPECT_NEAR(effective_diameter(inverse_power(50, 3), depth, PotentialSplit::wca), exact, 1e-12);
  }
}

TEST(EffectiveDiameter, OfWcaIsThatOfTheSplit) {
  const PairPotential wca{.form = PairForm::wca, .n = 50, .m = 25};
  EXPECT_NEAR(effective_diameter(wca, 2.5, PotentialSplit::to_sigma),
              effective_diameter(mie(50, 25), 2.5, PotentialSplit::wca), 1e-14);
}

TEST(EffectiveDiameter, OfATableIsThatOfWhatItTabulates) {
  PairPotential table{.form = PairForm::table, .cutoff = 2, .table = {.first = 0.7, .step = 0.001}};
  for (int k = 0; k <= 1300; ++k) {
    const PairValue value = mie_value(12, 6, 0.7 + 0.001 * k);
    table.table.energy.push_back(value.energy);
    table.table.force.push_back(value.force);
  }
  for (const PotentialSplit split : {PotentialSplit::to_sigma, PotentialSplit::wca})
    EXPECT_NEAR(effective_diameter(table, 1, split), effective_diameter(mie(12, 6), 1, split), 1e-6);
  EXPECT_NEAR(cutoff_for_tolerance(table, 0.1), cutoff_for_tolerance(mie(12, 6), 0.1), 0.001);
  EXPECT_THROW(cutoff_for_tolerance(table, 0.01), std::invalid_argument);
}

// The integral of 3 x^2 (1 - exp(-b x^-n)) is b^(3/n) Gamma(1 - 3/n).
TEST(SecondVirial, OfAnInversePowerIsExact) {
  EXPECT_NEAR(second_virial(inverse_power(50, 3), 2), std::pow(2, 0.06) * std::tgamma(1 - 0.06), 1e-10);
  EXPECT_NEAR(second_virial(inverse_power(12, 3), 2), std::pow(2, 0.25) * std::tgamma(1 - 0.25), 1e-10);
  EXPECT_THROW(second_virial(inverse_power(3, 3), 2), std::invalid_argument);
}

// Hirschfelder, Curtiss and Bird, Molecular Theory of Gases and Liquids (1954), table I-B: B* at T* = 1, 2,
// 5; the Boyle temperature is 3.418.
TEST(SecondVirial, OfLennardJonesIsThatOfTheTables) {
  EXPECT_NEAR(second_virial(mie(12, 6), 1), -2.5381, 2e-4);
  EXPECT_NEAR(second_virial(mie(12, 6), 0.5), -0.6276, 2e-4);
  EXPECT_NEAR(second_virial(mie(12, 6), 0.2), 0.2433, 2e-4);
  EXPECT_NEAR(second_virial(mie(12, 6), 1 / 3.4179), 0, 1e-4);
}

TEST(CriticalWellDepth, IsWhereTheReducedVirialIsMinusThreeHalves) {
  // From scipy.integrate.quad and brentq. Simulated, 12-6 is critical at 1.312-1.326.
  EXPECT_NEAR(1 / critical_well_depth(mie(50, 25)), 0.36166835, 1e-7);
  EXPECT_NEAR(1 / critical_well_depth(mie(50, 6)), 0.77132730, 1e-7);
  EXPECT_NEAR(1 / critical_well_depth(mie(12, 6)), 1.32787784, 1e-7);
  EXPECT_NEAR(reduced_second_virial(mie(50, 25), critical_well_depth(mie(50, 25))), -1.5, 1e-10);
  EXPECT_THROW(critical_well_depth(inverse_power(12, 2)), std::invalid_argument);
}

TEST(CutoffForTolerance, IsTheShortestThatKeepsIt) {
  for (const auto& [n, m] : {std::pair{50.0, 25.0}, {50.0, 6.0}, {12.0, 6.0}})
    for (const double tolerance : {0.1, 1e-3, 1e-6}) {
      const double cutoff = cutoff_for_tolerance(mie(n, m), tolerance);
      EXPECT_NEAR(-mie_value(n, m, cutoff).energy, tolerance, 1e-9 * tolerance);
      EXPECT_GT(cutoff, mie_minimum(n, m));
    }
  EXPECT_NEAR(cutoff_for_tolerance(mie(50, 25), 1e-3), 1.393, 1e-3);
  EXPECT_NEAR(inverse_power_value(50, cutoff_for_tolerance(inverse_power(50, 1), 1e-4)).energy, 1e-4, 1e-15);
  EXPECT_THROW(cutoff_for_tolerance(mie(12, 6), 0), std::invalid_argument);
  EXPECT_THROW(cutoff_for_tolerance(mie(12, 6), 1), std::invalid_argument);
}

// "| 0.01 | 1.271 | 2.309 | 2.713 |" of docs/potentials.md.
TEST(CutoffForTolerance, IsThatOfTheDocs) {
  std::ifstream docs(std::string(NACRE_SOURCE_DIR) + "/docs/potentials.md");
  int rows = 0;
  for (std::string line; std::getline(docs, line);) {
    if (std::count(line.begin(), line.end(), '|') != 5) continue;  // another table
    double tolerance = 0, narrow = 0, wide = 0, lennard_jones = 0;
    if (std::sscanf(line.c_str(), "| %lf | %lf | %lf | %lf |", &tolerance, &narrow, &wide, &lennard_jones) !=
        4)
      continue;
    ++rows;
    EXPECT_NEAR(cutoff_for_tolerance(mie(50, 25), tolerance), narrow, 5.1e-4);
    EXPECT_NEAR(cutoff_for_tolerance(mie(50, 6), tolerance), wide, 5.1e-4);
    EXPECT_NEAR(cutoff_for_tolerance(mie(12, 6), tolerance), lennard_jones, 5.1e-4);
  }
  EXPECT_EQ(rows, 3);
}

TEST(PotentialCards, HaveDefaultsWithinTheirBoundsAndAreFoundByName) {
  for (const PotentialCard& card : potential_cards()) {
    EXPECT_EQ(find_potential(card.name), &card);
    EXPECT_FALSE(card.equation.empty());
    for (const ParameterCard& parameter : card.parameters) {
      EXPECT_GE(parameter.default_value, parameter.lower) << card.name << "." << parameter.name;
      EXPECT_LE(parameter.default_value, parameter.upper) << card.name << "." << parameter.name;
      EXPECT_FALSE(parameter.description.empty());
    }
  }
  EXPECT_EQ(find_potential("Mie"), nullptr);
}

TEST(PotentialPresets, AreThoseOfThePaper) {
  const PairPotential narrow = pair_potential(*find_preset("narrow"));
  EXPECT_EQ(narrow.n, 50);
  EXPECT_EQ(narrow.m, 25);
  EXPECT_EQ(find_preset("wide")->m, 6);
  for (const PotentialPreset& preset : potential_presets()) {
    EXPECT_NE(find_potential(preset.potential), nullptr);
    EXPECT_GT(preset.cutoff, mie_minimum(preset.n, preset.m));
  }
  EXPECT_EQ(find_preset("steep"), nullptr);
}

}  // namespace
}  // namespace nacre::assembly
