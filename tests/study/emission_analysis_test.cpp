#include "nacre/study/emission_analysis.hpp"

#include <gtest/gtest.h>

#include "emission_study.hpp"
#include "nacre/study/emission_regime.hpp"
#include "nacre/study/emission_sizes.hpp"

namespace nacre::study {
namespace {

TEST(EmissionAnalysis, RadiiOfBothPopulationsWithTheirErrors) {
  const AnalysedEmission made(made_spectra(made_frames()));
  ASSERT_EQ(made->tracks.populations, 2);
  const std::vector<MadeFrame> truth = made_frames();
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const EmissionRow& row = made->rows[i];
    EXPECT_EQ(row.status, "ok");
    EXPECT_NEAR(row.populations[0].size.radius_nm, truth[i].r1_nm, 5 * row.populations[0].size.radius_err_nm);
    EXPECT_NEAR(row.populations[1].size.radius_nm, truth[i].r2_nm, 5 * row.populations[1].size.radius_err_nm);
  }
}

// Pulls of the radii over 240 spectra, with noise taken from the spectra themselves.
TEST(EmissionAnalysis, ErrorsOfRadiiAreRight) {
  std::vector<double> pulls[2];
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const AnalysedEmission made(made_spectra(made_frames(), seed));
    const std::vector<MadeFrame> truth = made_frames();
    for (std::size_t i = 0; i < truth.size(); ++i)
      for (std::size_t k = 0; k < 2; ++k) {
        const spectra::EmissionSize& size = made->rows[i].populations[k].size;
        pulls[k].push_back((size.radius_nm - (k == 0 ? truth[i].r1_nm : truth[i].r2_nm)) /
                           size.radius_err_nm);
      }
  }
  for (const std::vector<double>& list : pulls) {
    double mean = 0, square = 0;
    for (const double one : list) mean += one / static_cast<double>(list.size());
    for (const double one : list)
      square += (one - mean) * (one - mean) / static_cast<double>(list.size() - 1);
    EXPECT_NEAR(mean, 0, 0.15);  // its standard error is 0.065
    EXPECT_NEAR(std::sqrt(square), 1, 0.1);
  }
}

TEST(EmissionAnalysis, TheFirstStaysTheFirstWhenTheSecondIsBornAndVanishes) {
  std::vector<MadeFrame> frames = made_frames(8);
  frames[0].r2_nm = frames[1].r2_nm = 0;
  frames[5].r1_nm = 0;
  const AnalysedEmission made(made_spectra(frames));
  EXPECT_EQ(made->rows[0].status, "population 2 not seen");
  EXPECT_EQ(made->rows[5].status, "population 1 not seen");
  EXPECT_NEAR(made->rows[5].populations[1].size.radius_nm, frames[5].r2_nm, 0.01);
  ASSERT_TRUE(made->regime.has_value());
  EXPECT_EQ(made->regime->data.bimodal.points.size(), 5u);
}

TEST(EmissionAnalysis, ABadSpectrumIsMarkedAndTheRestGoesOn) {
  std::string spectra = made_spectra(made_frames());
  spectra.replace(spectra.find("\n500,") + 5, 1, "x");
  const AnalysedEmission made(spectra);
  EXPECT_TRUE(made->rows[0].bad);
  EXPECT_EQ(made->rows[0].status.find("unusable: "), 0u);
  EXPECT_EQ(made->used(), 5u);
  EXPECT_EQ(made->warnings.size(), 1u);
}

TEST(EmissionAnalysis, AStokesShiftIsFittedToAbsorption) {
  const AnalysedEmission made(made_spectra(made_frames()), "", fitted_stokes, made_absorption(made_frames()));
  ASSERT_TRUE(made->absorption && made->absorption->result);
  EXPECT_EQ(made->absorption->pairs.size(), 12u);
  EXPECT_NEAR(made->stokes.c_meV[0], 20, 4 * std::sqrt(made->stokes.covariance[0]));
  EXPECT_GT(made->absorption->p, 0.001);
  EXPECT_TRUE(std::isfinite(made->exponent_sys));
}

TEST(EmissionAnalysis, AbsorptionThatDisagreesIsFoundOut) {
  const AnalysedEmission same(made_spectra(made_frames()), "", given_stokes, made_absorption(made_frames()));
  EXPECT_GT(same->absorption->p, 0.001);
  const AnalysedEmission other(made_spectra(made_frames()), "", given_stokes,
                               made_absorption(made_frames(), 1, -3));
  EXPECT_LT(other->absorption->p, 1e-6);
}

TEST(EmissionSizes, AnErrorOfTheGivenShiftIsSystematic) {
  const AnalysedEmission made(made_spectra(made_frames(3)), "",
                              "[sizing]\nstokes_shift = \"20 meV\"\nstokes_error = \"5 meV\"\n");
  const PopulationPoint& point = made->rows[0].populations[0];
  EXPECT_NEAR(point.size.radius_sys_nm / point.size.radius_err_nm, 5e-3 / point.energy_err_eV, 1e-6);
  EXPECT_GT(made->exponent_sys, 0);
}

TEST(EmissionSizes, RefusesKeysThatDoNotGoTogether) {
  const TempFolder folder;
  for (const char* sizing : {"stokes_shift = \"fit\"", "stokes_shift = 20\nstokes_slope = 3",
                             "stokes_shift = 20\ncurve = \"jasieniak\""}) {
    const Study study =
        emission_study(folder, made_spectra(made_frames(1)), "", "[sizing]\n" + std::string(sizing));
    EXPECT_THROW(analyse_emission(study.cases.front(), {}), Error) << sizing;
  }
}

TEST(EmissionRegime, TheLawOfGrowthIsFound) {
  const AnalysedEmission made(made_spectra(made_frames(10)));
  ASSERT_TRUE(made->regime.has_value());
  EXPECT_EQ(made->regime->regime, growth::Regime::superfocusing);
  EXPECT_NEAR(made->regime->test.best.values[0], 4, 3 * made->regime->test.best.uncertainties[0]);
}

TEST(EmissionRegime, TooFewSpectraAreSaidToBeTooFew) {
  const AnalysedEmission made(made_spectra(made_frames(2)));
  EXPECT_FALSE(made->regime.has_value());
  EXPECT_NE(made->no_regime.find("in 2 spectra only"), std::string::npos);
  const AnalysedEmission off(made_spectra(made_frames(4)), "",
                             "[sizing]\nstokes_shift = 20\n[regime]\ntest = \"off\"\n");
  EXPECT_FALSE(off->regime.has_value());
}

TEST(EmissionRegime, OnlySpectraWithBothPopulationsCount) {
  std::vector<MadeFrame> frames = made_frames(6);
  frames[0].r2_nm = 0;
  const AnalysedEmission made(made_spectra(frames));
  const RegimeData data = regime_data_of(made.analysis);
  EXPECT_EQ(data.bimodal.points.size(), 5u);
  EXPECT_EQ(data.time_s.front(), 60);
}

}  // namespace
}  // namespace nacre::study
