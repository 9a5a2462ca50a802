#include <gtest/gtest.h>

#include "absorption_study.hpp"
#include "figure_checks.hpp"

namespace nacre::study {
namespace {

TEST(AbsorptionFigures, OfASeriesWithKinetics) {
  std::vector<MadeSpectrum> list = growing;
  list[1].scale = 1e-9;  // no peak: a row in the map, no frame
  const AnalysedAbsorption made(
      std::string(sized_keys) + amount_keys + "[kinetics]\nfit = true\nerrors = \"scatter\"\n",
      made_spectra(list));
  const std::vector<Figure> figures = absorption_figures(made.analyses);
  expect_sound(figures);
  const FrameMap& map = figure_of<FrameMap>(figures, "series");
  EXPECT_EQ(map.map_at.size(), 6u);
  EXPECT_EQ(map.frames.size(), 5u);
  EXPECT_EQ(map.residuals.size(), 5u);
  for (const char* id : {"spectra", "radius", "concentration", "yield", "derivative"}) figure_of(figures, id);
  EXPECT_EQ(curve_of(figure_of(figures, "radius"), "").x.size(), 5u);
}

TEST(AbsorptionFigures, OfOneSpectrum) {
  const AnalysedAbsorption made(sized_keys, made_spectra({growing[4]}));
  const std::vector<Figure> figures = absorption_figures(made.analyses);
  expect_sound(figures);
  curve_of(figure_of(figures, "fit"), "without the first exciton");
}

TEST(AbsorptionFigures, OfDilutions) {
  std::vector<MadeSpectrum> list;
  for (const double degree : {1.0, 0.75, 0.5, 0.25}) list.push_back({format_number(degree), 550, degree});
  const AnalysedAbsorption made("[peak]\npopulations = 0\n[dilution]\nwavelength = \"550 nm\"\n",
                                made_spectra(list));
  const std::vector<Figure> figures = absorption_figures(made.analyses);
  expect_sound(figures);
  EXPECT_EQ(curve_of(figure_of(figures, "dilution"), "spectra").x.size(), 4u);
}

}  // namespace
}  // namespace nacre::study
