#include "nacre/growth/course_fit_starts.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "course_fit_data.hpp"

namespace nacre::growth {
namespace {

CourseFitPlan two_parameters(int starts) {
  CourseFitPlan plan = four_parameters();
  plan.parameters.erase(plan.parameters.begin() + 1, plan.parameters.begin() + 3);
  plan.starts = starts;
  return plan;
}

TEST(CourseFitStarts, TheFirstIsTheGivenOneAndTheOthersLieWithinBounds) {
  const CourseFitPlan plan = two_parameters(4);
  const auto fits = fit_from_starts({made_course(1, 1, 6)}, plan, 1, {});
  ASSERT_EQ(fits.size(), 4u);
  EXPECT_DOUBLE_EQ(fits[0].start[0], std::log(8e-3));
  EXPECT_DOUBLE_EQ(fits[0].start[1], 85);
  for (const StartedFit& one : fits) {
    EXPECT_TRUE(one.start[0] >= std::log(2e-3) && one.start[0] <= std::log(5e-2));
    EXPECT_TRUE(one.start[1] >= 75 && one.start[1] <= 95);
  }
  EXPECT_NE(fits[1].start[0], fits[2].start[0]);
}

TEST(CourseFitStarts, AllReachTheSameMinimumOfARegularProblem) {
  for (const StartedFit& one : fit_from_starts({made_course(1, 1, 12)}, two_parameters(4), 1, {})) {
    ASSERT_TRUE(one.usable());
    EXPECT_LT(one.cost, one.start_chi2);
    EXPECT_NEAR(std::exp(one.result.values[0]), 9.8e-3, 4e-4);
    EXPECT_NEAR(one.result.values[1], 83.2, 0.3);
  }
}

TEST(CourseFitStarts, DependOnTheSeedAndNotOnThreads) {
  const std::vector<Course> courses = {made_course(1, 1, 6)};
  const auto alone = fit_from_starts(courses, two_parameters(3), 1, {.threads = 1});
  const auto together = fit_from_starts(courses, two_parameters(3), 1, {.threads = 4});
  const auto other = fit_from_starts(courses, two_parameters(3), 2, {.threads = 4});
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(alone[i].start, together[i].start);
    EXPECT_EQ(alone[i].result.values, together[i].result.values);
    EXPECT_EQ(alone[i].cost, together[i].cost);
  }
  EXPECT_EQ(alone[0].start, other[0].start);
  EXPECT_NE(alone[1].start, other[1].start);
}

TEST(CourseFitStarts, AStartWithoutParticlesIsNotUsable) {
  Course course = made_course(1, 1, 6);
  course.synthesis.nucleation.on = false;
  const auto fits = fit_from_starts({course}, two_parameters(1), 1, {});
  EXPECT_FALSE(fits[0].usable());
  EXPECT_TRUE(std::isinf(fits[0].cost));
}

}  // namespace
}  // namespace nacre::growth
