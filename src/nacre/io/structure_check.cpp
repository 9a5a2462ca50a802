#include "nacre/io/structure_check.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "nacre/core/units.hpp"
#include "nacre/crystal/elements.hpp"
#include "nacre/crystal/neighbors.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/crystal/vectors.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/text_lines.hpp"

namespace nacre::io {
namespace {

constexpr double least_distance_A = 0.5;  // H2 is 0.74 A long
constexpr double least_space_A3 = 2;      // of an atom; diamond has 5.7
constexpr double most_space_A3 = 1e5;     // a molecule in an empty box

std::string text_of(double value_A) { return format_rounded(value_A, 3) + " A"; }

std::string cell_text(const crystal::Lattice& cell) {
  return format_rounded(cell.a_A, 4) + " x " + format_rounded(cell.b_A, 4) + " x " +
         format_rounded(cell.c_A, 4);
}

// "multiply ..." if another unit makes the space of an atom that of a crystal.
std::string unit_hint(double space_A3, const char* what) {
  const auto crystalline = [&](double factor) {
    const double space = space_A3 * factor * factor * factor;
    return space > 5 && space < 200;
  };
  const std::string found = what;
  if (crystalline(10)) return found + " look like nm: multiply them by 10";
  if (crystalline(0.01)) return found + " look like pm: divide them by 100";
  return {};
}

void check_space(const crystal::Crystal& crystal, double atoms, const Place& place) {
  const double space_A3 = crystal::volume_A3(crystal.lattice) / atoms;
  if (space_A3 > least_space_A3 && space_A3 < most_space_A3) return;
  fail_at(place, std::string("the cell is too ") + (space_A3 < 10 ? "small" : "large") + " for its atoms",
          cell_text(crystal.lattice) + " for " + format_number(atoms) + (atoms == 1 ? " atom" : " atoms"),
          "edges in angstrom, about 20 A3 for an atom", unit_hint(space_A3, "the edges"));
}

// An atom of the cell or of a cell around it.
struct Near {
  std::vector<crystal::Vector> positions_nm{};
  std::vector<std::size_t> atom{};  // in the list of the cell
};

// The atoms of the cell, and those around it that can be too near to them.
Near atoms_and_border(const crystal::Crystal& crystal, const std::vector<crystal::CellAtom>& atoms) {
  const auto star = crystal::reciprocal_per_A(crystal.lattice);
  crystal::Vector margin{};
  for (std::size_t k = 0; k < 3; ++k) margin[k] = least_distance_A * crystal::length(star[k]);
  const auto vectors = crystal::vectors_A(crystal.lattice);
  Near near;
  const auto add = [&](std::size_t i, int x, int y, int z) {
    const crystal::Vector& f = atoms[i].fractional;
    const crystal::Vector moved{f[0] + x, f[1] + y, f[2] + z};
    for (std::size_t k = 0; k < 3; ++k)
      if (moved[k] < -margin[k] || moved[k] > 1 + margin[k]) return;
    crystal::Vector position{};
    for (std::size_t axis = 0; axis < 3; ++axis)
      for (std::size_t k = 0; k < 3; ++k) position[k] += 0.1 * moved[axis] * vectors[axis][k];
    near.positions_nm.push_back(position);
    near.atom.push_back(i);
  };
  for (std::size_t i = 0; i < atoms.size(); ++i) add(i, 0, 0, 0);
  for (std::size_t i = 0; i < atoms.size(); ++i)
    for (int image = 0; image < 27; ++image)
      if (image != 13) add(i, image / 9 - 1, image / 3 % 3 - 1, image % 3 - 1);
  return near;
}

void check_overlap(const crystal::Crystal& crystal, const std::vector<crystal::CellAtom>& atoms,
                   const PlaceOfAtom& place) {
  const Near near = atoms_and_border(crystal, atoms);
  const auto neighbors = crystal::neighbors_within(near.positions_nm, least_distance_A / 10);
  for (std::size_t i = 0; i < atoms.size(); ++i)
    for (const std::int32_t j : neighbors.of(i)) {
      const auto other = static_cast<std::size_t>(j);
      const crystal::CellAtom& a = atoms[i];
      const crystal::CellAtom& b = atoms[near.atom[other]];
      if (a.occupancy + b.occupancy < 1.001) continue;
      const crystal::Site& first = crystal.sites[static_cast<std::size_t>(std::min(a.site, b.site))];
      const crystal::Site& second = crystal.sites[static_cast<std::size_t>(std::max(a.site, b.site))];
      const double distance_A =
          10 * crystal::length(crystal::difference(near.positions_nm[i], near.positions_nm[other]));
      fail_at(place(static_cast<std::size_t>(std::max(a.site, b.site))),
              a.site == b.site ? "images of " + first.label + " overlap"
                               : first.label + " and " + second.label + " overlap",
              text_of(distance_A) + " apart, occupancies " + format_number(a.occupancy) + " and " +
                  format_number(b.occupancy),
              "atoms at least 0.5 A apart, or occupancies that add up to 1 at most");
    }
}

void check_occupancies(const crystal::Crystal& crystal, const PlaceOfAtom& place) {
  for (std::size_t i = 0; i < crystal.sites.size(); ++i) {
    const crystal::Site& site = crystal.sites[i];
    if (!(site.occupancy > 0 && site.occupancy < 1.0005))
      fail_at(place(i), "the occupancy of " + site.label + " is not a share", format_number(site.occupancy),
              "above 0, at most 1");
  }
}

struct Box {
  crystal::Vector low{}, high{};
};
Box box_of(const crystal::Nanocrystal& cluster) {
  Box box{cluster.positions_nm.front(), cluster.positions_nm.front()};
  for (const crystal::Vector& position : cluster.positions_nm)
    for (std::size_t k = 0; k < 3; ++k) {
      box.low[k] = std::min(box.low[k], position[k]);
      box.high[k] = std::max(box.high[k], position[k]);
    }
  return box;
}

// Space of an atom in the box of the cluster with `margin_nm` around.
double space_A3(const crystal::Nanocrystal& cluster, double margin_nm) {
  const Box box = box_of(cluster);
  double space = 1e3 / static_cast<double>(cluster.size());
  for (std::size_t k = 0; k < 3; ++k) space *= box.high[k] - box.low[k] + margin_nm;
  return space;
}

[[noreturn]] void fail_with_unit(const crystal::Nanocrystal& cluster, const std::filesystem::path& file,
                                 const char* how) {
  const Box box = box_of(cluster);
  double widest_A = 0;
  for (std::size_t k = 0; k < 3; ++k) widest_A = std::max(widest_A, 10 * (box.high[k] - box.low[k]));
  fail_with_file(file, std::string("holds atoms that are too ") + how,
                 std::to_string(cluster.size()) + " atoms in " + text_of(widest_A), "positions in angstrom",
                 unit_hint(space_A3(cluster, 0), "the positions"));
}

}  // namespace

int species_index(std::string_view text, std::vector<std::string>& species) {
  std::string name(text);
  for (std::size_t i = 0; i < name.size() && std::isalpha(static_cast<unsigned char>(name[i])) != 0; ++i) {
    const auto c = static_cast<unsigned char>(name[i]);
    name[i] = static_cast<char>(i == 0 ? std::toupper(c) : std::tolower(c));
  }
  if (crystal::find_element(crystal::element_of(name)) == nullptr)
    throw std::invalid_argument("there is no element of this symbol");
  const auto found = std::ranges::find(species, name);
  if (found != species.end()) return static_cast<int>(found - species.begin());
  species.push_back(name);
  return static_cast<int>(species.size()) - 1;
}

void check_crystal(const crystal::Crystal& crystal, const Place& cell, const PlaceOfAtom& site) {
  try {
    crystal::check(crystal.lattice);
  } catch (const std::invalid_argument& reason) {
    fail_at(cell, reason.what());
  }
  if (!crystal::fits_symmetry(crystal))
    fail_at(cell, "the cell has not the symmetry of its space group",
            cell_text(crystal.lattice) + " A, angles " + format_number(crystal.lattice.alpha_deg) + ", " +
                format_number(crystal.lattice.beta_deg) + ", " + format_number(crystal.lattice.gamma_deg),
            "a cell for " + crystal.space_group);
  check_occupancies(crystal, site);
  const auto atoms = crystal::expanded(crystal);
  double count = 0;
  for (const crystal::CellAtom& atom : atoms) count += atom.occupancy;
  check_space(crystal, count, cell);
  check_overlap(crystal, atoms, site);
}

void check_cluster(const crystal::Nanocrystal& cluster, const std::filesystem::path& file,
                   const PlaceOfAtom& atom) {
  if (cluster.size() < 2) return;
  if (space_A3(cluster, 0.3) < 0.5) fail_with_unit(cluster, file, "near to one another");
  if (space_A3(cluster, 0.3) > most_space_A3) fail_with_unit(cluster, file, "far from one another");
  const auto neighbors = crystal::neighbors_within(cluster.positions_nm, least_distance_A / 10);
  std::size_t near = 0;
  for (std::size_t i = 0; i < neighbors.size(); ++i) near += neighbors.degree(i) > 0 ? 1 : 0;
  if (near > cluster.size() / 2 && cluster.size() > 4) fail_with_unit(cluster, file, "near to one another");
  for (std::size_t i = 0; i < neighbors.size(); ++i) {
    if (neighbors.degree(i) == 0) continue;
    const auto j = static_cast<std::size_t>(neighbors.of(i).front());
    const auto name = [&](std::size_t k) {
      return cluster.species[static_cast<std::size_t>(cluster.kind[k])] + " (atom " + std::to_string(k + 1) +
             ")";
    };
    fail_at(
        atom(j), name(i) + " and " + name(j) + " overlap",
        text_of(10 * crystal::length(crystal::difference(cluster.positions_nm[i], cluster.positions_nm[j]))) +
            " apart",
        "atoms at least 0.5 A apart");
  }
}

}  // namespace nacre::io
