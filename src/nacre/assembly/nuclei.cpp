#include "nacre/assembly/nuclei.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "nacre/assembly/environment_recipes.hpp"
#include "nacre/assembly/fingerprint.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::assembly {
namespace {

using crystal::Vector;

constexpr int shell_neighbors = 14;  // enough for the first shell of every crystal
constexpr std::size_t near_ones = 6;

// Bonds between crystalline particles of one cluster, both ways.
struct Bond {
  std::size_t to = 0;
  Vector apart{};
};
using Bonds = std::vector<std::vector<Bond>>;

double near_distance(const crystal::ParticleNeighbors& list, std::size_t i) {
  const auto ways = list.apart_of(i);
  const std::size_t count = std::min(near_ones, ways.size());
  double sum = 0;
  for (std::size_t b = 0; b < count; ++b) sum += crystal::length(ways[b]);
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

Bonds crystalline_bonds(const crystal::ParticleNeighbors& large, const Environments& environments,
                        double reach) {
  std::vector<double> near(large.size(), 0);
  for (std::size_t i = 0; i < large.size(); ++i) near[i] = near_distance(large, i);
  Bonds bonds(large.size());
  for (std::size_t i = 0; i < large.size(); ++i) {
    if (environments.of[i] == Environment::fluid) continue;
    for (std::size_t b = 0; b < large.of(i).size(); ++b) {
      const auto j = static_cast<std::size_t>(large.of(i)[b]);
      const Vector& apart = large.apart_of(i)[b];
      if (environments.of[j] == Environment::fluid) continue;
      if (crystal::length(apart) > 0.5 * reach * (near[i] + near[j])) continue;
      bonds[i].push_back({j, apart});
      bonds[j].push_back({i, crystal::scaled(apart, -1)});
    }
  }
  return bonds;
}

class UnionFind {
 public:
  explicit UnionFind(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t i, std::size_t j) {
    parent_[std::max(root(i), root(j))] = std::min(root(i), root(j));
  }

 private:
  std::vector<std::size_t> parent_;
};

// Joins the bonds of one orientation between particles of these crystals, which share their fingerprints.
void join_coherent(const Bonds& bonds, const Environments& environments, std::span<const Recipe> alike,
                   const Fingerprints& prints, double threshold, UnionFind& grains) {
  std::vector<std::vector<double>> mean(bonds.size());
  const auto in_shells = [&](std::size_t i) {
    return std::ranges::find(alike, environments.of[i], &Recipe::environment) != alike.end();
  };
  for (std::size_t i = 0; i < bonds.size(); ++i) {
    if (!in_shells(i) || prints.inverse_length[i] == 0) continue;
    Fingerprints::Mean one;
    prints.average(i, alike.front().coherence, 0, one);
    const double length = std::sqrt(std::inner_product(one.row.begin(), one.row.end(), one.row.begin(), 0.0));
    for (double& x : one.row) x /= length;
    mean[i] = std::move(one.row);
  }
  for (std::size_t i = 0; i < bonds.size(); ++i)
    for (const Bond& bond : bonds[i])
      if (bond.to > i && !mean[i].empty() && !mean[bond.to].empty() &&
          std::inner_product(mean[i].begin(), mean[i].end(), mean[bond.to].begin(), 0.0) > threshold)
        grains.join(i, bond.to);
}

// Numbers the groups of crystalline particles by size, the largest first; those below `smallest` get -1.
std::vector<int> numbered_by_size(UnionFind& groups, const Environments& environments, std::size_t smallest,
                                  std::size_t& count) {
  const std::size_t n = environments.of.size();
  std::vector<std::size_t> size(n, 0);
  for (std::size_t i = 0; i < n; ++i)
    if (environments.of[i] != Environment::fluid) ++size[groups.root(i)];
  std::vector<std::size_t> roots;
  for (std::size_t i = 0; i < n; ++i)
    if (size[i] >= smallest) roots.push_back(i);
  std::ranges::stable_sort(roots, std::greater<>{}, [&](std::size_t root) { return size[root]; });
  count = roots.size();
  std::vector<int> number(n, -1);
  for (std::size_t k = 0; k < roots.size(); ++k) number[roots[k]] = static_cast<int>(k);
  std::vector<int> of(n, -1);
  for (std::size_t i = 0; i < n; ++i)
    if (environments.of[i] != Environment::fluid) of[i] = number[groups.root(i)];
  return of;
}

// Places of the particles of each cluster without jumps at the boundaries.
struct Unwrapped {
  std::vector<Vector> at{};
  std::vector<char> spans{};  // of the first particle of each cluster: connected with its own image
};

Unwrapped unwrap(const crystal::Particles& particles, const Bonds& bonds, const std::vector<int>& nucleus_of,
                 std::size_t nuclei) {
  Unwrapped result{.at = particles.positions, .spans = std::vector<char>(nuclei, 0)};
  std::vector<char> seen(bonds.size(), 0);
  std::vector<std::size_t> open;
  for (std::size_t first = 0; first < bonds.size(); ++first) {
    if (seen[first] != 0 || nucleus_of[first] < 0) continue;
    seen[first] = 1;
    open.push_back(first);
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      for (const Bond& bond : bonds[i]) {
        Vector place = result.at[i];
        for (std::size_t k = 0; k < 3; ++k) place[k] += bond.apart[k];
        if (seen[bond.to] == 0) {
          seen[bond.to] = 1;
          result.at[bond.to] = place;
          open.push_back(bond.to);
        } else if (crystal::length(crystal::difference(place, result.at[bond.to])) >
                   1e-6 * crystal::length(bond.apart)) {
          result.spans[static_cast<std::size_t>(nucleus_of[first])] = 1;
        }
      }
    }
  }
  return result;
}

double distance_to_wall(const crystal::Particles& particles, const Vector& position) {
  if (particles.droplet_radius > 0) return particles.droplet_radius - crystal::length(position);
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t k = 0; k < 3; ++k)
    if (!particles.box.periodic[k])
      least = std::min(least, 0.5 * particles.box.lengths[k] - std::abs(position[k]));
  return least;
}

// Sizes, places and structures of the clusters.
void describe(const crystal::Particles& particles, const Environments& environments,
              const Unwrapped& unwrapped, Nuclei& found) {
  std::vector<std::array<std::size_t, environment_count>> structures(found.all.size());
  for (Nucleus& one : found.all) one.nearest_to_wall = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < particles.size(); ++i) {
    if (found.nucleus_of[i] < 0) continue;
    const auto number = static_cast<std::size_t>(found.nucleus_of[i]);
    Nucleus& one = found.all[number];
    ++one.size;
    ++structures[number][static_cast<std::size_t>(environments.of[i])];
    for (std::size_t k = 0; k < 3; ++k) one.center[k] += unwrapped.at[i][k];
    one.nearest_to_wall = std::min(one.nearest_to_wall, distance_to_wall(particles, particles.positions[i]));
  }
  for (Nucleus& one : found.all) one.center = crystal::scaled(one.center, 1 / static_cast<double>(one.size));
  for (std::size_t i = 0; i < particles.size(); ++i) {
    if (found.nucleus_of[i] < 0) continue;
    Nucleus& one = found.all[static_cast<std::size_t>(found.nucleus_of[i])];
    const Vector off = crystal::difference(unwrapped.at[i], one.center);
    one.gyration_radius += crystal::dot(off, off) / static_cast<double>(one.size);
  }
  for (std::size_t number = 0; number < found.all.size(); ++number) {
    Nucleus& one = found.all[number];
    one.gyration_radius = std::sqrt(one.gyration_radius);
    one.center = particles.box.nearest_image(one.center);
    one.center_to_wall = distance_to_wall(particles, one.center);
    one.structure =
        static_cast<Environment>(std::ranges::max_element(structures[number]) - structures[number].begin());
    one.spans_box = unwrapped.spans[number] != 0;
  }
}

void count_grains(Nuclei& found) {
  std::vector<std::vector<int>> grains(found.all.size());
  for (std::size_t i = 0; i < found.grain_of.size(); ++i)
    if (found.nucleus_of[i] >= 0 && found.grain_of[i] >= 0)
      grains[static_cast<std::size_t>(found.nucleus_of[i])].push_back(found.grain_of[i]);
  for (std::size_t number = 0; number < grains.size(); ++number) {
    std::ranges::sort(grains[number]);
    const auto repeated = std::ranges::unique(grains[number]);
    found.all[number].grains = grains[number].size() - repeated.size();
  }
}

bool present(const Environments& environments, Environment environment) {
  return environments.fraction[static_cast<std::size_t>(environment)] > 0;
}

}  // namespace

Nuclei nuclei(const crystal::Particles& particles, const Environments& environments,
              const NucleiOptions& options, const RunControl& control) {
  if (environments.of.size() != particles.size())
    throw std::invalid_argument("the environments are not those of the particles");
  Nuclei found;
  found.nucleus_of.assign(particles.size(), -1);
  found.grain_of = found.nucleus_of;
  if (!(environments.crystalline > 0)) return found;
  int most_small = 0;
  for (const Recipe& recipe : recipes())
    if (present(environments, recipe.environment)) most_small = std::max(most_small, recipe.shells.small);
  const NearestShells nearest =
      nearest_shells(particles, options.large, options.small, shell_neighbors, most_small, control);
  const Bonds bonds = crystalline_bonds(nearest.large, environments, options.reach);
  UnionFind clusters(particles.size());
  for (std::size_t i = 0; i < bonds.size(); ++i)
    for (const Bond& bond : bonds[i]) clusters.join(i, bond.to);
  std::size_t count = 0;
  found.nucleus_of = numbered_by_size(clusters, environments, 1, count);
  found.all.resize(count);
  UnionFind grains(particles.size());
  for (std::size_t first = 0; first < recipes().size();) {
    const std::span<const Recipe> alike = recipes_of_same_shells(first);
    first += alike.size();
    if (std::ranges::any_of(alike, [&](const Recipe& one) { return present(environments, one.environment); }))
      join_coherent(bonds, environments, alike, fingerprints(nearest, alike.front().shells, control),
                    options.coherence, grains);
  }
  found.grain_of = numbered_by_size(grains, environments, options.smallest_grain, found.grains);
  describe(particles, environments, unwrap(particles, bonds, found.nucleus_of, count), found);
  count_grains(found);
  return found;
}

}  // namespace nacre::assembly
