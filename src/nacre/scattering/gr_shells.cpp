#include "nacre/scattering/gr_shells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::scattering {
namespace {

using Index = std::size_t;

constexpr double least_share = 0.85;  // of one shell: the tops of mixed peaks follow the higher one

// Cells that reach r in each direction: r over the distance of the planes.
std::array<int, 3> reach(const crystal::Matrix& axes, double r_A) {
  std::array<int, 3> n{};
  for (int k = 0; k < 3; ++k) {
    const auto& u = axes[static_cast<Index>((k + 1) % 3)];
    const auto& v = axes[static_cast<Index>((k + 2) % 3)];
    const double area = crystal::length(crystal::cross(u, v));
    n[static_cast<Index>(k)] =
        static_cast<int>(
            std::ceil(r_A * area / std::abs(crystal::dot(axes[0], crystal::cross(axes[1], axes[2]))))) +
        1;
  }
  return n;
}

struct PairAt {
  double distance_A;
  double amount;  // product of occupancies
};

// Every ordered pair of the cell with its images, by species.
using Pairs = std::map<std::pair<int, int>, std::vector<PairAt>>;

void add_images(const crystal::Matrix& axes, const crystal::CellAtom& from, const crystal::CellAtom& to,
                double r_max_A, std::vector<PairAt>& pairs) {
  const auto n = reach(axes, r_max_A);
  for (int i = -n[0]; i <= n[0]; ++i)
    for (int j = -n[1]; j <= n[1]; ++j)
      for (int k = -n[2]; k <= n[2]; ++k) {
        const double x[3] = {to.fractional[0] - from.fractional[0] + i,
                             to.fractional[1] - from.fractional[1] + j,
                             to.fractional[2] - from.fractional[2] + k};
        double d2 = 0;
        for (Index c = 0; c < 3; ++c)
          d2 += std::pow(x[0] * axes[0][c] + x[1] * axes[1][c] + x[2] * axes[2][c], 2);
        if (d2 > 0.01 && d2 <= r_max_A * r_max_A)  // 0.1 A: the atom itself
          pairs.push_back({std::sqrt(d2), from.occupancy * to.occupancy});
      }
}

Shell closed(Shell shell, double amount, double atoms_of_a, double volume) {
  shell.distance_A /= amount;
  shell.neighbours = amount / atoms_of_a;
  shell.pairs_per_A3 = amount * (shell.species_a == shell.species_b ? 1 : 2) / volume;
  return shell;
}

void add_shells(std::pair<int, int> species, std::vector<PairAt>& pairs, double merge_A, double atoms_of_a,
                double volume, std::vector<Shell>& shells) {
  std::ranges::sort(pairs, {}, &PairAt::distance_A);
  Shell shell{.species_a = species.first, .species_b = species.second};
  double amount = 0;
  for (Index i = 0; i < pairs.size(); ++i) {
    if (i > 0 && pairs[i].distance_A - pairs[i - 1].distance_A > merge_A) {
      shells.push_back(closed(shell, amount, atoms_of_a, volume));
      shell.distance_A = amount = 0;
      ++shell.number;
    }
    shell.distance_A += pairs[i].amount * pairs[i].distance_A;
    amount += pairs[i].amount;
  }
  if (amount > 0) shells.push_back(closed(shell, amount, atoms_of_a, volume));
}

}  // namespace

std::vector<Shell> shells_of(const crystal::Lattice& lattice, std::span<const crystal::CellAtom> cell,
                             double r_max_A, double merge_A) {
  const crystal::Matrix axes = crystal::vectors_A(lattice);
  Pairs pairs;
  std::map<int, double> atoms;
  for (const auto& from : cell) {
    atoms[from.species] += from.occupancy;
    for (const auto& to : cell)
      if (from.species <= to.species) add_images(axes, from, to, r_max_A, pairs[{from.species, to.species}]);
  }
  std::vector<Shell> shells;
  for (auto& [species, found] : pairs)
    add_shells(species, found, merge_A, atoms[species.first], crystal::volume_A3(lattice), shells);
  std::ranges::stable_sort(shells, {}, &Shell::distance_A);
  return shells;
}

std::vector<Assignment> assign_shells(std::span<const PdfPeak> peaks, std::span<const Shell> shells,
                                      const std::vector<std::vector<double>>& strength, double reach_A) {
  std::vector<Assignment> assignments(peaks.size());
  const auto distance = [&](Index p, Index s) { return std::abs(peaks[p].r_A - shells[s].distance_A); };
  const auto weight = [&](Index s) {
    return strength[static_cast<Index>(shells[s].species_a)][static_cast<Index>(shells[s].species_b)] *
           shells[s].pairs_per_A3 / shells[s].distance_A;
  };
  for (Index s = 0; s < shells.size() && !peaks.empty(); ++s) {
    Index nearest = 0;
    for (Index p = 1; p < peaks.size(); ++p)
      if (distance(p, s) < distance(nearest, s)) nearest = p;
    if (distance(nearest, s) <= reach_A)
      assignments[nearest].shells.push_back({static_cast<int>(s), weight(s)});
  }
  for (Assignment& one : assignments) {
    double total = 0;
    for (const AssignedShell& shell : one.shells) total += shell.share;
    for (AssignedShell& shell : one.shells) {
      shell.share /= total;
      one.distance_A += shell.share * shells[static_cast<Index>(shell.shell)].distance_A;
    }
    std::ranges::stable_sort(one.shells, std::greater<>(), &AssignedShell::share);
  }
  return assignments;
}

std::optional<Stretch> stretch_of(std::span<const PdfPeak> peaks, std::span<const Assignment> assignments) {
  double xx = 0, xy = 0;
  int n = 0;
  const auto used = [&](Index p) {
    const auto& shells = assignments[p].shells;
    return !shells.empty() && shells.front().share >= least_share && !peaks[p].may_be_ripple;
  };
  const auto weight = [&](Index p) { return 1 / std::max(peaks[p].r_error_A * peaks[p].r_error_A, 1e-12); };
  for (Index p = 0; p < peaks.size(); ++p)
    if (used(p)) {
      const double x = assignments[p].distance_A;
      xx += weight(p) * x * x, xy += weight(p) * x * peaks[p].r_A;
      ++n;
    }
  if (n < 2) return {};
  Stretch stretch{.factor = xy / xx};
  double chi2 = 0, square = 0;
  for (Index p = 0; p < peaks.size(); ++p)
    if (used(p)) {
      const double miss = peaks[p].r_A - stretch.factor * assignments[p].distance_A;
      chi2 += weight(p) * miss * miss;
      square += miss * miss;
    }
  stretch.error = std::sqrt(chi2 / (n - 1) / xx);
  stretch.rms_miss_A = std::sqrt(square / n);
  return stretch;
}

}  // namespace nacre::scattering
