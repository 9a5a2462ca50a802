#include "nacre/spectra/kinetics_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/spectra/arrhenius.hpp"
#include "nacre/spectra/kinetics_courses.hpp"
#include "nacre/spectra/kinetics_start.hpp"
#include "nacre/spectra/made_series.hpp"
#include "nacre/spectra/overlap.hpp"
#include "nacre/spectra/peak_shift.hpp"

namespace nacre::spectra {
namespace {

constexpr double k_true = 0.047 / 60;

MadeSettings one_way() {
  return {.rates_per_s = {k_true},
          .species = clusters_311_322(),
          .wavelength_nm = steps(290, 390, 1),
          .time_s = steps(0, 7200, 240)};
}

MadeSettings three_species(double k1_per_min = 0.08, double k2_per_min = 0.02) {
  MadeSettings made = one_way();
  made.law = RateLaw::consecutive;
  made.rates_per_s = {k1_per_min / 60, k2_per_min / 60};
  made.species.insert(made.species.begin(), {.bands = {{340, 8, 0.6}}});
  return made;
}

std::span<const SpectraSeries> only(const SpectraSeries& series) { return {&series, 1}; }

struct Pulls {
  double sum = 0, squares = 0;
  int n = 0;
  void add(double pull) {
    sum += pull;
    squares += pull * pull;
    ++n;
  }
  double mean() const { return sum / n; }
  double width() const { return std::sqrt(squares / n - mean() * mean()); }
};

TEST(KineticsFit, RateAndSpectraOfOneSeries) {
  const SpectraSeries series = made_series(one_way(), 1);
  const KineticsFit fit = fit_kinetics(only(series), {});
  EXPECT_TRUE(fit.result.converged);
  EXPECT_NEAR(fit.ln_k[0][0].value, std::log(k_true), 3 * fit.ln_k[0][0].error);
  EXPECT_LT(fit.ln_k[0][0].error, 0.01);
  EXPECT_NEAR(fit.chi2_reduced(), 1, 0.1);
  Pulls pulls;
  const auto clusters = clusters_311_322();
  for (std::size_t s = 0; s < 2; ++s)
    for (std::size_t j = 0; j < series.points(); ++j)
      pulls.add((fit.spectra[0].values(s, j) - band_sum(clusters[s], series.wavelength_nm[j])) /
                fit.spectra[0].errors(s, j));
  EXPECT_NEAR(pulls.width(), 1, 0.25);
  EXPECT_NEAR(fit.courses[0](0, 0), 1, 1e-12);
}

// The derivatives that the solver uses against differences, at a place that is no solution.
TEST(KineticsFit, GradientByDifferences) {
  const SpectraSeries series = made_series(three_species(), 1);
  const KineticsFit fit = fit_kinetics(only(series), {.law = RateLaw::consecutive});
  const fit::DataSet& data = fit.problem.data[0];
  const auto chi2 = [&](std::vector<double> v) {
    std::vector<double> r(static_cast<std::size_t>(data.n_residuals));
    data.residuals(v, r);
    double sum = 0;
    for (const double x : r) sum += x * x;
    return sum;
  };
  std::vector<double> at = fit.result.values, r(static_cast<std::size_t>(data.n_residuals)), j(2 * r.size());
  at[0] += 0.1;
  at[1] -= 0.2;
  data.residuals(at, r);
  data.derivatives(at, j);
  for (std::size_t p = 0; p < 2; ++p) {
    double gradient = 0;
    for (std::size_t i = 0; i < r.size(); ++i) gradient += 2 * r[i] * j[2 * i + p];
    std::vector<double> up = at, down = at;
    up[p] += 1e-4;
    down[p] -= 1e-4;
    EXPECT_NEAR(gradient, (chi2(up) - chi2(down)) / 2e-4, 1e-4 * std::abs(gradient));
  }
}

TEST(KineticsFit, ConsecutiveStepsAndTheirExchange) {
  const SpectraSeries series = made_series(three_species(), 1);
  const KineticsFit fit = fit_kinetics(only(series), {.law = RateLaw::consecutive});
  EXPECT_NEAR(fit.ln_k[0][0].value, std::log(0.08 / 60), 3.5 * fit.ln_k[0][0].error);
  EXPECT_NEAR(fit.ln_k[0][1].value, std::log(0.02 / 60), 3.5 * fit.ln_k[0][1].error);
  ASSERT_EQ(fit.exchanged_b.size(), series.points());
  // Slow first: with the rates exchanged B would be negative where A absorbs, which decides.
  const KineticsFit slow = fit_kinetics(only(made_series(three_species(0.02, 0.08), 2)),
                                        KineticsModel{.law = RateLaw::consecutive});
  EXPECT_NEAR(std::abs(slow.ln_k[0][0].value - slow.ln_k[0][1].value), std::log(4.0), 0.2);
}

TEST(KineticsFit, AkaikePrefersTheTrueLaw) {
  int wrong = 0;
  for (int seed = 0; seed < 25; ++seed) {
    const SpectraSeries two = made_series(one_way(), 11, seed),
                        three = made_series(three_species(), 12, seed);
    const KineticsModel simple{}, steps{.law = RateLaw::consecutive};
    wrong += fit_kinetics(only(two), simple).aic() > fit_kinetics(only(two), steps).aic();
    wrong += fit_kinetics(only(three), steps).aic() > fit_kinetics(only(three), simple).aic();
  }
  EXPECT_EQ(wrong, 0);
}

std::vector<SpectraSeries> at_temperatures(RateLaw law, double noise = 0.004) {
  std::vector<SpectraSeries> all;
  for (const double celsius : {45.0, 47.5, 50.0, 52.5}) {
    MadeSettings made = one_way();
    made.noise = noise;
    made.temperature_K = celsius + 273.15;
    const double k =
        std::exp(std::log(k_true) - 276.9 / (8.31446261815324e-3) * (1 / made.temperature_K - 1 / 325.65));
    made.law = law;
    made.rates_per_s = {k};
    made.time_s = steps(0, 5 / k, 0.2 / k);
    all.push_back(made_series(made, 21, static_cast<std::uint64_t>(celsius * 10)));
    all.back().name = std::to_string(celsius);
  }
  return all;
}

TEST(KineticsFit, TemperaturesApartAndBoundByArrhenius) {
  const auto all = at_temperatures(RateLaw::one_way);
  const KineticsFit apart = fit_kinetics(all, {});
  const KineticsFit shared = fit_kinetics(all, {.shared_spectra = true});
  const KineticsFit bound = fit_kinetics(all, {.shared_spectra = true, .arrhenius = true});
  std::vector<RatePoint> points;
  for (std::size_t s = 0; s < all.size(); ++s)
    points.push_back({all[s].temperature_K, apart.ln_k[s][0].value, apart.ln_k[s][0].error});
  const ArrheniusFit line = fit_arrhenius(points);
  EXPECT_NEAR(line.activation_energy_kJ_mol.value, 276.9, 3.5 * line.activation_energy_kJ_mol.error);
  const double E = bound.result.values[1], error = bound.result.uncertainties[1];
  EXPECT_NEAR(E, 276.9, 3.5 * error);
  EXPECT_LE(error, 1.05 * line.activation_energy_kJ_mol.error);
  EXPECT_EQ(apart.spectra.size(), 4u);
  EXPECT_EQ(shared.spectra.size(), 1u);
  EXPECT_LT(shared.spectra[0].errors(0, 20), apart.spectra[0].errors(0, 20));
}

// Started from both sides the spectra of both species are seen, and with them both directions.
TEST(KineticsFit, BothDirectionsFromBothSides) {
  std::vector<SpectraSeries> both;
  for (const bool from_b : {false, true}) {
    MadeSettings made = one_way();
    made.law = RateLaw::two_way;
    made.rates_per_s = {0.03 / 60, 0.015 / 60};
    made.starts_as_b = from_b;
    both.push_back(made_series(made, 31, from_b));
    both.back().name = from_b ? "from B" : "from A";
    both.back().temperature_K = 310;
  }
  const KineticsModel model{.law = RateLaw::two_way, .shared_spectra = true, .arrhenius = false};
  const KineticsFit fit = fit_kinetics(both, model);
  for (const std::size_t s : {0u, 1u}) {
    EXPECT_NEAR(fit.ln_k[s][0].value, std::log(0.03 / 60), 4 * fit.ln_k[s][0].error);
    EXPECT_NEAR(fit.ln_k[s][1].value, std::log(0.015 / 60), 4 * fit.ln_k[s][1].error);
  }
  // From one side alone nobody can tell how far the equilibrium lies.
  EXPECT_TRUE(fit_kinetics(std::span(both).first(1), {.law = RateLaw::two_way}).result.singular);
}

TEST(KineticsFit, GrowthFromATransparentIntermediate) {
  MadeSettings made = one_way();
  made.species[0].bands.clear();
  const SpectraSeries series = made_series(made, 41);
  const KineticsFit fit = fit_kinetics(only(series), {.dark = {true}});
  EXPECT_NEAR(fit.ln_k[0][0].value, std::log(k_true), 3.5 * fit.ln_k[0][0].error);
  EXPECT_EQ(fit.spectra[0].names, std::vector<std::string>{"B"});
  EXPECT_NEAR(fit.spectra[0].values(0, 32), 0.790, 0.01);
}

TEST(PeakShift, FoundAndItsBiasTakenAway) {
  MadeSettings made = one_way();
  made.species[0].shift_nm = 1.0;
  made.species[1].shift_nm = 0.6;
  const SpectraSeries series = made_series(made, 51);
  const KineticsFit fixed = fit_kinetics(only(series), {});
  const KineticsFit moved = fit_kinetics(only(series), {.peak_shift = true});
  EXPECT_LT(moved.aic(), fixed.aic() - 10);
  EXPECT_GT(std::abs(fixed.ln_k[0][0].value - std::log(k_true)), 5 * fixed.ln_k[0][0].error);
  EXPECT_NEAR(moved.ln_k[0][0].value, std::log(k_true), 3.5 * moved.ln_k[0][0].error);
  const PeakShift shift = fitted_shift(moved, moved.spectra[0], series.wavelength_nm);
  EXPECT_GT(shift.explained, 0.8);
  EXPECT_NEAR(shift.a_nm.value, 1.0, 3.5 * shift.a_nm.error);
  EXPECT_NEAR(shift.b_nm.value, 0.6, 3.5 * shift.b_nm.error);
  EXPECT_LT(shift.b_nm.error, 0.15);
}

TEST(PeakShift, DerivativeOfABand) {
  std::vector<double> x = steps(300, 340, 0.5), y;
  for (const double nm : x) y.push_back(std::exp(-(nm - 320) * (nm - 320) / 128));
  const std::vector<double> slope = smooth_derivative(x, y, 2);
  for (std::size_t j = 0; j < x.size(); ++j) EXPECT_NEAR(slope[j], -(x[j] - 320) / 64 * y[j], 4e-3) << x[j];
}

TEST(KineticsFit, RefusesContradictions) {
  const SpectraSeries series = made_series(one_way(), 1);
  EXPECT_THROW(fit_kinetics(only(series), {.law = RateLaw::consecutive, .peak_shift = true}),
               std::invalid_argument);
  EXPECT_THROW(fit_kinetics(only(series), {.arrhenius = true}), std::invalid_argument);
  EXPECT_THROW(fit_kinetics(only(series), {.dark = {true, true}}), std::invalid_argument);
  const std::size_t two[] = {0, 1};
  EXPECT_THROW(fit_kinetics(only(selected(series, two)), {}), std::invalid_argument);
  EXPECT_THROW(fit_kinetics({}, {}), std::invalid_argument);
}

TEST(KineticsStart, IsWithinAFactorOfTheTruth) {
  const double start = start_rates({}, made_series(one_way(), 1))[0];
  EXPECT_NEAR(start, std::log(k_true), 0.4);
}

// Errors of the rate right by both routes, over 300 made series.
TEST(SlowKineticsFit, PullsOfBothRoutes) {
  Pulls whole, corrected, shifted;
  for (std::uint64_t replica = 0; replica < 300; ++replica) {
    const SpectraSeries series = made_series(one_way(), 61, replica);
    const auto pull = [](const Estimate& e) { return (e.value - std::log(k_true)) / e.error; };
    whole.add(pull(fit_kinetics(only(series), {}).ln_k[0][0]));
    corrected.add(pull(fit_first_order(corrected_course(series, {0.250, 0.790}, 311), true).ln_k));
    shifted.add(pull(fit_kinetics(only(series), {.peak_shift = true}).ln_k[0][0]));
  }
  for (const Pulls& pulls : {whole, corrected, shifted}) {
    EXPECT_NEAR(pulls.mean(), 0, 0.2);
    EXPECT_NEAR(pulls.width(), 1, 0.13);
  }
}

}  // namespace
}  // namespace nacre::spectra
