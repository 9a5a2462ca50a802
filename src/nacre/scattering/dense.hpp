// Small symmetric matrices, row-major: the factor of Cholesky and what it is good for.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

class Cholesky {
 public:
  // `matrix` is square, symmetric and positive definite; only its lower triangle is read.
  explicit Cholesky(std::vector<double> matrix);

  bool positive() const { return positive_; }  // false: not positive definite, nothing below may be called
  std::size_t size() const { return n_; }
  double log_determinant() const;
  void solve(std::span<double> b) const;                 // b becomes the solution
  double inverse_form(std::span<const double> v) const;  // v' M^-1 v
  std::vector<double> inverse() const;

 private:
  void forward(std::span<double> b) const;

  std::size_t n_;
  std::vector<double> factor_;
  bool positive_ = true;
};

}  // namespace nacre::scattering
