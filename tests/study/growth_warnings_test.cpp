// Warnings of simulations.
#include "growth_study.hpp"

namespace nacre::study {
namespace {

std::vector<std::string> warnings(const std::vector<std::string>& overrides,
                                  const char* text = hot_injection) {
  return growth_warnings(Grown(overrides, text).runs);
}

bool any_has(const std::vector<std::string>& list, const std::string& words) {
  for (const std::string& one : list)
    if (one.find(words) != std::string::npos) return true;
  return false;
}

TEST(GrowthWarnings, AHotInjectionHasNone) {
  const auto list = warnings({});
  EXPECT_TRUE(list.empty()) << list.front();
}

TEST(GrowthWarnings, NoParticlesSayWhatNucleationNeeds) {
  const auto list = warnings({"nucleation.ln_prefactor=45", "conditions.duration=100"});
  ASSERT_EQ(list.size(), 1u);
  EXPECT_TRUE(list[0].starts_with("no particles form: S reaches ")) << list[0];
  EXPECT_TRUE(any_has(list, " at 100 s and 523 K, where ")) << list[0];
  EXPECT_TRUE(any_has(list, "1 nM of them within 100 s needs S = ")) << list[0];
  EXPECT_TRUE(any_has(warnings({"nucleation.ln_prefactor=20", "conditions.duration=100"}),
                      "no supersaturation gives 1 nM of nuclei within 100 s"));
  std::string off = hot_injection;
  off.replace(off.find("ln_prefactor = 89.358"), 21, "enabled = false");
  EXPECT_TRUE(any_has(warnings({"conditions.duration=10"}, off.c_str()), "and nucleation is off"));
}

// Cold, the solubility is below what is there; hot, where the precursor reacts, it is not.
TEST(GrowthWarnings, NeverSupersaturatedIsKnownOnlyAfterwards) {
  const auto list = warnings({"program.time=[0, 10, 2500]", "program.temperature=[300, 523, 523]",
                              "material.solubility=30", "material.solubility_enthalpy=30",
                              "conditions.reference_temperature=523", "precursor.activation=100"});
  ASSERT_EQ(list.size(), 1u);
  EXPECT_TRUE(any_has(list, "which is not supersaturated")) << list[0];
}

TEST(GrowthWarnings, AnEarlyEnd) {
  const auto list = warnings({"conditions.duration=300"});
  EXPECT_TRUE(any_has(list, "the yield still rises at the end, by ")) << list.size();
}

TEST(GrowthWarnings, DissolvingParticles) {
  // A constant k_a and a solution that hardly lasts: the small ones go
  const auto list = warnings({"adsorption.exponent=0", "conditions.duration=2e6", "solver.tolerance=1e-3"});
  EXPECT_TRUE(any_has(list,
                      "of its maximum, since small ones dissolve: t98_concentration is when 98 % of the "
                      "maximum are there"))
      << list.size();
}

TEST(GrowthWarnings, ACoarseSolutionIsCalledOne) {
  const auto list = warnings({"solver.tolerance=0.02", "solver.resolution=10"});
  EXPECT_TRUE(any_has(list, "a run with half the resolution and ten times the tolerance differs in "))
      << list.size();
}

TEST(GrowthWarnings, DissolvingCohortsAreCheckedByCells) {
  const auto list = warnings({"seeds.cohorts=60"}, ripening);
  EXPECT_TRUE(any_has(list, "here, so compare with [solver] method = \"finite-volume\"")) << list.size();
  EXPECT_FALSE(any_has(list, "raise [solver] resolution"));
}

TEST(GrowthWarnings, SeveralCasesAreNamed) {
  const auto list = warnings({"conditions.duration=300", "adsorption.exponent=[0, 4]", "output.frames=0"});
  EXPECT_TRUE(any_has(list, "exponent 0: the yield still rises"));
  EXPECT_TRUE(any_has(list, "exponent 4: the yield still rises"));
}

TEST(GrowthWarnings, RipeningIsNoSurprise) {
  EXPECT_FALSE(any_has(warnings({}, ripening), "since small ones dissolve"));
}

}  // namespace
}  // namespace nacre::study
