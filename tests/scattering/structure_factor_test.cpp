#include "nacre/scattering/structure_factor.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace nacre::scattering {
namespace {

double hard(double q, double radius, double fraction) {
  const double p[] = {fraction, 0};
  return structure_factor("hard-sphere").value(q, radius, p);
}
double sticky(double q, double radius, double fraction, double perturbation, double stickiness) {
  const double p[] = {fraction, 0, perturbation, stickiness};
  return structure_factor("sticky-hard-sphere").value(q, radius, p);
}

// The compressibility of the Percus-Yevick equation of state.
TEST(StructureFactor, ForwardValueIsTheCompressibility) {
  for (const double f : {0.0, 0.01, 0.2, 0.45}) {
    EXPECT_NEAR(hard(0, 2, f), std::pow(1 - f, 4) / std::pow(1 + 2 * f, 2), 1e-13);
    EXPECT_NEAR(hard(1e-5, 2, f), hard(0, 2, f), 1e-8);
  }
}

TEST(StructureFactor, NoOrderAtHighQOrLowDensity) {
  EXPECT_NEAR(hard(200, 2, 0.4), 1, 0.02);
  EXPECT_NEAR(hard(0.7, 2, 1e-9), 1, 1e-7);
  EXPECT_NEAR(sticky(300, 2, 0.3, 0.05, 0.3), 1, 0.02);
}

// Where the series takes over from the closed form, at x = 1.
TEST(StructureFactor, SeriesMeetsClosedForm) {
  const double q = 0.25, below = q * (1 - 1e-12), above = q * (1 + 1e-12);
  EXPECT_NEAR(hard(below, 2, 0.3), hard(above, 2, 0.3), 1e-11);
  const double sticky_q = 0.25 * 0.95;
  EXPECT_NEAR(sticky(sticky_q * (1 - 1e-12), 2, 0.3, 0.05, 0.3),
              sticky(sticky_q * (1 + 1e-12), 2, 0.3, 0.05, 0.3), 1e-11);
}

TEST(StructureFactor, SlopesAreThoseOfTheValue) {
  for (const char* name : {"hard-sphere", "sticky-hard-sphere"}) {
    const StructureFactor& factor = structure_factor(name);
    for (const double q : {1e-6, 0.05, 0.24, 0.26, 1.0, 7.0}) {
      const double p[] = {0.3, 0, 0.05, 0.3}, radius = 2, h = 1e-5;
      const FactorSlopes slopes = factor_slopes(factor, q, radius, p);
      EXPECT_DOUBLE_EQ(slopes.value, factor.value(q, radius, p));
      const double by_radius = (factor.value(q, radius + h, p) - factor.value(q, radius - h, p)) / (2 * h);
      EXPECT_NEAR(slopes.by_radius, by_radius, 1e-7) << name << " " << q;
      for (std::size_t j = 0; j < factor.parameters.size(); ++j) {
        double up[] = {p[0], p[1], p[2], p[3]}, down[] = {p[0], p[1], p[2], p[3]};
        up[j] += h, down[j] -= h;
        const double expected =
            j == 1 ? 0 : (factor.value(q, radius, up) - factor.value(q, radius, down)) / (2 * h);
        EXPECT_NEAR(slopes.by_parameter[j], expected, 1e-6) << name << " " << q << " " << j;
      }
    }
  }
}

// Without attraction it is the hard spheres of the outer edge of the well.
TEST(StructureFactor, StickySpheresWithoutAttractionAreHard) {
  for (const double q : {0.01, 0.4, 1.2, 3.0})
    EXPECT_NEAR(sticky(q, 2, 0.2, 0.05, 1e9), hard(q, 2 / 0.95, 0.2 / std::pow(0.95, 3)), 1e-8) << q;
}

TEST(StructureFactor, AttractionRaisesTheForwardValue) {
  EXPECT_GT(sticky(0.01, 2, 0.1, 0.05, 0.2), sticky(0.01, 2, 0.1, 0.05, 2));
  EXPECT_TRUE(std::isnan(sticky(0.01, 2, 0.3, 0.05, 0.01))) << "no physical solution";
}

TEST(StructureFactor, UnknownNamesSayWhatThereIs) {
  EXPECT_THROW(structure_factor("hard sphere"), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
