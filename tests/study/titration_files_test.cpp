#include "nacre/study/titration_files.hpp"

#include <cmath>
#include <numeric>

#include "titration_study.hpp"

namespace nacre::study {
namespace {

// Gaussian peaks of known area on a sloping baseline.
std::string made_thermogram(const std::vector<double>& areas_uJ, double gap_from = 1e9, double gap_to = 1e9) {
  std::string text = "time,power\n";
  for (double t = 0; t < 200.0 * (static_cast<double>(areas_uJ.size()) + 1); t += 2) {
    if (t > gap_from && t < gap_to) continue;
    double power = 5 + 1e-3 * t + 0.01 * std::sin(37.0 * t);
    for (std::size_t i = 0; i < areas_uJ.size(); ++i)
      power += areas_uJ[i] * std::exp(-0.5 * std::pow((t - 200.0 * static_cast<double>(i + 1) - 30) / 8, 2)) /
               (8 * std::sqrt(2 * 3.14159265358979));
    text += format_number(t) + "," + format_number(power) + "\n";
  }
  return text;
}

Study thermogram_study(const TempFolder& folder, const std::string& thermogram, const std::string& keys) {
  folder.write("made.csv", thermogram);
  return read_study(
      folder.write("study.toml", "kind = \"titration\"\n[data]\nfile = \"made.csv\"\n[thermogram]\n" + keys +
                                     "[syringe]\ninjection_volume = 10\n[model]\n"
                                     "model = \"exchange\"\n"));
}

RawTitration read(const Study& study) {
  return read_raw_titration(study.cases[0], study.cases[0].at("data.file").texts[0], 0, 1);
}

constexpr const char* regular = "first_injection = 200\ninterval = 200\ncount = 3\n";

TEST(TitrationFiles, AutoGoesByEndingAndColumns) {
  const TempFolder folder;
  const Study study = made_titration_study(folder);
  const Case& one = study.cases[0];
  const std::string data = NACRE_SOURCE_DIR "/studies/ligand-patterning/";
  const std::string calorimetry = NACRE_TEST_DATA "/calorimetry/";
  EXPECT_EQ(read_raw_titration(one, data + "10C.DH", 0, 1).file.volumes_uL.size(), 14u);
  EXPECT_EQ(read_raw_titration(one, calorimetry + "ca-edta_tris-01.xp", 0, 1).file.errors_uJ.size(), 56u);
  EXPECT_EQ(
      read_raw_titration(one, folder.write("t.txt", "DH\tINJV\n-4\t2\n").string(), 0, 1).file.volumes_uL,
      (std::vector<double>{2}));
  EXPECT_EQ(read(study).file.heats_uJ.size(), 20u);
  EXPECT_EQ(read(study).declared_unit, "uJ");
}

TEST(TitrationFiles, RawMicrocalFilesAreNamedAsSuch) {
  const TempFolder folder;
  for (const char* name : {"raw.itc", "raw.csv", "raw.DH"}) {
    const auto path = folder.write(name, "$ITC\n$ 25\n$NOT\n@0\n1,2,3\n").string();
    const Study study = made_titration_study(folder);
    EXPECT_EQ(message_of([&] { read_raw_titration(study.cases[0], path, 0, 1); }, ExitCode::data),
              "raw MicroCal .itc files are not read");
  }
}

TEST(TitrationFiles, AThermogramIsIntegrated) {
  const TempFolder folder;
  const RawTitration raw = read(thermogram_study(folder, made_thermogram({-900, -500, -100}), regular));
  ASSERT_TRUE(raw.thermogram.has_value());
  ASSERT_EQ(raw.file.heats_uJ.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_GT(raw.file.errors_uJ[i], 0);
    EXPECT_NEAR(raw.file.heats_uJ[i], std::vector<double>({-900, -500, -100})[i], 3 * raw.file.errors_uJ[i]);
    EXPECT_LT(raw.file.errors_uJ[i], 5);
  }
}

TEST(TitrationFiles, InjectionsMayBeATableWithVolumes) {
  const TempFolder folder;
  folder.write("injections.csv", "time,volume\n200,2\n400,10\n600,10\n");
  const RawTitration raw =
      read(thermogram_study(folder, made_thermogram({-90, -500, -100}), "injections = \"injections.csv\"\n"));
  EXPECT_EQ(raw.file.volumes_uL, (std::vector<double>{2, 10, 10}));
}

TEST(TitrationFiles, AThermogramNeedsItsInjections) {
  const TempFolder folder;
  EXPECT_EQ(message_of([&] { read(thermogram_study(folder, made_thermogram({-900}), "")); }),
            "a thermogram needs its injections");
}

TEST(TitrationFiles, WhatCannotBeIntegratedNamesTheFile) {
  const TempFolder folder;
  const std::string message = message_of(
      [&] {
        read(thermogram_study(folder, made_thermogram({-900, -500, -100}, 210, 260), regular));
      },
      ExitCode::data);
  EXPECT_TRUE(message.starts_with("the thermogram cannot be integrated: ")) << message;
  EXPECT_NE(
      message_of([&] { read(thermogram_study(folder, made_thermogram({-9}), regular)); }, ExitCode::data),
      "no error")
      << "injections beyond the record";
}

}  // namespace
}  // namespace nacre::study
