#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "figure_checks.hpp"
#include "nacre/study/pdf_mining_candidates.hpp"
#include "nacre/study/pdf_mining_output.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

// The shipped study with fewer candidates.
Study small_study() {
  return read_study(NACRE_SOURCE_DIR "/studies/magic-size-cluster/mine-clusters.toml",
                    {"mining.structures=zinc-blende, wurtzite", "mining.faults=[0.3]", "mining.replicas=1",
                     "mining.forms=sphere, tetrahedron", "mining.centres=cation",
                     "mining.sizes=[\"20 A\", \"26 A\", \"1 A\"]"});
}

TEST(PdfMining, FindsTheClusterThatWasMade) {
  const TempFolder folder;
  const Study study = small_study();
  const StudyResult result = run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
  EXPECT_NE(result.headline.find("tetrahedron"), std::string::npos) << result.headline;
  EXPECT_NE(result.headline.find("(Cd161Se120) agrees best"), std::string::npos) << result.headline;
  const auto value = [&](const std::string& name) -> const Quantity& {
    return *std::ranges::find(result.quantities, name, &Quantity::name);
  };
  EXPECT_EQ(value("best_atoms").value, 281);
  EXPECT_LT(std::abs(value("U").value - 0.012), 2 * value("U").uncertainty);
  EXPECT_LT(std::abs(value("expansion").value - 0.995), 2 * value("expansion").uncertainty);
  EXPECT_LT(std::abs(value("misfit").value - 1), 0.2);
  std::string promised;
  for (const Output& output : find_kind("pdf")->quantities) promised += std::string(output.name) + ", ";
  for (const Quantity& quantity : result.quantities)
    EXPECT_NE(promised.find(quantity.name + ","), std::string::npos) << quantity.name;
  const Table& table = result.tables.front();
  for (const auto& row : table.rows) ASSERT_EQ(row.size(), table.columns.size());
  for (const Figure& figure : result.figures)
    if (const Plot* plot = std::get_if<Plot>(&figure))
      for (const Curve& curve : plot->curves) expect_sound_curve(curve, plot->id + " " + curve.label);
  EXPECT_EQ(figure_of<ParticleGallery>(result.figures, "best-clusters").pictures.size(), 4u);
}

TEST(PdfMining, CandidatesAreAllDifferent) {
  const Study study = small_study();
  const Case& one = study.cases.front();
  EXPECT_EQ(mining_rules(one, 1).size(), 3u * 2 * 7);
  const MiningCandidates made = mining_candidates(one, 1, 19, {});
  EXPECT_EQ(made.list.size() + made.repeated + made.empty, 3u * 2 * 7);
  EXPECT_GT(made.repeated, 0u);
  std::set<std::string> names;
  for (const MiningCandidate& candidate : made.list) {
    EXPECT_TRUE(names.insert(candidate.name).second) << candidate.name;
    EXPECT_EQ(candidate.pairs.atom_count(), static_cast<double>(candidate.atoms.size()));
    if (candidate.form == "sphere") {
      EXPECT_NEAR(candidate.size_A, candidate.asked_A, 2) << candidate.name;
    }
  }
  RunControl control;
  control.threads = 2;
  const MiningCandidates again = mining_candidates(one, 1, 19, control);
  ASSERT_EQ(again.list.size(), made.list.size());
  for (std::size_t i = 0; i < made.list.size(); ++i) EXPECT_EQ(again.list[i].name, made.list[i].name);
}

}  // namespace
}  // namespace nacre::study
