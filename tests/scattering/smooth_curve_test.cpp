#include "nacre/scattering/smooth_curve.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "nacre/core/random.hpp"

namespace nacre::scattering {
namespace {

Course made(double noise, std::uint64_t seed, int n = 400) {
  Course course;
  RandomStream stream(seed, StreamName::synthetic_data);
  for (int i = 0; i < n; ++i) {
    course.time_s.push_back(5.0 * i);
    course.value.push_back(1 - std::exp(-course.time_s.back() / 200) + noise * stream.normal());
    course.error.push_back(noise);
  }
  return course;
}

TEST(SmoothCurve, FollowsACurveWithoutNoise) {
  Course course = made(0, 1);
  course.error.assign(course.error.size(), 1e-3);
  const SmoothCurve curve(course);
  for (double t = 0; t < 1990; t += 33) EXPECT_NEAR(curve.at(t), 1 - std::exp(-t / 200), 2e-4) << t;
}

// Errors of the curve are those of its scatter over data sets, and far smaller than those of the points.
TEST(SmoothCurve, ErrorsAreThoseOfRepeatedData) {
  constexpr int sets = 60;
  for (const double t : {100.0, 800.0, 1995.0}) {
    double squares = 0, error = 0;
    for (int set = 0; set < sets; ++set) {
      const SmoothCurve curve(made(0.02, 20 + set));
      squares += std::pow(curve.at(t) - (1 - std::exp(-t / 200)), 2);
      error += curve.error_at(t) / sets;
    }
    const double scatter = std::sqrt(squares / sets);
    EXPECT_LT(error, 0.012) << t;
    EXPECT_NEAR(scatter / error, 1, 0.45) << t;
  }
}

TEST(SmoothCurve, ErrorsThatAreTooSmallAreWidened) {
  Course course = made(0.02, 3);
  const double honest = SmoothCurve(course).error_at(1000);
  for (double& error : course.error) error /= 2;
  const SmoothCurve curve(course);
  EXPECT_NEAR(curve.chi2_reduced(), 4, 1);
  EXPECT_NEAR(curve.error_at(1000) / honest, 1, 0.1);
}

TEST(SmoothCurve, DrawnCurvesScatterByTheirError) {
  const SmoothCurve curve(made(0.02, 3));
  RandomStream stream(4, StreamName::synthetic_data);
  constexpr int draws = 2000;
  for (const double time : {30.0, 700.0}) {
    double sum = 0, squares = 0;
    for (int i = 0; i < draws; ++i) {
      std::vector<double> normals(curve.draws());
      for (double& normal : normals) normal = stream.normal();
      const double off = curve.drawn(normals).at(time) - curve.at(time);
      sum += off;
      squares += off * off;
    }
    EXPECT_NEAR(std::sqrt(squares / draws) / curve.error_at(time), 1, 0.06);
    EXPECT_NEAR(sum / draws / curve.error_at(time), 0, 0.1);
  }
  EXPECT_THROW(curve.drawn(std::vector<double>(3)), std::invalid_argument);
}

TEST(SmoothCurve, RefusesWhatItCannotUse) {
  Course course = made(0.02, 3, 7);
  EXPECT_THROW(SmoothCurve{course}, std::invalid_argument);
  course = made(0.02, 3);
  course.time_s[5] = course.time_s[4];
  EXPECT_THROW(SmoothCurve{course}, std::invalid_argument);
  course = made(0.02, 3);
  course.error[7] = 0;
  EXPECT_THROW(SmoothCurve{course}, std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
