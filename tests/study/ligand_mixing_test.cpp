#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "figure_checks.hpp"
#include "mixing_study.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

StudyResult run(const Study& study, const RunControl& control = {}) {
  io::Checkpoint checkpoint(study.path.parent_path() / "checkpoint.h5", "test", false);  // nothing goes there
  Workspace workspace{control, checkpoint};
  return study.kind->run(study, workspace);
}

std::string refusal(const Study& study) {
  try {
    study.kind->check(study);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    EXPECT_FALSE(error.parts().place.file.empty());
    return error.parts().message;
  }
  return "no error";
}

// Everything that becomes a file, an anchor or a dataset has a name of its own.
void expect_distinct_names(const StudyResult& result) {
  std::set<std::string> names;
  for (const Table& table : result.tables)
    EXPECT_TRUE(names.insert("table " + table.name).second) << table.name << " is there twice";
  for (const Array& array : result.arrays)
    EXPECT_TRUE(names.insert("array " + array.name).second) << array.name << " is there twice";
  expect_sound(result.figures);
}

TEST(LigandMixing, OneSystemGivesEverything) {
  const StudyResult result = run(published("c6-c10", {"data.ligand_a=C6SH", "data.ligand_b=C10SH"}));
  expect_distinct_names(result);
  EXPECT_TRUE(result.converged);
  ASSERT_EQ(result.tables.size(), 4u);
  ASSERT_EQ(result.fits.size(), ligands::mixing_models().size());
  EXPECT_EQ(result.fits.front().model, "lattice") << "the chosen model comes first";
  for (const char* says : {"C6SH", "C10SH", "chi_G = 3.7 ± 1.3 RT", "23 %", "AIC"})
    EXPECT_NE(result.headline.find(says), std::string::npos) << result.headline;
  ASSERT_EQ(result.arrays.size(), 1u);
  EXPECT_EQ(result.arrays[0].shape, (std::vector<std::size_t>{122, 6}));
  EXPECT_EQ(result.arrays[0].values.size(), 122u * 6);
}

TEST(LigandMixing, PicturesHoldTheMeasuredCompositions) {
  const StudyResult result = run(published("c6-c10"));
  const auto& gallery = figure_of<Gallery>(result.figures, "shell");
  const std::vector<int> expected{21, 62, 80, 98};  // of 121: x = 0.17, 0.51, 0.66, 0.81
  ASSERT_EQ(gallery.pictures.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const auto& is_a = gallery.pictures[i].is_a;
    EXPECT_EQ(std::count(is_a.begin(), is_a.end(), 1), expected[i]);
  }
}

TEST(LigandMixing, WarningsOfTheDataAreThoseOfTheRun) {
  const TempFolder folder;
  const Study study = made_study(folder);
  folder.write("made.csv",
               "x_a,dH_kJ_mol,dS_J_molK,dG_kJ_mol,n\n0,-35.2,-90,-7.3,1\n0.2,-27.6,-635,-7.8,1\n"
               "0.5,-24,-52,-7.9,1\n0.8,-22,-45,-8.1,1\n1,-20.2,-38,-8.5,1\n");
  std::string said;
  RunControl control;
  control.message = [&said](MessageLevel, std::string_view text) { said += text; };
  const StudyResult result = run(study, control);
  int misprints = 0;
  for (const std::string& text : result.warnings) misprints += text.find("dS -635") != text.npos;
  EXPECT_EQ(misprints, 1);
  EXPECT_EQ(said, "columns not used: n");
}

TEST(LigandMixing, ForwardStudyCalculatesCurves) {
  const StudyResult result = run(forward());
  expect_distinct_names(result);
  ASSERT_EQ(result.tables.size(), 1u);
  EXPECT_EQ(result.tables[0].name, "curves");
  EXPECT_TRUE(result.fits.empty());
  EXPECT_EQ(result.figures.size(), 2u);
  for (const char* says : {"chi_G = 3 RT", "chi_H = 8 kJ/mol"})
    EXPECT_NE(result.headline.find(says), std::string::npos) << result.headline;
  EXPECT_EQ(result.headline.find("AIC"), std::string::npos) << "nothing was fitted";
}

const char* const two_files =
    "data.file=[\"" NACRE_SOURCE_DIR "/studies/ligand-patterning/c6-c10.csv\", \"" NACRE_SOURCE_DIR
    "/studies/ligand-patterning/c6-c14.csv\"]";

TEST(LigandMixing, TrendFiguresComeFirst) {
  const StudyResult result = run(published(
      "c6-c10", {two_files, "model.size=[5, 5]", "trend.against=\"length\"", "trend.values=[4, 8]"}));
  expect_distinct_names(result);
  ASSERT_EQ(result.figures.size(), 4u + 2 * 3);
  const auto& chi_H = std::get<Plot>(result.figures[0]);
  EXPECT_EQ(chi_H.title, "χ_H against length");
  const Curve& points = curve_of(chi_H, "chi_H");
  EXPECT_EQ(points.x, (std::vector<double>{4, 8}));
  EXPECT_EQ(points.notes, (std::vector<std::string>{"c6-c10", "c6-c14"}));
  for (std::size_t i = 0; i < 2; ++i) {
    const Analysed one(published(points.notes[i], {"model.size=[5, 5]"}));
    EXPECT_NEAR(points.y[i], one->chosen().result.values[5], 1e-9);
    EXPECT_NEAR(points.y_error[i], one->chosen().result.uncertainties[5], 1e-9);
  }
  const auto& omega = std::get<Plot>(result.figures[2]);
  EXPECT_EQ(omega.curves.size(), 2u);
}

TEST(LigandMixing, FitsOfTheChosenModelComeFirstInTheOrderOfTheCases) {
  const StudyResult result = run(published("c6-c10", {two_files, "model.size=[5, 5]"}));
  ASSERT_EQ(result.fits.size(), 2 * ligands::mixing_models().size());
  EXPECT_EQ(result.fits[0].model, "lattice");
  EXPECT_EQ(result.fits[1].model, "lattice");
  EXPECT_EQ(result.fits[0].name, "c6-c10");
  EXPECT_EQ(result.fits[1].name, "c6-c14");
}

TEST(LigandMixing, ScannedSizesHaveNamesOfTheirOwn) {
  expect_distinct_names(run(published("c6-c10", {"model.size=[[5, 5], [4, 6]]"})));
}

TEST(LigandMixing, ScannedInteractionsHaveNamesOfTheirOwn) {
  expect_distinct_names(run(published(
      "c6-c10", {"model.size=[5, 5]", "model.interaction=[\"constant\", \"composition-dependent\"]"})));
}

TEST(LigandMixing, ScannedForwardStudiesHaveNamesOfTheirOwn) {
  expect_distinct_names(run(forward({"model.size=[[5, 5], [4, 6]]"})));
}

// Upper case, foreign letters, one name in two folders, and a name that looks like a numbered one.
TEST(LigandMixing, FilesOfAnyNameGiveSoundFigures) {
  const TempFolder folder;
  const Study study = made_study(
      folder,
      {"data.file=[\"C6-C10.csv\", \"C6-C10-3.csv\", \"c6_c10.csv\", \"old/C6-C10.csv\", \"χ (new).csv\"]"});
  std::filesystem::create_directory(folder.path() / "old");
  for (const char* name : {"C6-C10.csv", "C6-C10-3.csv", "c6_c10.csv", "old/C6-C10.csv", "χ (new).csv"})
    folder.write(name, made_table({}, 310));
  expect_distinct_names(run(study));
}

struct Refused {
  const char* name;
  bool forward;
  std::vector<std::string> overrides;
  const char* message;
};

class RefusedMixing : public testing::TestWithParam<Refused> {};

TEST_P(RefusedMixing, BeforeAnythingRuns) {
  const auto& [name, is_forward, overrides, message] = GetParam();
  EXPECT_EQ(refusal(is_forward ? forward(overrides) : published("c6-c10", overrides)), message);
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedMixing,
    testing::Values(
        Refused{"nothing", false, {}, "no error"},
        Refused{"lattice",
                false,
                {"model.lattice=triangular"},
                "fits need the exact engine, which knows the square lattice only"},
        Refused{"narrow", false, {"model.size=[2, 11]"}, "the exact engine does not take this lattice"},
        Refused{"wide", false, {"model.size=[12, 12]"}, "the exact engine does not take this lattice"},
        Refused{"many", false, {"model.size=[11, 12]"}, "the exact engine does not take this lattice"},
        Refused{"all_three",
                false,
                {"model.chi_G=3", "model.chi_S=10"},
                "chi_G, chi_H and chi_S cannot all be chosen: chi_G = chi_H - T chi_S"},
        Refused{"dependent_chi_S",
                false,
                {"model.interaction=composition-dependent", "model.chi_S=10"},
                "chi_S can be fixed for the constant interaction only"},
        Refused{
            "forward_chi_H", true, {"model.chi_H=fit"}, "there is no [data] file, so nothing can be fitted"},
        Refused{
            "forward_chi_G", true, {"model.chi_G=fit"}, "there is no [data] file, so nothing can be fitted"},
        Refused{"trend", false, {"trend.values=[1, 2]"}, "the trend needs one value per case"}),
    [](const auto& which) { return which.param.name; });

TEST(LigandMixing, ATrendNeedsFiles) {
  EXPECT_NE(refusal(forward({"model.size=[[5, 5], [4, 6]]", "trend.values=[25, 24]"})), "no error");
}

TEST(LigandMixing, CheckReadsTheData) {
  const TempFolder folder;
  const Study study = made_study(folder);
  folder.write("made.csv", "x_a,dH_kJ_mol,dG_kJ_mol\n0,-24,-7\n1,-20,-9\n");
  EXPECT_THROW(study.kind->check(study), Error);
}

}  // namespace
}  // namespace nacre::study
