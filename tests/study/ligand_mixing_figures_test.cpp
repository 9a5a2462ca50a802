#include <gtest/gtest.h>

#include "figure_checks.hpp"
#include "mixing_study.hpp"
#include "nacre/study/ligand_mixing_output.hpp"

namespace nacre::study {
namespace {

constexpr double nan = no_value;

std::vector<std::string> ids(const std::vector<Figure>& figures) {
  std::vector<std::string> list;
  for (const Figure& figure : figures) list.push_back(figure_id(figure));
  return list;
}

double at(const Curve& curve, double x) {
  for (std::size_t i = 0; i < curve.x.size(); ++i)
    if (std::abs(curve.x[i] - x) < 1e-12) return curve.y[i];
  return nan;
}

TEST(MixingFigures, AreSoundForBothInteractions) {
  for (const char* interaction : {"constant", "composition-dependent"}) {
    const Analysed fitted(published("c6-c10", {std::string("model.interaction=") + interaction}));
    const auto figures = mixing_figures(fitted.analysis, false);
    expect_sound(figures);
    EXPECT_EQ(ids(figures),
              (std::vector<std::string>{"enthalpy", "entropy", "free-energy", "residuals", "mixing",
                                        "interaction-h", "interaction-s", "compensation", "correlations"}));
  }
}

TEST(MixingFigures, BriefAreTheThreeOfExchangeNamedAfterTheirData) {
  const Analysed fitted(
      published("c6-c10", {"data.file=[\"" NACRE_SOURCE_DIR "/studies/ligand-patterning/c6-c10.csv\"]"}));
  const auto figures = mixing_figures(fitted.analysis, true);
  expect_sound(figures);
  EXPECT_EQ(ids(figures),
            (std::vector<std::string>{"c6-c10-enthalpy", "c6-c10-entropy", "c6-c10-free-energy"}));
}

TEST(MixingFigures, OfAForwardStudyShowMixingAlone) {
  const Analysed given(forward({"model.size=[5, 5]"}));
  const auto figures = mixing_figures(given.analysis, false);
  expect_sound(figures);
  EXPECT_EQ(ids(figures), std::vector<std::string>{"mixing"});
}

TEST(MixingFigures, BandEnclosesItsLine) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  for (const char* id : {"enthalpy", "entropy", "free-energy"}) {
    const Plot& plot = figure_of(figures, id);
    const Curve& band = curve_of(plot, "68 % band");
    const Curve& line = curve_of(plot, std::string(fitted->chosen().model->label));
    ASSERT_EQ(band.x, line.x) << id;
    for (std::size_t i = 0; i < band.x.size(); ++i) {
      EXPECT_LT(band.y_low[i], line.y[i]) << id;
      EXPECT_NEAR(band.y_high[i] - line.y[i], line.y[i] - band.y_low[i], 1e-9) << id;
    }
  }
}

// The band at a pure ligand is the error of that ligand's own parameter.
TEST(MixingFigures, BandEndsAtTheErrorOfThePureLigand) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  const Curve& band = curve_of(figure_of(figures, "enthalpy"), "68 % band");
  const auto& errors = fitted->chosen().result.uncertainties;
  EXPECT_NEAR(band.y_high.front() - band.y_low.front(), 2 * errors[2], 1e-6);
  EXPECT_NEAR(band.y_high.back() - band.y_low.back(), 2 * errors[0], 1e-6);
}

TEST(MixingFigures, CurvesObeyThermodynamics) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  for (const char* name : {"lattice", "lattice-composition", "regular-enthalpy", "linear-combination"}) {
    const std::string label(fitted->find(name)->model->label);
    const Curve& h = curve_of(figure_of(figures, "enthalpy"), label);
    const Curve& s = curve_of(figure_of(figures, "entropy"), label);
    const Curve& g = curve_of(figure_of(figures, "free-energy"), label);
    for (std::size_t i = 0; i < h.x.size(); ++i) EXPECT_NEAR(g.y[i], h.y[i] - 0.303 * s.y[i], 1e-9) << label;
  }
  const Plot& mixing = figure_of(figures, "mixing");
  for (const double x : {10 / 121.0, 60 / 121.0})
    EXPECT_NEAR(at(curve_of(mixing, "ΔG_mix"), x),
                at(curve_of(mixing, "ΔH_mix"), x) - at(curve_of(mixing, "TΔS_mix"), x), 1e-9);
}

TEST(MixingFigures, LinearCombinationIsAStraightLine) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  const Curve& line = curve_of(figure_of(figures, "enthalpy"), "linear combination");
  for (std::size_t i = 0; i < line.x.size(); ++i)
    EXPECT_NEAR(line.y[i], line.y.front() + line.x[i] * (line.y.back() - line.y.front()), 1e-9);
}

TEST(MixingFigures, PointsAreTheTitrationsWithTheirErrors) {
  const auto figures = mixing_figures(Analysed(published("c6-c10")).analysis, false);
  const Curve& points = curve_of(figure_of(figures, "entropy"), "calorimetry");
  EXPECT_EQ(points.x, (std::vector<double>{0, 0.17, 0.51, 0.66, 0.81, 1}));
  EXPECT_NEAR(points.y[1], (-21.9 + 7.7) / 0.303, 1e-9);
  EXPECT_NEAR(points.y_error[1], std::hypot(0.7, 0.4) / 0.303, 1e-9);
}

// It touches the curve in two points and lies below it elsewhere.
TEST(MixingFigures, CommonTangentTouches) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  const Curve& tangent = curve_of(figure_of(figures, "free-energy"), "common tangent");
  const FittedModel& regular = *fitted->find("regular-enthalpy");
  const auto dG = [&](double x) {
    return ligands::exchange_at(x, regular.result.values, *regular.model, fitted->context).dG_kJ_mol;
  };
  ASSERT_EQ(tangent.x.size(), 2u);
  const double slope = (tangent.y[1] - tangent.y[0]) / (tangent.x[1] - tangent.x[0]);
  for (std::size_t i : {0, 1}) {
    EXPECT_NEAR(tangent.y[i], dG(tangent.x[i]), 1e-9);
    EXPECT_NEAR((dG(tangent.x[i] + 1e-5) - dG(tangent.x[i] - 1e-5)) / 2e-5, slope, 1e-4);
  }
  for (double x = 0.01; x < 1; x += 0.01)
    EXPECT_GE(dG(x), tangent.y[0] + slope * (x - tangent.x[0]) - 1e-9) << x;
}

TEST(MixingFigures, WithoutSeparationThereIsNoTangent) {
  const TempFolder folder;
  const Study study = made_study(folder);
  folder.write("made.csv", made_table({.chi_G_RT = -2, .chi_H_kJ_mol = -5}, 310));
  const auto figures = mixing_figures(Analysed(study).analysis, false);
  expect_sound(figures);
  EXPECT_THROW(curve_of(figure_of(figures, "free-energy"), "common tangent"), std::out_of_range);
}

TEST(MixingFigures, ResidualsSquareToChi2) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  const Plot& plot = figure_of(figures, "residuals");
  double chi2 = 0;
  for (const Curve& curve : plot.curves)
    if (curve.mark == Mark::points)
      for (const double y : curve.y) chi2 += y * y;
  EXPECT_NEAR(chi2, fitted->chosen().result.chi2, 1e-9);
}

TEST(MixingFigures, InteractionRunsFromTheShellOfBToThatOfA) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  const Plot& plot = figure_of(figures, "interaction-h");
  const auto& dependent = fitted->find("lattice-composition")->result;
  const Curve& line = curve_of(plot, "composition-dependent");
  const Curve& band = curve_of(plot, "68 % band");
  EXPECT_NEAR(line.y.front(), dependent.values[7], 1e-12);
  EXPECT_NEAR(line.y.back(), dependent.values[6], 1e-12);
  EXPECT_NEAR(band.y_high.back() - line.y.back(), dependent.uncertainties[6], 1e-4);
  EXPECT_EQ(curve_of(plot, "constant").y.front(), fitted->chosen().result.values[5]);
}

TEST(MixingFigures, EntropyOfInteractionIsThatOfTheQuantities) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  const Plot& plot = figure_of(figures, "interaction-s");
  const Curve& line = curve_of(plot, "composition-dependent");
  for (const Quantity& quantity : mixing_quantities(fitted.analysis)) {
    if (quantity.name == "eta_ba") {
      EXPECT_NEAR(line.y.front(), quantity.value, 1e-9);
    }
    if (quantity.name == "eta_ab") {
      EXPECT_NEAR(line.y.back(), quantity.value, 1e-9);
    }
    if (quantity.name == "chi_S") {
      EXPECT_NEAR(curve_of(plot, "constant").y[0], quantity.value, 1e-9);
    }
  }
}

TEST(MixingFigures, CompensationLineFollowsItsSlope) {
  const Analysed fitted(published("c6-c10"));
  const auto figures = mixing_figures(fitted.analysis, false);
  const Curve& line = curve_of(figure_of(figures, "compensation"), "fit");
  const auto expected = ligands::fit_compensation(fitted->data.points, 303);
  EXPECT_NEAR((line.y[1] - line.y[0]) / (line.x[1] - line.x[0]), 1e-3 * expected.temperature_K, 1e-9);
}

}  // namespace
}  // namespace nacre::study
