// Malformed problems: the exact message of each.
#include "nacre/fit/check.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "fit/problems.hpp"

namespace {

using namespace problems;

std::string message_of(const Problem& problem) {
  try {
    fit(problem);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing was thrown";
}

Problem with(Parameter second) {
  Problem problem = line_problem();
  problem.parameters[1] = std::move(second);
  return problem;
}

constexpr double inf = std::numeric_limits<double>::infinity();

TEST(Check, GoodProblemsPass) {
  EXPECT_NO_THROW(nacre::fit::check(line_problem()));
  EXPECT_EQ(nacre::fit::format_bounds(-inf, 0.5), "[-inf, 0.5]");
}

TEST(Check, NameOfTheProblemComesFirst) {
  Problem problem = line_problem();
  problem.name = "frame 7";
  problem.data.clear();
  EXPECT_EQ(message_of(problem), "frame 7: there are no data");
}

TEST(Check, Names) {
  EXPECT_EQ(message_of(with(parameter("", 1))), "a parameter has no name");
  EXPECT_EQ(message_of(with(parameter("a", 1))), "two parameters are named \"a\"");
}

TEST(Check, NoFreeParameter) {
  Problem problem = line_problem();
  for (Parameter& p : problem.parameters) p.fixed = true;
  EXPECT_EQ(message_of(problem), "no parameter is free");
}

TEST(Check, StartsAndBounds) {
  EXPECT_EQ(message_of(with(bounded("b", 7, 0, 5))),
            "parameter \"b\": its start 7 is outside its bounds [0, 5]");
  EXPECT_EQ(message_of(with(bounded("b", -0.5, 0, inf))),
            "parameter \"b\": its start -0.5 is outside its bounds [0, inf]");
  EXPECT_EQ(message_of(with(bounded("b", 1, 1, 1))), "parameter \"b\": its bounds [1, 1] leave no room");
  EXPECT_EQ(message_of(with(parameter("b", std::nan("")))), "parameter \"b\": its start nan is not finite");
}

TEST(Check, Priors) {
  Parameter b = parameter("b", 1);
  b.prior = {.mean = 1, .sigma = 0};
  EXPECT_EQ(message_of(with(b)),
            "parameter \"b\": its prior 1 +- 0 needs a finite mean and a positive sigma");
}

TEST(Check, Ties) {
  EXPECT_EQ(message_of(with({.name = "b", .tied_to = "q"})),
            "parameter \"b\" is tied to \"q\", which is not a parameter");
  EXPECT_EQ(message_of(with({.name = "b", .fixed = true, .tied_to = "a"})),
            "parameter \"b\" is both fixed and tied");
  EXPECT_EQ(message_of(with({.name = "b", .tied_to = "b"})), "parameter \"b\" is tied in a circle");
  EXPECT_EQ(message_of(with({.name = "b", .tied_to = "a", .tie_factor = inf})),
            "parameter \"b\": its tie is not finite");
  EXPECT_EQ(message_of(with({.name = "b", .lower = 1, .upper = 2, .tied_to = "a", .tie_offset = 5})),
            "parameter \"b\" (tied to \"a\") starts at 5, outside its bounds [1, 2]");
}

TEST(Check, UnknownTieSuggestsTheNearestName) {
  Problem problem = with({.name = "b", .tied_to = "radus"});
  problem.parameters.push_back(parameter("radius", 1));
  EXPECT_EQ(message_of(problem),
            "parameter \"b\" is tied to \"radus\", which is not a parameter; did you mean \"radius\"?");
}

TEST(Check, Data) {
  Problem problem = line_problem();
  problem.data[0].residuals = nullptr;
  EXPECT_EQ(message_of(problem), "data set \"points\" has no residual function");
  problem.data[0].n_residuals = 0;
  EXPECT_EQ(message_of(problem), "data set \"points\" has no residuals");
  problem = line_problem();
  problem.loss_scale = 0;
  EXPECT_EQ(message_of(problem), "loss_scale is 0, it must be positive");
}

TEST(Check, ResidualsThatAreNotFiniteAtTheStart) {
  Problem problem = line_problem();
  Points points = line_points();
  problem.data.push_back(data_set(
      points, [](double x, std::span<const double>) { return x == 2 ? NAN : x; }, "second"));
  EXPECT_EQ(message_of(problem), "data set \"second\": residual 2 is nan at the start values");
}

TEST(Check, ProfilesAndSummariesOfAnotherProblem) {
  const Problem problem = line_problem();
  const auto best = fit(problem);
  Problem other = problem;
  other.parameters.push_back(parameter("c", 0));
  EXPECT_THROW(summarize(other, best), std::invalid_argument);
  EXPECT_THROW(profile_interval(other, best, "a"), std::invalid_argument);
  EXPECT_THROW(profile_interval(problem, best, "q"), std::invalid_argument);
  EXPECT_THROW(profile_interval(problem, best, "a", 0), std::invalid_argument);
}

}  // namespace
