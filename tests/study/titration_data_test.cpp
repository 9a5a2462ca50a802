#include "nacre/study/titration_data.hpp"

#include "titration_study.hpp"

namespace nacre::study {
namespace {

std::string refusal(const std::vector<std::string>& overrides, ExitCode code = ExitCode::usage) {
  const TempFolder folder;
  return message_of([&] { read_titration_data(made_titration_study(folder, overrides).cases[0]); }, code);
}

TEST(TitrationData, HoldsConditionsHeatsAndErrors) {
  const TempFolder folder;
  const TitrationData data = read_titration_data(made_titration_study(folder).cases[0]);
  ASSERT_EQ(data.runs.size(), 1u);
  const ligands::Titration& t = data.runs[0].titration;
  EXPECT_EQ(t.name, "made");
  EXPECT_NEAR(t.cell_volume_uL, 1000, 1e-9);
  EXPECT_EQ(t.cell_mM, 6);
  EXPECT_EQ(t.syringe_mM, 30);
  EXPECT_EQ(t.temperature_K, 300);
  EXPECT_EQ(t.volumes_uL, std::vector<double>(20, 10.0));
  EXPECT_EQ(t.heats_uJ, MadeTitration().titration().heats_uJ);
  EXPECT_EQ(t.errors_uJ, std::vector<double>(20, 5.0));
  EXPECT_TRUE(data.warnings.empty()) << data.warnings.front();
}

TEST(TitrationData, TheLargerErrorCounts) {
  const TempFolder folder;
  const auto study = made_titration_study(folder, {"data.heat_error=20", "data.heat_error_relative=0.01"});
  const ligands::Titration t = read_titration_data(study.cases[0]).runs[0].titration;
  EXPECT_NEAR(t.errors_uJ[0], 0.01 * std::abs(t.heats_uJ[0]), 1e-12);
  EXPECT_EQ(t.errors_uJ[19], 20);
}

TEST(TitrationData, SkippedInjectionsKeepTheirVolume) {
  const TempFolder folder;
  const auto t =
      read_titration_data(made_titration_study(folder, {"data.skip=3"}).cases[0]).runs[0].titration;
  EXPECT_EQ(t.volumes_uL.size(), 20u);
  EXPECT_FALSE(t.used[2]);
  EXPECT_TRUE(t.used[3]);
  EXPECT_EQ(refusal({"data.skip=17"}), "made.csv leaves too few injections to fit");
}

TEST(TitrationData, TheStudyComesBeforeTheFile) {
  const TempFolder folder;
  const auto path =
      folder.write("study.toml", "kind = \"titration\"\n[data]\nfile = \"" NACRE_SOURCE_DIR
                                 "/studies/ligand-patterning/tris-01.DH\"\nskip = 1\n[cell]\n"
                                 "concentration = \"0.2 mM\"\n[model]\nmodel = \"independent\"\n");
  const auto t = read_titration_data(read_study(path).cases[0]).runs[0].titration;
  EXPECT_EQ(t.cell_mM, 0.2);
  EXPECT_EQ(t.syringe_mM, 1) << "from the file";
  EXPECT_TRUE(t.errors_uJ.empty()) << "unknown";
}

TEST(TitrationData, WhatNobodySaysIsAskedFor) {
  const TempFolder folder;
  folder.write("made.csv", MadeTitration().csv());
  const auto ask = [&](const std::string& cell, const std::string& columns) {
    const auto path = folder.write("study.toml", "kind = \"titration\"\n[data]\nfile = \"made.csv\"\n" +
                                                     columns + cell + "[model]\nmodel = \"exchange\"\n");
    return message_of([&] { read_titration_data(read_study(path).cases[0]); });
  };
  const std::string volumes = "volume_column = \"volume\"\n";
  EXPECT_EQ(ask("", volumes), "neither the study nor made.csv says the volume of the cell");
  EXPECT_EQ(ask("[cell]\nvolume = 1000\n", volumes),
            "neither the study nor made.csv says the concentration in the cell");
  EXPECT_EQ(
      ask("[cell]\nvolume = 1000\nconcentration = 6\ntemperature = 300\n[syringe]\nconcentration = 30\n", ""),
      "the injections of made.csv have no volumes");
}

TEST(TitrationData, ListsMatchTheFiles) {
  EXPECT_EQ(refusal({"cell.concentration=[6, 6]"}),
            "concentration has another number of entries than [data] file");
  const TempFolder folder;
  folder.write("b.csv", MadeTitration().csv());
  const auto data = read_titration_data(
      made_titration_study(folder, {"data.file=[\"made.csv\", \"b.csv\"]", "cell.concentration=[6, 5]"})
          .cases[0]);
  EXPECT_EQ(data.runs[0].titration.cell_mM, 6);
  EXPECT_EQ(data.runs[1].titration.cell_mM, 5);
  EXPECT_EQ(data.runs[1].titration.syringe_mM, 30) << "one for both";
}

TEST(TitrationData, AFileIsListedOnce) {
  EXPECT_EQ(refusal({"data.file=[\"made.csv\", \"made.csv\"]"}), "the file made.csv is listed twice");
  EXPECT_EQ(refusal({"data.file=[\"made.csv\", \"x/../made.csv\"]"}), "the file made.csv is listed twice");
}

TEST(TitrationData, FilesOfTheSameStemHaveNamesOfTheirOwn) {
  const TempFolder folder;
  for (const char* name : {"s0", "s1"}) {
    std::filesystem::create_directory(folder.path() / name);
    folder.write(std::string(name) + "/made.csv", MadeTitration().csv());
  }
  const auto study =
      made_titration_study(folder, {"data.file=[\"s0/made.csv\", \"s1/made.csv\"]"}, MadeTitration());
  const TitrationData data = read_titration_data(study.cases[0]);
  EXPECT_EQ(data.runs[0].titration.name, "s0-made");
  EXPECT_EQ(data.runs[1].titration.name, "s1-made");
}

TEST(TitrationData, ErrorsAreKnownOfAllOrOfNone) {
  const TempFolder folder;
  const auto path =
      folder.write("study.toml", "kind = \"titration\"\n[data]\nfile = [\"" NACRE_SOURCE_DIR
                                 "/studies/ligand-patterning/tris-01.DH\", \"" NACRE_TEST_DATA
                                 "/calorimetry/ca-edta_tris-01.xp\"]\n[model]\nmodel = \"independent\"\n");
  EXPECT_EQ(message_of([&] { read_titration_data(read_study(path).cases[0]); }),
            "some of the files have errors of their heats and some have none");
}

TEST(TitrationData, ExothermicUpwardsIsTurnedRound) {
  const TempFolder folder;
  const auto study = made_titration_study(folder, {"data.exothermic=positive"});
  EXPECT_GT(read_titration_data(study.cases[0]).runs[0].titration.heats_uJ[0], 0);
}

}  // namespace
}  // namespace nacre::study
