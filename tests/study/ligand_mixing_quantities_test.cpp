#include "nacre/study/ligand_mixing_output.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <sstream>
#include <stdexcept>

#include "mixing_study.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr double R = 8.31446261815324;

using Units = std::map<std::string, std::string>;

Units units_of(const std::vector<Quantity>& list) {
  Units units;
  for (const Quantity& quantity : list)
    EXPECT_TRUE(units.emplace(quantity.name, quantity.unit).second) << quantity.name << " is there twice";
  return units;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in >> std::ws, part, ',');) parts.push_back(part);
  return parts;
}

// What the kind says it returns. One entry may name several quantities, of one unit or of a list of units.
Units promised_units() {
  Units units;
  for (const Output& output : find_kind("ligand-mixing")->quantities)
    for (const std::string& name : split(std::string(output.name))) units[name] = output.unit;
  units["dH_mix_max"] = "kJ/mol";
  units["dS_mix_max"] = units["dS_conf_max"] = "J/(mol K)";
  return units;
}

const Quantity& named(const std::vector<Quantity>& list, const std::string& name) {
  for (const Quantity& quantity : list)
    if (quantity.name == name) return quantity;
  throw std::out_of_range("no " + name);
}

double value(const std::vector<Quantity>& list, const std::string& name) { return named(list, name).value; }

TEST(MixingQuantities, AreExactlyThosePromised) {
  EXPECT_EQ(units_of(mixing_quantities(Analysed(published("c6-c10")).analysis)), promised_units());
  EXPECT_EQ(units_of(mixing_quantities(
                Analysed(published("c6-c10", {"model.interaction=composition-dependent"})).analysis)),
            promised_units());
}

TEST(MixingQuantities, OfAForwardStudyAreThoseThatNeedNoFit) {
  Units expected = promised_units();
  for (const char* fitted : {"xi_H", "xi_S", "T_comp", "omega_ab", "omega_ba", "eta_ab", "eta_ba"})
    expected.erase(fitted);
  const auto list = mixing_quantities(Analysed(forward({"model.size=[5, 5]"})).analysis);
  EXPECT_EQ(units_of(list), expected);
  for (const Quantity& quantity : list) {
    EXPECT_TRUE(std::isfinite(quantity.value)) << quantity.name;
    EXPECT_TRUE(std::isnan(quantity.uncertainty)) << quantity.name;
    EXPECT_FALSE(quantity.interval.has_value()) << quantity.name;
  }
}

TEST(MixingQuantities, OfAForwardDependentStudyNameBothEnds) {
  const auto list = mixing_quantities(
      Analysed(forward({"model.size=[5, 5]", "model.interaction=composition-dependent"})).analysis);
  EXPECT_EQ(value(list, "omega_ab"), 8);
  EXPECT_EQ(value(list, "omega_ba"), 8);
  EXPECT_NEAR(value(list, "eta_ab"), 8e3 / 303 - 3 * R, 1e-9);
  EXPECT_NEAR(value(list, "chi_S"), 8e3 / 303 - 3 * R, 1e-9);
}

TEST(MixingQuantities, ChiSFollowsWithItsCovariance) {
  const Analysed fitted(published("c6-c10"));
  const auto list = mixing_quantities(fitted.analysis);
  const Quantity& chi_S = named(list, "chi_S");
  EXPECT_NEAR(chi_S.value, 1e3 * value(list, "chi_H") / 303 - R * value(list, "chi_G"), 1e-9);
  const auto& c = fitted->chosen().result.covariance;  // chi_G and chi_H are the last two of six
  const double a = 1e3 / 303;
  EXPECT_NEAR(chi_S.uncertainty, std::sqrt(a * a * c[35] + R * R * c[28] - 2 * a * R * c[29]), 1e-3);
}

TEST(MixingQuantities, DependentModelIsSummarisedAtTheMiddle) {
  const Analysed fitted(published("c6-c10", {"model.interaction=composition-dependent"}));
  const auto list = mixing_quantities(fitted.analysis);
  const auto& p = fitted->chosen().result.values;
  EXPECT_NEAR(value(list, "chi_G"), 0.5 * (p[4] + p[5]), 1e-12);
  EXPECT_NEAR(value(list, "chi_H"), 0.5 * (value(list, "omega_ab") + value(list, "omega_ba")), 1e-12);
  EXPECT_NEAR(value(list, "chi_S"), 0.5 * (value(list, "eta_ab") + value(list, "eta_ba")), 1e-9);
  EXPECT_NEAR(value(list, "eta_ba"), 1e3 * p[7] / 303 - R * p[5], 1e-9);
}

TEST(MixingQuantities, OmegaIsTheSameWhicheverModelIsChosen) {
  const auto constant = mixing_quantities(Analysed(published("c6-c14")).analysis);
  const auto dependent =
      mixing_quantities(Analysed(published("c6-c14", {"model.interaction=composition-dependent"})).analysis);
  for (const char* name : {"omega_ab", "eta_ba", "xi_H", "xi_S", "T_comp"})
    EXPECT_NEAR(value(constant, name), value(dependent, name), 1e-6) << name;
}

TEST(MixingQuantities, WithoutInteractionMixingIsIdeal) {
  const auto list = mixing_quantities(Analysed(forward({"model.chi_G=0", "model.chi_H=0"})).analysis);
  const double ideal = R * (std::lgamma(122) - std::lgamma(61) - std::lgamma(62)) / 121;
  EXPECT_NEAR(value(list, "dS_conf_max"), ideal, 1e-9);
  EXPECT_NEAR(value(list, "dS_mix_max"), ideal, 1e-9);
  EXPECT_NEAR(value(list, "dH_mix_max"), 0, 1e-12);
  EXPECT_NEAR(value(list, "dG_mix_half"), -0.303 * ideal, 1e-9);
  EXPECT_NEAR(value(list, "unlike_pair_fraction"), 2.0 * 60 * 61 / (121 * 120), 1e-9);
}

TEST(MixingQuantities, UnlikePairsOfTheEquimolarShell) {
  const std::pair<const char*, double> known[] = {{"3.4", 0.24936}, {"5.2", 0.14942}, {"-6", 0.89730}};
  for (const auto& [chi_G, fraction] : known) {
    const auto list = mixing_quantities(Analysed(forward({std::string("model.chi_G=") + chi_G})).analysis);
    EXPECT_NEAR(value(list, "unlike_pair_fraction"), fraction, 5e-6) << chi_G;
  }
}

TEST(MixingQuantities, NeutralInteractionGivesNoFreeEnergy) {
  const auto first = mixing_quantities(Analysed(forward()).analysis);
  const double neutral = value(first, "chi_G_neutral");
  EXPECT_NEAR(neutral, 3.51, 0.005);
  const auto there = mixing_quantities(Analysed(forward({"model.chi_G=" + format_number(neutral)})).analysis);
  EXPECT_NEAR(value(there, "dG_mix_half"), 0, 1e-6);
}

TEST(MixingQuantities, IntervalsComeWithTheParametersThatHaveThem) {
  const Analysed fitted(published("c6-c10", {"fit.intervals=profile"}));
  const auto list = mixing_quantities(fitted.analysis);
  for (const Quantity& quantity : list)
    EXPECT_EQ(quantity.interval.has_value(), quantity.name == "chi_G" || quantity.name == "chi_H")
        << quantity.name;
  EXPECT_EQ(named(list, "chi_H").interval, fitted->chosen().result.intervals[5]);
}

TEST(MixingQuantities, CarryTheLabelOfTheirCase) {
  const Analysed fitted(published("c6-c10", {"data.temperature=[\"303 K\", 310]"}));
  for (const Quantity& quantity : mixing_quantities(fitted.analysis)) {
    ASSERT_EQ(quantity.case_label.size(), 1u);
    EXPECT_EQ(quantity.case_label[0].first, "temperature");
    EXPECT_EQ(std::get<std::string>(quantity.case_label[0].second), "303 K");
  }
}

TEST(PreferredModel, HasTheSmallestAic) {
  const Analysed fitted(published("c6-c10"));
  const std::string name = preferred_model(fitted.analysis);
  for (const FittedModel& model : fitted->models)
    EXPECT_LE(fitted->find(name)->result.aic(), model.result.aic()) << model.model->name;
}

}  // namespace
}  // namespace nacre::study
