#include <gtest/gtest.h>

#include <filesystem>

#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "site_study.hpp"

namespace nacre::study {
namespace {

StudyResult run(const TempFolder& folder, const std::string& text) {
  const Study study = read_study(folder.write("study.toml", "kind = \"surface-sites\"\n" + text));
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

TEST(SurfaceSites, PublishedTableInTheRunFolder) {
  const TempFolder folder;
  const StudyResult result = run(folder, published_diameters);
  EXPECT_EQ(
      result.headline,
      "CdSe: 2.8 nm has 114 binding sites (sphere 109, pyramid 112); 3 nm has 90 binding sites (sphere 127, "
      "pyramid 130); 3.2 nm has 180 binding sites (sphere 147, pyramid 150). Over the diameters: 128 ± 47 "
      "sites.");
  EXPECT_TRUE(result.warnings.empty());
  EXPECT_EQ(result.tables[0].notes.back().substr(0, 36), "3 nm: the sites fall into 9 parts th");
  const std::string csv = io::read_file(folder.path() / "run/tables/scan.csv");
  EXPECT_NE(csv.find("\n3,225,0.9375,90,100,127.08"), std::string::npos) << csv;
}

TEST(SurfaceSites, PromisesItsQuantities) {
  const TempFolder folder;
  const StudyResult result = run(folder, "[particle]\ndiameter = 2\n[distribution]\nsigma = 0.1\n");
  std::string promised;
  for (const Output& output : find_kind("surface-sites")->quantities)
    promised += std::string(output.name) + ", ";
  for (const Quantity& quantity : result.quantities)
    EXPECT_NE(promised.find(quantity.name + ","), std::string::npos) << quantity.name;
  EXPECT_EQ(result.quantities.size(), 13u);
  EXPECT_NE(result.headline.find(". Over diameters of 2 ± 0.1 nm: "), std::string::npos) << result.headline;
  EXPECT_EQ(result.tables.size(), 2u);
}

TEST(SurfaceSites, ShippedStudyIsThePublishedParticle) {
  const Study shipped = read_study(NACRE_SOURCE_DIR "/studies/ligand-patterning/sites.toml");
  const Study defaults = site_study(published_diameters);
  ASSERT_EQ(shipped.cases.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto& one = shipped.cases[i];
    for (const auto& [key, value] : defaults.cases[i].values) {
      EXPECT_EQ(one.at(key).text, value.text) << key;
      EXPECT_NEAR(one.at(key).number, value.number, 1e-12) << key;
    }
  }
  EXPECT_EQ(plan_site_rows(shipped).at(1).sites(), 90);
}

TEST(SurfaceSites, EveryStructureAndShapeRuns) {
  const TempFolder folder;
  const StudyResult cubic =
      run(folder,
          "[particle]\ndiameter = 2.0\nstructure = [\"zinc-blende\", \"rock-salt\"]\na = 0.6\n"
          "shape = [\"sphere\", \"tetrahedron\", \"octahedron\", \"truncated-octahedron\", "
          "\"cube\"]\nsurface = \"unsaturated\"\n");
  ASSERT_EQ(cubic.tables.at(0).rows.size(), 10u);
  for (std::size_t i = 0; i < 10; ++i) {
    const double cations = cell_number(cubic.tables[0], i, "cations");
    EXPECT_GT(cations, 30);
    EXPECT_GT(cell_number(cubic.tables[0], i, "surface_cations"), 0.2 * cations);
    EXPECT_LT(cell_number(cubic.tables[0], i, "surface_cations"), cations);
  }
}

TEST(SurfaceSites, PrismOfWurtzite) {
  const TempFolder folder;
  const StudyResult prism = run(folder,
                                "[particle]\ndiameter = 2.0\nstructure = \"wurtzite\"\na = 0.43\n"
                                "shape = [\"sphere\", \"hexagonal-prism\"]\nfacet_ratio = 2\n");
  ASSERT_EQ(prism.tables.at(0).rows.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) EXPECT_NEAR(cell_number(prism.tables[0], i, "cations"), 74, 15);
}

}  // namespace
}  // namespace nacre::study
