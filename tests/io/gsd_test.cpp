#include "nacre/io/gsd.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <cstring>
#include <limits>
#include <stdexcept>

#include "io/sample_frame.hpp"
#include "io/temporary_folder.hpp"
#include "nacre/io/binary_file.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gsd_chunk_reader.hpp"
#include "nacre/io/gsd_chunks.hpp"
#include "nacre/io/gsd_format.hpp"

namespace nacre::io {
namespace {

class Gsd : public TemporaryFolder {
 protected:
  std::filesystem::path write_frames(const std::string& name, std::uint64_t count) const {
    GsdWriter writer(file(name));
    for (std::uint64_t k = 0; k < count; ++k) writer.append(sample_frame(10 * k));
    return file(name);
  }

  // A file with `value` in place of the bytes at `offset`.
  template <typename T>
  std::filesystem::path changed(std::string bytes, std::size_t offset, T value) const {
    std::memcpy(bytes.data() + offset, &value, sizeof value);
    return write("changed.gsd", bytes);
  }

  std::string refusal(const std::filesystem::path& path) const {
    return failure([&] { read_gsd(path); });
  }
};

TEST_F(Gsd, FramesComeBackAsTheyWere) {
  const GsdReader reader(write_frames("a.gsd", 3));
  ASSERT_EQ(reader.size(), 3u);
  const ParticleFrame expected = sample_frame(20);
  const ParticleFrame frame = reader.read(2);
  EXPECT_EQ(frame.step, 20u);
  EXPECT_EQ(frame.particles.box.lengths, expected.particles.box.lengths);
  EXPECT_EQ(frame.particles.species, expected.particles.species);
  EXPECT_EQ(frame.particles.species_names, expected.particles.species_names);
  EXPECT_EQ(frame.particles.diameters, expected.particles.diameters);
  EXPECT_EQ(frame.particles.velocities, expected.particles.velocities);
  EXPECT_EQ(frame.images, expected.images);
  for (std::size_t i = 0; i < 3; ++i)
    for (int k = 0; k < 3; ++k)
      EXPECT_FLOAT_EQ(static_cast<float>(frame.particles.positions[i][k]),
                      static_cast<float>(expected.particles.positions[i][k]));
  ASSERT_EQ(frame.columns.size(), 2u);
  EXPECT_EQ(frame.columns[0].name, "environment");
  EXPECT_TRUE(std::isnan(frame.columns[0].values[2]));
  EXPECT_EQ(frame.columns[1].values, expected.columns[1].values);
  ASSERT_EQ(frame.numbers.size(), 1u);
  EXPECT_EQ(frame.numbers[0].value, 0.52);
}

TEST_F(Gsd, ContainersThatAreNotPeriodicComeBack) {
  ParticleFrame frame = sample_frame(0);
  frame.particles.box.periodic = {true, false, true};
  frame.particles.droplet_radius = 3.25;
  GsdWriter(file("a.gsd")).append(frame);
  const ParticleFrame back = read_gsd(file("a.gsd"));
  EXPECT_EQ(back.particles.box.periodic, frame.particles.box.periodic);
  EXPECT_EQ(back.particles.droplet_radius, 3.25);
}

// As in the specification: magic number, version 2.0, schema and its version, index behind the names.
TEST_F(Gsd, TheHeaderIsAsSpecified) {
  const std::string bytes = read_file(write_frames("a.gsd", 1));
  const auto number = [&](std::size_t at, auto value) {
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
  };
  EXPECT_EQ(bytes.substr(0, 8), "\xDF\x65\xDF\x65\xDF\x65\xDF\x65");
  EXPECT_EQ(number(8, std::uint64_t{}), 256u + 64 * number(32, std::uint64_t{}));
  EXPECT_EQ(number(16, std::uint64_t{}), 256u);
  EXPECT_EQ(number(24, std::uint64_t{}), 256u);
  EXPECT_EQ(number(40, std::uint32_t{}), 0x00010004u);
  EXPECT_EQ(number(44, std::uint32_t{}), 0x00020000u);
  EXPECT_EQ(bytes.substr(48, 6), std::string("nacre\0", 6));
  EXPECT_EQ(bytes.substr(112, 6), std::string("hoomd\0", 6));
  EXPECT_EQ(bytes.substr(256, 19), std::string("configuration/step\0", 19));
}

TEST_F(Gsd, WhatNeverChangesIsWrittenOnce) {
  const std::size_t one = std::filesystem::file_size(write_frames("a.gsd", 1));
  const std::size_t two = std::filesystem::file_size(write_frames("b.gsd", 2));
  const std::size_t per_frame = 8 + 24 + 4 + 3 * (12 + 12 + 12) + 3 * 16 + 8;  // step, box, N, ..., packing
  EXPECT_EQ(two - one, per_frame);
}

// 24 entries a frame: the index moves at frame 10 and at frame 21.
TEST_F(Gsd, AFileThatGoesOnIsTheSameByteForByte) {
  const auto wide = [](std::uint64_t k) {
    ParticleFrame frame = sample_frame(10 * k);
    for (int c = 0; c < 14; ++c) frame.numbers.push_back({"number_" + std::to_string(c), 1.0 * c});
    return frame;
  };
  constexpr std::uint64_t all = 24;
  std::vector<std::string> after(all + 1);
  GsdWriter uninterrupted(file("whole.gsd"));
  for (std::uint64_t k = 0; k < all; ++k) {
    uninterrupted.append(wide(k));
    after[k + 1] = read_file(file("whole.gsd"));
  }
  for (const std::uint64_t kept : {1, 10, 11, 21, 22, 24}) {
    write("part.gsd", after[all]);
    GsdWriter writer(file("part.gsd"), 10 * (kept - 1) + 3);
    EXPECT_TRUE(read_file(file("part.gsd")) == after[kept]) << kept;
    for (std::uint64_t k = kept; k < all; ++k) writer.append(wide(k));
    EXPECT_TRUE(read_file(file("part.gsd")) == after[all]) << kept;
  }
}

// The size that files may have stands for the room on the disk.
TEST_F(Gsd, AFullDiskLeavesTheFramesBefore) {
  const std::string expected = read_file(write_frames("expected.gsd", 3));
  GsdWriter writer(file("a.gsd"));
  writer.append(sample_frame(0));
  writer.append(sample_frame(10));
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{std::filesystem::file_size(file("a.gsd")) + 40, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  const std::string message = failure([&] { writer.append(sample_frame(20)); });
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(message, "a.gsd: cannot be written: File too large");
  EXPECT_EQ(read_gsd(file("a.gsd")).step, 10u);
  writer.append(sample_frame(20));
  EXPECT_TRUE(read_file(file("a.gsd")) == expected);
}

TEST_F(Gsd, GoingOnWithoutAFileStartsOne) {
  {
    GsdWriter writer(file("a.gsd"), 5);
    writer.append(sample_frame(10));
  }
  EXPECT_EQ(read_gsd(file("a.gsd")).step, 10u);
  GsdWriter writer(file("a.gsd"), 5);  // before the first frame
  writer.append(sample_frame(6));
  EXPECT_EQ(GsdReader(file("a.gsd")).size(), 1u);
  EXPECT_EQ(read_gsd(file("a.gsd")).step, 6u);
}

// A killed program leaves the file at any length beyond the frames whose entries are there.
TEST_F(Gsd, RestsOfAFrameThatWasNeverFinishedAreCut) {
  const std::string two = read_file(write_frames("a.gsd", 2));
  write("a.gsd", two + std::string(50, 'x'));
  EXPECT_EQ(GsdReader(file("a.gsd")).size(), 2u);
  GsdWriter(file("a.gsd"), 1000).append(sample_frame(20));
  EXPECT_EQ(read_file(file("a.gsd")), read_file(write_frames("b.gsd", 3)));
}

// Every length of a cut file: a message, or the frames that are whole.
TEST_F(Gsd, CutFilesAreRefusedWithoutCrash) {
  const std::string bytes = read_file(write_frames("a.gsd", 2));
  std::size_t read = 0;
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    const auto path = write("cut.gsd", bytes.substr(0, size));
    EXPECT_NE(refusal(path), "no error") << size;
    read += failure([&] { read_gsd(path, 0); }) == "no error";
  }
  EXPECT_GT(read, 10u);
}

TEST_F(Gsd, SaysWhatIsWrong) {
  const std::string bytes = read_file(write_frames("a.gsd", 1));
  EXPECT_EQ(refusal(write("b.gsd", "")),
            "b.gsd: is not a GSD file\n  found:    nothing\n  expected: a trajectory of nacre or HOOMD-blue");
  EXPECT_EQ(refusal(changed(bytes, 44, std::uint32_t{3u << 16})),
            "changed.gsd: is of a version of GSD that is not read\n  found:    3.0\n  expected: 1.0 to 2.x");
  EXPECT_EQ(
      refusal(changed(bytes, 112, 'x')),
      "changed.gsd: holds no particles of HOOMD's schema\n  found:    schema \"xoomd\"\n  expected: schema "
      "\"hoomd\"");
  EXPECT_EQ(refusal(write("c.gsd", bytes.substr(0, bytes.size() - 8))),
            "c.gsd: is cut off in frame 0: log/packing is missing\n  found:    " +
                std::to_string(bytes.size() - 8) + " bytes\n  expected: " + std::to_string(bytes.size()) +
                " bytes or more\n  frames are counted from 0: an earlier one may be whole");
  EXPECT_EQ(failure([&] { read_gsd(file("a.gsd"), 1); }),
            "a.gsd: has no such frame\n  found:    1\n  expected: 0 to 0");
  EXPECT_EQ(failure([&] { read_gsd(file("none.gsd")); }), "none.gsd: no such file or folder");
}

TEST_F(Gsd, NumbersThatCannotBeAreRefusedWithTheirParticle) {
  const std::string bytes = read_file(write_frames("a.gsd", 1));
  const BinaryFile source(file("a.gsd"), BinaryFile::Access::read);
  const GsdContents contents = read_gsd_contents(source);
  const auto place = [&](const std::string& name) -> std::size_t {
    for (const GsdEntry& entry : contents.entries)
      if (contents.names[entry.name] == name) return static_cast<std::size_t>(entry.location);
    return 0;
  };
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(
      refusal(changed(bytes, place("particles/position") + 16, nan)),
      "changed.gsd: frame 0 has a position that is not finite\n  found:    nan of particle 1\n  expected: a "
      "number");
  EXPECT_EQ(
      refusal(changed(bytes, place("particles/diameter") + 8, -1.0f)),
      "changed.gsd: frame 0 has a particle without size\n  found:    diameter -1 of particle 2\n  expected: "
      "a number above 0");
  EXPECT_EQ(
      refusal(changed(bytes, place("particles/typeid"), std::uint32_t{7})),
      "changed.gsd: frame 0 has a particle of a type without a name\n  found:    type 7 of particle 0\n  "
      "expected: 2 types");
  EXPECT_EQ(refusal(changed(bytes, place("particles/N"), std::uint32_t{0})),
            "changed.gsd: frame 0 has no particles");
  EXPECT_EQ(
      refusal(changed(bytes, place("particles/N"), std::uint32_t{4})),
      "changed.gsd: frame 0 has another shape of particles/position\n  found:    3 x 3 numbers\n  expected: "
      "4 x 3 numbers");
  EXPECT_EQ(refusal(changed(bytes, place("configuration/box") + 12, 0.5f)),
            "changed.gsd: frame 0 has a tilted box\n  found:    tilt 0.5\n  expected: right angles");
  EXPECT_EQ(refusal(changed(bytes, place("configuration/dimensions"), std::uint8_t{2})),
            "changed.gsd: frame 0 has two dimensions\n  expected: three");
}

TEST_F(Gsd, FramesThatNoFileCouldHoldAreRefused) {
  GsdWriter writer(file("a.gsd"));
  ParticleFrame frame = sample_frame(0);
  frame.particles.positions[1][2] = std::numeric_limits<double>::infinity();
  EXPECT_THROW(writer.append(frame), std::invalid_argument);
  EXPECT_THROW(writer.append({}), std::invalid_argument);
  EXPECT_FALSE(std::filesystem::exists(file("a.gsd")));
  writer.append(sample_frame(0));
  frame = sample_frame(1);
  frame.columns.pop_back();
  EXPECT_THROW(writer.append(frame), std::invalid_argument);
  writer.append(sample_frame(1));
  EXPECT_EQ(GsdReader(file("a.gsd")).size(), 2u);
}

TEST_F(Gsd, SinglePrecisionStaysWithinTheBox) {
  ParticleFrame frame = sample_frame(0);
  frame.particles.box.lengths = {4.1, 6, 8};
  frame.particles.positions[0][0] = std::nextafter(2.05, 0);
  GsdWriter(file("a.gsd")).append(frame);
  const ParticleFrame back = read_gsd(file("a.gsd"));
  EXPECT_LT(back.particles.positions[0][0], back.particles.box.lengths[0] / 2);
}

TEST_F(Gsd, ANewFileTakesThePlaceOfAnOldOne) {
  write_frames("a.gsd", 5);
  write_frames("a.gsd", 2);
  EXPECT_EQ(GsdReader(file("a.gsd")).size(), 2u);
}

TEST_F(Gsd, FoldersThatCannotBeWrittenAreNamed) {
  EXPECT_EQ(failure([&] { GsdWriter(file("no/a.gsd")).append(sample_frame(0)); }),
            "no/a.gsd: cannot be written: No such file or directory");
}

// Bytes that the gsd package of the Glotzer group (5.0.1, gsd.hoomd) wrote: two frames of two particles, the
// second with other positions only.
TEST_F(Gsd, FilesOfHoomdAreRead) {
  const GsdReader reader(std::filesystem::path(NACRE_TEST_DATA) / "frames" / "hoomd.gsd");
  ASSERT_EQ(reader.size(), 2u);
  const ParticleFrame frame = reader.read(1);
  EXPECT_EQ(frame.step, 200u);
  EXPECT_EQ(frame.particles.species_names, (std::vector<std::string>{"A", "Bee"}));
  EXPECT_EQ(frame.particles.species, (std::vector<std::uint8_t>{0, 1}));
  EXPECT_EQ(frame.particles.diameters, (std::vector<double>{1, 0.5}));
  EXPECT_EQ(frame.particles.positions[1], (crystal::Vector{-1.5, 0.25, 2}));
  EXPECT_EQ(frame.particles.box.lengths, (crystal::Vector{5, 6, 7}));
  EXPECT_TRUE(frame.particles.velocities.empty());
  ASSERT_EQ(frame.columns.size(), 1u);
  EXPECT_EQ(frame.columns[0].name, "order");
  EXPECT_EQ(frame.columns[0].values, (std::vector<double>{0.125, 0.75}));
}

}  // namespace
}  // namespace nacre::io
