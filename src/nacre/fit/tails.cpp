#include "nacre/fit/tails.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nacre::fit {

double chi2_tail(double chi2, int degrees_of_freedom) {
  if (chi2 <= 0 || degrees_of_freedom <= 0) return 1;
  if (std::isinf(chi2)) return 0;
  const bool odd = degrees_of_freedom % 2 == 1;
  const double half = 0.5 * chi2;
  double tail = odd ? std::erfc(std::sqrt(half)) : 0;
  // (chi2 / 2)^k e^(-chi2 / 2) / Gamma(k + 1) for k from 0 or 1/2 on, by its logarithm: the exponential alone
  // is zero in double precision from chi2 of 1,500 on, which thousands of points reach.
  double ln_term = odd ? 0.5 * std::log(4 * half / std::numbers::pi) - half : -half;
  for (double k = odd ? 0.5 : 0; k < 0.5 * degrees_of_freedom - 0.75; ++k) {
    tail += std::exp(ln_term);
    ln_term += std::log(half / (k + 1));
  }
  return std::min(tail, 1.0);
}

double normal_tail(double z) { return std::erfc(std::abs(z) / std::numbers::sqrt2); }

double student_tail(double t, int degrees_of_freedom) {
  if (std::isinf(t)) return 0;
  const double angle = std::atan(std::abs(t) / std::sqrt(degrees_of_freedom));
  const double cosine = std::cos(angle);
  const bool odd = degrees_of_freedom % 2 == 1;
  double sum = 0;
  double term = odd ? cosine : 1;  // cosines times products of (k - 1) / k
  for (int k = odd ? 3 : 2; k <= degrees_of_freedom; k += 2) {
    sum += term;
    term *= cosine * cosine * (k - 1) / k;
  }
  const double inside = odd ? (angle + std::sin(angle) * sum) * 2 / std::numbers::pi : std::sin(angle) * sum;
  return std::clamp(1 - inside, 0.0, 1.0);
}

double student_quantile(double tail, int degrees_of_freedom) {
  double low = 0, high = 1;
  while (student_tail(high, degrees_of_freedom) > tail) high *= 2;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (student_tail(middle, degrees_of_freedom) > tail ? low : high) = middle;
  }
  return high;
}

}  // namespace nacre::fit
