#include "nacre/ligands/heat_content.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using namespace nacre::ligands;

struct Point {
  const char* model;
  std::vector<double> parameters;
  Mixture mixture;
};

double value_at(const Point& p) {
  return Equilibrium(titration_model(p.model), p.parameters, 300).heat_content(p.mixture).value;
}

// Against central differences in every number of the point.
void expect_derivatives(Point point) {
  SCOPED_TRACE(std::string(point.model) + " " + std::to_string(point.mixture.titrant_mM));
  const HeatContent content =
      Equilibrium(titration_model(point.model), point.parameters, 300).heat_content(point.mixture);
  const auto numeric = [&](auto&& pick) {
    Point copy = point;
    double& x = pick(copy);
    const double middle = x, h = 1e-5 * std::max(std::abs(middle), 1e-3);
    x = middle + h;
    const double up = value_at(copy);
    x = middle - h;
    return (up - value_at(copy)) / (2 * h);
  };
  const double scale = std::abs(content.value) + 1e-3;
  for (std::size_t k = 0; k < point.parameters.size(); ++k) {
    const double derivative = numeric([k](Point& p) -> double& { return p.parameters[k]; });
    EXPECT_NEAR(content.by_parameter[k], derivative, 1e-6 * scale) << k;
  }
  EXPECT_NEAR(content.by_cell, numeric([](Point& p) -> double& { return p.mixture.cell_mM; }), 1e-5 * scale);
  EXPECT_NEAR(content.by_titrant, numeric([](Point& p) -> double& { return p.mixture.titrant_mM; }),
              1e-5 * scale);
}

TEST(Equilibrium, DerivativesAreThoseOfTheValue) {
  for (const double titrant : {0.3, 1.1, 2.5, 6.0}) {
    const Mixture mixture{2, titrant, 1.5};
    expect_derivatives({"exchange", {-20, -8, 0.6}, mixture});
    expect_derivatives({"exchange", {-20, 0, 0.6}, mixture});  // K = 1
    expect_derivatives({"exchange", {-20, 6, 0.6}, mixture});
    expect_derivatives({"independent", {-30, -20, 0.8}, mixture});
    expect_derivatives({"independent", {30, -12, 1.2}, mixture});
    expect_derivatives({"two-sites", {-30, -26, 0.5, -10, -18, 0.9}, mixture});
    expect_derivatives({"two-sites", {-30, -15, 0.5, 20, -22, 1.1}, mixture});
    expect_derivatives({"competitive", {-30, -26, 0.9, -10, -20}, mixture});
    expect_derivatives({"competitive", {-30, -18, 1.1, 12, -24}, mixture});
  }
}

// Mass action holds in the mixture: K = [ML] / ([M][L]).
TEST(Equilibrium, MassAction) {
  const double values[] = {1, -20, 1};  // dH = 1: the heat content is [ML]
  const double bound =
      Equilibrium(titration_model("independent"), values, 300).heat_content({2, 1.5, 0}).value;
  EXPECT_NEAR(bound / ((2 - bound) * (1.5 - bound)), 1e-3 * equilibrium_constant(-20, 300), 1e-9);
  const double exchanged = Equilibrium(titration_model("exchange"), std::vector<double>{1, -4, 1}, 300)
                               .heat_content({2, 1.5, 0})
                               .value;
  EXPECT_NEAR(exchanged * exchanged / ((2 - exchanged) * (1.5 - exchanged)), equilibrium_constant(-4, 300),
              1e-9);
}

TEST(Equilibrium, CompetitorHoldsItsShareBeforeTheTitrant) {
  const std::vector<double> values{-30, -26, 1, 1, -20};
  const double bound =
      Equilibrium(titration_model("competitive"), values, 300).heat_content({2, 0, 1.5}).value;
  EXPECT_NEAR(bound / ((2 - bound) * (1.5 - bound)), 1e-3 * equilibrium_constant(-20, 300), 1e-9);
}

TEST(Equilibrium, NothingWithoutTitrant) {
  for (const char* model : {"exchange", "independent", "two-sites"}) {
    std::vector<double> values;
    for (const auto& card : titration_model(model).parameters) values.push_back(card.default_value);
    EXPECT_EQ(Equilibrium(titration_model(model), values, 300).heat_content({2, 0, 0}).value, 0) << model;
  }
}

}  // namespace
