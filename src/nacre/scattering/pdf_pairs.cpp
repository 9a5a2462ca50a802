#include "nacre/scattering/pdf_pairs.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "nacre/crystal/symmetry.hpp"
#include "nacre/crystal/vectors.hpp"
#include "nacre/scattering/pdf_grid.hpp"

namespace nacre::scattering {
namespace {

using crystal::Vector;

// Pairs are looked for this much further than they reach, so that a list lasts while a crystal is refined.
constexpr double margin_A = 0.5;
// Pairs nearer in distance and displacement share a shell: far above rounding, far below what a curve shows.
constexpr double same_distance_A = 1e-10;
constexpr double same_u_A2 = 1e-12;

// Numbers keys from 0 as they are first met.
class KeyNumbers {
 public:
  struct Key {
    std::int64_t r, u, kind;
    bool operator==(const Key&) const = default;
  };
  explicit KeyNumbers(std::size_t most) : slots_(std::bit_ceil(2 * most + 1), none) {}
  std::size_t count() const { return keys_.size(); }

  std::size_t number(const Key& key) {
    for (std::size_t at = mixed(mixed(mixed(0, key.r), key.u), key.kind);; ++at) {
      std::uint32_t& slot = slots_[at & (slots_.size() - 1)];
      if (slot == none) {
        slot = static_cast<std::uint32_t>(keys_.size());
        keys_.push_back(key);
      }
      if (keys_[slot] == key) return slot;
    }
  }

 private:
  static std::uint64_t mixed(std::uint64_t hash, std::int64_t word) {
    hash = (hash ^ static_cast<std::uint64_t>(word)) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 32;
  }

  static constexpr std::uint32_t none = 0xffffffff;
  std::vector<std::uint32_t> slots_;
  std::vector<Key> keys_{};
};

// Place of each value in ascending order.
std::vector<std::size_t> ranks(const std::vector<std::int64_t>& values) {
  std::vector<std::size_t> order(values.size()), rank(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t k) { return values[k]; });
  for (std::size_t k = 0; k < order.size(); ++k) rank[order[k]] = k;
  return rank;
}

double squared(const Tensor& metric, const Vector& f) { return crystal::dot(f, times(metric, f)); }

Vector star_lengths(const Tensor& metric) {
  const Tensor star = inverse(metric);
  return {std::sqrt(star[0]), std::sqrt(star[1]), std::sqrt(star[2])};
}

}  // namespace

void PdfPairs::place(const crystal::Crystal& crystal) {
  metric_ = metric_tensor(crystal.lattice);
  star_ = star_lengths(metric_);
  const std::vector<crystal::CellAtom> cell = crystal::expanded(crystal);
  atoms_.assign(cell.size(), {});
  for (std::size_t k = 0; k < cell.size(); ++k) {
    Atom& atom = atoms_[k];
    atom.cell = cell[k];
    atom.u = in_fractions(cell[k].u_A2, star_);
    atom.at = cell[k].fractional;
    if (found_at_.size() == cell.size())
      for (std::size_t x = 0; x < 3; ++x) atom.at[x] += std::round(found_at_[k][x] - atom.at[x]);
    atom.first = k > 0 && cell[k - 1].site == cell[k].site ? atoms_[k - 1].first : k;
    ++atoms_[atom.first].images;
  }
  for (Atom& atom : atoms_) --atom.images;  // begun with one
}

double PdfPairs::reach_A(double r_max_A, double q_broad_per_A) const {
  double u = 0;
  for (const Atom& atom : atoms_)
    u = std::max(u, inner(metric_, atom.u));  // the trace: no direction has more
  const double broad = q_broad_per_A * (r_max_A + 5);
  return r_max_A + peak_end * std::sqrt(2 * u * (1 + broad * broad)) + 0.1;
}

// A pair that was beyond what was searched cannot have come nearer than `reach`.
bool PdfPairs::still_valid(double reach_A) const {
  if (found_at_.size() != atoms_.size() || pairs_.empty()) return false;
  const Tensor star = inverse(metric_found_);
  double strain = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    Vector axis{};
    axis[k] = 1;
    const Vector change = crystal::difference(times(metric_, axis), times(metric_found_, axis));
    const Vector relative = times(star, change);
    strain = std::max(strain, std::abs(relative[0]) + std::abs(relative[1]) + std::abs(relative[2]));
  }
  double moved = 0;
  for (std::size_t k = 0; k < atoms_.size(); ++k)
    moved = std::max(moved, squared(metric_, crystal::difference(atoms_[k].at, found_at_[k])));
  return strain < 0.1 && reach_A <= reach_found_A_ * (1 - strain) - 2 * std::sqrt(moved);
}

Vector PdfPairs::step_in(const Block& block, const Pair& pair) const {
  const Vector between = crystal::difference(atoms_[block.j].at, atoms_[block.i].at);
  return {between[0] + pair.cell[0], between[1] + pair.cell[1], between[2] + pair.cell[2]};
}

Vector PdfPairs::step(const Pair& pair) const {
  return step_in(blocks_[static_cast<std::size_t>(pair.block)], pair);
}

// With h = G f: r^2 = f h and u = h C h/r^2.
PdfPairs::Distance PdfPairs::distance(const Pair& pair) const {
  const Block& block = blocks_[static_cast<std::size_t>(pair.block)];
  const Vector f = step(pair), h = times(metric_, f);
  const double r2 = crystal::dot(f, h);
  const double u =
      crystal::dot(h, times(atoms_[block.i].u, h)) + crystal::dot(h, times(atoms_[block.j].u, h));
  return {std::sqrt(r2), u / r2};
}

// Along c, r^2 is a parabola: which cells of a row are within reach needs no look at each.
void PdfPairs::find_row(const Block& block, Pair pair, double reach_A) {
  pair.cell[2] = 0;
  const Vector f = step_in(block, pair);
  const double half = metric_[4] * f[0] + metric_[5] * f[1];  // r^2 = G33 z^2 + 2 half z + rest
  const double rest = metric_[0] * f[0] * f[0] + 2 * metric_[3] * f[0] * f[1] + metric_[1] * f[1] * f[1];
  const double root = half * half - metric_[2] * (rest - reach_A * reach_A);
  if (root <= 0) return;
  const double low = (-half - std::sqrt(root)) / metric_[2] - f[2];
  const double high = (-half + std::sqrt(root)) / metric_[2] - f[2];
  auto first = static_cast<std::int32_t>(std::ceil(low));
  const auto last = static_cast<std::int32_t>(std::floor(high));
  if (block.i == block.j) {  // of n and -n one is kept
    const std::int32_t a = pair.cell[0], b = pair.cell[1];
    if (a < 0 || (a == 0 && b < 0)) return;
    if (a == 0 && b == 0) first = 1;
  }
  const bool passes_atom = rest - half * half / metric_[2] < same_place_A * same_place_A;
  for (std::int32_t c = first; c <= last; ++c) {
    pair.cell[2] = c;
    const double z = f[2] + c;
    if (passes_atom && rest + z * (2 * half + metric_[2] * z) < same_place_A * same_place_A) continue;
    pairs_.push_back(pair);
  }
}

void PdfPairs::find_block(std::size_t i, std::size_t j, double count, double reach_A) {
  const auto number = static_cast<std::int32_t>(blocks_.size());
  blocks_.push_back({i, j, count});
  const auto most_a = static_cast<std::int32_t>(reach_A * star_[0]) + 2;
  const auto most_b = static_cast<std::int32_t>(reach_A * star_[1]) + 2;
  for (std::int32_t a = -most_a; a <= most_a; ++a)
    for (std::int32_t b = -most_b; b <= most_b; ++b) find_row(blocks_.back(), {{a, b, 0}, number}, reach_A);
}

void PdfPairs::find(double reach_A) {
  blocks_.clear();
  pairs_.clear();
  for (std::size_t i = 0; i < atoms_.size(); ++i) {
    if (atoms_[i].first != i) continue;
    for (std::size_t j = i; j < atoms_.size(); ++j) {
      // Those of a later site count for both orders; so do the kept half of an atom's own images.
      const bool twice = i == j || atoms_[j].first != i;
      find_block(i, j, atoms_[i].images * (twice ? 2.0 : 1.0), reach_A);
    }
  }
  metric_found_ = metric_;
  reach_found_A_ = reach_A;
  found_at_.clear();
  for (const Atom& atom : atoms_) found_at_.push_back(atom.at);
}

// Pairs of one block and shell in a row; shells by distance, so that the points to which their peaks are
// added stay near.
void PdfPairs::sort_into_shells() {
  KeyNumbers shells(pairs_.size()), parts(pairs_.size());
  std::vector<std::size_t> part_of, shell_of;
  std::vector<std::int64_t> distances;  // of the shells
  part_of.reserve(pairs_.size());
  for (const Pair& pair : pairs_) {
    const Block& block = blocks_[static_cast<std::size_t>(pair.block)];
    const auto [a, b] = std::minmax(atoms_[block.i].cell.species, atoms_[block.j].cell.species);
    const Distance at = distance(pair);
    const auto r = static_cast<std::int64_t>(at.r_A * (1 / same_distance_A) + 0.5);
    const auto u = static_cast<std::int64_t>(at.u_A2 * (1 / same_u_A2) + 0.5);
    const std::size_t shell = shells.number({r, u, std::int64_t{a} << 32 | b});
    const std::size_t part = parts.number({static_cast<std::int64_t>(shell), pair.block, 0});
    if (shell == distances.size()) distances.push_back(r);
    if (part == shell_of.size()) shell_of.push_back(shell);
    part_of.push_back(part);
  }
  std::vector<std::size_t> place(shell_of.size() + 1, 0);
  for (const std::size_t part : part_of) ++place[part + 1];
  for (std::size_t k = 1; k < place.size(); ++k) place[k] += place[k - 1];
  parts_.clear();
  const std::vector<std::size_t> rank = ranks(distances);
  for (std::size_t k = 0; k < shell_of.size(); ++k)
    parts_.push_back({place[k], place[k + 1], rank[shell_of[k]]});
  std::vector<Pair> sorted(pairs_.size());
  for (std::size_t p = 0; p < pairs_.size(); ++p) sorted[place[part_of[p]]++] = pairs_[p];
  pairs_ = std::move(sorted);
  shells_.assign(shells.count(), {});
}

// Fills in the shells' distances; false where a shell has come apart.
bool PdfPairs::parts_hold() const {
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    const PairShell& shell = shells_[parts_[p].shell];
    for (std::size_t k = parts_[p].begin; k < parts_[p].end; ++k) {
      const Distance at = distance(pairs_[k]);
      if (std::abs(at.r_A - shell.r_A) > 2 * same_distance_A ||
          std::abs(at.u_A2 - shell.u_A2) > 2 * same_u_A2)
        return false;
    }
  }
  return true;
}

void PdfPairs::weigh(std::span<const double> lengths) {
  occupied_ = scattering_ = 0;
  for (const Atom& atom : atoms_) {
    occupied_ += atom.cell.occupancy;
    scattering_ += atom.cell.occupancy * lengths[static_cast<std::size_t>(atom.cell.species)];
  }
  block_weight_.clear();
  for (const Block& block : blocks_) {
    const crystal::CellAtom &i = atoms_[block.i].cell, &j = atoms_[block.j].cell;
    const double b2 =
        lengths[static_cast<std::size_t>(i.species)] * lengths[static_cast<std::size_t>(j.species)];
    block_weight_.push_back(block.count * i.occupancy * j.occupancy * b2 * occupied_ /
                            (scattering_ * scattering_));
  }
  for (PairShell& shell : shells_) shell.weight = 0;
  for (const Part& part : parts_) {
    const auto block = static_cast<std::size_t>(pairs_[part.begin].block);
    shells_[part.shell].weight += static_cast<double>(part.end - part.begin) * block_weight_[block];
  }
  baseline_.slope = 4 * M_PI * occupied_ / std::sqrt(determinant(metric_));
}

PdfPairs::Tangent PdfPairs::tangent(const crystal::Crystal& crystal, std::span<const double> lengths,
                                    const CrystalChange& change) const {
  Tangent tangent{.metric = metric_change(crystal.lattice, change.lattice),
                  .at = std::vector<Vector>(atoms_.size()),
                  .u = std::vector<Tensor>(atoms_.size())};
  const Tensor star = inverse(metric_);
  Vector star_change{};  // of |a*|: d(G^-1) = -G^-1 dG G^-1
  for (std::size_t k = 0; k < 3; ++k) {
    Vector axis{};
    axis[k] = 1;
    const Vector row = times(star, axis);
    star_change[k] = -squared(tangent.metric, row) / (2 * star_[k]);
  }
  std::vector<double> occupancy(atoms_.size(), 0.0);
  for (std::size_t k = 0; k < atoms_.size(); ++k) {
    const crystal::CellAtom& cell = atoms_[k].cell;
    const auto& rotation = crystal.operations[static_cast<std::size_t>(cell.operation)].rotation;
    const crystal::Displacement& u = atoms_[atoms_[k].first].cell.u_A2;
    Tensor of_site{};
    for (std::size_t m = 0; m < 6; ++m)
      of_site[m] = u[m] * (star_[tensor_row[m]] * star_change[tensor_column[m]] +
                           star_change[tensor_row[m]] * star_[tensor_column[m]]);
    for (const auto& each : change.displacements)
      if (each.site == cell.site) {
        const Tensor added = in_fractions(each.u_A2, star_);
        for (std::size_t m = 0; m < 6; ++m) of_site[m] += added[m];
      }
    tangent.u[k] = turned(rotation, of_site);
    for (const auto& each : change.coordinates)
      if (each.site == cell.site)
        for (std::size_t x = 0; x < 3; ++x)
          for (std::size_t y = 0; y < 3; ++y) tangent.at[k][x] += rotation[x][y] * each.fractional[y];
    for (const auto& each : change.occupancies)
      if (each.site == cell.site) occupancy[k] += each.occupancy;
  }
  double occupied = 0, scattering = 0;
  for (std::size_t k = 0; k < atoms_.size(); ++k) {
    occupied += occupancy[k];
    scattering += occupancy[k] * lengths[static_cast<std::size_t>(atoms_[k].cell.species)];
  }
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const Block& block = blocks_[b];
    const crystal::CellAtom &i = atoms_[block.i].cell, &j = atoms_[block.j].cell;
    const double b2 =
        lengths[static_cast<std::size_t>(i.species)] * lengths[static_cast<std::size_t>(j.species)];
    const double pair = occupancy[block.i] * j.occupancy + i.occupancy * occupancy[block.j];
    tangent.weight.push_back(block.count * pair * b2 * occupied_ / (scattering_ * scattering_) +
                             block_weight_[b] * (occupied / occupied_ - 2 * scattering / scattering_));
  }
  tangent.slope = baseline_.slope * (occupied / occupied_ - 0.5 * inner(star, tangent.metric));
  return tangent;
}

// Sums of the gradients over the pairs of a part first, then their products with each direction.
void PdfPairs::add_changes(const Part& part, std::span<const Tangent> tangents) {
  const auto number = static_cast<std::size_t>(pairs_[part.begin].block);
  const Block& block = blocks_[number];
  Tensor c = atoms_[block.i].u;
  for (std::size_t m = 0; m < 6; ++m) c[m] += atoms_[block.j].u[m];
  Tensor r_by_metric{}, u_by_tensor{}, u_by_metric{};
  Vector r_by_step{}, u_by_step{};
  for (std::size_t p = part.begin; p < part.end; ++p) {
    const Vector f = step(pairs_[p]), h = times(metric_, f), ch = times(c, h), gch = times(metric_, ch);
    const double r2 = crystal::dot(f, h), r = std::sqrt(r2), u = crystal::dot(h, ch) / r2;
    for (std::size_t m = 0; m < 6; ++m) {
      const std::size_t a = tensor_row[m], b = tensor_column[m];
      r_by_metric[m] += f[a] * f[b] / (2 * r);
      u_by_tensor[m] += h[a] * h[b] / r2;
      u_by_metric[m] += (ch[a] * f[b] + f[a] * ch[b] - u * f[a] * f[b]) / r2;
    }
    for (std::size_t x = 0; x < 3; ++x) {
      r_by_step[x] += h[x] / r;
      u_by_step[x] += 2 * (gch[x] - u * h[x]) / r2;
    }
  }
  const double weight = block_weight_[number], count = static_cast<double>(part.end - part.begin);
  ShellChange* to = changes_.data() + part.shell * directions_;
  for (std::size_t k = 0; k < tangents.size(); ++k) {
    const Tangent& t = tangents[k];
    const Vector moved = crystal::difference(t.at[block.j], t.at[block.i]);
    Tensor dc = t.u[block.i];
    for (std::size_t m = 0; m < 6; ++m) dc[m] += t.u[block.j][m];
    to[k].weight += count * t.weight[number];
    to[k].r_A += weight * (inner(r_by_metric, t.metric) + crystal::dot(r_by_step, moved));
    to[k].u_A2 +=
        weight * (inner(u_by_tensor, dc) + inner(u_by_metric, t.metric) + crystal::dot(u_by_step, moved));
  }
}

void PdfPairs::update(const crystal::Crystal& crystal, std::span<const double> lengths, double r_max_A,
                      double q_broad_per_A, std::span<const CrystalChange> changes) {
  place(crystal);
  const double reach = reach_A(r_max_A, q_broad_per_A);
  const bool found = still_valid(reach);
  if (!found) find(reach + margin_A);
  const auto measure = [this] {
    for (const Part& part : parts_) {
      const Distance at = distance(pairs_[part.begin]);
      shells_[part.shell].r_A = at.r_A;
      shells_[part.shell].u_A2 = at.u_A2;
    }
  };
  if (found) measure();
  if (!found || !parts_hold()) {
    sort_into_shells();
    measure();
  }
  weigh(lengths);
  directions_ = changes.size();
  changes_.assign(shells_.size() * directions_, {});
  baseline_.changes.assign(directions_, 0.0);
  std::vector<Tangent> tangents;
  for (const CrystalChange& change : changes) tangents.push_back(tangent(crystal, lengths, change));
  for (std::size_t k = 0; k < directions_; ++k) baseline_.changes[k] = tangents[k].slope;
  if (directions_ > 0)
    for (const Part& part : parts_) add_changes(part, tangents);
}

}  // namespace nacre::scattering
