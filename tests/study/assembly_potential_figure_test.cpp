#include "nacre/study/assembly_potential_figure.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace nacre::study {
namespace {

assembly::Interactions narrow(double epsilon_ss = 1) {
  assembly::Interactions interactions{.species = 2, .pairs = std::vector<assembly::PairPotential>(4)};
  for (auto& pair : interactions.pairs) pair.cut = assembly::CutMode::plain;
  interactions.pairs[3].epsilon = epsilon_ss;
  return interactions;
}

TEST(PotentialPlot, WellsAreAsDeepAndWhereTheyShouldBe) {
  const Plot plot = potential_plot(narrow(), {1, 0.55}, {"L", "S"}, 0.4);
  ASSERT_EQ(plot.curves.size(), 3u);
  EXPECT_EQ(plot.curves[1].label, "LS");
  const double mean[] = {1, 0.775, 0.55};
  for (std::size_t c = 0; c < 3; ++c) {
    const auto lowest = std::ranges::min_element(plot.curves[c].y);
    EXPECT_NEAR(*lowest, -2.5, 0.005);
    EXPECT_NEAR(plot.curves[c].x[static_cast<std::size_t>(lowest - plot.curves[c].y.begin())],
                mean[c] * std::pow(2, 1.0 / 25), 0.004);
    EXPECT_NEAR(plot.curves[c].y.front(), 3.75, 0.01);  // one and a half well depths
    EXPECT_NEAR(plot.curves[c].x.back(), 1.4, 1e-12);   // all end where the widest does
    EXPECT_EQ(plot.curves[c].y.back(), 0);
  }
}

TEST(PotentialPlot, ShowsWeakPairsAndLeavesOutThoseThatAreNotThere) {
  const Plot weak = potential_plot(narrow(0.2), {1, 0.55}, {"L", "S"}, 1);
  EXPECT_NEAR(*std::ranges::min_element(weak.curves[2].y), -0.2, 0.001);
  EXPECT_EQ(potential_plot(narrow(0), {1, 0.55}, {"L", "S"}, 1).curves.size(), 2u);
}

}  // namespace
}  // namespace nacre::study
