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
  for (const Quantity& one : list) EXPECT_FALSE(one.uncertainty < 1e-5 * std::abs(one.value)) << one.name;
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

TEST(GrowthQuantities, HeadlineOfOneSaysTimesAndSizes) {
  const std::string headline = growth_headline(Grown().runs);
  EXPECT_EQ(
      headline,
      "98 % of the particles are there after 131 s, 98 % of the yield after 837 s (15.7 %); radius 2.03 nm, "
      "dispersity 1.92 %, 31.4 µM of particles.");
}

}  // namespace
}  // namespace nacre::study
