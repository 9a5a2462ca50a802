#include "nacre/ligands/density_of_states.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace nacre::ligands {
namespace {

unsigned rotate_row(unsigned row, int by, int width) {
  const unsigned mask = (1u << width) - 1u;
  return ((row << by) | (row >> (width - by))) & mask;
}

unsigned reverse_row(unsigned row, int width) {
  unsigned reversed = 0;
  for (int i = 0; i < width; ++i) reversed |= ((row >> i) & 1u) << (width - 1 - i);
  return reversed;
}

// The smallest row among all translations and reflections of this one.
unsigned canonical_row(unsigned row, int width) {
  const unsigned mirrored = reverse_row(row, width);
  unsigned smallest = row;
  for (int by = 0; by < width; ++by)
    smallest = std::min({smallest, rotate_row(row, by, width), rotate_row(mirrored, by, width)});
  return smallest;
}

int bit(unsigned row, int column) { return static_cast<int>((row >> column) & 1u); }

int unlike_pairs_in_ring(unsigned row, int width) { return std::popcount(row ^ rotate_row(row, 1, width)); }

// Polynomials sum_{n, U} g y^n x^U of every boundary row, for one fixed first row.
//
// The parity of U is a function of the boundary alone (vertical pairs: number of A in the first and
// in the last row; the open chain of the row being laid: its two ends), so that U is stored as
// k = floor(U / 2), half the memory.
class RowTransfer {
 public:
  RowTransfer(int width, int height)
      : width_(width),
        height_(height),
        n_max_(width * height / 2),
        k_size_(width * height + 1),
        cells_((std::size_t{1} << width) * stride()),
        old_zero_(k_size_ + max_shift),
        old_one_(k_size_ + max_shift) {}

  void run(unsigned first_row) {
    std::fill(cells_.begin(), cells_.end(), Count{0});
    first_ = first_row;
    placed_ = width_;
    const int n = std::popcount(first_row);
    if (n > n_max_) return;
    row(first_row, n)[unlike_pairs_in_ring(first_row, width_) / 2] = 1;
    for (int y = 1; y < height_; ++y)
      for (int column = 0; column < width_; ++column) add_site(column);
  }

  // Adds weight * g to table[n * k_size + k], the pairs between last and first row included.
  void close(Count weight, std::vector<Count>& table) {
    for (unsigned last = 0; last < (1u << width_); ++last) {
      const int vertical = std::popcount(last ^ first_);
      const int parity = vertical & 1;
      for (int n = 0; n <= n_max_; ++n) {
        const Count* from = row(last, n);
        Count* to = table.data() + static_cast<std::size_t>(n) * k_size_;
        const int closing = (parity + vertical) / 2;
        for (int k = 0; k + closing < k_size_; ++k) to[k + closing] += weight * from[k];
      }
    }
  }

  int n_max() const { return n_max_; }
  int k_size() const { return k_size_; }

 private:
  std::size_t stride() const { return static_cast<std::size_t>(n_max_ + 1) * k_size_; }
  Count* row(unsigned boundary, int n) {
    return cells_.data() + boundary * stride() + static_cast<std::size_t>(n) * k_size_;
  }

  // Parity of U after the sites of columns 0..column of the current row (-1: none) have been laid.
  int parity(unsigned boundary, int column) const {
    const int vertical = std::popcount(first_ ^ boundary) & 1;
    return column < 0 ? vertical : vertical ^ bit(boundary, 0) ^ bit(boundary, column);
  }

  // Lays one site: for both species, sums over the species in the row before.
  void add_site(int column) {
    ++placed_;
    const unsigned here = 1u << column;
    for (unsigned below = 0; below < (1u << width_); ++below)
      if ((below & here) == 0) lay_pair(below, below | here, column);
  }

  int horizontal_pairs(unsigned boundary, int column) const {
    int pairs = 0;
    if (column > 0) pairs += bit(boundary, column) ^ bit(boundary, column - 1);
    if (column == width_ - 1) pairs += bit(boundary, column) ^ bit(boundary, 0);
    return pairs;
  }

  // U grows by `added`, 2k + parity with it: the shift of k.
  int shift(unsigned from, int column, int added) const { return (parity(from, column - 1) + added) / 2; }

  void lay_pair(unsigned zero, unsigned one, int column) {
    const int h0 = horizontal_pairs(zero, column);
    const int h1 = horizontal_pairs(one, column);
    const int n_top = std::min(n_max_, placed_);
    const int k_end = std::min(k_size_, placed_ + 1);  // U <= 2 sites laid
    // In place: going down in n, row n + 1 of `one` has been read before it is overwritten.
    for (int n = n_top; n >= 0; --n) {
      std::copy_n(row(zero, n), k_end, old_zero_.begin() + max_shift);
      std::copy_n(row(one, n), k_end, old_one_.begin() + max_shift);
      if (n < n_max_) combine(shift(zero, column, h1 + 1), shift(one, column, h1), k_end, row(one, n + 1));
      combine(shift(zero, column, h0), shift(one, column, h0 + 1), k_end, row(zero, n));
    }
    std::fill_n(row(one, 0), k_end, Count{0});
  }

  void combine(int shift_zero, int shift_one, int k_end, Count* to) const {
    const Count* from_zero = old_zero_.data() + max_shift - shift_zero;
    const Count* from_one = old_one_.data() + max_shift - shift_one;
    for (int k = 0; k < k_end; ++k) to[k] = from_zero[k] + from_one[k];
  }

  static constexpr int max_shift = 2;  // three pairs at most close with one site

  int width_;
  int height_;
  int n_max_;
  int k_size_;
  int placed_ = 0;
  unsigned first_ = 0;
  std::vector<Count> cells_;
  std::vector<Count> old_zero_;  // one row of k, after max_shift zeros
  std::vector<Count> old_one_;
};

// Classes of first rows that give the same counts, with their sizes.
std::vector<std::pair<unsigned, int>> first_row_classes(int width) {
  std::map<unsigned, int> size;
  for (unsigned row = 0; row < (1u << width); ++row) ++size[canonical_row(row, width)];
  return {size.begin(), size.end()};
}

void check_size(int nx, int ny) {
  const int side = std::min(nx, ny);
  if (side >= 3 && side <= max_exact_side && std::max(nx, ny) <= max_exact_sites / side) return;
  throw std::invalid_argument("exact enumeration takes periodic square lattices of 3 to " +
                              std::to_string(max_exact_side) + " sites on the short side and " +
                              std::to_string(max_exact_sites) + " sites in all, not " + std::to_string(nx) +
                              " x " + std::to_string(ny));
}

// Sums the passes over all first rows; the threads take classes one by one, and integer addition
// makes the sum independent of who took which.
std::vector<Count> sum_over_first_rows(int width, int height, int threads, const Advance& advance) {
  const auto classes = first_row_classes(width);
  std::vector<Count> total;
  std::size_t next = 0;
  std::exception_ptr failure;
  std::mutex mutex;
  const auto work = [&] {
    RowTransfer transfer(width, height);
    std::vector<Count> table(static_cast<std::size_t>(transfer.n_max() + 1) * transfer.k_size());
    try {
      for (;;) {
        std::size_t mine;
        {
          const std::lock_guard lock(mutex);
          if (failure || next == classes.size()) break;
          mine = next++;
          if (advance) advance(static_cast<double>(mine) / static_cast<double>(classes.size()));
        }
        transfer.run(classes[mine].first);
        transfer.close(static_cast<Count>(classes[mine].second), table);
      }
    } catch (...) {
      const std::lock_guard lock(mutex);
      failure = std::current_exception();
    }
    const std::lock_guard lock(mutex);
    total.resize(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) total[i] += table[i];
  };
  {
    std::vector<std::jthread> pool;
    for (int t = 1; t < threads; ++t) pool.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
  return total;
}

}  // namespace

DensityOfStates::DensityOfStates(int nx, int ny, std::vector<Row> rows)
    : nx_(nx), ny_(ny), rows_(std::move(rows)) {
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (i == 0 || rows_[i].n_a != rows_[i - 1].n_a) start_.push_back(i);
  start_.push_back(rows_.size());
  if (static_cast<int>(start_.size()) != sites() / 2 + 2)
    throw std::invalid_argument("density of states: not every composition is there");
}

DensityOfStates::Range DensityOfStates::composition(int n_a) const {
  const int stored = std::min(n_a, sites() - n_a);
  return {rows_.data() + start_.at(stored), rows_.data() + start_.at(stored + 1)};
}

DensityOfStates enumerate_square_lattice(int nx, int ny, int threads, const Advance& advance) {
  check_size(nx, ny);
  const int width = std::min(nx, ny);
  const int height = std::max(nx, ny);
  const auto table = sum_over_first_rows(width, height, threads, advance);
  const int n_max = nx * ny / 2;
  const std::size_t k_size = table.size() / static_cast<std::size_t>(n_max + 1);
  std::vector<DensityOfStates::Row> rows;
  for (int n = 0; n <= n_max; ++n)
    for (std::size_t k = 0; k < k_size; ++k)
      if (const Count count = table[static_cast<std::size_t>(n) * k_size + k]; count != 0)
        rows.push_back({n, static_cast<int>(2 * k), count});
  return {nx, ny, std::move(rows)};
}

std::string to_string(Count count) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(count % 10));
    count /= 10;
  } while (count != 0);
  return {digits.rbegin(), digits.rend()};
}

Count parse_count(std::string_view digits) {
  Count count = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') throw std::invalid_argument("a count is a whole number");
    count = count * 10 + static_cast<Count>(c - '0');
  }
  return count;
}

}  // namespace nacre::ligands
