#include "nacre/growth/size_classes.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace {

using namespace nacre::growth;

// Rises of the means are k r^(k-1) times the width, r at the face: exact increments of the moments.
TEST(SizeClasses, CellsGainWhatTheirFacesSay) {
  const auto classes = SizeClasses::cells({0.5, 2.5}, 8);
  ASSERT_EQ(classes.size(), 9u);
  EXPECT_DOUBLE_EQ(classes.window().low_nm, 0.5);
  EXPECT_DOUBLE_EQ(classes.window().high_nm, 2.5);
  for (std::size_t i = 1; i < classes.size(); ++i) {
    const double face = classes.lower_edge_nm(i);
    for (int k = 1; k < 4; ++k)
      EXPECT_NEAR(classes.mean(k)[i] - classes.mean(k)[i - 1], k * std::pow(face, k - 1) * 0.25, 1e-14) << i;
  }
}

TEST(SizeClasses, MonomersFillSpheres) {
  const auto classes = SizeClasses::monomers(2, 30, 0.2);
  ASSERT_EQ(classes.size(), 30u);  // 2 to 30, and one above
  EXPECT_NEAR(classes.mean(3)[0], 2 * 0.008, 1e-16);
  EXPECT_NEAR(classes.mean(1)[6], 0.4, 1e-15);  // 8 monomers
  EXPECT_NEAR(classes.mean(2)[6], 0.16, 1e-15);
  EXPECT_NEAR(classes.lower_edge_nm(6), 0.2 * std::cbrt(7.5), 1e-15);
}

TEST(SizeClasses, EntryKeepsNumberAndVolume) {
  for (const auto& classes : {SizeClasses::cells({0.5, 2.5}, 40), SizeClasses::monomers(2, 900, 0.23)}) {
    for (const double radius : {0.62, 0.7071, 1.3, 2.1}) {
      const Entry entry = classes.entry(radius);
      const double low = classes.mean(3)[entry.lower], high = classes.mean(3)[entry.lower + 1];
      EXPECT_GE(entry.upper_share, 0);
      EXPECT_LE(entry.upper_share, 1);
      EXPECT_NEAR(low + entry.upper_share * (high - low), radius * radius * radius, 1e-13) << radius;
      EXPECT_DOUBLE_EQ(entry.cube_nm3, radius * radius * radius);
      EXPECT_NEAR(entry.upper_per_nm3, 1 / (high - low), 1e-9);
    }
  }
}

TEST(SizeClasses, EntriesOutsideGoToTheEnds) {
  const auto classes = SizeClasses::cells({0.5, 2.5}, 40);
  const Entry below = classes.entry(0.1), above = classes.entry(9);
  EXPECT_EQ(below.lower, 0u);
  EXPECT_EQ(below.upper_share, 0);
  EXPECT_EQ(below.upper_per_nm3, 0);
  EXPECT_DOUBLE_EQ(below.cube_nm3, classes.mean(3)[0]);
  EXPECT_EQ(above.lower, 38u);
  EXPECT_NEAR(above.upper_share, 1, 1e-12);
  EXPECT_DOUBLE_EQ(above.cube_nm3, classes.mean(3)[39]);
}

// A normal distribution sampled in cells: its moments without the h^2/12 that binning adds to a variance.
TEST(SizeClasses, MomentsOfANormalDistribution) {
  const auto classes = SizeClasses::cells({1.0, 3.0}, 40);
  const double mean = 2.013, sigma = 0.11;
  std::vector<double> number(classes.size(), 0.0);
  const auto below = [&](double r) { return std::erfc((mean - r) / (sigma * std::numbers::sqrt2)) / 2; };
  for (std::size_t i = 0; i + 1 < classes.size(); ++i)
    number[i] = below(classes.lower_edge_nm(i + 1)) - below(classes.lower_edge_nm(i));
  const auto moments = classes.moments(number);
  EXPECT_NEAR(moments[0], 1, 1e-12);
  EXPECT_NEAR(moments[1], mean, 1e-9);
  EXPECT_NEAR(moments[2], mean * mean + sigma * sigma, 1e-9);
  EXPECT_NEAR(moments[3], mean * mean * mean + 3 * mean * sigma * sigma, 1e-9);
}

TEST(SizeClasses, BoxesDescendAndDilute) {
  const auto classes = SizeClasses::cells({0.5, 1.5}, 4);
  const auto boxes = classes.boxes(std::vector<double>{0, 3, 0, 5, 0}, 2);
  ASSERT_EQ(boxes.size(), 2u);
  EXPECT_DOUBLE_EQ(boxes[0].number_per_m3, 2.5);
  EXPECT_DOUBLE_EQ(boxes[0].low_nm, 1.25);
  EXPECT_DOUBLE_EQ(boxes[0].high_nm, 1.5);
  EXPECT_DOUBLE_EQ(boxes[1].low_nm, 0.75);
}

TEST(SizeClasses, SeedsAreSortedOrRefused) {
  const auto classes = SizeClasses::cells({0.5, 1.5}, 10);
  const std::vector<double> radius{1.21, 0.83}, count{4e20, 1e20};
  const auto moments = classes.moments(sorted_seeds(classes, radius, count));
  EXPECT_NEAR(moments[0] / 5e20, 1, 1e-14);
  EXPECT_NEAR(moments[3] / (4e20 * std::pow(1.21, 3) + 1e20 * std::pow(0.83, 3)), 1, 1e-14);
  try {
    sorted_seeds(classes, std::vector<double>{1.6}, std::vector<double>{1e20});
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "seeds of 1.6 nm lie outside of the window of radii, 0.5 to 1.5 nm");
  }
}

}  // namespace
