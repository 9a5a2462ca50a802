#include "nacre/scattering/smearing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "nacre/scattering/model.hpp"

namespace nacre::scattering {
namespace {

std::vector<double> smeared(const Smearing& smearing, double (*curve)(double)) {
  std::vector<double> at, out(smearing.size());
  for (const double q : smearing.calculation_q()) at.push_back(curve(q));
  smearing.apply(at, out);
  return out;
}

struct Grid {
  std::vector<double> q, dq;
};
Grid data() {
  Grid grid;
  for (int i = 0; i < 80; ++i) {
    grid.q.push_back(0.03 + 0.05 * i);
    grid.dq.push_back(0.01 + 0.02 * grid.q.back() + (i % 7 == 3 ? 0.004 : 0));
  }
  return grid;
}

// Gaussian averages that are known: of 1, of q^2 and of a wave.
TEST(Smearing, KnownAverages) {
  const Grid grid = data();
  const Smearing smearing(grid.q, grid.dq);
  ASSERT_EQ(smearing.size(), grid.q.size());
  EXPECT_TRUE(std::is_sorted(smearing.calculation_q().begin(), smearing.calculation_q().end()));
  EXPECT_GT(smearing.calculation_q().front(), 0);
  const std::vector<double> ones = smeared(smearing, [](double) { return 1.0; });
  const std::vector<double> squares = smeared(smearing, [](double q) { return q * q; });
  const std::vector<double> waves = smeared(smearing, [](double q) { return std::cos(20 * q); });
  for (std::size_t i = 0; i < grid.q.size(); ++i) {
    const double q = grid.q[i], dq = grid.dq[i];
    EXPECT_NEAR(ones[i], 1, 1e-14);
    EXPECT_NEAR(squares[i], q * q + dq * dq, 1e-7 * dq * dq + 1e-8 * q * dq) << q;
    EXPECT_NEAR(waves[i], std::exp(-200 * dq * dq) * std::cos(20 * q), 3e-6) << q;
  }
}

TEST(Smearing, NoWidthNoChange) {
  const std::vector<double> q{0, 0.1, 0.2, 0.4}, dq{0, 0, 0.01, 0};
  const Smearing smearing(q, dq);
  const std::vector<double> out = smeared(smearing, [](double x) { return 3 + x; });
  EXPECT_EQ(out[0], 3);
  EXPECT_EQ(out[1], 3.1);
  EXPECT_NEAR(out[2], 3.2, 1e-9);
  EXPECT_EQ(out[3], 3.4);
}

// A smeared sphere against an average by brute force; derivative columns are smeared as the curve is.
TEST(Smearing, SphereAndItsDerivatives) {
  const Grid grid = data();
  const Smearing smearing(grid.q, grid.dq);
  const Model model({.form = "sphere", .distribution = "none"});
  const std::vector<double> values{2.5, 30, 1, 0.01};
  const auto wide = smearing.calculation_q();
  std::vector<double> at(wide.size()), slopes(4 * wide.size()), out(grid.q.size()),
      columns(4 * grid.q.size());
  model.derivatives(wide, values, at, slopes);
  smearing.apply(at, out);
  smearing.apply(slopes, columns, 4);
  for (std::size_t i = 0; i < grid.q.size(); ++i) {
    double sum = 0, all = 0;
    for (int k = -2000; k <= 2000; ++k) {
      const double t = 6.0 * k / 2000, q = std::abs(grid.q[i] + t * grid.dq[i]),
                   weight = std::exp(-t * t / 2);
      double one = 0;
      model.intensity({&q, 1}, values, {&one, 1});
      sum += weight * one;
      all += weight;
    }
    EXPECT_NEAR(out[i], sum / all, 2e-6 * out[i]) << grid.q[i];
    EXPECT_NEAR(columns[4 * i + 1] * 30 / 2, out[i] - 0.01, 1e-9);
    EXPECT_NEAR(columns[4 * i + 3], 1, 1e-12);
  }
}

TEST(Smearing, WrongInput) {
  const std::vector<double> q{0.1, 0.2}, falling{0.2, 0.1}, dq{0.01, 0.01}, negative{0.01, -0.01}, one{0.01};
  EXPECT_THROW(Smearing(q, one), std::invalid_argument);
  EXPECT_THROW(Smearing(falling, dq), std::invalid_argument);
  EXPECT_THROW(Smearing(q, negative), std::invalid_argument);
  std::vector<double> out(1);
  EXPECT_THROW(Smearing(q, dq).apply(q, out), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
