#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "growth_regime_study.hpp"

namespace nacre::study {
namespace {

TEST(GrowthRegimeAnalysis, NamesTheSeriesByItsFile) {
  const AnalysedRegime made(regime_table(1));
  EXPECT_EQ(made->name, "radii");
  EXPECT_EQ(made->slug, "radii");
  EXPECT_EQ(made->test.problem.name, "radii");
  EXPECT_EQ(made->significance, 0.05);
}

TEST(GrowthRegimeAnalysis, SuperfocusingIsSaidWithItsReasons) {
  const AnalysedRegime made(regime_table(4), "error = 0.01");
  EXPECT_EQ(made->regime, growth::Regime::superfocusing);
  EXPECT_NEAR(made->test.exponent(), 4, 1e-5);
  EXPECT_EQ(
      regime_sentence(made.analysis)
          .find("Superfocusing: the growth rate falls more sharply than 1/r; the exponent m is 4.00 ± "),
      0u);
  EXPECT_NE(regime_sentence(made.analysis)
                .find("; reaction control (m = 0) is excluded (p < 1e-12), diffusion "
                      "control (m = 1) is excluded (p < 1e-12)."),
            std::string::npos)
      << regime_sentence(made.analysis);
  EXPECT_EQ(supersaturation_sentence(made.analysis).find("Growth raises the supersaturation (m > 2, p "), 0u);
  EXPECT_TRUE(regime_warnings(made.analysis).empty());
}

TEST(GrowthRegimeAnalysis, WordsOfEveryRegime) {
  const std::pair<double, const char*> cases[] = {
      {0, "Reaction control: both populations grow at the same rate"},
      {0.5, "Between reaction and diffusion control"},
      {1, "Diffusion control: the growth rate falls as 1/r"},
      {-0.8, "Larger particles grow faster"}};
  for (const auto& [exponent, words] : cases) {
    const AnalysedRegime made(regime_table(exponent), "error = 0.005");
    EXPECT_EQ(regime_sentence(made.analysis).find(words), 0u) << regime_sentence(made.analysis);
    EXPECT_EQ(supersaturation_sentence(made.analysis).find("Growth lowers the supersaturation (m < 2, p"),
              0u);
  }
}

TEST(GrowthRegimeAnalysis, VagueDataSaySo) {
  const AnalysedRegime made(regime_table(1, 4), "error = 0.1");
  EXPECT_EQ(regime_sentence(made.analysis)
                .find("Undetermined: the data leave several regimes open; the exponent m is "),
            0u);
  EXPECT_NE(regime_sentence(made.analysis).find("reaction control (m = 0) is possible (p = 0."),
            std::string::npos);
  EXPECT_EQ(supersaturation_sentence(made.analysis)
                .find("Whether growth raises or lowers the supersaturation is open"),
            0u);
  ASSERT_FALSE(regime_warnings(made.analysis).empty());
  EXPECT_NE(regime_warnings(made.analysis).back().find("more aliquots, smaller errors"), std::string::npos);
}

// The larger particles stand still: no upper end.
TEST(GrowthRegimeAnalysis, AnOpenIntervalIsSaid) {
  const AnalysedRegime made("r1_nm,r2_nm\n2,1.3\n2,1.4\n2,1.5\n2,1.6\n2,1.7\n");
  EXPECT_TRUE(made->test.open_above());
  EXPECT_NE(exponent_text(made.analysis).find(" or more (68 %)"), std::string::npos)
      << exponent_text(made.analysis);
  EXPECT_TRUE(std::isnan(regime_quantities(made.analysis)[0].uncertainty));
  const AnalysedRegime merged("r1_nm,r2_nm\n2.01,2.0\n2.1,2.12\n2.21,2.2\n2.31,2.3\n");
  EXPECT_EQ(exponent_text(merged.analysis), "not determined");
  std::string all;
  for (const std::string& warning : regime_warnings(made.analysis)) all += warning + "\n";
  EXPECT_NE(
      all.find("the data do not end the interval of the exponent: it stops at the bound of the fit, 20"),
      std::string::npos)
      << all;
}

TEST(GrowthRegimeAnalysis, AGivenExponentIsJudged) {
  const AnalysedRegime made(regime_table(4), "error = 0.01", "[model]\nexponent = 1\n");
  EXPECT_EQ(made->test.exponent(), 1);
  EXPECT_EQ(made->regime, growth::Regime::superfocusing);
  std::vector<RegimeAnalysis> all{made.analysis};
  EXPECT_NE(regime_headline(all).find("The given exponent, m = 1, is excluded (p < 1e-12)."),
            std::string::npos);
}

TEST(GrowthRegimeAnalysis, BoundsAndSignificanceAreTheStudys) {
  const AnalysedRegime made(
      regime_table(4), "error = 0.01",
      "[model]\nexponent = { start = 2.5, min = 2, max = 3 }\n[fit]\nsignificance = 0.001\n");
  EXPECT_EQ(made->test.problem.parameters[0].lower, 2);
  EXPECT_EQ(made->test.problem.parameters[0].upper, 3);
  EXPECT_NEAR(made->test.exponent(), 3, 1e-12);
  EXPECT_EQ(made->significance, 0.001);
}

TEST(GrowthRegimeAnalysis, MisfitAndUnknownErrorsAreWarnedOf) {
  std::string table = regime_table(1);
  table.replace(table.find("120,"), 4, "120,1");  // a radius of 1x nm
  const AnalysedRegime misfit(table);
  ASSERT_FALSE(regime_warnings(misfit.analysis).empty());
  EXPECT_EQ(regime_warnings(misfit.analysis)[0].find(
                "radii: no exponent describes both populations within their errors"),
            0u)
      << regime_warnings(misfit.analysis)[0];
  const AnalysedRegime unknown("r1_nm,r2_nm\n2,1.3\n2.2,1.5\n2.3,1.7\n2.55,1.9\n", "");
  EXPECT_EQ(regime_warnings(unknown.analysis)[0].find(
                "radii: errors are not given, so they are taken from the scatter"),
            0u);
}

TEST(GrowthRegimeAnalysis, ShrinkingPopulationsAreNoGrowth) {
  const auto warned = [](const std::string& table) {
    const AnalysedRegime shown(table);
    const auto list = regime_warnings(shown.analysis);
    return std::ranges::any_of(list, [](const std::string& one) {
      return one ==
             "radii: both populations shrink from the first row to the last: the laws and the verdict are "
             "those of growth and do not apply to particles that dissolve";
    });
  };
  EXPECT_TRUE(warned("r1_nm,r2_nm\n3,2\n2.8,1.69\n2.7,1.5\n"));
  EXPECT_FALSE(warned("r1_nm,r2_nm\n3,2\n2.98,1.97\n2.95,1.96\n")) << "within the errors";
  EXPECT_FALSE(warned(regime_table(1)));
}

TEST(GrowthRegimeAnalysis, HeadlineOfSeveral) {
  const AnalysedRegime one(regime_table(4), "error = 0.005");
  const AnalysedRegime other(regime_table(0), "error = 0.005");
  const std::string text = regime_headline({one.analysis, other.analysis});
  EXPECT_EQ(text.find("Growth exponents m: radii 4.00 ± "), 0u) << text;
  EXPECT_NE(text.find(", superfocusing; radii "), std::string::npos) << text;
  EXPECT_NE(text.find(", reaction."), std::string::npos) << text;
}

}  // namespace
}  // namespace nacre::study
