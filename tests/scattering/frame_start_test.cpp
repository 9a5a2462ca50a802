#include "nacre/scattering/frame_start.hpp"

#include <gtest/gtest.h>

#include "scattering/made_patterns.hpp"

namespace nacre::scattering {
namespace {

TEST(FrameStart, FindsSpheresOfAnySizeAndWidth) {
  const Model model(ModelChoice{});
  const FrameSettings settings = spheres(model);
  for (const double radius : {0.6, 1.0, 2.2, 5.0, 11.0})
    for (const double width : {0.03, 0.1, 0.3}) {
      const Pattern pattern = made_pattern(model, {radius, 40, width * radius, 10, 0.001}, 300, 5);
      const auto starts = find_starts(settings, pattern, 3);
      ASSERT_FALSE(starts.empty());
      EXPECT_NEAR(starts[0][0], radius, 0.25 * radius) << radius << " " << width;
      EXPECT_GT(starts[0][3], 0);
    }
}

TEST(FrameStart, KeepsWhatIsSaid) {
  const Model model(ModelChoice{});
  FrameSettings settings = spheres(model);
  settings.needs_start[0] = false;
  settings.parameters[0].start = 2.0;
  settings.parameters[4].fixed = true;
  settings.parameters[4].start = 0.5;
  settings.needs_start[4] = false;
  const Pattern pattern = made_pattern(model, {2.0, 40, 0.2, 10, 0.5}, 200, 6);
  const auto starts = find_starts(settings, pattern, 3);
  ASSERT_EQ(starts.size(), 1u);
  EXPECT_EQ(starts[0][0], 2.0);
  EXPECT_EQ(starts[0][4], 0.5);
  EXPECT_NEAR(starts[0][3], 10, 3);
}

}  // namespace
}  // namespace nacre::scattering
