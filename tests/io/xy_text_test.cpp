#include "nacre/io/xy_text.hpp"

#include <gtest/gtest.h>

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class XyText : public TemporaryFolder {
 protected:
  std::string refusal(const std::filesystem::path& file, const XyOptions& options) const {
    return failure([&] { read_xy_text(file, options); });
  }
};

TEST_F(XyText, ReadsColumnsByNumber) {
  const auto file = write("tga.txt",
                          "Sample: CdS\nTime T Mass\n0 25 10\n1 30 9.5\n2 29.9 9.4\n3 35 9\n"
                          "4 40 8\n5 45 7\n6 50 6\n7 55 5\n8 60 4\n9 65 3\n10 70 2\n");
  const XyCurve curve = read_xy_text(file, {.x_column = 2, .y_column = 3, .rising_only = true});
  EXPECT_EQ(curve.x.size(), 10u);
  EXPECT_EQ(curve.left_out, 1u);
  EXPECT_EQ(curve.y[2], 9);
  const std::string back = refusal(file, {.x_column = 2, .y_column = 3, .x_name = "temperature"});
  EXPECT_NE(back.find(":5:3: temperature runs back"), std::string::npos) << back;
  EXPECT_NE(refusal(file, {.y_column = 4}).find("no column 4"), std::string::npos);
  EXPECT_NE(refusal(file, {.least_rows = 20}).find("too few rows"), std::string::npos);
}

TEST_F(XyText, RefusesCurvesThatCool) {
  const auto file = write("tga.csv", "temperature,mass\n100,1\n90,2\n80,3\n");
  EXPECT_NE(refusal(file, {.rising_only = true}).find("runs back"), std::string::npos);
  EXPECT_NE(refusal(write("a", "").parent_path() / "none.csv", {}).find("none.csv"), std::string::npos);
}

}  // namespace
}  // namespace nacre::io
