#include "nacre/growth/adsorption.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <string>

namespace {

using namespace nacre::growth;

std::string message_of(const Adsorption& law) {
  try {
    AdsorptionRate{law};
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

Adsorption superfocusing(double exponent, double floor_m_s = 0) {
  return {.law = AdsorptionLaw::superfocusing,
          .rate_m_s = 2e-7,
          .reference_radius_nm = 0.6,
          .offset_nm = 0.25,
          .exponent = exponent,
          .floor_m_s = floor_m_s};
}

Adsorption table(std::vector<double> radius_nm, std::vector<double> rate_m_s) {
  return {.law = AdsorptionLaw::table,
          .table_radius_nm = std::move(radius_nm),
          .table_rate_m_s = std::move(rate_m_s)};
}

// k_a in m/s at the reference temperature.
double rate(const Adsorption& law, double radius_nm, double capillary_nm = 4) {
  return 1e-9 / AdsorptionRate(law).resistance(radius_nm, 1, capillary_nm).value;
}

TEST(AdsorptionRate, Laws) {
  EXPECT_DOUBLE_EQ(rate({.law = AdsorptionLaw::constant, .rate_m_s = 3e-7}, 2), 3e-7);
  const Adsorption linear{.law = AdsorptionLaw::linear_free_energy, .rate_m_s = 3e-7, .transfer = 0.4};
  EXPECT_NEAR(rate(linear, 2) / (3e-7 * std::exp(-0.4 * 4 / 2)), 1, 1e-14);
  EXPECT_EQ(AdsorptionRate({.law = AdsorptionLaw::diffusion_limit}).resistance(2, 1, 4).value, 0);
  for (const double exponent : {0.0, 1.0, 2.0, 3.5, 4.0, 16.0, 17.0})
    EXPECT_NEAR(rate(superfocusing(exponent), 2) / (2e-7 * std::pow(0.85 / 2.25, exponent)), 1, 1e-13)
        << exponent;
}

TEST(AdsorptionRate, SuperfocusingEndsAtTheFloor) {
  const Adsorption law = superfocusing(4, 5e-9);
  EXPECT_NEAR(rate(law, 0.6) / 2e-7, 1, 1e-14);
  EXPECT_NEAR(rate(law, 500) / 5e-9, 1, 1e-9);
  EXPECT_NEAR(rate(law, 1.45) / (5e-9 + 1.95e-7 / 16), 1, 1e-13);
}

TEST(AdsorptionRate, TableGoesThroughItsPoints) {
  const Adsorption law = table({0.5, 1, 2, 4}, {1e-6, 2e-7, 1.5e-7, 1e-9});
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(rate(law, law.table_radius_nm[i]) / law.table_rate_m_s[i], 1, 1e-12);
  EXPECT_NEAR(rate(law, 0.1), 1e-6, 1e-18);
  EXPECT_NEAR(rate(law, 40), 1e-9, 1e-21);
  double before = rate(law, 0.5);
  for (double radius = 0.51; radius < 4; radius += 0.01) {
    EXPECT_LT(rate(law, radius), before);
    before = rate(law, radius);
  }
}

TEST(AdsorptionRate, TableOfAPowerIsThePower) {
  std::vector<double> radius, rates;
  for (double r = 0.5; r < 9; r *= 1.5) radius.push_back(r), rates.push_back(1e-7 * std::pow(r, -3));
  for (const double r : {0.6, 1.1, 3.3, 5.0})
    EXPECT_NEAR(rate(table(radius, rates), r) * r * r * r / 1e-7, 1, 1e-12);
}

TEST(AdsorptionRate, SlopesAreDerivatives) {
  const Adsorption laws[] = {{.law = AdsorptionLaw::constant, .rate_m_s = 3e-7},
                             {.law = AdsorptionLaw::linear_free_energy, .rate_m_s = 3e-7},
                             {.law = AdsorptionLaw::diffusion_limit},
                             superfocusing(4),
                             superfocusing(3.5, 1e-9),
                             table({0.5, 1, 2, 4}, {1e-6, 2e-7, 1.5e-7, 1e-9})};
  for (const Adsorption& law : laws) {
    const AdsorptionRate adsorption(law);
    for (const double r : {0.7, 1.3, 2.7}) {
      const double h = 1e-5;
      const double slope =
          (adsorption.resistance(r + h, 1.7, 4).value - adsorption.resistance(r - h, 1.7, 4).value) / (2 * h);
      const double scale = adsorption.resistance(r, 1.7, 4).value;
      EXPECT_NEAR(adsorption.resistance(r, 1.7, 4).slope, slope, 1e-8 * scale)
          << static_cast<int>(law.law) << " " << r;
    }
  }
}

TEST(AdsorptionRate, ScaleMultipliesTheRate) {
  for (const Adsorption& law : {superfocusing(2), table({0.5, 1}, {1e-6, 2e-7}),
                                Adsorption{.law = AdsorptionLaw::constant, .rate_m_s = 3e-7}}) {
    const AdsorptionRate adsorption(law);
    EXPECT_NEAR(adsorption.resistance(0.8, 1, 4).value / adsorption.resistance(0.8, 5, 4).value, 5, 1e-13);
  }
}

TEST(AdsorptionRate, BadLaws) {
  const std::string not_ascending = "a table of adsorption rates has radii ascending and everything above 0";
  EXPECT_EQ(message_of({.law = AdsorptionLaw::constant}), "the rate constant of adsorption must be above 0");
  EXPECT_EQ(message_of(table({1}, {1})), "a table of adsorption rates needs two points or more");
  EXPECT_EQ(message_of(table({1, 2}, {1})), "a table of adsorption rates needs two points or more");
  EXPECT_EQ(message_of(table({2, 1}, {1, 1})), not_ascending);
  EXPECT_EQ(message_of(table({1, 2}, {1, 0})), not_ascending);
  EXPECT_EQ(message_of(table({0, 2}, {1, 1})), not_ascending);
  EXPECT_EQ(message_of({.law = AdsorptionLaw::diffusion_limit}), "");
}

}  // namespace
