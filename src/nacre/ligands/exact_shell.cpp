#include "nacre/ligands/exact_shell.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "nacre/core/error.hpp"
#include "nacre/io/files.hpp"

namespace nacre::embedded {
extern const std::string_view square_11x11_csv;
}

namespace nacre::ligands {
namespace {

// Partial sums that do not wait for one another; compilers put them into vector registers.
constexpr std::size_t lanes = 8;

std::size_t padded(std::size_t size) { return (size + lanes - 1) / lanes * lanes; }

double dot(const double* a, const double* b, std::size_t size) {
  std::array<double, lanes> sum{};
  for (std::size_t i = 0; i < size; i += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) sum[lane] += a[i + lane] * b[i + lane];
  return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

}  // namespace

// exp(-|w| 2j) and its products with j and j^2: the distance from the most favourable U of a
// composition, so that no term exceeds its count, whatever w.
class ExactShell::Weights {
 public:
  Weights(double w_RT, std::size_t size) : size_(size), table_(3 * size) {
    const double step = 2 * std::abs(w_RT);
    for (std::size_t j = 0; j < size; ++j) {
      const auto distance = static_cast<double>(j);
      const double weight = std::exp(-step * distance);
      table_[j] = weight;
      table_[size + j] = distance * weight;
      table_[2 * size + j] = distance * distance * weight;
    }
  }
  const double* moment(std::size_t power) const { return table_.data() + power * size_; }

 private:
  std::size_t size_;
  std::vector<double> table_;
};

ExactShell::ExactShell(const DensityOfStates& states)
    : sites_(states.sites()), nx_(states.nx()), ny_(states.ny()) {
  for (int n_a = 0; n_a <= sites_ / 2; ++n_a) {
    const auto rows = states.composition(n_a);
    const int lowest = rows.begin()->unlike_pairs;
    const int highest = std::prev(rows.end())->unlike_pairs;
    const auto size = padded(static_cast<std::size_t>(highest - lowest) / 2 + 1);
    levels_.push_back({lowest, highest, from_lowest_.size(), size});
    from_lowest_.resize(from_lowest_.size() + size);
    from_highest_.resize(from_highest_.size() + size);
    for (const auto& row : rows) {
      const auto count = static_cast<double>(row.count);
      from_lowest_[levels_.back().first + (row.unlike_pairs - lowest) / 2] = count;
      from_highest_[levels_.back().first + (highest - row.unlike_pairs) / 2] = count;
    }
  }
}

PairStatistics ExactShell::statistics(const Level& level, double w_RT, const Weights& weights) const {
  const bool attractive = w_RT < 0;  // unlike pairs are sought: start from the most of them
  const double* counts = (attractive ? from_highest_ : from_lowest_).data() + level.first;
  const double sum = dot(counts, weights.moment(0), level.size);
  const double mean_distance = dot(counts, weights.moment(1), level.size) / sum;
  const double mean_square = dot(counts, weights.moment(2), level.size) / sum;
  const int best = attractive ? level.highest : level.lowest;
  return {.ln_z = std::log(sum) - w_RT * best,
          .mean = best + (attractive ? -2 : 2) * mean_distance,
          .variance = 4 * (mean_square - mean_distance * mean_distance)};
}

const ExactShell::Level& ExactShell::level(int n_a) const {
  if (n_a < 0 || n_a > sites_)
    throw std::out_of_range("a shell of " + std::to_string(sites_) + " sites cannot hold " +
                            std::to_string(n_a) + " ligands A");
  return levels_[static_cast<std::size_t>(std::min(n_a, sites_ - n_a))];
}

PairStatistics ExactShell::at(int n_a, double w_RT) const {
  const Level& found = level(n_a);
  return statistics(found, w_RT, Weights(w_RT, found.size));
}

void ExactShell::all(double w_RT, std::vector<PairStatistics>& out) const {
  std::size_t longest = 0;
  for (const Level& level : levels_) longest = std::max(longest, level.size);
  const Weights weights(w_RT, longest);
  out.resize(levels_.size());
  for (std::size_t n_a = 0; n_a < levels_.size(); ++n_a) out[n_a] = statistics(levels_[n_a], w_RT, weights);
}

namespace {

// Of the lines after the notes of data/density_of_states/square-11x11.csv, which repeats it.
constexpr std::string_view checksum_11x11 =
    "c5933ed98284f4e974bc8cd08a3427cab2cf014277e0372e0985e11b7185e7be";

std::string_view after_notes(std::string_view text) {
  while (text.starts_with('#')) text.remove_prefix(text.find('\n') + 1);
  return text;
}

// The text up to the separator, which is removed from the rest as well.
std::string_view take(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

int to_int(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::vector<DensityOfStates::Row> parse_rows(std::string_view lines) {
  take(lines, '\n');  // names of the columns
  std::vector<DensityOfStates::Row> rows;
  while (!lines.empty()) {
    auto line = take(lines, '\n');
    const int n_a = to_int(take(line, ','));
    const int unlike_pairs = to_int(take(line, ','));
    rows.push_back({n_a, unlike_pairs, parse_count(line)});
  }
  return rows;
}

Error size_error(const char* reason) {
  ErrorParts parts;
  parts.code = ExitCode::usage;
  parts.message = reason;
  parts.hint = "the plain engine samples lattices of any size";
  return Error(std::move(parts));
}

DensityOfStates enumerate_with_progress(int nx, int ny, const RunControl& control) {
  const std::string name = "exact enumeration " + std::to_string(nx) + " x " + std::to_string(ny);
  Stage stage(control, name, 100, "percent");
  double reported = 0;
  const auto advance = [&](double done) { stage.advance(100 * done - std::exchange(reported, 100 * done)); };
  try {
    auto states = enumerate_square_lattice(nx, ny, control.threads, advance);
    advance(1);
    return states;
  } catch (const std::invalid_argument& error) {
    throw size_error(error.what());
  }
}

}  // namespace

DensityOfStates shipped_density_of_states_11x11() {
  const auto lines = after_notes(embedded::square_11x11_csv);
  if (io::sha256_of_text(lines) != checksum_11x11)
    throw std::logic_error("the density of states of the 11 x 11 lattice is damaged: its SHA-256 differs");
  return {11, 11, parse_rows(lines)};
}

std::shared_ptr<const ExactShell> exact_shell(int nx, int ny, const RunControl& control) {
  static std::mutex mutex;  // one enumeration at a time: it uses all threads itself
  static std::map<std::pair<int, int>, std::shared_ptr<const ExactShell>> shells;
  const std::lock_guard lock(mutex);
  auto& shell = shells[{nx, ny}];
  if (!shell) {
    const bool shipped = nx == 11 && ny == 11;
    shell = std::make_shared<const ExactShell>(shipped ? shipped_density_of_states_11x11()
                                                       : enumerate_with_progress(nx, ny, control));
  }
  return shell;
}

}  // namespace nacre::ligands
