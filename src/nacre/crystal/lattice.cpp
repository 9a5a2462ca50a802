#include "nacre/crystal/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

constexpr double degree = std::numbers::pi / 180;

// Exact at right angles and at 60 and 120 degrees, so that symmetric cells are exactly symmetric.
double cosine(double angle_deg) {
  if (angle_deg == 90) return 0;
  if (angle_deg == 60) return 0.5;
  if (angle_deg == 120) return -0.5;
  return std::cos(angle_deg * degree);
}

double angle_deg(const Vector& a, const Vector& b) {
  return std::acos(std::clamp(dot(a, b) / (length(a) * length(b)), -1.0, 1.0)) / degree;
}

// (volume / abc) squared.
double squared_shape(const Lattice& lattice) {
  const double ca = cosine(lattice.alpha_deg);
  const double cb = cosine(lattice.beta_deg);
  const double cg = cosine(lattice.gamma_deg);
  return 1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg;
}

// U11, U22, U33, U12, U13, U23.
constexpr std::size_t rows[] = {0, 1, 2, 0, 0, 1};
constexpr std::size_t columns[] = {0, 1, 2, 1, 2, 2};

}  // namespace

void check(const Lattice& lattice) {
  for (const double edge_A : {lattice.a_A, lattice.b_A, lattice.c_A})
    if (!(edge_A > 0) || !std::isfinite(edge_A))
      throw std::invalid_argument("an edge of the cell is a positive length, not " + std::to_string(edge_A) +
                                  " A");
  for (const double angle : {lattice.alpha_deg, lattice.beta_deg, lattice.gamma_deg})
    if (!(angle > 0 && angle < 180))
      throw std::invalid_argument("an angle of the cell lies between 0 and 180 degrees, not at " +
                                  std::to_string(angle));
  if (!(squared_shape(lattice) > 1e-8))
    throw std::invalid_argument("no cell has the angles " + std::to_string(lattice.alpha_deg) + ", " +
                                std::to_string(lattice.beta_deg) + " and " +
                                std::to_string(lattice.gamma_deg));
}

Matrix vectors_A(const Lattice& lattice) {
  const double ca = cosine(lattice.alpha_deg);
  const double cb = cosine(lattice.beta_deg);
  const double cg = cosine(lattice.gamma_deg);
  const double sg = std::sqrt(1 - cg * cg);
  return {{{lattice.a_A, 0, 0},
           {lattice.b_A * cg, lattice.b_A * sg, 0},
           {lattice.c_A * cb, lattice.c_A * (ca - cb * cg) / sg,
            lattice.c_A * std::sqrt(squared_shape(lattice)) / sg}}};
}

Lattice lattice_of(const Matrix& v) {
  return {length(v[0]),          length(v[1]),          length(v[2]),
          angle_deg(v[1], v[2]), angle_deg(v[0], v[2]), angle_deg(v[0], v[1])};
}

Matrix metric_A2(const Lattice& lattice) {
  const double ab = lattice.a_A * lattice.b_A * cosine(lattice.gamma_deg);
  const double ac = lattice.a_A * lattice.c_A * cosine(lattice.beta_deg);
  const double bc = lattice.b_A * lattice.c_A * cosine(lattice.alpha_deg);
  return {{{lattice.a_A * lattice.a_A, ab, ac},
           {ab, lattice.b_A * lattice.b_A, bc},
           {ac, bc, lattice.c_A * lattice.c_A}}};
}

double volume_A3(const Lattice& lattice) {
  return lattice.a_A * lattice.b_A * lattice.c_A * std::sqrt(squared_shape(lattice));
}

Matrix reciprocal_per_A(const Lattice& lattice) {
  const auto [a, b, c] = vectors_A(lattice);
  const double volume = dot(a, cross(b, c));
  return {scaled(cross(b, c), 1 / volume), scaled(cross(c, a), 1 / volume), scaled(cross(a, b), 1 / volume)};
}

Vector position_A(const Lattice& lattice, const Vector& fractional) {
  const Matrix v = vectors_A(lattice);
  Vector position{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (std::size_t k = 0; k < 3; ++k) position[k] += fractional[axis] * v[axis][k];
  return position;
}

double length_A(const Lattice& lattice, const Vector& fractional) {
  return length(position_A(lattice, fractional));
}

double inverse_spacing_per_A(const Lattice& lattice, const std::array<int, 3>& hkl) {
  const Matrix v = reciprocal_per_A(lattice);
  Vector sum{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (std::size_t k = 0; k < 3; ++k) sum[k] += hkl[axis] * v[axis][k];
  return length(sum);
}

// The displacements are along a a*, b b*, c c*, which are not orthogonal: U_ij = u cos(a*_i, a*_j).
Displacement isotropic(const Lattice& lattice, double u_A2) {
  const Matrix v = reciprocal_per_A(lattice);
  Displacement u{};
  for (std::size_t m = 0; m < u.size(); ++m)
    u[m] = rows[m] == columns[m]
               ? u_A2
               : u_A2 * dot(v[rows[m]], v[columns[m]]) / (length(v[rows[m]]) * length(v[columns[m]]));
  return u;
}

// A^T N U N A with N = diag(a*, b*, c*) and the cell's vectors as rows of A (Trueblood et al., Acta Cryst. A
// 52, 770 (1996), doi:10.1107/S0108767396005697).
Matrix cartesian_A2(const Lattice& lattice, const Displacement& u_A2) {
  const Matrix v = vectors_A(lattice);
  const Matrix star = reciprocal_per_A(lattice);
  Matrix sum{};
  for (std::size_t m = 0; m < u_A2.size(); ++m) {
    const std::size_t i = rows[m];
    const std::size_t j = columns[m];
    const double mean_square = u_A2[m] * length(star[i]) * length(star[j]);  // <dx_i dx_j>, fractional
    for (std::size_t k = 0; k < 3; ++k)
      for (std::size_t l = 0; l < 3; ++l)
        sum[k][l] += mean_square * (i == j ? v[i][k] * v[j][l] : v[i][k] * v[j][l] + v[j][k] * v[i][l]);
  }
  return sum;
}

double equivalent_isotropic_A2(const Lattice& lattice, const Displacement& u_A2) {
  const Matrix u = cartesian_A2(lattice, u_A2);
  return (u[0][0] + u[1][1] + u[2][2]) / 3;
}

}  // namespace nacre::crystal
