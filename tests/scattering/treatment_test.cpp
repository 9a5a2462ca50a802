#include "nacre/scattering/treatment.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace nacre::scattering {
namespace {

const Pattern sample{{0.1, 0.2, 0.3, 0.4, 0.5, 0.6}, {10, 9, 8, 7, 6, 5}, {1, 1, 1, 1, 1, 1}, {}};

std::string refusal(const Pattern& pattern, const Treatment& treatment) {
  try {
    treat(pattern, treatment);
  } catch (const std::invalid_argument& reason) {
    return reason.what();
  }
  return {};
}

TEST(Treatment, LeavesAFinishedCurveAlone) {
  const Pattern treated = treat(sample, {});
  EXPECT_EQ(treated.q_per_nm, sample.q_per_nm);
  EXPECT_EQ(treated.intensity, sample.intensity);
  EXPECT_EQ(treated.sigma, sample.sigma);
}

TEST(Treatment, WindowMasksAndPointsThatAreNotFinite) {
  Pattern gaps = sample;
  gaps.intensity[1] = std::nan("");
  gaps.q_width.assign(6, 0.01);
  const Pattern treated =
      treat(gaps, {.q_min_per_nm = 0.1, .q_max_per_nm = 0.5, .masks_per_nm = {{0.35, 0.4}}});
  EXPECT_EQ(treated.q_per_nm, (std::vector{0.1, 0.3, 0.5}));
  EXPECT_EQ(treated.q_width.size(), 3u);
  EXPECT_EQ(refusal(sample, {.q_min_per_nm = 0.7}),
            "0 of 6 points lie in the q window outside of masks; the curve has q from 0.1 to 0.6 1/nm");
}

// (scale / thickness) ((S - C) - share (B - C)) by hand at one point of the same grid.
TEST(Treatment, SubtractsBackgroundAndCapillary) {
  Pattern flat = sample, glass = sample;
  flat.intensity.assign(6, 4);
  flat.sigma.assign(6, 0.5);
  glass.intensity.assign(6, 1);
  glass.sigma.assign(6, 0.2);
  const Treatment treatment{.sample = {0.5, 2},
                            .background = Subtraction{"the background", flat, {0.8, 1}},
                            .background_share = 0.9,
                            .capillary = Subtraction{"the capillary", glass, {0.9, 4}},
                            .scale = 3,
                            .thickness_cm = 0.15};
  const Pattern treated = treat(sample, treatment);
  const double s = 10 / (0.5 * 2), b = 4 / 0.8, c = 1 / (0.9 * 4);
  EXPECT_NEAR(treated.intensity[0], 20 * ((s - c) - 0.9 * (b - c)), 1e-12);
  EXPECT_NEAR(treated.sigma[0],
              20 * std::sqrt(1 + std::pow(0.9 * 0.5 / 0.8, 2) + std::pow(0.1 * 0.2 / 3.6, 2)), 1e-12);
  Treatment without = treatment;
  without.background.reset();
  EXPECT_NEAR(treat(sample, without).intensity[0], 20 * (s - c), 1e-12);
}

TEST(Treatment, InterpolatesOtherGridsAndSaysWhereTheyEnd) {
  const Pattern coarse{{0.05, 0.25, 0.65}, {2, 4, 8}, {0.1, 0.3, 0.5}, {}};
  const Interpolated at = interpolate(coarse, 0.2);
  EXPECT_NEAR(at.value, 3.5, 1e-12);
  EXPECT_NEAR(at.sigma, std::hypot(0.25 * 0.1, 0.75 * 0.3), 1e-12);
  EXPECT_NEAR(interpolate(coarse, 0.25).sigma, 0.3, 1e-12);
  const Treatment treatment{.background = Subtraction{"the background x.dat", coarse, {}}};
  EXPECT_NEAR(treat(sample, treatment).intensity[3], 7 - 5.5, 1e-12);
  Treatment narrow = treatment;
  narrow.background->pattern.q_per_nm.back() = 0.55;
  EXPECT_EQ(refusal(sample, narrow),
            "the background x.dat does not reach q = 0.6 1/nm: it goes from 0.05 to 0.55 1/nm");
}

TEST(Treatment, ErrorsAreThereAndPositive) {
  Pattern bare = sample;
  bare.sigma.clear();
  const Pattern treated = treat(bare, {.errors = {.share = 0.1, .floor = 0.3}});
  EXPECT_NEAR(treated.sigma[0], std::sqrt(1 + 0.64 + 0.09),
              1e-12);  // of 10, of the upper median 8, and the floor
  Pattern zero = sample;
  zero.sigma[2] = 0;
  EXPECT_EQ(refusal(zero, {}), "the error at q = 0.3 1/nm is 0, not above zero");
  EXPECT_EQ(refusal(zero, {.masks_per_nm = {{0.3, 0.3}}}), "");
  bare.intensity.assign(6, 0);
  EXPECT_NE(refusal(bare, {}), "");
}

}  // namespace
}  // namespace nacre::scattering
