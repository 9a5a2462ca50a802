#include "nacre/scattering/sphere_gaussian.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nacre::scattering {
namespace {

// 4 pi (sin x - x cos x)/q^3, by its series where that cancels.
long double amplitude(long double q, long double r) {
  const long double x = q * r;
  if (std::abs(x) > 0.5L) return 4 * M_PIl * (std::sin(x) - x * std::cos(x)) / (q * q * q);
  long double term = x * x * x / 3, sum = term;
  for (int n = 5; n < 25; n += 2)
    sum += term *= -x * x * (n - 1) / ((n - 3) * static_cast<long double>(n - 1) * n);
  return 4 * M_PIl * sum / (q * q * q);
}

// Trapezoidal rule over 12 sigma each way: exponentially close for a smooth integrand.
struct Oracle {
  long double square = 0, amplitude = 0;
};
Oracle oracle(double q, long double radius, long double sigma) {
  Oracle sum;
  const int n = 6000;
  long double weight_sum = 0;
  for (int i = -n; i <= n; ++i) {
    const long double t = 12.0L * i / n, weight = std::exp(-t * t / 2);
    const long double f = scattering::amplitude(q, radius + sigma * t);
    sum.square += weight * f * f;
    sum.amplitude += weight * f;
    weight_sum += weight;
  }
  return {sum.square / weight_sum, sum.amplitude / weight_sum};
}

std::vector<double> grid(double from, double to, int n) {
  std::vector<double> q;
  for (int i = 0; i < n; ++i) q.push_back(from * std::pow(to / from, i / (n - 1.0)));
  return q;
}

TEST(SphereGaussian, ClosedFormIsTheAverage) {
  for (const auto& [radius, sigma] :
       {std::pair{2.0, 0.16}, {2.2, 0.7}, {1.0, 0.02}, {5.0, 0.0}, {0.5, 1.5}}) {
    const std::vector<double> q = grid(1e-3, 12, 61);
    std::vector<double> squares(q.size()), amplitudes(q.size());
    sphere_gaussian(q, radius, sigma, squares);
    sphere_gaussian_amplitude(q, radius, sigma, amplitudes);
    for (std::size_t i = 0; i < q.size(); ++i) {
      const Oracle exact = oracle(q[i], radius, sigma);
      // Without a width the minima go to zero: against what is squared there.
      const double scale =
          std::min<double>(4 * M_PI * radius / (q[i] * q[i]), std::abs(amplitude(0.01L, radius)));
      EXPECT_NEAR(squares[i], exact.square, 1e-12 * exact.square + 1e-13 * scale * scale)
          << q[i] << ' ' << radius;
      EXPECT_NEAR(amplitudes[i], exact.amplitude, 1e-12 * std::abs(exact.amplitude) + 1e-14 * scale) << q[i];
    }
  }
}

TEST(SphereGaussian, DerivativesAreThoseOfTheAverage) {
  const std::vector<double> q = grid(1e-3, 8, 53);
  const std::size_t n = q.size();
  const double radius = 2.1, sigma = 0.25, step = 1e-4;
  for (const auto average : {sphere_gaussian, sphere_gaussian_amplitude}) {
    std::vector<double> value(n), per_radius(n), per_sigma(n);
    average(q, radius, sigma, value, per_radius, per_sigma);
    const auto difference = [&](double dr, double ds) {
      std::vector<double> result(n), at(n);
      for (const auto& [steps, weight] :
           {std::pair{-2, 1.0 / 12}, {-1, -8.0 / 12}, {1, 8.0 / 12}, {2, -1.0 / 12}}) {
        average(q, radius + steps * dr, sigma + steps * ds, at, {}, {});
        for (std::size_t i = 0; i < n; ++i) result[i] += weight * at[i] / step;
      }
      return result;
    };
    const std::vector<double> by_radius = difference(step, 0), by_sigma = difference(0, step);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_NEAR(per_radius[i], by_radius[i], 1e-8 * std::abs(per_radius[i]) + 1e-10 * std::abs(value[i]))
          << q[i];
      EXPECT_NEAR(per_sigma[i], by_sigma[i], 1e-8 * std::abs(per_sigma[i]) + 1e-10 * std::abs(value[i]))
          << q[i];
    }
  }
}

}  // namespace
}  // namespace nacre::scattering
