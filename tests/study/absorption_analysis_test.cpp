#include "nacre/study/absorption_analysis.hpp"

#include <gtest/gtest.h>

#include "absorption_study.hpp"

namespace nacre::study {
namespace {

const std::string amounts = std::string(sized_keys) + amount_keys;

TEST(AbsorptionAnalysis, FindsPeaksAndSizes) {
  const AnalysedAbsorption made(sized_keys);
  for (std::size_t i = 0; i < growing.size(); ++i) {
    const AbsorptionFrame& frame = made->frames[i];
    ASSERT_TRUE(frame.ok()) << frame.status;
    const PopulationSize& size = frame.sizes.front();
    EXPECT_NEAR(size.peak_nm.value, growing[i].peak_nm, 4 * size.peak_nm.error) << growing[i].header;
    EXPECT_NEAR(size.diameter_nm.value, made->plan.sizing->diameter_nm(size.peak_nm.value), 1e-12);
    EXPECT_NEAR(frame.baseline.at(400), 0.01, 3e-4);
  }
}

// Concentration by hand from the absorbance of the made spectrum at 350 nm and the sizing curve.
TEST(AbsorptionAnalysis, AmountsAreThoseByHand) {
  const AnalysedAbsorption made(amounts +
                                    "precursor = \"10 mM\"\n[material]\nmolar_volume = \"33 cm3/mol\"\n" +
                                    "[sites]\nlattice_parameter = \"6.05 A\"\ndensity = \"5.816 "
                                    "g/cm3\"\nmolar_mass = \"191.38 g/mol\"\n",
                                made_spectra(growing), "dilution = 20\npath_length = \"0.5 cm\"");
  const AbsorptionFrame& last = made->frames.back();
  const double fraction = made_absorbance(growing.back(), 350) * std::log(10.0) * 20 / (1.3e5 * 0.5);
  const double volume_nm3 = M_PI / 6 * std::pow(made->plan.sizing->diameter_nm(574), 3);
  EXPECT_NEAR(last.amount->volume_fraction.value / fraction, 1, 2e-3);
  EXPECT_NEAR(last.amount->concentration_uM.value / (fraction / volume_nm3 * 1e24 / avogadro_per_mol * 1e6),
              1, 0.02);
  EXPECT_NEAR(last.yield->value / (fraction / 0.033 / 0.01), 1, 2e-3);
  const double sites = sites_per_particle(*made->plan.sites, last.sizes.front().diameter_nm.value).sites;
  EXPECT_NEAR(last.sites_mM->value, 1e-3 * last.amount->concentration_uM.value * sites, 1e-9);
}

// By Yu's coefficient at the first exciton: amplitude over (eps L), from the Gaussian alone.
TEST(AbsorptionAnalysis, AmountsAtTheFirstExciton) {
  const AnalysedAbsorption made(std::string(sized_keys) + "[concentration]\ncard = \"yu-2003-cdse\"\n");
  const AbsorptionFrame& last = made->frames.back();
  const double extinction = 5857 * std::pow(last.sizes.front().diameter_nm.value, 2.65);
  EXPECT_NEAR(last.amount->concentration_uM.value,
              1e6 * last.peak.excitons.front().amplitude.value / extinction, 1e-9);
}

// Spheres whose sites are those of the surface-sites kind: 3 nm CdSe has 126.6.
TEST(AbsorptionAnalysis, SitesAreThoseOfTheSphericalModel) {
  const AnalysedAbsorption made(
      std::string(sized_keys) +
      "[sites]\nlattice_parameter = \"6.05 A\"\ndensity = \"5.816 g/cm3\"\nmolar_mass = \"191.38 g/mol\"\n");
  const auto [sites, per_nm] = sites_per_particle(*made->plan.sites, 3);
  EXPECT_NEAR(sites, 127, 2);
  EXPECT_NEAR(per_nm, (sites_per_particle(*made->plan.sites, 3.01).sites - sites) / 0.01, 1);
}

TEST(AbsorptionAnalysis, BadSpectraAreMarkedAndTheRestIsThere) {
  std::string csv = made_spectra(growing);
  csv.replace(csv.find("\n312,") + 5, 3, "nan");
  std::vector<MadeSpectrum> list = growing;
  list[2].scale = 1e-9;  // nothing in it
  const AnalysedAbsorption nan(sized_keys, csv), empty(sized_keys, made_spectra(list));
  EXPECT_EQ(nan->defects(), 1u);
  EXPECT_FALSE(nan->frames[0].usable);
  EXPECT_EQ(empty->defects(), 1u);
  EXPECT_NE(empty->frames[2].status.find("no first exciton"), std::string::npos) << empty->frames[2].status;
  EXPECT_TRUE(empty->frames[3].ok());
}

TEST(AbsorptionAnalysis, NothingFoundIsRefused) {
  std::vector<MadeSpectrum> list = growing;
  for (MadeSpectrum& one : list) one.scale = 1e-9;
  EXPECT_THROW(AnalysedAbsorption(sized_keys, made_spectra(list)), Error);
}

TEST(AbsorptionAnalysis, FitsKinetics) {
  const AnalysedAbsorption made(amounts + "[kinetics]\nfit = true\nerrors = \"scatter\"\n");
  ASSERT_TRUE(made->kinetics) << made->kinetics_failure;
  EXPECT_EQ(made->kinetics->points.size(), 6u);
  EXPECT_TRUE(made->yields_are_fractions());
  EXPECT_GT(made->kinetics->nucleation_share.value, 0);
  const AnalysedAbsorption few(amounts + "[kinetics]\nfit = true\nuntil = \"50 s\"\n");
  EXPECT_FALSE(few->kinetics);
  EXPECT_NE(few->kinetics_failure.find("four points"), std::string::npos);
}

TEST(AbsorptionAnalysis, FitsDilutions) {
  std::vector<MadeSpectrum> list;
  for (const double degree : {1.0, 0.75, 0.5, 0.25}) list.push_back({format_number(degree), 550, degree});
  const AnalysedAbsorption made("[peak]\npopulations = 0\n[dilution]\nwavelength = \"550 nm\"\n",
                                made_spectra(list));
  EXPECT_EQ(made->data.at_name, "relative concentration");
  EXPECT_NEAR(made->dilution->slope.value, made_absorbance(list[0], 550),
              4 * made->dilution->slope.error + 1e-4);
  EXPECT_NEAR(made->dilution->intercept.value, 0.01, 2e-3);
  EXPECT_THROW(AnalysedAbsorption("[peak]\npopulations = 0\n[dilution]\nwavelength = \"550 nm\"\n",
                                  made_spectra({list[0], list[1]})),
               Error);
}

// Where there is a maximum it counts, and a shoulder is marked.
TEST(AbsorptionAnalysis, AShoulderHasNoMaximum) {
  const AnalysedAbsorption made("[peak]\nfrom = \"450 nm\"\nposition = \"maximum\"\n");
  for (const AbsorptionFrame& frame : made->frames) {
    if (frame.peak.maximum_nm) {
      EXPECT_EQ(frame.sizes.front().peak_nm.value, frame.peak.maximum_nm->value);
    } else {
      EXPECT_NE(frame.status.find("shoulder"), std::string::npos) << frame.status;
    }
  }
}

TEST(AbsorptionAnalysis, TheStudySaysWhichPlaceCounts) {
  const AnalysedAbsorption derivative(std::string(
      "[sizing]\ncurve = \"yu-2003-cdse\"\n[peak]\nfrom = \"450 nm\"\nposition = \"derivative\"\n"));
  EXPECT_EQ(derivative->frames[3].sizes.front().peak_nm.value, derivative->frames[3].peak.minima_nm.front());
}

}  // namespace
}  // namespace nacre::study
