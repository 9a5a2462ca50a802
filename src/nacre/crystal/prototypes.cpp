#include "nacre/crystal/prototypes.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/crystal/space_groups.hpp"
#include "nacre/crystal/symmetry.hpp"

namespace nacre::crystal {
namespace {

constexpr Prototype all[] = {
    {.name = "zinc-blende", .elements = 2, .close_packed = true},
    {.name = "wurtzite", .elements = 2, .hexagonal = true, .close_packed = true},
    {.name = "rock-salt", .elements = 2},
    {.name = "spinel", .elements = 3},
    {.name = "fcc", .elements = 1, .close_packed = true},
    {.name = "bcc", .elements = 1},
    {.name = "hcp", .elements = 1, .hexagonal = true, .close_packed = true},
};

void check_length(double length_nm) {
  if (!(length_nm > 0) || !std::isfinite(length_nm))
    throw std::invalid_argument("a lattice parameter is a positive length, not " + std::to_string(length_nm) +
                                " nm");
}

UnitCell cubic(double a_nm, std::string species, std::vector<Vector> sites) {
  check_length(a_nm);
  UnitCell cell{.vectors_nm = {{{a_nm, 0, 0}, {0, a_nm, 0}, {0, 0, a_nm}}}, .species = {std::move(species)}};
  for (const Vector& site : sites) cell.sites.push_back({0, site});
  return cell;
}

}  // namespace

std::span<const Prototype> prototypes() { return all; }

const Prototype* find_prototype(std::string_view name) {
  const auto* found = std::ranges::find(all, name, &Prototype::name);
  return found == std::end(all) ? nullptr : found;
}

UnitCell prototype_cell(std::string_view name, const PrototypeCell& cell) {
  const Prototype* prototype = find_prototype(name);
  if (prototype == nullptr)
    throw std::invalid_argument("there is no prototype \"" + std::string(name) + "\"");
  if (cell.species.size() != prototype->elements)
    throw std::invalid_argument(std::string(name) + " has " + std::to_string(prototype->elements) +
                                (prototype->elements == 1 ? " element" : " elements"));
  const double c_nm = cell.c_nm != 0 ? cell.c_nm : std::sqrt(8.0 / 3) * cell.a_nm;
  const double u = cell.u != 0 ? cell.u : 0.375;
  const auto& species = cell.species;
  if (name == "zinc-blende") return zinc_blende(cell.a_nm, species[0], species[1]);
  if (name == "wurtzite") return wurtzite(cell.a_nm, c_nm, u, species[0], species[1]);
  if (name == "rock-salt") return rock_salt(cell.a_nm, species[0], species[1]);
  if (name == "spinel") return spinel(cell.a_nm, u, species);
  if (name == "fcc") return face_centred_cubic(cell.a_nm, species[0]);
  if (name == "bcc") return body_centred_cubic(cell.a_nm, species[0]);
  return hexagonal_close_packed(cell.a_nm, c_nm, species[0]);
}

UnitCell spinel(double a_nm, double u, std::vector<std::string> species) {
  check_length(a_nm);
  const double a_A = 10 * a_nm;
  const auto group = find_space_group("F d -3 m:1");
  Crystal crystal{.lattice = {a_A, a_A, a_A},
                  .species = std::move(species),
                  .sites = {{.label = "A", .species = 0},
                            {.label = "B", .species = 1, .fractional = {0.625, 0.625, 0.625}},
                            {.label = "X", .species = 2, .fractional = {u, u, u}}},
                  .operations = group->operations};
  return to_unit_cell(crystal);
}

UnitCell face_centred_cubic(double a_nm, std::string species) {
  return cubic(a_nm, std::move(species), {{0, 0, 0}, {0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}});
}

UnitCell body_centred_cubic(double a_nm, std::string species) {
  return cubic(a_nm, std::move(species), {{0, 0, 0}, {0.5, 0.5, 0.5}});
}

UnitCell hexagonal_close_packed(double a_nm, double c_nm, std::string species) {
  UnitCell cell = wurtzite(a_nm, c_nm, 0.375, std::move(species), "");
  std::erase_if(cell.sites, [](const CellSite& site) { return site.species == 1; });
  cell.species.pop_back();
  return {.vectors_nm = cell.vectors_nm, .species = cell.species, .sites = cell.sites};
}

}  // namespace nacre::crystal
