// Symmetric tensors of a cell, as the components 11, 22, 33, 12, 13, 23, and their changes with the cell's
// edges and angles.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "nacre/crystal/crystal.hpp"

namespace nacre::scattering {

using Tensor = std::array<double, 6>;

inline constexpr std::size_t tensor_row[] = {0, 1, 2, 0, 0, 1};
inline constexpr std::size_t tensor_column[] = {0, 1, 2, 1, 2, 2};

inline crystal::Vector times(const Tensor& t, const crystal::Vector& v) {
  return {t[0] * v[0] + t[3] * v[1] + t[4] * v[2], t[3] * v[0] + t[1] * v[1] + t[5] * v[2],
          t[4] * v[0] + t[5] * v[1] + t[2] * v[2]};
}

// Sum over all nine components of the products.
inline double inner(const Tensor& a, const Tensor& b) {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + 2 * (a[3] * b[3] + a[4] * b[4] + a[5] * b[5]);
}

// The symmetric part of a b^T.
inline Tensor symmetric_product(const crystal::Vector& a, const crystal::Vector& b) {
  Tensor t;
  for (std::size_t m = 0; m < 6; ++m)
    t[m] = 0.5 * (a[tensor_row[m]] * b[tensor_column[m]] + a[tensor_column[m]] * b[tensor_row[m]]);
  return t;
}

inline double determinant(const Tensor& t) {
  return t[0] * (t[1] * t[2] - t[5] * t[5]) - t[3] * (t[3] * t[2] - t[5] * t[4]) +
         t[4] * (t[3] * t[5] - t[1] * t[4]);
}

inline Tensor inverse(const Tensor& t) {
  const double d = determinant(t);
  return {(t[1] * t[2] - t[5] * t[5]) / d, (t[0] * t[2] - t[4] * t[4]) / d, (t[0] * t[1] - t[3] * t[3]) / d,
          (t[4] * t[5] - t[3] * t[2]) / d, (t[3] * t[5] - t[4] * t[1]) / d, (t[3] * t[4] - t[0] * t[5]) / d};
}

// R t R^T.
template <class Rotation>
Tensor turned(const Rotation& rotation, const Tensor& t) {
  std::array<crystal::Vector, 3> half;  // t R^T, column by column
  for (std::size_t k = 0; k < 3; ++k)
    half[k] = times(t, {static_cast<double>(rotation[k][0]), static_cast<double>(rotation[k][1]),
                        static_cast<double>(rotation[k][2])});
  Tensor result;
  for (std::size_t m = 0; m < 6; ++m) {
    const auto& row = rotation[tensor_row[m]];
    const crystal::Vector& column = half[tensor_column[m]];
    result[m] = row[0] * column[0] + row[1] * column[1] + row[2] * column[2];
  }
  return result;
}

// Changes of a, b, c (A) and of the angles (degrees).
using LatticeChange = std::array<double, 6>;

// a_i . a_j in A2, and its change.
inline Tensor metric_tensor(const crystal::Lattice& l) {
  constexpr double degree = M_PI / 180;
  return {l.a_A * l.a_A,
          l.b_A * l.b_A,
          l.c_A * l.c_A,
          l.a_A * l.b_A * std::cos(l.gamma_deg * degree),
          l.a_A * l.c_A * std::cos(l.beta_deg * degree),
          l.b_A * l.c_A * std::cos(l.alpha_deg * degree)};
}

inline Tensor metric_change(const crystal::Lattice& l, const LatticeChange& d) {
  constexpr double degree = M_PI / 180;
  const auto product = [](double a, double b, double angle, double da, double db, double dangle) {
    const double x = angle * degree;
    return (da * b + a * db) * std::cos(x) - a * b * std::sin(x) * dangle * degree;
  };
  return {2 * l.a_A * d[0],
          2 * l.b_A * d[1],
          2 * l.c_A * d[2],
          product(l.a_A, l.b_A, l.gamma_deg, d[0], d[1], d[5]),
          product(l.a_A, l.c_A, l.beta_deg, d[0], d[2], d[4]),
          product(l.b_A, l.c_A, l.alpha_deg, d[1], d[2], d[3])};
}

// N U N: displacements in fractional coordinates, which turn as coordinates do; N the lengths of a*, b*, c*.
inline Tensor in_fractions(const Tensor& u, const crystal::Vector& star) {
  Tensor t;
  for (std::size_t m = 0; m < 6; ++m) t[m] = u[m] * star[tensor_row[m]] * star[tensor_column[m]];
  return t;
}

}  // namespace nacre::scattering
