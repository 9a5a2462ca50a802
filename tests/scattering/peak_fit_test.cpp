#include "nacre/scattering/peak_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "made_peaks.hpp"
#include "nacre/scattering/line_background.hpp"
#include "nacre/scattering/small_systems.hpp"

namespace nacre::scattering {
namespace {

constexpr LineShape shapes[] = {LineShape::gaussian, LineShape::lorentzian, LineShape::pseudo_voigt};
constexpr LineBackground backgrounds[] = {LineBackground::constant, LineBackground::power_law,
                                          LineBackground::polynomial};

TEST(PeakFit, LinesHaveTheirAreaAndWidth) {
  for (const double share : {0.0, 0.3, 1.0}) {
    const Line line{2.5, 0.4, 0.05};
    EXPECT_NEAR(line_value(line, share, 0.425), line.height(share) / 2, 1e-12);
    EXPECT_NEAR(line_value(line, share, 0.4), line.height(share), 1e-12);
    double sum = 0;
    for (int i = -400000; i <= 400000; ++i) sum += line_value(line, share, 0.4 + i * 1e-4) * 1e-4;
    EXPECT_NEAR(sum, line.area, 2.5 * (share * 5e-4 + 1e-9)) << share;
  }
}

TEST(PeakFit, DerivativesAreThoseOfTheResiduals) {
  const auto curve = std::make_shared<const LineCurve>(made_peaks({}, 1));
  for (const LineShape shape : shapes)
    for (const LineBackground background : backgrounds) {
      const LineModel model{shape, background, 3, 0.005, 0.3};
      const fit::Problem problem = line_problem(curve, MadePeaks{}.lines, model);
      std::vector<double> values;
      for (const fit::Parameter& one : problem.parameters) values.push_back(one.start * 1.01 + 1e-3);
      const std::size_t n = values.size(), m = curve->x.size();
      std::vector<double> exact(n * m), low(m), high(m);
      problem.data[0].derivatives(values, exact);
      for (std::size_t k = 0; k < n; ++k) {
        const double step = 1e-5 * std::max(std::abs(values[k]), 0.01), at = values[k];
        values[k] = at - step;
        problem.data[0].residuals(values, low);
        values[k] = at + step;
        problem.data[0].residuals(values, high);
        values[k] = at;
        double largest = 0, worst = 0;
        for (std::size_t i = 0; i < m; ++i) {
          largest = std::max(largest, std::abs(exact[i * n + k]));
          worst = std::max(worst, std::abs(exact[i * n + k] - (high[i] - low[i]) / (2 * step)));
        }
        EXPECT_LT(worst, 1e-6 * largest + 1e-9) << problem.parameters[k].name;
      }
    }
}

// Over draws of noise the pulls of every parameter have mean 0 and width 1.
TEST(PeakFit, ErrorsAreThoseOfTheScatter) {
  constexpr int draws = 60;
  const MadePeaks made;
  std::vector<double> sum(10), squares(10);
  for (int draw = 0; draw < draws; ++draw) {
    const auto curve = std::make_shared<const LineCurve>(made_peaks(made, 100 + draw));
    const LineFit fit =
        fit_lines(curve, made.lines, {LineShape::pseudo_voigt, LineBackground::power_law, 1, 0.005, 0.3});
    ASSERT_TRUE(fit.result.converged);
    ASSERT_EQ(fit.lines.size(), 3u);
    std::vector<double> pulls{(fit.lorentz_share - made.share) / fit.lorentz_share_error};
    for (std::size_t k = 0; k < 3; ++k) {
      pulls.push_back((fit.lines[k].area - made.lines[k].area) / fit.errors[k].area);
      pulls.push_back((fit.lines[k].center - made.lines[k].center) / fit.errors[k].center);
      pulls.push_back((fit.lines[k].fwhm - made.lines[k].fwhm) / fit.errors[k].fwhm);
    }
    for (std::size_t k = 0; k < pulls.size(); ++k) sum[k] += pulls[k], squares[k] += pulls[k] * pulls[k];
  }
  for (std::size_t k = 0; k < sum.size(); ++k) {
    EXPECT_LT(std::abs(sum[k] / draws), 4 / std::sqrt(draws)) << k;
    EXPECT_NEAR(std::sqrt(squares[k] / draws), 1, 4 / std::sqrt(2.0 * draws)) << k;
  }
}

TEST(PeakFit, StartsOfBackgroundsSolveThem) {
  MadePeaks bare{.lines = {}, .noise = 1e-9};
  for (const LineBackground kind : backgrounds) {
    LineCurve curve = made_peaks(bare, 1);
    if (kind != LineBackground::power_law)
      for (std::size_t i = 0; i < curve.x.size(); ++i)
        curve.y[i] = kind == LineBackground::constant ? 2 : 2 - curve.x[i] + std::pow(curve.x[i], 3);
    const BackgroundForm form({.background = kind, .degree = 3}, curve);
    const std::vector<double> start = form.start(curve, {});
    const double tolerance =
        kind == LineBackground::power_law ? 0.02 : 1e-6;  // exponents are tried in halves
    EXPECT_NEAR(form.value(start, 0.3), curve.y[125], tolerance * curve.y[125]);
  }
}

TEST(PeakFit, RefusesWhatItCannotFit) {
  LineCurve curve = made_peaks({}, 1);
  const auto problem = [](LineCurve one, LineModel model) {
    line_problem(std::make_shared<const LineCurve>(std::move(one)), MadePeaks{}.lines, model);
  };
  LineCurve few = curve;
  for (auto* column : {&few.x, &few.y, &few.sigma}) column->resize(10);
  EXPECT_THROW(problem(few, {.min_fwhm = 0.01}), std::invalid_argument);
  curve.x.front() = 0;
  EXPECT_THROW(problem(curve, {.background = LineBackground::power_law, .min_fwhm = 0.01}),
               std::invalid_argument);
  EXPECT_THROW(problem(curve, {.background = LineBackground::polynomial, .degree = 13, .min_fwhm = 0.01}),
               std::invalid_argument);
}

TEST(SmallSystems, SolveAndRefuse) {
  SmallSystem system(2);
  for (const double x : {0.0, 1.0, 2.0, 4.0}) system.add(std::vector{1, x}, 3 - 2 * x, 0.5);
  const auto solved = system.solve();
  ASSERT_TRUE(solved);
  EXPECT_NEAR((*solved)[0], 3, 1e-12);
  EXPECT_NEAR((*solved)[1], -2, 1e-12);
  EXPECT_NEAR(system.chi2(*solved), 0, 1e-10);
  EXPECT_NEAR(system.solve_last()->variance, 0.25 / 8.75, 1e-12);  // sigma^2 / sum (x - mean)^2
  system.clear();
  system.add(std::vector{1.0, 1.0}, 1, 1);
  EXPECT_FALSE(system.solve());
}

}  // namespace
}  // namespace nacre::scattering
