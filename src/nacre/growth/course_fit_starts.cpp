#include "nacre/growth/course_fit_starts.hpp"

#include <cmath>
#include <limits>

#include "nacre/core/parallel.hpp"
#include "nacre/core/random.hpp"
#include "nacre/fit/objective.hpp"

namespace nacre::growth {
namespace {

constexpr int draws_a_start = 8;
constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr double near_enough = 3e-3;  // gains of chi2 that end an approach

// A look from afar, and a fit that ends close enough to the minimum to know it again.
constexpr CourseAccuracy to_look{.tolerance = 1e-3, .resolution = 12};
constexpr CourseAccuracy to_approach{.tolerance = 1e-4, .resolution = 12, .one_sided = true};

std::vector<double> given_start(const CourseFitPlan& plan) {
  std::vector<double> start;
  for (const CourseParameter& one : plan.parameters) start.push_back(as_fitted(one, one.start));
  return start;
}

std::vector<double> drawn(const CourseFitPlan& plan, RandomStream& random) {
  std::vector<double> point;
  for (const CourseParameter& one : plan.parameters)
    point.push_back(std::lerp(as_fitted(one, one.lower), as_fitted(one, one.upper), random.uniform()));
  return point;
}

std::vector<double> best_drawn(const CourseModel& look, const CourseFitPlan& plan, std::uint64_t seed,
                               std::size_t number) {
  RandomStream random(seed, StreamName::multi_start, number);
  std::vector<double> best;
  double least = infinity;
  for (int i = 0; i < draws_a_start; ++i) {
    const std::vector<double> point = drawn(plan, random);
    const double chi2 = look.chi2(point);
    if (!best.empty() && !(chi2 < least)) continue;
    best = point;
    least = chi2;
  }
  return best;
}

double cost_of(const fit::Problem& problem, const fit::Result& result) {
  const fit::Objective objective(problem);
  std::vector<double> residuals(objective.n_residuals());
  return objective.residuals(result.values, residuals) ? objective.cost(residuals) : infinity;
}

StartedFit fitted_from(const std::vector<Course>& courses, const CourseFitPlan& plan,
                       std::vector<double> start, const RunControl& control) {
  const CourseModel model(courses, plan, to_approach, start, control);
  StartedFit one{.start = start, .start_chi2 = model.chi2(start), .result = {}, .cost = infinity};
  if (std::isinf(one.start_chi2)) return one;
  fit::Problem problem = model.problem(start);
  problem.noise = near_enough;
  one.result = fit::fit(problem);
  one.cost = cost_of(problem, one.result);
  return one;
}

}  // namespace

std::vector<StartedFit> fit_from_starts(const std::vector<Course>& courses, const CourseFitPlan& plan,
                                        std::uint64_t seed, const RunControl& control) {
  const CourseModel look(courses, plan, to_look, given_start(plan), control);
  std::vector<StartedFit> fits(static_cast<std::size_t>(plan.starts));
  Stage stage(control, "starts", static_cast<double>(fits.size()), "fits");
  parallel_for(fits.size(), control, [&](std::size_t i) {
    const std::vector<double> start = i == 0 ? given_start(plan) : best_drawn(look, plan, seed, i);
    fits[i] = fitted_from(courses, plan, start, control);
    stage.advance(1);
  });
  return fits;
}

}  // namespace nacre::growth
