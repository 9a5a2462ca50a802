#include "nacre/report/svg_axes.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::report {
namespace {

TEST(Scale, GoesFromOneEndToTheOther) {
  const Scale linear({10, 20}, false, 300, 100);
  EXPECT_EQ(linear(10), 300);
  EXPECT_EQ(linear(15), 200);
  EXPECT_EQ(linear(99), 100);
  EXPECT_TRUE(linear.shows(-5));
  EXPECT_FALSE(linear.shows(NAN));
  const Scale decades({1, 100}, true, 0, 10);
  EXPECT_NEAR(decades(10), 5, 1e-12);
  EXPECT_EQ(decades(-3), 0);
  EXPECT_FALSE(decades.shows(0));
}

TEST(FrameBetween, LeavesRoomForItsLabels) {
  const Axis x{"q", "1/nm"}, y{"intensity", "1/cm"};
  const Frame narrow = frame_between(x, y, {{0, 1}, {0, 1}}, 10, 310);
  const Frame wide = frame_between(x, y, {{0, 1}, {0, 99999}}, 10, 310);
  EXPECT_LT(narrow.left, wide.left);
  EXPECT_EQ(narrow.right, wide.right);
  EXPECT_EQ(narrow.y(0), 310);
  const std::string lines = grid(narrow, x, y);
  EXPECT_NE(lines.find("q / (1/nm)"), std::string::npos);
  EXPECT_NE(tick_marks(narrow).find("class=\"frame\""), std::string::npos);
}

TEST(FittingTicks, AreFewerWhereThereIsLessRoom) {
  EXPECT_LT(fitting_ticks({}, {0, 10}, 120).size(), fitting_ticks({}, {0, 10}, 600).size());
}

}  // namespace
}  // namespace nacre::report
