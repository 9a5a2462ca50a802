// The linear problem behind an inversion, solved at one strength of the regularisation and under one shape.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "nacre/scattering/dense.hpp"
#include "nacre/scattering/inversion_kernel.hpp"
#include "nacre/scattering/inversion_shape.hpp"

namespace nacre::scattering {

// The minimum of chi2 + strength * prior, and the Gaussian around it over the unknowns that are not at zero.
struct InversionState {
  double strength = 0;           // as Inversion::strength
  std::vector<double> values{};  // number density at each node, then the background where it is an unknown
  double chi2 = 0;
  double prior = 0;     // strength * sum of squared second differences
  double evidence = 0;  // its logarithm, up to a constant
  bool converged = true;
  Shape shape{0};
  std::vector<double> scale{};        // of each increment
  std::vector<std::size_t> free{};    // increments that are not at zero
  std::vector<Cholesky> curvature{};  // one: half the second derivatives over `free`

  double objective() const { return chi2 + prior; }
  // Standard deviation of sum_j functional_j values_j.
  double deviation(std::span<const double> functional) const;
};

class InversionProblem {
 public:
  InversionProblem(const InversionKernel& kernel, std::span<const double> intensity,
                   std::span<const double> errors, bool background, bool scale_errors);

  InversionState solve(double strength, const Shape& shape, std::span<const double> start) const;

  double chi2(std::span<const double> values) const;
  // chi2 without any particles.
  double chi2_of_nothing() const;
  double effective_parameters(const InversionState& state) const;
  // Rise above zero of a node that is held there at which the objective is up by one, the other nodes fixed.
  double rise_at_zero(const InversionState& state, std::size_t node) const;

  // Twice the logarithm of how much less likely the first is than the second.
  double loss(const InversionState& worse, const InversionState& better) const;
  double loss(double worse_objective, const InversionState& better) const;
  // The factor on the errors; 1 where they are known.
  double error_scale(const InversionState& state) const;

  std::size_t nodes() const { return n_nodes_; }
  std::size_t data() const { return n_data_; }

 private:
  std::vector<double> curvature(double strength) const;
  double log_evidence(const InversionState& state, const std::vector<double>& prior_part) const;

  std::size_t n_data_;
  std::size_t n_nodes_;
  std::size_t n_;  // unknowns
  bool scale_errors_;
  std::vector<double> rows_;        // kernel / error, row-major
  std::vector<double> target_;      // intensity / error
  std::vector<double> data_part_;   // rows' rows
  std::vector<double> prior_part_;  // at strength one
  std::vector<double> slope_;       // rows' target
};

}  // namespace nacre::scattering
