#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "figure_checks.hpp"
#include "nacre/core/units.hpp"
#include "nacre/scattering/debye.hpp"
#include "nacre/scattering/pair_binning.hpp"
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

// I(Q) of a sphere with a background, by Debye's equation.
TEST(PdfMining, IntensitiesAreCompared) {
  const TempFolder folder;
  crystal::ClusterRule rule;
  rule.lattice = {.species = {"Cd", "Se"}, .a_nm = 0.1 * 4 / std::sqrt(3.0) * 2.63};
  rule.diameter_nm = 1.8;
  rule.least_bonds = {{"Cd", 2}, {"Se", 2}};
  const auto pairs = scattering::binned_pairs(crystal::build(rule).atoms, 0.005);
  std::vector<double> q;
  for (int i = 10; i < 150; ++i) q.push_back(0.08 * i);
  const auto amplitudes = scattering::scattering_amplitudes({}, pairs.species, q);
  const std::vector<double> u{0.012, 0.012};
  const auto pattern = scattering::debye_pattern(pairs, {.amplitudes = amplitudes, .u_A2 = u}, q);
  std::string text = "# Q I\n";
  for (std::size_t i = 0; i < q.size(); ++i)
    text += format_number(q[i]) + " " + format_number(3 * pattern.total[i] + 100 + 5 * q[i]) + "\n";
  folder.write("made.iq", text);
  const Study study = read_study(
      folder.write("study.toml",
                   "kind = \"pdf\"\n[mining]\nfile = \"made.iq\"\ncurve = \"I(Q)\"\nspecies = \"Cd, Se\"\n"
                   "bond = \"2.63 A\"\nsizes = [14, 22, 2]\n"));
  const StudyResult result = run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
  EXPECT_NE(result.headline.find("zinc-blende sphere of 18 A"), std::string::npos) << result.headline;
  const auto u_found = std::ranges::find(result.quantities, "U", &Quantity::name);
  EXPECT_NEAR(u_found->value, 0.012, 1e-4);
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
