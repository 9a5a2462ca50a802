#include "nacre/io/powder_text.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

using Values = std::vector<double>;

class PowderText : public TemporaryFolder {
 protected:
  Frame read(const std::string& content) const { return read_powder_text(write("a.xy", content)); }
  std::string refusal(const std::string& content) const {
    return failure([&] { read(content); });
  }
};

TEST_F(PowderText, TwoOrThreeColumnsWithOrWithoutHeader) {
  const Frame bare = read("10 5\n20 4\n30 3\n");
  EXPECT_EQ(bare.x, (Values{10, 20, 30}));
  EXPECT_TRUE(bare.y_error.empty());
  const Frame named = read("# Cu K alpha\ntwo_theta_deg,intensity,error\n30,3,1\n20,4,1\n10,5,2\n");
  EXPECT_EQ(named.x, (Values{10, 20, 30}));
  EXPECT_EQ(named.y_error, (Values{2, 1, 1}));
}

TEST_F(PowderText, BrokenFiles) {
  EXPECT_NE(refusal("q (1/A),I\n1,2\n2,3\n3,4\n").find("has q as its axis"), std::string::npos);
  EXPECT_NE(refusal("10 5\n20 4\n180 3\n").find("a.xy:3:1: 2-theta is 180 degrees or more"),
            std::string::npos);
  EXPECT_NE(refusal("10 5 1 1\n20 4 1 1\n30 3 1 1\n").find("too many columns"), std::string::npos);
  EXPECT_NE(refusal("10 5\n30 4\n20 3\n").find("2-theta"), std::string::npos);
  EXPECT_NE(refusal("10 5 1\n20 4 0\n30 3 1\n").find("a.xy:2:6"), std::string::npos);
}

}  // namespace
}  // namespace nacre::io
