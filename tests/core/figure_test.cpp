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

template <typename Figure>
std::string refusal(const Figure& of) {
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

TEST(FilmCheck, WantsAFrame) { EXPECT_EQ(refusal(Film{.id = "none"}), "film \"none\" has no frames"); }

FrameMap frame_map() {
  return {.id = "saxs",
          .map_x = {1, 2, 3},
          .map_at = {0, 5},
          .map_values = {1, 2, 3, 4, std::numeric_limits<double>::quiet_NaN(), 6},
          .frames = film().frames,
          .residuals = {{-1, {curve("data", {})}}, {0, {curve("data", {1})}}, {2.5, {curve("data", {1})}}},
          .notes = {"a", "b", "c"}};
}

TEST(FrameMapCheck, TakesAMapWithOrWithoutResidualsAndNotes) {
  EXPECT_EQ(refusal(frame_map()), "");
  FrameMap plain = frame_map();
  plain.residuals.clear();
  plain.notes.clear();
  EXPECT_EQ(refusal(plain), "");
}

std::string refusal_after(const std::function<void(FrameMap&)>& change) {
  FrameMap map = frame_map();
  change(map);
  return refusal(map);
}

TEST(FrameMapCheck, WantsAValueForEachPlaceOfTheMap) {
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.map_values.pop_back(); }),
            "frame map \"saxs\" has 5 values for 2 rows of 3");
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.map_at = {}, m.map_values = {}; }),
            "frame map \"saxs\" has 0 values for 0 rows of 3");
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.map_x[2] = 2; }),
            "frame map \"saxs\", column 3: it is at 2, the one before at 2");
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.map_at[0] = std::numeric_limits<double>::quiet_NaN(); }),
            "frame map \"saxs\", row 1: it is at nan");
}

TEST(FrameMapCheck, WantsFramesAsAFilmDoes) {
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.frames = {}; }), "frame map \"saxs\" has no frames");
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.frames[2].at = 0; }),
            "frame map \"saxs\", frame 3: it is at 0, the one before at 0");
}

TEST(FrameMapCheck, WantsResidualsAndNotesForAllFramesOrNone) {
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.residuals.pop_back(); }),
            "frame map \"saxs\" has 2 residuals for 3 frames");
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.notes.pop_back(); }),
            "frame map \"saxs\" has 2 notes for 3 frames");
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.residuals[2].at = 2; }),
            "frame map \"saxs\", residual 3: it is at 2, its frame at 2.5");
  EXPECT_EQ(refusal_after([](FrameMap& m) { m.residuals[1].curves.clear(); }),
            "frame map \"saxs\", residual 2: its number of curves is 0, in the first frame 1");
}

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
