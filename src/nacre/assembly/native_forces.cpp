// The fast engine.
//
//  1. Every step: positions become whole numbers of the box (native_pack), and whoever has moved most tells
//     whether the lists still hold all pairs (native_frame).
//  2. If not: lists are made anew (native_list), now and then after a sort (native_order).
//  3. Window by window: pair forces (native_kernel), walls (native_walls) and, where nothing looks at the
//     particles between two steps, their motion and the packing of the next step: in one sweep through
//     memory, which saves a tenth of the time.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/native_kernel.hpp"
#include "nacre/assembly/native_list.hpp"
#include "nacre/assembly/native_order.hpp"
#include "nacre/assembly/native_pack.hpp"
#include "nacre/assembly/native_skin.hpp"
#include "nacre/assembly/native_walls.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace native {
namespace {

constexpr std::size_t lists_a_sort = 20;

template <typename P>
class NativeForces : public Forces {
 public:
  NativeForces(Interactions interactions, const NativeOptions& options)
      : interactions_(std::move(interactions)),
        loop_(options.threads),
        list_(make_groups(interactions_)),
        tuner_(options.skin) {}

  void prepare(State& state) override {
    if (state.size() == 0) return;
    check_state(state);
    measure_sizes(state);
    check_box(state.container);
    check_sound(state);
    tuner_.reset(shells(state), state.size());
    lists_made_ = 0;
    make_list(state);
  }

  Energies compute(State& state, bool with_energies) override {
    if (state.size() == 0) return {};
    take_positions(state);
    return sum(state, with_energies, [](std::size_t, const Window&) {});
  }

  // Positions are packed as soon as they are new.
  void compute_and_move(State& state, Mover& mover, bool container_stays) override {
    if (state.size() == 0) return;
    take_positions(state);
    mover.set_parts(list_.windows().size());
    if (container_stays) {
      next_packed_.resize(packed_.size());
      next_packed_.back() = packed_.back();
      packs_.resize(list_.windows().size());
    }
    sum(state, false, [&](std::size_t w, const Window& window) {
      mover.move(state, w, window.begin, window.end);
      if (container_stays) packs_[w] = pack_part(state, next_packed_, window.begin, window.end);
    });
    is_packed_ = container_stays;
    if (is_packed_) packed_.swap(next_packed_);
  }

 private:
  static constexpr std::size_t lanes = std::is_same_v<P, PackedSingle> ? lanes_single : lanes_double;

  // Packed, and the lists hold all pairs.
  void take_positions(State& state) {
    if (particles_ != state.size()) prepare(state);
    for (auto* f : {&state.fx, &state.fy, &state.fz}) f->resize(state.size());
    if (state.container.box.lengths != box_checked_.lengths) check_box(state.container);
    frame_ = follow(listed_frame_, state.container);
    if (!is_packed_) pack_all(state);
    is_packed_ = false;
    const Packed packed = all_packs();
    if (!packed.is_sound) fail(state, frame_.length);
    const double move = std::sqrt(static_cast<double>(packed.largest_move_squared));
    ++steps_used_;
    if (skin_left(listed_frame_, frame_, longest_cutoff_, skin_, move) < 0) {
      tuner_.used(steps_used_);
      make_list(state);
    }
  }

  void check_state(const State& state) const {
    if (*std::max_element(state.species.begin(), state.species.end()) >= interactions_.species)
      throw std::invalid_argument(
          "a particle's species has no potential: found " +
          std::to_string(*std::max_element(state.species.begin(), state.species.end())) +
          ", expected below " + std::to_string(interactions_.species));
  }

  void measure_sizes(const State& state) {
    largest_.assign(interactions_.species, 0);
    for (std::size_t i = 0; i < state.size(); ++i)
      largest_[state.species[i]] = std::max(largest_[state.species[i]], state.diameter[i]);
    longest_cutoff_ = 0;
    for (std::size_t a = 0; a < largest_.size(); ++a)
      for (std::size_t b = 0; b < largest_.size(); ++b)
        if (largest_[a] > 0 && largest_[b] > 0) longest_cutoff_ = std::max(longest_cutoff_, cutoff(a, b));
  }

  // Of the largest particles of two species, in sigma.
  double cutoff(std::size_t a, std::size_t b) const {
    for (const PairGroup& group : list_.groups(a))
      if (std::find(group.species.begin(), group.species.end(), b) != group.species.end())
        return group.terms.cutoff * (largest_[a] + largest_[b]) / 2;
    return 0;
  }

  void check_box(const Container& container) {
    for (std::size_t k = 0; k < 3; ++k) {
      const double length = container.box.lengths[k];
      if (container.box.periodic[k] && longest_cutoff_ > length / 2)
        throw std::invalid_argument(
            "a cut-off of " + format_number(longest_cutoff_) + " is longer than half the box, " +
            format_number(length / 2) +
            ": a particle would see another twice; take more particles or a shorter cut-off");
    }
    box_checked_ = container.box;
  }

  // Neighbours within the cut-off by the mean density, as far as the tuner needs them.
  std::vector<PairShell> shells(const State& state) const {
    std::vector<double> count(interactions_.species, 0);
    for (const std::uint8_t s : state.species) ++count[s];
    const double radius = state.container.droplet_radius;
    const double volume =
        radius > 0 ? 4 * std::numbers::pi / 3 * radius * radius * radius : state.container.box.volume();
    std::vector<PairShell> shells;
    for (std::size_t a = 0; a < count.size(); ++a)
      for (std::size_t b = 0; b < count.size(); ++b)
        shells.push_back({4 * std::numbers::pi / 3 * count[a] * count[b] / volume, cutoff(a, b)});
    return shells;
  }

  static void check_sound(const State& state) {
    constexpr double any = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < state.size(); ++i)
      if (!(std::isfinite(state.x[i]) && std::isfinite(state.y[i]) && std::isfinite(state.z[i])))
        fail(state, {any, any, any});
  }

  // Names the particle of the lowest tag that is nowhere, or boxes away.
  [[noreturn]] static void fail(const State& state, const std::array<double, 3>& length) {
    std::size_t culprit = state.size();
    for (std::size_t i = 0; i < state.size(); ++i) {
      const double turns = std::abs(state.x[i] / length[0]) + std::abs(state.y[i] / length[1]) +
                           std::abs(state.z[i] / length[2]);
      const bool is_lost = !std::isfinite(turns) || turns >= 3.9;
      if (is_lost && (culprit == state.size() || state.tag[i] < state.tag[culprit])) culprit = i;
    }
    const std::uint32_t tag = culprit < state.size() ? state.tag[culprit] : 0;
    throw SimulationFailure(
        "particle " + std::to_string(tag) + " has no finite position within reach of the box", tag,
        "take a shorter time step, or start without overlaps");
  }

  PackArrays arrays_of(const State& state) const {
    return {{state.x.data(), state.y.data(), state.z.data()}, state.diameter.data(), {}, frame_};
  }

  Packed pack_part(const State& state, HugeVector<P>& to, std::size_t begin, std::size_t end) const {
    PackArrays arrays = arrays_of(state);
    arrays.listed = {whole_.x.data(), whole_.y.data(), whole_.z.data()};
    return pack(arrays, to.data(), begin, end);
  }

  void pack_all(const State& state) {
    packs_.resize(ChunkLoop::chunks(state.size()));
    loop_.run(state.size(), [&](std::size_t c, std::size_t begin, std::size_t end) {
      packs_[c] = pack_part(state, packed_, begin, end);
    });
  }

  Packed all_packs() const {
    Packed all;
    for (const Packed& one : packs_) {
      all.largest_move_squared = std::max(all.largest_move_squared, one.largest_move_squared);
      all.is_sound = all.is_sound && one.is_sound;
    }
    return all;
  }

  void make_list(State& state) {
    particles_ = state.size();
    is_packed_ = false;
    skin_ = tuner_.skin();
    steps_used_ = 0;
    frame_ = listed_frame_ = make_frame(state, longest_cutoff_ + skin_);
    if (lists_made_++ % lists_a_sort == 0) {
      sort_state(state, frame_);
      runs_ = species_runs(state);
    }
    packed_.resize(particles_ + 1);
    if constexpr (std::is_same_v<P, PackedSingle>)
      packed_.back() = far_single;
    else
      packed_.back() = far_double;
    for (auto* w : {&whole_.x, &whole_.y, &whole_.z}) w->resize(particles_);
    const PackArrays arrays = arrays_of(state);
    loop_.run(particles_, [&](std::size_t, std::size_t begin, std::size_t end) {
      pack(arrays, packed_.data(), begin, end);
      record(packed_.data(), begin, end, whole_);
    });
    list_.build(whole_, state.diameter, runs_, frame_, {lanes, sizeof(P), skin_}, loop_);
  }

  // Then calls done(w, window) for each window, where its forces are in the cache still.
  template <typename Done>
  Energies sum(State& state, bool with_energies, Done done) {
    const auto windows = list_.windows();
    sums_.resize(windows.size());
    walls_.assign(windows.size(), {});
    const bool is_walled = has_walls(state.container);
    const KernelJob<P> job{packed_.data(), frame_, state.fx.data(), state.fy.data(), state.fz.data()};
    loop_.each(windows.size(), [&](std::size_t w) {
      const Window& window = windows[w];
      sums_[w] = pair_forces(job, window, list_.groups(window.species), with_energies);
      if (is_walled) walls_[w] = wall_forces(state, interactions_.wall, window.begin, window.end);
      done(w, window);
    });
    Energies energies;
    for (const PairSums& one : sums_) {
      energies.pair += one.energy;
      energies.virial += one.virial;
    }
    add_walls(state, energies);
    return with_energies ? energies : Energies{};
  }

  void add_walls(const State& state, Energies& energies) const {
    std::size_t crossed = WallSums::none;
    for (const WallSums& one : walls_) {
      energies.wall += one.energy;
      energies.wall_force += one.force;
      if (one.crossed == WallSums::none) continue;
      if (crossed == WallSums::none || state.tag[one.crossed] < state.tag[crossed]) crossed = one.crossed;
    }
    if (crossed == WallSums::none) return;
    throw SimulationFailure("particle " + std::to_string(state.tag[crossed]) + " has crossed the wall",
                            state.tag[crossed], "take a shorter time step, or compress more slowly");
  }

  Interactions interactions_;
  ChunkLoop loop_;
  NeighborList list_;
  SkinTuner tuner_;
  std::vector<double> largest_{};  // diameter of each species
  double longest_cutoff_ = 0;      // in sigma
  crystal::PeriodicBox box_checked_{};
  Frame listed_frame_{}, frame_{};  // when the list was made, and now
  double skin_ = 0;
  std::size_t particles_ = 0;  // in the list
  std::size_t lists_made_ = 0, steps_used_ = 0;
  std::vector<Run> runs_{};
  HugeVector<P> packed_{}, next_packed_{};
  bool is_packed_ = false;  // packed_ holds the positions already, packs_ what is known of them
  WholePositions whole_{};
  std::vector<Packed> packs_{};
  std::vector<PairSums> sums_{};
  std::vector<WallSums> walls_{};
};

}  // namespace
}  // namespace native

std::unique_ptr<Forces> native_forces(Interactions interactions, const NativeOptions& options) {
  check(interactions);
  if (options.precision == Precision::mixed)
    return std::make_unique<native::NativeForces<native::PackedSingle>>(std::move(interactions), options);
  return std::make_unique<native::NativeForces<native::PackedDouble>>(std::move(interactions), options);
}

}  // namespace nacre::assembly
