#include "nacre/study/saxs_analysis.hpp"

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsAnalysis, ShowsFramesAndSummarizesTheFirstTheLastAndTheWorst) {
  const AnalysedSaxs analysed(10);
  EXPECT_EQ(analysed->shown.size(), 10u);
  EXPECT_TRUE(analysed->shown_at_times);
  EXPECT_EQ(analysed->shown[2].at, 15);
  ASSERT_GE(analysed->fits.size(), 2u);
  EXPECT_EQ(analysed->fits.front().name, "frame-1.csv");
  EXPECT_EQ(analysed->fits.back().name, "frame-10.csv");
  EXPECT_EQ(analysed->count(FrameStatus::ok), 10u);
}

TEST(SaxsAnalysis, TheSummaryIsTheFitOfTheRecord) {
  const AnalysedSaxs analysed(1);
  const FitSummary& fit = analysed->fits.front();
  EXPECT_EQ(fit.parameters[0].value, analysed->record(0).values[0]);
  EXPECT_EQ(fit.parameters[0].uncertainty, analysed->record(0).errors[0]);
  EXPECT_NE(fit.scaling.find("errors of the data as in the files"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
