#include "nacre/study/absorption_analysis.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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

// First excitons with a maximum, on a next transition that reaches under them.
MadeSpectrum with_maximum(const std::string& header, double peak_nm, double scale) {
  return {.header = header, .peak_nm = peak_nm, .scale = scale, .next = 0.1};
}
const std::vector<MadeSpectrum> maxima{with_maximum("10 s", 540, 0.6), with_maximum("20 s", 550, 0.8),
                                       with_maximum("40 s", 560, 1), with_maximum("80 s", 568, 1.1),
                                       with_maximum("160 s", 572, 1.1)};

// Wavelength and height of the maximum, by brute force.
std::pair<double, double> true_maximum(const MadeSpectrum& one) {
  std::pair<double, double> top{0, 0};
  for (double w = one.peak_nm - 12; w < one.peak_nm + 12; w += 0.01)
    if (made_absorbance(one, w) > top.second) top = {w, made_absorbance(one, w)};
  return top;
}

// Yu's coefficient is that of the whole absorbance at the maximum: the background under the Gaussian counts.
TEST(AbsorptionAnalysis, AmountsAtTheFirstExcitonAreOfAllOfItsAbsorbance) {
  const AnalysedAbsorption made(std::string(automatic_keys) + "[concentration]\ncard = \"yu-2003-cdse\"\n",
                                made_spectra(maxima));
  for (std::size_t i = 0; i < maxima.size(); ++i) {
    const AbsorptionFrame& frame = made->frames[i];
    ASSERT_TRUE(frame.ok()) << frame.status;
    const auto [at_nm, height] = true_maximum(maxima[i]);
    const double truth = 1e6 * height / (5857 * std::pow(made->plan.sizing->diameter_nm(at_nm), 2.65));
    const spectra::Measured& found = frame.amount->concentration_uM;
    EXPECT_GT(height, 1.05 * maxima[i].scale * 0.2);  // more than the Gaussian alone
    EXPECT_NEAR(found.value, truth, 4 * found.error);
    EXPECT_LT(found.error, 0.03 * truth);
  }
}

// What is known of the width of one size moves the material and not the number of particles.
TEST(AbsorptionAnalysis, ParticlesAtTheFirstExcitonDoNotHangOnTheSpread) {
  const std::string card = "[concentration]\ncard = \"yu-2003-cdse\"\n";
  const AnalysedAbsorption all(automatic_keys + card, made_spectra(maxima)),
      spread(std::string(automatic_keys) + "homogeneous = \"5 nm\"\n" + card, made_spectra(maxima));
  const auto &a = *all->frames[2].amount, &b = *spread->frames[2].amount;
  const double ratio = spread->frames[2].sizes.front().dispersity.value;
  EXPECT_NEAR(b.concentration_uM.value / a.concentration_uM.value, 1, 1e-12);
  EXPECT_NEAR(b.volume_fraction.value / a.volume_fraction.value, 1 + 3 * ratio * ratio, 1e-9);
}

// The coefficient of Jasieniak et al. goes with the width of the peak; scatter over spectra is the error.
TEST(AbsorptionAnalysis, ErrorsAtTheFirstExcitonAreTheScatter) {
  const std::vector<MadeSpectrum> same(60, with_maximum("sample", 555, 1));
  for (const std::string name : {"yu-2003-cdse", "jasieniak-2009-cdse"}) {
    const AnalysedAbsorption made(std::string(automatic_keys) + "[concentration]\ncard = \"" + name + "\"\n",
                                  made_spectra(same, 1e-3));
    double sum = 0, squares = 0, variance = 0;
    for (const AbsorptionFrame& frame : made->frames) {
      ASSERT_TRUE(frame.ok()) << frame.status;
      const spectra::Measured& c = frame.amount->concentration_uM;
      sum += c.value / 60, squares += c.value * c.value / 60, variance += c.error * c.error / 60;
    }
    EXPECT_NEAR(std::sqrt((squares - sum * sum) / variance), 1, 0.3) << name;  // of 60: 0.09
  }
}

// An error of the curve is in all sizes alike: it makes no scatter in the kinetics and is in what is said at
// the end.
TEST(AbsorptionAnalysis, TheErrorOfTheSizingCurveIsCommon) {
  const std::string kinetics = "[kinetics]\nfit = true\n";
  const AnalysedAbsorption exact(amounts + kinetics),
      rough(std::string(sized_keys) + "relative_error = 0.05\n" + amount_keys + kinetics);
  ASSERT_TRUE(exact->kinetics && rough->kinetics);
  EXPECT_EQ(exact->kinetics->result.chi2, rough->kinetics->result.chi2);
  EXPECT_EQ(exact->kinetics->t98_concentration_s.error, rough->kinetics->t98_concentration_s.error);
  const AbsorptionFrame& last = rough->frames.back();
  EXPECT_EQ(last.sizes.front().diameter_nm.error, exact->frames.back().sizes.front().diameter_nm.error);
  const AbsorptionFinal final = with_common_errors(*rough, last);
  const auto common = [](const spectra::Measured& all, const spectra::Measured& row) {
    return std::sqrt(all.error * all.error - row.error * row.error) / row.value;
  };
  EXPECT_NEAR(common(final.diameter_nm, last.sizes.front().diameter_nm), 0.05, 1e-9);
  EXPECT_NEAR(common(*final.concentration_uM, last.amount->concentration_uM), 0.15, 1e-9);
}

// With Yu's coefficient a diameter is 2.65 times in the concentration and the rest of 3 in the material; by
// Jasieniak's, which goes with the energy, not at all. Against curves that are wrong by as much.
TEST(AbsorptionAnalysis, CommonErrorsAreThoseOfAWrongCurve) {
  const auto study = [](const std::string& name, double factor) {
    std::string c = "[";
    for (const double one : {41.57, -0.4277, 1.6242e-3, -2.6575e-6, 1.6122e-9})
      c += format_number(one * factor) + ", ";
    return "[peak]\nfrom = \"450 nm\"\n[material]\nmolar_volume = \"33 cm3/mol\"\n[sizing]\ncurve = \"own\"\n"
           "form = \"polynomial\"\nrelative_error = 0.01\nsmallest = \"2 nm\"\nlargest = \"5 "
           "nm\"\ncoefficients = " +
           c +
           "]\n[sites]\nlattice_parameter = \"6.05 A\"\ndensity = \"5.816 g/cm3\"\nmolar_mass = \"191.38 "
           "g/mol\"\n"
           "[concentration]\nprecursor = \"10 mM\"\n" +
           name;
  };
  const std::string intrinsic = "wavelength = \"350 nm\"\nintrinsic_absorption = \"1.3e5 1/cm\"\n";
  for (const std::string& name : {std::string("card = \"yu-2003-cdse\"\n"),
                                  std::string("card = \"jasieniak-2009-cdse\"\n"), intrinsic}) {
    const AnalysedAbsorption right(study(name, 1), made_spectra(maxima)),
        wrong(study(name, 1.01), made_spectra(maxima));
    const AbsorptionFrame &a = right->frames.back(), &b = wrong->frames.back();
    const AbsorptionFinal final = with_common_errors(*right, a);
    const auto check = [&](const spectra::Measured& row, const spectra::Measured& all, double moved) {
      const double common = std::sqrt(all.error * all.error - row.error * row.error);
      EXPECT_NEAR(common, std::abs(moved - row.value), 0.05 * common + 1e-6 * row.value) << name;
    };
    check(a.amount->concentration_uM, *final.concentration_uM, b.amount->concentration_uM.value);
    check(*a.yield, *final.yield, b.yield->value);
    check(*a.sites_mM, *final.sites_mM, b.sites_mM->value);
  }
}

// Far above, two populations absorb together.
TEST(AbsorptionAnalysis, TwoPopulationsGiveMaterialAndNoParticles) {
  std::string csv = "wavelength_nm,10 s,20 s\n";
  RandomStream random(3, StreamName::synthetic_data);
  for (double w = 310; w <= 720; w += 2) {
    const double sum = made_absorbance({"", 620, 0.6, 0.35}, w) + made_absorbance({"", 530, 1, 0.35}, w);
    csv += format_number(w) + "," + format_rounded(sum + 3e-4 * random.normal(), 6) + "," +
           format_rounded(sum + 3e-4 * random.normal(), 6) + "\n";
  }
  const AnalysedAbsorption made(
      "[peak]\nfrom = \"450 nm\"\npopulations = 2\n[sizing]\ncurve = \"yu-2003-cdse\"\n" +
          std::string(amount_keys) + "precursor = \"10 mM\"\n[material]\nmolar_volume = \"33 cm3/mol\"\n",
      csv);
  const AbsorptionFrame& last = made->frames.back();
  ASSERT_TRUE(last.ok()) << last.status;
  EXPECT_GT(last.yield->value, 0);
  EXPECT_TRUE(std::isnan(last.amount->concentration_uM.value));
  const auto warnings = absorption_warnings(*made);
  EXPECT_TRUE(std::ranges::any_of(warnings, [](const std::string& one) {
    return one.find("absorbance far above is that of both populations") != std::string::npos;
  }));
  for (const Quantity& one : absorption_quantities(*made)) EXPECT_NE(one.name, "concentration_final");
  EXPECT_EQ(absorption_headline(made.analyses).find("particles"), std::string::npos);
}

// By maxima where all spectra have one, else by the middles of the Gaussians: never by both in one series.
TEST(AbsorptionAnalysis, OnePlaceForAllSpectra) {
  const AnalysedAbsorption all(automatic_keys, made_spectra(maxima));
  EXPECT_EQ(all->position, PeakPosition::maximum);
  EXPECT_EQ(all->frames[1].sizes.front().peak_nm.value, all->frames[1].peak.maximum_nm->value);
  std::vector<MadeSpectrum> list = maxima;
  list[0].next = 0.5;  // a shoulder
  const AnalysedAbsorption mixed(automatic_keys, made_spectra(list));
  EXPECT_EQ(mixed->shoulders, 1u);
  EXPECT_EQ(mixed->position, PeakPosition::component);
  for (const AbsorptionFrame& frame : mixed->frames)
    EXPECT_EQ(frame.sizes.front().peak_nm.value, frame.peak.excitons.front().peak_nm.value);
  const auto warnings = absorption_warnings(*mixed);
  EXPECT_TRUE(std::ranges::any_of(warnings, [](const std::string& one) {
    return one.find("shoulder without a maximum in 1 of 5") != std::string::npos;
  }));
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
  EXPECT_EQ(nan->frames[0].raw->at, 10);
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
