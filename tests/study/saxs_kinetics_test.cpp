#include "nacre/study/saxs_kinetics.hpp"

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsKinetics, TimesOfABuildUp) {
  const AnalysedSaxs analysed(60);
  const SaxsCourse* number = analysed->kinetics.find("concentration");
  ASSERT_TRUE(number != nullptr && number->complete);
  EXPECT_FALSE(number->complete->of_maximum);
  EXPECT_NEAR(number->complete->arrival.value, 20 * std::log(50), 5 * number->complete->arrival.error);
  EXPECT_LT(number->complete->arrival.error, 6);
  EXPECT_EQ(analysed->kinetics.solid()->name, "volume_share");
  EXPECT_EQ(number->points.time_s.size(), 60u);
}

TEST(SaxsKinetics, NoneWithoutTimesOrWithFewFrames) {
  const AnalysedSaxs few(4), single(1);
  EXPECT_FALSE(few->kinetics.find("concentration")->curve);
  EXPECT_TRUE(single->kinetics.courses.empty());
}

}  // namespace
}  // namespace nacre::study
