// Small dense systems of normal equations.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

// A symmetric matrix, row-major, factorised by Cholesky after scaling its diagonal to one. A row whose pivot
// is rounding depends on the rows before it: it is left out, and its unknown stays zero.
class Factorized {
 public:
  Factorized(std::vector<double> matrix, std::size_t n);

  std::size_t size() const { return n_; }
  bool determined(std::size_t i) const { return pivot_[i] > 0; }
  bool all_determined() const;
  void solve(std::span<double> b) const;  // in place

  // Inverse with zeros in the rows and columns that are not determined.
  std::vector<double> inverse() const;

 private:
  std::size_t n_;
  std::vector<double> lower_;  // of the scaled matrix
  std::vector<double> scale_;  // 1 / sqrt(diagonal)
  std::vector<double> pivot_;
};

}  // namespace nacre::scattering
