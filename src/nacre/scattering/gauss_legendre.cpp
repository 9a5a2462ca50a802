#include "nacre/scattering/gauss_legendre.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <mutex>

namespace nacre::scattering {
namespace {

struct Polynomial {
  double value, slope;
};

// Legendre's by its recurrence.
Polynomial legendre(int n, double x) {
  double before = 1, value = x;
  for (int k = 2; k <= n; ++k) {
    const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
    before = value;
    value = next;
  }
  return {value, n * (x * value - before) / (x * x - 1)};
}

QuadratureRule make_rule(int n) {
  QuadratureRule rule;
  for (int i = n; i > 0; --i) {
    double x = std::cos(M_PI * (i - 0.25) / (n + 0.5));
    for (int step = 0; step < 20; ++step) {
      const Polynomial p = legendre(n, x);
      x -= p.value / p.slope;
      if (std::abs(p.value) < 1e-15 * std::abs(p.slope)) break;
    }
    const double slope = legendre(n, x).slope;
    rule.node.push_back(x);
    rule.weight.push_back(2 / ((1 - x * x) * slope * slope));
  }
  return rule;
}

QuadratureRule positive_half(const QuadratureRule& rule) {
  const auto half = static_cast<std::ptrdiff_t>(rule.node.size() / 2);
  return {{rule.node.begin() + half, rule.node.end()}, {rule.weight.begin() + half, rule.weight.end()}};
}

struct Kept {
  std::once_flag made;
  QuadratureRule whole, even;
};

// Sizes rise by about a tenth: 8, 10, ... 20, 22, ... 40, 44 and so on to a thousand and more.
const Kept& kept(int n) {
  static std::array<Kept, 64> rules;
  std::size_t index = 0;
  int size = 8;
  for (; size < n && index + 1 < rules.size(); ++index) size += std::max(2, size / 20 * 2);
  Kept& rule = rules[index];
  std::call_once(rule.made, [&] {
    rule.whole = make_rule(size);
    rule.even = positive_half(rule.whole);
  });
  return rule;
}

}  // namespace

const QuadratureRule& gauss_legendre(int n) { return kept(n).whole; }
const QuadratureRule& gauss_legendre_even(int n) { return kept(n).even; }

int harmonic_degree(double q_times_diameter) {
  const double most = most_q_times_diameter + 200;  // also of what is no number
  const double degree = std::ceil(q_times_diameter + 5 * std::cbrt(q_times_diameter) + 10);
  return static_cast<int>(degree < most ? std::max(degree, 10.0) : most);
}

}  // namespace nacre::scattering
