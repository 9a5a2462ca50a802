// Linear least squares with a handful of unknowns, point by point.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace nacre::scattering {

class SmallSystem {
 public:
  explicit SmallSystem(std::size_t unknowns);

  void clear();
  void add(std::span<const double> row, double y, double sigma);

  // Nothing where the points do not determine the unknowns.
  std::optional<std::vector<double>> solve() const;
  // Variance of the last unknown as solve() leaves it; nothing likewise.
  struct Last {
    double value = 0;
    double variance = 0;
  };
  std::optional<Last> solve_last() const;
  double chi2(std::span<const double> solution) const;

 private:
  bool factorise() const;

  std::size_t n_;
  std::vector<double> matrix_, right_;
  double squares_ = 0;
  mutable std::vector<double> factor_, half_;  // Cholesky
};

}  // namespace nacre::scattering
