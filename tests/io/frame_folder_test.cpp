#include "nacre/io/frame_folder.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;

class FrameFolder : public TemporaryFolder {
 protected:
  static constexpr std::string_view extensions[] = {".dat", ".h5"};
  FrameFiles find(const std::vector<fs::path>& paths) const { return frame_files(paths, extensions); }
};

TEST_F(FrameFolder, NumbersInNamesCountAsNumbers) {
  EXPECT_TRUE(natural_less("frame-2", "frame-10"));
  EXPECT_TRUE(natural_less("a-007-x", "A-8"));
  EXPECT_TRUE(natural_less("a", "a1"));
  EXPECT_TRUE(natural_less("a01", "a1")) << "an order where the numbers are the same";
  EXPECT_FALSE(natural_less("a1", "a01"));
  EXPECT_FALSE(natural_less("b", "b"));
  EXPECT_TRUE(natural_less("t99999999999999999999", "t100000000000000000000"));
}

TEST_F(FrameFolder, DataFilesInNaturalOrderTheRestIsTold) {
  for (const char* name : {"f10.dat", "f2.dat", "F1.DAT", ".hidden.dat", "notes.md", "README.dat"})
    write(name, "");
  fs::create_directories(file("inner.dat"));
  const FrameFiles found = find({folder_, file("f2.dat")});
  std::vector<std::string> names;
  for (const fs::path& path : found.files) names.push_back(path.filename().string());
  EXPECT_EQ(names, (std::vector<std::string>{"F1.DAT", "f2.dat", "f10.dat", "f2.dat"}));
  ASSERT_EQ(found.warnings.size(), 1u);
  EXPECT_EQ(found.warnings[0].substr(folder_.string().size()),
            ": 3 entries that are no data files are left out: inner.dat, notes.md, README.dat");
}

TEST_F(FrameFolder, WhatIsNotThereIsAnError) {
  EXPECT_EQ(failure([&] { find({file("none.dat")}); }), "none.dat: no such file or folder");
  fs::create_directories(file("empty"));
  EXPECT_EQ(
      failure([&] { find({file("empty")}); }),
      "empty: has no data files\n  found:    an empty folder\n  expected: files that end with .dat .h5");
}

}  // namespace
}  // namespace nacre::io
