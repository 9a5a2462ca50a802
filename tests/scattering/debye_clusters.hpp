// Clusters and atoms for tests of Debye's equation.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/crystal/nanocrystal.hpp"

namespace nacre::scattering::testing {

inline constexpr crystal::Vector off_centre{0.1 / 5.82, 0.2 / 5.82, 0.3 / 5.82};

inline crystal::Nanocrystal zinc_blende_sphere(double radius_nm) {
  return crystal::cut(crystal::zinc_blende(0.582, "Cd", "S"), crystal::sphere(radius_nm), off_centre);
}

// Every coordinate off by a normal deviate.
inline crystal::Nanocrystal displaced(crystal::Nanocrystal cluster, double sigma_nm) {
  RandomStream random(7, StreamName::synthetic_data);
  for (crystal::Vector& p : cluster.positions_nm)
    for (double& x : p) x += sigma_nm * random.normal();
  return cluster;
}

inline std::vector<double> even(double first, double last, int n) {
  std::vector<double> result;
  for (int i = 0; i < n; ++i) result.push_back(first + (last - first) * i / (n - 1));
  return result;
}

inline double largest(const std::vector<double>& values) {
  double result = 0;
  for (const double x : values) result = std::max(result, std::abs(x));
  return result;
}

inline double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double result = 0;
  for (std::size_t i = 0; i < a.size(); ++i) result = std::max(result, std::abs(a[i] - b[i]));
  return result;
}

}  // namespace nacre::scattering::testing
