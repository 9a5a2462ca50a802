// Exact density of states of a two-component lattice gas on a periodic square lattice.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::ligands {

__extension__ using Count = unsigned __int128;  // 2^121 configurations do not fit 64 bits

// Number of arrangements g(n_a, U) of n_a ligands A on nx x ny sites that have U unlike
// nearest-neighbour pairs. U is even on a periodic lattice. Compositions above one half follow
// from the symmetry g(N - n_a, U) = g(n_a, U) and are not stored.
class DensityOfStates {
 public:
  struct Row {
    int n_a;
    int unlike_pairs;
    Count count;
  };

  DensityOfStates(int nx, int ny, std::vector<Row> rows);

  int nx() const { return nx_; }
  int ny() const { return ny_; }
  int sites() const { return nx_ * ny_; }
  const std::vector<Row>& rows() const { return rows_; }

  // Rows of one composition, in ascending U; any n_a in 0..sites().
  struct Range {
    const Row* first;
    const Row* last;
    const Row* begin() const { return first; }
    const Row* end() const { return last; }
  };
  Range composition(int n_a) const;

 private:
  int nx_;
  int ny_;
  std::vector<Row> rows_;
  std::vector<std::size_t> start_;  // first row of each stored n_a, plus the end
};

// Largest number of sites and largest short side that the enumeration takes.
inline constexpr int max_exact_sites = 121;
inline constexpr int max_exact_side = 11;

// Called with the share of the work that is done; may throw to cancel.
using Advance = std::function<void(double done)>;

// Site-by-site transfer matrix over the rows of the torus, one pass for each class of first rows
// that translation and reflection make equal. Time grows as 2^(2 side): 8 x 8 takes a second,
// 11 x 11 minutes. Throws std::invalid_argument for a side below 3 or a lattice that is too large.
DensityOfStates enumerate_square_lattice(int nx, int ny, int threads, const Advance& advance = {});

std::string to_string(Count count);
Count parse_count(std::string_view digits);

}  // namespace nacre::ligands
