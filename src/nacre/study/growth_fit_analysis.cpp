#include "nacre/study/growth_fit_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/study/fit_requests.hpp"
#include "nacre/study/growth_synthesis.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

constexpr double least_span_K = 0.5;

// [fit] may be left out as a whole.
double number_or(const Case& one, std::string_view key, double other) {
  return one.has(key) ? one.number(key) : other;
}
std::string text_or(const Case& one, std::string_view key, const char* other) {
  return one.has(key) ? one.text(key) : other;
}

bool one_temperature(const GrowthCourses& data) {
  double low = 1e300, high = 0;
  for (const growth::Course& course : data.courses)
    for (const double temperature_K : course.synthesis.temperature.temperature_K) {
      low = std::min(low, temperature_K);
      high = std::max(high, temperature_K);
    }
  return high - low < least_span_K;
}

void refuse_parameter(const Case& one, const GrowthParameter& parameter, const GrowthCourses& data,
                      int starts) {
  const ParameterRequest& request = one.at(parameter.key).parameter;
  const std::string name(parameter.name);
  if (parameter.name.ends_with("activation") || parameter.name.ends_with("enthalpy"))
    if (one_temperature(data))
      throw one.error(parameter.key, "one temperature tells nothing of " + name, {},
                      "syntheses at several temperatures, or a value");
  if (starts > 1 && !(request.lower && request.upper))
    throw one.error(parameter.key, name + " has no bounds between which starts could be drawn", {},
                    "{ start = ..., min = ..., max = ... }", "or [fit] starts = 1");
  const double lowest = request.lower.value_or(request.value);
  if (parameter.logarithmic && (!(request.value > 0) || (starts > 1 && !(lowest > 0))))
    throw one.error(parameter.key, name + " is fitted as its logarithm, and starts at or goes down to 0",
                    format_number(std::min(request.value, lowest)), "a start and a min above 0");
}

void refuse_method(const Case& one) {
  const std::string& method = one.text("solver.method");
  if (method != "cohorts")
    throw one.error("solver.method", "a fit simulates with cohorts", "\"" + method + "\"",
                    "method = \"cohorts\", or no method",
                    "simulate what was found with the other solvers, without [data]");
}

growth::CourseParameter free_parameter(const Case& one, const GrowthParameter& parameter) {
  const Value& value = one.at(parameter.key);
  return {.name = std::string(parameter.name),
          .unit = std::string(value.key->unit),
          .description = std::string(value.key->description),
          .logarithmic = parameter.logarithmic,
          .start = value.parameter.value,
          .lower = value.parameter.lower.value_or(value.key->lower),
          .upper = value.parameter.upper.value_or(value.key->upper),
          .in = parameter.in};
}

std::string name_of(const CaseValue& value) {
  if (const auto* number = std::get_if<double>(&value)) return format_number(*number);
  return std::get<std::string>(value);
}

std::string case_name(const Case& one) {
  std::string text;
  for (const auto& [key, value] : one.label) text += (text.empty() ? "" : ", ") + key + " " + name_of(value);
  return text;
}

std::string data_name(const GrowthCourses& data) {
  const std::size_t n = data.courses.size();
  return n == 1 ? data.courses.front().name : std::to_string(n) + " syntheses together";
}

growth::CourseFit fitted(const Case& one, const GrowthFitAnalysis& analysis, std::uint64_t seed,
                         const RunControl& control) {
  const growth::CourseFitPlan plan = growth_fit_plan(one, analysis.data);
  try {
    return growth::fit_courses(analysis.data.courses, plan, seed, control);
  } catch (const std::invalid_argument& reason) {
    throw one.error("data.file", reason.what());
  }
}

growth::Trajectory simulated(const Case& one, const growth::Synthesis& synthesis, growth::Options options,
                             const RunControl& control) {
  options.snapshots_s.clear();
  try {
    return growth::simulate(synthesis, options, control);
  } catch (const std::exception& reason) {
    control.throw_if_stopped();
    throw one.error("data.file",
                    std::string("what was found cannot be simulated as [solver] says: ") + reason.what());
  }
}

// Largest difference between the fit's own values and the simulation, in standard errors.
double difference(const GrowthFitAnalysis& analysis, std::size_t index) {
  growth::Course course = analysis.data.courses[index];
  course.synthesis = analysis.syntheses[index];
  const growth::CourseFitPlan& plan = analysis.fit.plan;
  const auto values = growth::course_values(
      course, {.tolerance = plan.tolerance, .resolution = plan.resolution, .shot_noise = plan.shot_noise});
  double most = 0;
  std::size_t at = 0;
  for (const growth::Series& series : course.series)
    for (std::size_t i = 0; i < course.time_s.size(); ++i, ++at) {
      const double exact =
          growth::observed(analysis.trajectories[index].at(course.time_s[i]), series.observable);
      most = std::max(most, std::abs(values[at] - exact) / (series.errors[i] * analysis.error_scale()));
    }
  return most;
}

void simulate_found(GrowthFitAnalysis& analysis, const RunControl& control) {
  const std::size_t n = analysis.data.courses.size();
  const growth::Options options = growth_options(*analysis.one);
  for (const growth::Course& course : analysis.data.courses)
    analysis.syntheses.push_back(
        growth::with_values(course.synthesis, analysis.fit.plan.parameters, analysis.fit.values()));
  analysis.trajectories.resize(n);
  parallel_for(n, control, [&](std::size_t i) {
    analysis.trajectories[i] = simulated(*analysis.one, analysis.syntheses[i], options, control);
  });
  for (std::size_t i = 0; i < n; ++i) {
    analysis.summaries.push_back(growth_summary(analysis.trajectories[i]));
    analysis.solver_difference = std::max(analysis.solver_difference, difference(analysis, i));
  }
}

}  // namespace

double GrowthFitAnalysis::error_scale() const {
  return data.errors_known ? 1 : std::sqrt(fit.result.chi2_reduced());
}

growth::CourseFitPlan growth_fit_plan(const Case& one, const GrowthCourses& data) {
  refuse_method(one);
  growth::CourseFitPlan plan{.name = data_name(data),
                             .model = "precursor, nucleation and growth of a synthesis"};
  plan.errors_known = data.errors_known;
  plan.loss = loss_of(text_or(one, "fit.loss", "squares"));
  plan.tolerance = number_or(one, "fit.tolerance", plan.tolerance);
  plan.resolution = static_cast<int>(number_or(one, "fit.resolution", plan.resolution));
  plan.shot_noise = one.number("solver.shot_noise") != 0;
  plan.starts = static_cast<int>(number_or(one, "fit.starts", 8));
  plan.profile = text_or(one, "fit.intervals", "covariance") == "profile";
  for (const GrowthParameter& parameter : growth_parameters()) {
    if (!one.has(parameter.key) || !one.at(parameter.key).parameter.fit) continue;
    refuse_parameter(one, parameter, data, plan.starts);
    plan.parameters.push_back(free_parameter(one, parameter));
  }
  if (plan.parameters.empty())
    throw one.error("data.file", "there are data, but nothing is to be fitted", {},
                    "a parameter { start = ..., min = ..., max = ... }, such as [precursor] rate");
  return plan;
}

GrowthFitAnalysis analyse_growth_fit(const Case& one, std::uint64_t seed, const RunControl& control) {
  GrowthFitAnalysis analysis{.one = &one, .data = read_growth_courses(one)};
  analysis.name = one.label.empty() ? data_name(analysis.data) : case_name(one);
  analysis.slug = one.label.empty() ? "" : slug_of(analysis.name);
  analysis.fit = fitted(one, analysis, seed, control);
  simulate_found(analysis, control);
  return analysis;
}

}  // namespace nacre::study
