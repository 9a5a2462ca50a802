#include "nacre/scattering/global_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "scattering/made_patterns.hpp"

namespace nacre::scattering {
namespace {

constexpr std::size_t frames = 30;
constexpr double shared_sigma = 0.15, shared_background = 0.02;

std::vector<Pattern> made_series(const Model& model) {
  std::vector<Pattern> series;
  for (std::size_t i = 0; i < frames; ++i)
    series.push_back(made_pattern(model,
                                  {1.5 + 0.02 * static_cast<double>(i), 40, shared_sigma,
                                   5 + 0.5 * static_cast<double>(i), shared_background},
                                  80, 100 + i, 0.03));
  return series;
}

struct Fitted {
  Model model{ModelChoice{}};
  FrameSettings settings = spheres(model);
  std::vector<Pattern> series = made_series(model);
  std::vector<FrameFit> single;
  std::vector<std::vector<double>> starts;
  Fitted() {
    for (const Pattern& pattern : series) {
      single.push_back(fit_frame(settings, pattern));
      starts.push_back(single.back().result.values);
    }
  }
  GlobalFit global(std::vector<int> shared, const RunControl& control = {}) const {
    return fit_global(
        settings, shared, starts, [this](std::size_t i) { return series[i]; }, control);
  }
};

// The same problem with every parameter in one dense Jacobian.
fit::Problem dense_problem(const Fitted& fitted, int shared) {
  fit::Problem problem;
  const std::size_t n = fitted.settings.parameters.size();
  for (std::size_t i = 0; i < fitted.series.size(); ++i) {
    for (std::size_t k = 0; k < n; ++k) {
      fit::Parameter parameter = fitted.settings.parameters[k];
      parameter.start = parameter.fixed ? parameter.start : fitted.starts[i][k];
      parameter.name += std::to_string(i);
      if (static_cast<int>(k) == shared && i > 0)
        parameter.tied_to = fitted.settings.parameters[k].name + "0";
      problem.parameters.push_back(parameter);
    }
    const auto one = frame_problem(fitted.settings, fitted.series[i], fitted.starts[i]);
    fit::DataSet set = one.data[0];
    set.residuals = [inner = one.data[0].residuals, i, n](std::span<const double> values,
                                                          std::span<double> out) {
      inner(values.subspan(i * n, n), out);
    };
    set.derivatives = {};
    problem.data.push_back(std::move(set));
  }
  return problem;
}

TEST(GlobalFit, SameAsOneDenseProblem) {
  Fitted fitted;
  fitted.series.resize(4);
  fitted.starts.resize(4);
  const int sigma = index_of(fitted.model, "sigma");
  const GlobalFit global = fitted.global({sigma});
  const fit::Problem problem = dense_problem(fitted, sigma);
  const fit::Result dense = fit::fit(problem);
  ASSERT_TRUE(global.converged && dense.converged);
  EXPECT_NEAR(global.chi2, dense.chi2, 1e-4);
  EXPECT_EQ(global.n_free, dense.n_free);
  for (std::size_t i = 0; i < 4; ++i)
    for (std::size_t k = 0; k < 5; ++k) {
      if (k == 1) continue;
      const std::size_t at = i * 5 + k;
      EXPECT_NEAR(global.frames[i].values[k], dense.values[at], 0.01 * dense.uncertainties[at]) << at;
      EXPECT_NEAR(global.frames[i].uncertainties[k], dense.uncertainties[at], 0.01 * dense.uncertainties[at])
          << at;
    }
}

TEST(GlobalFit, AgreesWithSingleFitsAndIsSharper) {
  const Fitted fitted;
  const GlobalFit global =
      fitted.global({index_of(fitted.model, "sigma"), index_of(fitted.model, "background")});
  ASSERT_TRUE(global.converged);
  EXPECT_LT(global.passes, 15);
  EXPECT_LT(std::abs(global.values[0] - shared_sigma), 3 * std::sqrt(global.covariance[0]));
  EXPECT_LT(std::abs(global.values[1] - shared_background), 3 * std::sqrt(global.covariance[3]));
  EXPECT_NEAR(global.chi2_reduced(), 1, 0.1);
  double pull2 = 0;
  for (std::size_t i = 0; i < frames; ++i) {
    const fit::Result &one = fitted.single[i].result, &all = global.frames[i];
    EXPECT_LT(all.uncertainties[0], one.uncertainties[0]);
    const double pull = (one.values[0] - all.values[0]) / one.uncertainties[0];
    pull2 += pull * pull;
  }
  EXPECT_LT(pull2 / frames, 1.5);
}

TEST(GlobalFit, ThreadsAndFramesWithoutPoints) {
  Fitted fitted;
  fitted.series[3] = {};
  fitted.starts[3] = {};
  const int sigma = index_of(fitted.model, "sigma");
  const GlobalFit one = fitted.global({sigma}), two = fitted.global({sigma}, {.threads = 2});
  EXPECT_EQ(one.values, two.values);
  EXPECT_EQ(one.frames[7].values, two.frames[7].values);
  EXPECT_TRUE(one.frames[3].values.empty());
  EXPECT_THROW(fitted.global({}), std::invalid_argument);
  EXPECT_THROW(fitted.global({index_of(fitted.model, "contrast")}), std::invalid_argument);
}

TEST(GlobalFit, BoundsHold) {
  Fitted fitted;
  const int sigma = index_of(fitted.model, "sigma");
  fitted.settings.parameters[static_cast<std::size_t>(sigma)].lower = 0.2;
  const GlobalFit global = fitted.global({sigma});
  EXPECT_TRUE(global.converged);
  EXPECT_EQ(global.values[0], 0.2);
  EXPECT_TRUE(global.at_bound[0]);
}

}  // namespace
}  // namespace nacre::scattering
