#include "nacre/study/emission_data.hpp"

#include <gtest/gtest.h>

#include "emission_study.hpp"
#include "nacre/study/emission_absorption.hpp"
#include "nacre/study/emission_response.hpp"

namespace nacre::study {
namespace {

EmissionData read(const std::string& spectra, const std::string& data_keys = "",
                  const std::string& more = "") {
  const TempFolder folder;
  folder.write("response.csv", "wavelength_nm,response\n400,1\n500,2\n700,4\n");
  return read_emission_data(
      emission_study(folder, spectra, data_keys, "[sizing]\nstokes_shift = \"20 meV\"\n" + more)
          .cases.front());
}

std::string message_of(const std::string& spectra, const std::string& data_keys = "",
                       const std::string& more = "") {
  try {
    read(spectra, data_keys, more);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(EmissionData, NoiseAndTimesAreReadOff) {
  const EmissionData data = read(made_spectra(made_frames()));
  ASSERT_EQ(data.frames.size(), 6u);
  EXPECT_TRUE(data.timed());
  EXPECT_EQ(data.frames[2].at, 120);
  EXPECT_NEAR(data.frames[2].noise, 5, 1);
  EXPECT_NE(data.error_statement.find("own scatter"), std::string::npos);
  EXPECT_NE(data.density_statement.find("lambda^2/hc"), std::string::npos);
}

TEST(EmissionData, SpectraComeInTheOrderOfTime) {
  std::vector<MadeFrame> frames = made_frames(3);
  std::swap(frames[0], frames[2]);
  const EmissionData data = read(made_spectra(frames));
  EXPECT_EQ(data.frames[0].at, 0);
  EXPECT_EQ(data.frames[2].at, 120);
}

TEST(EmissionData, TheWindowCuts) {
  const EmissionData data = read(made_spectra(made_frames(2)), "shortest = \"500 nm\"\nlongest = \"600 nm\"",
                                 "[model]\naxis = \"wavelength\"\n");
  EXPECT_EQ(data.frames[0].spectrum->x.front(), 500);
  EXPECT_EQ(data.frames[0].spectrum->x.back(), 600);
  EXPECT_NE(message_of(made_spectra(made_frames(2)), "shortest = \"700 nm\"")
                .find("450 to 660 nm (1.879 to 2.755 eV)"),
            std::string::npos);
}

TEST(EmissionData, TheResponseDivides) {
  const std::string spectra = made_spectra(made_frames(1), 1, 5, 450, 600);
  const EmissionData bare = read(spectra), divided = read(spectra, "response = \"response.csv\"");
  const auto &a = *bare.frames[0].spectrum, &b = *divided.frames[0].spectrum;
  EXPECT_NEAR(a.density.back() / b.density.back(), 1.5, 1e-9);  // 450 nm
  EXPECT_NEAR(a.density.front() / b.density.front(), 3, 1e-9);  // 600 nm
  EXPECT_NE(message_of(made_spectra(made_frames(1), 1, 5, 350, 600), "response = \"response.csv\"")
                .find("400 to 700 nm"),
            std::string::npos);
}

TEST(EmissionData, OneBadSpectrumIsMarkedAndAllBadRefused) {
  std::string spectra = made_spectra(made_frames(3));
  spectra.replace(spectra.find("\n500,") + 5, 1, "x");
  const EmissionData data = read(spectra);
  EXPECT_FALSE(data.frames[0].defect.empty());
  EXPECT_TRUE(data.frames[1].defect.empty());
  EXPECT_NE(message_of(made_spectra(made_frames(2), 1, 5, 450, 455)).find("too few"), std::string::npos);
}

TEST(EmissionData, SpectraWithoutTimesAreNumbered) {
  std::vector<MadeFrame> frames = made_frames(3);
  for (std::size_t i = 0; i < 3; ++i) frames[i].header = std::string("aliquot ") + "abc"[i];
  const EmissionData data = read(made_spectra(frames));
  EXPECT_EQ(data.at_name, "spectrum");
  EXPECT_EQ(data.frames[2].at, 3);
  EXPECT_EQ(data.warnings.size(), 1u);
  frames[1].header = "60 s";
  EXPECT_NE(message_of(made_spectra(frames)).find("neither time nor temperature"), std::string::npos);
}

TEST(EmissionData, CountsTheNumbersOfAFit) {
  const TempFolder folder;
  const Study study =
      emission_study(folder, made_spectra(made_frames(1)), "",
                     "[sizing]\nstokes_shift = 20\n[model]\npopulations = \"3\"\nwidth = \"shared\"\n"
                     "baseline = \"linear\"\n");
  EXPECT_EQ(most_lines(study.cases.front()), 3);
  EXPECT_EQ(line_parameters(study.cases.front(), 3), 9);
}

TEST(EmissionResponse, IsLinearBetweenItsPoints) {
  const EmissionResponse response{.wavelength_nm = {400, 500, 700}, .response = {1, 2, 4}};
  EXPECT_EQ(response.at({400, 450, 600, 700}), (std::vector<double>{1, 1.5, 3, 4}));
  EXPECT_TRUE(response.at({399}).empty());
}

TEST(EmissionResponse, RefusesWhatIsNone) {
  const TempFolder folder;
  const std::string head = "wavelength_nm,response\n";
  for (const char* rows : {"400,1\n400,2\n", "400,1\n500,0\n", "400,1\n", "-4,1\n5,1\n"})
    EXPECT_THROW(read_emission_response(folder.write("r.csv", head + rows)), Error) << rows;
}

TEST(EmissionAbsorption, PeaksAndRadiiAreTheSameThing) {
  const TempFolder folder;
  const double energy = made_sizing().energy_eV(4);
  const std::string peak = format_number(spectra::energy_eV(energy));
  const auto by_peak = read_absorption_points(folder.write("a.csv", "time_s,peak_nm\n60," + peak + "\n"),
                                              "time_s", 2, made_sizing());
  const auto by_radius = read_absorption_points(
      folder.write("b.csv", "at,r1_nm,r2_nm,r1_err_nm\n60,2,,0.01\n120,2.1,1.5,0.01\n"), "time_s", 2,
      made_sizing());
  ASSERT_EQ(by_peak.points.size(), 1u);
  ASSERT_EQ(by_radius.points.size(), 3u);
  EXPECT_NEAR(by_peak.points[0].energy_eV, energy, 1e-9);
  EXPECT_NEAR(by_radius.points[0].energy_eV, energy, 1e-9);
  EXPECT_NEAR(by_peak.points[0].error_eV, 2 * energy * energy / spectra::hc_eV_nm, 1e-9);
  EXPECT_NEAR(by_radius.points[0].error_eV,
              (made_sizing().energy_eV(3.98) - made_sizing().energy_eV(4.02)) / 2, 1e-5);
  EXPECT_EQ(by_radius.points[2].population, 2);
}

TEST(EmissionAbsorption, ReadsTheFramesOfAnAbsorptionStudy) {
  const TempFolder folder;
  const auto read = read_absorption_points(
      folder.write("frames.csv",
                   "frame,at_s,status,peak_nm,peak_err_nm,radius_nm,peak_2_nm,peak_2_err_nm\n"
                   "30 s,30,ok,560,0.4,1.8,520,0.6\n60 s,60,no first exciton stands out,,,,,\n"),
      "time_s", 1, made_sizing());
  ASSERT_EQ(read.points.size(), 2u);
  EXPECT_EQ(read.points[0].at, 30);
  EXPECT_EQ(read.points[1].population, 2);
  EXPECT_NEAR(read.points[1].error_eV, 0.6 * read.points[1].energy_eV / 520, 1e-12);
  EXPECT_EQ(read.error_statement, "errors of the absorption from the file");
}

TEST(EmissionAbsorption, RefusesWhatItCannotRead) {
  const TempFolder folder;
  for (const char* text : {"time_s,radius\n1,2\n", "minutes,peak_nm\n1,550\n", "time_s,peak_nm\n1,-5\n",
                           "time_s,radius_nm\n1,1e6\n"})
    EXPECT_THROW(read_absorption_points(folder.write("a.csv", text), "time_s", 1, made_sizing()), Error)
        << text;
}

}  // namespace
}  // namespace nacre::study
