#include "nacre/scattering/nonnegative.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "nacre/scattering/dense.hpp"

namespace nacre::scattering {
namespace {

class ActiveSet {
 public:
  ActiveSet(std::span<const double> H, std::span<const double> g, std::size_t n_bounded,
            std::span<const double> start)
      : H_(H),
        g_(g),
        n_(g.size()),
        n_bounded_(n_bounded),
        x_(n_, 0.0),
        free_(n_, false),
        refused_(n_, false) {
    if (!start.empty()) x_.assign(start.begin(), start.end());
    for (std::size_t i = 0; i < n_; ++i) {
      free_[i] = i >= n_bounded_ || x_[i] > 0;
      largest_ = std::max(largest_, std::abs(g_[i]));
    }
  }

  NonNegativeMinimum run() {
    bool converged = settle();
    for (std::size_t step = 0; converged && step < 10 * n_ + 10; ++step) {
      const std::size_t entering = steepest();
      if (entering == n_) return {std::move(x_), chosen(), true};
      free_[entering] = true;
      converged = settle();
      if (free_[entering])
        refused_.assign(n_, false);
      else
        refused_[entering] = true;
    }
    return {std::move(x_), chosen(), false};
  }

 private:
  std::vector<std::size_t> chosen() const {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < n_; ++i)
      if (free_[i]) all.push_back(i);
    return all;
  }

  // The unknown at zero by whose rise the function falls fastest; n_: none.
  std::size_t steepest() const {
    std::size_t best = n_;
    double slope = 1e-10 * largest_;
    for (std::size_t i = 0; i < n_bounded_; ++i) {
      if (free_[i] || refused_[i]) continue;
      double fall = g_[i];
      for (std::size_t j = 0; j < n_; ++j) fall -= H_[i * n_ + j] * x_[j];
      if (fall > slope) {
        slope = fall;
        best = i;
      }
    }
    return best;
  }

  // To the minimum over the free unknowns; those that would pass zero on the way are held there.
  bool settle() {
    for (std::size_t step = 0; step <= n_; ++step) {
      const std::vector<std::size_t> set = chosen();
      if (set.empty()) return true;
      const Cholesky factor(principal(H_, set));
      if (!factor.positive()) return false;
      std::vector<double> aim(set.size());
      for (std::size_t k = 0; k < set.size(); ++k) aim[k] = g_[set[k]];
      factor.solve(aim);
      if (!walk(set, aim)) return true;
    }
    return false;
  }

  // Moves x towards `aim`; true: something met zero and is held now.
  bool walk(const std::vector<std::size_t>& set, const std::vector<double>& aim) {
    double share = 1;
    for (std::size_t k = 0; k < set.size(); ++k)
      if (set[k] < n_bounded_ && aim[k] <= 0)
        share = std::min(share, x_[set[k]] / std::max(x_[set[k]] - aim[k], 1e-300));
    bool met = false;
    for (std::size_t k = 0; k < set.size(); ++k) {
      double& x = x_[set[k]];
      const bool falls = set[k] < n_bounded_ && aim[k] <= 0;
      const bool stops = falls && x <= share * (x - aim[k]) * (1 + 1e-12);
      x = stops ? 0 : x + share * (aim[k] - x);
      if (stops) free_[set[k]] = false;
      met = met || stops;
    }
    return met;
  }

  std::span<const double> H_;
  std::span<const double> g_;
  std::size_t n_;
  std::size_t n_bounded_;
  std::vector<double> x_;
  std::vector<bool> free_;
  double largest_ = 0;
  std::vector<bool> refused_;  // sent back at once by rounding, since the last step that went on
};

}  // namespace

std::vector<double> principal(std::span<const double> matrix, std::span<const std::size_t> chosen) {
  const auto n = static_cast<std::size_t>(std::lround(std::sqrt(static_cast<double>(matrix.size()))));
  std::vector<double> part;
  part.reserve(chosen.size() * chosen.size());
  for (const std::size_t i : chosen)
    for (const std::size_t j : chosen) part.push_back(matrix[i * n + j]);
  return part;
}

NonNegativeMinimum minimize_nonnegative(std::span<const double> H, std::span<const double> g,
                                        std::size_t n_bounded, std::span<const double> start) {
  return ActiveSet(H, g, n_bounded, start).run();
}

}  // namespace nacre::scattering
