#include "nacre/ligands/lattice.hpp"

#include <array>
#include <span>
#include <stdexcept>
#include <string>

namespace nacre::ligands {
namespace {

struct Step {
  int x;
  int y;
};

// The square lattice uses the first four; the triangular one is a square lattice sheared by half a
// site per row, which makes one diagonal of each square a bond of the same length.
constexpr std::array<Step, 6> steps{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, -1}, {-1, 1}}};

int wrap(int i, int n) { return (i + n) % n; }

}  // namespace

std::string_view name(LatticeType type) { return type == LatticeType::square ? "square" : "triangular"; }

int coordination(LatticeType type) { return type == LatticeType::square ? 4 : 6; }

Lattice::Lattice(LatticeType type, int nx, int ny)
    : type_(type), nx_(nx), ny_(ny), z_(ligands::coordination(type)) {
  // With fewer than three sites a pair would meet itself around the torus.
  if (nx < 3 || ny < 3)
    throw std::invalid_argument("a periodic lattice has at least 3 sites on a side, not " +
                                std::to_string(nx) + " x " + std::to_string(ny));
  neighbors_.reserve(static_cast<std::size_t>(sites()) * z_);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x)
      for (const Step step : std::span(steps).first(z_))
        neighbors_.push_back(wrap(y + step.y, ny) * nx + wrap(x + step.x, nx));
}

int count_unlike_pairs(const Lattice& lattice, const Arrangement& arrangement) {
  int twice = 0;
  for (int site = 0; site < lattice.sites(); ++site)
    for (int k = 0; k < lattice.coordination(); ++k)
      twice += arrangement[site] != arrangement[lattice.neighbors(site)[k]];
  return twice / 2;
}

}  // namespace nacre::ligands
