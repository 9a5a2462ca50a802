#include "nacre/io/spectra_files.hpp"

#include <cmath>

#include "nacre/io/spectra_table.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Values = std::vector<double>;

class SpectraFiles : public TemporaryFolder {
 protected:
  std::unique_ptr<FrameSource> table(const std::string& text, const SpectraOptions& options = {}) const {
    return open_spectra({write("a.csv", text)}, options);
  }
  std::string refusal(const std::string& text, const SpectraOptions& options = {}) const {
    return failure([&] { table(text, options)->read(0, 1); });
  }
};

TEST_F(SpectraFiles, AWideTableThatDescends) {
  const auto source = table("Wavelength (nm),30 s reaction,4 min\n600,1,4\n500,2,5\n400,3,6\n,,\n\n");
  EXPECT_EQ(source->size(), 2u);
  EXPECT_EQ(source->x_unit(), "nm");
  EXPECT_EQ(source->at_unit(), "s");
  const auto frames = source->read(0, 2);
  EXPECT_EQ(frames[0].name, "30 s reaction");
  EXPECT_EQ(frames[0].at, 30);
  EXPECT_EQ(frames[1].at, 240);
  EXPECT_EQ(frames[0].x, (Values{400, 500, 600}));
  EXPECT_EQ(frames[1].y, (Values{6, 5, 4}));
}

TEST_F(SpectraFiles, SeparatorsCommasAndUnits) {
  EXPECT_EQ(table("energy_eV;45 degC;318 K\n2,0;1,5;1\n2,1;2;1\n2,2;3;1\n")->read(0, 1)[0].y,
            (Values{1.5, 2, 3}));
  EXPECT_EQ(table("energy_eV;45 degC;318 K\n2;1;1\n3;2;1\n4;3;1\n")->x_unit(), "eV");
  EXPECT_NEAR(table("energy_eV;45 degC;318 K\n2;1;1\n3;2;1\n4;3;1\n")->read(0, 1)[0].at, 318.15, 1e-12);
  const auto plain = table("# note\nnm\t0\t10\n400\t1\t2\n500\t1\t2\n600\t1\t2\n", {.at_unit = "min"});
  EXPECT_EQ(plain->at_unit(), "s");
  EXPECT_EQ(plain->read(1, 1)[0].at, 600);
  EXPECT_EQ(table("nm,a,b\n400,1,2\n500,1,2\n600,1,2\n")->at_unit(), "");
  EXPECT_TRUE(std::isnan(table("nm,a,b\n400,1,2\n500,1,2\n600,1,2\n")->read(0, 1)[0].at));
}

TEST_F(SpectraFiles, ColumnsOfErrors) {
  const auto source = table("wavelength_nm,30 s,error,60 s\n400,1,0.1,2\n500,1,0.1,2\n600,1,0.2,2\n");
  ASSERT_EQ(source->size(), 2u);
  EXPECT_EQ(source->read(0, 1)[0].y_error, (Values{0.1, 0.1, 0.2}));
  EXPECT_TRUE(source->read(1, 1)[0].y_error.empty());
}

TEST_F(SpectraFiles, RaggedColumnsAndTextAreDefects) {
  const auto frames = table("nm,1 s,2 s,3 s\n400,1,1,1\n500,1,,x\n600,1\n")->read(0, 3);
  EXPECT_EQ(frames[0].defect, "");
  EXPECT_EQ(frames[1].defect,
            file("a.csv").string() +
                ":3:7: the spectrum has no value at x = 500 (found nothing, expected a number).");
  EXPECT_NE(frames[2].defect.find(":3:8: a value of the spectrum is not a finite number (found x"),
            std::string::npos);
}

// What is wrong below a header does not make its time unknown, nor that in the name of a file.
TEST_F(SpectraFiles, DefectsKeepTheirPlace) {
  const auto frames = table("nm,1 min,2 min,45 degC\n400,1,1,1\n500,1,nan,x\n600,1,1,1\n")->read(0, 3);
  EXPECT_NE(frames[1].defect, "");
  EXPECT_EQ(frames[1].at, 120);
  EXPECT_NE(frames[2].defect, "");
  EXPECT_TRUE(std::isnan(frames[2].at));  // K among s
  std::filesystem::create_directory(file("series"));
  write("series/s_10 s.txt", "400 1\n500 2\n600 3\n");
  write("series/s_20 s.txt", "400 1\n500 x\n600 3\n");
  const auto source = open_spectra({file("series")}, {.x_unit = "nm"});
  EXPECT_NE(source->read(1, 1)[0].defect, "");
  EXPECT_EQ(source->read(1, 1)[0].at, 20);
}

TEST_F(SpectraFiles, WhatConcernsTheWholeTableIsAnError) {
  EXPECT_NE(
      refusal("wavelength,1 s\n400,1\n500,1\n600,1\n").find("does not say the unit of its first column"),
      std::string::npos);
  EXPECT_EQ(table("wavelength,1 s\n400,1\n500,1\n600,1\n", {.x_unit = "nm"})->x_unit(), "nm");
  EXPECT_NE(refusal("nm,1 s\n400,1\n500,1\n600,1\n", {.x_unit = "eV"}).find("is not the declared one"),
            std::string::npos);
  EXPECT_NE(
      refusal("wavenumber (1/cm),1 s\n400,1\n500,1\n600,1\n").find("neither a wavelength nor an energy"),
      std::string::npos);
  EXPECT_NE(refusal("nm,1 s\n400,1\nx,1\n600,1\n").find("a.csv:3:1: there is text among the rows"),
            std::string::npos);
  EXPECT_NE(refusal("nm,1 s\n400,1\n500,1,7\n600,1\n").find("a.csv:3:7: a row has more cells"),
            std::string::npos);
  EXPECT_NE(refusal("nm,1 s\n400,1\n500,1\n450,1\n").find("a.csv:4:1: x does not rise"), std::string::npos);
  EXPECT_NE(refusal("nm,1 s\n").find("has no rows of numbers"), std::string::npos);
  EXPECT_EQ(read_spectra_table(write("b.csv", "nm,1 s\n1,2\nSome footer\n")).x, (Values{1}));
}

TEST_F(SpectraFiles, AFolderWhoseNamesSayTheTime) {
  fs::create_directories(file("run"));
  for (const char* name : {"run/s_100 s.txt", "run/s_30 s.txt"}) write(name, "400 1\n500 2\n600 3\n");
  const auto source = open_spectra({file("run")}, {.x_unit = "nm"});
  const auto frames = source->read(0, 2);
  EXPECT_EQ(frames[0].name, "s_30 s.txt");
  EXPECT_EQ(frames[0].at, 30);
  EXPECT_EQ(frames[1].at, 100);
  EXPECT_EQ(source->at_unit(), "s");
  write("run/s_50 s.txt", "400 x\n");
  EXPECT_NE(open_spectra({file("run")}, {.x_unit = "nm"})->read(1, 1)[0].defect, "");
}

TEST_F(SpectraFiles, OneGridOrTheTwoFramesThatDiffer) {
  Frame a{.name = "a", .x = {1, 2, 3}}, b{.name = "b", .x = {1, 2, 3.1}}, bad{.name = "c", .defect = "d."};
  EXPECT_EQ(common_grid(std::vector{bad, a, a}, "nm"), a.x);
  EXPECT_EQ(failure([&] {
              common_grid(std::vector{a, bad, b}, "nm");
            }),
            "b: is on another grid than a\n  found:    3.1 nm at point 3\n  expected: 3 nm\n"
            "  interpolate the spectra onto one grid before");
  b.x = {1, 2};
  EXPECT_NE(failure([&] { common_grid(std::vector{a, b}, "nm"); }).find("2 points"), std::string::npos);
  EXPECT_TRUE(common_grid(std::vector{bad}, "nm").empty());
}

TEST_F(SpectraFiles, RealRuns) {
  const fs::path spectra = NACRE_SOURCE_DIR "/../shared/data/spectra";
  if (!fs::exists(spectra)) GTEST_SKIP() << "no shared data";
  for (const char* name : {"cdse-run3.csv", "cdse-run5.csv"}) {
    const auto source = open_spectra({spectra / name}, {});
    ASSERT_EQ(source->size(), 18u);
    const auto frames = source->read(0, 18);
    for (const Frame& frame : frames) EXPECT_EQ(frame.defect, "");
    EXPECT_EQ(frames[1].at, 60);
    EXPECT_EQ(frames[17].at, 600);
    EXPECT_GT(common_grid(frames, "nm").size(), 100u);
  }
}

}  // namespace
}  // namespace nacre::io
