// Gauss-Legendre rules, made once and kept.
#pragma once

#include <vector>

namespace nacre::scattering {

struct QuadratureRule {
  std::vector<double> node, weight;
};

// At least n points on [-1, 1]; of a few sizes only, so that a rule is found again. Safe from several
// threads.
const QuadratureRule& gauss_legendre(int n);

// For even functions on [-1, 1]: the positive nodes of a rule with an even number of points, at least n in
// all. The weights sum to one, so that the sum over the nodes is the mean.
const QuadratureRule& gauss_legendre_even(int n);

// The degree up to which spherical harmonics matter in |F|^2 of a body of this diameter, or in anything made
// of plane waves over such lengths: their share falls faster than exponentially beyond l = q times the
// diameter, as spherical Bessel functions do, and is below 1e-10 here.
int harmonic_degree(double q_times_diameter);
// Beyond it directions are not resolved: there is no rule with so many points.
inline constexpr double most_q_times_diameter = 6000;

}  // namespace nacre::scattering
