// Inversions of made scattering curves: one, two and skewed populations, with what is claimed and what is
// not.
#include "nacre/scattering/inversion.hpp"

#include <gtest/gtest.h>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/scattering/absolute_scale.hpp"
#include "nacre/scattering/inversion_moments.hpp"
#include "nacre/scattering/inversion_peaks.hpp"
#include "nacre/scattering/inversion_strength.hpp"
#include "nacre/scattering/inversion_support.hpp"

namespace nacre::scattering {
namespace {

using Vector = std::vector<double>;
using Density = std::function<double(double radius_nm)>;

double gauss(double r, double mean, double sigma) {
  return std::exp(-std::pow((r - mean) / sigma, 2) / 2) / (sigma * std::sqrt(2 * std::numbers::pi));
}

Vector even(double first, double last, int count) {
  Vector all;
  for (int i = 0; i < count; ++i) all.push_back(first + (last - first) * i / (count - 1));
  return all;
}

// Scattering of spheres by a plain sum over radii, with a flat background.
struct Sample {
  Vector q;
  Vector clean;
  double moments[4] = {};  // integral of r^k n(r)

  Sample(Vector q_per_nm, const Density& density, double background, double contrast = 39)
      : q(std::move(q_per_nm)) {
    clean.assign(q.size(), background);
    const double step = 0.002;
    for (double r = step; r < 7; r += step) {
      const double n = density(r) * step;
      if (n < 1e-14) continue;
      for (std::size_t i = 0; i < q.size(); ++i) {
        const double x = q[i] * r;
        const double f = 4 * std::numbers::pi * (std::sin(x) - x * std::cos(x)) / std::pow(q[i], 3);
        clean[i] += intensity_per_uM * std::pow(contrast * f, 2) * n;
      }
      for (int k = 0; k < 4; ++k) moments[k] += n * std::pow(r, k);
    }
  }
  double mean() const { return moments[1] / moments[0]; }
  double sigma() const { return std::sqrt(moments[2] / moments[0] - mean() * mean()); }

  // One draw with relative errors, inverted. `error_factor`: how wrong the stated errors are.
  Inversion inverted(const InversionKernel& kernel, std::uint64_t seed, double noise = 0.01,
                     const InversionOptions& options = {}, double error_factor = 1) const {
    RandomStream random(seed, StreamName::synthetic_data);
    Vector data = clean, errors(q.size());
    for (std::size_t i = 0; i < q.size(); ++i) {
      errors[i] = noise * clean[i];
      data[i] += errors[i] * random.normal();
      errors[i] *= error_factor;
    }
    return invert(kernel, data, errors, options);
  }
};

Density two(double small, double large) {
  return [=](double r) { return small * gauss(r, 1.5, 0.12) + large * gauss(r, 2.2, 0.12); };
}
Density one() {
  return [](double r) { return 25 * gauss(r, 2.2, 0.12); };
}
// Tail to small radii, as growth leaves it.
Density skewed() {
  return [](double r) { return 25 * gauss(r, 2.3, 0.2) * std::erfc(6 * (r - 2.3) / (0.2 * std::sqrt(2.0))); };
}

void expect_both(const Sample& sample, const InversionKernel& kernel, double ratio, std::uint64_t seed) {
  const Inversion found = sample.inverted(kernel, seed);
  ASSERT_EQ(found.peaks.size(), 2u) << seed;
  EXPECT_NEAR(found.peaks[0].position_nm.value / 1.5, 1, 0.02) << seed;
  EXPECT_NEAR(found.peaks[1].position_nm.value / 2.2, 1, 0.02) << seed;
  EXPECT_NEAR(found.peaks[0].area_uM.value / found.peaks[1].area_uM.value / ratio, 1, 0.1) << seed;
  EXPECT_GT(found.peaks[0].significance, 20);
}

TEST(SlowInversion, TwoPopulationsAreFoundInTwentyDraws) {
  const Vector q = even(0.1, 5, 300);
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  const Sample equal(q, two(10, 10), 0.001), double_small(q, two(20, 10), 0.001);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    expect_both(equal, kernel, 1, seed);
    expect_both(double_small, kernel, 2, seed);
  }
}

TEST(SlowInversion, OnePopulationStaysOneInTwentyDraws) {
  const Vector q = even(0.1, 6, 400);
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  const Sample narrow(q, one(), 0.001), tailed(q, skewed(), 0.001);
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_EQ(narrow.inverted(kernel, seed).peaks.size(), 1u) << seed;
    EXPECT_EQ(tailed.inverted(kernel, seed).peaks.size(), 1u) << seed;
  }
}

// Moments against the truth over draws: no bias beyond the errors, and errors of the right size. The band of
// the prior is no exact error: its pulls have been seen between 0.5 and 1.6 wide.
void expect_honest_moments(const Density& density) {
  const Vector q = even(0.15, 5, 170);
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  const Sample sample(q, density, 0.001);
  const int draws = 25;
  double sums[3] = {}, squares[3] = {};
  for (int k = 0; k < draws; ++k) {
    const SizeMoments m = sample.inverted(kernel, 100 + static_cast<std::uint64_t>(k)).moments;
    const double pulls[] = {(m.concentration_uM.value - sample.moments[0]) / m.concentration_uM.error,
                            (m.mean_nm.value - sample.mean()) / m.mean_nm.error,
                            (m.deviation_nm.value - sample.sigma()) / m.deviation_nm.error};
    for (int i = 0; i < 3; ++i) {
      sums[i] += pulls[i] / draws;
      squares[i] += pulls[i] * pulls[i] / draws;
    }
  }
  for (int i = 0; i < 3; ++i) {
    const double width = std::sqrt(squares[i] - sums[i] * sums[i]);
    EXPECT_LT(std::abs(sums[i]), 1.5) << i;
    EXPECT_GT(width, 0.5) << i;
    EXPECT_LT(width, 1.7) << i;
  }
}

TEST(SlowInversion, MomentsAgreeWithTheTruthWithinTheirErrors) {
  expect_honest_moments(one());
  expect_honest_moments(two(10, 10));
  expect_honest_moments(skewed());
}

TEST(Inversion, SkewIsSeen) {
  const Vector q = even(0.1, 5, 400);
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  const Inversion found = Sample(q, skewed(), 0.001).inverted(kernel, 4, 0.003);
  EXPECT_NEAR(found.moments.deviation_nm.value, 0.1234, 0.004);
  EXPECT_LT(found.moments.skewness.value, -0.5);
}

TEST(Inversion, DensityBandBackgroundAndFitBelongTogether) {
  const Vector q = even(0.1, 5, 300);
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  const Sample sample(q, one(), 0.02);
  const Inversion found = sample.inverted(kernel, 3);
  EXPECT_NEAR(found.background.value, 0.02, 5 * found.background.error);
  EXPECT_NEAR(found.chi2_reduced, 1, 0.25);
  EXPECT_NEAR(found.moments.mean_cube_nm3.value, sample.moments[3] / sample.moments[0],
              4 * found.moments.mean_cube_nm3.error);
  double number = 0, volume = 0;
  for (std::size_t j = 0; j < kernel.size_nm.size(); ++j) {
    EXPECT_LE(found.number_low[j], found.number[j]);
    EXPECT_GT(found.number_high[j], found.number[j]);
    number += kernel.moments[0][j] * found.number[j];
    if (j > 0)
      volume += (found.volume[j] + found.volume[j - 1]) / 2 * (kernel.size_nm[j] - kernel.size_nm[j - 1]);
  }
  EXPECT_NEAR(number, found.moments.concentration_uM.value, 1e-9);
  EXPECT_NEAR(volume, 1, 0.01);
  EXPECT_NE(found.reasoning.find("evidence"), std::string::npos);
}

TEST(Inversion, ErrorsThatAreWrongByAFactorAreScaled) {
  const Vector q = even(0.1, 5, 300);
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  const Sample sample(q, one(), 0.001);
  const Inversion known = sample.inverted(kernel, 7);
  const Inversion scaled = sample.inverted(kernel, 7, 0.01, {.scale_errors = true}, 0.2);
  EXPECT_NEAR(scaled.error_scale, 5, 0.5);
  EXPECT_EQ(scaled.peaks.size(), 1u);
  EXPECT_NEAR(scaled.moments.mean_nm.value, 2.2, 0.01);
  EXPECT_NEAR(scaled.moments.concentration_uM.error / known.moments.concentration_uM.error, 1, 0.7);
  const Inversion trusted = sample.inverted(kernel, 7, 0.01, {}, 0.2);
  ASSERT_FALSE(trusted.warnings.empty());
  EXPECT_NE(trusted.warnings[0].find("errors are too small"), std::string::npos);
}

TEST(Inversion, NoiseAloneIsNoPeak) {
  const Vector q = even(0.1, 5, 200);
  const InversionKernel kernel = inversion_kernel(q, {}, 39);
  const Sample nothing(
      q, [](double) { return 0.0; }, 0.01);
  for (std::uint64_t seed = 1; seed <= 10; ++seed)
    EXPECT_TRUE(nothing.inverted(kernel, seed).peaks.empty()) << seed;
}

TEST(Inversion, AnotherFormByItsOwnFunction) {
  // Shells of fixed thickness 0.5 nm with the contrast of the core: spheres of r + 0.5.
  const FormSquared larger = [](double r, std::span<const double> q, std::span<double> out) {
    sphere_squared(r + 0.5, q, out);
  };
  const Vector q = even(0.1, 5, 300);
  const Inversion found = Sample(q, one(), 0.001).inverted(inversion_kernel(q, {}, 39, larger), 2);
  ASSERT_EQ(found.peaks.size(), 1u);
  EXPECT_NEAR(found.peaks[0].position_nm.value, 1.7, 0.01);
}

// One draw of a population, at the strength of its evidence.
struct Solved {
  InversionKernel kernel;
  InversionProblem problem;
  InversionState state;

  explicit Solved(const Sample& sample, std::uint64_t seed = 9)
      : kernel(inversion_kernel(sample.q, {}, 39)),
        problem(drawn(kernel, sample, seed)),
        state(choose_strength(problem, Shape(kernel.size_nm.size())).state) {}

  static InversionProblem drawn(const InversionKernel& kernel, const Sample& sample, std::uint64_t seed) {
    RandomStream random(seed, StreamName::synthetic_data);
    Vector data = sample.clean, errors;
    for (double& value : data) {
      errors.push_back(0.01 * value);
      value += errors.back() * random.normal();
    }
    return InversionProblem(kernel, data, errors, true, false);
  }
};

TEST(InversionMoments, ErrorsAreThoseOfSmallChanges) {
  const Solved solved(Sample(even(0.1, 5, 200), two(10, 10), 0.001));
  const std::size_t n = solved.kernel.size_nm.size();
  const DensityMoments moments(solved.kernel, solved.state, 1, 0, n - 1);
  EXPECT_NEAR(moments.mean().value, 1.85, 0.02);
  EXPECT_NEAR(moments.mean_cube().value, (1.5 * (2.25 + 3 * 0.0144) + 2.2 * (4.84 + 3 * 0.0144)) / 2, 0.1);
  // The deviation's functional by differences: d sigma / d n_j.
  Vector functional(n);
  for (std::size_t j = 0; j < n; ++j) {
    InversionState up = solved.state, down = solved.state;
    const double step = 1e-5 / solved.kernel.moments[3][j];
    up.values[j] += step;
    down.values[j] -= step;
    functional[j] = (DensityMoments(solved.kernel, up, 1, 0, n - 1).deviation().value -
                     DensityMoments(solved.kernel, down, 1, 0, n - 1).deviation().value) /
                    (2 * step);
  }
  EXPECT_NEAR(moments.deviation().error / solved.state.deviation(functional), 1, 1e-3);
  EXPECT_NEAR(
      DensityMoments(solved.kernel, solved.state, 3, 0, n - 1).skewness().error / moments.skewness().error, 3,
      1e-9);
}

TEST(InversionSupport, WeightsAreProbabilitiesAndNarrowerSupportsBeginLater) {
  const Solved solved(Sample(even(0.1, 5, 200), one(), 0.001));
  const std::vector<Supported> all = supports(solved.problem, solved.state);
  ASSERT_GT(all.size(), 2u);
  double sum = 0;
  for (const Supported& each : all) {
    sum += each.weight;
    EXPECT_GE(each.state.objective(), solved.state.objective() - 1e-6);
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_EQ(all.back().state.values[10], 0);  // 0.4 nm
  const Estimate number = average(all, [&](const InversionState& state) -> Estimate {
    return {state.values.back(), 0};
  });
  EXPECT_NEAR(number.value, average_values(all).back(), 1e-15);
}

TEST(InversionPeaks, BasinsBetweenDips) {
  const Vector density = {0, 1, 3, 1, 0, 0, 2, 1.99, 2.5, 0.5, 0.6, 0};
  const std::vector<Basin> basins = find_basins(density);
  ASSERT_EQ(basins.size(), 3u);  // a dip of half a per cent is none
  EXPECT_EQ(basins[0].top, 2u);
  EXPECT_EQ(basins[0].last, basins[1].first);
  EXPECT_EQ(basins[1].top, 8u);
  EXPECT_EQ(basins[2].first, 9u);
  EXPECT_EQ(basins[2].last, 11u);
  EXPECT_TRUE(find_basins(Vector(5, 0.0)).empty());
}

TEST(InversionStrength, EvidenceIsLargestWhereItWasChosen) {
  const Solved solved(Sample(even(0.1, 5, 200), two(10, 10), 0.001));
  EXPECT_FALSE(choose_strength(solved.problem, solved.state.shape).at_end);
  for (const double factor : {0.01, 0.1, 10.0, 100.0})
    EXPECT_LT(solved.problem.solve(solved.state.strength * factor, solved.state.shape, {}).evidence,
              solved.state.evidence);
}

}  // namespace
}  // namespace nacre::scattering
