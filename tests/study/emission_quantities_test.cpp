#include <gtest/gtest.h>

#include "emission_study.hpp"
#include "nacre/study/emission_output.hpp"

namespace nacre::study {
namespace {

std::vector<std::string> names_of(const std::vector<Quantity>& list) {
  std::vector<std::string> names;
  for (const Quantity& one : list) names.push_back(one.name);
  return names;
}

TEST(EmissionQuantities, RadiiAreThoseOfTheEnds) {
  const AnalysedEmission made(made_spectra(made_frames(2)));
  const auto list = emission_quantities(made.analysis);
  EXPECT_EQ(names_of(list), (std::vector<std::string>{"populations", "spectra_used", "radius_1_first",
                                                      "radius_1_last", "radius_2_first", "radius_2_last"}));
  EXPECT_EQ(list[5].value, made->rows[1].populations[1].size.radius_nm);
  EXPECT_EQ(list[5].uncertainty, made->rows[1].populations[1].size.radius_err_nm);
}

TEST(EmissionQuantities, TheStokesShiftCarriesItsUnit) {
  const AnalysedEmission made(
      made_spectra(made_frames(5)), "",
      "[sizing]\nstokes_law = \"energy\"\nstokes_shift = \"fit\"\nstokes_slope = \"fit\"\n"
      "[absorption]\nfile = \"absorption.csv\"\n",
      made_absorption(made_frames(5)));
  std::string units;
  for (const Quantity& one : emission_quantities(made.analysis))
    if (one.name == "stokes_shift" || one.name == "stokes_slope") units += one.name + " " + one.unit + ";";
  EXPECT_EQ(units, "stokes_shift meV;stokes_slope meV/eV;");
}

TEST(EmissionQuantities, SummariesOfLongSeriesAreAFew) {
  const AnalysedEmission made(made_spectra(made_frames(30)));
  EXPECT_EQ(emission_summaries(made.analysis).size(), 13u);
  EXPECT_NE(emission_summaries(made.analysis)[1].scaling.find("own scatter"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
