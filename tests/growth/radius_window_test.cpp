#include "nacre/growth/radius_window.hpp"

#include <gtest/gtest.h>

#include "growth/figure5.hpp"
#include "growth/flasks.hpp"

namespace {

using namespace nacre::growth;

TEST(RadiusWindow, HoldsNucleiAndTheLargestParticles) {
  for (const double exponent : {0.0, 2.0, 4.0}) {
    const Synthesis synthesis = figure5(exponent);
    const RadiusWindow window = find_window(synthesis, {});
    const Trajectory trajectory = simulate(synthesis, {.tolerance = 1e-4, .snapshots_s = {2500}});
    double smallest = 1e9;
    for (const Point& point : trajectory.points) smallest = std::min(smallest, point.critical_radius_nm);
    EXPECT_NEAR(window.low_nm / smallest, 0.98, 0.005) << exponent;
    const double largest = trajectory.snapshots[0].boxes.front().high_nm;
    EXPECT_GT(window.high_nm, largest) << exponent;
    EXPECT_LT(window.high_nm, 1.25 * largest) << exponent;
  }
}

TEST(RadiusWindow, HoldsSeedsThatOnlyDissolve) {
  Synthesis synthesis = flasks::translation();
  synthesis.precursor.concentration_mol_m3 = 0;
  const RadiusWindow window = find_window(synthesis, {});
  EXPECT_NEAR(window.low_nm, 0.8, 1e-9);  // half of 1.6 nm
  EXPECT_GT(window.high_nm, 2.4);
}

TEST(RadiusWindow, OptionsComeFirst) {
  const RadiusWindow both = window_of(figure5(2), {.window_low_nm = 0.3, .window_high_nm = 5}, {});
  EXPECT_EQ(both.low_nm, 0.3);
  EXPECT_EQ(both.high_nm, 5);
  const RadiusWindow found = find_window(figure5(2), {}),
                     mixed = window_of(figure5(2), {.window_high_nm = 5}, {});
  EXPECT_EQ(mixed.low_nm, found.low_nm);
  EXPECT_EQ(mixed.high_nm, 5);
}

}  // namespace
