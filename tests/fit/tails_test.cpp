#include "nacre/fit/tails.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::fit {
namespace {

// Quantiles from tables, the rest from SciPy 1.x chi2.sf and 2 t.sf.
TEST(Tails, OfChiSquare) {
  EXPECT_NEAR(chi2_tail(3.841458820694124, 1), 0.05, 1e-15);
  EXPECT_NEAR(chi2_tail(5.991464547107979, 2), 0.05, 1e-15);
  EXPECT_NEAR(chi2_tail(1, 1), 0.31731050786291415, 1e-15);
  EXPECT_NEAR(chi2_tail(10, 5), 0.07523524614651217, 1e-15);
  EXPECT_NEAR(chi2_tail(0.5, 4), 0.9735009788392561, 1e-15);
  EXPECT_NEAR(chi2_tail(1e-3, 3), 0.9999915920809419, 1e-15);
  EXPECT_NEAR(chi2_tail(25, 30), 0.7250318841806004, 1e-14);
}

TEST(Tails, OfChiSquareKeepTheirDigitsFarOut) {
  EXPECT_NEAR(chi2_tail(60, 13) / 5.253479852705724e-08, 1, 1e-12);
  EXPECT_NEAR(chi2_tail(1400, 2) / 9.85967654375939e-305, 1, 1e-10);
}

// The normal limit of Wilson and Hilferty, to its own 1e-4, where e^(-chi2 / 2) alone is no longer a double.
TEST(Tails, OfChiSquareOfThousandsOfPoints) {
  for (const double chi2 : {3900.0, 4000.0, 4101.0}) {
    const double spread = 2.0 / (9 * 4000);
    const double z = (std::cbrt(chi2 / 4000) - (1 - spread)) / std::sqrt(spread);
    EXPECT_NEAR(chi2_tail(chi2, 4000), 0.5 * std::erfc(z / std::sqrt(2)), 1e-4);
  }
  EXPECT_EQ(chi2_tail(3, 0), 1);
}

TEST(Tails, OfTheNormalDistribution) { EXPECT_NEAR(normal_tail(-1.959963984540054), 0.05, 1e-15); }

TEST(Tails, OfStudent) {
  EXPECT_NEAR(student_tail(12.706204736174694, 1), 0.05, 1e-14);
  EXPECT_NEAR(student_tail(4.302652729749462, 2), 0.05, 1e-14);
  EXPECT_NEAR(student_tail(-2.228138851986274, 10), 0.05, 1e-14);
  EXPECT_NEAR(student_tail(1.3, 7), 0.23476783539237725, 1e-14);
  EXPECT_NEAR(student_tail(5, 12), 0.0003093112112838888, 1e-14);
  EXPECT_NEAR(student_tail(0.2, 1), 0.8743340836219978, 1e-14);
  EXPECT_NEAR(student_tail(3, 2), 0.09546596626670913, 1e-14);
  EXPECT_NEAR(student_tail(2.5, 3), 0.08770664700806556, 1e-14);
  EXPECT_NEAR(student_tail(2.5, 4), 0.06676654481198814, 1e-14);
}

// With many degrees of freedom t is normal, whose square is chi-square with one.
TEST(Tails, OfStudentMeetThoseOfChiSquare) { EXPECT_NEAR(student_tail(2, 200000), chi2_tail(4, 1), 2e-6); }

TEST(Tails, QuantilesOfStudentUndoThem) {
  EXPECT_NEAR(student_quantile(0.05, 1), 12.706204736174694, 1e-9);
  EXPECT_NEAR(student_quantile(0.05, 10), 2.228138851986274, 1e-12);
  EXPECT_NEAR(student_quantile(chi2_tail(1, 1), 1), 1.8373, 1e-4);
}

TEST(Tails, AtTheEnds) {
  EXPECT_EQ(chi2_tail(0, 1), 1);
  EXPECT_EQ(chi2_tail(0, 2), 1);
  EXPECT_EQ(chi2_tail(INFINITY, 3), 0);
  EXPECT_EQ(student_tail(0, 5), 1);
  EXPECT_EQ(student_tail(INFINITY, 5), 0);
}

}  // namespace
}  // namespace nacre::fit
