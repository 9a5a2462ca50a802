#include "nacre/core/figure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <stdexcept>

namespace nacre {
namespace {

Curve curve(const std::string& label, std::vector<double> x) {
  return {label, Mark::line, 0, x, x, {}, {}, {}, {}};
}

Film film() {
  return {.id = "sizes",
          .frames = {{-1, {curve("a", {1}), curve("b", {1, 2})}},
                     {0, {curve("a", {}), curve("b", {5})}},
                     {2.5, {curve("a", {3, 4, 5}), curve("b", {1})}}}};
}

std::string refusal(const Film& of) {
  try {
    check(of);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(FilmCheck, TakesFramesWithPointsOfTheirOwn) {
  EXPECT_EQ(refusal(film()), "");
  Film one = film();
  one.frames.resize(1);
  EXPECT_EQ(refusal(one), "");
}

TEST(FilmCheck, WantsAscendingFrames) {
  Film wrong = film();
  wrong.frames[1].at = -1;
  EXPECT_EQ(refusal(wrong), "film \"sizes\", frame 2: it is at -1, the one before at -1");
  wrong.frames[1].at = 3;
  EXPECT_EQ(refusal(wrong), "film \"sizes\", frame 3: it is at 2.5, the one before at 3");
  wrong.frames[0].at = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(refusal(wrong), "film \"sizes\", frame 1: it is at nan");
  wrong = film();
  wrong.frames[2].at = std::numeric_limits<double>::infinity();
  EXPECT_EQ(refusal(wrong), "film \"sizes\", frame 3: it is at inf");
}

TEST(FilmCheck, WantsTheSameCurvesInEachFrame) {
  Film wrong = film();
  wrong.frames[1].curves.pop_back();
  EXPECT_EQ(refusal(wrong), "film \"sizes\", frame 2: its number of curves is 1, in the first frame 2");
  for (const int part : {0, 1, 2}) {
    wrong = film();
    Curve& changed = wrong.frames[2].curves[1];
    if (part == 0) changed.label = "c";
    if (part == 1) changed.mark = Mark::points;
    if (part == 2) changed.color = 1;
    EXPECT_EQ(refusal(wrong), "film \"sizes\", frame 3: its curve 2 \"" + changed.label +
                                  "\" has another label, mark or color than \"b\" of the first frame");
  }
}

TEST(FilmCheck, WantsAFrame) { EXPECT_EQ(refusal({.id = "none"}), "film \"none\" has no frames"); }

TEST(Thinned, KeepsTheEndsAndNeverMoreThanAsked) {
  EXPECT_EQ(thinned(5, 10), (std::vector<std::size_t>{0, 1, 2, 3, 4}));
  EXPECT_EQ(thinned(101, 3), (std::vector<std::size_t>{0, 50, 100}));
  EXPECT_EQ(thinned(7, 1), (std::vector<std::size_t>{0}));
  EXPECT_TRUE(thinned(0, 4).empty());
  const std::vector<std::size_t> many = thinned(10000, 399);
  EXPECT_EQ(many.size(), 399u);
  EXPECT_EQ(many.front(), 0u);
  EXPECT_EQ(many.back(), 9999u);
  EXPECT_EQ(std::ranges::adjacent_find(many, std::ranges::greater_equal{}), many.end());
}

}  // namespace
}  // namespace nacre
