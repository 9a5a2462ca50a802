#include "nacre/assembly/native_order.hpp"

#include <algorithm>
#include <array>

namespace nacre::assembly::native {
namespace {

constexpr int curve_bits = 10;
// Particles. Long enough for whole windows of each species; the loops over particles and those over windows
// then give each thread nearly the same part of the box.
constexpr std::size_t segment = 8192;

struct Key {
  std::uint32_t place;  // on the curve
  std::uint32_t tag;
  std::uint32_t from;
  std::uint32_t species;
};

bool by_place(const Key& a, const Key& b) { return a.place != b.place ? a.place < b.place : a.tag < b.tag; }
bool by_species(const Key& a, const Key& b) { return a.species < b.species; }

std::uint32_t cell_of(double x, double length) {
  const double place = (x / length + 0.5) * (1 << curve_bits);
  return static_cast<std::uint32_t>(std::clamp(place, 0.0, static_cast<double>((1 << curve_bits) - 1)));
}

template <typename T>
void reorder(HugeVector<T>& values, const HugeVector<Key>& keys) {
  if (values.size() != keys.size()) return;  // forces may not be there yet
  HugeVector<T> ordered(values.size());
  for (std::size_t i = 0; i < keys.size(); ++i) ordered[i] = values[keys[i].from];
  values.swap(ordered);
}

}  // namespace

std::uint32_t hilbert_place(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
  std::array<std::uint32_t, 3> axis{x, y, z};
  for (std::uint32_t q = 1u << (curve_bits - 1); q > 1; q >>= 1) {
    for (std::uint32_t& a : axis) {
      if (a & q) {
        axis[0] ^= q - 1;
      } else {
        const std::uint32_t swapped = (axis[0] ^ a) & (q - 1);
        axis[0] ^= swapped;
        a ^= swapped;
      }
    }
  }
  axis[1] ^= axis[0];
  axis[2] ^= axis[1];
  std::uint32_t flips = 0;
  for (std::uint32_t q = 1u << (curve_bits - 1); q > 1; q >>= 1)
    if (axis[2] & q) flips ^= q - 1;
  std::uint32_t place = 0;
  for (int bit = curve_bits - 1; bit >= 0; --bit)
    for (const std::uint32_t a : axis) place = place << 1 | (((a ^ flips) >> bit) & 1);
  return place;
}

void sort_state(State& state, const Frame& frame) {
  wrap_into_box(state);
  HugeVector<Key> keys(state.size());
  for (std::uint32_t i = 0; i < keys.size(); ++i) {
    const std::uint32_t place =
        hilbert_place(cell_of(state.x[i], frame.length[0]), cell_of(state.y[i], frame.length[1]),
                      cell_of(state.z[i], frame.length[2]));
    keys[i] = {place, state.tag[i], i, state.species[i]};
  }
  std::sort(keys.begin(), keys.end(), by_place);
  for (std::size_t begin = 0; begin < keys.size(); begin += segment) {
    const auto first = keys.begin() + static_cast<std::ptrdiff_t>(begin);
    const std::size_t size = std::min(segment, keys.size() - begin);
    std::stable_sort(first, first + static_cast<std::ptrdiff_t>(size), by_species);
  }
  for (auto* values : {&state.x, &state.y, &state.z, &state.vx, &state.vy, &state.vz, &state.fx, &state.fy,
                       &state.fz, &state.diameter})
    reorder(*values, keys);
  for (auto* images : {&state.image_x, &state.image_y, &state.image_z}) reorder(*images, keys);
  reorder(state.species, keys);
  reorder(state.tag, keys);
}

std::vector<Run> species_runs(const State& state) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < state.size(); ++i) {
    if (runs.empty() || runs.back().species != state.species[i]) runs.push_back({state.species[i], i, i});
    runs.back().end = i + 1;
  }
  return runs;
}

}  // namespace nacre::assembly::native
