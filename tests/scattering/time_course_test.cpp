#include "nacre/scattering/time_course.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/core/random.hpp"

namespace nacre::scattering {
namespace {

// c_end (1 - exp(-t / tau)), from `ripens_s` on falling as exp(-(t - ripens) / slow).
double truth(double t, double tau, double ripens_s, double slow) {
  const double built = 1 - std::exp(-t / tau);
  return t < ripens_s ? built : built * std::exp(-(t - ripens_s) / slow);
}

Course made(double tau, double noise, std::uint64_t seed, double ripens_s = 1e9, double slow = 1e4,
            int n = 1000) {
  Course course;
  RandomStream stream(seed, StreamName::synthetic_data);
  for (int i = 0; i < n; ++i) {
    const double t = 1 + i * 2000.0 / n;
    course.time_s.push_back(t);
    course.value.push_back(truth(t, tau, ripens_s, slow) + noise * stream.normal());
    course.error.push_back(noise);
  }
  return course;
}

TEST(TimeCourse, BuildUpWithoutFall) {
  for (const double tau : {15.0, 100.0}) {
    double pull_sum = 0, pull2 = 0;
    constexpr int seeds = 12;
    for (int seed = 0; seed < seeds; ++seed) {
      const Completion found = completion_of(made(tau, 0.01, 10 + seed), {.replicas = 60}, {});
      EXPECT_FALSE(found.of_maximum);
      EXPECT_TRUE(std::isnan(found.onset.value));
      EXPECT_NEAR(found.reference.value, 1, 5 * found.reference.error);
      const double pull = (found.arrival.value - tau * std::log(50)) / found.arrival.error;
      pull_sum += pull;
      pull2 += pull * pull;
      EXPECT_LT(found.arrival.error, 0.12 * tau * std::log(50));
    }
    EXPECT_LT(std::abs(pull_sum / seeds), 1.0);
    EXPECT_LT(pull2 / seeds, 3.0);
  }
}

// The smoothing leaves arrivals a third of an error late where they are quick; the standard error of the mean
// is 0.1.
TEST(SlowTimeCourse, ErrorsOfArrivalsAreRight) {
  constexpr int seeds = 100;
  for (const double tau : {15.0, 100.0}) {
    double sum = 0, squares = 0;
    for (int seed = 0; seed < seeds; ++seed) {
      const Completion found =
          completion_of(made(tau, 0.01, 1000 + seed, 1e9, 1e4, 300), {.replicas = 60}, {});
      const double pull = (found.arrival.value - tau * std::log(50)) / found.arrival.error;
      sum += pull;
      squares += pull * pull;
    }
    const double mean = sum / seeds;
    EXPECT_NEAR(mean, 0, 0.4) << tau;
    EXPECT_NEAR(std::sqrt(squares / seeds - mean * mean), 1, 0.15) << tau;
  }
}

TEST(TimeCourse, FallAfterTheMaximum) {
  const Completion found = completion_of(made(60, 0.01, 3, 600, 4000), {}, {});
  EXPECT_TRUE(found.of_maximum);
  EXPECT_GT(found.fall_sigmas, 10);
  // exp(-(t - 600) / 4000) = 0.98
  EXPECT_NEAR(found.onset.value, 600 - 4000 * std::log(0.98), 60);
  EXPECT_NEAR(found.arrival.value, 60 * std::log(50), 30);
}

TEST(TimeCourse, SameForAnyNumberOfThreads) {
  const Course course = made(60, 0.02, 5);
  const Completion one = completion_of(course, {}, {.threads = 1}),
                   two = completion_of(course, {}, {.threads = 2});
  EXPECT_EQ(one.arrival.value, two.arrival.value);
  EXPECT_EQ(one.arrival.error, two.arrival.error);
}

}  // namespace
}  // namespace nacre::scattering
