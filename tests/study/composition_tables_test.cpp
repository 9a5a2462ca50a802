#include <gtest/gtest.h>

#include "composition_study.hpp"

namespace nacre::study {
namespace {

TEST(CompositionTables, RowsFitTheirColumns) {
  for (const char* name : {"magic-size-cluster/composition-msc", "magic-size-cluster/composition-made",
                           "ligand-patterning/tga-c6"}) {
    const Study study = shipped_composition(name);
    std::vector<CompositionAnalysis> analyses;
    analyses.push_back(analyse_composition(study.cases.front()));
    for (const Table& table : composition_tables(analyses)) {
      EXPECT_FALSE(table.rows.empty()) << table.name;
      for (const auto& row : table.rows) ASSERT_EQ(row.size(), table.columns.size()) << table.name;
    }
  }
}

TEST(CompositionTables, SeveralCasesAreTold) {
  std::string keys = paper_keys;
  keys.insert(keys.find("[mass]"), "limit = [1, 2]\n");
  const AnalysedComposition made(keys);
  std::vector<CompositionAnalysis> analyses;
  for (const Case& one : made.study.cases) analyses.push_back(analyse_composition(one));
  const Table table = composition_tables(analyses).front();
  EXPECT_EQ(table.columns.front().name, "case");
  EXPECT_EQ(table.rows.size(), analyses[0].found.size() + analyses[1].found.size());
  EXPECT_LT(analyses[0].found.size(), analyses[1].found.size());
  EXPECT_NE(composition_headline(analyses).find("1 more case"), std::string::npos);
}

TEST(CompositionTables, SaysWhereChargeBalanceFails) {
  const AnalysedComposition made(paper_keys);
  const auto warnings = composition_warnings(made.analysis);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings.front().find("contradict charge balance"), std::string::npos);
  EXPECT_NE(composition_headline({made.analysis}).find("2 of them neutral"), std::string::npos);
}

TEST(CompositionTables, SaysThatNothingAgrees) {
  std::string keys = paper_keys;
  keys.replace(keys.find("\"5158.4 Da\", \"5163.8 Da\""), 24, "300");
  const AnalysedComposition made(keys);
  EXPECT_EQ(composition_headline({made.analysis}).find("No formula is within 2 standard errors"), 0u);
  EXPECT_NE(composition_warnings(made.analysis).front().find("no formula agrees"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
