#include "nacre/io/extxyz.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "io/sample_frame.hpp"
#include "io/temporary_folder.hpp"
#include "nacre/io/extxyz_comment.hpp"
#include "nacre/io/extxyz_rows.hpp"
#include "nacre/io/files.hpp"

namespace nacre::io {
namespace {

class Extxyz : public TemporaryFolder {
 protected:
  std::filesystem::path write_frames(const std::string& name, std::uint64_t count) const {
    ExtxyzWriter writer(file(name));
    for (std::uint64_t k = 0; k < count; ++k) writer.append(sample_frame(10 * k));
    return file(name);
  }

  std::string refusal(const std::string& content) const {
    return failure([&] { read_extxyz(write("a.xyz", content)); });
  }
};

const std::string lattice = "Lattice=\"4 0 0 0 6 0 0 0 8\" ";
const std::string columns = "Properties=species:S:1:pos:R:3 ";

TEST_F(Extxyz, IsWrittenAsOthersReadIt) {
  ParticleFrame frame = sample_frame(10);
  frame.images.clear();
  frame.particles.velocities.clear();
  frame.particles.box.periodic = {true, true, false};
  EXPECT_EQ(
      extxyz_text(frame),
      "3\nLattice=\"4 0 0 0 6 0 0 0 8\" Origin=\"-2 -3 -4\" pbc=\"T T F\" "
      "Properties=species:S:1:pos:R:3:radius:R:1:environment:R:1:q6:R:1 Step=10 species_names=\"L small\" "
      "packing=0.51\nL 1.01 2 3 0.5 2 0.5\nsmall -1.5 2.49 0 0.25 0 0.01\nL 0.25 0 -3.49 0.53125 nan 0.25\n");
}

TEST_F(Extxyz, FramesComeBackAsTheyWere) {
  const ParticleFrame expected = sample_frame(20);
  const ParticleFrame frame = read_extxyz(write_frames("a.xyz", 4), 2);
  EXPECT_EQ(frame.step, 20u);
  EXPECT_EQ(frame.particles.box.lengths, expected.particles.box.lengths);
  EXPECT_EQ(frame.particles.box.periodic, expected.particles.box.periodic);
  EXPECT_EQ(frame.particles.positions, expected.particles.positions);
  EXPECT_EQ(frame.particles.velocities, expected.particles.velocities);
  EXPECT_EQ(frame.particles.diameters, expected.particles.diameters);
  EXPECT_EQ(frame.particles.species, expected.particles.species);
  EXPECT_EQ(frame.particles.species_names, expected.particles.species_names);
  EXPECT_EQ(frame.images, expected.images);
  ASSERT_EQ(frame.columns.size(), 2u);
  EXPECT_EQ(frame.columns[1].name, "q6");
  EXPECT_EQ(frame.columns[1].values, expected.columns[1].values);
  EXPECT_TRUE(std::isnan(frame.columns[0].values[2]));
  ASSERT_EQ(frame.numbers.size(), 1u);
  EXPECT_EQ(frame.numbers[0].name, "packing");
  EXPECT_EQ(read_extxyz(file("a.xyz")).step, 30u);
}

TEST_F(Extxyz, SpeciesKeepTheirOrder) {
  ParticleFrame frame = sample_frame(0);
  frame.particles.species = {1, 1, 0};
  frame.particles.droplet_radius = 3.5;
  ExtxyzWriter(file("a.xyz")).append(frame);
  const crystal::Particles back = read_extxyz(file("a.xyz")).particles;
  EXPECT_EQ(back.species, frame.particles.species);
  EXPECT_EQ(back.droplet_radius, 3.5);
}

TEST_F(Extxyz, AFileThatGoesOnIsTheSameByteForByte) {
  const std::string whole = read_file(write_frames("whole.xyz", 6));
  for (const std::size_t cut : {whole.size(), whole.size() - 1, whole.size() - 200, whole.size() / 2}) {
    write("part.xyz", whole.substr(0, cut));
    ExtxyzWriter writer(file("part.xyz"), 25);
    for (std::uint64_t k = 3; k < 6; ++k) writer.append(sample_frame(10 * k));
    EXPECT_EQ(read_file(file("part.xyz")), whole) << cut;
  }
  ExtxyzWriter(file("none.xyz"), 25).append(sample_frame(0));
  EXPECT_EQ(read_extxyz(file("none.xyz")).step, 0u);
}

TEST_F(Extxyz, ACutLastFrameIsLeftOut) {
  const std::string whole = read_file(write_frames("a.xyz", 3));
  EXPECT_EQ(read_extxyz(write("b.xyz", whole.substr(0, whole.size() - 60))).step, 10u);
}

// ASE's words: no origin, another order of columns, numbers of its own.
TEST_F(Extxyz, FilesOfOtherProgramsAreRead) {
  const ParticleFrame frame = read_extxyz(
      write("a.xyz", "2\r\nProperties=pos:R:3:species:S:1:tags:I:1:free:L:1 energy=-1.5 " + lattice +
                         "pbc='T F T' name=\"two of them\" word\r\n0 0 0 Au 3 T\r\n3.5 6 1 Ag 4 F"));
  EXPECT_EQ(frame.particles.positions[0], (crystal::Vector{-2, -3, -4}));
  EXPECT_EQ(frame.particles.positions[1], (crystal::Vector{1.5, 3, -3}));
  EXPECT_EQ(frame.particles.diameters, (std::vector<double>{1, 1}));
  EXPECT_EQ(frame.particles.species_names, (std::vector<std::string>{"Au", "Ag"}));
  EXPECT_EQ(frame.particles.box.periodic, (std::array<bool, 3>{true, false, true}));
  ASSERT_EQ(frame.columns.size(), 1u);
  EXPECT_EQ(frame.columns[0].values, (std::vector<double>{3, 4}));
  ASSERT_EQ(frame.numbers.size(), 1u);
  EXPECT_EQ(frame.numbers[0].value, -1.5);
}

TEST_F(Extxyz, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(refusal(""), "a.xyz: has no frames\n  found:    an empty file\n  expected: extended XYZ");
  EXPECT_EQ(
      refusal("0\n\n"),
      "a.xyz:1: is no number of particles\n  found:    0\n  expected: a number of particles, a comment, then "
      "one line for each particle\n  the file may have been cut off");
  EXPECT_EQ(refusal("2\n" + lattice + columns + "\nL 0 0 0\n"),
            "a.xyz:1: announces more particles than follow\n  found:    1 rows\n  expected: a number of "
            "particles, a "
            "comment, then one line for each particle\n  the file may have been cut off");
  EXPECT_EQ(refusal("1\n" + columns + "\nL 0 0 0\n"),
            "a.xyz:2: the comment has no box\n  2 | Properties=species:S:1:pos:R:3 \n  expected: "
            "Lattice=\"LX 0 0 0 LY 0 0 0 LZ\"");
  EXPECT_EQ(refusal("1\n" + lattice + columns + "\nL 0 nan 0\n"),
            "a.xyz:3:5: is not a finite number\n  3 | L 0 nan 0\n    |     ^~~\n  found:    nan");
  EXPECT_EQ(refusal("1\n" + lattice + columns + "\nL 0 0\n"),
            "a.xyz:3: a row has another number of cells\n  3 | L 0 0\n  found:    3\n  "
            "expected: 4\n  the "
            "file may have been cut off");
  EXPECT_EQ(refusal("1\nLattice=\"4 0 1 0 6 0 0 0 8\" " + columns + "\nL 0 0 0\n").substr(0, 36),
            "a.xyz:2: the box has no right angles");
  EXPECT_EQ(failure([&] { read_extxyz(write_frames("b.xyz", 2), 2); }),
            "b.xyz: has no such frame\n  found:    2\n  expected: 0 to 1");
  EXPECT_EQ(failure([&] { read_extxyz(file("none.xyz")); }), "none.xyz: no such file or folder");
}

TEST_F(Extxyz, FramesThatNoFileCouldHoldAreRefused) {
  ParticleFrame frame = sample_frame(0);
  frame.particles.velocities[2][0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(extxyz_text(frame), std::invalid_argument);
  frame = sample_frame(0);
  frame.columns[0].name = "two words";
  EXPECT_THROW(extxyz_text(frame), std::invalid_argument);
  frame = sample_frame(0);
  frame.particles.species[1] = 2;
  EXPECT_THROW(extxyz_text(frame), std::invalid_argument);
}

TEST(ExtxyzComment, IsSplitIntoKeysAndValues) {
  const auto pairs = comment_pairs("a=1 lone b=\"x = y\" c='z' d=");
  ASSERT_EQ(pairs.size(), 4u);
  EXPECT_EQ(pairs[1].value, "x = y");
  EXPECT_EQ(*comment_value(pairs, "C"), "z");
  EXPECT_EQ(comment_value(pairs, "lone"), std::nullopt);
}

TEST(ExtxyzComment, PropertiesHaveNameTypeAndWidth) {
  const auto properties = xyz_properties("species:S:1:pos:R:3:q:R:1", {});
  ASSERT_EQ(properties.size(), 3u);
  EXPECT_EQ(properties[2].begin, 4u);
  for (const char* wrong : {"", "a:S", "a:S:0", "a:S:1:b", "a:SS:1"})
    EXPECT_THROW(xyz_properties(wrong, {}), Error) << wrong;
}

TEST_F(Extxyz, RowsAreCountedFromTheirPlaceInTheFile) {
  const std::string text = "1\n" + lattice + columns + "\nL x 0 0\n";
  EXPECT_EQ(failure([&] { extxyz_frame(text, file("a.xyz"), 11); }).substr(0, 13), "a.xyz:13:3: i");
}

}  // namespace
}  // namespace nacre::io
