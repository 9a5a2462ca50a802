// Partition function of the Ising model on a torus in closed form (B. Kaufman, Phys. Rev. 76, 1232 (1949)).
#pragma once

#include <cmath>
#include <numbers>
#include <vector>

namespace kaufman {

// gamma_l: cosh gamma_l = cosh 2K coth 2K - cos(pi l / n); gamma_0 changes sign at the critical point.
inline long double gamma(int l, int n, long double k) {
  if (l == 0) return 2 * k + std::log(std::tanh(k));
  const long double c = std::cosh(2 * k) / std::tanh(2 * k);
  return std::acosh(c - std::cos(std::numbers::pi_v<long double> * l / n));
}

// Sum over all states of exp(-w U) on n x m sites, in logarithm; w > 0, K = w / 2. The four products
// are those over odd and even l of 2 cosh and 2 sinh of m gamma_l / 2.
inline long double ln_partition_function(int n, int m, long double w) {
  const long double k = w / 2;
  long double odd_cosh = 1, odd_sinh = 1, even_cosh = 1, even_sinh = 1;
  for (int r = 0; r < n; ++r) {
    const long double odd = m * gamma(2 * r + 1, n, k) / 2;
    const long double even = m * gamma(2 * r, n, k) / 2;
    odd_cosh *= 2 * std::cosh(odd);
    odd_sinh *= 2 * std::sinh(odd);
    even_cosh *= 2 * std::cosh(even);
    even_sinh *= 2 * std::sinh(even);
  }
  const long double sites = n * m;
  const long double sum = odd_cosh + odd_sinh + even_cosh + even_sinh;
  return std::log(sum / 2) + sites / 2 * std::log(2 * std::sinh(2 * k)) - w * sites;
}

}  // namespace kaufman
