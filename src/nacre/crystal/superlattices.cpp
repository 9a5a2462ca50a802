#include "nacre/crystal/superlattices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/core/words.hpp"
#include "nacre/crystal/space_groups.hpp"
#include "nacre/crystal/symmetry.hpp"

namespace nacre::crystal {
namespace {

constexpr double edge_A = 20;  // of the cells on the way, so that what rounds off is far below an atom

// Wyckoff positions of the International Tables.
struct WyckoffSite {
  int species;
  Vector fractional;
};

struct Build {
  std::string_view space_group;  // with its origin
  double c_over_a = 0;           // of hexagonal structures
  std::span<const WyckoffSite> sites;
};

constexpr Superlattice cards[] = {
    {"SC", 1, {1, 0}, 1, "P m -3 m", "simple cubic"},
    {"BCC", 1, {1, 0}, 2, "I m -3 m", "body-centred cubic"},
    {"FCC", 1, {1, 0}, 4, "F m -3 m", "face-centred cubic"},
    {"HCP", 1, {1, 0}, 4, "P 63/m m c", "hexagonal close-packed"},
    {"AlB2",
     2,
     {1, 2},
     6,
     "P 6/m m m",
     "hexagonal layers of large spheres, small ones in the prisms between"},
    {"NaZn13",
     2,
     {1, 13},
     112,
     "F m -3 c",
     "large spheres in a cubic lattice of icosahedra of 13 small ones"},
    {"CsCl", 2, {1, 1}, 2, "P m -3 m", "small spheres in the cubes of large ones"},
    {"NaCl", 2, {1, 1}, 8, "F m -3 m", "small spheres in the octahedra of large ones"},
    {"Cu3Au", 2, {1, 3}, 4, "P m -3 m", "large spheres at corners, small ones at faces"},
    {"MgCu2",
     2,
     {1, 2},
     24,
     "F d -3 m",
     "cubic Laves phase: a diamond of large spheres, tetrahedra of small ones"},
    {"MgZn2", 2, {1, 2}, 24, "P 63/m m c", "hexagonal Laves phase"},
};

constexpr WyckoffSite origin[] = {{0, {0, 0, 0}}};
constexpr WyckoffSite hcp[] = {{0, {1.0 / 3, 2.0 / 3, 0.25}}};                  // 2c
constexpr WyckoffSite alb2[] = {{0, {0, 0, 0}}, {1, {1.0 / 3, 2.0 / 3, 0.5}}};  // 1a, 2d
constexpr WyckoffSite nazn13[] = {{0, {0.25, 0.25, 0.25}},                      // 8a
                                  {1, {0, 0, 0}},
                                  {1, {0, 0.1806, 0.1192}}};                         // 8b, 96i
constexpr WyckoffSite cscl[] = {{0, {0, 0, 0}}, {1, {0.5, 0.5, 0.5}}};               // 1a, 1b
constexpr WyckoffSite nacl[] = {{0, {0, 0, 0}}, {1, {0.5, 0.5, 0.5}}};               // 4a, 4b
constexpr WyckoffSite cu3au[] = {{0, {0, 0, 0}}, {1, {0, 0.5, 0.5}}};                // 1a, 3c
constexpr WyckoffSite mgcu2[] = {{0, {0.125, 0.125, 0.125}}, {1, {0.5, 0.5, 0.5}}};  // 8a, 16d
constexpr WyckoffSite mgzn2[] = {{0, {1.0 / 3, 2.0 / 3, 0.0625}},                    // 4f
                                 {1, {0, 0, 0}},
                                 {1, {5.0 / 6, 2.0 / 3, 0.25}}};  // 2a, 6h

const double close_packed = std::sqrt(8.0 / 3);
const double alb2_at_055 = std::sqrt(1.55 * 1.55 - 4.0 / 3);

const Build builds[] = {
    {"P m -3 m", 0, origin},
    {"I m -3 m", 0, origin},
    {"F m -3 m", 0, origin},
    {"P 63/m m c", close_packed, hcp},
    {"P 6/m m m", alb2_at_055, alb2},
    {"F m -3 c", 0, nazn13},
    {"P m -3 m", 0, cscl},
    {"F m -3 m", 0, nacl},
    {"P m -3 m", 0, cu3au},
    {"F d -3 m:2", 0, mgcu2},
    {"P 63/m m c", close_packed, mgzn2},
};
static_assert(std::size(builds) == std::size(cards));

Crystal built(const Superlattice& card, const Build& build, double c_over_a) {
  Crystal crystal;
  const bool hexagonal = build.c_over_a > 0;
  crystal.lattice = {edge_A, edge_A, hexagonal ? edge_A * c_over_a : edge_A,
                     90,     90,     hexagonal ? 120.0 : 90.0};
  const auto group = find_space_group(build.space_group, &crystal.lattice);
  if (!group) throw std::logic_error("no space group " + std::string(build.space_group));
  crystal.space_group = group->name;
  crystal.operations = group->operations;
  crystal.species.resize(card.species);
  for (std::size_t k = 0; k < card.species; ++k) crystal.species[k] = k == 0 ? "L" : "S";
  for (const WyckoffSite& site : build.sites)
    crystal.sites.push_back({.species = site.species, .fractional = site.fractional});
  return crystal;
}

bool near(double a, double b) { return std::abs(a - b) < 1e-6 * std::abs(b); }

double wrapped(double x) {
  x -= std::floor(x);
  return x > 1 - 1e-9 ? 0 : x;
}

bool is_hexagonal(const Lattice& l) {
  return near(l.alpha_deg, 90) && near(l.beta_deg, 90) && near(l.gamma_deg, 120) && near(l.a_A, l.b_A);
}

// a and b at 120 degrees to a, sqrt(3) a: twice the atoms.
void double_hexagonal(OrthogonalCell& cell) {
  cell.edges[1] = std::sqrt(3.0) * cell.edges[0];
  std::vector<CellSite> sites;
  for (const double half : {0.0, 0.5})
    for (const CellSite& site : cell.sites) {
      const auto& [x, y, z] = site.fractional;
      sites.push_back({site.species, {wrapped(x - y / 2 + half), wrapped(y / 2 + half), z}});
    }
  cell.sites = std::move(sites);
}

void check(const OrthogonalCell& cell, std::span<const double> diameters) {
  if (diameters.size() != cell.species)
    throw std::invalid_argument("the crystal has " + std::to_string(cell.species) +
                                " species, found diameters of " + std::to_string(diameters.size()));
}

double sphere_volume(const OrthogonalCell& cell, std::span<const double> diameters) {
  double sum = 0;
  for (const CellSite& site : cell.sites) {
    const double d = diameters[static_cast<std::size_t>(site.species)];
    sum += d * d * d;
  }
  return std::numbers::pi / 6 * sum;
}

// The largest s/r of two sites in any images.
double tightest(const OrthogonalCell& cell, std::span<const double> diameters) {
  double most = 0;
  for (const CellSite& a : cell.sites)
    for (const CellSite& b : cell.sites)
      for (int image = 0; image < 27; ++image) {
        const int shift[] = {image / 9 - 1, image / 3 % 3 - 1, image % 3 - 1};
        double r2 = 0;
        for (int k = 0; k < 3; ++k) {
          const double d = (a.fractional[k] - b.fractional[k] + shift[k]) * cell.edges[k];
          r2 += d * d;
        }
        const double s = (diameters[static_cast<std::size_t>(a.species)] +
                          diameters[static_cast<std::size_t>(b.species)]) /
                         2;
        if (r2 > 1e-12 * cell.edges[0] * cell.edges[0]) most = std::max(most, s / std::sqrt(r2));
      }
  return most;
}

}  // namespace

std::vector<std::size_t> OrthogonalCell::counts() const {
  std::vector<std::size_t> counts(species);
  for (const CellSite& site : sites) ++counts.at(static_cast<std::size_t>(site.species));
  return counts;
}

std::span<const Superlattice> superlattices() { return cards; }

const Superlattice* find_superlattice(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(cards), std::end(cards), [&](const auto& card) { return card.name == name; });
  return found == std::end(cards) ? nullptr : found;
}

Crystal superlattice_crystal(std::string_view name, double c_over_a) {
  const Superlattice* card = find_superlattice(name);
  if (card == nullptr) {
    std::vector<std::string> names;
    for (const Superlattice& other : cards) names.emplace_back(other.name);
    throw std::invalid_argument("there is no structure \"" + std::string(name) + "\", expected one of " +
                                join(names));
  }
  const Build& build = builds[card - cards];
  if (c_over_a != 0 && build.c_over_a == 0)
    throw std::invalid_argument(std::string(name) + " is cubic: it has no c/a to choose");
  if (!(c_over_a >= 0 && std::isfinite(c_over_a)))
    throw std::invalid_argument("found c/a " + format_number(c_over_a) + ", expected one above 0");
  return built(*card, build, c_over_a > 0 ? c_over_a : build.c_over_a);
}

OrthogonalCell superlattice_cell(std::string_view name, double c_over_a) {
  OrthogonalCell cell = orthogonal_cell(superlattice_crystal(name, c_over_a));
  cell.name = name;
  for (double& edge : cell.edges) edge /= edge_A;
  return cell;
}

OrthogonalCell orthogonal_cell(const Crystal& crystal) {
  if (crystal.sites.empty()) throw std::invalid_argument("the crystal has no sites");
  const Lattice& lattice = crystal.lattice;
  const bool hexagonal = is_hexagonal(lattice);
  if (!hexagonal &&
      !(near(lattice.alpha_deg, 90) && near(lattice.beta_deg, 90) && near(lattice.gamma_deg, 90)))
    throw std::invalid_argument("found a cell with angles " + format_number(lattice.alpha_deg) + ", " +
                                format_number(lattice.beta_deg) + ", " + format_number(lattice.gamma_deg) +
                                " degrees, expected right angles or a hexagonal cell (90, 90, 120)");
  OrthogonalCell cell{.edges = {lattice.a_A, lattice.b_A, lattice.c_A}, .species = crystal.species.size()};
  for (const CellAtom& atom : expanded(crystal)) {
    if (atom.occupancy != 1)
      throw std::invalid_argument("site " + crystal.sites[static_cast<std::size_t>(atom.site)].label +
                                  " is partly occupied (" + format_number(atom.occupancy) +
                                  "), expected every site to be full");
    const Vector& f = atom.fractional;
    cell.sites.push_back({atom.species, {wrapped(f[0]), wrapped(f[1]), wrapped(f[2])}});
  }
  if (hexagonal) double_hexagonal(cell);
  return cell;
}

double highest_packing(const OrthogonalCell& cell, std::span<const double> diameters) {
  check(cell, diameters);
  const double scale = tightest(cell, diameters);
  return sphere_volume(cell, diameters) / (cell.volume() * scale * scale * scale);
}

OrthogonalCell scaled_to_packing(OrthogonalCell cell, std::span<const double> diameters, double packing) {
  check(cell, diameters);
  if (!(packing > 0 && packing < 1))
    throw std::invalid_argument("found a packing fraction of " + format_number(packing) +
                                ", expected one above 0 and below 1");
  const double scale = std::cbrt(sphere_volume(cell, diameters) / (packing * cell.volume()));
  for (double& edge : cell.edges) edge *= scale;
  return cell;
}

}  // namespace nacre::crystal
