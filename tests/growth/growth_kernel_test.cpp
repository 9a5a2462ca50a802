#include "nacre/growth/growth_kernel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "figure5.hpp"
#include "nacre/growth/kinetics.hpp"

namespace nacre::growth {
namespace {

// Every law that the kernel takes, with numbers that make each of its terms count.
std::vector<Synthesis> laws() {
  std::vector<Synthesis> list;
  for (const double exponent : {0.0, 3.0, 4.0, 2.5}) {
    Synthesis one = figure5(exponent);
    one.adsorption.floor_m_s = 1e-7;
    list.push_back(one);
  }
  for (const AdsorptionLaw law :
       {AdsorptionLaw::constant, AdsorptionLaw::linear_free_energy, AdsorptionLaw::diffusion_limit}) {
    Synthesis one = figure5(4);
    one.adsorption.law = law;
    one.adsorption.activation_kJ_mol = 50;
    one.material.tolman_length_nm = 0.1;
    one.material.diffusion_m2_s.value = 1e-15;
    list.push_back(one);
  }
  return list;
}

struct Arrays {
  std::vector<double> radius, inverse_factor, rate, per_radius, per_monomer;

  explicit Arrays(std::size_t n)
      : radius(padded_for_growth(n), 1.0),
        inverse_factor(radius.size(), 1.0),
        rate(radius.size()),
        per_radius(radius.size()),
        per_monomer(radius.size()) {
    for (std::size_t i = 0; i < n; ++i) {
      radius[i] = 0.3 * std::pow(1.4, static_cast<double>(i));
      inverse_factor[i] = 1 / (0.8 + 0.05 * static_cast<double>(i));
    }
  }
};

TEST(GrowthKernel, IsEq1OfTheKineticsForEveryLaw) {
  const std::size_t n = 13;
  for (const Synthesis& synthesis : laws()) {
    const AdsorptionRate adsorption(synthesis.adsorption);
    const Kinetics kinetics(synthesis, adsorption, 530);
    Arrays at(n), values(n);
    const double monomer = 1.7;
    const auto law = kinetics.vector_law(monomer);
    ASSERT_TRUE(law);
    growth_rates(*law, n, values.radius.data(), values.inverse_factor.data(), values.rate.data());
    growth_slopes(*law, n, at.radius.data(), at.inverse_factor.data(), at.rate.data(), at.per_radius.data(),
                  at.per_monomer.data());
    for (std::size_t i = 0; i < n; ++i) {
      const GrowthRate exact = kinetics.growth(at.radius[i], monomer, 1 / at.inverse_factor[i]);
      EXPECT_NEAR(values.rate[i] / exact.nm_s, 1, 1e-12) << i;
      EXPECT_NEAR(at.rate[i] / exact.nm_s, 1, 1e-12) << i;
      EXPECT_NEAR(at.per_radius[i] / exact.per_radius, 1, 1e-11) << i;
      EXPECT_NEAR(at.per_monomer[i] / exact.per_monomer, 1, 1e-12) << i;
    }
  }
}

TEST(GrowthKernel, LeavesTablesToTheKinetics) {
  Synthesis synthesis = figure5(4);
  synthesis.adsorption.law = AdsorptionLaw::table;
  synthesis.adsorption.table_radius_nm = {1, 2};
  synthesis.adsorption.table_rate_m_s = {1e-6, 1e-7};
  const AdsorptionRate adsorption(synthesis.adsorption);
  EXPECT_FALSE(Kinetics(synthesis, adsorption, 523).vector_law(1));
}

TEST(GrowthKernel, StaysFiniteWhereTheExponentialWouldNot) {
  const Synthesis synthesis = figure5(4);
  const AdsorptionRate adsorption(synthesis.adsorption);
  const auto law = Kinetics(synthesis, adsorption, 523).vector_law(1);
  std::vector<double> radius(8, 1e-3), factor(8, 1.0), rate(8);
  growth_rates(*law, 8, radius.data(), factor.data(), rate.data());
  EXPECT_TRUE(std::isfinite(rate[0]));
  EXPECT_LT(rate[0], -1e280);
}

TEST(GrowthKernel, CubeRoots) {
  std::vector<double> cube{1e-9, 0.027, 1, 8.1, 3.3e4, 1e12, -1, 0}, root(8);
  cube_roots(8, cube.data(), 0.01, root.data());
  for (std::size_t i = 1; i < 6; ++i) EXPECT_NEAR(root[i] / std::cbrt(cube[i]), 1, 4e-15) << i;
  for (const std::size_t i : {0, 6, 7}) EXPECT_NEAR(root[i], 0.01, 1e-16) << i;
}

}  // namespace
}  // namespace nacre::growth
