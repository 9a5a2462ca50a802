// What a polynomial of low degree can describe, taken off a curve: the ad hoc correction of PDFgetX3 (Juhas,
// Davis, Farrow, Billinge, J. Appl. Cryst. 46, 560 (2013)).
#pragma once

#include <span>
#include <vector>

namespace nacre::scattering {

// Polynomials c_1 x + ... + c_n x^n, least squares over the given points. A degree between two whole numbers
// is their weighted mean. The filter is linear and symmetric: what is left of y is (1 - H) y.
class PolynomialFilter {
 public:
  PolynomialFilter(std::span<const double> x, double degree);

  std::vector<double> fitted(std::span<const double> y) const;  // H y

  // `row` stands for the sum of row[k] y[k]: makes it the same sum over (1 - H) y.
  void deduct_from(std::span<double> row) const;

 private:
  std::vector<std::vector<double>> basis_;  // orthonormal
  std::vector<double> share_;               // 1, and of the last the fraction of the degree
};

}  // namespace nacre::scattering
