#include "nacre/study/titration_analysis.hpp"

#include <cmath>

#include "nacre/study/registry.hpp"
#include "titration_study.hpp"

namespace nacre::study {
namespace {

TEST(TitrationAnalysis, DataWithoutNoiseGiveBackTheirParameters) {
  const TempFolder folder;
  const TitrationAnalysis analysis = analysed(made_titration_study(folder));
  EXPECT_NEAR(analysis.thermodynamics.dH_kJ_mol, -20, 1e-5);
  EXPECT_NEAR(analysis.thermodynamics.dG_kJ_mol, -8, 1e-5);
  EXPECT_NEAR(analysis.n(0), 0.6, 1e-6);
  EXPECT_NEAR(analysis.thermodynamics.dS_J_molK, -40, 1e-4);
  EXPECT_NEAR(analysis.plan.reference_temperature_K, 300, 1e-12);
  EXPECT_NEAR(analysis.result.chi2, 0, 1e-6);
}

TEST(TitrationAnalysis, EveryConventionOfDisplacementIsCompared) {
  const TempFolder folder;
  const TitrationAnalysis analysis = analysed(made_titration_study(folder));
  ASSERT_EQ(analysis.displacements.size(), 4u);
  EXPECT_EQ(analysis.displacements[0].displacement, ligands::Displacement::none);
  EXPECT_LT(analysis.displacements[0].thermodynamics.dG_kJ_mol, -8.1);
  EXPECT_LT(analysis.displacements[0].n, 0.58);
  EXPECT_GT(analysis.displacements[0].chi2_reduced, 1);
  EXPECT_NEAR(analysis.displacements[1].thermodynamics.dG_kJ_mol, -8, 1e-5) << "the one of the study";
}

TEST(TitrationAnalysis, AHardlyDilutedCellNeedsNoComparison) {
  const TempFolder folder;
  EXPECT_TRUE(analysed(made_titration_study(folder, {"cell.volume=\"11 mL\""})).displacements.empty());
}

TEST(TitrationAnalysis, RequestsFixStartAndBoundParameters) {
  const TempFolder folder;
  const auto study = made_titration_study(
      folder, {"model.n=0.6", "model.dG={start = -7, min = -9, max = -6}", "model.dilution=constant"});
  const TitrationAnalysis analysis = analysed(study);
  const auto& parameters = analysis.problem.parameters;
  EXPECT_TRUE(parameters[static_cast<std::size_t>(analysis.parameter("n", 0))].fixed);
  EXPECT_EQ(parameters[static_cast<std::size_t>(analysis.parameter("dG", 0))].lower, -9);
  EXPECT_GE(analysis.parameter("dilution", 0), 0);
  EXPECT_EQ(analysis.parameter("dCp", 0), -1);
  EXPECT_NEAR(analysis.thermodynamics.dG_kJ_mol, -8, 1e-4);
}

TEST(TitrationAnalysis, EachTitrationHasItsNUnlessShared) {
  const TempFolder folder;
  folder.write("b.csv", MadeTitration{.n = 0.5}.csv());
  const std::vector<std::string> two{"data.file=[\"made.csv\", \"b.csv\"]"};
  const TitrationAnalysis own = analysed(made_titration_study(folder, two));
  EXPECT_NEAR(own.n(0), 0.6, 1e-6);
  EXPECT_NEAR(own.n(1), 0.5, 1e-6);
  EXPECT_NEAR(own.thermodynamics.dH_kJ_mol, -20, 1e-4);
  const TitrationAnalysis shared = analysed(made_titration_study(folder, {two[0], "model.share_n=true"}));
  EXPECT_EQ(shared.parameter("n", 0), shared.parameter("n", 1));
}

TEST(TitrationAnalysis, HeatCapacityFromTemperatures) {
  const TempFolder folder;
  // dCp = 0.5 kJ/(mol K) from 300 K on; dG follows by Gibbs-Helmholtz.
  const double T = 320, T0 = 300, dH0 = -20, dG0 = -30, dCp = 0.5;
  const double dH = dH0 + dCp * (T - T0);
  const double dG = dH0 + dCp * (T - T0) - T * ((dH0 - dG0) / T0 + dCp * std::log(T / T0));
  folder.write("b.csv", MadeTitration{.dH = dH, .dG = dG, .temperature_K = T, .model = "independent"}.csv());
  const TitrationAnalysis analysis = analysed(made_titration_study(
      folder,
      {"data.file=[\"made.csv\", \"b.csv\"]", "cell.temperature=[300, 320]", "model.dCp=fit",
       "model.reference_temperature=300", "model.model=independent", "cell.concentration=6"},
      {.dH = dH0, .dG = dG0, .model = "independent"}));
  EXPECT_NEAR(analysis.result.values[static_cast<std::size_t>(analysis.parameter("dCp", 0))], dCp, 1e-4);
  EXPECT_NEAR(analysis.thermodynamics.dH_kJ_mol, dH0, 1e-3);
  EXPECT_NEAR(analysis.thermodynamics.dG_kJ_mol, dG0, 1e-3);
}

TEST(TitrationAnalysis, ProfileAndBootstrapAgreeWhereTheProblemIsRegular) {
  const TempFolder folder;
  const TitrationAnalysis analysis =
      analysed(made_titration_study(folder), {.intervals = "both", .replicas = 400});
  EXPECT_EQ(analysis.samples.size(), 400u);
  const auto i = static_cast<std::size_t>(analysis.parameter("dH", 0));
  ASSERT_TRUE(analysis.result.intervals[i].has_value());
  const auto [low, high] = *analysis.result.intervals[i];
  EXPECT_NEAR(high - low, 2 * analysis.result.uncertainties[i], 0.1 * analysis.result.uncertainties[i]);
  EXPECT_TRUE(analysis.warnings.empty()) << analysis.warnings.front();
}

TEST(TitrationAnalysis, IntervalsThatPartAreReported) {
  const TempFolder folder;
  // Hardly any curvature: K near 1 and heats known to 200 uJ only.
  const auto study = made_titration_study(folder, {"data.heat_error=200"}, {.dG = -2});
  const TitrationAnalysis analysis = analysed(study, {.intervals = "both", .replicas = 60});
  ASSERT_FALSE(analysis.warnings.empty());
  EXPECT_EQ(analysis.warnings.front().find("bootstrap intervals over those of the profile: "), 0u);
  ASSERT_EQ(analysis.warnings.size(), 1u) << "one for all parameters";
}

TEST(TitrationAnalysis, ProfilesThatAreNotTwoErrorsWideAreReported) {
  const TempFolder folder;
  const Study study = read_study(NACRE_SOURCE_DIR "/studies/ligand-patterning/titration-temperatures.toml");
  const TitrationAnalysis analysis = analysed(study, {.intervals = "profile"});
  ASSERT_EQ(analysis.warnings.size(), 1u);
  EXPECT_EQ(analysis.warnings.front().find("profile intervals over two standard errors: "), 0u);
  EXPECT_TRUE(analysed(made_titration_study(folder), {.intervals = "profile"}).warnings.empty());
}

TEST(TitrationAnalysis, RequestsThatCannotBeFittedAreRefused) {
  const TempFolder folder;
  const auto refusal = [&](const std::vector<std::string>& overrides) {
    const Study study = made_titration_study(folder, overrides);
    return message_of([&] { study.kind->check(study); });
  };
  EXPECT_EQ(refusal({"model.dH=-20", "model.dG=-8", "model.n=0.6"}),
            "every parameter is fixed, so nothing can be fitted");
  EXPECT_EQ(refusal({"model.n=-1"}), "a number of sites must be positive");
  EXPECT_EQ(refusal({"model.dCp=\"fit\""}), "one temperature tells nothing of a heat capacity");
}

TEST(TitrationAnalysis, AHeatOutOfAllProportionIsRefused) {
  const TempFolder folder;
  const Study study = made_titration_study(folder);
  TitrationData data = read_titration_data(study.cases.front());
  data.runs.front().titration.heats_uJ[5] = 1e300;
  EXPECT_EQ(message_of([&] { analyse_titrations(study.cases.front(), data, {}, 1, {}); }),
            "the misfit of the heats is not a finite number");
}

TEST(TitrationAnalysis, ErrorsOfConcentrationsWidenTheErrors) {
  const TempFolder folder;
  const double exact = analysed(made_titration_study(folder)).thermodynamics.dH_error;
  const double uncertain = analysed(made_titration_study(folder, {"errors.syringe_concentration=\"3 %\""}))
                               .thermodynamics.dH_error;
  EXPECT_NEAR(uncertain, std::hypot(exact, 0.03 * 20), 0.02) << "dH goes with the moles injected";
}

}  // namespace
}  // namespace nacre::study
