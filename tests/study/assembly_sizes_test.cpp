#include "nacre/study/assembly_sizes.hpp"

#include <gtest/gtest.h>

#include "nacre/core/error.hpp"
#include "study/temp_folder.hpp"

namespace nacre::study {
namespace {

assembly::SpeciesSizes sizes_in(const std::string& text, double mean = 1) {
  const TempFolder folder;
  assembly::SpeciesSizes sizes{.mean = mean};
  read_sizes(folder.write("sizes.csv", text), sizes);
  return sizes;
}

std::string refusal(const std::string& text) {
  try {
    sizes_in(text);
  } catch (const Error& error) {
    return error.parts().message + " | " + error.parts().found + " | line " +
           std::to_string(error.parts().place.line);
  }
  return "taken";
}

TEST(AssemblySizes, APlainTableIsScaledToTheMeanOfTheSpecies) {
  const assembly::SpeciesSizes sizes = sizes_in("diameter,weight\n4,1\n5,2\n6,1\n", 0.55);
  ASSERT_EQ(sizes.diameters.size(), 3u);
  EXPECT_NEAR(sizes.diameters[0], 0.8 * 0.55, 1e-15);
  EXPECT_NEAR(sizes.diameters[1], 0.55, 1e-15);
  EXPECT_EQ(sizes.weights, (std::vector<double>{1, 2, 1}));
}

TEST(AssemblySizes, OfAGrowthRunTheEndOfTheLastCaseIsTaken) {
  const assembly::SpeciesSizes sizes = sizes_in(
      "order,time_s,radius_nm,density_mol_m3_nm\n"
      "1,10,1.0,7\n1,20,2.0,5\n1,20,2.1,9\n"
      "2,20,1.9,1\n2,20,2.0,2\n2,20,2.1,1\n");
  EXPECT_EQ(sizes.weights, (std::vector<double>{1, 2, 1}));
  EXPECT_NEAR(sizes.diameters[2], 1.05, 1e-15);
}

TEST(AssemblySizes, WhatIsNoDistributionIsRefused) {
  EXPECT_EQ(refusal("diameter,weight\n1,1\n1.1,-2\n"), "a weight is below zero | -2 | line 3");
  EXPECT_EQ(refusal("diameter,weight\n1,1\n-1.1,2\n"), "a size is not above zero | -1.1 | line 3");
  EXPECT_EQ(refusal("diameter,weight\n1,0\n1.1,0\n"),
            "the distribution has no particles | weights that add up to 0 | line 1");
  EXPECT_NE(refusal("diameter,weight\n1,nan\n"), "taken");
  EXPECT_NE(refusal("diameter,share\n1,1\n"), "taken");
}

}  // namespace
}  // namespace nacre::study
