// Moments of a size distribution with their errors.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "nacre/scattering/inversion.hpp"
#include "nacre/scattering/inversion_problem.hpp"

namespace nacre::scattering {

// Of the nodes first ... last. Each moment changes with the density as the integral of a polynomial in the
// size does: errors are those of that functional.
class DensityMoments {
 public:
  // `error_scale`: the factor on the errors of the data. The state must outlive this.
  DensityMoments(const InversionKernel& kernel, const InversionState& state, double error_scale,
                 std::size_t first, std::size_t last);

  Estimate concentration() const;
  Estimate mean() const;
  Estimate deviation() const;
  Estimate skewness() const;
  Estimate mean_cube() const;

 private:
  std::array<double, 4> of_variance() const;
  std::array<double, 4> of_third() const;
  double error(const std::array<double, 4>& polynomial, double factor) const;

  const InversionState& state_;
  double error_scale_;
  std::array<std::vector<double>, 4> functional_{};
  std::array<double, 4> raw_{};  // the number, then means of powers
  double mean_ = 0;
  double variance_ = 0;
  double third_ = 0;
};

}  // namespace nacre::scattering
