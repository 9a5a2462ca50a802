#include "nacre/assembly/initial_crystal.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "nacre/assembly/initial_fluid.hpp"
#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

using crystal::OrthogonalCell;
using crystal::Vector;

constexpr double longest_aspect = 1.5;
// Of the highest packing, that of a crystal without strain: AlB2 (50-25, eps/kT 2.5, no pressure) has 0.704
// of 0.779.
constexpr double unstrained_part = 0.9;

// In fluid the particles may be of more species than the crystal.
void check(const CrystalStart& start, bool in_fluid) {
  if (start.cell.sites.empty()) throw std::invalid_argument("the crystal has no sites");
  const std::size_t species = start.composition.species.size();
  if (species < start.cell.species || (!in_fluid && species > start.cell.species))
    throw std::invalid_argument("the crystal has " + std::to_string(start.cell.species) + " species, found " +
                                std::to_string(species) + " of particles");
}

double aspect(const OrthogonalCell& cell, const std::array<int, 3>& cells) {
  double edges[3];
  for (int k = 0; k < 3; ++k) edges[k] = cells[k] * cell.edges[k];
  return *std::max_element(edges, edges + 3) / *std::min_element(edges, edges + 3);
}

// Calls visit for all numbers of cells whose particles are within a half of `number`.
template <class Visit>
void each_box(const OrthogonalCell& cell, std::size_t number, const Visit& visit) {
  const double wanted = std::max(1.0, static_cast<double>(number) / static_cast<double>(cell.sites.size()));
  const double edge = std::cbrt(1.5 * wanted * cell.volume());
  int most[3];
  for (int k = 0; k < 3; ++k) most[k] = static_cast<int>(std::ceil(2 * edge / cell.edges[k])) + 1;
  for (int i = 1; i <= most[0]; ++i)
    for (int j = 1; j <= most[1]; ++j) {
      const int middle = static_cast<int>(wanted / (i * j));
      for (int k = std::max(1, middle); k <= std::min(most[2], middle + 1); ++k)
        visit(std::array<int, 3>{i, j, k});
    }
}

// A site of the crystal, in the container's coordinates, and how far from the middle it counts as being.
struct Placed {
  Vector at{};
  std::size_t species = 0;
  double depth = 0;
};

double along_z(const Vector& at) { return std::abs(at[2]); }
double from_centre(const Vector& at) { return std::hypot(at[0], at[1], at[2]); }

// Sites of the lattice about its first one, cells from `low` to `high`, sorted by depth.
std::vector<Placed> lattice_sites(const OrthogonalCell& cell, const std::array<int, 3>& low,
                                  const std::array<int, 3>& high, const Vector& middle,
                                  double (*depth)(const Vector&)) {
  std::vector<Placed> sites;
  for (int i = low[0]; i < high[0]; ++i)
    for (int j = low[1]; j < high[1]; ++j)
      for (int k = low[2]; k < high[2]; ++k)
        for (const crystal::CellSite& site : cell.sites) {
          const Vector cells = {i + site.fractional[0] - middle[0], j + site.fractional[1] - middle[1],
                                k + site.fractional[2] - middle[2]};
          const Vector at = {cells[0] * cell.edges[0], cells[1] * cell.edges[1], cells[2] * cell.edges[2]};
          sites.push_back({at, static_cast<std::size_t>(site.species), depth(at)});
        }
  std::stable_sort(sites.begin(), sites.end(),
                   [](const Placed& a, const Placed& b) { return a.depth < b.depth - 1e-9; });
  return sites;
}

// Those of a sphere that holds at least `number` sites, about the first site of the cell.
std::vector<Placed> sphere_sites(const OrthogonalCell& cell, std::size_t number) {
  const double density = static_cast<double>(cell.sites.size()) / cell.volume();
  const double diagonal = from_centre(cell.edges);
  const double reach = std::cbrt(static_cast<double>(number) / density) + diagonal;  // more than enough
  std::array<int, 3> low{}, high{};
  for (int k = 0; k < 3; ++k) {
    high[k] = static_cast<int>(std::ceil(reach / cell.edges[k])) + 1;
    low[k] = -high[k];
  }
  std::vector<Placed> sites = lattice_sites(cell, low, high, cell.sites.front().fractional, from_centre);
  std::erase_if(sites, [&](const Placed& site) { return site.depth > reach; });
  return sites;
}

// The first sites down to the depth at which their number is nearest to `wanted`: planes and shells stay
// whole.
std::vector<Placed> whole_shells(std::vector<Placed> sites, double wanted) {
  std::size_t best = 0;
  for (std::size_t end = 1; end <= sites.size(); ++end) {
    if (end < sites.size() && sites[end].depth < sites[end - 1].depth + 1e-6) continue;
    if (std::abs(static_cast<double>(end) - wanted) < std::abs(static_cast<double>(best) - wanted))
      best = end;
  }
  sites.resize(best);
  return sites;
}

std::vector<std::size_t> counts_of(const std::vector<Placed>& sites, std::size_t species) {
  std::vector<std::size_t> counts(species);
  for (const Placed& site : sites) ++counts.at(site.species);
  return counts;
}

// Puts the first particles of each species on the sites.
InitialCrystal on_sites(crystal::Particles particles, const std::vector<Placed>& sites) {
  std::vector<std::size_t> next(particles.species_names.size());
  for (std::size_t k = 0; k < next.size(); ++k)
    next[k] = static_cast<std::size_t>(std::find(particles.species.begin(), particles.species.end(), k) -
                                       particles.species.begin());
  InitialCrystal made{std::move(particles), {}};
  made.in_crystal.assign(made.particles.size(), 0);
  for (const Placed& site : sites) {
    const std::size_t i = next[site.species]++;
    made.particles.positions[i] = site.at;
    made.in_crystal[i] = 1;
  }
  return made;
}

// Diameters whose cubes are the means of the species, times the effective size.
std::vector<double> volume_diameters(const crystal::Particles& particles,
                                     const std::vector<double>& effective) {
  std::vector<double> cubes(particles.species_names.size()), numbers(cubes.size());
  for (std::size_t i = 0; i < particles.size(); ++i) {
    cubes[particles.species[i]] += std::pow(particles.diameters[i], 3);
    numbers[particles.species[i]] += 1;
  }
  for (std::size_t k = 0; k < cubes.size(); ++k)
    cubes[k] = std::cbrt(cubes[k] / std::max(1.0, numbers[k])) * (effective.empty() ? 1 : effective[k]);
  return cubes;
}

// Of the crystal alone, unless it is chosen.
double crystal_packing(const CrystalStart& start, std::span<const double> diameters) {
  return start.crystal_packing > 0 ? start.crystal_packing
                                   : unstrained_part * highest_packing(start.cell, diameters);
}

OrthogonalCell cell_in_fluid(const CrystalStart& start, const crystal::Particles& particles) {
  std::vector<double> diameters = volume_diameters(particles, start.effective);
  diameters.resize(start.cell.species);
  double packing = crystal_packing(start, diameters);
  if (start.crystal_packing == 0) packing = std::max(packing, start.packing);
  return scaled_to_packing(start.cell, diameters, packing);
}

void check_room(const std::vector<std::size_t>& in_crystal, const crystal::Particles& particles) {
  std::vector<std::size_t> all(std::max(in_crystal.size(), particles.species_names.size()));
  for (const std::uint8_t species : particles.species) ++all[species];
  for (std::size_t k = 0; k < in_crystal.size(); ++k)
    if (in_crystal[k] > all[k])
      throw std::invalid_argument("the crystal takes " + std::to_string(in_crystal[k]) +
                                  " particles of species " + particles.species_names[k] + ", found " +
                                  std::to_string(all[k]) + "; make it smaller, or change the number ratio");
}

// Sizes about their means overlap where the lattice is tight: those are pushed apart, the fluid not there
// yet.
void settle(InitialCrystal& made) {
  crystal::Particles piece = made.particles;
  piece.positions.clear();
  piece.diameters.clear();
  std::vector<std::size_t> whose;
  for (std::size_t i = 0; i < made.in_crystal.size(); ++i) {
    if (!made.in_crystal[i]) continue;
    whose.push_back(i);
    piece.positions.push_back(made.particles.positions[i]);
    piece.diameters.push_back(made.particles.diameters[i]);
  }
  const PushOff options{.most_steps = 2000};
  const Overlap left = push_off(piece, {}, options);
  for (std::size_t k = 0; k < whose.size(); ++k) made.particles.positions[whose[k]] = piece.positions[k];
  if (left.closeness < options.closeness)
    throw std::invalid_argument("the crystal is too dense: particles are left at " +
                                format_rounded(left.closeness) + " of their contact, expected " +
                                format_rounded(options.closeness) + "; lower its packing fraction");
}

// Puts fluid particles beside the crystal, whose surface is at a depth.
class Melt {
 public:
  Melt(InitialCrystal& made, double surface, double (*depth)(const Vector&), std::uint64_t seed)
      : made_(made),
        particles_(made.particles),
        container_{particles_.box, particles_.droplet_radius},
        surface_(surface),
        depth_(depth),
        random_(seed, StreamName::initial_positions) {}

  // At random, then pushed apart. Particles that were pushed into the crystal get another place.
  void fill() {
    for (std::size_t i = 0; i < particles_.size(); ++i)
      if (!made_.in_crystal[i]) place(i);
    const PushOff options{.most_steps = 400};
    Overlap left = push_off(particles_, made_.in_crystal, options);
    for (int round = 0; round < 50 && left.closeness < options.closeness; ++round) {
      for (std::size_t i = 0; i < particles_.size(); ++i)
        if (is_trapped(i, left)) place(i);
      left = push_off(particles_, made_.in_crystal, options);
    }
    refuse_overlap(particles_, left, options.closeness);
  }

 private:
  bool in_crystal(std::size_t i) const { return i < particles_.size() && made_.in_crystal[i]; }

  bool is_trapped(std::size_t i, const Overlap& left) const {
    if (in_crystal(i)) return false;
    if ((i == left.i && in_crystal(left.j)) || (i == left.j && in_crystal(left.i))) return true;
    return depth_(particles_.positions[i]) < surface_ - particles_.diameters[i] / 2;
  }

  void place(std::size_t i) {
    for (int tries = 0; tries < 10000; ++tries) {
      particles_.positions[i] = random_place(container_, particles_.diameters[i], random_);
      if (depth_(particles_.positions[i]) > surface_ + particles_.diameters[i] / 2) return;
    }
    throw std::invalid_argument("the crystal leaves no room for the fluid; make it smaller or denser");
  }

  InitialCrystal& made_;
  crystal::Particles& particles_;
  Container container_;
  double surface_;
  double (*depth_)(const Vector&);
  RandomStream random_;
};

void check_fraction(double fraction) {
  if (!(fraction > 0 && fraction < 1))
    throw std::invalid_argument("found a fraction of " + format_number(fraction) +
                                " in the crystal, expected one above 0 and below 1");
}

// Fits the crystal between the walls or within the box, with its outermost particles whole.
void check_fits(const std::vector<Placed>& sites, const crystal::Particles& particles) {
  const double largest = *std::max_element(particles.diameters.begin(), particles.diameters.end());
  const double room = particles.droplet_radius > 0 ? particles.droplet_radius : particles.box.lengths[0] / 2;
  const double needed = sites.back().depth + largest / 2;
  if (needed > room)
    throw std::invalid_argument("the crystal has a radius of " + format_rounded(needed) +
                                " and does not fit a container of " + format_rounded(room) +
                                "; lower the packing fraction or raise the crystal's own");
}

}  // namespace

CrystalBox cells_for_number(const OrthogonalCell& cell, std::size_t number) {
  CrystalBox best;
  double least = 0;
  each_box(cell, number, [&](const std::array<int, 3>& cells) {
    const std::size_t particles =
        cell.sites.size() * static_cast<std::size_t>(cells[0]) * cells[1] * cells[2];
    const double off = std::abs(static_cast<double>(particles) - static_cast<double>(number)) /
                       static_cast<double>(std::max<std::size_t>(number, 1));
    const double shape = aspect(cell, cells);
    const double cost = off + std::max(0.0, shape - longest_aspect) + 1e-6 * shape;
    if (best.particles != 0 && cost >= least) return;
    least = cost;
    best = {cells, particles};
  });
  return best;
}

InitialCrystal crystal_box(const CrystalStart& start, std::uint64_t seed) {
  check(start, false);
  const CrystalBox box = cells_for_number(start.cell, start.composition.number);
  std::vector<std::size_t> counts = start.cell.counts();
  for (std::size_t& count : counts) count *= box.particles / start.cell.sites.size();
  crystal::Particles particles = make_particles(start.composition, counts, seed);
  Vector proportions{};
  for (int k = 0; k < 3; ++k) proportions[k] = box.cells[k] * start.cell.edges[k];
  const Container container =
      container_of_packing(ContainerShape::periodic, particles, start.packing, start.effective, proportions);
  set_container(particles, container);
  OrthogonalCell cell = start.cell;
  for (int k = 0; k < 3; ++k) cell.edges[k] = container.box.lengths[k] / box.cells[k];
  const Vector middle = {box.cells[0] / 2.0, box.cells[1] / 2.0, box.cells[2] / 2.0};
  InitialCrystal made = on_sites(std::move(particles), lattice_sites(cell, {}, box.cells, middle, along_z));
  settle(made);
  return made;
}

InitialCrystal carved_crystal(const CrystalStart& start, ContainerShape shape, std::uint64_t seed) {
  check(start, false);
  const std::vector<std::size_t> in_cell = start.cell.counts();
  const std::vector<double> stoichiometry(in_cell.begin(), in_cell.end());
  const std::vector<std::size_t> counts = shares(start.composition.number, stoichiometry);
  crystal::Particles particles = make_particles(start.composition, counts, seed);
  set_container(particles, container_of_packing(shape, particles, start.packing, start.effective));
  const std::vector<double> diameters = volume_diameters(particles, start.effective);
  const double packing = crystal_packing(start, diameters);
  std::vector<std::size_t> left = counts;
  std::vector<Placed> sites =
      sphere_sites(scaled_to_packing(start.cell, diameters, packing), particles.size());
  std::erase_if(sites, [&](const Placed& site) {
    if (left[site.species] == 0) return true;
    --left[site.species];
    return false;
  });
  check_fits(sites, particles);
  InitialCrystal made = on_sites(std::move(particles), sites);
  settle(made);
  return made;
}

InitialCrystal slab_in_fluid(const CrystalStart& start, double fraction, std::uint64_t seed, double length) {
  check(start, true);
  check_fraction(fraction);
  if (!(length > 0))
    throw std::invalid_argument("found a length of " + format_number(length) + ", expected one above 0");
  crystal::Particles particles = make_particles(start.composition, seed);
  const OrthogonalCell cell = cell_in_fluid(start, particles);
  Container container = container_of_packing(ContainerShape::periodic, particles, start.packing,
                                             start.effective, {1, 1, length});
  const double volume = container.box.volume();
  std::array<int, 3> low{}, high{};
  Vector& edges = container.box.lengths;
  for (int k = 0; k < 2; ++k) {
    high[k] = std::max(1, static_cast<int>(std::lround(edges[k] / cell.edges[k])));
    edges[k] = high[k] * cell.edges[k];
  }
  edges[2] = volume / (edges[0] * edges[1]);
  set_container(particles, container);
  high[2] = static_cast<int>(std::floor(edges[2] / cell.edges[2] / 2)) + 1;
  low[2] = -high[2];
  const Vector middle = {high[0] / 2.0, high[1] / 2.0, cell.sites.front().fractional[2]};
  const std::vector<Placed> sites = whole_shells(lattice_sites(cell, low, high, middle, along_z),
                                                 fraction * static_cast<double>(particles.size()));
  check_room(counts_of(sites, cell.species), particles);
  InitialCrystal made = on_sites(std::move(particles), sites);
  if (2 * sites.back().depth + cell.edges[2] > edges[2])
    throw std::invalid_argument("the slab fills the box; make it thinner or the box longer");
  settle(made);
  Melt(made, sites.back().depth, along_z, seed).fill();
  return made;
}

InitialCrystal seed_in_fluid(const CrystalStart& start, double fraction, ContainerShape shape,
                             std::uint64_t seed) {
  check(start, true);
  check_fraction(fraction);
  crystal::Particles particles = make_particles(start.composition, seed);
  set_container(particles, container_of_packing(shape, particles, start.packing, start.effective));
  const OrthogonalCell cell = cell_in_fluid(start, particles);
  const double wanted = fraction * static_cast<double>(particles.size());
  const std::vector<Placed> sites =
      whole_shells(sphere_sites(cell, static_cast<std::size_t>(wanted) + 1), wanted);
  check_room(counts_of(sites, cell.species), particles);
  check_fits(sites, particles);
  const double surface = sites.back().depth;
  InitialCrystal made = on_sites(std::move(particles), sites);
  settle(made);
  Melt(made, surface, from_centre, seed).fill();
  return made;
}

}  // namespace nacre::assembly
