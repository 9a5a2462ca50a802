#include "nacre/io/curve_check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace nacre::io {
namespace {

// The message with the point and the part, or what was dropped.
std::string outcome(Frame& frame) {
  try {
    return settle_curve(frame, "q",
                        [](std::size_t point, CurvePart part, const std::string& message,
                           const std::string& found, const std::string&, const std::string&) {
                          throw std::runtime_error(std::to_string(point) + "/" +
                                                   std::to_string(static_cast<int>(part)) + " " + message +
                                                   ": " + found);
                        });
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

std::string outcome_of(Frame frame) { return outcome(frame); }

TEST(CurveCheck, AGoodCurveStaysAsItIs) {
  Frame frame{.x = {1, 2, 3}, .y = {3, -2, 1}, .y_error = {1, 1, 1}, .x_width = {0, 0.1, 0}};
  EXPECT_EQ(outcome(frame), "");
  EXPECT_EQ(frame.y, (std::vector<double>{3, -2, 1}));
  EXPECT_EQ(frame.x_width.size(), 3u);
}

TEST(CurveCheck, DescendingCurvesAreTurnedAndTheBeamStopDropped) {
  Frame frame{.x = {3, 2, 1, 0}, .y = {30, 20, 10, 0}, .y_error = {3, 2, 1, 0}, .x_width = {0, 0, 0, 0}};
  EXPECT_EQ(outcome(frame), "points at q <= 0 are left out (1)");
  EXPECT_EQ(frame.x, (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(frame.y, (std::vector<double>{10, 20, 30}));
  EXPECT_EQ(frame.y_error, (std::vector<double>{1, 2, 3}));
  EXPECT_TRUE(frame.x_width.empty()) << "widths of zero are no widths";
}

TEST(CurveCheck, EachFaultIsFoundWhereItStandsInTheFile) {
  EXPECT_EQ(outcome_of({.x = {1, 3, 2, 4}, .y = {1, 1, 1, 1}}),
            "2/0 q does not rise from point to point: 2 after 3");
  EXPECT_EQ(outcome_of({.x = {1, 2, 2, 3}, .y = {1, 1, 1, 1}}), "2/0 q is there twice: 2");
  EXPECT_EQ(outcome_of({.x = {3, 2, 2, 1}, .y = {1, 1, 1, 1}}), "2/0 q is there twice: 2") << "descending";
  EXPECT_EQ(outcome_of({.x = {0, 1, 2, 3}, .y = {1, 1, 1, 1}, .y_error = {0, 1, -1, 1}}),
            "2/2 the error is not positive: -1");
  EXPECT_EQ(outcome_of({.x = {3, 2, 1, 0}, .y = {1, 1, 1, 1}, .y_error = {1, 0, 1, 1}}),
            "1/2 the error is not positive: 0");
  EXPECT_EQ(outcome_of({.x = {1, 2, 3}, .y = {1, std::nan(""), 1}}),
            "1/1 the intensity is not a finite number: nan");
  EXPECT_EQ(outcome_of({.x = {1, 2, 3}, .y = {1, 1, 1}, .x_width = {0, -1, 0}}),
            "1/3 the width of q is negative: -1");
  EXPECT_EQ(outcome_of({.x = {1, 2}, .y = {1, 1}}), "1/0 there are too few points: 2");
  EXPECT_EQ(outcome_of({.x = {-1, 0}, .y = {1, 1}}), "1/0 there are too few points: 0");
}

}  // namespace
}  // namespace nacre::io
