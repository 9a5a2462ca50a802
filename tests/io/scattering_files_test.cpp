#include "nacre/io/scattering_files.hpp"

#include <cmath>

#include "nacre/io/curve_text.hpp"
#include "nacre/io/frame_series.hpp"
#include "nacre/io/text_place.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Values = std::vector<double>;

class ScatteringFiles : public TemporaryFolder {
 protected:
  std::unique_ptr<FrameSource> open(const std::vector<fs::path>& paths,
                                    const std::string& q_unit = "") const {
    return open_scattering(paths, {.q_unit = q_unit});
  }
  Frame only(const std::string& text, const std::string& q_unit = "") const {
    return open({write("a.dat", text)}, q_unit)->read(0, 1).at(0);
  }
  std::string refusal(const std::string& text, const std::string& q_unit = "1/nm") const {
    return failure([&] { only(text, q_unit); });
  }
};

TEST_F(ScatteringFiles, AngstromsBecomeNanometresAndDqToo) {
  const Frame frame = only("q (1/A),I (1/m),dI,dq\n0.1,100,10,0.01\n0.2,90,9,0.02\n0.3,80,8,0.03\n");
  EXPECT_EQ(frame.name, "a.dat");
  EXPECT_EQ(frame.x, (Values{1, 2, 3}));
  EXPECT_EQ(frame.y, (Values{1, 0.9, 0.8}));
  EXPECT_DOUBLE_EQ(frame.y_error[0], 0.1);
  EXPECT_DOUBLE_EQ(frame.x_width[2], 0.3);
  EXPECT_TRUE(std::isnan(frame.at));
  const auto source = open({file("a.dat")});
  EXPECT_EQ(source->size(), 1u);
  EXPECT_EQ(source->x_unit(), "1/nm");
  EXPECT_EQ(source->y_unit(), "1/cm");
}

TEST_F(ScatteringFiles, TwoColumnsHaveNoErrors) {
  const Frame frame = only("1 5\n2 4\n3 3\n", "1/nm");
  EXPECT_TRUE(frame.y_error.empty());
  EXPECT_TRUE(frame.x_width.empty());
  EXPECT_EQ(open({file("a.dat")}, "1/nm")->y_unit(), "");
}

TEST_F(ScatteringFiles, NamesSayTheOrderOfColumns) {
  const Frame frame = only("q [1/nm]  dq  I  sigma\n1 0.1 5 0.5\n2 0.1 4 0.4\n3 0.1 3 0.3\n");
  EXPECT_EQ(frame.y, (Values{5, 4, 3}));
  EXPECT_EQ(frame.y_error, (Values{0.5, 0.4, 0.3}));
  EXPECT_EQ(frame.x_width, (Values{0.1, 0.1, 0.1}));
}

TEST_F(ScatteringFiles, SixColumnsOfNist) {
  const Frame frame = only(
      "The 6 columns are | Q (1/A) | I(Q) (1/cm) | std. dev. I(Q) (1/cm) | sigmaQ | meanQ | ShadowFactor|\n"
      "0.1 5 0.5 0.01 0.1 1\n0.2 4 0.4 0.01 0.2 1\n0.3 3 0.3 0.01 0.3 1\n");
  EXPECT_EQ(frame.x_width, (Values{0.1, 0.1, 0.1}));
  EXPECT_NE(refusal("1 2 3 4 5\n2 3 4 5 6\n").find("a row has too many columns"), std::string::npos);
}

TEST_F(ScatteringFiles, FaultsOfASingleCurveAreErrors) {
  EXPECT_EQ(refusal("q I\n1 5\n3 4\n2 3\n"),
            "a.dat:4:1: q does not rise from point to point\n"
            "  4 | 2 3\n"
            "    | ^\n"
            "  found:    2 after 3\n"
            "  expected: ascending values\n"
            "  sort the points, or split the file if it holds several curves");
  EXPECT_NE(refusal("1 5 1\n2 4 0\n3 3 1\n").find("a.dat:2:5: the error is not positive"), std::string::npos);
  EXPECT_NE(refusal("1 5\n1 4\n3 3\n").find("a.dat:2:1: q is there twice"), std::string::npos);
  EXPECT_NE(refusal("1 5\n2 4\n").find("a.dat:2:1: there are too few points"), std::string::npos);
  EXPECT_NE(refusal("1 5\n2 4\n3 3\n", "").find("does not say the unit of q"), std::string::npos);
  EXPECT_NE(refusal("q (1/A) q (1/nm)\n1 5\n2 4\n3 3\n", "").find("names two units of q"), std::string::npos);
  EXPECT_NE(refusal("").find("a.dat: is empty"), std::string::npos);
}

TEST_F(ScatteringFiles, ABadFrameOfSeveralHasADefect) {
  fs::create_directories(file("run"));
  write("run/f1.dat", "0.1 x\n");
  for (int i = 2; i < 13; ++i) write("run/f" + std::to_string(i) + ".dat", "q(nm-1) I\n0 9\n1 5\n2 4\n3 3\n");
  write("run/f3.dat", "q(nm-1) I\n1 5\n2 nan\n3 3\n");
  write("run/f4.dat", "1 5\n2 4\n3 3\n");
  write("run/f5.dat", "q(nm-1) I(1/cm)\n1 5\n2 4\n3 3\n");
  const auto source = open({file("run")});
  ASSERT_EQ(source->size(), 12u);
  const auto frames = source->read(0, 12);
  EXPECT_EQ(frames[11].name, "f12.dat");
  EXPECT_EQ(frames[11].x, (Values{1, 2, 3}));
  const std::string folder = file("run").string();
  EXPECT_NE(frames[0].defect, "");
  EXPECT_EQ(frames[2].defect,
            folder + "/f3.dat:3:3: column 2 is not a finite number (found nan, expected a number).");
  EXPECT_NE(frames[3].defect.find("does not say the unit of q"), std::string::npos);
  EXPECT_EQ(frames[4].defect,
            "f5.dat: the unit of the intensity is not that of the series (found 1/cm, expected none).");
  for (const int i : {1, 5, 6, 7, 8, 9, 10, 11})
    EXPECT_EQ(frames[static_cast<std::size_t>(i)].defect, "") << i;
  ASSERT_EQ(source->warnings().size(), 1u);
  EXPECT_EQ(source->warnings()[0], "f2.dat: points at q <= 0 are left out (1)");
  EXPECT_EQ(source->read(4, 3)[1].name, "f6.dat");
}

TEST_F(ScatteringFiles, ASeriesWithoutAGoodFrameIsAnError) {
  write("a.dat", "words\n");
  write("b.dat", "words\n");
  EXPECT_NE(failure([&] {
              open({file("a.dat"), file("b.dat")});
            }).find("none of the 2 frames can be used"),
            std::string::npos);
  EXPECT_THROW(open({}), Error);
}

TEST_F(ScatteringFiles, RealCurves) {
  const fs::path saxs = NACRE_SOURCE_DIR "/../shared/data/scattering/saxs";
  if (!fs::exists(saxs)) GTEST_SKIP() << "no shared data";
  const Frame pinhole = open({saxs / "100nmPinholeSphere.txt"}, "1/A")->read(0, 1)[0];
  EXPECT_EQ(pinhole.x.size(), 150u);
  EXPECT_DOUBLE_EQ(pinhole.x.front(), 0.01);
  EXPECT_DOUBLE_EQ(pinhole.x_width.front(), 1.5e-3);
  EXPECT_DOUBLE_EQ(pinhole.y_error.back(), 2.20e-8);
  const Frame poly = open({saxs / "PolySpheres.txt"}, "1/A")->read(0, 1)[0];
  EXPECT_EQ(poly.x.size(), 128u) << "without the row of zeros";
  EXPECT_DOUBLE_EQ(poly.x.front(), 0.03);
  const Frame sphere = open({saxs / "sphere_60_q0_2.txt"}, "1/A")->read(0, 1)[0];
  EXPECT_EQ(sphere.y.front(), 8.98814e7);
  EXPECT_THROW(open({saxs / "sphere_60_q0_2.txt"}), Error) << "<X> is no unit";
}

TEST_F(ScatteringFiles, PlacesAreFoundAgain) {
  const std::string text = "q;I\n1; 2,5\r\n";
  const Place cell = cell_place("a", text, 2, {';', true}, 1);
  EXPECT_EQ(cell.column, 4);
  EXPECT_EQ(cell.length, 3);
  EXPECT_EQ(line_place("a", text, 1).source_line, "q;I");
  EXPECT_EQ(byte_place("a", text, 6).line, 2);
  EXPECT_EQ(byte_place("a", text, 6).column, 3);
}

}  // namespace
}  // namespace nacre::io
