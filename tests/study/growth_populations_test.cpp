#include "nacre/study/growth_populations.hpp"

#include "growth_study.hpp"

namespace nacre::study {
namespace {

growth::Snapshot boxes(std::vector<growth::Box> list) { return {.time_s = 10, .boxes = std::move(list)}; }

TEST(GrowthPopulations, AreSplitAtTheGap) {
  const auto found = populations_of(boxes({{3 * avogadro_per_mol, 3.0, 3.2, 0},
                                           {1 * avogadro_per_mol, 3.2, 3.4, 0},
                                           {2 * avogadro_per_mol, 1.9, 2.1, 0}}));
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->first.radius_nm, (3 * 3.1 + 3.3) / 4, 1e-12);
  EXPECT_NEAR(found->first.concentration_mol_m3, 4, 1e-12);
  EXPECT_NEAR(found->second.radius_nm, 2.0, 1e-12);
  EXPECT_NEAR(found->second.concentration_mol_m3, 2, 1e-12);
}

TEST(GrowthPopulations, ADentOrAFewAreNone) {
  EXPECT_FALSE(populations_of({}));
  EXPECT_FALSE(populations_of(boxes({{1, 2.0, 2.2, 0}}))) << "one";
  EXPECT_FALSE(populations_of(boxes({{1, 2.0, 2.2, 0}, {0.2, 2.2, 2.4, 0}, {1, 2.4, 2.6, 0}}))) << "a dent";
  EXPECT_TRUE(populations_of(boxes({{1, 2.0, 2.2, 0}, {0.05, 2.2, 2.4, 0}, {1, 2.4, 2.6, 0}})));
  EXPECT_FALSE(populations_of(boxes({{1, 2.0, 2.2, 0}, {0.009, 3.0, 3.2, 0}}))) << "under 1 %";
}

const std::vector<std::string> second{
    "injection.time=[1200]", "injection.volume=[1]", "injection.concentration=[300]",
    "output.snapshots=[\"1300 s\", \"1500 s\", \"2500 s\"]", "output.frames=0"};

// Number and mean of both together are those of all.
TEST(GrowthPopulations, OfASecondInjectionAddUp) {
  const Grown grown(second);
  const auto two = final_populations(grown.run());
  ASSERT_TRUE(two);
  const double all = two->first.concentration_mol_m3 + two->second.concentration_mol_m3;
  EXPECT_NEAR(all, grown.run().summary.concentration_mol_m3, 1e-3 * all);
  EXPECT_NEAR((two->first.radius_nm * two->first.concentration_mol_m3 +
               two->second.radius_nm * two->second.concentration_mol_m3) /
                  all,
              grown.run().summary.radius_nm, 1e-3 * grown.run().summary.radius_nm);
}

TEST(GrowthPopulations, TheTableHasWhatGrowthRegimeReads) {
  const Grown grown(second);
  const Table table = growth_population_table(grown.runs);
  ASSERT_EQ(table.columns.size(), 3u);
  EXPECT_EQ(table.columns[0].name, "time_s");
  EXPECT_EQ(table.columns[1].name, "r1_nm");
  EXPECT_EQ(table.columns[2].name, "r2_nm");
  ASSERT_EQ(table.rows.size(), 2u) << "1300 s is within the second nucleation";
  EXPECT_EQ(std::get<double>(table.rows[0][0]), 1500);
  for (const auto& row : table.rows) EXPECT_GT(std::get<double>(row[1]), std::get<double>(row[2]));
}

TEST(GrowthPopulations, OneInjectionHasNone) {
  const Grown grown({"conditions.duration=500"});
  EXPECT_FALSE(final_populations(grown.run()));
  EXPECT_TRUE(growth_population_table(grown.runs).rows.empty());
}

}  // namespace
}  // namespace nacre::study
