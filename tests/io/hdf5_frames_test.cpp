#include "nacre/io/hdf5_frames.hpp"

#include <cmath>

#include "nacre/io/files.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/io/hdf5_stack.hpp"
#include "nacre/io/nxcansas_layout.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Values = std::vector<double>;

class Hdf5FramesOf : public TemporaryFolder {
 protected:
  std::unique_ptr<FrameSource> open(const fs::path& path, const ScatteringOptions& options = {}) const {
    return open_scattering({path}, options);
  }
  std::unique_ptr<FrameSource> shipped(const std::string& name, const ScatteringOptions& options = {}) const {
    return open(fs::path(NACRE_TEST_DATA "/frames") / name, options);
  }
  std::string refusal(const std::string& name, const ScatteringOptions& options = {}) const {
    std::string text = failure([&] { shipped(name, options); });
    const std::string folder = NACRE_TEST_DATA "/frames/";
    return text.starts_with(folder) ? text.substr(folder.size()) : text;
  }
  static void expect_near(const Values& values, const Values& expected) {
    ASSERT_EQ(values.size(), expected.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_NEAR(values[i], expected[i], 1e-6 * std::abs(expected[i]));
  }
};

TEST_F(Hdf5FramesOf, ASeriesOfNxcansas) {
  const auto source = shipped("series.h5");
  ASSERT_EQ(source->size(), 3u);
  EXPECT_EQ(source->y_unit(), "1/cm");
  EXPECT_EQ(source->at_unit(), "s");
  const auto frames = source->read(1, 2);
  EXPECT_EQ(frames[1].name, "series.h5 frame 3");
  EXPECT_EQ(frames[1].at, 60) << "one minute";
  expect_near(frames[1].x, {0.1, 0.2, 0.3, 0.4});
  expect_near(frames[1].y, {10, 8, 6, 4});
  expect_near(frames[1].y_error, {1, 0.8, 0.6, 0.4});
  expect_near(frames[1].x_width, {0.005, 0.01, 0.015, 0.02});
}

TEST_F(Hdf5FramesOf, EntriesFollowInNaturalOrder) {
  const auto source = shipped("entries.h5");
  ASSERT_EQ(source->size(), 3u);
  EXPECT_EQ(source->y_unit(), "1/cm");
  const auto frames = source->read(0, 3);
  EXPECT_EQ(frames[1].name, "entries.h5 sasentry2");
  EXPECT_EQ(frames[2].name, "entries.h5 sasentry10");
  expect_near(frames[0].y, {0.08, 0.06, 0.04, 0.02});
  expect_near(frames[0].x, {0.01, 0.02, 0.03, 0.04});
  EXPECT_EQ(find_nxcansas(Hdf5Reader(NACRE_TEST_DATA "/frames/entries.h5")).size(), 3u);
}

TEST_F(Hdf5FramesOf, APlainStackBelowOtherGroups) {
  const auto source = shipped("stack.h5");
  ASSERT_EQ(source->size(), 3u);
  EXPECT_EQ(source->at_unit(), "K");
  const Frame frame = source->read(2, 1)[0];
  EXPECT_NEAR(frame.at, 308.15, 1e-9);
  expect_near(frame.x, {0.1, 0.2, 0.3, 0.4});
  expect_near(frame.y_error, {1, 0.8, 0.6, 0.4});
  EXPECT_EQ(source->y_unit(), "");
}

TEST_F(Hdf5FramesOf, DatasetsByName) {
  const ScatteringOptions named{.q_unit = "1/nm", .q = "x", .intensity = "group/y"};
  expect_near(shipped("nameless.h5", named)->read(2, 1)[0].y, {10, 8, 6, 4});
  EXPECT_EQ(refusal("nameless.h5"),
            "nameless.h5: has no group with curves\n"
            "  found:    at the top: group, x\n"
            "  expected: NXcanSAS, or datasets q and I beside each other\n"
            "  name them: [datasets] q = \"...\", intensity = \"...\"");
  EXPECT_EQ(refusal("nameless.h5", {.q = "x", .intensity = "z"}),
            "nameless.h5: has no dataset \"z\" for the intensity\n  found:    group, x\n  expected: z");
  EXPECT_EQ(find_stack(Hdf5Reader(NACRE_TEST_DATA "/frames/stack.h5"), {}).error, "/scan/reduced/sigma");
}

TEST_F(Hdf5FramesOf, WrongUnitsNameDatasetFoundAndExpected) {
  EXPECT_EQ(refusal("wrong-q-unit.h5"),
            "wrong-q-unit.h5: /sasentry01/sasdata/Q: has a unit that is none of q\n"
            "  found:    furlong\n"
            "  expected: 1/nm, 1/angstrom or 1/m");
  EXPECT_EQ(
      refusal("wrong-intensity-unit.h5"),
      "wrong-intensity-unit.h5: /sasentry01/sasdata/I: has a unit that is none of a scattered intensity\n"
      "  found:    kelvin\n"
      "  expected: 1/cm, 1/m or arbitrary");
  EXPECT_NE(refusal("series.h5", {.q_unit = "1/nm"}).find("the unit of q is not the declared one"),
            std::string::npos);
}

TEST_F(Hdf5FramesOf, WrongShapesAndTypes) {
  const ScatteringOptions nm{.q_unit = "1/nm"};
  EXPECT_EQ(refusal("turned.h5", nm),
            "turned.h5: /q: does not fit the intensities\n  found:    [4]\n  expected: [4, 3] or [3]\n"
            "  the intensities are to be [frames, q], not [q, frames]");
  EXPECT_NE(refusal("text.h5", nm).find("/I: holds no numbers"), std::string::npos);
  EXPECT_NE(refusal("unwritten.h5", nm).find("/I: claims more values"), std::string::npos);
}

TEST_F(Hdf5FramesOf, FilesCutOffAnywhereAreErrors) {
  const std::string whole = read_file(NACRE_TEST_DATA "/frames/series.h5");
  for (const std::size_t size :
       {whole.size() - 1, whole.size() / 2, std::size_t{600}, std::size_t{8}, std::size_t{0}})
    EXPECT_NE(failure([&] { open(write("a.h5", whole.substr(0, size))); }).find("a.h5"), std::string::npos)
        << size;
}

TEST_F(Hdf5FramesOf, OneFrameThatIsBadHasADefect) {
  write_hdf5(
      file("a.h5"),
      {{.name = "q", .unit = "1/nm", .shape = {3}, .values = {1, 2, 3}},
       {.name = "I", .unit = "1/cm", .shape = {3, 3}, .values = {1, 1, 1, 1, std::nan(""), 1, 1, 1, 1}},
       {.name = "Idev", .unit = "1/cm", .shape = {3, 3}, .values = {1, 1, 1, 1, 1, 1, 1, 0, 1}}},
      {});
  const auto frames = open(file("a.h5"))->read(0, 3);
  EXPECT_EQ(frames[0].defect, "");
  EXPECT_EQ(
      frames[1].defect,
      file("a.h5").string() +
          ": /I, frame 2, point 2: the intensity is not a finite number (found nan, expected a number).");
  EXPECT_NE(frames[2].defect.find("/Idev, frame 3, point 2: the error is not positive (found 0"),
            std::string::npos);
}

TEST_F(Hdf5FramesOf, ADamagedPartLeavesTheOtherFrames) {
  Values values(10000 * 40);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = 1 + std::fmod(std::sin(static_cast<double>(i)) * 1e4, 0.9);
  Values q(40);
  for (std::size_t i = 0; i < q.size(); ++i) q[i] = 0.1 * static_cast<double>(i + 1);
  write_hdf5(file("a.h5"),
             {{.name = "q", .unit = "1/nm", .shape = {40}, .values = q},
              {.name = "I", .unit = "1/cm", .shape = {10000, 40}, .values = values}},
             {});
  std::string bytes = read_file(file("a.h5"));
  for (std::size_t i = 0; i < 64; ++i) bytes[bytes.size() / 3 + i] ^= 0x55;
  const auto source = open(write("b.h5", bytes));
  std::size_t bad = 0;
  for (const Frame& frame : source->read(0, source->size())) bad += !frame.defect.empty();
  EXPECT_EQ(bad, 3276u) << "the rows of one chunk";
}

TEST_F(Hdf5FramesOf, AFolderOfMoreFilesThanStayOpen) {
  fs::create_directories(file("run"));
  for (int i = 0; i < 20; ++i)
    fs::copy_file(NACRE_TEST_DATA "/frames/series.h5", file("run/f" + std::to_string(i) + ".h5"));
  write("run/f20.h5", "no HDF5");
  const auto source = open(file("run"));
  ASSERT_EQ(source->size(), 61u);
  EXPECT_EQ(source->read(59, 1)[0].name, "f19.h5 frame 3");
  EXPECT_NE(source->read(60, 1)[0].defect.find("cannot be read as an HDF5 file"), std::string::npos);
}

TEST_F(Hdf5FramesOf, AFileOfMantid) {
  const fs::path path = NACRE_SOURCE_DIR "/../shared/data/scattering/saxs/33837rear_1D_1.75_16.5_NXcanSAS.h5";
  if (!fs::exists(path)) GTEST_SKIP() << "no shared data";
  const auto source = open(path);
  const Frame frame = source->read(0, 1)[0];
  EXPECT_EQ(frame.x.size(), 66u);
  EXPECT_EQ(source->y_unit(), "") << "counts";
  EXPECT_EQ(frame.y_error.size(), 66u);
}

}  // namespace
}  // namespace nacre::io
