#include <gtest/gtest.h>

#include "emission_study.hpp"
#include "nacre/study/emission_output.hpp"

namespace nacre::study {
namespace {

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

TEST(EmissionWords, TheHeadlineSaysRadiiLawAndCount) {
  const AnalysedEmission made(made_spectra(made_frames(8)));
  const std::string text = emission_headline({made.analysis});
  EXPECT_TRUE(has(text, "population 1: 1.99999 ")) << text;
  EXPECT_TRUE(has(text, "Superfocusing: ")) << text;
  EXPECT_TRUE(has(text, "2 Gaussians in 8 spectra (the fewest within 10 of the lowest AIC).")) << text;
  EXPECT_TRUE(emission_warnings(made.analysis).empty());
  EXPECT_TRUE(has(emission_headline({made.analysis, made.analysis}), "spectra: m = ")) << text;
}

TEST(EmissionWords, DisagreementIsAWarning) {
  const AnalysedEmission made(made_spectra(made_frames(4)), "", given_stokes,
                              made_absorption(made_frames(4), 1, -3));
  EXPECT_TRUE(has(absorption_sentence(made.analysis),
                  "Absorption disagrees with the emission and the given Stokes shift"));
  const auto warnings = emission_warnings(made.analysis);
  ASSERT_EQ(warnings.size(), 2u);
  EXPECT_TRUE(has(warnings[1], "meV larger than given on average")) << warnings[1];
}

TEST(EmissionWords, AgreementIsNoWarning) {
  const AnalysedEmission made(made_spectra(made_frames(4)), "", fitted_stokes,
                              made_absorption(made_frames(4)));
  EXPECT_TRUE(has(absorption_sentence(made.analysis),
                  "Absorption agrees with the emission and the fitted Stokes shift"));
  EXPECT_TRUE(emission_warnings(made.analysis).empty());
}

TEST(EmissionWords, WithoutAbsorptionNothingIsSaidOfIt) {
  const AnalysedEmission made(made_spectra(made_frames(2)));
  EXPECT_TRUE(absorption_sentence(made.analysis).empty());
  const auto warnings = emission_warnings(made.analysis);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_TRUE(has(warnings[0], "no growth exponent: both populations have a radius in 2 spectra only"));
}

}  // namespace
}  // namespace nacre::study
