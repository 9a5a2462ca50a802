#include "nacre/growth/course_fit_model.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "course_fit_data.hpp"

namespace nacre::growth {
namespace {

std::vector<double> fitted_truth() { return {std::log(9.8e-3), std::log(7.7e-7), 4, 83.2}; }

TEST(CourseFitModel, ObservesTheFlask) {
  Point point;
  point.moments = {6.02214076e23, 2 * 6.02214076e23, 5 * 6.02214076e23, 14 * 6.02214076e23};
  point.volume_ratio = 2;
  point.solid_mol_m3 = 3;
  point.total_mol_m3 = 4;
  EXPECT_DOUBLE_EQ(observed(point, Observable::radius), 2);
  EXPECT_DOUBLE_EQ(observed(point, Observable::sigma), 1);
  EXPECT_DOUBLE_EQ(observed(point, Observable::concentration), 0.5);
  EXPECT_DOUBLE_EQ(observed(point, Observable::yield), 0.75);
}

TEST(CourseFitModel, LogarithmsThereAndBack) {
  const CourseFitPlan plan = four_parameters();
  EXPECT_DOUBLE_EQ(as_fitted(plan.parameters[0], 9.8e-3), std::log(9.8e-3));
  EXPECT_DOUBLE_EQ(natural(plan.parameters[0], std::log(9.8e-3)), 9.8e-3);
  EXPECT_DOUBLE_EQ(as_fitted(plan.parameters[2], 4), 4);
  EXPECT_DOUBLE_EQ(natural(plan.parameters[3], 83.2), 83.2);
}

TEST(CourseFitModel, ValuesComeSeriesBySeries) {
  const Course course = made_course(1, 0, 6);
  const Options options{.tolerance = 1e-5, .resolution = 120};
  const auto values = course_values(course, options);
  const Trajectory whole = simulate(course.synthesis, options);
  ASSERT_EQ(values.size(), 24u);
  for (std::size_t k = 0; k < 4; ++k)
    for (std::size_t i = 0; i < 6; ++i)
      EXPECT_DOUBLE_EQ(values[6 * k + i], observed(whole.at(course.time_s[i]), all_observables[k]));
}

TEST(CourseFitModel, ResidualsAreInStandardErrors) {
  Course course = made_course(1, 0, 6);
  course.series[1].values[2] -= 2.5 * made_errors[1];
  const CourseModel model({course}, four_parameters(), {1e-5, 120}, fitted_truth(), {});
  std::vector<double> residuals(model.n_residuals());
  model.residuals(fitted_truth(), residuals);
  EXPECT_NEAR(residuals[8], 2.5, 1e-6);
  residuals[8] = 0;
  for (const double one : residuals) EXPECT_NEAR(one, 0, 1e-6);
  EXPECT_NEAR(model.chi2(fitted_truth()), 6.25, 1e-5);
}

TEST(CourseFitModel, ASynthesisThatFailsIsNoNumber) {
  const CourseModel model({made_course(1, 1, 6)}, four_parameters(), {1e-4, 40}, fitted_truth(), {});
  std::vector<double> nonsense = fitted_truth();
  nonsense[0] = 800;  // a rate that overflows
  EXPECT_TRUE(std::isinf(model.chi2(nonsense)));
}

// Against Richardson's extrapolation of steps of one and two standard errors, with a far finer solver.
TEST(CourseFitModel, DerivativesAgreeWithRichardson) {
  const CourseFitPlan plan = four_parameters();
  const Course course = made_course(1, 0, 12);
  const auto truth = fitted_truth();
  const CourseModel model({course}, plan, {1e-4, 80}, truth, {});
  const CourseModel fine({course}, plan, {1e-5, 120}, truth, {});
  const std::size_t n = model.n_residuals();
  std::vector<double> derivatives(4 * n), near(n), far(n);
  model.derivatives(truth, derivatives);
  const auto central = [&](std::size_t j, double h, std::vector<double>& out) {
    auto moved = truth;
    std::vector<double> down(n);
    moved[j] = truth[j] + h;
    fine.residuals(moved, out);
    moved[j] = truth[j] - h;
    fine.residuals(moved, down);
    for (std::size_t i = 0; i < n; ++i) out[i] = (out[i] - down[i]) / (2 * h);
  };
  for (std::size_t j = 0; j < 4; ++j) {
    central(j, fine.steps()[j] / 4, near);
    central(j, fine.steps()[j] / 2, far);
    double off2 = 0, length2 = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double exact = (4 * near[i] - far[i]) / 3;
      off2 += std::pow(derivatives[4 * i + j] - exact, 2);
      length2 += exact * exact;
    }
    EXPECT_LT(std::sqrt(off2 / length2), 0.01) << plan.parameters[j].name;
  }
}

TEST(CourseFitModel, StepsSuitTheSensitivity) {
  CourseFitPlan plan = four_parameters();
  plan.parameters.push_back(free_surface_energy());
  auto start = fitted_truth();
  start.push_back(std::log(0.2937));
  const CourseModel model({made_course(1, 0, 12)}, plan, {1e-4, 40}, start, {});
  EXPECT_LT(model.steps()[4], 0.005);  // ln J = -68 goes with the cube of the surface energy
  EXPECT_GT(model.steps()[4], 1e-4);
  EXPECT_NEAR(model.steps()[1], 0.03, 1e-12);  // the longest
}

TEST(CourseFitModel, OneSidedDerivativesAreGoodForAnApproach) {
  const auto truth = fitted_truth();
  const Course course = made_course(1, 0, 6);
  CourseFitPlan plan = four_parameters();
  plan.parameters[2].upper = 4;  // no room above: the step goes down
  const CourseModel one({course}, plan, {1e-4, 80, true}, truth, {});
  const CourseModel both({course}, four_parameters(), {1e-4, 80}, truth, {});
  std::vector<double> rough(24 * 4), good(24 * 4);
  one.derivatives(truth, rough);
  both.derivatives(truth, good);
  for (std::size_t j = 0; j < 4; ++j) {
    double off2 = 0, length2 = 0;
    for (std::size_t i = 0; i < 24; ++i) {
      off2 += std::pow(rough[4 * i + j] - good[4 * i + j], 2);
      length2 += std::pow(good[4 * i + j], 2);
    }
    EXPECT_LT(std::sqrt(off2 / length2), 0.05) << j;
  }
}

TEST(CourseFitModel, AtABoundDerivativesLookInside) {
  CourseFitPlan plan = four_parameters();
  plan.parameters[2].lower = 4;
  const auto truth = fitted_truth();
  const Course course = made_course(1, 0, 6);
  const CourseModel bounded({course}, plan, {1e-4, 80}, truth, {});
  const CourseModel open({course}, four_parameters(), {1e-4, 80}, truth, {});
  std::vector<double> inside(24 * 4), both(24 * 4);
  bounded.derivatives(truth, inside);
  open.derivatives(truth, both);
  double off2 = 0, length2 = 0;
  for (std::size_t i = 0; i < 24; ++i) {
    off2 += std::pow(inside[4 * i + 2] - both[4 * i + 2], 2);
    length2 += std::pow(both[4 * i + 2], 2);
  }
  EXPECT_LT(std::sqrt(off2 / length2), 0.1);
}

TEST(CourseFitModel, WhatComesAfterTheLastPointDoesNotMatter) {
  Course course = made_course(1, 0, 6);
  course.synthesis.duration_s = 5000;
  course.synthesis.injections = {{.start_s = 700, .volume_ratio = 1, .concentration_mol_m3 = 100}};
  const Options options{.tolerance = 1e-5, .resolution = 120};
  const auto values = course_values(course, options), before = course_values(made_course(1, 0, 6), options);
  for (std::size_t i = 0; i < values.size(); ++i) EXPECT_DOUBLE_EQ(values[i], before[i]);
}

}  // namespace
}  // namespace nacre::growth
