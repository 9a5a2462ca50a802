#include <gtest/gtest.h>

#include <cmath>

#include "langmuir_study.hpp"

namespace nacre::study {
namespace {

TEST(CompetitiveLangmuirAnalysis, FindsTheInteractionAtTheCompositionOfTheShell) {
  const TempFolder folder;
  const LangmuirTruth truth;
  const AnalysedLangmuir made(made_langmuir_study(folder, truth));
  const auto chi = made->surface.chi(310);
  EXPECT_LT(made->surface.result.chi2, 1e-6);
  EXPECT_NEAR(chi[0], truth.chi_G_RT, 1e-4);
  EXPECT_NEAR(chi[1], truth.chi_H_kJ_mol, 1e-3);
  EXPECT_NEAR(chi[2], 1e3 * (truth.chi_H_kJ_mol - truth.chi_G_RT * 1e-3 * gas_constant_J_molK * 310) / 310,
              1e-2);
  EXPECT_GT(made->solution.result.chi2, 10) << "which the composition of the solution does not describe";
  EXPECT_GT(std::abs(made->shift()[0]), 0.5);
}

TEST(CompetitiveLangmuirAnalysis, LigandsOfEqualStrengthShiftNothing) {
  const TempFolder folder;
  const AnalysedLangmuir made(made_langmuir_study(folder, {.dG_a = -8, .dG_b = -8}));
  EXPECT_EQ(made->pure.ln_ratio(), 0);
  for (const double shift : made->shift()) EXPECT_EQ(shift, 0);
  for (const double error : made->composition_error) EXPECT_GT(error, 0) << "the ratio may still be off";
}

// The fit at the composition of the solution is that of kind ligand-mixing: chi_G near the published 3.4.
TEST(CompetitiveLangmuirAnalysis, PublishedPair) {
  const AnalysedLangmuir pair(langmuir_study(langmuir_c6_c10));
  const auto in_solution = pair->solution.chi(303);
  const auto error = pair->solution.chi_error(303);
  const double published[] = {3.4, 15.4, 23};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(in_solution[i], published[i], error[i]) << chi_names[i];
    EXPECT_LT(std::abs(pair->shift()[i]), 0.35 * error[i]) << "minor, as the paper says";
    EXPECT_GT(pair->composition_error[i], 0);
  }
  EXPECT_EQ(pair->solution.points[1].x_a, 0.17);
  EXPECT_NEAR(pair->surface.points[1].x_a, 0.2335, 5e-5);
  EXPECT_EQ(pair->name, "c6-c10");
}

TEST(CompetitiveLangmuirAnalysis, CasesHaveNamesThatFitFiles) {
  const Study study = langmuir_study("kind = \"competitive-langmuir\"\n[data]\nfile = [\"" NACRE_SOURCE_DIR
                                     "/studies/ligand-patterning/c6-c10.csv\", \"" NACRE_SOURCE_DIR
                                     "/studies/ligand-patterning/c6-c6f.csv\"]\n");
  const auto second = analyse_langmuir(study.cases.at(1), {});
  EXPECT_EQ(second.name, "c6-c6f");
  EXPECT_EQ(second.slug, "c6-c6f");
  EXPECT_EQ(second.ligand_a, "A");
}

}  // namespace
}  // namespace nacre::study
