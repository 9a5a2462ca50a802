#include "nacre/io/sedphat.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class Sedphat : public TemporaryFolder {
 protected:
  std::string refusal(const std::string& name) const {
    return failure([&] { read_sedphat(file(name)); });
  }
};

constexpr const char* experiment =
    "6 (ExperimentType:  ITC)\n\n\"_a.xp\" \"\"a.nitpic\"\n50.0 (ITCInicellconc)\n2000.0 (ITCsyringconc)\n"
    "30.0 (Temperature)\n203.0 (ITCcellvolume)\n";
constexpr const char* table = "DH\tINJV\n-4\t2\n-40\t10\n";

void expect_whole(const TitrationFile& file) {
  EXPECT_NEAR(*file.temperature_K, 298.15, 1e-12);
  EXPECT_NEAR(*file.cell_mM, 0.1, 1e-12);
  EXPECT_NEAR(*file.syringe_mM, 1, 1e-12);
  EXPECT_EQ(*file.cell_volume_uL, 1410.3);
  EXPECT_EQ(file.heats_uJ.size(), 56u);
  EXPECT_EQ(file.errors_uJ.size(), 56u);
}

TEST_F(Sedphat, ReadsAConfigurationAndItsExperiment) {
  expect_whole(read_sedphat(NACRE_TEST_DATA "/calorimetry/ca-edta_tris-01.sedphat"));
  expect_whole(read_sedphat(NACRE_TEST_DATA "/calorimetry/ca-edta_tris-01.xp"));
}

TEST_F(Sedphat, SettingsComeBeforeWhatTheTableImplies) {
  write("a.xp", experiment);
  write("a.nitpic", table);
  const TitrationFile read = read_sedphat(file("a.xp"));
  EXPECT_NEAR(*read.temperature_K, 303.15, 1e-12);
  EXPECT_NEAR(*read.cell_mM, 0.05, 1e-15);
  EXPECT_NEAR(*read.syringe_mM, 2, 1e-15);
  EXPECT_EQ(*read.cell_volume_uL, 203);
  EXPECT_EQ(read.volumes_uL, (std::vector<double>{2, 10}));
}

TEST_F(Sedphat, TheTableMayBeInItsFolder) {
  std::filesystem::create_directories(file("_a.xp"));
  write("a.xp", experiment);
  write("_a.xp/a.nitpic", "DH\tINJV\n-7\t3\n");
  write("a.nitpic", table);
  EXPECT_EQ(read_sedphat(file("a.xp")).volumes_uL, (std::vector<double>{3}));
}

TEST_F(Sedphat, ACopyOfTheTableIsATable) {
  write("a.xp", table);
  EXPECT_EQ(read_sedphat(file("a.xp")).volumes_uL, (std::vector<double>{2, 10}));
}

TEST_F(Sedphat, WhatIsNotThereIsNamed) {
  write("a.xp", experiment);
  const std::string text = refusal("a.xp");
  EXPECT_NE(text.find("a.xp: has no table of heats"), std::string::npos) << text;
  EXPECT_NE(text.find("_a.xp/a.nitpic"), std::string::npos) << text;
  write("b.sedphat", "experiments:\n1 1 b.xp\n-1 0 end\n");
  EXPECT_EQ(refusal("b.sedphat"),
            "b.sedphat: names an experiment that is not beside it\n"
            "  found:    b.xp\n"
            "  copy the whole folder that NITPIC or SEDPHAT wrote, or give the .nitpic file");
}

TEST_F(Sedphat, SeveralExperimentsAndForeignFilesAreRefused) {
  write("b.sedphat", "experiments:\n1 1 b.xp\n2 1 c d.xp\n-1 0 end\n");
  EXPECT_EQ(refusal("b.sedphat"),
            "b.sedphat: is not a configuration of one experiment\n"
            "  found:    2 experiments\n"
            "  expected: one\n"
            "  give the .xp files of the experiments as a list");
  write("c.xp", "3 (ExperimentType: SE)\n");
  EXPECT_NE(refusal("c.xp").find("c.xp: is not a calorimetry experiment of SEDPHAT"), std::string::npos);
  write("a.nitpic", table);
  write("a.xp", std::string(experiment) + "x (ITCcellvolume)\n");
  EXPECT_EQ(*read_sedphat(file("a.xp")).cell_volume_uL, 203) << "the first of two";
  write("a.xp", "\"a.nitpic\"\n-5 (ITCcellvolume)\n");
  EXPECT_NE(refusal("a.xp").find("ITCcellvolume cannot be"), std::string::npos);
}

}  // namespace
}  // namespace nacre::io
