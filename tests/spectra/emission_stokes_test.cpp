#include "nacre/spectra/emission_stokes.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "made_emission.hpp"

namespace nacre::spectra {
namespace {

const Sizing& cdse() {
  static const Sizing sizing(*find_sizing_curve("jasieniak-2009-cdse"));
  return sizing;
}

StokesShift law_of(StokesLaw law, std::array<double, 3> c_meV) { return {.law = law, .c_meV = c_meV}; }

const StokesShift laws[] = {law_of(StokesLaw::constant, {25, 0, 0}),
                            law_of(StokesLaw::inverse_diameter, {5, 90, 40}),
                            law_of(StokesLaw::energy, {20, 30, 10})};

TEST(EmissionStokes, TheSizeIsThatOfTheShiftedLine) {
  for (const StokesShift& shift : laws)
    for (const double radius : {1.2, 1.7, 2.4}) {
      const double absorption = cdse().energy_eV(2 * radius);
      // The emission of these particles, from the law itself: E + S(E, d) = E_abs.
      double emission = absorption;
      for (int round = 0; round < 60; ++round)
        emission = absorption - 1e-3 * shift.shift_meV(emission, 2 * radius);
      const EmissionSize size = size_of_emission(emission, 0.002, shift, cdse());
      EXPECT_NEAR(size.radius_nm, radius, 1e-8);
      EXPECT_NEAR(size.absorption_eV, absorption, 1e-9);
      EXPECT_TRUE(size.in_range);
    }
}

TEST(EmissionStokes, ErrorsFollowTheSlopes) {
  StokesShift shift = laws[0];
  shift.covariance[0] = 9;
  const EmissionSize size = size_of_emission(2.2, 0.003, shift, cdse());
  const double moved = size_of_emission(2.2 + 1e-4, 0.003, shift, cdse()).radius_nm;
  EXPECT_NEAR(size.radius_err_nm, std::abs(moved - size.radius_nm) * 30, 1e-2 * size.radius_err_nm);
  EXPECT_NEAR(size.radius_sys_nm, size.radius_err_nm, 1e-9);  // 3 meV either way
}

TEST(EmissionStokes, BeyondTheCurveThereIsNoSize) {
  EXPECT_TRUE(std::isnan(size_of_emission(0.3, 0.001, laws[0], cdse()).radius_nm));
  EXPECT_TRUE(std::isnan(size_of_emission(0.3, 0.001, laws[1], cdse()).radius_nm));
  EXPECT_FALSE(size_of_emission(0.3, 0.001, laws[0], cdse()).in_range);
}

// Emission and absorption of growing particles with errors of 2 and 3 meV.
std::vector<StokesPair> pairs_of(const StokesShift& shift, std::uint64_t seed, double off_meV = 0) {
  RandomStream random(seed, StreamName::synthetic_data);
  std::vector<StokesPair> pairs;
  for (int i = 0; i < 12; ++i) {
    const double diameter = 2.5 + 0.2 * i, absorption = cdse().energy_eV(diameter);
    double emission = absorption;
    for (int round = 0; round < 60; ++round)
      emission = absorption - 1e-3 * shift.shift_meV(emission, diameter);
    pairs.push_back({emission + 2e-3 * random.normal(), 2e-3,
                     absorption + 1e-3 * off_meV + 3e-3 * random.normal(), 3e-3, 0});
    pairs.back().diameter_nm = cdse().diameter_of_energy_nm(pairs.back().absorption_eV);
  }
  return pairs;
}

TEST(EmissionStokes, AgreementAndDisagreementShow) {
  double chi2 = 0, disagreeing = 0;
  std::vector<double> pulls;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const StokesAgreement same = agreement(pairs_of(laws[0], seed), laws[0]);
    chi2 += same.chi2 / 200;
    pulls.push_back((same.mean_meV - 25) / same.mean_err_meV);
    const StokesAgreement other = agreement(pairs_of(laws[0], seed, 15), laws[0]);
    disagreeing += other.chi2 > 21.03 ? 1 : 0;  // 5 % of chi2 with 12 degrees of freedom
    EXPECT_NEAR(other.difference_meV, 15, 5);
  }
  EXPECT_NEAR(chi2, 12, 1);
  EXPECT_NEAR(spread_of(pulls).mean, 0, 0.15);
  EXPECT_EQ(disagreeing, 200);
}

TEST(EmissionStokes, EveryLawIsFittedWithRightErrors) {
  for (const StokesShift& truth : laws) {
    const bool constant = truth.law == StokesLaw::constant;
    StokesShift two = truth;
    two.c_meV[2] = 0;
    std::vector<double> first, second;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
      const fit::Problem problem =
          stokes_problem(pairs_of(two, seed), law_of(truth.law, {}), {true, !constant, false}, false);
      const fit::Result result = fit::fit(problem);
      const StokesShift found = stokes_of(result, truth.law);
      first.push_back((found.c_meV[0] - two.c_meV[0]) / result.uncertainties[0]);
      if (!constant) second.push_back((found.c_meV[1] - two.c_meV[1]) / result.uncertainties[1]);
      if (constant) {
        EXPECT_NEAR(found.error_meV(2.2, 3), result.uncertainties[0], 1e-9);
      }
    }
    // Errors of the places enter g too, which attenuates the slope by far less than its error here.
    EXPECT_NEAR(spread_of(first).mean, 0, 0.25) << static_cast<int>(truth.law);
    EXPECT_NEAR(spread_of(first).deviation, 1, 0.12) << static_cast<int>(truth.law);
    if (constant) continue;
    EXPECT_NEAR(spread_of(second).deviation, 1, 0.12) << static_cast<int>(truth.law);
  }
}

TEST(EmissionStokes, CardsAreFoundByName) {
  for (const StokesCard& card : stokes_cards()) EXPECT_EQ(find_stokes_card(card.name)->law, card.law);
  EXPECT_EQ(find_stokes_card("quadratic"), nullptr);
}

}  // namespace
}  // namespace nacre::spectra
