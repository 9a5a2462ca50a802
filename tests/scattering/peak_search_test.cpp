#include "nacre/scattering/peak_search.hpp"

#include <gtest/gtest.h>

#include "made_peaks.hpp"

namespace nacre::scattering {
namespace {

const LineModel model{LineShape::pseudo_voigt, LineBackground::power_law, 1, 0.008, 0.2};

TEST(PeakSearch, FindsWhatIsThere) {
  const MadePeaks made;
  for (const std::uint64_t draw : {1, 2, 3, 4, 5}) {
    const FoundPeaks found = search_peaks(made_peaks(made, draw), model, {}, {});
    ASSERT_EQ(found.fit.lines.size(), 3u) << draw;
    for (std::size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(found.fit.lines[k].center, made.lines[k].center, 5 * found.fit.errors[k].center);
      EXPECT_NEAR(found.significance[k], found.fit.lines[k].area / found.fit.errors[k].area, 1e-9);
      EXPECT_GT(found.significance[k], 5);
    }
  }
}

TEST(PeakSearch, FindsNothingInNoise) {
  int false_ones = 0;
  for (std::uint64_t draw = 0; draw < 60; ++draw)
    false_ones +=
        static_cast<int>(search_peaks(made_peaks({.lines = {}}, 500 + draw), model, {}, {}).fit.lines.size());
  EXPECT_LE(false_ones, 1);  // five standard errors at some thousand places and widths
}

TEST(PeakSearch, SeparatesNeighboursAndSaysWhatItLeavesOut) {
  const MadePeaks made{.lines = {{0.5, 0.40, 0.03}, {0.5, 0.45, 0.03}}, .share = 0, .noise = 0.005};
  LineModel gaussian = model;
  gaussian.shape = LineShape::gaussian;
  const FoundPeaks found = search_peaks(made_peaks(made, 9), gaussian, {}, {});
  ASSERT_EQ(found.fit.lines.size(), 2u);
  EXPECT_NEAR(found.fit.lines[0].center, 0.40, 5 * found.fit.errors[0].center);
  EXPECT_NEAR(found.fit.lines[1].center, 0.45, 5 * found.fit.errors[1].center);
  const FoundPeaks cut = search_peaks(made_peaks(made, 9), gaussian, {.most = 1}, {});
  EXPECT_EQ(cut.fit.lines.size(), 1u);
  ASSERT_EQ(cut.notes.size(), 1u);
  EXPECT_NE(cut.notes[0].find("as many peaks as were asked for"), std::string::npos);
}

// Sigmas that are five times too large hide nothing where they count as weights alone.
TEST(PeakSearch, TakesTheNoiseFromTheScatter) {
  LineCurve curve = made_peaks({}, 21);
  EXPECT_NEAR(noise_scale(curve), 1, 0.15);
  for (double& sigma : curve.sigma) sigma *= 5;
  EXPECT_NEAR(noise_scale(curve), 0.2, 0.03);
  LineModel relative = model;
  relative.scale_sigmas = true;
  const FoundPeaks found = search_peaks(curve, relative, {}, {});
  const FoundPeaks known = search_peaks(made_peaks({}, 21), model, {}, {});
  ASSERT_EQ(found.fit.lines.size(), 3u);
  EXPECT_NEAR(found.fit.errors[0].center / known.fit.errors[0].center, 1, 0.15);
}

// The error of an area that is not there is that of one that is fitted there, but for the correlations.
TEST(PeakSearch, TheErrorOfAnAreaThatIsNotThere) {
  const LineCurve curve = made_peaks({.lines = {{0.02, 0.5, 0.045}}}, 4);
  LineModel gaussian = model;
  gaussian.shape = LineShape::gaussian;
  const LineFit fit = fit_lines(std::make_shared<const LineCurve>(curve),
                                MadePeaks{.lines = {{0.02, 0.5, 0.045}}}.lines, gaussian);
  const double error = area_error(curve, 0.5, 0.045);
  EXPECT_GT(error, 0.3 * fit.errors[0].area);
  EXPECT_LT(error, 5 * fit.errors[0].area);
  EXPECT_GT(area_error(curve, 5, 0.045), 1e9);  // nothing was measured there
}

}  // namespace
}  // namespace nacre::scattering
