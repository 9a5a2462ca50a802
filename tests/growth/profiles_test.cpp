#include "nacre/growth/profiles.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>

namespace {

using namespace nacre::growth;

double moment(const Seeds& seeds, int k) {
  double sum = 0;
  for (std::size_t i = 0; i < seeds.radius_nm.size(); ++i)
    sum += seeds.number_per_m3[i] * std::pow(seeds.radius_nm[i], k);
  return sum;
}

double mean(const Seeds& seeds) { return moment(seeds, 1) / moment(seeds, 0); }
double deviation(const Seeds& seeds) {
  return std::sqrt(moment(seeds, 2) / moment(seeds, 0) - mean(seeds) * mean(seeds));
}

// Simpson's rule.
double integral(const std::function<double(double)>& f, double high) {
  const int n = 20000;
  double sum = 0;
  for (int i = 0; i <= n; ++i) sum += f(high * i / n) * (i == 0 || i == n ? 1 : i % 2 ? 4 : 2);
  return sum * high / (3 * n);
}

std::string message_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

void expect_descending(const Seeds& seeds) {
  ASSERT_EQ(seeds.radius_nm.size(), seeds.number_per_m3.size());
  for (std::size_t i = 1; i < seeds.radius_nm.size(); ++i)
    EXPECT_LT(seeds.radius_nm[i], seeds.radius_nm[i - 1]);
  for (const double number : seeds.number_per_m3) EXPECT_GT(number, 0);
}

TEST(Profiles, DensitiesOfRipening) {
  EXPECT_NEAR(integral(lsw_diffusion_density, 1.5), 1, 1e-9);
  EXPECT_NEAR(integral([](double u) { return u * lsw_diffusion_density(u); }, 1.5), 1, 1e-9);
  const double second = integral([](double u) { return u * u * lsw_diffusion_density(u); }, 1.5);
  EXPECT_NEAR(std::sqrt(second - 1), 0.21506, 5e-6);
  EXPECT_NEAR(integral(lsw_reaction_density, 2), 1, 1e-9);
  EXPECT_NEAR(integral([](double u) { return u * lsw_reaction_density(u); }, 2), 8.0 / 9, 1e-9);
  EXPECT_NEAR(integral([](double u) { return u * u * lsw_reaction_density(u); }, 2), 8.0 / 9, 1e-9);
  for (const double u : {-0.1, 0.0, 2.0, 3.0}) EXPECT_EQ(lsw_reaction_density(u), 0);
  for (const double u : {-0.1, 0.0, 1.5, 3.0}) EXPECT_EQ(lsw_diffusion_density(u), 0);
}

TEST(Profiles, DiffusionLimit) {
  const Seeds seeds = lsw_diffusion_seeds(50, 3e20, 1000);
  expect_descending(seeds);
  EXPECT_NEAR(moment(seeds, 0) / 3e20, 1, 1e-12);
  EXPECT_NEAR(mean(seeds) / 50, 1, 1e-3);
  EXPECT_NEAR(deviation(seeds) / mean(seeds), 0.21506, 1e-3);
  const double third = integral([](double u) { return u * u * u * lsw_diffusion_density(u); }, 1.5);
  EXPECT_NEAR(moment(seeds, 3) / (3e20 * 125000 * third), 1, 1e-8);  // the volume is exact
  EXPECT_GT(seeds.radius_nm[0], 1.49 * 50);
  EXPECT_LT(seeds.radius_nm[0], 1.5 * 50);
}

TEST(Profiles, ReactionLimit) {
  const Seeds seeds = lsw_reaction_seeds(8, 1e20, 1000);
  expect_descending(seeds);
  EXPECT_NEAR(moment(seeds, 0) / 1e20, 1, 1e-12);
  EXPECT_NEAR(mean(seeds) / 8, 1, 1e-3);
  EXPECT_NEAR(deviation(seeds) / mean(seeds), std::sqrt(8.0) / 8, 1e-3);
  EXPECT_GT(seeds.radius_nm[0], 2.235 * 8);
  EXPECT_LT(seeds.radius_nm[0], 2.25 * 8);
}

TEST(Profiles, BellCurves) {
  const Seeds normal = gaussian_seeds(5, 0.4, 1e20, 400);
  expect_descending(normal);
  EXPECT_NEAR(mean(normal) / 5, 1, 2e-4);
  EXPECT_NEAR(deviation(normal) / 0.4, 1, 5e-3);
  const Seeds skewed = lognormal_seeds(5, 1.5, 1e20, 400);
  expect_descending(skewed);
  EXPECT_NEAR(mean(skewed) / 5, 1, 1e-3);
  EXPECT_NEAR(deviation(skewed) / 1.5, 1, 5e-3);
  const double cv = 1.5 / 5;  // the third moment of the log-normal distribution
  EXPECT_NEAR(moment(skewed, 3) / (1e20 * 125 * std::pow(1 + cv * cv, 3)), 1, 1e-6);
}

// Every cohort that dissolves has the same weight, and those that survive a fall to 0.01 are still many.
TEST(Profiles, ManyCohortsSurvive) {
  const Seeds seeds = lsw_diffusion_seeds(1, 1, 400);
  EXPECT_NEAR(static_cast<double>(seeds.radius_nm.size()), 400, 8);
  double larger = 0;
  std::size_t survivors = 0;
  for (const double number : seeds.number_per_m3) {
    larger += number;
    if (larger > 0.01) break;
    ++survivors;
  }
  EXPECT_GT(survivors, 150u);
  EXPECT_LT(seeds.number_per_m3.back(), 0.025);
}

TEST(Profiles, OneCohortIsTheMeanVolume) {
  const Seeds seeds = seeds_from_density([](double) { return 1; }, 1, 3, 5, 1);
  ASSERT_EQ(seeds.radius_nm.size(), 1u);
  EXPECT_NEAR(seeds.radius_nm[0], std::cbrt(10), 1e-12);
  EXPECT_NEAR(seeds.number_per_m3[0], 5, 1e-12);
}

TEST(Profiles, BadInput) {
  const auto flat = [](double) { return 1.0; };
  EXPECT_EQ(message_of([&] { seeds_from_density(flat, 2, 1, 1, 9); }), "a population needs a range of radii");
  EXPECT_EQ(message_of([&] { seeds_from_density(flat, 1, 2, 0, 9); }), "a population needs particles");
  EXPECT_EQ(message_of([&] { seeds_from_density(flat, 1, 2, 1, 0); }),
            "a population needs one cohort or more");
  EXPECT_EQ(message_of([&] { seeds_from_density([](double) { return 0.0; }, 1, 2, 1, 9); }),
            "a density of radii is zero everywhere");
  EXPECT_EQ(message_of([&] { seeds_from_density([](double) { return -1.0; }, 1, 2, 1, 9); }),
            "a density of radii is negative or infinite");
  EXPECT_EQ(message_of([] { gaussian_seeds(2, 0, 1, 9); }),
            "a population needs a mean radius and a spread above 0");
  EXPECT_EQ(message_of([] { lognormal_seeds(0, 1, 1, 9); }),
            "a population needs a mean radius and a spread above 0");
  EXPECT_EQ(message_of([] { lsw_diffusion_seeds(0, 1, 9); }), "a population needs a mean radius above 0");
  EXPECT_EQ(message_of([] { lsw_reaction_seeds(-1, 1, 9); }), "a population needs a mean radius above 0");
}

}  // namespace
