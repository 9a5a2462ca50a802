#include "nacre/crystal/builder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "nacre/core/random.hpp"
#include "nacre/crystal/cluster_body.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::crystal {
namespace {

Nanocrystal cut_body(const UnitCell& cell, const Body& body, const Vector& centre) {
  return cut(
      cell, outer_radius_nm(body), [&](const Vector& position) { return body.contains(position); }, centre);
}

// The distance of nearest atoms in a crystal.
double shortest_bond_nm(const UnitCell& cell) {
  double shortest = Body::infinite;
  const auto count = static_cast<int>(cell.species.size());
  for (int a = 0; a < count; ++a)
    for (int b = a; b < count; ++b) {
      try {
        shortest = std::min(shortest, nearest_distance_nm(cell, a, b));
      } catch (const std::invalid_argument&) {  // a species without atoms
      }
    }
  return shortest;
}

int index_of(const std::string& species, std::vector<std::string>& all) {
  const auto found = std::ranges::find(all, species);
  if (found != all.end()) return static_cast<int>(found - all.begin());
  all.push_back(species);
  return static_cast<int>(all.size()) - 1;
}

void append(const Nanocrystal& from, std::size_t atom, Nanocrystal& to) {
  const std::string& name = from.species[static_cast<std::size_t>(from.kind[atom])];
  to.kind.push_back(index_of(name, to.species));
  to.positions_nm.push_back(from.positions_nm[atom]);
}

// Atoms of the crystal outside of the core become the shell's species.
void change_species(const ShellRule& shell, const Body& core, Nanocrystal& atoms) {
  if (shell.species.size() != atoms.species.size())
    throw std::invalid_argument("the shell needs as many elements as the core");
  std::vector<int> kind_in_shell;
  for (const std::string& name : shell.species) kind_in_shell.push_back(index_of(name, atoms.species));
  for (std::size_t i = 0; i < atoms.size(); ++i)
    if (!core.contains(atoms.positions_nm[i]))
      atoms.kind[i] = kind_in_shell[static_cast<std::size_t>(atoms.kind[i])];
}

// Atoms of another crystal around the core, but none nearer to it than most of a bond.
void grow_shell(const ClusterRule& rule, const Body& core, Cluster& cluster) {
  constexpr double least_share = 0.8;
  const UnitCell& cell = *rule.shell->cell;
  const double bond_nm = shortest_bond_nm(cell);
  const double least_nm = least_share * std::min(bond_nm, cluster.bond_nm);
  Nanocrystal around = cut_body(cell, cluster.body, centre_of(cell, rule.centre));
  Nanocrystal both{.species = cluster.atoms.species};
  for (std::size_t i = 0; i < cluster.atoms.size(); ++i)
    if (core.contains(cluster.atoms.positions_nm[i])) append(cluster.atoms, i, both);
  const std::size_t core_atoms = both.size();
  for (std::size_t i = 0; i < around.size(); ++i)
    if (!core.contains(around.positions_nm[i])) append(around, i, both);
  const NeighborList near = neighbors_within(both.positions_nm, least_nm);
  cluster.atoms = {.species = both.species};
  for (std::size_t i = 0; i < both.size(); ++i) {
    const auto is_core = [&](std::int32_t j) { return static_cast<std::size_t>(j) < core_atoms; };
    if (i >= core_atoms && std::ranges::any_of(near.of(i), is_core))
      ++cluster.overlapping;
    else
      append(both, i, cluster.atoms);
  }
  cluster.bond_nm = std::max(cluster.bond_nm, bond_nm);
}

void add_shell(const ClusterRule& rule, const Body& core, Cluster& cluster) {
  const std::size_t in_core = static_cast<std::size_t>(std::ranges::count_if(
      cluster.atoms.positions_nm, [&](const Vector& position) { return core.contains(position); }));
  if (in_core == 0) throw std::invalid_argument("the shell leaves no core");
  if (rule.shell->cell)
    grow_shell(rule, core, cluster);
  else
    change_species(*rule.shell, core, cluster.atoms);
}

void remove_dangling(const ClusterRule& rule, Cluster& cluster) {
  if (rule.least_bonds.empty()) return;
  std::vector<int> least;
  for (const std::string& species : cluster.atoms.species) {
    const auto found = rule.least_bonds.find(species);
    least.push_back(found == rule.least_bonds.end() ? 0 : found->second);
  }
  const std::size_t before = cluster.atoms.size();
  cluster.atoms = without_dangling(cluster.atoms, bonded(cluster.atoms, cluster.bond_nm),
                                   {.least_bonds = least, .repeat = true});
  cluster.dangling = before - cluster.atoms.size();
}

}  // namespace

void displace(const std::map<std::string, double>& displacement_nm, std::uint64_t seed, std::uint64_t replica,
              Nanocrystal& atoms) {
  if (displacement_nm.empty()) return;
  std::vector<double> sigma_nm;
  for (const std::string& species : atoms.species) {
    const auto found = displacement_nm.find(species);
    sigma_nm.push_back(found == displacement_nm.end() ? 0 : found->second);
  }
  RandomStream random(seed, StreamName::atom_displacements, replica);
  for (std::size_t i = 0; i < atoms.size(); ++i)
    for (double& x : atoms.positions_nm[i])
      x += sigma_nm[static_cast<std::size_t>(atoms.kind[i])] * random.normal();
}

namespace {

// The layers that the particle reaches, of the cell's repeating ones.
std::string layers_within(const CutCell& cut, const Nanocrystal& atoms, const Vector& centre) {
  if (cut.stacking.empty() || atoms.size() == 0) return {};
  const auto count = static_cast<double>(cut.stacking.size());
  const double height_nm = cut.cell.vectors_nm[2][2] / count;
  double low = Body::infinite;
  double high = -Body::infinite;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (atoms.kind[i] != 0) continue;
    low = std::min(low, atoms.positions_nm[i][2]);
    high = std::max(high, atoms.positions_nm[i][2]);
  }
  const auto layer = [&](double z) { return std::lround(z / height_nm + centre[2] * count); };
  std::string letters;
  for (long k = layer(low); std::isfinite(low) && k <= layer(high); ++k) {
    const auto size = static_cast<long>(cut.stacking.size());
    letters += cut.stacking[static_cast<std::size_t>(((k % size) + size) % size)];
  }
  return letters;
}

// Outside reach of the rule's body, for crystals whose layers are made to measure.
double reach_of(const ClusterRule& rule) {
  if (rule.fault_probability <= 0) return 0;
  ClusterRule plain = rule;
  plain.fault_probability = 0;
  plain.stacking = "ABC";
  const CutCell cut = cut_cell(plain, 0);
  return outer_radius_nm(cluster_body(plain, cut));
}

}  // namespace

Cluster build(const ClusterRule& rule) {
  const CutCell cut = cut_cell(rule, reach_of(rule));
  const Vector centre = cluster_centre(rule, cut);
  Cluster cluster{.body = cluster_body(rule, cut), .bond_nm = shortest_bond_nm(cut.cell)};
  const Body core = cluster.body;
  if (rule.shell) {
    if (!(rule.shell->thickness_nm > 0)) throw std::invalid_argument("a shell has a positive thickness");
    cluster.body = without_layer(core, -rule.shell->thickness_nm);
  }
  cluster.atoms = cut_body(cut.cell, cluster.body, centre);
  cluster.stacking = layers_within(cut, cluster.atoms, centre);
  if (rule.shell) add_shell(rule, core, cluster);
  remove_dangling(rule, cluster);
  displace(rule.displacement_nm, rule.seed, rule.replica, cluster.atoms);
  return cluster;
}

double expected_atoms(const ClusterRule& rule) {
  const CutCell cut = cut_cell(rule, reach_of(rule));
  Body body = cluster_body(rule, cut);
  if (rule.shell) body = without_layer(body, -rule.shell->thickness_nm);
  return volume_nm3(body) / cut.cell.volume_nm3() * static_cast<double>(cut.cell.sites.size());
}

NeighborList bonded(const Nanocrystal& atoms, double bond_nm) {
  constexpr double longest_share = 1.2;
  if (atoms.size() == 0) return {};
  return neighbors_within(atoms.positions_nm, longest_share * bond_nm);
}

std::string formula(const Nanocrystal& atoms) {
  std::string text;
  for (std::size_t s = 0; s < atoms.species.size(); ++s) {
    const std::size_t count = atoms.count(static_cast<int>(s));
    if (count > 0) text += atoms.species[s] + (count > 1 ? std::to_string(count) : "");
  }
  return text;
}

double radius_of_gyration_nm(const Nanocrystal& atoms) {
  const auto count = static_cast<double>(atoms.size());
  Vector middle{};
  for (const Vector& position : atoms.positions_nm)
    for (std::size_t k = 0; k < 3; ++k) middle[k] += position[k] / count;
  double sum = 0;
  for (const Vector& position : atoms.positions_nm) {
    const Vector arm = difference(position, middle);
    sum += dot(arm, arm);
  }
  return std::sqrt(sum / count);
}

// From the outside inwards: pairs whose distances from the middle add up to less than the best end the
// search.
double extent_nm(const Nanocrystal& atoms) {
  std::vector<std::size_t> order(atoms.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto radius = [&](std::size_t i) { return length(atoms.positions_nm[i]); };
  std::ranges::sort(order, std::greater<>(), radius);
  double best = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (2 * radius(order[i]) < best) break;
    for (std::size_t j = 0; j < i && radius(order[i]) + radius(order[j]) > best; ++j)
      best = std::max(best, length(difference(atoms.positions_nm[order[i]], atoms.positions_nm[order[j]])));
  }
  return best;
}

Crystal boxed(const Nanocrystal& atoms, double margin_nm) {
  Vector low{Body::infinite, Body::infinite, Body::infinite};
  Vector high{-Body::infinite, -Body::infinite, -Body::infinite};
  for (const Vector& position : atoms.positions_nm)
    for (std::size_t k = 0; k < 3; ++k) {
      low[k] = std::min(low[k], position[k]);
      high[k] = std::max(high[k], position[k]);
    }
  Vector edge_nm{};
  for (std::size_t k = 0; k < 3; ++k) edge_nm[k] = high[k] - low[k] + 2 * margin_nm;
  Crystal crystal{.lattice = {10 * edge_nm[0], 10 * edge_nm[1], 10 * edge_nm[2]}, .species = atoms.species};
  std::vector<int> count(atoms.species.size());
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const auto species = static_cast<std::size_t>(atoms.kind[i]);
    Site site{.label = element_of(atoms.species[species]) + std::to_string(++count[species]),
              .species = atoms.kind[i]};
    for (std::size_t k = 0; k < 3; ++k)
      site.fractional[k] = (atoms.positions_nm[i][k] - low[k] + margin_nm) / edge_nm[k];
    crystal.sites.push_back(std::move(site));
  }
  return crystal;
}

}  // namespace nacre::crystal
