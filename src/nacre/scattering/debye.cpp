#include "nacre/scattering/debye.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/scattering/sine_sums.hpp"

namespace nacre::scattering {
namespace {

using crystal::Nanocrystal;
using crystal::Vector;
using Columns = std::vector<std::vector<double>>;

constexpr double closest_A = 1e-3;

void check(const DebyeAtoms& atoms, std::size_t species, std::span<const double> q) {
  if (atoms.amplitudes.size() != species) throw std::invalid_argument("each species needs its amplitudes");
  for (const auto& amplitude : atoms.amplitudes)
    if (amplitude.size() != q.size()) throw std::invalid_argument("each point needs its amplitudes");
  if (!atoms.u_A2.empty() && atoms.u_A2.size() != species)
    throw std::invalid_argument("each species needs its displacement");
  if (std::ranges::any_of(q, [](double x) { return !(x >= 0); }))
    throw std::invalid_argument("q cannot be negative");
}

std::invalid_argument upon_one_another() {
  return std::invalid_argument("two atoms lie upon one another (closer than 0.001 A)");
}

// Sums of sin(q r)/r over the pairs, taken together with what the atoms scatter.
DebyePattern assemble(std::span<const double> count, const DebyeAtoms& atoms, std::span<const double> q,
                      const Columns& sines, const Columns& pairs_at_zero) {
  const std::size_t species = count.size();
  double total = 0;
  for (const double n : count) total += n;
  DebyePattern result{{q.begin(), q.end()},
                      std::vector<double>(q.size()),
                      std::vector<double>(q.size()),
                      Columns(pair_count(species), std::vector<double>(q.size()))};
  for (std::size_t a = 0; a < species; ++a)
    for (std::size_t b = a; b < species; ++b)
      for (std::size_t i = 0; i < q.size(); ++i) {
        const std::size_t p = pair_index(a, b, species);
        const double u = atoms.u_A2.empty() ? 0 : (atoms.u_A2[a] + atoms.u_A2[b]) / 2;
        const double sum = q[i] > 0 ? sines[p][i] / q[i] : pairs_at_zero[p][0];
        const auto& f = atoms.amplitudes;
        const double own = a == b ? count[a] / total * std::norm(f[a][i]) : 0;
        const double pairs = 2 * std::real(f[a][i] * std::conj(f[b][i])) * std::exp(-q[i] * q[i] * u) * sum;
        result.parts[p][i] = own + pairs / total;
        result.self[i] += own;
        result.total[i] += result.parts[p][i];
      }
  return result;
}

Columns count_pairs(std::span<const double> count) {
  Columns result(pair_count(count.size()));
  for (std::size_t a = 0; a < count.size(); ++a)
    for (std::size_t b = a; b < count.size(); ++b)
      result[pair_index(a, b, count.size())] = {a == b ? count[a] * (count[a] - 1) / 2 : count[a] * count[b]};
  return result;
}

std::vector<double> atoms_of(const Nanocrystal& cluster) {
  std::vector<double> count(cluster.species.size());
  for (const int kind : cluster.kind) count[static_cast<std::size_t>(kind)] += 1;
  return count;
}

// Two distances of equal weight stand for the pairs of a bin: they have its mean and its deviation.
void spread(const PairDistances& pairs, std::size_t column, SineSpreader& to) {
  for (std::size_t k = 0; k < pairs.size(); ++k) {
    const double r = pairs.distance_A[k], deviation = pairs.deviation_A[k], n = pairs.count[k];
    if (r < closest_A) throw upon_one_another();
    if (deviation == 0 || deviation >= r) {
      to.add(column, r, n / r);
      continue;
    }
    to.add(column, r - deviation, n / 2 / (r - deviation));
    to.add(column, r + deviation, n / 2 / (r + deviation));
  }
}

double farthest(const PairHistogram& pairs) {
  double result = 0;
  for (const PairDistances& part : pairs.pairs)
    if (part.size() > 0) result = std::max(result, part.distance_A.back() + part.deviation_A.back());
  return result;
}

double distance_A(const Nanocrystal& cluster, std::size_t i, std::size_t j) {
  const Vector &p = cluster.positions_nm[i], &r = cluster.positions_nm[j];
  const double x = 10 * (r[0] - p[0]), y = 10 * (r[1] - p[1]), z = 10 * (r[2] - p[2]);
  return std::sqrt(x * x + y * y + z * z);
}

// Distances of a part of the pairs, kept by pair of species until there are enough for a sum.
class ExactPart {
 public:
  ExactPart(std::span<const double> q, std::size_t columns)
      : q_(q), r_(columns), weight_(columns), sums_(columns, std::vector<double>(q.size())) {}

  void add(std::size_t column, double r_A) {
    if (r_A < closest_A) throw upon_one_another();
    r_[column].push_back(r_A);
    weight_[column].push_back(1 / r_A);
    if (r_[column].size() == 1024) flush(column);
  }
  Columns take() {
    for (std::size_t c = 0; c < r_.size(); ++c) flush(c);
    return std::move(sums_);
  }

 private:
  void flush(std::size_t c) {
    add_sines(q_, r_[c], weight_[c], sums_[c]);
    r_[c].clear(), weight_[c].clear();
  }

  std::span<const double> q_;
  Columns r_, weight_, sums_;
};

void add(Columns& to, const Columns& from) {
  for (std::size_t c = 0; c < to.size(); ++c)
    for (std::size_t i = 0; i < to[c].size(); ++i) to[c][i] += from[c][i];
}

std::string with_digits(double value) {
  char text[32];
  std::snprintf(text, sizeof text, value < 1e15 ? "%.0f" : "%.3g", value);
  return text;
}

std::string in_words(double seconds) {
  char text[64];
  if (seconds < 120)
    std::snprintf(text, sizeof text, "%.3g s", seconds);
  else if (seconds < 7200)
    std::snprintf(text, sizeof text, "%.0f minutes", seconds / 60);
  else if (seconds < 2 * 86400)
    std::snprintf(text, sizeof text, "%.0f hours", seconds / 3600);
  else
    std::snprintf(text, sizeof text, "%.3g days", seconds / 86400);
  return text;
}

std::string gigabytes(double bytes) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g GB", bytes / 1e9);
  return text;
}

}  // namespace

DebyePattern debye_pattern(const PairHistogram& pairs, const DebyeAtoms& atoms,
                           std::span<const double> q_per_A) {
  check(atoms, pairs.species.size(), q_per_A);
  const double q_max = q_per_A.empty() ? 0 : *std::ranges::max_element(q_per_A);
  SineSpreader spreader(q_max, farthest(pairs), pairs.pairs.size());
  for (std::size_t p = 0; p < pairs.pairs.size(); ++p) spread(pairs.pairs[p], p, spreader);
  const Columns sines = grid_sines(q_per_A, spreader.grid());
  return assemble(pairs.atoms, atoms, q_per_A, sines, count_pairs(pairs.atoms));
}

DebyePattern debye_exact(const Nanocrystal& cluster, const DebyeAtoms& atoms, std::span<const double> q_per_A,
                         const RunControl& control) {
  const std::size_t species = cluster.species.size(), n = cluster.size();
  check(atoms, species, q_per_A);
  constexpr std::size_t parts = 64;
  std::vector<Columns> sums(parts);
  Stage stage(control, "exact sum", static_cast<double>(n), "atoms");
  parallel_for(parts, control, [&](std::size_t part) {
    ExactPart exact(q_per_A, pair_count(species));
    for (std::size_t i = part; i < n; i += parts) {
      for (std::size_t j = i + 1; j < n; ++j)
        exact.add(pair_index(static_cast<std::size_t>(cluster.kind[i]),
                             static_cast<std::size_t>(cluster.kind[j]), species),
                  distance_A(cluster, i, j));
      stage.advance(1);
    }
    sums[part] = exact.take();
  });
  for (std::size_t part = 1; part < parts; ++part) add(sums[0], sums[part]);
  const auto count = atoms_of(cluster);
  return assemble(count, atoms, q_per_A, sums[0], count_pairs(count));
}

DebyePattern debye_plain(const Nanocrystal& cluster, const DebyeAtoms& atoms,
                         std::span<const double> q_per_A) {
  const std::size_t species = cluster.species.size(), n = cluster.size();
  check(atoms, species, q_per_A);
  Columns sums(pair_count(species), std::vector<double>(q_per_A.size()));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      const auto a = static_cast<std::size_t>(cluster.kind[i]), b = static_cast<std::size_t>(cluster.kind[j]);
      const double r = distance_A(cluster, i, j);
      for (std::size_t k = 0; k < q_per_A.size(); ++k)
        sums[pair_index(a, b, species)][k] += std::sin(q_per_A[k] * r) / r;
    }
  const auto count = atoms_of(cluster);
  return assemble(count, atoms, q_per_A, sums, count_pairs(count));
}

DebyeCost cost_of_exact(double atoms, double points) {
  return {"the exact sum over the pairs of " + with_digits(atoms) + " atoms",
          0.5 * atoms * atoms * points * 1.1e-9, 64 * points * 8 * 6};
}

DebyeCost cost_of_binning(double atoms, double farthest_A, double bin_A, std::size_t species, int threads) {
  const double bins = farthest_A / bin_A + 2;
  const double tasks = threads > 1 ? 4.0 * threads : 1;
  return {"the direct sum over the pairs of " + with_digits(atoms) + " atoms", 0.5 * atoms * atoms * 1.4e-9,
          bins * (32 * tasks + 16 * threads + 48 * static_cast<double>(pair_count(species))) + atoms * 100};
}

void require_within(const DebyeCost& cost, const DebyeLimits& limits) {
  if (cost.seconds > limits.seconds)
    throw std::invalid_argument(cost.what + " would take about " + in_words(cost.seconds) +
                                " on one core; the limit is " + in_words(limits.seconds));
  if (cost.bytes > limits.bytes)
    throw std::invalid_argument(cost.what + " would take " + gigabytes(cost.bytes) +
                                " of memory; the limit is " + gigabytes(limits.bytes));
}

}  // namespace nacre::scattering
