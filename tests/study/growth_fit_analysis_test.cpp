#include "nacre/study/growth_fit_analysis.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "growth_fit_study.hpp"

namespace nacre::study {
namespace {

std::string refusal(const GrowthFitText& text) {
  const TempFolder folder;
  return refusal_of(folder, text, exact_course,
                    [](const Case& one) { growth_fit_plan(one, read_growth_courses(one)); });
}

TEST(GrowthFitAnalysis, FindsTheRateThatMadeTheCourse) {
  const AnalysedFit made;
  const GrowthFitAnalysis& analysis = made.first();
  ASSERT_EQ(analysis.fit.values().size(), 1u);
  EXPECT_NEAR(analysis.fit.values()[0], 9.8e-3, 3e-5);
  EXPECT_TRUE(analysis.fit.result.converged);
  EXPECT_DOUBLE_EQ(analysis.syntheses[0].precursor.rate.value, analysis.fit.values()[0]);
  EXPECT_EQ(analysis.name, "course");
  EXPECT_TRUE(analysis.slug.empty());
  EXPECT_LT(analysis.solver_difference, 0.3);
  EXPECT_NEAR(analysis.summaries[0].yield_final, 0.94, 0.005);
  EXPECT_EQ(analysis.error_scale(), 1);
}

TEST(GrowthFitAnalysis, ThePlanIsWhatTheStudySays) {
  const TempFolder folder;
  GrowthFitText text;
  text.exponent = "{ start = 3, min = 0, max = 8 }";
  text.fit =
      "[fit]\nstarts = 5\nloss = \"huber\"\nintervals = \"profile\"\ntolerance = 1e-5\nresolution = 33\n";
  const Study study = growth_fit_study(folder, text);
  const growth::CourseFitPlan plan =
      growth_fit_plan(study.cases.front(), read_growth_courses(study.cases.front()));
  EXPECT_EQ(plan.starts, 5);
  EXPECT_EQ(plan.loss, fit::Loss::huber);
  EXPECT_TRUE(plan.profile);
  EXPECT_EQ(plan.tolerance, 1e-5);
  EXPECT_EQ(plan.resolution, 33);
  ASSERT_EQ(plan.parameters.size(), 2u);
  EXPECT_EQ(plan.parameters[0].name, "precursor_rate");
  EXPECT_EQ(plan.parameters[0].unit, "1/s");
  EXPECT_TRUE(plan.parameters[0].logarithmic);
  EXPECT_EQ(plan.parameters[0].upper, 5e-2);
  EXPECT_EQ(plan.parameters[1].name, "exponent");
  EXPECT_FALSE(plan.parameters[1].logarithmic);
}

TEST(GrowthFitAnalysis, WithoutASectionFitTheDefaultsHold) {
  const TempFolder folder;
  GrowthFitText text;
  text.fit = "";
  const Study study = growth_fit_study(folder, text);
  const growth::CourseFitPlan plan =
      growth_fit_plan(study.cases.front(), read_growth_courses(study.cases.front()));
  EXPECT_EQ(plan.starts, 8);
  EXPECT_EQ(plan.resolution, 80);
  EXPECT_EQ(plan.loss, fit::Loss::squares);
  EXPECT_FALSE(plan.profile);
}

TEST(GrowthFitAnalysis, ShotNoiseTakesPartInTheFit) {
  GrowthFitText text;
  text.fit = "shot_noise = true\n" + text.fit;
  const AnalysedFit made(text);
  EXPECT_TRUE(made.first().fit.plan.shot_noise);
  EXPECT_LT(made.first().solver_difference, 0.3) << "[solver] has it too";
}

TEST(GrowthFitAnalysis, OtherSolversAreRefused) {
  GrowthFitText text;
  text.fit = "method = \"finite-volume\"\n" + text.fit;
  EXPECT_EQ(refusal(text),
            "a fit simulates with cohorts | \"finite-volume\" | method = \"cohorts\", or no method");
}

TEST(GrowthFitAnalysis, RefusesWhatCannotBeFitted) {
  GrowthFitText text;
  text.rate = "rate = \"9e-3 1/s\"\n";
  EXPECT_EQ(refusal(text),
            "there are data, but nothing is to be fitted | a parameter { start = ..., min = ..., max = "
            "... }, such as [precursor] rate");
  text = {};
  text.rate = "rate = { start = \"8e-3 1/s\" }\n";
  EXPECT_EQ(refusal(text), "accepted");  // one start needs no bounds
  text.fit = "";
  EXPECT_EQ(refusal(text),
            "precursor_rate has no bounds between which starts could be drawn | { start = ..., min = ..., "
            "max = ... }");
  text = {};
  text.rate = "rate = { start = \"8e-3 1/s\", min = \"0 1/s\", max = \"1 1/s\" }\n";
  text.fit = "[fit]\nstarts = 2\n";
  EXPECT_EQ(refusal(text),
            "precursor_rate is fitted as its logarithm, and starts at or goes down to 0 | 0 | a start and a "
            "min above 0");
  text = {};
  text.precursor += "activation = { start = \"80 kJ/mol\", min = \"0 kJ/mol\", max = \"200 kJ/mol\" }\n";
  EXPECT_EQ(refusal(text),
            "one temperature tells nothing of precursor_activation | syntheses at several temperatures, or a "
            "value");
}

TEST(GrowthFitAnalysis, FewerDataThanParametersAreRefused) {
  const TempFolder folder;
  GrowthFitText text;
  text.exponent = "{ start = 3, min = 0, max = 8 }";
  EXPECT_EQ(refusal_of(folder, text, "time_s,yield\n100,0.5\n",
                       [](const Case& one) { analyse_growth_fit(one, 1, {}); }),
            "course: 1 data do not determine 2 parameters");
}

TEST(GrowthFitAnalysis, CasesHaveNames) {
  GrowthFitText text;
  text.exponent = "[3, 4]";
  const AnalysedFit made(text);
  ASSERT_EQ(made.analyses.size(), 2u);
  EXPECT_EQ(made.analyses[0].name, "exponent 3");
  EXPECT_EQ(made.analyses[1].slug, "exponent-4");
  EXPECT_LT(made.analyses[1].fit.result.chi2, made.analyses[0].fit.result.chi2);
}

}  // namespace
}  // namespace nacre::study
