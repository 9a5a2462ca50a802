#include "nacre/assembly/native_list.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace nacre::assembly::native {
namespace {

// Rounding of whole coordinates and of single precision, in sigma, at box lengths of a hundred or so.
constexpr double rounding = 2e-6;
constexpr std::size_t bunch_size = 16;  // particles that share their candidates

// What a thread needs while it builds a window.
struct Scratch {
  Candidates candidates{};
  HugeVector<Seeker> seekers{};
  HugeVector<std::uint32_t> found{};  // neighbours of all members, one group after another
  std::size_t used = 0;
  HugeVector<std::uint32_t> start{}, count{};  // in `found`, of each group's members
  HugeVector<std::uint32_t> total{};           // neighbours of each member
  HugeVector<std::uint32_t> place{};           // where members of each total go, the longest first
  HugeVector<std::uint32_t> order{};           // members by falling total
};

Scratch& scratch() {
  thread_local Scratch mine;
  return mine;
}

std::int32_t wrapped(std::int64_t v) { return static_cast<std::int32_t>(static_cast<std::uint32_t>(v)); }

}  // namespace

struct NeighborList::Builder {
  const WholePositions& whole;
  const HugeVector<double>& diameter;
  const Frame& frame;
  const ListShape& shape;
  const std::vector<Cells>& cells;
  std::size_t particles;

  void build(const std::vector<PairGroup>& groups, Window& window) const {
    Scratch& s = scratch();
    const std::size_t members = window.end - window.begin;
    s.used = 0;
    s.start.assign(members * groups.size(), 0);
    s.count.assign(members * groups.size(), 0);
    for (std::size_t begin = window.begin; begin < window.end; begin += bunch_size)
      search_bunch(groups, window, begin, std::min(begin + bunch_size, window.end), s);
    sort_members(members, groups.size(), s);
    write(groups.size(), s, window);
  }

  void search_bunch(const std::vector<PairGroup>& groups, const Window& window, std::size_t begin,
                    std::size_t end, Scratch& s) const {
    Region region = bounds(begin, end);
    s.seekers.clear();
    for (std::size_t i = begin; i < end; ++i) s.seekers.push_back(seeker(i, region));
    const float largest =
        std::max_element(s.seekers.begin(), s.seekers.end(), [](const Seeker& a, const Seeker& b) {
          return a.half < b.half;
        })->half;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const SearchRange range{static_cast<float>(groups[g].terms.cutoff),
                              static_cast<float>(shape.skin + rounding)};
      float longest = 0;
      s.candidates.count = 0;
      for (const std::size_t species : groups[g].species) {
        if (cells[species].first.empty()) continue;
        region.reach = (largest + cells[species].largest_half) * range.cutoff + range.skin;
        longest = std::max(longest, region.reach);
        collect(cells[species], region, s.candidates);
      }
      region.reach = longest;
      search_group(region, range, g * (window.end - window.begin) + (begin - window.begin), s);
    }
  }

  // Of all seekers; `place` is that of the first in `start` and `count`.
  void search_group(const Region& region, const SearchRange& range, std::size_t place, Scratch& s) const {
    const std::size_t room = s.used + s.candidates.count * s.seekers.size() + 16;
    if (s.found.size() < room) s.found.resize(2 * room);
    search(s.candidates, s.seekers, region, range, s.found.data() + s.used, s.count.data() + place);
    for (std::size_t k = place; k < place + s.seekers.size(); ++k) {
      s.start[k] = static_cast<std::uint32_t>(s.used);
      s.used += s.count[k];
    }
  }

  Seeker seeker(std::size_t i, const Region& region) const {
    const auto from_center = [&](std::int32_t at, std::size_t k) {
      return static_cast<float>(wrapped(std::int64_t{at} - region.center[k])) * region.unit(k);
    };
    return {from_center(whole.x[i], 0), from_center(whole.y[i], 1), from_center(whole.z[i], 2),
            static_cast<float>(diameter[i] / 2), static_cast<std::uint32_t>(i * shape.bytes)};
  }

  Region bounds(std::size_t begin, std::size_t end) const {
    Region region;
    const std::array<const HugeVector<std::int32_t>*, 3> axes{&whole.x, &whole.y, &whole.z};
    for (std::size_t k = 0; k < 3; ++k) {
      const HugeVector<std::int32_t>& x = *axes[k];
      std::int64_t low = 0, high = 0;
      for (std::size_t i = begin; i < end; ++i) {
        const std::int64_t from_first = wrapped(std::int64_t{x[i]} - x[begin]);
        low = std::min(low, from_first);
        high = std::max(high, from_first);
      }
      region.length[k] = static_cast<float>(frame.length[k]);
      region.center[k] = wrapped(x[begin] + (low + high) / 2);
      region.half_width[k] =
          static_cast<float>(high - low) / 2 * region.unit(k) + static_cast<float>(rounding);
    }
    return region;
  }

  // Rows of a block are as many as its longest lane needs, so that lanes of like length share a block: the
  // longest first, by counting.
  static void sort_members(std::size_t members, std::size_t groups, Scratch& s) {
    s.total.assign(members, 0);
    std::uint32_t longest = 0;
    for (std::size_t m = 0; m < members; ++m) {
      for (std::size_t g = 0; g < groups; ++g) s.total[m] += s.count[g * members + m];
      longest = std::max(longest, s.total[m]);
    }
    s.place.assign(longest + 2, 0);
    for (const std::uint32_t total : s.total) ++s.place[longest - total + 1];
    for (std::size_t k = 1; k < s.place.size(); ++k) s.place[k] += s.place[k - 1];
    s.order.resize(members);
    for (std::uint32_t m = 0; m < members; ++m) s.order[s.place[longest - s.total[m]]++] = m;
  }

  void write(std::size_t groups, const Scratch& s, Window& window) const {
    const std::size_t lanes = shape.lanes, members = window.end - window.begin;
    const std::size_t blocks = (members + lanes - 1) / lanes;
    const auto far = static_cast<std::uint32_t>(particles * shape.bytes);
    window.members.assign(blocks * lanes, far);
    window.slots.resize(members);
    for (std::uint32_t m = 0; m < members; ++m) {
      window.members[m] = static_cast<std::uint32_t>((window.begin + s.order[m]) * shape.bytes);
      window.slots[s.order[m]] = m;
    }
    window.first_row.assign(1, 0);
    for (std::size_t b = 0; b < blocks; ++b)
      for (std::size_t g = 0; g < groups; ++g) {
        std::uint32_t longest = 0;
        for (std::size_t m = b * lanes; m < std::min((b + 1) * lanes, members); ++m)
          longest = std::max(longest, s.count[g * members + s.order[m]]);
        window.first_row.push_back(window.first_row.back() + longest);
      }
    window.entries = s.used;
    window.neighbors.resize((window.first_row.back() + 1) * lanes);
    std::fill(window.neighbors.end() - static_cast<std::ptrdiff_t>(lanes), window.neighbors.end(), far);
    for (std::size_t b = 0; b < blocks; ++b)
      for (std::size_t g = 0; g < groups; ++g) write_group(b, g, groups, far, s, window);
  }

  void write_group(std::size_t b, std::size_t g, std::size_t groups, std::uint32_t far, const Scratch& s,
                   Window& window) const {
    const std::size_t lanes = shape.lanes, members = window.end - window.begin;
    const std::size_t first = window.first_row[b * groups + g], last = window.first_row[b * groups + g + 1];
    BlockRows rows{lanes};
    for (std::size_t m = b * lanes; m < std::min((b + 1) * lanes, members); ++m) {
      rows.start[m - b * lanes] = s.start[g * members + s.order[m]];
      rows.count[m - b * lanes] = s.count[g * members + s.order[m]];
    }
    write_rows(rows, s.found.data(), last - first, far, window.neighbors.data() + first * lanes);
  }
};

NeighborList::NeighborList(std::vector<std::vector<PairGroup>> groups)
    : groups_(std::move(groups)), cells_(groups_.size()) {}
NeighborList::~NeighborList() = default;

void NeighborList::build(const WholePositions& whole, const HugeVector<double>& diameter,
                         std::span<const Run> runs, const Frame& frame, const ListShape& shape,
                         const ChunkLoop& loop) {
  std::size_t windows = 0;
  for (const Run& run : runs) windows += (run.end - run.begin + window_size - 1) / window_size;
  windows_.resize(windows);
  std::size_t w = 0;
  for (const Run& run : runs)
    for (std::size_t begin = run.begin; begin < run.end; begin += window_size, ++w) {
      windows_[w].species = run.species;
      windows_[w].begin = begin;
      windows_[w].end = std::min(begin + window_size, run.end);
    }
  loop.each(cells_.size(), [&](std::size_t s) {
    std::vector<Run> own;
    std::ranges::copy_if(runs, std::back_inserter(own), [s](const Run& run) { return run.species == s; });
    fill_cells(whole, diameter, own, frame, shape.bytes, cells_[s]);
  });
  const Builder builder{whole, diameter, frame, shape, cells_, whole.size()};
  loop.each(windows_.size(),
            [&](std::size_t i) { builder.build(groups_[windows_[i].species], windows_[i]); });
}

std::size_t NeighborList::entries() const {
  return std::accumulate(windows_.begin(), windows_.end(), std::size_t{0},
                         [](std::size_t sum, const Window& w) { return sum + w.entries; });
}

std::size_t NeighborList::rows() const {
  return std::accumulate(windows_.begin(), windows_.end(), std::size_t{0},
                         [](std::size_t sum, const Window& w) { return sum + w.first_row.back(); });
}

}  // namespace nacre::assembly::native
