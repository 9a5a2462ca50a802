#include "nacre/study/ligand_mixing_data.hpp"

#include <gtest/gtest.h>

#include "temp_folder.hpp"

namespace nacre::study {
namespace {

const char* const three_rows =
    "x_a,dH_kJ_mol,dG_kJ_mol\n"
    "0,-24.3,-7.5\n"
    "0.5,-20.4,-7.9\n"
    "1,-20.2,-8.5\n";

MixingData read(const std::string& csv, const std::string& errors = "", const char* temperature = "300 K") {
  const TempFolder folder;
  folder.write("data.csv", csv);
  const Study study = read_study(folder.write("study.toml",
                                              "kind = \"ligand-mixing\"\n[data]\nfile = \"data.csv\"\n"
                                              "[errors]\n" +
                                                  errors),
                                 {std::string("data.temperature=") + temperature});
  return read_mixing_data(study.cases.front());
}

std::string failure(const std::string& csv) {
  try {
    read(csv);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::data);
    const std::string what = error.what();
    const std::size_t name = what.find("data.csv");
    return name == std::string::npos ? what : what.substr(name);
  }
  return "no error";
}

void expect_point(const ligands::ExchangePoint& point, double dH, double dG,
                  const std::array<double, 3>& covariance) {
  EXPECT_NEAR(point.dH_kJ_mol, dH, 1e-12);
  EXPECT_NEAR(point.dG_kJ_mol, dG, 1e-12);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(point.covariance[i], covariance[i], 1e-12) << i;
}

TEST(MixingData, TakesMeasuredEnthalpyAndFreeEnergy) {
  const MixingData data = read(three_rows, "dH = 0.7\ndG = 0.4\ncorrelation = 0.5\n");
  ASSERT_EQ(data.points.size(), 3u);
  EXPECT_EQ(data.points[1].x_a, 0.5);
  expect_point(data.points[1], -20.4, -7.9, {0.49, 0.14, 0.16});
  EXPECT_TRUE(data.checks.empty()) << "there is no dS to check";
  EXPECT_TRUE(data.warnings.empty());
}

// dG = dH - T dS: both errors go into dG, that of dH is common.
TEST(MixingData, TakesMeasuredEnthalpyAndEntropy) {
  const MixingData data =
      read("x_a,dH_kJ_mol,dS_J_molK\n0,-24,-50\n0.5,-20,-40\n1,-20,-39\n", "dH = 0.6\ndS = 2\n");
  expect_point(data.points[1], -20, -20 + 0.3 * 40, {0.36, 0.36, 0.36 + 0.6 * 0.6});
  EXPECT_NEAR(data.points[1].dS_J_molK(300), -40, 1e-12);
  EXPECT_NEAR(data.points[1].dS_error_J_molK(300), 2, 1e-12);
}

// dH = dG + T dS, likewise.
TEST(MixingData, TakesMeasuredFreeEnergyAndEntropy) {
  const MixingData data =
      read("x_a,dG_kJ_mol,dS_J_molK\n0,-7,-50\n0.5,-8,-40\n1,-9,-39\n", "dG = 0.4\ndS = 2\n");
  expect_point(data.points[1], -8 - 0.3 * 40, -8, {0.16 + 0.6 * 0.6, 0.16, 0.16});
  EXPECT_NEAR(data.points[1].dS_error_J_molK(300), 2, 1e-12);
}

TEST(MixingData, ErrorsOfTheFileOverrideThoseOfTheStudy) {
  const MixingData data = read(
      "x_a,dH_kJ_mol,dH_err,dG_kJ_mol,dG_kJ_mol_err\n0,-24,0.1,-7,0.2\n0.5,-20,0.3,-8,0.5\n"
      "1,-20,1,-9,2\n",
      "dH = 9\ndG = 9\n");
  expect_point(data.points[1], -20, -8, {0.09, 0, 0.25});
  expect_point(data.points[2], -20, -9, {1, 0, 4});
  EXPECT_TRUE(data.error_statement.starts_with("error of dH from the file, error of dG from the file; "))
      << data.error_statement;
}

TEST(MixingData, StatesTheErrors) {
  EXPECT_EQ(
      read(three_rows, "correlation = 0.5\n").error_statement,
      "error of dH from [errors], error of dG from [errors]; two of dG = dH - T dS are independent: the "
      "fit takes dH and dG with correlation 0.5, dS = (dH - dG)/T follows with its covariance");
  EXPECT_EQ(read("x_a,dH_kJ_mol,dH_err,dS_J_molK\n0,-24,1,-50\n0.5,-20,1,-40\n1,-20,1,-39\n").error_statement,
            "error of dH from the file, error of dS from [errors]; taken as independent, the third quantity "
            "follows with its covariance");
}

// (0.7^2 + 0.4^2 - (0.3 * 5)^2) / (2 * 0.7 * 0.4) = -2.857
TEST(MixingData, StatesThatErrorsOfAllThreeContradictOneAnother) {
  const char* const all_three =
      "x_a,dH_kJ_mol,dS_J_molK,dG_kJ_mol\n0,-24,-56,-7.2\n0.5,-20,-40,-8\n1,-20,-39,-8.3\n";
  EXPECT_NE(read(all_three).error_statement.find("-2.86"), std::string::npos);
  EXPECT_EQ(read(all_three, "dS = 2\n").error_statement.find("cannot"), std::string::npos)
      << "2 J/(mol K) need 0.52";
}

// The misprint of the published table: -635 where -65.3 was meant.
TEST(MixingData, FlagsARowThatDoesNotAddUp) {
  const MixingData data = read(
      "# C6:C18\n"
      "x_a,dH_kJ_mol,dS_J_molK,dG_kJ_mol\n"
      "0,-35.2,-92,-7.3\n"
      "0.17,-27.6,-635,-7.8\n"
      "1,-20.2,-39,-8.5\n",
      "", "303 K");
  ASSERT_EQ(data.checks.size(), 3u);
  EXPECT_TRUE(data.checks[0].holds()) << "0.02 kJ/mol are rounding";
  EXPECT_FALSE(data.checks[1].holds());
  EXPECT_NEAR(data.checks[1].mismatch_kJ_mol, 27.6 - 7.8 - 0.303 * 635, 1e-9);
  EXPECT_NEAR(data.checks[1].consistent_dS_J_molK, -19.8e3 / 303, 1e-9);
  ASSERT_EQ(data.warnings.size(), 1u);
  for (const char* says :
       {"data.csv:4: dG = dH - T dS does not hold: dH -27.6, dS -635, dG -7.8 miss it by 172.6",
        " kJ/mol where rounding explains 0.25; dS = -65.3 would be consistent. The fit uses dH and dG of "
        "this "
        "row."})
    EXPECT_NE(data.warnings[0].find(says), std::string::npos) << data.warnings[0];
  expect_point(data.points[1], -27.6, -7.8, {0.49, 0, 0.16});
}

TEST(MixingData, NamesColumnsThatItDoesNotUse) {
  const MixingData data =
      read("x_a,dH_kJ_mol,dG_kJ_mol,n,dH_err,note\n0,-24,-7,0.5,1,2\n0.5,-20,-8,0.5,1,2\n1,-20,-9,0.5,1,2\n");
  EXPECT_EQ(data.unused_columns, (std::vector<std::string>{"n", "note"}));
  EXPECT_TRUE(data.warnings.empty());
  EXPECT_TRUE(read(three_rows).unused_columns.empty());
}

TEST(MixingData, WarnsOfErrorsThatItDoesNotRead) {
  const MixingData data = read("x_a,dH_kJ_mol,dG_kJ_mol,dH_error\n0,-24,-7,1\n0.5,-20,-8,1\n1,-20,-9,1\n");
  ASSERT_EQ(data.warnings.size(), 1u);
  EXPECT_NE(data.warnings[0].find("dH_error"), std::string::npos);
  expect_point(data.points[0], -24, -7, {0.49, 0, 0.16});
}

struct BadTable {
  const char* name;
  const char* csv;
  const char* says;
};

class BadMixingData : public testing::TestWithParam<BadTable> {};

TEST_P(BadMixingData, IsRefusedWithItsPlace) {
  const std::string what = failure(GetParam().csv);
  EXPECT_TRUE(what.starts_with(GetParam().says)) << what;
}

INSTANTIATE_TEST_SUITE_P(
    All, BadMixingData,
    testing::Values(BadTable{"above_one", "x_a,dH_kJ_mol,dG_kJ_mol\n0,-24,-7\n1.5,-20,-8\n1,-20,-9\n",
                             "data.csv:3:1: a mole fraction is outside 0..1"},
                    BadTable{"below_zero", "x_a,dH_kJ_mol,dG_kJ_mol\n-0.1,-24,-7\n1,-20,-9\n",
                             "data.csv:2:1: a mole fraction is outside 0..1"},
                    BadTable{"zero_error", "x_a,dH_kJ_mol,dG_kJ_mol,dG_err\n0,-24,-7,0\n1,-20,-9,1\n",
                             "data.csv:2:10: an error is not positive"},
                    BadTable{"no_pure_b", "x_a,dH_kJ_mol,dG_kJ_mol\n0.5,-24,-7\n1,-20,-9\n",
                             "data.csv:1: the pure ligand B is missing"},
                    BadTable{"no_pure_a", "x_a,dH_kJ_mol,dG_kJ_mol\n0,-24,-7\n0.5,-20,-9\n",
                             "data.csv:1: the pure ligand A is missing"},
                    BadTable{"no_mixture", "x_a,dH_kJ_mol,dG_kJ_mol\n0,-24,-7\n1,-20,-9\n",
                             "data.csv:1: there is no mixture"},
                    BadTable{"no_fraction", "x,dH_kJ_mol,dG_kJ_mol\n0,-24,-7\n1,-20,-9\n", "data.csv:1"},
                    BadTable{"one_property", "x_a,dH_kJ_mol,dG\n0,-24,-7\n1,-20,-9\n", "data.csv:1"},
                    BadTable{"text", "x_a,dH_kJ_mol,dG_kJ_mol\n0,-24,none\n1,-20,-9\n", "data.csv:2:7: "}),
    [](const auto& which) { return which.param.name; });

TEST(MixingData, NamesTheMissingProperty) {
  EXPECT_NE(failure("x_a,dH_kJ_mol,dG\n0,-24,-7\n1,-20,-9\n").find("\"dG_kJ_mol\""), std::string::npos);
  EXPECT_NE(failure("x_a,dS_J_molK,n\n0,-24,-7\n1,-20,-9\n").find("\"dH_kJ_mol\""), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
