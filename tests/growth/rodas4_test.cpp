#include "nacre/growth/rodas4.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace {

using nacre::growth::Rodas4;

// y' = rate (y - cos t) - sin t, whose solution from 1 is cos t (Prothero and Robinson).
struct Relaxation {
  double rate = -1;

  std::size_t size() const { return 1; }
  bool autonomous() const { return false; }
  void rates(double t, std::span<const double> y, std::span<double> f) const {
    f[0] = rate * (y[0] - std::cos(t)) - std::sin(t);
  }
  void solve(double a, std::span<double> x) const { x[0] /= a - rate; }
};

// y' = y^2 cos t: nonlinear and dependent on time; the solution from 1/2 is 1 / (2 - sin t).
struct Riccati {
  double slope = 0;

  std::size_t size() const { return 1; }
  bool autonomous() const { return false; }
  void rates(double t, std::span<const double> y, std::span<double> f) const {
    f[0] = y[0] * y[0] * std::cos(t);
  }
  void linearize(double t, std::span<const double> y) { slope = 2 * y[0] * std::cos(t); }
  void solve(double a, std::span<double> x) const { x[0] /= a - slope; }
};

// Two reactions a -> b with rates 1e6 a and back: a + b is kept, a settles at once.
struct Exchange {
  std::size_t size() const { return 2; }
  bool autonomous() const { return true; }
  void rates(double, std::span<const double> y, std::span<double> f) const {
    f[0] = -1e6 * y[0] + 2e6 * y[1];
    f[1] = -f[0];
  }
  void solve(double a, std::span<double> x) const {
    const double p = a + 1e6, q = a + 2e6, det = a * (a + 3e6);
    const double first = (q * x[0] + 2e6 * x[1]) / det;
    x[1] = (1e6 * x[0] + p * x[1]) / det;
    x[0] = first;
  }
};

double riccati_at_end(int steps, double* error = nullptr) {
  Riccati system;
  Rodas4 stepper;
  std::vector<double> y{0.5}, f(1);
  const double h = 1.2 / steps;
  for (int i = 0; i < steps; ++i) {
    system.rates(i * h, y, f);
    system.linearize(i * h, y);
    stepper.step(system, i * h, h, y, f);
    y.assign(stepper.next().begin(), stepper.next().end());
    if (i == 0 && error) *error = stepper.error()[0];
  }
  return y[0];
}

TEST(Rodas4, IsOfOrderFour) {
  const double exact = 1 / (2 - std::sin(1.2));
  const double coarse = std::abs(riccati_at_end(16) - exact), fine = std::abs(riccati_at_end(32) - exact);
  EXPECT_NEAR(std::log2(coarse / fine), 4, 0.3);
  EXPECT_LT(fine, 1e-6);
}

TEST(Rodas4, ItsErrorIsThatOfOrderThree) {
  double coarse = 0, fine = 0;
  riccati_at_end(64, &coarse);
  riccati_at_end(128, &fine);
  EXPECT_NEAR(std::log2(coarse / fine), 4, 0.4);
}

TEST(Rodas4, StiffRelaxationFollowsWithAnyStep) {
  for (const double rate : {-1.0, -1e3, -1e9}) {
    Relaxation system{.rate = rate};
    Rodas4 stepper;
    std::vector<double> y{1}, f(1);
    for (int i = 0; i < 50; ++i) {
      system.rates(0.04 * i, y, f);
      stepper.step(system, 0.04 * i, 0.04, y, f);
      y[0] = stepper.next()[0];
    }
    EXPECT_NEAR(y[0], std::cos(2.0), 2e-5) << rate;
  }
}

TEST(Rodas4, KeepsLinearInvariantsAndSettlesAtOnce) {
  Exchange system;
  Rodas4 stepper;
  std::vector<double> y{3, 0}, f(2);
  system.rates(0, y, f);
  stepper.step(system, 0, 10, y, f);
  EXPECT_NEAR(stepper.next()[0] + stepper.next()[1], 3, 1e-9);
  EXPECT_NEAR(stepper.next()[0], 2, 1e-6);
}

}  // namespace
