#include "nacre/spectra/rate_laws.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "nacre/spectra/projection.hpp"

namespace nacre::spectra {
namespace {

struct Setting {
  RateLaw law;
  std::array<double, 2> rates;
  bool starts_as_b;
};
const Setting settings[] = {{RateLaw::one_way, {0.7, 0}, false},
                            {RateLaw::two_way, {0.7, 0.2}, false},
                            {RateLaw::two_way, {0.7, 0.2}, true},
                            {RateLaw::consecutive, {0.7, 0.2}, false},
                            {RateLaw::consecutive, {0.2, 0.7}, false},
                            {RateLaw::consecutive, {0.4, 0.4}, false},
                            {RateLaw::consecutive, {0.4, 0.4000001}, false}};

std::array<double, 3> slope(const Setting& s, const std::array<double, 3>& c) {
  const auto [k1, k2] = s.rates;
  switch (s.law) {
    case RateLaw::one_way:
      return {-k1 * c[0], k1 * c[0], 0};
    case RateLaw::two_way:
      return {-k1 * c[0] + k2 * c[1], k1 * c[0] - k2 * c[1], 0};
    case RateLaw::consecutive:
      break;
  }
  return {-k1 * c[0], k1 * c[0] - k2 * c[1], k2 * c[1]};
}

// The rate equations by Runge and Kutta.
std::array<double, 3> integrated(const Setting& s, double t) {
  std::array<double, 3> c{s.starts_as_b ? 0.0 : 1.0, s.starts_as_b ? 1.0 : 0.0, 0.0};
  const int n = 400;
  const double h = t / n;
  const auto moved = [&](const std::array<double, 3>& by, double share) {
    std::array<double, 3> r = c;
    for (int i = 0; i < 3; ++i) r[i] += share * h * by[i];
    return r;
  };
  for (int step = 0; step < n; ++step) {
    const auto a = slope(s, c), b = slope(s, moved(a, 0.5)), d = slope(s, moved(b, 0.5)),
               e = slope(s, moved(d, 1));
    for (int i = 0; i < 3; ++i) c[i] += h / 6 * (a[i] + 2 * b[i] + 2 * d[i] + e[i]);
  }
  return c;
}

TEST(RateLaws, SolveTheirRateEquations) {
  for (const Setting& s : settings)
    for (const double t : {0.0, 0.3, 2.0, 9.0}) {
      const Concentrations at = concentrations(s.law, s.rates, t, s.starts_as_b);
      const auto exact = integrated(s, t);
      double sum = 0;
      for (int i = 0; i < 3; ++i) {
        EXPECT_NEAR(at.c[i], exact[i], 1e-9) << card_of(s.law).name << " t = " << t;
        sum += at.c[i];
      }
      EXPECT_NEAR(sum, 1, 1e-12);
    }
}

TEST(RateLaws, DerivativesByDifferences) {
  const double h = 1e-5;
  for (const Setting& s : settings)
    for (const double t : {0.3, 2.0, 9.0})
      for (std::size_t r = 0; r < card_of(s.law).rates; ++r) {
        auto up = s.rates, down = s.rates;
        up[r] *= std::exp(h);
        down[r] *= std::exp(-h);
        const Concentrations at = concentrations(s.law, s.rates, t, s.starts_as_b);
        const Concentrations plus = concentrations(s.law, up, t, s.starts_as_b);
        const Concentrations minus = concentrations(s.law, down, t, s.starts_as_b);
        for (std::size_t i = 0; i < card_of(s.law).species; ++i)
          EXPECT_NEAR(at.dc[i][r], (plus.c[i] - minus.c[i]) / (2 * h), 1e-8) << card_of(s.law).name;
      }
}

TEST(RateLaws, NothingOverflowsLate) {
  for (const Setting& s : settings)
    for (const double factor : {1e-6, 1e6}) {
      const std::array<double, 2> rates{s.rates[0] * factor, s.rates[1]};
      const Concentrations at = concentrations(s.law, rates, 1e4, s.starts_as_b);
      for (const double c : at.c) EXPECT_TRUE(c >= -1e-12 && c <= 1 + 1e-12);
    }
}

Matrix courses(double ln_k, bool derivative) {
  Matrix m(12, 2);
  for (std::size_t i = 0; i < m.rows; ++i) {
    const double k[] = {std::exp(ln_k)};
    const Concentrations at = concentrations(RateLaw::one_way, k, static_cast<double>(i));
    for (std::size_t j = 0; j < 2; ++j) m(i, j) = derivative ? at.dc[j][0] : at.c[j];
  }
  return m;
}

Matrix data() {
  Matrix m = courses(-1.5, false);
  Matrix d(m.rows, 5);
  for (std::size_t i = 0; i < m.rows; ++i)
    for (std::size_t j = 0; j < 5; ++j)
      d(i, j) = m(i, 0) * (1 + 0.2 * static_cast<double>(j)) +
                m(i, 1) * (2 - 0.3 * static_cast<double>(j * j)) +
                0.05 * std::sin(7.0 * static_cast<double>(i * 5 + j));
  return d;
}

double chi2(double ln_k) {
  double sum = 0;
  for (const double r : project(courses(ln_k, false), data()).residuals.values) sum += r * r;
  return sum;
}

// Exact gradient, and a curvature that is that of all parameters with the spectra eliminated.
TEST(Projection, KaufmansDerivative) {
  const double at = -1.2, h = 1e-4;
  const Matrix c = courses(at, false), dc = courses(at, true);
  const Projection p = project(c, data());
  const Matrix d = kaufman_derivative(c, dc, p);
  double gradient = 0, curvature = 0;
  for (std::size_t i = 0; i < d.values.size(); ++i) {
    gradient += 2 * d.values[i] * p.residuals.values[i];
    curvature += d.values[i] * d.values[i];
  }
  EXPECT_NEAR(gradient, (chi2(at + h) - chi2(at - h)) / (2 * h), 1e-5 * std::abs(gradient));
  // Schur complement of the full normal equations, species by species.
  double schur = 0;
  for (std::size_t j = 0; j < 5; ++j) {
    double mm = 0, cm[2] = {};
    for (std::size_t i = 0; i < c.rows; ++i) {
      const double moved = dc(i, 0) * p.spectra(0, j) + dc(i, 1) * p.spectra(1, j);
      mm += moved * moved;
      for (std::size_t s = 0; s < 2; ++s) cm[s] += c(i, s) * moved;
    }
    schur += mm;
    for (std::size_t s = 0; s < 2; ++s)
      for (std::size_t q = 0; q < 2; ++q) schur -= cm[s] * p.inverse(s, q) * cm[q];
  }
  EXPECT_NEAR(curvature, schur, 1e-9 * schur);
}

TEST(Projection, SpectraFollowTheRate) {
  const double at = -1.2, h = 1e-5;
  const Matrix c = courses(at, false);
  const Matrix exact = courses(-1.5, false);
  Matrix clean(12, 1);
  for (std::size_t i = 0; i < 12; ++i)
    clean(i, 0) = c(i, 0) + 3 * c(i, 1);  // no residual: the dropped term is none
  const Projection p = project(c, clean);
  const Matrix slope = spectra_derivative(c, courses(at, true), p);
  const Matrix up = project(courses(at + h, false), clean).spectra,
               down = project(courses(at - h, false), clean).spectra;
  for (std::size_t s = 0; s < 2; ++s) EXPECT_NEAR(slope(s, 0), (up(s, 0) - down(s, 0)) / (2 * h), 1e-6);
  EXPECT_FALSE(p.deficient);
  Matrix twice(12, 2);
  for (std::size_t i = 0; i < 12; ++i) twice(i, 0) = twice(i, 1) = exact(i, 0);
  EXPECT_TRUE(project(twice, clean).deficient);
}

TEST(Projection, CompressionKeepsEveryResidual) {
  const Matrix all = data(), few = compressed(all, 4), whole = compressed(all, 5);
  EXPECT_EQ(few.columns, 4u);
  EXPECT_EQ(whole.values, all.values);
  Matrix wide(12, 40);
  for (std::size_t i = 0; i < wide.values.size(); ++i)
    wide.values[i] = std::sin(1.0 + 3.7 * static_cast<double>(i * i % 101));
  const auto sum = [](const Matrix& m) {
    double total = 0;
    for (const double r : project(courses(-1, false), m).residuals.values) total += r * r;
    return total;
  };
  EXPECT_NEAR(sum(compressed(wide, 39)), sum(wide), 1e-9 * sum(wide));  // 12 rows: at most 12 singular values
}

}  // namespace
}  // namespace nacre::spectra
