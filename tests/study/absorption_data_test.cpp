#include "nacre/study/absorption_data.hpp"

#include <gtest/gtest.h>

#include "absorption_study.hpp"

namespace nacre::study {
namespace {

// What the message of a study says.
std::string refusal(const std::string& keys, const std::string& table = made_spectra(growing),
                    const std::string& data_keys = "") {
  const TempFolder folder;
  try {
    const Study study = absorption_study(folder, table, keys, data_keys);
    read_absorption_data(study.cases.front(), read_absorption_plan(study.cases.front()));
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

void expect_refused(const std::string& keys, const std::string& words) {
  const std::string text = refusal(keys);
  EXPECT_NE(text.find(words), std::string::npos) << text;
}

TEST(AbsorptionData, ReadsGridTimesAndNoise) {
  const TempFolder folder;
  const Study study = absorption_study(folder, made_spectra(growing), sized_keys,
                                       "dilution = 3\ndilutions = [1, 2, 3, 4, 5, 6]");
  const AbsorptionPlan plan = read_absorption_plan(study.cases.front());
  const AbsorptionData data = read_absorption_data(study.cases.front(), plan);
  ASSERT_EQ(data.spectra.size(), 6u);
  EXPECT_EQ(data.at_unit, "s");
  EXPECT_EQ(data.wavelength_nm.size(), 206u);
  EXPECT_EQ(data.spectra[3].at, 80);
  EXPECT_EQ(data.spectra[3].dilution, 12);
  EXPECT_NEAR(data.spectra[3].sigma, 3e-4, 1e-4);
  EXPECT_EQ(plan.compound, "CdSe");
}

TEST(AbsorptionData, EnergiesBecomeWavelengths) {
  std::string csv = "energy_eV,sample\n";
  for (double e = 1.8; e < 3.5; e += 0.01) csv += format_number(e) + "," + format_number(e * e) + "\n";
  const TempFolder folder;
  const Study study = absorption_study(folder, csv, "[peak]\npopulations = 0\n");
  const AbsorptionData data =
      read_absorption_data(study.cases.front(), read_absorption_plan(study.cases.front()));
  EXPECT_NEAR(data.wavelength_nm.back(), spectra::energy_eV(1.8), 1e-9);
  EXPECT_NEAR(data.spectra[0].absorbance.back(), 1.8 * 1.8, 1e-9);
}

TEST(AbsorptionData, OwnSizingCurves) {
  const TempFolder folder;
  const Study study = absorption_study(folder, made_spectra(growing),
                                       "[sizing]\ncurve = \"own\"\nform = \"hyperbola\"\ncoefficients = "
                                       "[0.41, 0.0252, 0.283, 0]\nsmallest = \"2.5 nm\"\n"
                                       "largest = \"10 nm\"\nsource = \"here\"\n");
  const AbsorptionPlan plan = read_absorption_plan(study.cases.front());
  EXPECT_NEAR(plan.sizing->diameter_nm(1300), 4.608027, 1e-5);
  EXPECT_EQ(plan.sizing->curve().source, "here");
}

TEST(AbsorptionData, RefusesWhatDoesNotGoTogether) {
  expect_refused("[sizing]\ncurve = \"yu-2003-cdsse\"\n", "did you mean \"yu-2003-cdse\"?");
  expect_refused("[material]\ncompound = \"PbS\"\n[sizing]\ncurve = \"yu-2003-cdse\"\n",
                 "of another material");
  expect_refused("[sizing]\ncurve = \"own\"\n", "its coefficients and its range");
  expect_refused("[sizing]\ncurve = \"yu-2003-cdse\"\n[concentration]\ncard = \"moreels-2009-pbs\"\n",
                 "of another material");
  expect_refused("[sizing]\ncurve = \"yu-2003-cdse\"\n[concentration]\ncard = \"nobody\"\n",
                 "there is no such coefficient");
  expect_refused("[concentration]\ncard = \"yu-2003-cdse\"\n", "need their size");
  expect_refused("[sizing]\ncurve = \"yu-2003-cdse\"\n[concentration]\nwavelength = \"320 nm\"\n",
                 "goes with its wavelength");
  expect_refused(
      "[sizing]\ncurve = \"yu-2003-cdse\"\n[concentration]\nwavelength = \"300 nm\"\nintrinsic_absorption = "
      "\"1e5 1/cm\"\n",
      "do not reach this wavelength");
  expect_refused(std::string(sized_keys) + amount_keys + "precursor = \"10 mM\"\n", "needs the molar volume");
  expect_refused("[baseline]\nmodel = \"constant\"\n", "needs the window");
  expect_refused("[baseline]\nmodel = \"constant\"\nfrom = \"800 nm\"\nto = \"900 nm\"\n", "too few points");
  expect_refused("[kinetics]\nfit = true\n", "need a coefficient");
  expect_refused("[peak]\npopulations = 0\n[sizing]\ncurve = \"yu-2003-cdse\"\n",
                 "sizes need a first exciton");
  expect_refused("[peak]\npopulations = 2\nposition = \"maximum\"\n", "no maximum each");
  const std::string two = "[peak]\npopulations = 2\n[sizing]\ncurve = \"yu-2003-cdse\"\n";
  expect_refused(two + "[concentration]\ncard = \"yu-2003-cdse\"\n", "that of both populations");
  expect_refused(two + amount_keys + "[kinetics]\nfit = true\n", "no concentration of particles");
  expect_refused("[sites]\ndensity = \"5.8 g/cm3\"\n", "need lattice parameter");
  EXPECT_NE(refusal("", made_spectra(growing), "dilutions = [1, 2]").find("not one dilution for each"),
            std::string::npos);
}

}  // namespace
}  // namespace nacre::study
