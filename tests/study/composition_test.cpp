#include <gtest/gtest.h>

#include <cmath>

#include "composition_study.hpp"
#include "nacre/study/composition_analysis.hpp"
#include "nacre/study/composition_data.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

TEST(Composition, RatioIsCorrectedWithTheStandard) {
  const AnalysedComposition made(paper_keys);
  const RatioData& ratio = *made->data.ratio;
  EXPECT_NEAR(ratio.corrected.low, 2.4 / 1.3, 1e-12);   // 1.85
  EXPECT_NEAR(ratio.corrected.high, 2.5 / 1.3, 1e-12);  // 1.92
  EXPECT_NEAR(ratio.corrected.error, 2.45 / 1.3 * std::hypot(0.05 / 2.45, 0.02 / 1.3), 1e-12);
}

// The ratio of a neutral cluster, by the formulas of such clusters themselves.
TEST(Composition, RatioThatGoesWithNeutralShares) {
  for (const auto& [cd, s] : {std::pair{35, 20}, std::pair{37, 20}, std::pair{84, 56}}) {
    const double core = cd * 112.41 + s * 32.06, shell = 2 * (cd - s) * (8 * 12.011 + 7 * 1.008 + 2 * 15.999);
    std::string keys = paper_keys;
    keys.replace(keys.find("[\"45.2 %\", \"45.9 %\"]"), 20, std::to_string(100 * shell / (core + shell)));
    const AnalysedComposition made(keys);
    EXPECT_NEAR(made->ratio_if_neutral->value, static_cast<double>(cd) / s, 1e-5);
  }
}

TEST(Composition, ChargeThatIsGivenKeepsOnlyItsFormulas) {
  const AnalysedComposition any(paper_keys);
  std::string keys = paper_keys;
  keys.insert(keys.find("[mass]"), "charge = 0\n");
  const AnalysedComposition neutral(keys);
  EXPECT_EQ(neutral->found.size(), neutral_count(any.analysis));
  EXPECT_EQ(neutral_count(neutral.analysis), neutral->found.size());
  EXPECT_NEAR(neutral_weight(neutral.analysis), 1, 1e-12);
}

TEST(Composition, AdductAndChargeOfTheIonComeOff) {
  const AnalysedComposition made(
      "[formula]\ncore = \"Cd2+ S2-\"\ncharge = 0\nligands = \"C8H7O2-\"\n"
      "[mass]\nvalue = 2594.745\nion_charge = 2\nadduct = \"Na\"\nreading = \"whole\"\nerror = 1\n");
  EXPECT_NEAR(made->data.mass->cluster_Da.low, 2 * 2594.745 - 22.990, 1e-9);
  EXPECT_NEAR(made->data.mass->cluster_Da.error, 2, 1e-12);
  EXPECT_EQ(made->data.components.back().name, "C8H7O2");
}

// Which peak of a spectrum is the cluster's: teeth 0, 2, 3, 4 and 5 of the comb, and a stranger at 7210 Da.
TEST(Composition, PeakIsChosenInItsRange) {
  const std::string before =
      "[formula]\ncore = \"Cd2+ S2-\"\nligands = \"C8H7O2-\"\ncharge = 0\n[mass]\nfile = \"" +
      std::string(NACRE_SOURCE_DIR) + "/studies/magic-size-cluster/maldi-made.csv\"\n";
  const AnalysedComposition heaviest(before +
                                     "range = [7000, 8000]\npeak = \"heaviest\"\nreading = \"whole\"\n");
  EXPECT_NEAR(heaviest->data.mass->cluster_Da.low, 7729.3, 1.5);
  const AnalysedComposition highest(before + "range = [7000, 7300]\nreading = \"whole\"\n");
  EXPECT_NEAR(highest->data.mass->cluster_Da.low, 7210, 1.5);
}

// The made cluster and the made exchange, whose truth their files tell.
TEST(Composition, MadeSpectrumAndCurvesGiveTheirTruth) {
  const AnalysedComposition cluster(shipped_composition("magic-size-cluster/composition-made"));
  ASSERT_FALSE(cluster->found.empty());
  EXPECT_EQ(cluster->found.front().counts, (std::vector<int>{35, 20, 30}));
  EXPECT_EQ(cluster->found.front().kept, (std::vector<int>{35, 20, 29}));
  EXPECT_EQ(cluster->data.mass->comb->matched, 5);
  EXPECT_EQ(cluster->units.front().formula, "Cd(PhAc)2");
  EXPECT_EQ(known_as(cluster->found.front(), cluster->data.components).front().family, "tetrahedron");
  EXPECT_EQ(reading_of(cluster->found.front(), cluster->data.components), "partial");

  const AnalysedComposition exchanged(shipped_composition("ligand-patterning/tga-c6"));
  const LossData& loss = *exchanged->data.loss;
  EXPECT_LT(std::abs(loss.windows[0].per_site->value - 0.80), 2 * loss.windows[0].per_site->error);
  EXPECT_LT(std::abs(loss.windows[1].per_site->value - 0.16), 2 * loss.windows[1].per_site->error);
  EXPECT_LT(std::abs(loss.per_site->value - 0.96), 2 * loss.per_site->error);
  EXPECT_FALSE(exchanged->searched);
}

TEST(Composition, PromisesItsQuantitiesAndTables) {
  const TempFolder folder;
  std::string promised, tables;
  for (const Output& output : find_kind("composition")->quantities)
    promised += std::string(output.name) + ", ";
  for (const Output& output : find_kind("composition")->tables) tables += std::string(output.name) + ", ";
  const Study study = shipped_composition("magic-size-cluster/composition-made");
  const StudyResult result = run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
  for (const Quantity& quantity : result.quantities)
    EXPECT_NE(promised.find(quantity.name + ","), std::string::npos) << quantity.name;
  for (const Table& table : result.tables)
    EXPECT_NE(tables.find(table.name + ","), std::string::npos) << table.name;
}

}  // namespace
}  // namespace nacre::study
