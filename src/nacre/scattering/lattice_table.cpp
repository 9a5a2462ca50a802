#include "nacre/scattering/lattice_table.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <tuple>

namespace nacre::scattering {
namespace {

using Rows = std::array<std::array<double, 3>, 3>;
using Indices = std::array<int, 3>;

constexpr double sqrt_3 = std::numbers::sqrt3;
const double ideal_c = std::sqrt(8.0 / 3);  // c / a of close-packed spheres

constexpr Rows cubic{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

Rows hexagonal_rows(double c) { return {{{1, 0, 0}, {-0.5, sqrt_3 / 2, 0}, {0, 0, c}}}; }

std::array<double, 3> cross(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Rows reciprocal(const Rows& rows) {
  Rows out;
  for (std::size_t i = 0; i < 3; ++i) out[i] = cross(rows[(i + 1) % 3], rows[(i + 2) % 3]);
  double volume = 0;
  for (std::size_t k = 0; k < 3; ++k) volume += rows[0][k] * out[0][k];
  for (auto& row : out)
    for (double& one : row) one /= volume;
  return out;
}

double length_of(const Rows& reciprocal, const Indices& hkl) {
  double squares = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    double component = 0;
    for (std::size_t i = 0; i < 3; ++i) component += hkl[i] * reciprocal[i][k];
    squares += component * component;
  }
  return std::sqrt(squares);
}

double strength(const AssemblyLattice& lattice, const Indices& hkl) {
  std::complex<double> sum = 0;
  for (const LatticeSite& site : lattice.sites) {
    double turns = 0;
    for (std::size_t i = 0; i < 3; ++i) turns += hkl[i] * site.fractional[i];
    sum += std::polar(site.amplitude, 2 * std::numbers::pi * turns);
  }
  return std::norm(sum);
}

// Of equal reflections the one named: without negative indices if there is one, then the largest.
bool is_better_label(const Indices& a, const Indices& b) {
  const auto key = [](const Indices& i) {
    const bool negative = std::ranges::any_of(i, [](int one) { return one < 0; });
    return std::tuple(!negative, i);
  };
  return key(a) > key(b);
}

std::string label_of(const Indices& hkl, int dimensions) {
  std::string text = "(";
  for (std::size_t i = 0; i < static_cast<std::size_t>(dimensions); ++i)
    text += (i > 0 && std::ranges::any_of(hkl, [](int one) { return std::abs(one) > 9; }) ? " " : "") +
            std::to_string(hkl[i]);
  return text + ")";
}

struct Found {
  double ratio;
  double weight;
  Indices hkl;
};

std::vector<Found> all_reflections(const AssemblyLattice& lattice, double most_ratio) {
  const Rows inverse = reciprocal(lattice.rows);
  std::array<int, 3> most{};
  for (std::size_t i = 0; i < static_cast<std::size_t>(lattice.dimensions); ++i) {
    double squares = 0;
    for (const double one : lattice.rows[i]) squares += one * one;
    most[i] = static_cast<int>(std::floor(most_ratio * std::sqrt(squares) + 1e-9));  // |h| <= |g| |a|
  }
  std::vector<Found> found;
  for (int h = -most[0]; h <= most[0]; ++h)
    for (int k = -most[1]; k <= most[1]; ++k)
      for (int l = -most[2]; l <= most[2]; ++l) {
        const Indices hkl{h, k, l};
        const double ratio = length_of(inverse, hkl);
        if (ratio < 1e-9 || ratio > most_ratio * (1 + 1e-9)) continue;
        const double weight = strength(lattice, hkl);
        if (weight > 1e-9) found.push_back({ratio, weight, hkl});
      }
  return found;
}

std::vector<AssemblyLattice> make_table() {
  return {
      {"lamellar", "equidistant layers", 1, cubic, {{{0, 0, 0}}}, 1},
      {"hexagonal",
       "rods, or particles within layers, in the plane group p6mm",
       2,
       hexagonal_rows(1),
       {{{0, 0, 0}}},
       1},
      {"square", "rods, or particles within layers, in the plane group p4mm", 2, cubic, {{{0, 0, 0}}}, 1},
      {"sc", "simple cubic", 3, cubic, {{{0, 0, 0}}}, 1},
      {"bcc", "body-centred cubic", 3, cubic, {{{0, 0, 0}}, {{0.5, 0.5, 0.5}}}, sqrt_3 / 2},
      {"fcc",
       "face-centred cubic",
       3,
       cubic,
       {{{0, 0, 0}}, {{0, 0.5, 0.5}}, {{0.5, 0, 0.5}}, {{0.5, 0.5, 0}}},
       1 / std::numbers::sqrt2},
      {"hcp",
       "hexagonal close-packed, c/a = 1.633",
       3,
       hexagonal_rows(ideal_c),
       {{{0, 0, 0}}, {{1.0 / 3, 2.0 / 3, 0.5}}},
       1},
  };
}

}  // namespace

std::span<const AssemblyLattice> assembly_lattices() {
  static const std::vector<AssemblyLattice> table = make_table();
  return table;
}

const AssemblyLattice* find_assembly_lattice(std::string_view name) {
  for (const AssemblyLattice& one : assembly_lattices())
    if (one.name == name) return &one;
  return nullptr;
}

std::vector<LatticeReflection> lattice_reflections(const AssemblyLattice& lattice, double most_ratio) {
  std::vector<Found> found = all_reflections(lattice, most_ratio);
  std::ranges::sort(found, {}, &Found::ratio);
  std::vector<LatticeReflection> list;
  for (std::size_t i = 0; i < found.size();) {
    Indices best = found[i].hkl;
    LatticeReflection one{.ratio = found[i].ratio};
    std::size_t j = i;
    for (; j < found.size() && found[j].ratio < one.ratio * (1 + 1e-9); ++j) {
      one.weight += found[j].weight;
      if (is_better_label(found[j].hkl, best)) best = found[j].hkl;
    }
    one.label = label_of(best, lattice.dimensions);
    list.push_back(std::move(one));
    i = j;
  }
  return list;
}

}  // namespace nacre::scattering
