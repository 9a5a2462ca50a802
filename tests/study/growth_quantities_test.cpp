// Quantities and headline of simulations.
#include <algorithm>
#include <cmath>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

const Quantity* find(const std::vector<Quantity>& list, const std::string& name) {
  const auto at = std::ranges::find(list, name, &Quantity::name);
  return at == list.end() ? nullptr : &*at;
}

TEST(GrowthQuantities, AllOfThemWithUnitsAndNumericalErrors) {
  const Grown grown;
  const auto list = growth_quantities(grown.runs);
  const std::pair<const char*, const char*> expected[] = {
      {"t98_yield", "s"},          {"t98_concentration", "s"}, {"nucleation_share", ""},
      {"radius_final", "nm"},      {"sigma_final", "nm"},      {"dispersity_final", ""},
      {"skewness_final", ""},      {"yield_final", ""},        {"concentration_final", "mol/m3"},
      {"supersaturation_max", ""}, {"buildup_time", "s"},      {"buildup_start", "s"},
      {"buildup_residual", ""}};
  EXPECT_EQ(list.size(), std::size(expected));
  for (const auto& [name, unit] : expected) {
    const Quantity* one = find(list, name);
    ASSERT_NE(one, nullptr) << name;
    EXPECT_EQ(one->unit, unit);
    EXPECT_TRUE(std::isfinite(one->value)) << name;
    EXPECT_TRUE(one->case_label.empty());
  }
  EXPECT_EQ(find(list, "t98_yield")->description, "time from injection (time 0) to 98 % of the final yield");
  EXPECT_EQ(find(list, "nucleation_share")->value,
            find(list, "t98_concentration")->value / find(list, "t98_yield")->value);
}

TEST(GrowthQuantities, ErrorsAreTheDifferenceToTheCoarseRunOrTheTolerance) {
  const Grown grown;
  const auto list = growth_quantities(grown.runs);
  const GrowthSummary &fine = grown.run().summary, &coarse = grown.run().coarse;
  EXPECT_EQ(find(list, "sigma_final")->uncertainty, std::abs(fine.sigma_nm - coarse.sigma_nm));
  for (const Quantity& one : list) EXPECT_FALSE(one.uncertainty < 1e-4 * std::abs(one.value)) << one.name;
  EXPECT_EQ(find(list, "t98_yield")->uncertainty, 1e-4 * find(list, "t98_yield")->value);
  EXPECT_TRUE(std::isfinite(find(list, "supersaturation_max")->uncertainty));
}

TEST(GrowthQuantities, TheFinalPopulationComesFirst) {
  const Grown grown;
  const auto list = growth_quantities(grown.runs);
  const char* const first[] = {"radius_final", "dispersity_final",  "concentration_final",
                               "t98_yield",    "t98_concentration", "nucleation_share"};
  for (std::size_t i = 0; i < std::size(first); ++i) EXPECT_EQ(list[i].name, first[i]);
}

TEST(GrowthQuantities, WithoutParticlesOnlyYieldAndSupersaturation) {
  const Grown grown({"nucleation.ln_prefactor=20", "conditions.duration=100"});
  const auto list = growth_quantities(grown.runs);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].name, "yield_final");
  EXPECT_EQ(list[1].name, "supersaturation_max");
  EXPECT_TRUE(growth_headline(grown.runs).starts_with("No particles form; S reaches "));
}

TEST(GrowthQuantities, SeedsHaveNoTimesButARipeningRate) {
  const Grown grown({"conditions.duration=100"}, ripening);
  const auto list = growth_quantities(grown.runs);
  EXPECT_EQ(find(list, "t98_yield"), nullptr);
  EXPECT_EQ(find(list, "nucleation_share"), nullptr);
  EXPECT_EQ(find(list, "buildup_time"), nullptr);
  EXPECT_NE(find(list, "ripening_rate"), nullptr);
  EXPECT_NE(find(list, "radius_final"), nullptr);
}

TEST(GrowthQuantities, CasesAreNamed) {
  const Grown grown({"adsorption.exponent=[0, 4]", "output.frames=0"});
  EXPECT_EQ(growth_case_name(grown.runs[1]), "exponent 4");
  EXPECT_EQ(growth_case_name(Grown({"conditions.duration=1"}).run()), "the synthesis");
  const auto list = growth_quantities(grown.runs);
  EXPECT_EQ(std::get<double>(list.front().case_label.front().second), 0);
  const std::string headline = growth_headline(grown.runs);
  EXPECT_TRUE(
      headline.starts_with("Exponent 0, 4: nucleation lasts 5.01, 15.7 % of the time to 98 % yield; "))
      << headline;
}

TEST(GrowthQuantities, RipeningAnswersWithTheTheory) {
  const Grown one({"conditions.duration=100"}, ripening);
  const std::string headline = growth_headline(one.runs);
  EXPECT_TRUE(headline.starts_with("The mean radius cubed grows ")) << headline;
  const std::string ratio = format_rounded(find(growth_quantities(one.runs), "ripening_rate")->value);
  EXPECT_NE(headline.find(" grows " + ratio + " times as fast as the theory of Lifshitz, Slyozov and "),
            std::string::npos)
      << headline;
  const Grown two({"conditions.duration=100", "material.surface_energy=[0.1, 1]"}, ripening);
  EXPECT_EQ(growth_case_name(two.runs[1]), "surface energy 1 J/m2");
  EXPECT_TRUE(growth_headline(two.runs).starts_with(
      "Surface energy 0.1 J/m2, 1 J/m2: the mean radius cubed grows " + ratio + " and "))
      << growth_headline(two.runs);
}

TEST(GrowthQuantities, TheNarrowestOfManyIsNamed) {
  const Grown grown({"adsorption.exponent=[0, 1, 2, 3, 6]", "output.frames=0", "solver.tolerance=1e-3"});
  EXPECT_NE(growth_headline(grown.runs).find("narrowest at exponent 3 with a dispersity of 1.3"),
            std::string::npos)
      << growth_headline(grown.runs);
}

TEST(GrowthQuantities, TwoPopulationsAreBothNamed) {
  const Grown grown({"injection.time=[1200]", "injection.volume=[1]", "injection.concentration=[300]",
                     "conditions.duration=4000"});
  EXPECT_EQ(
      growth_headline(grown.runs),
      "Two populations at the end, 28.5 µM of 2.37 nm and 27.4 µM of 1.98 nm; dispersity of all 9.13 %.");
}

TEST(GrowthQuantities, HeadlineOfOneSaysTimesAndSizes) {
  const std::string headline = growth_headline(Grown().runs);
  EXPECT_EQ(
      headline,
      "98 % of the particles are there after 131 s, 98 % of the yield after 837 s (15.7 %); radius 2.03 nm, "
      "dispersity 1.92 %, 31.4 µM of particles.");
}

}  // namespace
}  // namespace nacre::study
