#include "nacre/study/growth_nucleation.hpp"

#include <cmath>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

TEST(GrowthNucleation, SupersaturationGivesTheRateItIsAskedFor) {
  const Grown grown({"conditions.duration=1"});
  const growth::Synthesis& s = grown.run().synthesis;
  const double S = supersaturation_for(s, 523, 1e15);
  // J = A exp(-16 pi gamma^3 v^2 / (3 (kT)^3 ln^2 S))
  const double v = 3.3e-5 / avogadro_per_mol, kT = boltzmann_J_K * 523;
  const double barrier = 16 * 3.14159265358979 / 3 * std::pow(0.2937 / kT, 3) * v * v;
  EXPECT_NEAR(89.358 - barrier / std::pow(std::log(S), 2), std::log(1e15), 1e-6);
  EXPECT_TRUE(std::isnan(supersaturation_for(s, 523, std::exp(90)))) << "more than the prefactor";
}

TEST(GrowthNucleation, OneInjectionHasOneStage) {
  const Grown grown;
  const NucleationStages stages = nucleation_stages(grown.run());
  ASSERT_EQ(stages.list.size(), 1u);
  const auto& points = grown.run().trajectory.points;
  const auto [first, last] = stages.list[0];
  EXPECT_LT(points[first].time_s, 30);
  EXPECT_GT(points[last].time_s, 100);
  EXPECT_NEAR(points[last].supersaturation / stages.critical_supersaturation, 1, 0.03);
  EXPECT_NEAR(stages.entry_radius_nm, 0.535, 0.002) << "r_c + 0.5 sqrt(kT / (pi gamma))";
}

TEST(GrowthNucleation, ASecondInjectionHasASecondStage) {
  const Grown grown({"injection.time=[1200]", "injection.volume=[1]", "injection.concentration=[300]"});
  const auto stages = nucleation_stages(grown.run()).list;
  ASSERT_EQ(stages.size(), 2u);
  const auto& points = grown.run().trajectory.points;
  EXPECT_LT(points[stages[0].last].time_s, 1200);
  EXPECT_GT(points[stages[1].first].time_s, 1200);
}

TEST(GrowthNucleation, TellsParticlesFromNone) {
  const Grown grown({"nucleation.ln_prefactor=20", "conditions.duration=100"});
  EXPECT_FALSE(has_particles(grown.run()));
  EXPECT_TRUE(has_particles(Grown({"conditions.duration=100"}).run()));
  EXPECT_NEAR(most_supersaturated(grown.run()).time_s, 100, 1e-9);
}

TEST(GrowthNucleation, NothingDissolvesInAHotInjectionAndMostSeedsDoInRipening) {
  EXPECT_LT(dissolved_share(Grown().run()), 0.01);
  const Grown seeds({}, ripening);
  const auto& points = seeds.run().trajectory.points;
  EXPECT_NEAR(dissolved_share(seeds.run()), 1 - points.back().moments[0] / points.front().moments[0], 1e-9);
  EXPECT_GT(dissolved_share(seeds.run()), 0.2);
}

}  // namespace
}  // namespace nacre::study
