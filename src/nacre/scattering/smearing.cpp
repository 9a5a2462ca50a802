#include "nacre/scattering/smearing.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace nacre::scattering {
namespace {

constexpr double reach = 6;      // standard deviations
constexpr double spacing = 0.7;  // of the narrowest of a group

// Half steps lie off zero, where many equations are 0/0, and mirror one another there.
double place(double q, double step) { return std::floor(q / step); }

}  // namespace

// Points whose widths are within a factor of two of one another, and near enough, share a grid.
struct Smearing::Group {
  std::size_t begin, end;
  double narrow, wide;
};

std::vector<Smearing::Group> Smearing::groups(std::span<const double> q, std::span<const double> dq) {
  std::vector<Group> result;
  for (std::size_t i = 0; i < q.size(); ++i) {
    if (!result.empty()) {
      Group& last = result.back();
      const double narrow = std::min(last.narrow, dq[i]), wide = std::max(last.wide, dq[i]);
      if (narrow > 0 && wide <= 2 * narrow && q[i] - q[i - 1] < 2 * reach * narrow) {
        last = {last.begin, i + 1, narrow, wide};
        continue;
      }
    }
    result.push_back({i, i + 1, dq[i], dq[i]});
  }
  return result;
}

Smearing::Smearing(std::span<const double> q_per_nm, std::span<const double> dq_per_nm) {
  if (q_per_nm.size() != dq_per_nm.size()) throw std::invalid_argument("as many dq as q are needed");
  if (!std::is_sorted(q_per_nm.begin(), q_per_nm.end())) throw std::invalid_argument("q is not ascending");
  if (std::any_of(dq_per_nm.begin(), dq_per_nm.end(), [](double dq) { return !(dq >= 0); }))
    throw std::invalid_argument("dq is negative or no number");
  rows_.resize(q_per_nm.size());
  for (const Group& group : groups(q_per_nm, dq_per_nm)) add_grid(group, q_per_nm, dq_per_nm);
  sort_grids();
}

void Smearing::add_grid(const Group& group, std::span<const double> q, std::span<const double> dq) {
  const std::size_t base = q_.size();
  if (group.narrow == 0) {
    rows_[group.begin] = {entries_.size(), 1};
    entries_.push_back({base, 1});
    q_.push_back(q[group.begin]);
    return;
  }
  const double step = spacing * group.narrow;
  const double low = place(q[group.begin] - reach * group.wide, step);
  const double high = place(q[group.end - 1] + reach * group.wide, step) + 1;
  const double start = std::max(low, 0.0);
  for (double k = start; k <= std::max(high, -low); ++k) q_.push_back((k + 0.5) * step);
  for (std::size_t i = group.begin; i < group.end; ++i) add_row(i, q[i], dq[i], step, base, start);
}

void Smearing::add_row(std::size_t point, double q, double dq, double step, std::size_t base, double start) {
  Row& row = rows_[point];
  row.first = entries_.size();
  double sum = 0;
  for (double k = place(q - reach * dq, step); k <= place(q + reach * dq, step) + 1; ++k) {
    const double off = ((k + 0.5) * step - q) / dq, weight = std::exp(-off * off / 2);
    const double mirrored = k < 0 ? -k - 1 : k;
    entries_.push_back({base + static_cast<std::size_t>(mirrored - start), weight});
    sum += weight;
  }
  row.count = entries_.size() - row.first;
  for (std::size_t e = row.first; e < entries_.size(); ++e) entries_[e].weight /= sum;
}

void Smearing::sort_grids() {
  std::vector<std::size_t> order(q_.size()), rank(q_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [this](std::size_t a, std::size_t b) { return q_[a] < q_[b]; });
  std::vector<double> sorted(q_.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    sorted[i] = q_[order[i]];
  }
  q_ = std::move(sorted);
  for (Entry& entry : entries_) entry.column = rank[entry.column];
}

void Smearing::apply(std::span<const double> calculated, std::span<double> out, std::size_t columns) const {
  if (calculated.size() != columns * q_.size() || out.size() != columns * rows_.size())
    throw std::invalid_argument("sizes do not match the grid of the smearing");
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t i = 0; i < rows_.size(); ++i)
    for (std::size_t e = rows_[i].first; e < rows_[i].first + rows_[i].count; ++e)
      for (std::size_t c = 0; c < columns; ++c)
        out[i * columns + c] += entries_[e].weight * calculated[entries_[e].column * columns + c];
}

}  // namespace nacre::scattering
