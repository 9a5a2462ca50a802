#include "nacre/assembly/step_kernels.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "nacre/core/random.hpp"

namespace nacre::assembly {
namespace {

// A number that no vector divides.
constexpr std::size_t count = 37;

struct Arrays {
  std::array<std::vector<double>, 3> x, v, f;
  std::vector<std::uint32_t> tag;

  Arrays() {
    RandomStream random(3, StreamName::initial_positions);
    for (auto* set : {&x, &v, &f})
      for (auto& values : *set)
        for (std::size_t i = 0; i < count; ++i) values.push_back(random.normal());
    for (std::uint32_t i = 0; i < count; ++i) tag.push_back((i * 7) % count);
  }
  ParticleSpan span() {
    ParticleSpan span{.tag = tag.data(), .size = count};
    for (int k = 0; k < 3; ++k) {
      span.x[k] = x[k].data();
      span.v[k] = v[k].data();
      span.f[k] = f[k].data();
    }
    return span;
  }
};

TEST(StepKernels, KickAndDriftAreThoseOfAPlainLoop) {
  const Arrays before;
  Arrays after;
  const StepSums sums =
      kick_drift(after.span(), {.scale = 0.9, .kick = 0.1, .drift = 0.2, .speed_limit = 1.5});
  double v2 = 0;
  std::size_t fast = 0;
  for (std::size_t i = 0; i < count; ++i) {
    double own = 0;
    for (int k = 0; k < 3; ++k) {
      const double v = 0.9 * before.v[k][i] + 0.1 * before.f[k][i];
      EXPECT_NEAR(after.v[k][i], v, 1e-15);
      EXPECT_NEAR(after.x[k][i], before.x[k][i] + 0.2 * v, 1e-15);
      own += v * v;
    }
    v2 += own;
    fast += own > 1.5 * 1.5;
  }
  EXPECT_NEAR(sums.v2, v2, 1e-12);
  EXPECT_EQ(sums.too_fast, fast);
  EXPECT_GT(fast, 0u);
  EXPECT_LT(fast, count);
}

TEST(StepKernels, AVelocityThatIsNotFiniteCountsAsTooFast) {
  for (const std::size_t i : {std::size_t{0}, count - 1}) {
    Arrays arrays;
    arrays.f[1][i] = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(kick_drift(arrays.span(), {.kick = 0.1, .drift = 0.1, .speed_limit = 1e6}).too_fast, 1u);
  }
}

// Whatever the width of the vectors, the noise is that of the named stream.
TEST(StepKernels, NoiseIsThatOfTheStreamBlockByTag) {
  const std::uint64_t seed = 0x123456789abcdefull, step = 0x500000003ull;
  const Arrays before;
  Arrays after;
  const NoisyDrift task{
      .kick = 0.1, .drift = 0.2, .keep = 0.8, .noise = 0.6, .speed_limit = 1e6, .seed = seed, .step = step};
  const StepSums sums = noisy_drift(after.span(), task);
  std::vector<std::uint32_t> words(4 * count);
  RandomStream(seed, StreamName::langevin_noise, step).fill(words);
  double gained = 0;
  for (std::size_t i = 0; i < count; ++i)
    for (int k = 0; k < 3; ++k) {
      const double u = (words[4 * before.tag[i] + static_cast<std::size_t>(k)] + 0.5) * 0x1p-32;
      const double kicked = before.v[k][i] + 0.1 * before.f[k][i];
      const double v = 0.8 * kicked + 0.6 * std::sqrt(12.0) * (u - 0.5);
      EXPECT_NEAR(after.v[k][i], v, 1e-14);
      EXPECT_NEAR(after.x[k][i], before.x[k][i] + 0.2 * (kicked + v), 1e-14);
      gained += v * v - kicked * kicked;
    }
  EXPECT_NEAR(sums.v2_gained, gained, 1e-12);
}

TEST(StepKernels, AKickThatEndsTheStepBeforeIsAKickOfItsOwn) {
  const auto expect_same = [](auto sweep, auto task) {
    Arrays joined, apart;
    const double v2 = kick(apart.span(), 0.3).v2;
    sweep(apart.span(), task);
    task.ending_kick = 0.3;
    EXPECT_EQ(sweep(joined.span(), task).v2_ended, v2);
    EXPECT_EQ(joined.x, apart.x);
    EXPECT_EQ(joined.v, apart.v);
  };
  expect_same(kick_drift, KickDrift{.kick = 0.1, .drift = 0.2, .speed_limit = 9});
  expect_same(noisy_drift,
              NoisyDrift{.kick = 0.1, .drift = 0.2, .keep = 0.8, .noise = 0.6, .speed_limit = 9});
}

TEST(StepKernels, KickSumsSquaresAndRescaleScales) {
  Arrays arrays;
  const Arrays before;
  double v2 = 0;
  for (int k = 0; k < 3; ++k)
    for (std::size_t i = 0; i < count; ++i) v2 += std::pow(before.v[k][i] + 0.3 * before.f[k][i], 2);
  EXPECT_NEAR(kick(arrays.span(), 0.3).v2, v2, 1e-12);
  rescale(arrays.span(), 2, 0.5);
  EXPECT_EQ(arrays.x[2][count - 1], 2 * before.x[2][count - 1]);
  EXPECT_NEAR(arrays.v[0][1], 0.5 * (before.v[0][1] + 0.3 * before.f[0][1]), 1e-15);
}

}  // namespace
}  // namespace nacre::assembly
