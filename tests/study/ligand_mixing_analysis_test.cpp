#include "nacre/study/ligand_mixing_analysis.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "mixing_study.hpp"

namespace nacre::study {
namespace {

constexpr double RT_kJ_mol(double temperature_K) { return 8.31446261815324e-3 * temperature_K; }

using List = std::vector<std::string>;

// The parameters of the chosen model behind the four of the pure ligands.
double parameter(const Analysed& fitted, std::size_t index) {
  return fitted->chosen().result.values.at(ligands::n_pure_parameters + index);
}
double error(const Analysed& fitted, std::size_t index) {
  return fitted->chosen().result.uncertainties.at(ligands::n_pure_parameters + index);
}
const auto& interval(const Analysed& fitted, std::size_t index) {
  return fitted->chosen().result.intervals.at(ligands::n_pure_parameters + index);
}

// An independent program (least squares of SciPy on the same density of states, linear between whole
// compositions) found these.
TEST(AnalyseMixing, AgreesWithAnIndependentFit) {
  const Analysed fitted(published("c6-c10"));
  EXPECT_EQ(fitted->name, "c6-c10");
  EXPECT_EQ(fitted->chosen().model->name, "lattice");
  EXPECT_NEAR(parameter(fitted, 0), 3.65, 0.01);
  EXPECT_NEAR(error(fitted, 0), 1.34, 0.01);
  EXPECT_NEAR(parameter(fitted, 1), 15.57, 0.02);
  EXPECT_NEAR(error(fitted, 1), 8.95, 0.02);
}

struct Published {
  const char* system;
  double chi2_constant;
  double chi2_dependent;
};

class PublishedData : public testing::TestWithParam<Published> {};

// The same program; its linear interpolation differs a little from the cubic one here.
TEST_P(PublishedData, HasTheIndependentChiSquares) {
  const auto& [system, constant, dependent] = GetParam();
  const Analysed fitted(published(system));
  const double found_constant = fitted->find("lattice")->result.chi2;
  const double found_dependent = fitted->find("lattice-composition")->result.chi2;
  EXPECT_NEAR(found_constant, constant, 0.01 * constant + 0.01);
  EXPECT_NEAR(found_dependent, dependent, 0.01 * dependent + 0.01);
}

INSTANTIATE_TEST_SUITE_P(All, PublishedData,
                         testing::Values(Published{"c6-c10", 0.662, 0.192},
                                         Published{"c14-c18", 103.784, 17.374},
                                         Published{"c6-c14", 5.366, 1.885},
                                         Published{"c6-c18", 10.853, 3.896},
                                         Published{"c6-c6f", 0.568, 0.104}));

TEST(AnalyseMixing, FitsEveryModelAndNestedOnesInOrder) {
  const Analysed fitted(published("c6-c14"));
  ASSERT_EQ(fitted->models.size(), ligands::mixing_models().size());
  for (std::size_t i = 0; i < fitted->models.size(); ++i) {
    EXPECT_EQ(fitted->models[i].model, &ligands::mixing_models()[i]);
    EXPECT_TRUE(fitted->models[i].result.converged) << fitted->models[i].model->name;
    EXPECT_EQ(fitted->models[i].result.n_data, 14);
  }
  const auto chi2 = [&](const char* model) { return fitted->find(model)->result.chi2; };
  EXPECT_LE(chi2("regular"), chi2("regular-enthalpy") + 1e-6);
  EXPECT_LE(chi2("lattice-composition"), chi2("lattice") + 1e-6);
  EXPECT_EQ(fitted->find("no-such-model"), nullptr);
}

TEST(AnalyseMixing, FindsTheTruthBehindDataWithoutNoise) {
  const TempFolder folder;
  const Analysed fitted(made_study(folder));
  EXPECT_NEAR(fitted->chosen().result.chi2, 0, 1e-9);
  const double truth[] = {-20, -8.5, -24, -7.5, 3, 8};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(fitted->chosen().result.values[i], truth[i], 1e-5) << i;
}

TEST(AnalyseMixing, CompositionDependentModelFindsTheSameAtBothEnds) {
  const TempFolder folder;
  const Analysed fitted(made_study(folder, {"model.interaction=composition-dependent"}));
  EXPECT_EQ(fitted->chosen().model->name, "lattice-composition");
  EXPECT_NEAR(fitted->chosen().result.chi2, 0, 1e-9);
  EXPECT_NEAR(parameter(fitted, 0), 3, 1e-3);
  EXPECT_NEAR(parameter(fitted, 1), 3, 1e-3);
  EXPECT_NEAR(parameter(fitted, 2), 8, 1e-2);
  EXPECT_NEAR(parameter(fitted, 3), 8, 1e-2);
}

TEST(AnalyseMixing, FixedParametersStay) {
  const Analysed fitted(published("c6-c10", {"model.chi_G=2.5", "model.chi_H=\"6 kJ/mol\""}));
  EXPECT_EQ(parameter(fitted, 0), 2.5);
  EXPECT_EQ(parameter(fitted, 1), 6);
  EXPECT_TRUE(std::isnan(error(fitted, 0)));
  EXPECT_EQ(fitted->chosen().result.n_free, 4) << "the pure ligands alone";
  EXPECT_EQ(fitted->find("lattice-composition")->result.n_free, 8) << "the other models are free";
  EXPECT_GT(fitted->chosen().result.chi2, 0.67);
}

TEST(AnalyseMixing, FixedFreeEnergyHoldsAtBothEnds) {
  const Analysed fitted(
      published("c6-c10", {"model.interaction=composition-dependent", "model.chi_G=\"3 RT\""}));
  EXPECT_EQ(parameter(fitted, 0), 3);
  EXPECT_EQ(parameter(fitted, 1), 3);
  EXPECT_EQ(fitted->chosen().result.n_free, 6);
  EXPECT_GT(error(fitted, 2), 0);
  EXPECT_GT(std::abs(parameter(fitted, 2) - parameter(fitted, 3)), 0.1) << "chi_H has two ends";
}

TEST(AnalyseMixing, BoundsAndStartsAreTaken) {
  const Analysed low(published("c6-c10", {"model.chi_G={ max = 2 }"}));
  EXPECT_NEAR(parameter(low, 0), 2, 1e-6);
  EXPECT_TRUE(low->chosen().result.at_bound[ligands::n_pure_parameters]);
  const Analysed start(published("c6-c10", {"model.chi_G={ start = 6 }"}));
  EXPECT_EQ(start->chosen().problem.parameters[ligands::n_pure_parameters].start, 6);
  EXPECT_NEAR(parameter(start, 0), 3.65, 0.01);
}

// The bounds of the model are there to guide it, not the user.
TEST(AnalyseMixing, BoundsAndStartsBeyondThoseOfTheModelAreTaken) {
  const List small{"model.size=[5, 5]"};
  const auto chi_G = [&small](const char* request) {
    List overrides = small;
    overrides.emplace_back(request);
    return parameter(Analysed(published("c6-c10", overrides)), 0);
  };
  EXPECT_NEAR(chi_G("model.chi_G={ start = 90 }"), chi_G("model.chi_G=fit"), 1e-3);
  EXPECT_EQ(chi_G("model.chi_G={ min = 90 }"), 90);
  EXPECT_EQ(chi_G("model.chi_G={ max = -90 }"), -90);
  EXPECT_EQ(chi_G("model.chi_G=90"), 90);
}

TEST(AnalyseMixing, ChiGFollowsChiHWhenChiSIsFixed) {
  const Analysed fitted(published("c6-c10", {"model.chi_S=\"10 J/(mol K)\""}));
  EXPECT_NEAR(parameter(fitted, 0), (parameter(fitted, 1) - 0.303 * 10) / RT_kJ_mol(303), 1e-12);
  EXPECT_NEAR(error(fitted, 0), error(fitted, 1) / RT_kJ_mol(303), 1e-9);
  EXPECT_EQ(fitted->chosen().result.n_free, 5);
}

// At the chi_S that the free fit finds, the tie costs nothing.
TEST(AnalyseMixing, TiedFitMeetsTheFreeOne) {
  const Analysed free(published("c6-c10"));
  const double chi_S = (parameter(free, 1) - RT_kJ_mol(303) * parameter(free, 0)) / 0.303;
  const Analysed tied(published("c6-c10", {"model.chi_S=" + format_number(chi_S)}));
  EXPECT_NEAR(tied->chosen().result.chi2, free->chosen().result.chi2, 1e-6);
  EXPECT_NEAR(parameter(tied, 1), parameter(free, 1), 0.02);
}

TEST(AnalyseMixing, CovarianceModeHasNoIntervals) {
  const Analysed fitted(published("c6-c10"));
  for (const auto& one : fitted->chosen().result.intervals) EXPECT_FALSE(one.has_value());
}

TEST(AnalyseMixing, ProfileIntervalsAreOfTheInteractionAlone) {
  const Analysed fitted(published("c6-c10", {"fit.intervals=profile", "model.chi_H=12"}));
  EXPECT_FALSE(fitted->chosen().result.intervals[0].has_value());
  ASSERT_TRUE(interval(fitted, 0).has_value());
  EXPECT_LT((*interval(fitted, 0))[0], parameter(fitted, 0));
  EXPECT_GT((*interval(fitted, 0))[1], parameter(fitted, 0));
  EXPECT_FALSE(interval(fitted, 1).has_value()) << "it is fixed";
}

double half_width(const Analysed& fitted, std::size_t index) {
  const auto& ends = interval(fitted, index).value();
  return 0.5 * (ends[1] - ends[0]);
}

// With errors this small chi2 is a parabola: all three ways agree.
TEST(AnalyseMixing, IntervalsAgreeWhereErrorsAreSmall) {
  const TempFolder folder;
  const Analysed profile(made_study(folder, {"fit.intervals=profile"}));
  const Analysed bootstrap(made_study(folder, {"fit.intervals=bootstrap", "fit.replicas=400"}));
  for (const std::size_t i : {0, 1}) {
    EXPECT_NEAR(half_width(profile, i) / error(profile, i), 1, 0.05) << i;
    EXPECT_NEAR(half_width(bootstrap, i) / error(bootstrap, i), 1, 0.15) << i;  // 400 replicas: 6 %
  }
}

TEST(AnalyseMixing, BootstrapDependsOnTheSeedAlone) {
  const TempFolder folder;
  const auto chi_G_interval = [&folder](const char* seed) {
    const Analysed fitted(made_study(folder, {seed, "fit.intervals=bootstrap", "fit.replicas=20"}));
    return interval(fitted, 0).value();
  };
  EXPECT_EQ(chi_G_interval("seed=5"), chi_G_interval("seed=5"));
  EXPECT_NE(chi_G_interval("seed=5"), chi_G_interval("seed=6"));
}

TEST(AnalyseMixing, BootstrapGivesAFixedParameterNoInterval) {
  const TempFolder folder;
  const Analysed fitted(made_study(folder, {"model.chi_G=3", "fit.intervals=bootstrap", "fit.replicas=20"}));
  EXPECT_FALSE(interval(fitted, 0).has_value());
  EXPECT_TRUE(interval(fitted, 1).has_value());
}

// The replicas are fitted with the loss of the study: a robust one spreads them wider.
TEST(AnalyseMixing, BootstrapUsesTheLossOfTheStudy) {
  const TempFolder folder;
  const Analysed squares(made_study(folder, {"fit.intervals=bootstrap", "fit.replicas=40"}));
  const Analysed cauchy(
      made_study(folder, {"fit.intervals=bootstrap", "fit.replicas=40", "fit.loss=cauchy"}));
  EXPECT_GT(std::abs(half_width(cauchy, 0) / half_width(squares, 0) - 1), 0.005);
}

TEST(AnalyseMixing, RobustLossesIgnoreAnOutlier) {
  const TempFolder folder;
  const auto chi_H = [&folder](const char* loss) {
    const Study study = made_study(folder, {loss});
    std::string table = made_table({}, 310);
    const std::size_t row = table.find("\n0.4,") + 5;
    table.replace(row, table.find(',', row) - row, "-10");  // dH of one titration, 10 kJ/mol off
    folder.write("made.csv", table);
    const Analysed fitted(study);
    return parameter(fitted, 1);
  };
  EXPECT_GT(std::abs(chi_H("fit.loss=squares") - 8), 3);
  EXPECT_NEAR(chi_H("fit.loss=cauchy"), 8, 0.1);
}

TEST(AnalyseMixing, ForwardStudyEvaluatesGivenValues) {
  const Analysed given(forward({"model.size=[5, 5]"}));
  EXPECT_TRUE(given->forward());
  EXPECT_EQ(given->name, "forward");
  EXPECT_EQ(given->models.size(), 1u);
  EXPECT_EQ(given->chosen().result.values, (std::vector<double>{0, 0, 0, 0, 3, 8}));
  const auto shell = ligands::exact_shell(5, 5, {});
  const auto expected = ligands::lattice_mixing(*shell, 10, 3, 8, 303);
  const auto found = mixing_at(given.analysis, given->chosen(), 0.4, given->chosen().result.values);
  EXPECT_NEAR(found.dG_kJ_mol, expected.dG_kJ_mol, 1e-9);
  EXPECT_NEAR(found.dH_kJ_mol, expected.dH_kJ_mol, 1e-9);
  EXPECT_NEAR(found.dS_conf_J_molK, expected.dS_conf_J_molK, 1e-9);
}

TEST(AnalyseMixing, ForwardStudyTakesChiSInPlaceOfChiG) {
  const Analysed given(study_of("kind = \"ligand-mixing\"\n[model]\nsize = [5, 5]\nchi_H = 8\nchi_S = 4\n"));
  EXPECT_NEAR(parameter(given, 0), (8 - 0.303 * 4) / RT_kJ_mol(303), 1e-12);
  EXPECT_EQ(parameter(given, 1), 8);
}

TEST(AnalyseMixing, ForwardStudyOfTheDependentModel) {
  const Analysed given(forward({"model.size=[5, 5]", "model.interaction=composition-dependent"}));
  EXPECT_EQ(given->chosen().result.values, (std::vector<double>{0, 0, 0, 0, 3, 3, 8, 8}));
}

TEST(MixingAt, PureLigandsDoNotMix) {
  const Analysed given(forward({"model.size=[5, 5]"}));
  for (const double x : {0.0, 1.0}) {
    const auto mixing = mixing_at(given.analysis, given->chosen(), x, given->chosen().result.values);
    EXPECT_EQ(mixing.dG_kJ_mol, 0);
    EXPECT_EQ(mixing.dS_J_molK, 0);
  }
}

TEST(Derive, PropagatesTheCovariance) {
  const Analysed fitted(published("c6-c10"));
  const auto sum = [](std::span<const double> p) { return 2 * p[4] + p[5]; };
  const Derived derived = fitted->derive(fitted->chosen(), sum);
  const auto& covariance = fitted->chosen().result.covariance;  // of six free parameters
  EXPECT_NEAR(derived.value, 2 * parameter(fitted, 0) + parameter(fitted, 1), 1e-12);
  EXPECT_NEAR(derived.error, std::sqrt(4 * covariance[28] + 4 * covariance[29] + covariance[35]), 1e-4);
  const Analysed given(forward({"model.size=[5, 5]"}));
  EXPECT_TRUE(std::isnan(given->derive(given->chosen(), sum).error)) << "nothing was fitted";
}

}  // namespace
}  // namespace nacre::study
