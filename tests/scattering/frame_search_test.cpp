#include "nacre/scattering/frame_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "scattering/made_patterns.hpp"

namespace nacre::scattering {
namespace {

// A file with three digits: q times size, some hundred, is then off by a good part of an oscillation.
Pattern with_three_digits(Pattern pattern) {
  for (double& q : pattern.q_per_nm) {
    const double unit = std::pow(10, std::floor(std::log10(q)) - 2);
    q = unit * std::round(q / unit);
  }
  return pattern;
}

TEST(FrameSearch, EqualSpheresWhoseOscillationsTheGridDoesNotFollow) {
  for (const char* distribution : {"gaussian", "none"}) {
    const Model model({.distribution = distribution});
    const FrameSettings settings = spheres(model, 2);
    const Model truth({.distribution = "none"});
    for (const double radius : {21.0, 50.0}) {
      const Pattern pattern =
          with_three_digits(made_pattern(truth, {radius, 2, 0.03, 0}, 150, 7, 0.01, 0.01, 5));
      const FrameFit fitted = fit_frame(settings, pattern);
      const auto& values = fitted.result.values;
      EXPECT_NEAR(values[0], radius, 2e-3 * radius) << distribution;
      EXPECT_NEAR(values[static_cast<std::size_t>(index_of(model, "concentration"))], 0.03, 0.0015);
      EXPECT_EQ(fitted.widened, radius > 40);
      EXPECT_TRUE(!fitted.widened || !fitted.result.warnings.empty());
    }
  }
}

TEST(FrameSearch, CurvesThatFitKeepTheirErrors) {
  const Model model(ModelChoice{});
  const Pattern pattern = made_pattern(model, {2.2, 40, 0.2, 10, 0.001}, 300, 8);
  const FrameFit fitted = fit_frame(spheres(model), pattern);
  EXPECT_FALSE(fitted.widened);
  EXPECT_LT(log_misfit(spheres(model), pattern, fitted.result.values), 2e-4);
  const std::vector<double> other{3.0, 40, 0.2, 10, 0.001};
  EXPECT_GT(log_misfit(spheres(model), pattern, other), 0.5);
}

TEST(FrameSearch, WidenedErrorsHoldTheIntensityAround) {
  const Model model({.distribution = "none"});
  const Pattern pattern = made_pattern(model, {5, 40, 10, 0}, 200, 9), wide = widened_pattern(pattern);
  for (std::size_t i = 0; i < pattern.sigma.size(); ++i) EXPECT_GT(wide.sigma[i], pattern.sigma[i]);
  // In the first minimum, q R = 4.493, the error is of the flanks and not of the minimum.
  const auto i = static_cast<std::size_t>(std::ranges::lower_bound(pattern.q_per_nm, 4.4934 / 5) -
                                          pattern.q_per_nm.begin());
  EXPECT_GT(wide.sigma[i], pattern.intensity[i]);
}

TEST(FrameSearch, ThinnedPatternsKeepTheirEndsAndWidths) {
  const Model model(ModelChoice{});
  Pattern pattern = made_pattern(model, {2.2, 40, 0.2, 10, 0.001}, 300, 8);
  for (const double q : pattern.q_per_nm) pattern.q_width.push_back(0.05 * q);
  pattern.smearing = std::make_shared<Smearing>(pattern.q_per_nm, pattern.q_width);
  const Pattern thin = thinned_pattern(pattern, 40);
  ASSERT_EQ(thin.q_per_nm.size(), 40u);
  EXPECT_EQ(thin.q_per_nm.back(), pattern.q_per_nm.back());
  std::vector<double> all(300), few(40);
  const std::vector<double> values{2.2, 40, 0.2, 10, 0.001};
  model_intensity(model, pattern, values, all);
  model_intensity(model, thin, values, few);
  EXPECT_NEAR(few.back() / all.back(), 1, 1e-4);
}

// Of ellipsoids the search goes over fewer points than the fit.
TEST(FrameSearch, CostlyFormsEndWhereTheWholeCurveSays) {
  const Model model({.form = "ellipsoid", .distribution = "none"});
  FrameSettings settings = spheres(model);
  const Pattern pattern = made_pattern(model, {2, 3.5, 40, 10, 0.001}, 300, 11);
  const FrameFit fitted = fit_frame(settings, pattern);
  EXPECT_TRUE(fitted.result.converged);
  EXPECT_EQ(fitted.result.n_data, 300);
  EXPECT_NEAR(fitted.result.chi2_reduced(), 1, 0.3);
  EXPECT_NEAR(fitted.result.values[0], 2, 5 * fitted.result.uncertainties[0]);
  EXPECT_NEAR(fitted.result.values[1], 3.5, 5 * fitted.result.uncertainties[1]);
}

}  // namespace
}  // namespace nacre::scattering
