#include "nacre/growth/simulate.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>

#include "growth/figure5.hpp"
#include "nacre/core/error.hpp"
#include "nacre/growth/cohorts.hpp"

namespace {

using namespace nacre::growth;

std::string message_of(const Options& options) {
  try {
    simulate(figure5(4), options);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(Simulate, BadOptions) {
  EXPECT_EQ(message_of({.tolerance = 0}), "the tolerance lies between 0 and 0.1");
  EXPECT_EQ(message_of({.tolerance = 0.1}), "the tolerance lies between 0 and 0.1");
  EXPECT_EQ(message_of({.resolution = 3}), "the resolution must be 4 or more");
  const std::string snapshots = "snapshots lie within the synthesis, in ascending order";
  EXPECT_EQ(message_of({.snapshots_s = {2, 1}}), snapshots);
  EXPECT_EQ(message_of({.snapshots_s = {-1, 1}}), snapshots);
  EXPECT_EQ(message_of({.snapshots_s = {2501}}), snapshots);
}

TEST(Simulate, ChecksTheSynthesis) {
  Synthesis synthesis = figure5(4);
  synthesis.duration_s = -1;
  EXPECT_THROW(simulate(synthesis, {}), std::invalid_argument);
}

TEST(Simulate, UsesCohortsUnlessToldOtherwise) {
  const Point direct = simulate_cohorts(figure5(2), {}, {}).points.back();
  EXPECT_EQ(simulate(figure5(2), {}).points.back().moments, direct.moments);
  const Point fixed = simulate(figure5(2), {.solver = Solver::finite_volume, .resolution = 60}).points.back();
  EXPECT_NE(fixed.moments, direct.moments);
  EXPECT_NEAR(fixed.mean_nm() / direct.mean_nm(), 1, 0.03);
}

TEST(Simulate, StopsWhenAsked) {
  const std::atomic<bool> stop{true};
  nacre::RunControl control;
  control.stop = &stop;
  EXPECT_THROW(simulate(figure5(4), {}, control), nacre::Interrupted);
}

}  // namespace
