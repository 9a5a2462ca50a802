#include "nacre/ligands/lattice.hpp"

#include <algorithm>
#include <array>
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

void check_sides(LatticeType type, int nx, int ny) {
  if (type == LatticeType::surface) throw std::invalid_argument("a surface is built from its sites");
  const std::string sides = std::to_string(nx) + " x " + std::to_string(ny);
  // With fewer than three sites a pair would meet itself around the torus.
  if (std::min(nx, ny) < 3)
    throw std::invalid_argument("a periodic lattice has at least 3 sites on a side, not " + sides);
  if (std::max(nx, ny) > Lattice::max_side)
    throw std::invalid_argument("a periodic lattice has at most " + std::to_string(Lattice::max_side) +
                                " sites on a side, not " + sides);
}

std::span<const std::int32_t> neighbors_in(const SiteGraph& graph, std::int32_t site) {
  const auto at = static_cast<std::size_t>(site);
  return std::span(graph.neighbors)
      .subspan(static_cast<std::size_t>(graph.first[at]),
               static_cast<std::size_t>(graph.first[at + 1] - graph.first[at]));
}

void check_shape(const SiteGraph& graph) {
  const std::size_t sites = graph.positions_nm.size();
  if (graph.neighbors.empty()) throw std::invalid_argument("a surface has at least one pair of neighbours");
  if (graph.first.size() != sites + 1 || graph.first.front() != 0 || !std::ranges::is_sorted(graph.first) ||
      graph.first.back() != static_cast<std::int32_t>(graph.neighbors.size()))
    throw std::invalid_argument("the neighbour list does not fit " + std::to_string(sites) + " sites");
}

void check_neighbors(const SiteGraph& graph, std::int32_t site) {
  const auto sites = static_cast<std::int32_t>(graph.positions_nm.size());
  const auto neighbors = neighbors_in(graph, site);
  for (const std::int32_t other : neighbors) {
    const bool known = other >= 0 && other < sites && other != site;
    if (!known || std::ranges::count(neighbors, other) != 1 ||
        std::ranges::count(neighbors_in(graph, other), site) != 1)
      throw std::invalid_argument("sites " + std::to_string(site) + " and " + std::to_string(other) +
                                  " are not each other's neighbours once");
  }
}

}  // namespace

std::string_view name(LatticeType type) {
  if (type == LatticeType::surface) return "surface";
  return type == LatticeType::square ? "square" : "triangular";
}

Lattice::Lattice(LatticeType type, int nx, int ny)
    : type_(type), nx_(nx), ny_(ny), stride_(type == LatticeType::square ? 4 : 6), pairs_(0) {
  check_sides(type, nx, ny);
  pairs_ = sites() * stride_ / 2;
  coordination_.assign(static_cast<std::size_t>(sites()), stride_);
  neighbors_.reserve(static_cast<std::size_t>(sites()) * static_cast<std::size_t>(stride_));
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x)
      for (const Step step : std::span(steps).first(static_cast<std::size_t>(stride_)))
        neighbors_.push_back(wrap(y + step.y, ny) * nx + wrap(x + step.x, nx));
}

Lattice::Lattice(const SiteGraph& graph)
    : type_(LatticeType::surface),
      nx_(static_cast<int>(graph.positions_nm.size())),
      ny_(1),
      stride_(0),
      pairs_(static_cast<int>(graph.neighbors.size() / 2)),
      positions_nm_(graph.positions_nm) {
  check_shape(graph);
  for (std::int32_t site = 0; site < nx_; ++site) {
    check_neighbors(graph, site);
    coordination_.push_back(static_cast<std::int32_t>(neighbors_in(graph, site).size()));
  }
  stride_ = *std::ranges::max_element(coordination_);
  for (std::int32_t site = 0; site < nx_; ++site) {
    const auto own = neighbors_in(graph, site);
    neighbors_.insert(neighbors_.end(), own.begin(), own.end());
    neighbors_.insert(neighbors_.end(), static_cast<std::size_t>(stride_) - own.size(), nx_);
  }
}

int count_unlike_pairs(const Lattice& lattice, const Arrangement& arrangement) {
  int twice = 0;
  for (int site = 0; site < lattice.sites(); ++site)
    for (const std::int32_t other : lattice.neighbors(site)) twice += arrangement[site] != arrangement[other];
  return twice / 2;
}

}  // namespace nacre::ligands
