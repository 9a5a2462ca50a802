#include "nacre/crystal/unit_cell.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

void check_length(double length_nm) {
  if (!(length_nm > 0) || !std::isfinite(length_nm))
    throw std::invalid_argument("a lattice parameter is a positive length, not " + std::to_string(length_nm) +
                                " nm");
}

constexpr Vector face_centred[] = {{0, 0, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};

double wrapped(double x) { return x - std::floor(x); }

// Two face-centred cubic sublattices, the second moved by `shift` along the body diagonal.
UnitCell two_cubic_sublattices(double a_nm, double shift, std::string cation, std::string anion) {
  check_length(a_nm);
  UnitCell cell{.vectors_nm = {{{a_nm, 0, 0}, {0, a_nm, 0}, {0, 0, a_nm}}},
                .species = {std::move(cation), std::move(anion)}};
  for (const Vector& site : face_centred) cell.sites.push_back({0, site});
  for (const Vector& site : face_centred)
    cell.sites.push_back({1, {wrapped(site[0] + shift), wrapped(site[1] + shift), wrapped(site[2] + shift)}});
  return cell;
}

// Over the cells around, also for skewed ones; the atom itself does not count.
double nearest_image_nm(const UnitCell& cell, const Vector& from, const Vector& to) {
  double nearest = std::numeric_limits<double>::infinity();
  for (int i = -2; i <= 2; ++i)
    for (int j = -2; j <= 2; ++j)
      for (int k = -2; k <= 2; ++k) {
        const Vector step{to[0] - from[0] + i, to[1] - from[1] + j, to[2] - from[2] + k};
        const double distance = length(cell.position_nm(step));
        if (distance > 1e-9) nearest = std::min(nearest, distance);
      }
  return nearest;
}

}  // namespace

Vector UnitCell::position_nm(const Vector& fractional) const {
  Vector position{};
  for (int axis = 0; axis < 3; ++axis)
    for (int k = 0; k < 3; ++k) position[k] += fractional[axis] * vectors_nm[axis][k];
  return position;
}

double UnitCell::volume_nm3() const {
  return std::abs(dot(vectors_nm[0], cross(vectors_nm[1], vectors_nm[2])));
}

std::array<Vector, 3> UnitCell::reciprocal_per_nm() const {
  const auto& [a, b, c] = vectors_nm;
  const double volume = dot(a, cross(b, c));
  return {scaled(cross(b, c), 1 / volume), scaled(cross(c, a), 1 / volume), scaled(cross(a, b), 1 / volume)};
}

double nearest_distance_nm(const UnitCell& cell, int species, int other) {
  double nearest = std::numeric_limits<double>::infinity();
  for (const CellSite& from : cell.sites)
    for (const CellSite& to : cell.sites)
      if (from.species == species && to.species == other)
        nearest = std::min(nearest, nearest_image_nm(cell, from.fractional, to.fractional));
  if (!std::isfinite(nearest)) throw std::invalid_argument("the cell has no atoms of that species");
  return nearest;
}

UnitCell zinc_blende(double a_nm, std::string cation, std::string anion) {
  UnitCell cell = two_cubic_sublattices(a_nm, 0.25, std::move(cation), std::move(anion));
  cell.octahedral_hole = {{0.5, 0.5, 0.5}};
  cell.tetrahedral_hole = {{0.75, 0.75, 0.75}};
  return cell;
}

UnitCell rock_salt(double a_nm, std::string cation, std::string anion) {
  UnitCell cell = two_cubic_sublattices(a_nm, 0.5, std::move(cation), std::move(anion));
  cell.tetrahedral_hole = {{0.25, 0.25, 0.25}};
  return cell;
}

UnitCell wurtzite(double a_nm, double c_nm, double u, std::string cation, std::string anion) {
  check_length(a_nm);
  check_length(c_nm);
  const double half = a_nm / 2;
  const double height = half * std::sqrt(3.0);
  UnitCell cell{.vectors_nm = {{{half, -height, 0}, {half, height, 0}, {0, 0, c_nm}}},
                .species = {std::move(cation), std::move(anion)}};
  for (const int species : {0, 1}) {
    const double z = species == 0 ? 0 : u;
    cell.sites.push_back({species, {1.0 / 3, 2.0 / 3, wrapped(z)}});
    cell.sites.push_back({species, {2.0 / 3, 1.0 / 3, wrapped(z + 0.5)}});
  }
  cell.octahedral_hole = {{0, 0, 0.25}};
  cell.tetrahedral_hole = {{1.0 / 3, 2.0 / 3, wrapped(1 - u)}};  // opposite the anion of the first cation
  return cell;
}

}  // namespace nacre::crystal
