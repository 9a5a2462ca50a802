#include <gtest/gtest.h>

#include <cmath>

#include "figure_checks.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/json_results.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

const char* const header = "kind = \"ligand-shell\"\n";

StudyResult run(const TempFolder& folder, const std::string& text) {
  const Study study = read_study(folder.write("study.toml", header + text));
  return run_study(study, {.folder = folder.path() / "run", .command = {}}, {});
}

double number(const Table& table, std::size_t row, const std::string& column) {
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    if (table.columns[i].name == column) return std::get<double>(table.rows.at(row).at(i));
  throw std::out_of_range(column);
}

// Values from the density of states by an independent program.
TEST(LigandShell, ExactUnlikePairsOfElevenByEleven) {
  const TempFolder folder;
  const StudyResult result =
      run(folder, "[shell]\nn_a = 60\nchi_G = [0, \"3.4 RT\", \"5.2 RT\", \"-6 RT\"]\nengine = \"exact\"\n");
  ASSERT_EQ(result.tables.size(), 1u);
  const double expected[] = {0.50413, 0.24936, 0.14942, 0.89730};
  ASSERT_EQ(result.tables[0].rows.size(), std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_NEAR(number(result.tables[0], i, "unlike_pair_fraction"), expected[i], 5e-6);
    EXPECT_EQ(number(result.tables[0], i, "unlike_pair_fraction_err"), 0);
    EXPECT_NEAR(result.quantities.at(i).value, expected[i], 5e-6);
  }
  EXPECT_NEAR(number(result.tables[0], 0, "dG_mix_RT"),
              -(std::lgamma(122) - std::lgamma(61) - std::lgamma(62)) / 121, 1e-9)
      << "without interaction, the logarithm of the number of arrangements";
  const std::string csv = io::read_file(folder.path() / "run/tables/scan.csv");
  EXPECT_NE(csv.find("\nsquare,11,11,exact,60,3.4,0.24936"), std::string::npos) << csv;
  EXPECT_TRUE(result.warnings.empty());
}

TEST(LigandShell, SamplingAgreesWithTheExactEngine) {
  const TempFolder folder;
  const StudyResult result = run(folder,
                                 "seed = 3\n[shell]\nsize = [6, 6]\nn_a = 18\nchi_G = [-3, 0, 2, 4]\n"
                                 "[sampling]\nequilibration_sweeps = 300\nsampling_sweeps = 1000\n");
  const Table& table = result.tables.at(0);
  ASSERT_EQ(table.rows.size(), 8u);
  for (std::size_t i = 0; i < 8; i += 2) {
    const double error = number(table, i + 1, "unlike_pair_fraction_err");
    EXPECT_LT(error, 0.003) << i;
    EXPECT_NEAR(number(table, i + 1, "unlike_pair_fraction"), number(table, i, "unlike_pair_fraction"),
                4 * error)
        << i;
    EXPECT_EQ(number(table, i + 1, "equilibration_sweeps"), 300);
    EXPECT_EQ(number(table, i + 1, "sampling_sweeps"), 1000);
    EXPECT_EQ(number(table, i + 1, "chains"), 128) << "512 shared by four interactions";
  }
  expect_sound(result.figures);
}

TEST(LigandShell, PromisesItsQuantities) {
  const TempFolder folder;
  const StudyResult result =
      run(folder, "[shell]\nsize = [4, 4]\nn_a = 8\nchi_G = 1\n[sampling]\nsampling_sweeps = 1000\n");
  const auto promised = find_kind("ligand-shell")->quantities;
  ASSERT_EQ(result.quantities.size(), promised.size());
  for (std::size_t i = 0; i < promised.size(); ++i) {
    EXPECT_EQ(result.quantities[i].name, promised[i].name);
    EXPECT_EQ(result.quantities[i].unit, promised[i].unit);
  }
}

TEST(LigandShell, OfOneLigandAloneIsPure) {
  const TempFolder folder;
  const StudyResult result =
      run(folder, "[shell]\nsize = [4, 4]\nn_a = [0, 16]\nchi_G = 2\n[sampling]\nsampling_sweeps = 1000\n");
  expect_sound(result.figures);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(number(result.tables.at(0), i, "unlike_pair_fraction"), 0);
  const io::Summary summary = io::read_summary(folder.path() / "run/summary.json");
  for (const Quantity& quantity : summary.result.quantities) EXPECT_TRUE(std::isfinite(quantity.value));
}

TEST(LigandShell, EnginesAgreeOnTheSurfaceOfAParticle) {
  const TempFolder folder;
  const StudyResult result = run(folder,
                                 "[shell]\nlattice = \"surface\"\nn_a = 20\nchi_G = [1, 4]\n"
                                 "engine = [\"plain\", \"multi-spin\"]\n"
                                 "[particle]\ndiameter = \"2 nm\"\ncentre = \"octahedral-hole\"\n"
                                 "[sampling]\nequilibration_sweeps = 500\nsampling_sweeps = 2000\n");
  const Table& table = result.tables.at(0);
  ASSERT_EQ(table.rows.size(), 4u);
  for (const auto& [plain, multi] : {std::pair{0u, 1u}, {2u, 3u}})
    EXPECT_NEAR(number(table, plain, "unlike_pair_fraction"), number(table, multi, "unlike_pair_fraction"),
                3.5 * std::hypot(number(table, plain, "unlike_pair_fraction_err"),
                                 number(table, multi, "unlike_pair_fraction_err")));
  expect_sound(result.figures);
}

TEST(LigandShell, ThreadsDoNotChangeTheNumbers) {
  const TempFolder folder;
  const std::string text =
      "[shell]\nsize = [[5, 5], [6, 6], [4, 4]]\nn_a = 8\nchi_G = [1, 3]\n[sampling]\nsampling_sweeps = 200\n"
      "equilibration_sweeps = 100\n";
  const Study study = read_study(folder.write("study.toml", header + text));
  for (const int threads : {1, 3}) {
    RunControl control;
    control.threads = threads;
    run_study(study, {.folder = folder.path() / std::to_string(threads), .command = {}}, control);
  }
  EXPECT_EQ(io::read_file(folder.path() / "1/tables/scan.csv"),
            io::read_file(folder.path() / "3/tables/scan.csv"));
}

TEST(LigandShell, WarnsOfASurfaceInParts) {
  const TempFolder folder;
  const StudyResult result = run(folder,
                                 "[shell]\nlattice = \"surface\"\nn_a = 20\nchi_G = 0\n"
                                 "[particle]\ndiameter = \"3 nm\"\n"
                                 "[sampling]\nequilibration_sweeps = 20\nsampling_sweeps = 200\n");
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_TRUE(result.warnings[0].starts_with("3 nm particle: the sites fall into 9 parts"))
      << result.warnings[0];
}

// After one sweep of equilibration the random start is still full of small domains.
TEST(LigandShell, WarnsWhenTheTwoStartsDisagree) {
  const TempFolder folder;
  const StudyResult result = run(folder,
                                 "[shell]\nsize = [40, 40]\nn_a = 800\nchi_G = 8\n"
                                 "[sampling]\nequilibration_sweeps = 1\nsampling_sweeps = 200\n");
  ASSERT_EQ(result.warnings.size(), 1u);
  EXPECT_TRUE(result.warnings[0].starts_with("40 x 40, chi_G = 8 RT: the chains from random and from "))
      << result.warnings[0];
}

TEST(LigandShell, ResolvedStudyRunsToTheSameNumbers) {
  const TempFolder folder;
  const std::string text =
      "[shell]\nsize = [4, 4]\nn_a = 8\nchi_G = 1\n[sampling]\nsampling_sweeps = 2e2\n"
      "equilibration_sweeps = 1e3\n";
  run(folder, text);
  const Study again = read_study(folder.path() / "run/study.toml");
  run_study(again, {.folder = folder.path() / "again", .command = {}}, {});
  EXPECT_EQ(io::read_file(folder.path() / "again/summary.json"),
            io::read_file(folder.path() / "run/summary.json"));
}

}  // namespace
}  // namespace nacre::study
