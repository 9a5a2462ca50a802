#include "nacre/io/hdf5.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <stdexcept>

#include "io/temporary_folder.hpp"
#include "nacre/io/files.hpp"

namespace nacre::io {
namespace {

using Hdf5 = TemporaryFolder;

Array array_of(std::string name, std::vector<std::size_t> shape, std::vector<double> values) {
  return {.name = std::move(name),
          .unit = "kJ/mol",
          .description = "energy of \u00b5",
          .shape = std::move(shape),
          .values = std::move(values)};
}

std::vector<double> random_values(std::size_t n) {
  std::mt19937_64 random(n);
  std::vector<double> values(n);
  for (double& v : values) v = std::ldexp(static_cast<double>(random()), -64);
  return values;
}

void expect_same(const Array& a, const Array& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.unit, b.unit);
  EXPECT_EQ(a.description, b.description);
  EXPECT_EQ(a.shape, b.shape);
  ASSERT_EQ(a.values.size(), b.values.size());
  EXPECT_TRUE(a.values.empty() ||
              std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(double)) == 0);
}

TEST_F(Hdf5, ArraysOfEveryShapeRoundTrip) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  const std::vector<Array> arrays = {
      array_of("a/b/deep", {2, 3}, {1, 2, 3, 4, 5, 6}),
      array_of("a/b/deep2", {3, 2}, {1, 2, 3, 4, 5, 6}),
      array_of("empty", {0, 4}, {}),
      array_of("large", {700, 2, 501}, random_values(700 * 2 * 501)),  // compressed, several chunks
      array_of("long", {300'001}, random_values(300'001)),
      array_of("scalar", {}, {42}),
      array_of("special", {5}, {nan, infinity, -infinity, -0.0, 5e-324}),
  };
  write_hdf5(file("r.h5"), arrays, {});
  const std::vector<Array> read = read_hdf5(file("r.h5"));
  ASSERT_EQ(read.size(), arrays.size());
  for (std::size_t i = 0; i < arrays.size(); ++i) expect_same(read[i], arrays[i]);
  EXPECT_EQ(count_files(), 1u);
}

// HDF5 refuses an image in memory whose name is that of a file in the working directory.
TEST_F(Hdf5, FilesOfAnyNameMayLieInTheWorkingDirectory) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(file("").parent_path());
  for (const char* name : {"nacre", "r", "file"}) write_file_atomically(file(name), "in the way");
  write_hdf5(file("r.h5"), {array_of("a", {1}, {1})}, {});
  EXPECT_EQ(read_hdf5(file("r.h5")).size(), 1u);
  std::filesystem::current_path(before);
}

TEST_F(Hdf5, LargeArraysAreCompressed) {
  write_hdf5(file("zeros.h5"), {array_of("zeros", {100'000}, std::vector<double>(100'000, 0))}, {});
  EXPECT_LT(std::filesystem::file_size(file("zeros.h5")), 20'000u);
}

TEST_F(Hdf5, AttributesRoundTrip) {
  const std::map<std::string, std::string> attributes = {
      {"empty", ""}, {"seed", "1"}, {"study", std::string(200'000, 'x')}, {"title", "\u00c5 and \u00b5"}};
  write_hdf5(file("r.h5"), {array_of("a", {1}, {1})}, attributes);
  EXPECT_EQ(read_hdf5_attributes(file("r.h5")), attributes);
  write_hdf5(file("r.h5"), {}, {});
  EXPECT_TRUE(read_hdf5_attributes(file("r.h5")).empty());
  EXPECT_TRUE(read_hdf5(file("r.h5")).empty());
}

TEST_F(Hdf5, FileBeginsWithTheSignatureOfHdf5) {
  write_hdf5(file("r.h5"), {array_of("a", {2}, {1, 2})}, {});
  EXPECT_EQ(read_file(file("r.h5")).substr(0, 8), "\x89HDF\r\n\x1a\n");
}

TEST_F(Hdf5, RefusesShapesThatDoNotMatch) {
  try {
    write_hdf5(file("r.h5"), {array_of("a", {2, 3}, {1, 2, 3})}, {});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "array a has 3 values, its shape asks for 6");
  }
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(Hdf5, NamesTheFileThatCannotBeWritten) {
  const std::vector<Array> twice = {array_of("a", {1}, {1}), array_of("a", {1}, {2})};
  EXPECT_EQ(failure([&] { write_hdf5(file("r.h5"), twice, {}); }),
            "r.h5: cannot be written: HDF5 failed at an array name that is empty or there twice");
  EXPECT_EQ(failure([&] { write_hdf5(file("no/r.h5"), {}, {}); }),
            "no/r.h5: cannot be written: No such file or directory");
  EXPECT_EQ(count_files(), 0u);
}

std::string cannot_be_read(const std::string& found) {
  return "r.h5: cannot be read as an HDF5 file of nacre\n  found:    " + found +
         "\n  expected: a whole HDF5 file that nacre wrote";
}

TEST_F(Hdf5, RefusesMissingForeignAndEmptyFiles) {
  const auto read = [&] { read_hdf5(file("r.h5")); };
  EXPECT_EQ(failure(read), "r.h5: no such file");
  write("r.h5", "");
  EXPECT_EQ(failure(read), cannot_be_read("an empty file"));
  write("r.h5", "x,y\n1,2\n");
  EXPECT_EQ(failure(read), cannot_be_read("a file that is cut off, damaged or of another kind"));
  EXPECT_EQ(failure([&] { read_hdf5_attributes(file("r.h5")); }),
            cannot_be_read("a file that is cut off, damaged or of another kind"));
}

TEST_F(Hdf5, RefusesEveryTruncation) {
  write_hdf5(file("whole.h5"), {array_of("a", {50, 50}, random_values(2500))}, {{"seed", "1"}});
  const std::string whole = read_file(file("whole.h5"));
  for (std::size_t size = 1; size < whole.size(); size += 1 + whole.size() / 60) {
    write("r.h5", whole.substr(0, size));
    EXPECT_NE(failure([&] { read_hdf5(file("r.h5")); }).find("cannot be read as an HDF5 file"),
              std::string::npos)
        << size;
  }
}

}  // namespace
}  // namespace nacre::io
