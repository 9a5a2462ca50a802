#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "growth_fit_study.hpp"
#include "nacre/study/growth_fit_output.hpp"

namespace nacre::study {
namespace {

growth::CourseFit two_parameters() {
  growth::CourseFit fit;
  fit.plan.parameters = {{.name = "surface_energy", .unit = "J/m2", .logarithmic = true},
                         {.name = "ln_prefactor"}};
  fit.result.values = {std::log(0.3), 84};
  // Errors 0.01 and 1, correlation 0.9999.
  fit.result.covariance = {1e-4, 0.9999e-2, 0.9999e-2, 1};
  return fit;
}

TEST(GrowthFitWords, TheSentenceOfTwoThatCannotBeToldApart) {
  EXPECT_EQ(ambiguity_sentence(two_parameters(), {.members = {0, 1}, .change = {0.01, 1}, .stretch = 70}),
            "surface_energy and ln_prefactor cannot be told apart by these data (correlation 0.9999): "
            "surface_energy "
            "+1.01 % and ln_prefactor +1 together leave the courses as they are, only ln_prefactor - 100 "
            "ln(surface_energy) = 204.397 ± 0.014 is determined; fix one of them, or add data that tell");
}

TEST(GrowthFitWords, TheSentenceOfOneWithoutEffect) {
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(ambiguity_sentence(two_parameters(), {.members = {1}, .change = {0.01}, .stretch = infinite}),
            "these data say nothing of ln_prefactor: chi2 does not change with it; fix it");
}

TEST(GrowthFitWords, TheSentenceOfThree) {
  growth::CourseFit fit = two_parameters();
  fit.plan.parameters.push_back({.name = "offset", .unit = "nm"});
  EXPECT_EQ(
      ambiguity_sentence(fit, {.members = {0, 1, 2}, .change = {0.01, 1, -0.5}, .stretch = 25}),
      "surface_energy, ln_prefactor and offset cannot be told apart by these data (errors 25 times what they "
      "were "
      "if the others were known): surface_energy +1.01 %, ln_prefactor +1 and offset -0.5 nm together leave "
      "the courses as they are; fix one of them, or add data that tell");
}

TEST(GrowthFitWords, HeadlineAndQuantities) {
  const AnalysedFit made;
  const std::string headline = growth_fit_headline(made.analyses);
  EXPECT_EQ(headline.find("course: precursor_rate = 0.0098"), 0u) << headline;
  EXPECT_NE(headline.find(" 1/s; 10 data, reduced chi2 "), std::string::npos) << headline;
  const auto list = growth_fit_quantities(made.first());
  EXPECT_EQ(list[0].name, "precursor_rate");
  EXPECT_EQ(list[0].unit, "1/s");
  EXPECT_GT(list[0].uncertainty, 0);
  const auto yield = std::ranges::find(list, "yield_final", &Quantity::name);
  ASSERT_NE(yield, list.end());
  EXPECT_NEAR(yield->value, 0.94, 0.005);
  EXPECT_TRUE(yield->case_label.empty());
}

TEST(GrowthFitWords, AModelThatDoesNotDescribeTheDataIsSaidFirst) {
  AnalysedFit made;
  GrowthFitAnalysis& analysis = made.analyses.front();
  analysis.fit.result.chi2 = 10.1 * 9;  // 10 data, one parameter
  EXPECT_EQ(
      growth_fit_headline(made.analyses)
          .find("The model does not describe these data (reduced chi2 10.1). course: precursor_rate = "),
      0u)
      << growth_fit_headline(made.analyses);
  analysis.fit.result.chi2 = 9.9 * 9;
  EXPECT_EQ(growth_fit_headline(made.analyses).find("course: "), 0u);
  analysis.fit.result.chi2 = 100 * 9;
  analysis.data.errors_known = false;
  EXPECT_EQ(growth_fit_headline(made.analyses).find("course: "), 0u) << "of no size";
}

TEST(GrowthFitWords, NothingToWarnOf) {
  const AnalysedFit made;
  for (const std::string& warning : growth_fit_warnings(made.first()))
    EXPECT_EQ(warning.find("chi2_reduced is"), 0u) << warning;  // data without noise
}

TEST(GrowthFitWords, WarnsOfStartsAndOfTheSolver) {
  AnalysedFit made;
  GrowthFitAnalysis& analysis = made.analyses.front();
  analysis.fit.starts = {{.chi2 = 10, .reached_best = true},
                         {.chi2 = 200, .reached_best = false},
                         {.chi2 = std::numeric_limits<double>::infinity(), .reached_best = false}};
  analysis.solver_difference = 0.5;
  const auto list = growth_fit_warnings(analysis);
  EXPECT_NE(
      std::ranges::find(list,
                        "only 1 of 3 starts reached the best minimum, the others ended at chi2 = 200; 1 "
                        "made no particles: a lower one may have been missed; try more starts or narrower "
                        "bounds"),
      list.end());
  EXPECT_NE(
      std::ranges::find(list,
                        "the solver of the fit differs from that of [solver] by up to 0.5 standard errors "
                        "at the data: lower [fit] tolerance and raise its resolution"),
      list.end());
}

TEST(GrowthFitWords, OfSeveralCasesTheBestIsTold) {
  GrowthFitText text;
  text.exponent = "[1, 4]";
  const AnalysedFit made(text);
  EXPECT_EQ(growth_fit_headline(made.analyses).find("Of 2 cases the data prefer exponent 4: precursor_rate"),
            0u);
  EXPECT_EQ(growth_fit_summary(made.analyses[1]).name, "course, exponent 4");
  EXPECT_NE(growth_fit_summary(made.analyses[1]).scaling.find("; errors from the files"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
