#include "nacre/growth/fixed_scheme.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/core/units.hpp"

namespace {

using namespace nacre::growth;

TEST(FixedScheme, MonomersFillTheMolarVolume) {
  const double radius_m = 1e-9 * monomer_radius_nm(3.3e-5);
  EXPECT_NEAR(4.0 / 3 * 3.14159265358979 * std::pow(radius_m, 3) * nacre::avogadro_per_mol / 3.3e-5, 1,
              1e-12);
}

TEST(FixedScheme, ErrorOfAStepIsRelative) {
  const StepError sizes{2, 0.5, 1e20};
  EXPECT_NEAR((StepError{2e-3, 0, 0}.relative(sizes, 0)), 1e-3, 1e-15);
  EXPECT_NEAR((StepError{0, 1e-3, 0}.relative(sizes, 0)), 2e-3, 1e-15);
  EXPECT_NEAR((StepError{0, 0, 3e17}.relative(sizes, 0)), 3e-3, 1e-15);
  EXPECT_NEAR((StepError{2e-3, 1e-3, 2e17}.relative(sizes, 0)), 3e-3, 1e-15);
  EXPECT_EQ((StepError{}.relative({}, 0)), 0);  // an empty flask
}

TEST(FixedScheme, FewParticlesDoNotMatter) {
  EXPECT_NEAR(few_particles(20) / (20e-8 * nacre::avogadro_per_mol), 1, 1e-12);
  EXPECT_NEAR((StepError{0, 0, 1}.relative({}, 20)), 1 / few_particles(20), 1e-25);
}

TEST(FixedScheme, CountsNucleiOutside) {
  NucleiOutside nuclei;
  nuclei.count({0.5, 2}, 0.4, 3);
  nuclei.count({0.5, 2}, 1.0, 5);
  nuclei.count({0.5, 2}, 2.1, 2);
  EXPECT_EQ(nuclei.born, 10);
  EXPECT_EQ(nuclei.outside, 5);
}

TEST(FixedScheme, ReportsOnlyWhatMatters) {
  const auto classes = SizeClasses::cells({0.5, 2}, 3);
  const auto report = [&](double beyond, double outside) {
    Trajectory trajectory;
    trajectory.points.push_back({.moments = {1, 0, 0, 0}});
    report_outside(classes, std::vector<double>{0, 1 - beyond, 0, beyond}, {1, outside}, trajectory);
    return trajectory;
  };
  EXPECT_TRUE(report(5e-5, 5e-5).warnings.empty());
  EXPECT_DOUBLE_EQ(report(5e-5, 0).lost_share, 5e-5);
  ASSERT_EQ(report(0.021, 0).warnings.size(), 1u);
  EXPECT_EQ(
      report(0.021, 0).warnings[0],
      "2.1 % of the particles left the window of radii at its upper end, 2 nm; they are counted as of that "
      "size and grow no more: set it higher");
  EXPECT_EQ(
      report(0, 0.3).warnings.at(0),
      "30 % of the nuclei were born outside of the window of radii, 0.5 to 2 nm, and were put in at its "
      "end: set it wider");
}

TEST(FixedScheme, TooManySteps) {
  EXPECT_EQ(
      too_many_steps(12.5, 1e-7),
      "the simulation needs more than 10000000 steps; at 12.5 s it takes steps of 1e-07 s: the window of "
      "radii may begin where particles dissolve very fast");
}

}  // namespace
