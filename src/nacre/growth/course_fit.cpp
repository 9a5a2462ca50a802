#include "nacre/growth/course_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/growth/course_fit_ambiguity.hpp"
#include "nacre/growth/course_fit_model.hpp"
#include "nacre/growth/course_fit_starts.hpp"

namespace nacre::growth {
namespace {

// Of chi2: closer ends are the same minimum, seen with the coarse solver.
constexpr double same_minimum = 1;

[[noreturn]] void refuse(const std::string& name, const std::string& reason) {
  throw std::invalid_argument(name + ": " + reason);
}

void check_parameter(const CourseParameter& one, int starts) {
  if (one.logarithmic && !(one.start > 0))
    refuse(one.name, "it is fitted as its logarithm, and starts at or below 0");
  if (!(one.start >= one.lower && one.start <= one.upper && one.lower < one.upper))
    refuse(one.name, "its start " + format_number(one.start) + " is outside of its bounds " +
                         format_number(one.lower) + " to " + format_number(one.upper));
  const bool bounded = std::isfinite(as_fitted(one, one.lower)) && std::isfinite(as_fitted(one, one.upper));
  if (starts > 1 && !bounded) refuse(one.name, "it has no bounds between which starts could be drawn");
}

void check_series(const Course& course, const Series& series) {
  const std::size_t n = course.time_s.size();
  if (series.values.size() != n || series.errors.size() != n)
    refuse(course.name, "not every time has its value and its error");
  for (std::size_t i = 0; i < n; ++i)
    if (!std::isfinite(series.values[i]) || !(series.errors[i] > 0) || std::isinf(series.errors[i]))
      refuse(course.name, "a value is not finite, or its error is not above 0");
}

void check_course(const Course& course) {
  const auto& times = course.time_s;
  if (times.empty() || course.series.empty()) refuse(course.name, "there are no data");
  for (std::size_t i = 1; i < times.size(); ++i)
    if (!(times[i] > times[i - 1])) refuse(course.name, "the times do not ascend");
  if (!(times.front() >= 0 && times.back() > 0)) refuse(course.name, "the times do not end after 0");
  if (times.back() > course.synthesis.duration_s) refuse(course.name, "the data go on after the synthesis");
  for (const Series& series : course.series) check_series(course, series);
}

void check(const std::vector<Course>& courses, const CourseFitPlan& plan) {
  if (plan.parameters.empty()) refuse(plan.name, "there is nothing to fit");
  if (plan.starts < 1) refuse(plan.name, "there is no start");
  for (const CourseParameter& one : plan.parameters) check_parameter(one, plan.starts);
  std::size_t n_data = 0;
  for (const Course& course : courses) {
    check_course(course);
    n_data += course.series.size() * course.time_s.size();
  }
  if (n_data < plan.parameters.size())
    refuse(plan.name, std::to_string(n_data) + " data do not determine " +
                          std::to_string(plan.parameters.size()) + " parameters");
}

// At time 0 a model may well be without particles.
double first_time_s(const std::vector<Course>& courses) {
  double first = std::numeric_limits<double>::infinity();
  for (const Course& course : courses) first = std::min(first, *std::ranges::upper_bound(course.time_s, 0.0));
  return first;
}

const StartedFit& best_of(const std::vector<StartedFit>& fits) {
  return *std::ranges::min_element(fits, {}, &StartedFit::cost);
}

std::vector<double> all_natural(const CourseFitPlan& plan, const std::vector<double>& fitted) {
  std::vector<double> values;
  for (std::size_t i = 0; i < fitted.size(); ++i) values.push_back(natural(plan.parameters[i], fitted[i]));
  return values;
}

std::vector<CourseStart> told(const std::vector<StartedFit>& fits, const CourseFitPlan& plan) {
  const StartedFit& best = best_of(fits);
  const double unit = plan.errors_known ? 1 : best.result.chi2_reduced();
  std::vector<CourseStart> starts;
  for (const StartedFit& one : fits)
    starts.push_back({.start = all_natural(plan, one.start),
                      .end = all_natural(plan, one.result.values),
                      .start_chi2 = one.start_chi2,
                      .chi2 = one.usable() ? one.result.chi2 : std::numeric_limits<double>::infinity(),
                      .converged = one.result.converged,
                      .reached_best = !(one.cost > best.cost + same_minimum * unit)});
  return starts;
}

std::vector<std::string> names_of(const CourseFitPlan& plan) {
  std::vector<std::string> names;
  for (const CourseParameter& one : plan.parameters) names.push_back(one.name);
  return names;
}

// The words of the fit room speak of the value as fitted.
void tell_natural_bounds(const CourseParameter& one, std::vector<std::string>& warnings) {
  if (!one.logarithmic) return;
  for (std::string& warning : warnings)
    for (const bool low : {true, false}) {
      const std::string begin = one.name + " is at its " + (low ? "lower" : "upper") + " bound ";
      const double bound = low ? one.lower : one.upper;
      if (!warning.starts_with(begin)) continue;
      warning = begin + format_number(bound) + warning.substr(warning.find(':'));
    }
}

}  // namespace

std::vector<double> CourseFit::values() const { return all_natural(plan, result.values); }

std::vector<double> CourseFit::uncertainties() const {
  std::vector<double> list = result.uncertainties;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (plan.parameters[i].logarithmic) list[i] *= natural(plan.parameters[i], result.values[i]);
  return list;
}

std::vector<std::optional<std::array<double, 2>>> CourseFit::intervals() const {
  auto list = result.intervals;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i])
      for (double& end : *list[i]) end = natural(plan.parameters[i], end);
  return list;
}

CourseFit fit_courses(const std::vector<Course>& courses, const CourseFitPlan& plan, std::uint64_t seed,
                      const RunControl& control) {
  check(courses, plan);
  const std::vector<StartedFit> fits = fit_from_starts(courses, plan, seed, control);
  const StartedFit& best = best_of(fits);
  if (!best.usable())
    refuse(plan.name, "the synthesis cannot be simulated at any start: particles are missing at " +
                          format_number(first_time_s(courses)) +
                          " s, where the data begin; is time_s in seconds, and do the parameters make "
                          "particles by then?");
  CourseFit fit{.plan = plan, .starts = told(fits, plan)};
  Stage stage(control, "final fit", 1, "fits");
  const CourseModel model(courses, plan, {plan.tolerance, plan.resolution}, best.result.values, control);
  fit.problem = model.problem(best.result.values);
  fit.result = fit::fit(fit.problem);
  stage.advance(1);
  if (plan.profile) fit::add_profile_intervals(fit.problem, fit.result, names_of(plan), control);
  std::vector<double> derivatives(model.n_residuals() * model.n_parameters());
  model.derivatives(fit.result.values, derivatives);
  fit.ambiguities = ambiguities_of(derivatives, model.n_parameters());
  return fit;
}

FitSummary summarize(const CourseFit& fit) {
  FitSummary summary = fit::summarize(fit.problem, fit.result);
  const auto values = fit.values(), uncertainties = fit.uncertainties();
  const auto intervals = fit.intervals();
  for (std::size_t i = 0; i < summary.parameters.size(); ++i) {
    FitParameterRow& row = summary.parameters[i];
    const CourseParameter& one = fit.plan.parameters[i];
    row.value = values[i];
    row.uncertainty = uncertainties[i];
    row.interval = intervals[i];
    row.start = one.start;
    row.lower = one.lower;
    row.upper = one.upper;
    tell_natural_bounds(one, summary.warnings);
  }
  return summary;
}

}  // namespace nacre::growth
