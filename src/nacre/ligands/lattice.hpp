// Lattices of binding sites: periodic in two dimensions, or the surface of a particle.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace nacre::ligands {

enum class LatticeType { square, triangular, surface };

std::string_view name(LatticeType type);

// Sites anywhere in space with any number of neighbours each; those of site i are neighbors[first[i]] to
// neighbors[first[i + 1] - 1].
struct SiteGraph {
  std::vector<std::array<double, 3>> positions_nm;
  std::vector<std::int32_t> first;  // sites + 1 of them
  std::vector<std::int32_t> neighbors;
};

// On a torus site i = y * nx + x. A surface has nx = sites and ny = 1.
class Lattice {
 public:
  // Throws std::invalid_argument for a surface, or a side below 3 or above max_side.
  Lattice(LatticeType type, int nx, int ny);
  // A surface. Throws std::invalid_argument where there is no pair, or neighbours are not mutual and
  // distinct.
  explicit Lattice(const SiteGraph& graph);

  static constexpr int max_side = 1001;

  LatticeType type() const { return type_; }
  int nx() const { return nx_; }
  int ny() const { return ny_; }
  int sites() const { return nx_ * ny_; }
  int pairs() const { return pairs_; }
  int coordination(int site) const { return coordination_[static_cast<std::size_t>(site)]; }
  const std::vector<std::int32_t>& coordinations() const { return coordination_; }
  int max_coordination() const { return stride_; }
  // z of chi_G = z w: 4 or 6, and 2 pairs / sites on a surface, which keeps the energy of random mixing.
  double mean_coordination() const { return 2.0 * pairs_ / sites(); }
  std::span<const std::int32_t> neighbors(int site) const {
    return {padded_neighbors(site), static_cast<std::size_t>(coordination(site))};
  }
  // max_coordination() of them: those that a site lacks are sites(), one past the last.
  const std::int32_t* padded_neighbors(int site) const { return neighbors_.data() + site * stride_; }
  // Of a surface; empty for a torus.
  const std::vector<std::array<double, 3>>& positions_nm() const { return positions_nm_; }

 private:
  LatticeType type_;
  int nx_;
  int ny_;
  int stride_;
  int pairs_;
  std::vector<std::int32_t> coordination_;
  std::vector<std::int32_t> neighbors_;
  std::vector<std::array<double, 3>> positions_nm_;
};

// An arrangement: 1 is ligand A, 0 ligand B.
using Arrangement = std::vector<std::uint8_t>;

int count_unlike_pairs(const Lattice& lattice, const Arrangement& arrangement);

}  // namespace nacre::ligands
