#include "nacre/study/growth_ripening.hpp"

#include <cmath>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

constexpr double capillary_m = 2 * 0.1 * 3.3e-5 / (gas_constant_J_molK * 523);

// r^3 - r_0^3 = 8 gamma D V_m^2 [M]_0 t / (9 R T)
TEST(GrowthRipening, TimeOfTheDiffusionLimit) {
  const Grown grown({"conditions.duration=1"}, ripening);
  const Ripening found = ripening_of(grown.run()).value();
  EXPECT_EQ(found.power, 3);
  const double rate = 8.0 / 9 * 0.1 * 1e-10 * 3.3e-5 * 3.3e-5 * 0.01 / (gas_constant_J_molK * 523);
  EXPECT_NEAR(found.time_s, std::pow(50e-9, 3) / rate, 0.01 * found.time_s);
  EXPECT_EQ(found.theory(found.time_s), 2);
}

// r_c^2 - r_c0^2 = r_cap k_a V_m [M]_0 t / 2 with a mean radius of 8/9 r_c
TEST(GrowthRipening, TimeOfTheReactionLimit) {
  const Grown grown({"conditions.duration=1", "seeds.profile=ripening-reaction", "adsorption.law=constant",
                     "adsorption.rate=1e-6", "material.diffusion=1e-6"},
                    ripening);
  const Ripening found = ripening_of(grown.run()).value();
  EXPECT_EQ(found.power, 2);
  const double rate = 64.0 / 81 * capillary_m * 1e-6 * 3.3e-5 * 0.01 / 2;
  EXPECT_NEAR(found.time_s, std::pow(50e-9, 2) / rate, 0.01 * found.time_s);
}

TEST(GrowthRipening, TheSimulationFollowsTheTheoryWhereSolubilityIsLinear) {
  const Grown grown({"material.surface_energy=0.02", "conditions.duration=30000", "seeds.cohorts=400"},
                    ripening);
  const Ripening found = ripening_of(grown.run()).value();
  EXPECT_GT(found.theory(30000), 1.5);
  double ratio = 0;  // over a while: the mean radius rises in steps, one a cohort that dissolves
  for (int i = 0; i < 100; ++i)
    ratio += found.rate_over_theory(grown.run().trajectory.at(15000 + 150 * i)) / 100;
  EXPECT_NEAR(ratio, 1, 0.02);
}

TEST(GrowthRipening, OtherSeedsHaveNoTheory) {
  EXPECT_FALSE(ripening_of(Grown({"conditions.duration=1"}).run()));
  EXPECT_FALSE(ripening_of(Grown({"conditions.duration=1", "seeds.profile=normal"}, ripening).run()));
}

}  // namespace
}  // namespace nacre::study
