#include <gtest/gtest.h>

#include "langmuir_study.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

StudyResult run(const TempFolder& folder, const std::string& text) {
  const Study study = read_study(folder.write("study.toml", text));
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

TEST(CompetitiveLangmuir, ShippedStudyRuns) {
  const TempFolder folder;
  const Study study = read_study(NACRE_SOURCE_DIR "/studies/ligand-patterning/langmuir-c6-c10.toml");
  const StudyResult result = run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
  EXPECT_TRUE(result.converged);
  EXPECT_EQ(result.headline.find("From an equimolar solution the shell takes a share of 0.598 ± 0.054 C6SH."),
            0u)
      << result.headline;
  ASSERT_EQ(result.fits.size(), 2u);
  EXPECT_EQ(result.fits[1].name, "c6-c10, composition of the shell");
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/tables/compositions.csv"));
}

TEST(CompetitiveLangmuir, SeveralSystemsInOneRun) {
  const TempFolder folder;
  const std::string data = NACRE_SOURCE_DIR "/studies/ligand-patterning/";
  const StudyResult result = run(folder, "kind = \"competitive-langmuir\"\n[data]\nfile = [\"" + data +
                                             "c6-c10.csv\", \"" + data + "c6-c14.csv\"]\n");
  EXPECT_EQ(result.fits.size(), 4u);
  EXPECT_EQ(result.figures.size(), 8u);
  EXPECT_EQ(
      result.headline.find("chi_G / RT at the composition of the shell minus that at the composition of the "
                           "solution: c6-c10 0.29 ± 0.19, c6-c14 "),
      0u)
      << result.headline;
  const std::string scan = io::read_file(folder.path() / "run/tables/scan.csv");
  EXPECT_NE(scan.find("\nc6-c14,"), std::string::npos) << scan;
}

TEST(CompetitiveLangmuir, PromisesItsQuantities) {
  const TempFolder folder;
  const StudyResult result = run(folder, langmuir_c6_c10);
  std::string promised;
  for (const Output& output : find_kind("competitive-langmuir")->quantities)
    promised += std::string(output.name) + ", ";
  for (const Quantity& quantity : result.quantities)
    EXPECT_NE(promised.find(quantity.name + ","), std::string::npos) << quantity.name;
}

TEST(CompetitiveLangmuir, RefusesALatticeBeyondTheExactEngine) {
  const TempFolder folder;
  try {
    run(folder, langmuir_c6_c10 + "[model]\nsize = [12, 12]\n");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().message, "the exact engine does not take this lattice");
    EXPECT_EQ(error.parts().found, "12 x 12");
    EXPECT_EQ(error.parts().place.line, 7);
  }
}

}  // namespace
}  // namespace nacre::study
