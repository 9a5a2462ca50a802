#include "nacre/scattering/pdf_reduction.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace nacre::scattering {
namespace {

using std::numbers::pi;
using Values = std::vector<double>;

constexpr double r0 = 2.5, sigma = 0.1;

Values grid(double first, double last, int steps) {
  Values q;
  for (int i = 0; i <= steps; ++i) q.push_back(first + (last - first) * i / steps);
  return q;
}

double gaussian(double x) { return std::exp(-0.5 * x * x / (sigma * sigma)) / (sigma * std::sqrt(2 * pi)); }
double pair_f(double q) { return std::sin(q * r0) * std::exp(-0.5 * sigma * sigma * q * q); }
double pair_g(double r) { return gaussian(r - r0) - gaussian(r + r0); }

// Neutrons of one element: <b^2> = <b>^2 = b2, so that I = b2 S.
ReductionInput made(const std::function<double(double)>& of_q, int points = 2400) {
  ReductionInput input{.species = {"Ni"}, .shares = {1}, .beam = {.radiation = Radiation::neutron}};
  input.sample.q_per_A = grid(0.05, 40, points);
  for (const double q : input.sample.q_per_A) input.sample.intensity.push_back(of_q(q));
  input.sample.error.assign(input.sample.q_per_A.size(), 0.01);
  return input;
}

ReductionOptions options() {
  return {.q_min_per_A = 0.05,
          .q_max_per_A = 38,
          .q_max_inst_per_A = 39.5,
          .rpoly_A = 0,
          .r_A = grid(1, 12, 220)};
}

TEST(PdfReduction, GivesBackThePair) {
  ReductionOptions given = options();
  const Reduction found = reduce(made([](double q) { return 7 * (1 + pair_f(q) / q); }), given, {});
  const double b2 = std::pow(neutron_length_fm("Ni"), 2);
  EXPECT_NEAR(found.scale, b2 / 7, 2e-3 * b2 / 7) << "the mean of S at high Q is 1 up to its ripples";
  given.scale = b2 / 7;
  const Reduction exact = reduce(made([](double q) { return 7 * (1 + pair_f(q) / q); }), given, {});
  for (std::size_t i = 0; i < given.r_A.size(); ++i)
    EXPECT_NEAR(exact.g_per_A2[i], pair_g(given.r_A[i]), 1e-3)
        << "F is a straight line below Qmin only nearly";
  EXPECT_EQ(exact.q_per_A.front(), 0.05);
  EXPECT_EQ(exact.q_per_A.back(), 39.5);
  EXPECT_NEAR(exact.s[100], 1 + pair_f(exact.q_per_A[100]) / exact.q_per_A[100], 1e-12);
}

TEST(PdfReduction, ThePolynomialTakesWhatVariesSlowly) {
  ReductionOptions given = options();
  given.rpoly_A = 0.9;
  const Reduction plain = reduce(made([](double q) { return 1 + pair_f(q) / q; }), given, {});
  const Reduction crooked =
      reduce(made([](double q) { return 1 + pair_f(q) / q + 0.4 - 0.02 * q + 3e-4 * q * q; }), given, {});
  const double share = crooked.scale / plain.scale;  // S -> 1 with the slow part in it
  EXPECT_NEAR(plain.degree, 0.9 * 39.5 / pi, 1e-12);
  for (std::size_t i = 0; i < given.r_A.size(); ++i) {
    EXPECT_NEAR(crooked.g_per_A2[i], share * plain.g_per_A2[i], 1e-8);
    if (given.r_A[i] >= 2) {
      EXPECT_NEAR(plain.g_per_A2[i],
                  plain.scale / std::pow(neutron_length_fm("Ni"), 2) * pair_g(given.r_A[i]), 0.1)
          << "of 4: a bit of the pair itself is slow";
    }
  }
}

TEST(PdfReduction, BackgroundPolarisationAndXrays) {
  ReductionOptions given = options();
  const auto s = [](double q) { return 1 + pair_f(q) / q; };
  const Reduction plain = reduce(made(s), given, {});
  ReductionInput with = made([&](double q) { return s(q) + 0.7 * std::exp(-0.1 * q); });
  with.background = made([](double q) { return std::exp(-0.1 * q); }).sample;
  given.background_scale = 0.7;
  const Reduction subtracted = reduce(with, given, {});
  given = options();
  given.polarisation = 0.6;
  given.wavelength_A = 0.2;
  const Reduction polarised = reduce(made([&](double q) {
                                       const double sine = q * 0.2 / (4 * pi), cosine = 1 - 2 * sine * sine;
                                       return s(q) * (1 + 0.6 * cosine * cosine) / 1.6;
                                     }),
                                     given, {});
  given = options();
  ReductionInput xrays = made(s);
  xrays.species = {"Cd", "S"}, xrays.shares = {1, 1}, xrays.beam = {};
  const auto f = [](const char* name, double q) { return xray_form_factor(name)(q); };
  for (std::size_t k = 0; k < xrays.sample.q_per_A.size(); ++k) {
    const double q = xrays.sample.q_per_A[k], cd = f("Cd", q), sulfur = f("S", q), mean = 0.5 * (cd + sulfur);
    xrays.sample.intensity[k] = mean * mean * (s(q) - 1) + 0.5 * (cd * cd + sulfur * sulfur);
  }
  given.scale = 1;
  const Reduction x = reduce(xrays, given, {});
  for (std::size_t i = 0; i < given.r_A.size(); ++i) {
    EXPECT_NEAR(subtracted.g_per_A2[i], plain.g_per_A2[i], 1e-5) << "but for the interpolation";
    EXPECT_NEAR(polarised.g_per_A2[i], plain.g_per_A2[i], 1e-6);
    EXPECT_NEAR(x.g_per_A2[i], pair_g(given.r_A[i]), 2e-3);
  }
  EXPECT_NEAR(subtracted.f_error[500] / plain.f_error[500],
              std::sqrt(1 + 0.49) * subtracted.scale / plain.scale, 1e-9);
}

// Many noisy curves: their G must scatter as the errors say, and neighbours together as the correlation says.
TEST(PdfReduction, ErrorsAreThoseOfRepeatedMeasurements) {
  ReductionOptions given = options();
  given.q_max_per_A = 20, given.q_max_inst_per_A = 22, given.rpoly_A = 0.9, given.scale = 1;
  given.r_A = nyquist_grid_A(20, 6);
  ReductionInput input = made([](double) { return 1.0; }, 600);
  for (std::size_t k = 0; k < input.sample.error.size(); ++k)
    input.sample.error[k] = 0.01 + 1e-5 * static_cast<double>(k);
  const Reduction stated = reduce(input, given, {});
  const std::size_t n = given.r_A.size();
  ASSERT_EQ(stated.nyquist_r_A, given.r_A);
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  Values square(n), product(n);
  constexpr int draws = 300;
  for (int d = 0; d < draws; ++d) {
    ReductionInput noisy = input;
    for (std::size_t k = 0; k < noisy.sample.error.size(); ++k)
      noisy.sample.intensity[k] += noisy.sample.error[k] * normal(random);
    const Reduction one = reduce(noisy, given, {});
    for (std::size_t i = 0; i < n; ++i) {
      const double here = one.g_per_A2[i] - stated.g_per_A2[i];
      square[i] += here * here / draws;
      if (i > 0) product[i] += here * (one.g_per_A2[i - 1] - stated.g_per_A2[i - 1]) / draws;
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double error = stated.g_error_per_A2[i];
    EXPECT_NEAR(stated.nyquist_covariance[i * n + i], error * error, 1e-12 * error * error);
    EXPECT_NEAR(square[i] / (error * error), 1, 5 * std::sqrt(2.0 / draws)) << i;
    if (i > 0) {
      EXPECT_NEAR((product[i] - stated.nyquist_covariance[i * n + i - 1]) / (error * error), 0,
                  5 / std::sqrt(double(draws)));
    }
  }
  EXPECT_NEAR(stated.correlation[0], 1, 1e-12);
  EXPECT_GT(stated.correlation_length_A, 0.35 * pi / 20);
  EXPECT_LT(stated.correlation_length_A, pi / 20);
}

TEST(PdfReduction, ErrorsFromScatter) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal;
  Values y;
  for (int i = 0; i < 2000; ++i)
    y.push_back(50 * std::exp(-0.001 * i) + std::sin(0.02 * i) + 0.1 * normal(random));
  double mean = 0;
  for (const double error : scatter_errors(y)) mean += error / 2000;
  EXPECT_NEAR(mean, 0.1, 0.01);
}

// G = -4 pi rho r up to 2.2 A and a peak after it.
TEST(PdfReduction, TheNumberDensitySetsTheScale) {
  const double density = 0.09;
  const SineTransform back(grid(0.005, 8, 1600), Window::none, LowQ::linear);
  Values g;
  for (const double r : grid(0.005, 8, 1600))
    g.push_back(-4 * pi * density * r * 0.5 * std::erfc((r - 2.2) / 0.15) + 20 * gaussian(r - 2.5) * 0.1);
  ReductionInput input = made([](double) { return 0.0; });
  const Values f = back.apply(g, input.sample.q_per_A);
  for (std::size_t k = 0; k < f.size(); ++k)
    input.sample.intensity[k] = 5 * (1 + pi / 2 * f[k] / input.sample.q_per_A[k]);
  ReductionOptions given = options();
  given.number_density_per_A3 = density, given.empty_below_A = 1.9;
  const double expected = std::pow(neutron_length_fm("Ni"), 2) / 5;
  const Reduction found = reduce(input, given, {});
  EXPECT_NEAR(found.scale, expected, 0.02 * expected);
  EXPECT_GT(found.scale_error, 0);
}

TEST(PdfReduction, Refusals) {
  const ReductionInput input = made([](double) { return 1.0; });
  const auto message = [&](auto change) {
    ReductionOptions given = options();
    change(given);
    try {
      reduce(input, given, {});
    } catch (const std::invalid_argument& refused) {
      return std::string(refused.what());
    }
    return std::string("none");
  };
  EXPECT_EQ(message([](auto& o) { o.q_max_per_A = o.q_max_inst_per_A = 45; }),
            "q_max lies beyond the data: 45 1/A, but the data reach from 0.05 to 40 1/A");
  EXPECT_EQ(message([](auto& o) { o.q_min_per_A = 0.01; }),
            "q_min lies below the data: 0.01 1/A, but the data reach from 0.05 to 40 1/A");
  EXPECT_NE(message([](auto& o) { o.q_max_per_A = 39.9; }).find("beyond q_max_inst"), std::string::npos);
  EXPECT_NE(message([](auto& o) { o.q_min_per_A = 38.5; }).find("not below q_max"), std::string::npos);
  EXPECT_NE(message([](auto& o) { o.polarisation = 1, o.wavelength_A = 1; }).find("cannot be reached"),
            std::string::npos);
}

}  // namespace
}  // namespace nacre::scattering
