// Residuals of courses and their derivatives, by simulation.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nacre/growth/course_fit.hpp"

namespace nacre::growth {

// The value that the solver of the fit sees, and back.
double as_fitted(const CourseParameter& parameter, double value);
double natural(const CourseParameter& parameter, double fitted);

// Accuracy of the simulations.
struct CourseAccuracy {
  double tolerance = 1e-4;
  int resolution = 80;
  bool one_sided = false;  // derivatives from steps to one side: nearly half the work, good for an approach
};

// One fit of courses: refers to nothing, and may be called from several threads at once.
class CourseModel {
 public:
  // Steps of the derivatives are chosen at `start`, as fitted.
  CourseModel(const std::vector<Course>& courses, const CourseFitPlan& plan, CourseAccuracy accuracy,
              std::vector<double> start, const RunControl& control);

  std::size_t n_parameters() const { return setup_->parameters.size(); }
  std::size_t n_residuals() const;
  const std::vector<double>& steps() const { return setup_->steps; }

  // (model - data) / error of all courses; not finite where the synthesis fails.
  void residuals(std::span<const double> fitted, std::span<double> out) const;
  // Row-major, by central differences unless they are to be one-sided; at a bound towards the inside.
  void derivatives(std::span<const double> fitted, std::span<double> out) const;
  // Sum of squares; infinite where the synthesis fails.
  double chi2(std::span<const double> fitted) const;

  // The problem that starts at these values, which lie within the bounds.
  fit::Problem problem(std::span<const double> fitted) const;

 private:
  struct Setup {
    std::vector<Course> courses;
    std::vector<CourseParameter> parameters;
    CourseFitPlan plan;
    CourseAccuracy accuracy;
    std::vector<double> steps;
    RunControl control;
  };

  static void residuals_of(const Setup& setup, std::size_t course, std::span<const double> fitted,
                           std::span<double> out);
  static void derivatives_of(const Setup& setup, std::size_t course, std::span<const double> fitted,
                             std::span<double> out);
  void choose_steps(std::span<const double> start);
  double adapted_step(std::span<const double> start, std::size_t parameter) const;

  std::shared_ptr<Setup> setup_;
};

}  // namespace nacre::growth
