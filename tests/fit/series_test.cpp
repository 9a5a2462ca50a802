// Many fits at once.
#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "fit/problems.hpp"
#include "nacre/core/error.hpp"

namespace {

using namespace problems;
using nacre::RunControl;
using nacre::fit::Result;

TEST(Series, EqualsSingleFitsInOrderForAnyNumberOfThreads) {
  std::vector<Problem> problems;
  for (std::uint64_t i = 0; i < 30; ++i) problems.push_back(decay_problem(i));
  const auto one = fit_series(problems, on_threads(1));
  const auto two = fit_series(problems, on_threads(2));
  ASSERT_EQ(one.size(), 30u);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].values, fit(problems[i]).values);
    EXPECT_EQ(one[i].values, two[i].values);
    EXPECT_EQ(one[i].covariance, two[i].covariance);
  }
  EXPECT_NE(one[0].values, one[1].values);
}

TEST(Series, ReportsProgressAndStops) {
  const std::vector<Problem> problems(8, decay_problem());
  double done = 0;
  RunControl control;
  control.progress = [&](std::string_view stage, double, double units_done, std::string_view unit) {
    EXPECT_EQ(stage, "fitting");
    EXPECT_EQ(unit, "fits");
    done = units_done;
  };
  fit_series(problems, control);
  EXPECT_EQ(done, 8);
  const std::atomic<bool> stop = true;
  control.stop = &stop;
  EXPECT_THROW(fit_series(problems, control), nacre::Interrupted);
}

TEST(Series, MalformedProblemThrows) {
  std::vector<Problem> problems(3, decay_problem());
  problems[1].data.clear();
  EXPECT_THROW(fit_series(problems, RunControl{}), std::invalid_argument);
}

}  // namespace
