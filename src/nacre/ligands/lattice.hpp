// Periodic two-dimensional lattices of binding sites.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace nacre::ligands {

enum class LatticeType { square, triangular };

std::string_view name(LatticeType type);
int coordination(LatticeType type);  // z: 4 or 6

// Site i = y * nx + x; neighbours in a flat list of z per site.
class Lattice {
 public:
  Lattice(LatticeType type, int nx, int ny);  // throws std::invalid_argument for a side below 3

  LatticeType type() const { return type_; }
  int nx() const { return nx_; }
  int ny() const { return ny_; }
  int sites() const { return nx_ * ny_; }
  int coordination() const { return z_; }
  int pairs() const { return sites() * z_ / 2; }
  const std::int32_t* neighbors(int site) const { return neighbors_.data() + site * z_; }

 private:
  LatticeType type_;
  int nx_;
  int ny_;
  int z_;
  std::vector<std::int32_t> neighbors_;
};

// An arrangement: 1 is ligand A, 0 ligand B.
using Arrangement = std::vector<std::uint8_t>;

int count_unlike_pairs(const Lattice& lattice, const Arrangement& arrangement);

}  // namespace nacre::ligands
