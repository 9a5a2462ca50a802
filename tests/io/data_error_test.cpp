#include "nacre/io/data_error.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

#include "nacre/core/error.hpp"

namespace nacre::io {
namespace {

Error caught(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error;
  }
  throw std::logic_error("no error");
}

TEST(FailWithFile, NamesTheFileAsAWhole) {
  const Error error = caught([] { fail_with_file("run/results.h5", "is not an HDF5 file"); });
  EXPECT_EQ(error.code(), ExitCode::data);
  EXPECT_EQ(error.parts().place.line, 0);
  EXPECT_STREQ(error.what(), "run/results.h5: is not an HDF5 file");
}

TEST(FailWithFile, TellsFoundExpectedAndHint) {
  const Error error = caught([] { fail_with_file("a.csv", "is empty", "0 bytes", "a table", "fill it"); });
  EXPECT_STREQ(error.what(),
               "a.csv: is empty\n"
               "  found:    0 bytes\n"
               "  expected: a table\n"
               "  fill it");
}

TEST(PlaceOfByte, IsLineAndColumnWithTheLine) {
  const std::string text = "one\ntwo\nthree";
  const Place place = place_of_byte(text, 6, "a.json");
  EXPECT_EQ(place.file, "a.json");
  EXPECT_EQ(place.line, 2);
  EXPECT_EQ(place.column, 2);
  EXPECT_EQ(place.source_line, "two");
  EXPECT_EQ(place_of_byte(text, 0, "a.json").line, 1);
  EXPECT_EQ(place_of_byte(text, 100, "a.json").column, 6);
}

}  // namespace
}  // namespace nacre::io
