// The parts of the fast engine one by one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "assembly/native_mixture.hpp"
#include "nacre/assembly/chunk_loop.hpp"
#include "nacre/assembly/native_cells.hpp"
#include "nacre/assembly/native_frame.hpp"
#include "nacre/assembly/native_list.hpp"
#include "nacre/assembly/native_order.hpp"
#include "nacre/assembly/native_pack.hpp"
#include "nacre/assembly/native_search.hpp"
#include "nacre/assembly/native_skin.hpp"
#include "nacre/assembly/native_terms.hpp"
#include "nacre/assembly/native_walls.hpp"
#include "nacre/assembly/wall_evaluator.hpp"

namespace nacre::assembly::native {
namespace {

TEST(NativeFrame, axes_without_periods_are_long_enough_for_no_image_to_be_near) {
  const State state = make_state(mixture(40, {{6, 5, 7}, {true, false, false}}, Sizes::two));
  const Frame frame = make_frame(state, 1.5);
  EXPECT_EQ(frame.length[0], 6);
  for (const double y : state.y)
    for (const double other : state.y) EXPECT_GT(frame.length[1] - std::abs(y - other), 1.5);
  for (const double z : state.z)
    for (const double other : state.z) EXPECT_GT(frame.length[2] - std::abs(z - other), 1.5);
}

TEST(NativeFrame, skin_that_moves_and_shrinkage_use_up) {
  const Frame then{{10, 10, 10}}, now{{10, 9.9, 10}};
  EXPECT_NEAR(skin_left(then, then, 1.4, 0.2, 0.05), 0.1, 1e-12);
  EXPECT_NEAR(skin_left(then, now, 1.4, 0.2, 0), 0.99 * 1.6 - 1.4, 1e-12);
}

TEST(NativeOrder, steps_along_the_curve_go_to_the_next_cell) {
  std::vector<std::array<int, 3>> cells(4096);  // 16 cells an axis, the curve's first ones
  for (std::uint32_t x = 0; x < 16; ++x)
    for (std::uint32_t y = 0; y < 16; ++y)
      for (std::uint32_t z = 0; z < 16; ++z)
        cells.at(hilbert_place(x, y, z)) = {static_cast<int>(x), static_cast<int>(y), static_cast<int>(z)};
  for (std::size_t k = 1; k < cells.size(); ++k) {
    int steps = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) steps += std::abs(cells[k][axis] - cells[k - 1][axis]);
    ASSERT_EQ(steps, 1) << k;
  }
}

TEST(NativeOrder, does_not_depend_on_the_order_before) {
  const crystal::Particles particles = mixture(200, {{5, 5, 5}}, Sizes::continuous);
  State state = make_state(particles), other = make_state(particles);
  other.x[0] += 5;  // the same place
  const Frame frame = make_frame(state, 1.5);
  sort_state(state, frame);
  std::reverse(other.x.begin(), other.x.end());
  std::reverse(other.y.begin(), other.y.end());
  std::reverse(other.z.begin(), other.z.end());
  std::reverse(other.diameter.begin(), other.diameter.end());
  std::reverse(other.species.begin(), other.species.end());
  std::reverse(other.tag.begin(), other.tag.end());
  sort_state(other, frame);
  EXPECT_EQ(state.tag, other.tag);
  EXPECT_EQ(state.diameter, other.diameter);
  EXPECT_TRUE(std::is_sorted(state.species.begin(), state.species.end()));
  const auto runs = species_runs(state);
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].end, 66u);
  EXPECT_EQ(runs[1].begin, 66u);
  EXPECT_EQ(runs[1].end, 200u);
  const auto moved =
      static_cast<std::size_t>(std::find(other.tag.begin(), other.tag.end(), 0u) - other.tag.begin());
  EXPECT_NEAR(other.x[moved], particles.positions[0][0], 1e-14);
  EXPECT_EQ(std::count(other.image_x.begin(), other.image_x.end(), 1), 1);
}

TEST(NativePack, whole_coordinates_wrap_and_moves_are_seen) {
  State state = make_state(mixture(37, {{5, 6, 7}}, Sizes::continuous));
  const Frame frame = make_frame(state, 1.5);
  std::vector<PackedSingle> single(state.size());
  std::vector<PackedDouble> full(state.size());
  PackArrays arrays{{state.x.data(), state.y.data(), state.z.data()}, state.diameter.data(), {}, frame};
  pack(arrays, single.data(), 0, state.size());
  pack(arrays, full.data(), 0, state.size());
  for (std::size_t i = 0; i < state.size(); ++i) {
    EXPECT_NEAR(6.0 * single[i].y / 4294967296.0, state.y[i], 1e-9);
    EXPECT_NEAR(std::ldexp(static_cast<double>(full[i].z), -64) * 7, state.z[i], 1e-15);
    EXPECT_NEAR(5.0 * single[i].half / 4294967296.0, state.diameter[i] / 2, 1e-7);
  }
  WholePositions whole{HugeVector<std::int32_t>(37), HugeVector<std::int32_t>(37),
                       HugeVector<std::int32_t>(37)};
  record(single.data(), 0, state.size(), whole);
  arrays.listed = {whole.x.data(), whole.y.data(), whole.z.data()};
  for (const std::size_t i : {0u, 13u, 36u}) {
    state.x[i] += 5.03;  // a box and a little
    state.y[i] -= 0.04;
    EXPECT_NEAR(std::sqrt(pack(arrays, single.data(), 0, state.size()).largest_move_squared), 0.05, 1e-6);
    EXPECT_NEAR(std::sqrt(pack(arrays, full.data(), 0, state.size()).largest_move_squared), 0.05, 1e-6);
    state.x[i] -= 5.03;
    state.y[i] += 0.04;
    const double z = std::exchange(state.z[i], NAN);
    EXPECT_FALSE(pack(arrays, single.data(), 0, state.size()).is_sound);
    EXPECT_FALSE(pack(arrays, full.data(), 0, state.size()).is_sound);
    state.z[i] = z;
  }
}

TEST(NativeCells, ranges_cover_and_wrap) {
  const std::int64_t quarter = std::int64_t{1} << 30;
  EXPECT_EQ(cell_range(-quarter, quarter - 1, 4).first, 1u);
  EXPECT_EQ(cell_range(-quarter, quarter - 1, 4).count, 2u);
  EXPECT_EQ(cell_range(-3 * quarter, -2 * quarter + 1, 4).first, 3u);  // over the edge
  EXPECT_EQ(cell_range(-3 * quarter, -2 * quarter + 1, 4).count, 2u);
  EXPECT_EQ(cell_range(-3 * quarter, 3 * quarter, 4).count, 4u);
  EXPECT_EQ(cell_range(5, 6, 1).count, 1u);
}

TEST(NativeTerms, groups_are_species_met_with_the_same_potential) {
  Interactions interactions{.species = 3, .pairs = std::vector<PairPotential>(9)};
  EXPECT_EQ(make_groups(interactions)[1].size(), 1u);
  interactions.pairs[2].epsilon = interactions.pairs[6].epsilon = 0.5;
  const auto groups = make_groups(interactions);
  ASSERT_EQ(groups[0].size(), 2u);
  EXPECT_EQ(groups[0][0].species, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(groups[0][1].species, (std::vector<std::size_t>{2}));
  EXPECT_EQ(groups[1].size(), 1u);
  EXPECT_EQ(make_terms({.n = 50, .m = 6}).kind, PowerKind::fifty_six);
  EXPECT_EQ(make_terms({.n = 49, .m = 6}).kind, PowerKind::integers);
  EXPECT_EQ(make_terms({.n = 50, .m = 6.5}).kind, PowerKind::reals);
}

// Every pair within reach, both ways, and no other; in blocks of both widths.
void expect_all_pairs(const crystal::Particles& particles, std::size_t lanes, std::size_t bytes) {
  State state = make_state(particles);
  const Interactions interactions = binary({.cutoff = 1.3});
  const Frame frame = make_frame(state, 1.7);
  sort_state(state, frame);
  std::vector<PackedSingle> packed(state.size());
  pack({{state.x.data(), state.y.data(), state.z.data()}, state.diameter.data(), {}, frame}, packed.data(), 0,
       state.size());
  WholePositions whole{HugeVector<std::int32_t>(state.size()), HugeVector<std::int32_t>(state.size()),
                       HugeVector<std::int32_t>(state.size())};
  record(packed.data(), 0, state.size(), whole);
  NeighborList list(make_groups(interactions));
  const ChunkLoop loop(2);
  list.build(whole, state.diameter, species_runs(state), frame, {lanes, bytes, 0.25}, loop);
  std::set<std::pair<std::size_t, std::size_t>> listed;
  for (const Window& window : list.windows())
    for (std::size_t row = 0; row < window.first_row.back(); ++row)
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        const std::size_t block =
            static_cast<std::size_t>(std::upper_bound(window.first_row.begin(), window.first_row.end(), row) -
                                     window.first_row.begin() - 1);
        const std::size_t j = window.neighbors[row * lanes + lane] / bytes;
        if (j == state.size()) continue;
        EXPECT_TRUE(listed.emplace(window.members[block * lanes + lane] / bytes, j).second);
      }
  EXPECT_EQ(listed.size(), list.entries());
  for (std::size_t i = 0; i < state.size(); ++i)
    for (std::size_t j = 0; j < state.size(); ++j) {
      const crystal::Vector d = particles.box.nearest_image(
          {state.x[i] - state.x[j], state.y[i] - state.y[j], state.z[i] - state.z[j]});
      const double r = std::sqrt(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
      const double reach = 1.3 * (state.diameter[i] + state.diameter[j]) / 2 + 0.25;
      if (i == j || std::abs(r - reach) < 1e-5) continue;
      ASSERT_EQ(listed.contains({i, j}), r < reach) << i << ' ' << j;
    }
}

TEST(NativeList, every_pair_within_reach_both_ways) {
  const crystal::Particles cube = mixture(700, {{7, 7, 7}}, Sizes::two);
  const crystal::Particles brick = mixture(400, {{5, 6, 7}}, Sizes::continuous);
  const crystal::Particles slit = mixture(400, {{6, 6, 5}, {true, true, false}}, Sizes::continuous);
  const crystal::Particles tiny = mixture(60, {{2.7, 3, 3.5}}, Sizes::two);
  const crystal::Particles gas = mixture(50, {{30, 40, 50}}, Sizes::two);
  for (const auto& particles : {cube, brick, slit, tiny, gas}) {
    expect_all_pairs(particles, 16, 16);
    expect_all_pairs(particles, 8, 32);
  }
}

TEST(NativeSearch, candidates_that_fill_no_whole_vector) {
  const Region region{.half_width = {2, 2, 2}, .length = {100, 100, 100}, .reach = 6};
  for (std::size_t n = 0; n < 40; ++n) {
    Candidates candidates;
    candidates.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      candidates.x[i] = static_cast<float>(i);
      candidates.y[i] = candidates.z[i] = 0;
      candidates.half[i] = 0.5f;
      candidates.offset[i] = static_cast<std::uint32_t>(16 * i);
    }
    candidates.count = n;
    std::vector<std::uint32_t> found(2 * n + 16), counts(2);
    const std::vector<Seeker> seekers{{3, 0, 0, 0.5f, 48}, {3, 0, 0, -0.5f, 0}};
    const std::size_t total = search(candidates, seekers, region, {5, 0.5f}, found.data(), counts.data());
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < n && i < 9; ++i)
      if (i != 3) expected.push_back(16 * i);
    EXPECT_EQ(counts[0], expected.size());
    EXPECT_EQ(counts[1], n > 3 ? 1u : 0u);  // reaches half a sigma
    if (n > 3) expected.push_back(48);
    found.resize(total);
    EXPECT_EQ(found, expected);
  }
}

TEST(NativeSearch, rows_of_a_block) {
  const std::vector<std::uint32_t> found{1, 2, 3, 4, 5};
  for (const std::size_t lanes : {8u, 16u}) {
    BlockRows block{lanes};
    block.start[0] = 1, block.count[0] = 2;
    block.start[7] = 0, block.count[7] = 3;
    std::vector<std::uint32_t> rows(3 * lanes);
    write_rows(block, found.data(), 3, 99, rows.data());
    std::vector<std::uint32_t> expected(3 * lanes, 99);
    expected[0] = 2, expected[lanes] = 3;
    expected[7] = 1, expected[lanes + 7] = 2, expected[2 * lanes + 7] = 3;
    EXPECT_EQ(rows, expected);
  }
}

TEST(NativeSkin, longer_where_particles_are_slow) {
  const std::vector<PairShell> shells{{20000, 1.4}};
  SkinTuner fast(0), slow(0), fixed(0.1);
  for (SkinTuner* tuner : {&fast, &slow, &fixed}) tuner->reset(shells, 1000);
  EXPECT_GT(fast.skin(), 0);
  for (int k = 0; k < 30; ++k) {
    fast.used(static_cast<std::size_t>(fast.skin() / 0.02));
    slow.used(static_cast<std::size_t>(slow.skin() / 0.002));
    fixed.used(3);
  }
  EXPECT_GT(slow.skin(), 0.05);
  EXPECT_GT(fast.skin(), slow.skin());
  EXPECT_EQ(fixed.skin(), 0.1);
}

TEST(NativeWalls, push_inwards) {
  State state = make_state(mixture(1, {{6, 6, 6}, {false, false, false}}, Sizes::two, 3));
  state.diameter = {1};
  state.x = {2.6}, state.y = {0}, state.z = {0};
  for (auto* f : {&state.fx, &state.fy, &state.fz}) *f = {0.0};
  const WallValue value = wall_value({2}, state.diameter[0], 3 - 2.6);
  const WallSums sums = wall_forces(state, {2}, 0, 1);
  EXPECT_GT(value.force, 1);
  EXPECT_NEAR(state.fx[0], -value.force, 1e-10);
  EXPECT_NEAR(sums.energy, value.energy, 1e-10);
  EXPECT_NEAR(sums.force, value.force, 1e-10);
  EXPECT_EQ(sums.crossed, WallSums::none);
  EXPECT_FALSE(has_walls({{{6, 6, 6}}}));
}

}  // namespace
}  // namespace nacre::assembly::native
