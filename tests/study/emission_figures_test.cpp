#include <gtest/gtest.h>

#include "emission_study.hpp"
#include "figure_checks.hpp"
#include "nacre/study/emission_output.hpp"

namespace nacre::study {
namespace {

TEST(EmissionFigures, AreSoundWithAbsorptionAndABirth) {
  std::vector<MadeFrame> frames = made_frames(6);
  frames[0].r2_nm = 0;
  const AnalysedEmission made(made_spectra(frames), "", fitted_stokes, made_absorption(made_frames(6)));
  const auto figures = emission_figures({made.analysis});
  expect_sound(figures);
  const FrameMap& map = figure_of<FrameMap>(figures, "spectra");
  EXPECT_EQ(map.frames.size(), 6u);
  EXPECT_EQ(map.map_at.size(), 6u);
  EXPECT_EQ(map.notes[0].find("0 s: reduced chi2 "), 0u);
  for (const double y : map.frames[0].curves[2].y) EXPECT_EQ(y, 0);  // the second is not born
  EXPECT_EQ(curve_of(figure_of(figures, "sizes"), "population 2").x.size(), 5u);
  EXPECT_EQ(curve_of(figure_of(figures, "stokes"), "fitted").x.size(), 11u);
}

TEST(EmissionFigures, ResidualsAreThoseOfTheFit) {
  const AnalysedEmission made(made_spectra(made_frames(2)));
  const auto figures = emission_figures({made.analysis});
  const FrameMap& map = figure_of<FrameMap>(figures, "spectra");
  double chi2 = 0;
  for (const double r : map.residuals[0].curves[0].y) chi2 += r * r;
  EXPECT_NEAR(chi2, made->fits[0].fit.result.chi2, 1e-6 * chi2);
}

TEST(EmissionFigures, LongSeriesAreThinned) {
  const AnalysedEmission made(made_spectra(made_frames(320), 1, 5, 480, 640), "",
                              "[sizing]\nstokes_shift = 20\n[regime]\ntest = \"off\"\n");
  expect_sound(emission_figures({made.analysis}));
}

}  // namespace
}  // namespace nacre::study
