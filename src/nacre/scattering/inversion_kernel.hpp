// What each size contributes to the intensity of a polydisperse solution: the matrix that an inversion
// inverts.
#pragma once

#include <array>
#include <functional>
#include <span>
#include <vector>

namespace nacre::scattering {

// The volume-squared form factor V^2 P(q) in nm6 of one particle of this size; `out` has the size of q.
using FormSquared =
    std::function<void(double size_nm, std::span<const double> q_per_nm, std::span<double> out)>;

// Spheres: (4 pi (sin qr - qr cos qr) / q^3)^2.
void sphere_squared(double radius_nm, std::span<const double> q_per_nm, std::span<double> out);

// The sizes at which the distribution is an unknown. 0: from the range of q.
struct SizeGrid {
  double lower_nm = 0;  // 0: 1.5 / q_max; smaller particles look like a background
  double upper_nm = 0;  // 0: pi / q_min, the largest whose decay the data see
  int points = 0;       // 0: one every 2.75 % on a logarithmic grid, 160 on a linear one
  bool logarithmic = true;
};

// Throws std::invalid_argument for sizes that are not positive or not ascending, and for fewer than 4 points.
std::vector<double> size_nodes(const SizeGrid& grid, std::span<const double> q_per_nm);

// The number density n(r) in umol/L per nm is such that r^3 n(r) dr/du is piecewise linear in u, where u is
// the size or its logarithm; beyond the last nodes it falls to zero within one step. Column j belongs to the
// density at node j, with its neighbours at zero ("hat").
struct InversionKernel {
  std::vector<double> q_per_nm{};
  std::vector<double> size_nm{};
  std::vector<double> prior_weight{};            // of each node: r^3 dr/du, by which smoothness is judged
  std::vector<double> intensity{};               // 1/cm per umol/L/nm, row-major: a row for each q
  std::array<std::vector<double>, 4> moments{};  // integral over r^k of each hat, k = 0 ... 3
};

// `contrast` in 1e10 1/cm2. Integrates over each hat by Gauss-Legendre, so that steps in size may be longer
// than the period of the form factor's oscillations at the highest q.
InversionKernel inversion_kernel(std::span<const double> q_per_nm, const SizeGrid& grid, double contrast,
                                 const FormSquared& form = sphere_squared);

}  // namespace nacre::scattering
