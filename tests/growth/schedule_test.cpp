#include "nacre/growth/schedule.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "growth/figure5.hpp"

namespace {

using namespace nacre::growth;

TEST(Schedule, OneStretchWhereNothingHappens) {
  const auto list = stretches(figure5(0));
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].from_s, 0);
  EXPECT_EQ(list[0].to_s, 2500);
  EXPECT_TRUE(list[0].constant());
  EXPECT_EQ(list[0].temperature_K(1234), 523);
  EXPECT_EQ(list[0].volume_ratio(1234), 1);
}

TEST(Schedule, TemperatureProgram) {
  Synthesis synthesis = figure5(0);
  synthesis.temperature = {.time_s = {100, 300, 5000}, .temperature_K = {300, 500, 500}};
  const auto list = stretches(synthesis);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].temperature_K(50), 300);
  EXPECT_TRUE(list[0].isothermal());
  EXPECT_NEAR(list[1].temperature_K(150), 350, 1e-12);
  EXPECT_FALSE(list[1].isothermal());
  EXPECT_EQ(list[2].temperature_K(2000), 500);
  EXPECT_EQ(list[2].to_s, 2500);
}

TEST(Schedule, SuddenInjection) {
  Synthesis synthesis = figure5(0);
  synthesis.injections = {{.start_s = 100,
                           .volume_ratio = 0.5,
                           .concentration_mol_m3 = 40,
                           .temperature_drop_K = 20,
                           .recovery_s = 50}};
  const auto list = stretches(synthesis);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].added_mol_m3(99), 0);
  EXPECT_EQ(list[1].added_mol_m3(100), 20);
  EXPECT_EQ(list[1].volume_ratio(2000), 1.5);
  EXPECT_NEAR(list[1].temperature_K(100), 503, 1e-12);
  EXPECT_NEAR(list[1].temperature_K(150), 523 - 20 * std::exp(-1), 1e-12);
  EXPECT_FALSE(list[1].constant());
}

TEST(Schedule, FeedIsContinuousAcrossItsBreaks) {
  Synthesis synthesis = figure5(0);
  synthesis.injections = {
      {.start_s = 100, .duration_s = 400, .volume_ratio = 0.2, .concentration_mol_m3 = 10},
      {.start_s = 300, .volume_ratio = 0.1, .concentration_mol_m3 = 5}};
  const auto list = stretches(synthesis);
  ASSERT_EQ(list.size(), 4u);
  EXPECT_EQ(list[1].feed_mol_m3_s, 2.0 / 400);
  EXPECT_NEAR(list[1].added_mol_m3(300), 1, 1e-14);
  EXPECT_NEAR(list[2].added_mol_m3(300), 1.5, 1e-14);
  EXPECT_NEAR(list[2].volume_ratio(300), 1.2, 1e-14);
  EXPECT_NEAR(list[3].volume_ratio(1000), 1.3, 1e-14);
  EXPECT_NEAR(list[3].added_mol_m3(1000), 2.5, 1e-14);
  EXPECT_EQ(list[3].feed_mol_m3_s, 0);
  EXPECT_TRUE(list[3].constant());
}

TEST(Schedule, RecoveryGoesOnThroughLaterStretches) {
  Synthesis synthesis = figure5(0);
  synthesis.injections = {{.start_s = 100, .volume_ratio = 0, .temperature_drop_K = -30, .recovery_s = 200},
                          {.start_s = 200, .volume_ratio = 0.1}};
  const auto list = stretches(synthesis);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_NEAR(list[1].temperature_K(200), list[2].temperature_K(200), 1e-12);
  EXPECT_NEAR(list[2].temperature_K(300), 523 + 30 * std::exp(-1), 1e-12);
}

TEST(Schedule, InjectionsAtTheEnds) {
  Synthesis synthesis = figure5(0);
  synthesis.injections = {
      {.start_s = 0, .volume_ratio = 0.5, .concentration_mol_m3 = 2},
      {.start_s = 2000, .duration_s = 1000, .volume_ratio = 1, .concentration_mol_m3 = 1}};
  const auto list = stretches(synthesis);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].added_mol_m3(0), 1);
  EXPECT_NEAR(list[1].added_mol_m3(2500), 1.5, 1e-14);
}

}  // namespace
