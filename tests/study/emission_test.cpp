#include <gtest/gtest.h>

#include "emission_study.hpp"
#include "figure_checks.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/emission_output.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

StudyResult run(const TempFolder& folder, const Study& study, const char* name = "run") {
  return run_study(study, {.folder = folder.path() / name, .command = {}}, {});
}

const Quantity& quantity(const StudyResult& result, const std::string& name) {
  for (const Quantity& one : result.quantities)
    if (one.name == name) return one;
  throw std::out_of_range(name);
}

TEST(Emission, ShippedStudyFindsTheLawAtEveryTemperature) {
  const TempFolder folder;
  const StudyResult result =
      run(folder, read_study(NACRE_SOURCE_DIR "/studies/superfocusing/figure-4-emission.toml"));
  EXPECT_TRUE(result.converged);
  EXPECT_FALSE(result.partial);
  EXPECT_TRUE(result.warnings.empty());
  int exponents = 0;
  for (const Quantity& one : result.quantities) {
    if (one.name != "exponent") continue;
    EXPECT_LT(std::abs(one.value - 4), 2 * one.uncertainty);
    ++exponents;
  }
  EXPECT_EQ(exponents, 3);
  expect_sound(result.figures);
  for (const char* table : {"frames", "counts", "parameters", "correlations", "verdicts", "hypotheses",
                            "predictions", "populations-emission-230", "scan"})
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "run/tables" / (std::string(table) + ".csv")))
        << table;
}

// The table that an emission study writes is what growth-regime reads: the same exponent, by another way.
TEST(Emission, ItsRadiiGiveGrowthRegimeTheSameExponent) {
  const TempFolder folder;
  const StudyResult emitted = run(folder, emission_study(folder, made_spectra(made_frames(8))));
  const std::string table = (folder.path() / "run/tables/populations.csv").string();
  const StudyResult regime = run(
      folder,
      read_study(folder.write("regime.toml", "kind = \"growth-regime\"\n[data]\nfile = \"" + table + "\"\n")),
      "regime");
  EXPECT_TRUE(regime.warnings.empty());
  for (const char* name : {"exponent", "p_diffusion", "p_fit"})
    EXPECT_NEAR(quantity(regime, name).value, quantity(emitted, name).value,
                1e-7 * std::abs(quantity(emitted, name).value))
        << name;
  EXPECT_NEAR(quantity(regime, "exponent").uncertainty, quantity(emitted, "exponent").uncertainty, 1e-7);
}

TEST(Emission, AnUnusableSpectrumMakesTheRunPartial) {
  const TempFolder folder;
  std::string spectra = made_spectra(made_frames());
  spectra.replace(spectra.find("\n500,") + 5, 1, "x");
  const StudyResult result = run(folder, emission_study(folder, spectra));
  EXPECT_TRUE(result.partial);
  EXPECT_TRUE(result.converged);
  EXPECT_NE(io::read_file(folder.path() / "run/tables/frames.csv").find("unusable: "), std::string::npos);
  expect_sound(result.figures);
}

TEST(Emission, EnergyAndWavelengthSideBySide) {
  const TempFolder folder;
  const StudyResult result =
      run(folder, emission_study(folder, made_spectra(made_frames(4)), "",
                                 "[sizing]\nstokes_shift = \"20 meV\"\n[model]\naxis = "
                                 "[\"energy\", \"wavelength\"]\nwidth = \"shared\"\n"
                                 "baseline = \"linear\"\n"));
  expect_sound(result.figures);
  std::vector<double> radii;
  for (const Quantity& one : result.quantities)
    if (one.name == "radius_1_first") radii.push_back(one.value);
  ASSERT_EQ(radii.size(), 2u);
  EXPECT_GT(radii[0], radii[1]);  // lines fitted in wavelength come out bluer
  EXPECT_NEAR(radii[0], radii[1], 0.02);
}

TEST(Emission, OneSpectrumIsASeriesOfLengthOne) {
  const TempFolder folder;
  const StudyResult result = run(folder, emission_study(folder, made_spectra({{"0 s", 2.0, 0}})));
  EXPECT_EQ(quantity(result, "populations").value, 1);
  EXPECT_NEAR(quantity(result, "radius_1_last").value, 2, 0.01);
  expect_sound(result.figures);
}

TEST(Emission, TwoSpectraAtOneTimeDoNotBreakTheFigure) {
  const TempFolder folder;
  std::vector<MadeFrame> frames = made_frames(4);
  frames[1].header = frames[2].header;
  const StudyResult result = run(folder, emission_study(folder, made_spectra(frames)));
  expect_sound(result.figures);
  EXPECT_EQ(figure_of<FrameMap>(result.figures, "spectra").slider.label, "spectrum");
}

TEST(Emission, PromisesItsQuantitiesAndTables) {
  const TempFolder folder;
  folder.write("absorption.csv", made_absorption(made_frames()));
  const StudyResult result =
      run(folder, emission_study(folder, made_spectra(made_frames()), "", fitted_stokes));
  std::string promised;
  for (const Output& output : find_kind("emission")->quantities) promised += std::string(output.name) + ", ";
  for (const Quantity& one : result.quantities)
    EXPECT_NE(promised.find(one.name + ","), std::string::npos) << one.name;
  std::string tables;
  for (const Output& output : find_kind("emission")->tables) tables += std::string(output.name) + ", ";
  for (const Table& table : result.tables)
    EXPECT_NE(tables.find(table.name + ","), std::string::npos) << table.name;
  expect_sound(result.figures);
}

TEST(Emission, TheExampleRuns) {
  const TempFolder folder;
  const Kind& kind = *find_kind("emission");
  for (const SampleFile& sample : kind.samples)
    folder.write(std::string(sample.name), std::string(sample.content));
  const Study study = read_study(folder.write("study.toml", example_study(kind)));
  EXPECT_TRUE(check_study(study).empty());
  EXPECT_TRUE(run(folder, study).converged);
}

}  // namespace
}  // namespace nacre::study
