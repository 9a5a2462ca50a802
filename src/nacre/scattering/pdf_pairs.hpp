// The pairs of a crystal up to a distance, found once and kept while the crystal moves little, in shells of
// equal distance and width: what G(r) and its derivatives need of each shell.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "nacre/crystal/crystal.hpp"
#include "nacre/scattering/pdf_tensor.hpp"

namespace nacre::scattering {

// A direction in the parameters of a crystal: how much each changes per unit of it.
struct CrystalChange {
  LatticeChange lattice{};
  struct Coordinate {
    int site = 0;
    crystal::Vector fractional{};
  };
  struct Tensors {
    int site = 0;
    crystal::Displacement u_A2{};
  };
  struct Occupancy {
    int site = 0;
    double occupancy = 0;
  };
  std::vector<Coordinate> coordinates{};
  std::vector<Tensors> displacements{};
  std::vector<Occupancy> occupancies{};

  bool empty() const {
    return lattice == LatticeChange{} && coordinates.empty() && displacements.empty() && occupancies.empty();
  }
};

// Pairs of the same two species, the same distance and the same mean-square displacement along it.
struct PairShell {
  double r_A = 0;
  double u_A2 = 0;    // of both atoms
  double weight = 0;  // sum of o_i o_j b_i b_j/(N <b>^2)
};

// Sums over the pairs of a shell, per unit of a direction: the change of the weights, and of r and u times
// weight.
struct ShellChange {
  double weight = 0;
  double r_A = 0;
  double u_A2 = 0;
};

// slope r is 4 pi rho0 r.
struct Baseline {
  double slope = 0;
  std::vector<double> changes{};
};

// Peaks end where they are below 1e-9 of their height.
inline constexpr double peak_end = 6.5;  // widths

class PdfPairs {
 public:
  // Brings all up to date for a crystal with scattering lengths b of its species. All pairs are there whose
  // peaks reach below r_max, and some of those beyond.
  void update(const crystal::Crystal& crystal, std::span<const double> lengths, double r_max_A,
              double q_broad_per_A, std::span<const CrystalChange> changes);

  const std::vector<PairShell>& shells() const { return shells_; }
  const ShellChange* changes(std::size_t shell) const { return changes_.data() + shell * directions_; }
  const Baseline& baseline() const { return baseline_; }

 private:
  struct Atom {
    crystal::CellAtom cell{};
    crystal::Vector at{};   // as near to where it was when pairs were found as whole cells allow
    Tensor u{};             // in fractions
    std::size_t first = 0;  // image of its site
    int images = 1;
  };
  // Pairs of two atoms: from the first of a site to any of the same or a later site.
  struct Block {
    std::size_t i = 0;
    std::size_t j = 0;
    double count = 1;  // times each pair occurs in the cell
  };
  struct Pair {
    std::array<std::int32_t, 3> cell{};
    std::int32_t block = 0;
  };
  // Pairs of one block in one shell.
  struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t shell = 0;
  };
  struct Tangent {
    Tensor metric{};
    std::vector<crystal::Vector> at{};  // of each atom
    std::vector<Tensor> u{};
    std::vector<double> weight{};  // of each block
    double slope = 0;
  };
  struct Distance {
    double r_A = 0;
    double u_A2 = 0;
  };

  void place(const crystal::Crystal& crystal);
  double reach_A(double r_max_A, double q_broad_per_A) const;
  bool still_valid(double reach_A) const;
  void find(double reach_A);
  void find_block(std::size_t i, std::size_t j, double count, double reach_A);
  void find_row(const Block& block, Pair pair, double reach_A);
  crystal::Vector step_in(const Block& block, const Pair& pair) const;
  crystal::Vector step(const Pair& pair) const;
  Distance distance(const Pair& pair) const;
  bool parts_hold() const;
  void sort_into_shells();
  void weigh(std::span<const double> lengths);
  Tangent tangent(const crystal::Crystal& crystal, std::span<const double> lengths,
                  const CrystalChange& change) const;
  void add_changes(const Part& part, std::span<const Tangent> tangents);

  Tensor metric_{};
  crystal::Vector star_{};
  std::vector<Atom> atoms_;
  double occupied_ = 0;  // atoms of the cell
  double scattering_ = 0;

  Tensor metric_found_{};
  std::vector<crystal::Vector> found_at_;
  double reach_found_A_ = 0;

  std::vector<Block> blocks_;
  std::vector<double> block_weight_;
  std::vector<Pair> pairs_;
  std::vector<Part> parts_;
  std::vector<PairShell> shells_;
  std::vector<ShellChange> changes_;
  std::size_t directions_ = 0;
  Baseline baseline_;
};

}  // namespace nacre::scattering
