#include "nacre/crystal/nanocrystal.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>

#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

const Vector& first_site(const UnitCell& cell, int species) {
  const auto found = std::ranges::find(cell.sites, species, &CellSite::species);
  if (found == cell.sites.end()) throw std::invalid_argument("the cell has no atoms of that species");
  return found->fractional;
}

// Half way from the first atom of species 0 to the nearest atom of species 1.
Vector bond_middle(const UnitCell& cell) {
  const Vector from = first_site(cell, 0);
  Vector best{};
  double shortest = INFINITY;
  for (const CellSite& to : cell.sites) {
    if (to.species != 1) continue;
    Vector step = difference(to.fractional, from);
    for (double& x : step) x -= std::round(x);
    const double distance = length(cell.position_nm(step));
    if (distance < shortest - 1e-9) {
      shortest = distance;
      best = step;
    }
  }
  return {from[0] + best[0] / 2, from[1] + best[1] / 2, from[2] + best[2] / 2};
}

Vector hole(const std::optional<Vector>& hole, const char* name) {
  if (hole) return *hole;
  throw std::invalid_argument(std::string("this crystal has no empty ") + name + " hole");
}

// Cells along one axis that can reach into a sphere about the centre.
struct CellRange {
  int first;
  int last;
};
CellRange reach(double centre, double radius_nm, const Vector& reciprocal) {
  const double span = radius_nm * length(reciprocal);
  return {static_cast<int>(std::floor(centre - span - 1)), static_cast<int>(std::ceil(centre + span))};
}

using Contains = std::function<bool(const Vector&)>;

void add_cell(const UnitCell& cell, const Contains& contains, const Vector& corner, Nanocrystal& particle) {
  for (const CellSite& site : cell.sites) {
    const Vector position = cell.position_nm(
        {corner[0] + site.fractional[0], corner[1] + site.fractional[1], corner[2] + site.fractional[2]});
    if (!contains(position)) continue;
    particle.positions_nm.push_back(position);
    particle.kind.push_back(site.species);
  }
}

// Marks atoms with too few bonds to atoms that stay; true if there were any.
bool mark_dangling(const Nanocrystal& particle, const NeighborList& bonds, const DanglingRule& rule,
                   std::vector<bool>& stays) {
  std::vector<std::size_t> dangling;
  for (std::size_t i = 0; i < particle.size(); ++i) {
    const auto kept = [&](std::int32_t j) { return bool{stays[static_cast<std::size_t>(j)]}; };
    const int least = rule.least_bonds.at(static_cast<std::size_t>(particle.kind[i]));
    if (stays[i] && std::ranges::count_if(bonds.of(i), kept) < least) dangling.push_back(i);
  }
  for (const std::size_t i : dangling) stays[i] = false;
  return !dangling.empty();
}

}  // namespace

std::size_t Nanocrystal::count(int species_index) const {
  return static_cast<std::size_t>(std::ranges::count(kind, species_index));
}

Vector centre_of(const UnitCell& cell, Centre centre) {
  switch (centre) {
    case Centre::cation:
      return first_site(cell, 0);
    case Centre::anion:
      return first_site(cell, 1);
    case Centre::bond:
      return bond_middle(cell);
    case Centre::octahedral_hole:
      return hole(cell.octahedral_hole, "octahedral");
    case Centre::tetrahedral_hole:
      return hole(cell.tetrahedral_hole, "tetrahedral");
  }
  throw std::invalid_argument("unknown centre");
}

Nanocrystal cut(const UnitCell& cell, const Shape& shape, const Vector& centre_fractional) {
  return cut(
      cell, outer_radius_nm(shape), [&](const Vector& position) { return shape.contains(position); },
      centre_fractional);
}

Nanocrystal cut(const UnitCell& cell, double radius_nm, const Contains& contains,
                const Vector& centre_fractional) {
  if (!std::isfinite(radius_nm)) throw std::invalid_argument("the faces do not enclose a particle");
  Nanocrystal particle{.species = cell.species};
  const auto reciprocal = cell.reciprocal_per_nm();
  const CellRange x = reach(centre_fractional[0], radius_nm, reciprocal[0]);
  const CellRange y = reach(centre_fractional[1], radius_nm, reciprocal[1]);
  const CellRange z = reach(centre_fractional[2], radius_nm, reciprocal[2]);
  for (int i = x.first; i <= x.last; ++i)
    for (int j = y.first; j <= y.last; ++j)
      for (int k = z.first; k <= z.last; ++k)
        add_cell(cell, contains, difference({double(i), double(j), double(k)}, centre_fractional), particle);
  return particle;
}

NeighborList bonds(const Nanocrystal& particle, double bond_length_nm) {
  const NeighborList near = neighbors_within(particle.positions_nm, 1.2 * bond_length_nm);
  NeighborList unlike;
  for (std::size_t i = 0; i < near.size(); ++i) {
    for (const std::int32_t j : near.of(i))
      if (particle.kind[static_cast<std::size_t>(j)] != particle.kind[i]) unlike.neighbor.push_back(j);
    unlike.offset.push_back(unlike.neighbor.size());
  }
  return unlike;
}

Nanocrystal without_dangling(const Nanocrystal& particle, const NeighborList& bonds,
                             const DanglingRule& rule) {
  std::vector<bool> stays(particle.size(), true);
  while (mark_dangling(particle, bonds, rule, stays) && rule.repeat) {
  }
  Nanocrystal rest{.species = particle.species};
  for (std::size_t i = 0; i < particle.size(); ++i) {
    if (!stays[i]) continue;
    rest.positions_nm.push_back(particle.positions_nm[i]);
    rest.kind.push_back(particle.kind[i]);
  }
  return rest;
}

}  // namespace nacre::crystal
