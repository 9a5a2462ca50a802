#include "nacre/growth/finite_volume.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "growth/figure5.hpp"
#include "growth/flasks.hpp"
#include "nacre/growth/fixed_run.hpp"
#include "nacre/growth/radius_window.hpp"

namespace {

using namespace nacre::growth;

TEST(KorenLimiter, IsTheThirdOrderFormulaWhereItIsSmooth) {
  for (const double ratio : {0.4, 0.7, 1.0, 1.9, 2.4})
    EXPECT_NEAR(koren_correction(1, ratio), (1 + 2 * ratio) / 6, 1e-15);
  EXPECT_DOUBLE_EQ(koren_correction(0.3, 0.3), 0.15);  // a straight line
}

TEST(KorenLimiter, LimitsAtExtremaAndFronts) {
  EXPECT_EQ(koren_correction(1, -0.5), 0);
  EXPECT_EQ(koren_correction(-1, 0.5), 0);
  EXPECT_EQ(koren_correction(0, 3), 0);
  EXPECT_DOUBLE_EQ(koren_correction(1, 0.1), 0.1);  // not beyond the next cell
  EXPECT_DOUBLE_EQ(koren_correction(1, 10), 1);
  for (const double behind : {0.2, 1.0, 3.0})
    for (const double ahead : {0.1, 1.0, 4.0})
      EXPECT_DOUBLE_EQ(koren_correction(-behind, -ahead), -koren_correction(behind, ahead));
}

// Sigma of a normal distribution of seeds that all grow by the same amount, some 3 widths of it.
double sigma_after_translation(int cells) {
  const Synthesis synthesis = flasks::translation();
  const Options options{.solver = Solver::finite_volume, .tolerance = 1e-5, .resolution = cells};
  const Trajectory trajectory = simulate(synthesis, options);
  const Point &start = trajectory.points.front(), &end = trajectory.points.back();
  EXPECT_NEAR(end.moments[0] / start.moments[0], 1, 1e-12);
  EXPECT_GT(end.mean_nm() - start.mean_nm(), 3 * start.sigma_nm());
  return end.sigma_nm() / start.sigma_nm() - 1;
}

TEST(FiniteVolume, TranslationKeepsTheWidthToItsError) {
  const double coarse = sigma_after_translation(100), fine = sigma_after_translation(200);
  EXPECT_GT(coarse, 0) << coarse;
  EXPECT_LT(coarse, 0.02) << coarse;
  EXPECT_LT(fine, coarse / 4) << coarse << " " << fine;
}

// n(r) = J / g from the nucleus to the oldest particle. Number is exact, the mean is late by half a cell or
// less.
TEST(FiniteVolume, BoxOfConstantNucleationAndGrowth) {
  const auto box = flasks::nucleation_box();
  const RadiusWindow window{box.nucleus_nm - 0.2, box.oldest_nm + 0.2};
  const double cell_nm = (window.high_nm - window.low_nm) / 200;
  const Options options{.solver = Solver::finite_volume,
                        .tolerance = 1e-5,
                        .resolution = 200,
                        .window_low_nm = window.low_nm,
                        .window_high_nm = window.high_nm,
                        .snapshots_s = {box.synthesis.duration_s}};
  const Trajectory trajectory = simulate(box.synthesis, options);
  const Point& end = trajectory.points.back();
  EXPECT_NEAR(end.moments[0] / box.moment(0), 1, 2e-4);
  EXPECT_NEAR(end.mean_nm(), box.moment(1) / box.moment(0), cell_nm / 2);
  EXPECT_NEAR(end.sigma_nm() / box.sigma_nm(), 1, 0.01);
  const auto density =
      density_per_m3_nm(trajectory.snapshots.back(), {box.middle_nm() - 1e-3, box.middle_nm()});
  EXPECT_NEAR(density[1] * (box.oldest_nm - box.nucleus_nm) / box.moment(0), 1, 1e-3);
}

TEST(FiniteVolume, NumbersStayPositive) {
  const Options options{
      .solver = Solver::finite_volume, .resolution = 150, .snapshots_s = {20, 60, 150, 2500}};
  for (const Snapshot& snapshot : simulate(figure5(2), options).snapshots) {
    const auto by_number = [](const Box& a, const Box& b) { return a.number_per_m3 < b.number_per_m3; };
    const auto [least, most] = std::minmax_element(snapshot.boxes.begin(), snapshot.boxes.end(), by_number);
    EXPECT_GT(least->number_per_m3, -1e-6 * most->number_per_m3) << snapshot.time_s;
  }
}

// Monomer is a variable of its own here, so this tests that every flux takes what it should.
TEST(FiniteVolume, ConservesMassAtEveryStep) {
  for (const Synthesis& synthesis : {figure5(0), flasks::heat_up_with_injection()}) {
    const Options options{.solver = Solver::finite_volume, .resolution = 60};
    for (const Point& point : simulate(synthesis, options).points)
      ASSERT_NEAR(point.mass_error, 0, 1e-10) << point.time_s;
  }
}

// The moments that the scheme makes are the integrals of the rates that it states.
TEST(FiniteVolume, RatesAreThoseOfTheMoments) {
  const Trajectory trajectory =
      simulate(figure5(2), {.solver = Solver::finite_volume, .tolerance = 1e-5, .resolution = 120});
  for (std::size_t k = 0; k < 4; ++k) {
    double sum = 0;
    for (std::size_t i = 1; i < trajectory.points.size(); ++i) {
      const Point &from = trajectory.points[i - 1], &to = trajectory.points[i];
      sum += (from.moment_rates[k] + to.moment_rates[k]) / 2 * (to.time_s - from.time_s);
    }
    EXPECT_NEAR(sum / trajectory.points.back().moments[k], 1, 5e-4) << k;
  }
}

TEST(FiniteVolume, SaysWhatLeftTheWindow) {
  const Options options{.solver = Solver::finite_volume, .resolution = 100, .window_high_nm = 3.3};
  const Trajectory trajectory = simulate(figure5(0), options);
  EXPECT_GT(trajectory.lost_share, 0.01);
  EXPECT_LT(trajectory.lost_share, 0.1);
  ASSERT_EQ(trajectory.warnings.size(), 1u);
  EXPECT_NE(trajectory.warnings[0].find(" % of the particles left the window of radii at its upper end, 3.3 "
                                        "nm; they are counted as of that "
                                        "size and grow no more: set it higher"),
            std::string::npos)
      << trajectory.warnings[0];
  for (const Point& point : trajectory.points) ASSERT_NEAR(point.mass_error, 0, 1e-10);
}

TEST(FiniteVolume, SaysWhichNucleiLieOutside) {
  const Options options{.solver = Solver::finite_volume, .resolution = 100, .window_low_nm = 0.8};
  const Trajectory trajectory = simulate(figure5(2), options);
  ASSERT_EQ(trajectory.warnings.size(), 1u);
  EXPECT_NE(trajectory.warnings[0].find("of the nuclei were born outside of the window of radii, 0.8 to "),
            std::string::npos)
      << trajectory.warnings[0];
}

TEST(FiniteVolume, RefusesWhatItDoesNotKnow) {
  const auto message = [](const Synthesis& synthesis, Options options) -> std::string {
    options.solver = Solver::finite_volume;
    try {
      simulate(synthesis, options);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  Synthesis spread = figure5(2);
  spread.heterogeneity.spread = 0.1;
  EXPECT_EQ(message(spread, {}), "the finite-volume scheme takes no spread of growth rates");
  EXPECT_EQ(message(figure5(2), {.shot_noise = true}), "the finite-volume scheme takes no shot noise");
  EXPECT_EQ(message(figure5(2), {.window_low_nm = 3, .window_high_nm = 2}),
            "the window of radii must end above its lower end");
  EXPECT_EQ(message(figure5(2), {.window_low_nm = -1}), "the ends of the window of radii must be above 0");
}

}  // namespace
