#include <gtest/gtest.h>

#include "absorption_study.hpp"

namespace nacre::study {
namespace {

bool warns(const AbsorptionAnalysis& analysis, const std::string& words) {
  for (const std::string& one : absorption_warnings(analysis))
    if (one.find(words) != std::string::npos) return true;
  return false;
}

TEST(AbsorptionWords, TheHeadlineSaysTheEnd) {
  const AnalysedAbsorption made(std::string(sized_keys) + amount_keys);
  const std::string headline = absorption_headline(made.analyses);
  EXPECT_EQ(headline.find("At the end the first exciton is at 57"), 0u) << headline;
  EXPECT_NE(headline.find("umol/L particles"), std::string::npos);
  EXPECT_TRUE(absorption_warnings(*made).empty()) << absorption_warnings(*made).front();
}

TEST(AbsorptionWords, WarnsBeyondTheSizingCurve) {
  const AnalysedAbsorption made(
      std::string("[peak]\nfrom = \"450 nm\"\n[sizing]\ncurve = \"own\"\nform = \"polynomial\"\n"
                  "coefficients = [-10, 0.025]\nsmallest = \"3 nm\"\nlargest = \"3.9 nm\"\n"));
  EXPECT_TRUE(warns(*made, "beyond the range of the sizing curve own, 3 to 3.9 nm"));
}

TEST(AbsorptionWords, WarnsOfSaturationAndOfTooMuchMaterial) {
  const AnalysedAbsorption made(std::string(sized_keys) + amount_keys +
                                    "precursor = \"0.1 mM\"\n[material]\nmolar_volume = \"33 cm3/mol\"\n",
                                made_spectra(growing), "limit = 0.4\ndilution = 100");
  EXPECT_TRUE(warns(*made, "absorbance above 0.4 where it is read"));
  EXPECT_TRUE(warns(*made, "more material than the precursor can make"));
}

TEST(AbsorptionWords, FitsOfFewSpectraAreTold) {
  const AnalysedAbsorption made(sized_keys);
  const std::vector<FitSummary> fits = absorption_fits(*made);
  ASSERT_EQ(fits.size(), growing.size());
  EXPECT_EQ(fits[0].name, "spectra, 10 s");
}

}  // namespace
}  // namespace nacre::study
