// Solutions of small homogeneous equations, as symmetry makes them.
#pragma once

#include <array>
#include <vector>

namespace nacre::crystal {

template <std::size_t n>
struct NullSpace {
  std::vector<std::size_t> free{};             // in ascending order
  std::vector<std::array<double, n>> basis{};  // basis[i] has 1 at free[i] and 0 at the other free ones
};

// Gauss-Jordan elimination with the last unknowns as pivots, so that the first are the free ones.
template <std::size_t n>
NullSpace<n> null_space(std::vector<std::array<double, n>> rows) {
  constexpr double nothing = 1e-6;
  std::array<int, n> row_of;
  row_of.fill(-1);
  std::size_t used = 0;
  for (std::size_t column = n; column-- > 0 && used < rows.size();) {
    std::size_t best = used;
    for (std::size_t i = used; i < rows.size(); ++i)
      if (rows[i][column] * rows[i][column] > rows[best][column] * rows[best][column]) best = i;
    if (rows[best][column] * rows[best][column] < nothing * nothing) continue;
    std::swap(rows[used], rows[best]);
    const double pivot = rows[used][column];
    for (double& value : rows[used]) value /= pivot;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double factor = rows[i][column];
      if (i == used || factor == 0) continue;
      for (std::size_t k = 0; k < n; ++k) rows[i][k] -= factor * rows[used][k];
    }
    row_of[column] = static_cast<int>(used++);
  }
  NullSpace<n> space;
  for (std::size_t k = 0; k < n; ++k) {
    if (row_of[k] >= 0) continue;
    std::array<double, n> solution{};
    solution[k] = 1;
    for (std::size_t column = 0; column < n; ++column)
      if (row_of[column] >= 0) solution[column] = 0.0 - rows[static_cast<std::size_t>(row_of[column])][k];
    space.free.push_back(k);
    space.basis.push_back(solution);
  }
  return space;
}

}  // namespace nacre::crystal
