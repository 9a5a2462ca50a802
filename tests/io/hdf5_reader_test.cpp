#include "nacre/io/hdf5_reader.hpp"

#include "nacre/io/hdf5.hpp"
#include "nacre/io/hdf5_handles.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

constexpr const char* series = NACRE_TEST_DATA "/frames/series.h5";

class Hdf5ReaderOf : public TemporaryFolder {};

TEST_F(Hdf5ReaderOf, GroupsDatasetsAndAttributes) {
  const Hdf5Reader file(series);
  EXPECT_EQ(file.children("/"), std::vector<std::string>{"sasentry01"});
  EXPECT_EQ(file.children("/sasentry01/sasdata"),
            (std::vector<std::string>{"I", "Idev", "Q", "Qdev", "Time"}));
  EXPECT_TRUE(file.is_group("/sasentry01"));
  EXPECT_FALSE(file.is_dataset("/sasentry01"));
  EXPECT_FALSE(file.is_group("/sasentry01/none/deeper"));
  EXPECT_EQ(file.text("/sasentry01/definition"), "NXcanSAS");
  EXPECT_EQ(file.attribute("/sasentry01/sasdata", "I_axes"), (std::vector<std::string>{"Time", "Q"}));
  EXPECT_EQ(file.attribute("/sasentry01/sasdata", "Q_indices"), std::vector<std::string>{"1"});
  EXPECT_TRUE(file.attribute("/sasentry01/sasdata", "none").empty());
}

TEST_F(Hdf5ReaderOf, RowsOfAnyNumberType) {
  const Hdf5Reader file(series);
  EXPECT_EQ(file.shape("/sasentry01/sasdata/I"), (std::vector<std::size_t>{3, 4}));
  EXPECT_EQ(file.rows("/sasentry01/sasdata/I", 1, 2), (std::vector<double>{9, 7, 5, 3, 10, 8, 6, 4}));
  EXPECT_EQ(file.rows("/sasentry01/sasdata/Q", 3, 1), std::vector<double>{0.04});
  EXPECT_TRUE(file.rows("/sasentry01/sasdata/Q", 3, 0).empty());
  EXPECT_EQ(Hdf5Reader(NACRE_TEST_DATA "/frames/stack.h5").rows("/scan/reduced/I", 2, 1),
            (std::vector<double>{10, 8, 6, 4}))
      << "integers";
}

TEST_F(Hdf5ReaderOf, WhatCannotBeReadIsNamed) {
  const Hdf5Reader file(series);
  EXPECT_NE(failure([&] {
              file.rows("/sasentry01/sasdata/I", 2, 2);
            }).find("/sasentry01/sasdata/I: cannot be read"),
            std::string::npos);
  EXPECT_THROW(file.children("/none"), Error);
  const Hdf5Reader text(NACRE_TEST_DATA "/frames/text.h5");
  EXPECT_NE(failure([&] { text.shape("/I"); }).find("/I: holds no numbers"), std::string::npos);
  const Hdf5Reader unwritten(NACRE_TEST_DATA "/frames/unwritten.h5");
  EXPECT_NE(failure([&] { unwritten.shape("/I"); }).find("/I: claims more values than are stored"),
            std::string::npos);
}

TEST_F(Hdf5ReaderOf, FilesOfOtherKindsAreRefused) {
  EXPECT_TRUE(is_hdf5(series));
  EXPECT_FALSE(is_hdf5(write("a.h5", "q I\n")));
  EXPECT_FALSE(is_hdf5(file("none.h5")));
  EXPECT_EQ(failure([&] { Hdf5Reader(file("a.h5")); }).substr(0, 43),
            "a.h5: cannot be read as an HDF5 file\n  foun");
}

TEST_F(Hdf5ReaderOf, SealedFilesOfNacreAreReadToo) {
  write_hdf5(file("a.h5"), {{.name = "g/x", .unit = "K", .shape = {2}, .values = {1, 2}}}, {});
  const Hdf5Reader reader(file("a.h5"));
  EXPECT_EQ(reader.rows("/g/x", 0, 2), (std::vector<double>{1, 2}));
  EXPECT_EQ(reader.attribute("/g/x", "unit"), std::vector<std::string>{"K"});
  EXPECT_EQ(checked(3, "a number"), 3);
}

}  // namespace
}  // namespace nacre::io
