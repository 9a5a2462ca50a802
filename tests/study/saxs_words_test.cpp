#include <algorithm>

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsWords, HeadlineOfACurveAndOfASeries) {
  const AnalysedSaxs single(1), series(20);
  EXPECT_EQ(saxs_headline(single.list).find("Radius 2."), 0u);
  const std::string words = saxs_headline(series.list);
  EXPECT_EQ(words.find("20 of 20 frames fitted; at the end radius 2."), 0u) << words;
  EXPECT_NE(words.find("nucleation share"), std::string::npos) << words;
}

TEST(SaxsWords, NamesOfTimesFollowTheShare) {
  const AnalysedSaxs series(20, "", "complete = 0.9\n");
  const auto quantities = saxs_quantities(*series.operator->());
  EXPECT_NE(std::ranges::find(quantities, "t90_concentration", &Quantity::name), quantities.end());
}

TEST(SaxsWords, WarnsOfAModelThatMisses) {
  const AnalysedSaxs sharp(1, "", "distribution = \"none\"\n");
  const auto warnings = saxs_warnings(*sharp.operator->());
  ASSERT_EQ(warnings.size(), 2u);
  EXPECT_EQ(warnings[0].find("the reduced chi2 is "), 0u);
  EXPECT_EQ(warnings[1].find("residuals keep their sign for too long"), 0u);
}

TEST(SaxsWords, AWeightThatIsNoErrorDoesNotJudge) {
  const TempFolder folder;
  folder.write("bare.csv", made_curve({}, 3, false));
  AnalysedSaxs analysed(1);
  analysed.folder.write("curve.csv", made_curve({}, 3, false));
  const auto again = analysed.analyse();
  const auto warnings = saxs_warnings(again.front());
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("the files have no errors"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
