#include "nacre/assembly/steinhardt.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

#include "nacre/assembly/steinhardt_kernel.hpp"
#include "nacre/core/parallel.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::assembly {
namespace {

using Complex = std::complex<double>;

constexpr std::size_t block_size = 512;  // particles that one thread takes at a time
constexpr double none = std::numeric_limits<double>::quiet_NaN();

void check(const SteinhardtOptions& options) {
  if (options.l < 0 || options.l > highest_l)
    throw std::invalid_argument("l of Steinhardt's order is " + std::to_string(options.l) + ", not 0 to " +
                                std::to_string(highest_l));
}

void for_blocks(std::size_t n, const RunControl& control,
                const std::function<void(std::size_t first, std::size_t last)>& body) {
  parallel_for((n + block_size - 1) / block_size, control,
               [&](std::size_t block) { body(block * block_size, std::min(n, (block + 1) * block_size)); });
}

long double factorial(int n) {
  long double product = 1;
  for (int k = 2; k <= n; ++k) product *= k;
  return product;
}

// Wigner's 3j symbol (l l l; a b c) for a + b + c = 0, by Racah's formula.
double three_j(int l, int a, int b, int c) {
  long double sum = 0;
  for (int t = std::max({0, -a, b}); t <= std::min({l, l - a, l + b}); ++t)
    sum += (t % 2 == 0 ? 1 : -1) / (factorial(t) * factorial(l - t) * factorial(l - a - t) *
                                    factorial(l + b - t) * factorial(t + a) * factorial(t - b));
  const long double triangle = factorial(l) * factorial(l) * factorial(l) / factorial(3 * l + 1);
  long double squares = triangle;
  for (const int m : {a, b, c}) squares *= factorial(l + m) * factorial(l - m);
  return static_cast<double>((c % 2 == 0 ? 1 : -1) * std::sqrt(squares) * sum);
}

// w_l as a real sum: products of three q_lm whose orders differ by their sequence are alike, and those of
// opposite signs are conjugates.
class ThirdOrder {
 public:
  explicit ThirdOrder(int l) : l_(l) {
    if (l % 2 == 1) return;  // the symbol changes its sign with the sequence: w_l vanishes
    for (int a = -l; a <= l; ++a)
      for (int b = a; b <= l; ++b) {
        const int c = -a - b;
        if (c < b || c > l) continue;
        const int sequences = a == b && b == c ? 1 : (a == b || b == c ? 3 : 6);
        terms_.push_back({a, b, c, sequences * three_j(l, a, b, c)});
      }
  }

  double operator()(std::span<const Complex> qlm) const {
    Complex all[2 * highest_l + 1];
    for (int m = 0; m <= l_; ++m) {
      const Complex q = qlm[static_cast<std::size_t>(m)];
      all[l_ + m] = q;
      all[l_ - m] = m % 2 == 0 ? std::conj(q) : -std::conj(q);
    }
    double sum = 0;
    for (const Term& term : terms_) {
      const Complex &a = all[l_ + term.a], &b = all[l_ + term.b], &c = all[l_ + term.c];
      const double real = a.real() * b.real() - a.imag() * b.imag();
      const double imaginary = a.real() * b.imag() + a.imag() * b.real();
      sum += term.factor * (real * c.real() - imaginary * c.imag());
    }
    return sum;
  }

 private:
  struct Term {
    int a, b, c;
    double factor;
  };
  int l_;
  std::vector<Term> terms_;
};

// Sum over all m, those below zero too, of Re q conj(p).
double product(std::span<const Complex> q, std::span<const Complex> p) {
  double sum = 0;
  for (std::size_t m = 1; m < q.size(); ++m) sum += q[m].real() * p[m].real() + q[m].imag() * p[m].imag();
  return q[0].real() * p[0].real() + 2 * sum;
}

void divide_by_degree(const crystal::NeighborList& neighbors, std::size_t i, std::span<Complex> qlm) {
  const double share = neighbors.degree(i) > 0 ? 1.0 / neighbors.degree(i) : 0;
  for (Complex& q : qlm) q *= share;
}

std::vector<Complex> averaged(const crystal::NeighborList& neighbors, const Steinhardt& order,
                              const RunControl& control) {
  std::vector<Complex> mean(order.qlm.size());
  const auto row = static_cast<std::size_t>(order.l + 1);
  for_blocks(neighbors.size(), control, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      Complex* sum = mean.data() + i * row;
      std::ranges::copy(order.qlm_of(i), sum);
      for (const std::int32_t j : neighbors.of(i)) {
        const auto other = order.qlm_of(static_cast<std::size_t>(j));
        for (std::size_t m = 0; m < row; ++m) sum[m] += other[m];
      }
      const double share = 1.0 / (neighbors.degree(i) + 1);
      for (std::size_t m = 0; m < row; ++m) sum[m] *= share;
    }
  });
  return mean;
}

// q_l and w_l of every particle from its q_lm.
void contract(const crystal::NeighborList& neighbors, const SteinhardtOptions& options,
              const RunControl& control, Steinhardt& order) {
  const double solid_angle = 4 * std::numbers::pi / (2 * options.l + 1);
  const ThirdOrder third(options.l);
  order.q.assign(neighbors.size(), none);
  if (options.w) order.w.assign(neighbors.size(), none);
  for_blocks(neighbors.size(), control, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      if (neighbors.degree(i) == 0) continue;
      const auto qlm = order.qlm_of(i);
      const double square = product(qlm, qlm);
      order.q[i] = std::sqrt(solid_angle * square);
      if (options.w) order.w[i] = third(qlm) / (options.normalized_w ? square * std::sqrt(square) : 1);
    }
  });
}

// Y_lm of one direction for m = 0 to l, as the textbook has it.
void add_textbook_harmonics(const crystal::Vector& way, int l, std::span<Complex> sum) {
  const double theta = std::acos(way[2] / crystal::length(way));
  const double phi = std::atan2(way[1], way[0]);
  for (int m = 0; m <= l; ++m)
    sum[static_cast<std::size_t>(m)] +=
        std::polar(1.0, m * phi) *
        std::sph_legendre(static_cast<unsigned>(l), static_cast<unsigned>(m), theta);
}

// w_l as it is written: over all triples of orders.
double plain_third_order(std::span<const Complex> qlm, int l) {
  const auto at = [&](int m) {
    const Complex q = qlm[static_cast<std::size_t>(std::abs(m))];
    return m >= 0 ? q : (m % 2 == 0 ? 1.0 : -1.0) * std::conj(q);
  };
  Complex sum = 0;
  for (int a = -l; a <= l; ++a)
    for (int b = std::max(-l, -l - a); b <= std::min(l, l - a); ++b)
      sum += three_j(l, a, b, -a - b) * at(a) * at(b) * at(-a - b);
  return sum.real();
}

}  // namespace

Steinhardt steinhardt(const crystal::ParticleNeighbors& neighbors, const SteinhardtOptions& options,
                      const RunControl& control) {
  check(options);
  Steinhardt order{.l = options.l};
  const auto row = static_cast<std::size_t>(options.l + 1);
  order.qlm.resize(neighbors.size() * row);
  for_blocks(neighbors.size(), control, [&](std::size_t first, std::size_t last) {
    const std::size_t* offset = neighbors.offset.data();
    sum_harmonics(offset, offset + 1, neighbors.apart.data(), first, last, options.l,
                  order.qlm.data() + first * row);
    for (std::size_t i = first; i < last; ++i)
      divide_by_degree(neighbors, i, {order.qlm.data() + i * row, row});
  });
  if (options.average) order.qlm = averaged(neighbors, order, control);
  contract(neighbors, options, control, order);
  return order;
}

Steinhardt plain_steinhardt(const crystal::ParticleNeighbors& neighbors, const SteinhardtOptions& options) {
  check(options);
  Steinhardt order{.l = options.l};
  const auto row = static_cast<std::size_t>(options.l + 1);
  order.qlm.resize(neighbors.size() * row);
  for (std::size_t i = 0; i < neighbors.size(); ++i) {
    const std::span<Complex> sum(order.qlm.data() + i * row, row);
    for (const crystal::Vector& way : neighbors.apart_of(i)) add_textbook_harmonics(way, options.l, sum);
    divide_by_degree(neighbors, i, sum);
  }
  if (options.average) order.qlm = averaged(neighbors, order, {});
  for (std::size_t i = 0; i < neighbors.size(); ++i) {
    const auto qlm = order.qlm_of(i);
    double square = 0;
    for (std::size_t m = 0; m < row; ++m) square += (m == 0 ? 1 : 2) * std::norm(qlm[m]);
    const bool alone = neighbors.degree(i) == 0;
    order.q.push_back(alone ? none : std::sqrt(4 * std::numbers::pi / (2 * options.l + 1) * square));
    if (!options.w) continue;
    const double w = plain_third_order(qlm, options.l);
    order.w.push_back(alone ? none : w / (options.normalized_w ? std::pow(square, 1.5) : 1));
  }
  return order;
}

double third_order(int l, std::span<const Complex> qlm) {
  static const std::vector<ThirdOrder> all = [] {
    std::vector<ThirdOrder> made;
    for (int each = 0; each <= highest_l; ++each) made.emplace_back(each);
    return made;
  }();
  const double square = product(qlm, qlm);
  return square > 0 ? all[static_cast<std::size_t>(l)](qlm) / (square * std::sqrt(square)) : 0;
}

double coherence(const Steinhardt& order, std::size_t i, std::size_t j) {
  const auto a = order.qlm_of(i);
  const auto b = order.qlm_of(j);
  const double norms = product(a, a) * product(b, b);
  return norms > 0 ? product(a, b) / std::sqrt(norms) : 0;
}

std::vector<int> connected_neighbors(const Steinhardt& order, const crystal::NeighborList& neighbors,
                                     double threshold, const RunControl& control) {
  std::vector<int> connected(neighbors.size(), 0);
  for_blocks(neighbors.size(), control, [&](std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i)
      for (const std::int32_t j : neighbors.of(i))
        connected[i] += coherence(order, i, static_cast<std::size_t>(j)) > threshold ? 1 : 0;
  });
  return connected;
}

}  // namespace nacre::assembly
