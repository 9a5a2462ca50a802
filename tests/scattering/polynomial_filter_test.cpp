#include "nacre/scattering/polynomial_filter.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace nacre::scattering {
namespace {

using Values = std::vector<double>;

Values points(double (*f)(double)) {
  Values y;
  for (int i = 1; i <= 400; ++i) y.push_back(f(0.06 * i));
  return y;
}
const Values x = points([](double q) { return q; });

double largest(const Values& y) {
  double most = 0;
  for (const double value : y) most = std::max(most, std::abs(value));
  return most;
}

Values rest(const PolynomialFilter& filter, const Values& y) {
  Values left = filter.fitted(y);
  for (std::size_t k = 0; k < y.size(); ++k) left[k] = y[k] - left[k];
  return left;
}

TEST(PolynomialFilter, TakesPolynomialsWithoutConstant) {
  const PolynomialFilter cubic(x, 3);
  EXPECT_LT(largest(rest(cubic, points([](double q) { return 3 * q - 0.2 * q * q + 0.01 * q * q * q; }))),
            1e-11);
  EXPECT_GT(largest(rest(cubic, points([](double) { return 1.0; }))), 0.1);
  EXPECT_GT(largest(rest(cubic, points([](double q) { return std::pow(q, 4); }))), 100);
  EXPECT_LT(largest(rest(PolynomialFilter(x, 20), points([](double q) { return std::pow(q / 24, 20); }))),
            1e-10);
}

TEST(PolynomialFilter, DegreesBetween) {
  const Values y = points([](double q) { return std::sin(q); });
  const Values low = PolynomialFilter(x, 4).fitted(y), high = PolynomialFilter(x, 5).fitted(y);
  const Values between = PolynomialFilter(x, 4.3).fitted(y);
  for (std::size_t k = 0; k < y.size(); ++k) EXPECT_NEAR(between[k], 0.7 * low[k] + 0.3 * high[k], 1e-12);
  EXPECT_EQ(largest(PolynomialFilter(x, 0).fitted(y)), 0);
}

TEST(PolynomialFilter, RowsActOnWhatIsLeft) {
  const PolynomialFilter filter(x, 5.5);
  const Values y = points([](double q) { return q + std::sin(3 * q); });
  const Values left = rest(filter, y);
  Values row = points([](double q) { return std::sin(2.5 * q); });
  double expected = 0, found = 0;
  for (std::size_t k = 0; k < y.size(); ++k) expected += row[k] * left[k];
  filter.deduct_from(row);
  for (std::size_t k = 0; k < y.size(); ++k) found += row[k] * y[k];
  EXPECT_NEAR(found, expected, 1e-9 * std::abs(expected));
}

}  // namespace
}  // namespace nacre::scattering
