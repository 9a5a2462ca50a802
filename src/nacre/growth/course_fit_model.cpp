#include "nacre/growth/course_fit_model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "nacre/core/parallel.hpp"

namespace nacre::growth {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// Steps of the derivatives as a share of a parameter's size: the first, and the limits of the adapted ones.
constexpr double first_step = 1e-3;
constexpr double shortest_step = 1e-6;
constexpr double longest_step = 3e-2;
constexpr double steps_a_sigma = 8;

// Of chi2, from steps in time and cohorts that change with the parameters.
constexpr double solver_noise = 1e-4;

std::size_t residual_count(const Course& course) { return course.series.size() * course.time_s.size(); }

double size_of(const CourseParameter& parameter, double fitted) {
  if (parameter.logarithmic) return 1;
  if (fitted != 0) return std::abs(fitted);
  const double range = parameter.upper - parameter.lower;
  return std::isfinite(range) && range > 0 ? range / 10 : 1;
}

// Nothing that happens after the last point matters.
Synthesis until_last_point(const Course& course, Synthesis synthesis) {
  synthesis.duration_s = course.time_s.back();
  std::erase_if(synthesis.injections,
                [&](const Injection& one) { return one.start_s > synthesis.duration_s; });
  return synthesis;
}

// Where the model is simulated for the derivative by one parameter.
struct Ends {
  double near = 0;
  double far = 0;
};

Ends ends_of(const CourseParameter& parameter, double fitted, double step, bool one_sided) {
  const double lower = as_fitted(parameter, parameter.lower), upper = as_fitted(parameter, parameter.upper);
  if (!one_sided) return {std::max(fitted - step, lower), std::min(fitted + step, upper)};
  const double short_step = step / 4;  // the error of one side goes with the step, not with its square
  return {fitted, fitted + short_step <= upper ? fitted + short_step : fitted - short_step};
}

}  // namespace

double observed(const Point& point, Observable observable) {
  switch (observable) {
    case Observable::radius:
      return point.mean_nm();
    case Observable::sigma:
      return point.sigma_nm();
    case Observable::concentration:
      return point.concentration_mol_m3();
    default:
      return point.yield();
  }
}

double as_fitted(const CourseParameter& parameter, double value) {
  return parameter.logarithmic ? std::log(value) : value;
}

double natural(const CourseParameter& parameter, double fitted) {
  return parameter.logarithmic ? std::exp(fitted) : fitted;
}

Synthesis with_values(Synthesis synthesis, const std::vector<CourseParameter>& parameters,
                      const std::vector<double>& values) {
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i].in(synthesis) = values[i];
  return synthesis;
}

std::vector<double> course_values(const Course& course, const Options& options) {
  const Trajectory trajectory = simulate(until_last_point(course, course.synthesis), options);
  std::vector<double> values;
  values.reserve(residual_count(course));
  for (const Series& series : course.series)
    for (const double time_s : course.time_s)
      values.push_back(observed(trajectory.at(time_s), series.observable));
  return values;
}

CourseModel::CourseModel(const std::vector<Course>& courses, const CourseFitPlan& plan,
                         CourseAccuracy accuracy, std::vector<double> start, const RunControl& control)
    : setup_(std::make_shared<Setup>(
          Setup{courses,
                plan.parameters,
                plan,
                accuracy,
                {},
                {.threads = control.threads, .progress = {}, .message = {}, .stop = control.stop}})) {
  choose_steps(start);
}

std::size_t CourseModel::n_residuals() const {
  std::size_t n = 0;
  for (const Course& course : setup_->courses) n += residual_count(course);
  return n;
}

void CourseModel::residuals_of(const Setup& setup, std::size_t index, std::span<const double> fitted,
                               std::span<double> out) {
  Course course = setup.courses[index];
  for (std::size_t i = 0; i < setup.parameters.size(); ++i)
    setup.parameters[i].in(course.synthesis) = natural(setup.parameters[i], fitted[i]);
  std::vector<double> values;
  try {
    values = course_values(course, {.tolerance = setup.accuracy.tolerance,
                                    .resolution = setup.accuracy.resolution,
                                    .shot_noise = setup.plan.shot_noise});
  } catch (const std::logic_error&) {  // parameters that make no sense
    values.assign(out.size(), nan);
  } catch (const std::runtime_error&) {  // no step is small enough
    values.assign(out.size(), nan);
  }
  std::size_t at = 0;
  for (const Series& series : course.series)
    for (std::size_t i = 0; i < series.values.size(); ++i, ++at)
      out[at] = (values[at] - series.values[i]) / series.errors[i];
}

void CourseModel::derivatives_of(const Setup& setup, std::size_t index, std::span<const double> fitted,
                                 std::span<double> out) {
  const std::size_t k = setup.parameters.size(), n = residual_count(setup.courses[index]);
  std::vector<Ends> ends;
  for (std::size_t j = 0; j < k; ++j)
    ends.push_back(ends_of(setup.parameters[j], fitted[j], setup.steps[j], setup.accuracy.one_sided));
  // The far ends, then the near ones: one for all where they are the point itself.
  const std::size_t simulations = setup.accuracy.one_sided ? k + 1 : 2 * k;
  std::vector<std::vector<double>> values(simulations, std::vector<double>(n));
  parallel_for(simulations, setup.control, [&](std::size_t i) {
    std::vector<double> moved(fitted.begin(), fitted.end());
    if (i < k)
      moved[i] = ends[i].far;
    else if (!setup.accuracy.one_sided)
      moved[i - k] = ends[i - k].near;
    residuals_of(setup, index, moved, values[i]);
  });
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t j = 0; j < k; ++j) {
      const std::vector<double>& near = values[setup.accuracy.one_sided ? k : k + j];
      out[row * k + j] = (values[j][row] - near[row]) / (ends[j].far - ends[j].near);
    }
}

void CourseModel::residuals(std::span<const double> fitted, std::span<double> out) const {
  std::size_t at = 0;
  for (std::size_t i = 0; i < setup_->courses.size(); ++i) {
    const std::size_t n = residual_count(setup_->courses[i]);
    residuals_of(*setup_, i, fitted, out.subspan(at, n));
    at += n;
  }
}

void CourseModel::derivatives(std::span<const double> fitted, std::span<double> out) const {
  std::size_t at = 0;
  for (std::size_t i = 0; i < setup_->courses.size(); ++i) {
    const std::size_t n = residual_count(setup_->courses[i]) * n_parameters();
    derivatives_of(*setup_, i, fitted, out.subspan(at, n));
    at += n;
  }
}

double CourseModel::chi2(std::span<const double> fitted) const {
  std::vector<double> values(n_residuals());
  residuals(fitted, values);
  double sum = 0;
  for (const double one : values) sum += one * one;
  return std::isfinite(sum) ? sum : std::numeric_limits<double>::infinity();
}

// The standard error that the parameter alone would have: there the model changes by enough to be seen
// beside the noise of the solver's own steps, and hardly bends.
double CourseModel::adapted_step(std::span<const double> start, std::size_t parameter) const {
  const double h = setup_->steps[parameter];
  const double size = size_of(setup_->parameters[parameter], start[parameter]);
  std::vector<double> up(n_residuals()), down(n_residuals()), moved(start.begin(), start.end());
  moved[parameter] = start[parameter] + h;
  residuals(moved, up);
  moved[parameter] = start[parameter] - h;
  residuals(moved, down);
  double length2 = 0;
  for (std::size_t i = 0; i < up.size(); ++i) length2 += std::pow((up[i] - down[i]) / (2 * h), 2);
  if (!(length2 > 0) || std::isinf(length2)) return h;
  return std::clamp(steps_a_sigma / std::sqrt(length2), shortest_step * size, longest_step * size);
}

void CourseModel::choose_steps(std::span<const double> start) {
  for (std::size_t i = 0; i < start.size(); ++i)
    setup_->steps.push_back(first_step * size_of(setup_->parameters[i], start[i]));
  std::vector<double> adapted = setup_->steps;
  parallel_for(start.size(), setup_->control, [&](std::size_t i) { adapted[i] = adapted_step(start, i); });
  setup_->steps = adapted;
}

fit::Problem CourseModel::problem(std::span<const double> fitted) const {
  const CourseFitPlan& plan = setup_->plan;
  fit::Problem problem{.name = plan.name, .model = plan.model};
  for (std::size_t i = 0; i < fitted.size(); ++i) {
    const CourseParameter& one = plan.parameters[i];
    problem.parameters.push_back({.name = one.name,
                                  .unit = one.unit,
                                  .description = one.description,
                                  .start = fitted[i],
                                  .lower = as_fitted(one, one.lower),
                                  .upper = as_fitted(one, one.upper)});
  }
  const std::shared_ptr<const Setup> setup = setup_;
  for (std::size_t i = 0; i < setup->courses.size(); ++i)
    problem.data.push_back(
        {.name = setup->courses[i].name,
         .n_residuals = static_cast<int>(residual_count(setup->courses[i])),
         .residuals = [setup, i](auto values, auto out) { residuals_of(*setup, i, values, out); },
         .derivatives = [setup, i](auto values, auto out) { derivatives_of(*setup, i, values, out); }});
  problem.loss = plan.loss;
  problem.scale_sigmas = !plan.errors_known;
  problem.noise = solver_noise;
  return problem;
}

}  // namespace nacre::growth
