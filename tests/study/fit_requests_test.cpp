#include "nacre/study/fit_requests.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace nacre::study {
namespace {

fit::Parameter card() { return {.name = "p", .start = 1, .lower = 0, .upper = 10}; }

TEST(FitRequests, PlainFitKeepsTheCard) {
  fit::Parameter p = card();
  apply_request({.fit = true}, p);
  EXPECT_EQ(p.start, 1);
  EXPECT_EQ(p.lower, 0);
  EXPECT_EQ(p.upper, 10);
  EXPECT_FALSE(p.fixed);
  EXPECT_FALSE(says_something({.fit = true}));
}

TEST(FitRequests, AFixedValueBeyondTheCardWidensIt) {
  fit::Parameter p = card();
  apply_request({.fit = false, .value = 12}, p);
  EXPECT_TRUE(p.fixed);
  EXPECT_EQ(p.start, 12);
  EXPECT_EQ(p.upper, 12);
  EXPECT_TRUE(says_something({.fit = false, .value = 12}));
}

TEST(FitRequests, BoundsThatLeaveTheStartOutMoveIt) {
  fit::Parameter p = card();
  apply_request({.fit = true, .lower = 4, .upper = 6}, p);
  EXPECT_EQ(p.start, 5);
  p = card();
  apply_request({.fit = true, .lower = 20}, p);
  EXPECT_EQ(p.start, 21);
  EXPECT_EQ(p.upper, std::numeric_limits<double>::infinity());
}

TEST(FitRequests, LossesHaveNames) {
  EXPECT_EQ(loss_of("huber"), fit::Loss::huber);
  EXPECT_EQ(loss_of("soft-l1"), fit::Loss::soft_l1);
  EXPECT_EQ(loss_of("cauchy"), fit::Loss::cauchy);
  EXPECT_EQ(loss_of("squares"), fit::Loss::squares);
}

}  // namespace
}  // namespace nacre::study
