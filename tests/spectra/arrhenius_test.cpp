// The rate constants of Supplementary Figs 22, 23 and 25 of the magic-size-cluster paper, and lines known
// exactly.
#include "nacre/spectra/arrhenius.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "nacre/core/random.hpp"
#include "nacre/core/units.hpp"
#include "nacre/spectra/reaction_order.hpp"
#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {
namespace {

std::vector<RatePoint> points(const std::vector<double>& celsius, const std::vector<double>& ln_k_per_min) {
  std::vector<RatePoint> result;
  for (std::size_t i = 0; i < celsius.size(); ++i)
    result.push_back(
        {.temperature_K = celsius[i] + 273.15, .ln_k = ln_k_per_min[i] - std::log(60.0), .half_digit = 0.05});
  return result;
}

const std::vector<RatePoint> toluene =
    points({55, 52.5, 50, 47.5, 45, 42.5}, {-2.5, -3.0, -3.7, -4.6, -5.4, -6.2});

TEST(Arrhenius, TolueneAsThePaperLeavesOneOut) {
  const ArrheniusFit fit = fit_arrhenius(std::span(toluene).subspan(1));
  EXPECT_NEAR(fit.activation_energy_kJ_mol.value, 276.9, 0.05);
  EXPECT_NEAR(fit.activation_energy_kJ_mol.error, 4.961, 0.001);
  EXPECT_NEAR(fit.with_rounding_kJ_mol, 5.83, 0.01);
  const EyringFit eyring = fit_eyring(std::span(toluene).subspan(1));
  EXPECT_NEAR(eyring.enthalpy_kJ_mol.value, 274.26, 0.01);
  EXPECT_NEAR(eyring.entropy_J_molK.value, 537.8, 0.1);
  EXPECT_NEAR(eyring.enthalpy_kJ_mol.value,
              fit.activation_energy_kJ_mol.value - thermal_energy_kJ_mol(fit.middle_K), 0.01);
}

TEST(Arrhenius, TolueneWithAllPointsAndCyclohexane) {
  const ArrheniusFit six = fit_arrhenius(toluene);
  EXPECT_NEAR(six.activation_energy_kJ_mol.value, 262.0, 0.05);
  EXPECT_NEAR(six.activation_energy_kJ_mol.error, 9.4, 0.05);
  const ArrheniusFit four = fit_arrhenius(points({55, 52.5, 50, 47.5}, {-1.4, -2.1, -2.8, -3.8}));
  EXPECT_NEAR(four.activation_energy_kJ_mol.value, 276.6, 0.05);
  EXPECT_NEAR(four.activation_energy_kJ_mol.error, 17.0, 0.05);
  // The paper's 269.3 is what other digits behind the printed ones can give.
  EXPECT_LT(276.6 - 269.3, four.rounding_reach_kJ_mol);
}

// Drawn about the line and printed to one digit, as the exact sum says.
TEST(Arrhenius, RoundingAgreesWithDraws) {
  const std::vector<RatePoint> five(toluene.begin() + 1, toluene.end());
  const ArrheniusFit fit = fit_arrhenius(five);
  RandomStream random(1, StreamName::synthetic_data);
  const int draws = 4000;
  double sum = 0, squares = 0;
  for (int draw = 0; draw < draws; ++draw) {
    std::vector<RatePoint> printed = five;
    for (RatePoint& p : printed) {
      const double per_min =
          fit.ln_k(p.temperature_K).value + fit.line.scatter * random.normal() + std::log(60.0);
      p.ln_k = std::round(per_min * 10) / 10 - std::log(60.0);
    }
    const double E = fit_arrhenius(printed).activation_energy_kJ_mol.value;
    sum += E;
    squares += E * E;
  }
  const double spread = std::sqrt(squares / draws - sum / draws * sum / draws);
  EXPECT_NEAR(spread, fit.with_rounding_kJ_mol,
              0.2);  // the line lies elsewhere between the digits of ln(k s)
}

TEST(StraightLine, VarianceOfPrintedNumbers) {
  EXPECT_DOUBLE_EQ(printed_variance(1.234, 0.3, 0), 0.09);
  EXPECT_NEAR(printed_variance(0.03, 1, 0.5), 1 + 0.25 / 3, 1e-7);                    // Sheppard
  EXPECT_NEAR(printed_variance(0.0, 0.05, 0.05), 0.01 * std::erfc(M_SQRT1_2), 1e-4);  // -0.1, 0 or 0.1
  EXPECT_NEAR(printed_variance(0.5, 1e-6, 0.5), 0.25, 1e-9);                          // on the edge: 0 or 1
  EXPECT_NEAR(printed_variance(0.03, 1e-3, 0.5), 0, 1e-12);
}

// Points on a line: exact values, errors as the design matrix says, no correlation at the middle.
TEST(StraightLine, ErrorsOfADesignKnownByHand) {
  std::vector<LinePoint> line;
  for (const double x : {1.0, 2.0, 3.0, 4.0}) line.push_back({x, 5 - 2 * x, 0.1});
  const StraightLine fit = fit_line(line, {.slope = "slope", .middle = "middle"});
  EXPECT_NEAR(fit.slope(), -2, 1e-10);
  EXPECT_NEAR(fit.slope_error(), 0.1 / std::sqrt(5.0), 1e-9);
  EXPECT_NEAR(fit.at(0).value, 5, 1e-9);
  EXPECT_NEAR(fit.at(0).error, 0.1 * std::sqrt(0.25 + 6.25 / 5), 1e-9);
  EXPECT_NEAR(fit.result.covariance[1], 0, 1e-12);
  EXPECT_NEAR(fit.error_with_rounding(1, 0), fit.slope_error(), 1e-12);
  const LinePoint same[] = {{1, 2}, {1, 3}};
  EXPECT_THROW(fit_line(same, {}), std::invalid_argument);
}

TEST(ReactionOrder, MethanolAsPrinted) {
  const std::vector<double> amount{1.344, 2.016, 2.688, 3.360}, ln_k{-5.1, -4.5, -4.4, -3.9};
  std::vector<OrderPoint> series;
  for (std::size_t i = 0; i < 4; ++i)
    series.push_back({.amount = amount[i], .ln_k = ln_k[i], .half_digit = 0.05});
  const OrderFit fit = fit_order(series);
  EXPECT_NEAR(fit.order.value, 1.2114, 1e-3);
  EXPECT_NEAR(fit.order.error, 0.2027, 1e-3);
  EXPECT_GT(fit.with_rounding, fit.order.error);
  for (OrderPoint& p : series) p.amount *= 24.7;  // another unit
  EXPECT_NEAR(fit_order(series).order.value, fit.order.value, 1e-9);
  series[0].amount = 0;
  EXPECT_THROW(fit_order(series), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::spectra
