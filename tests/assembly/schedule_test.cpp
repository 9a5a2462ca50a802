#include "nacre/assembly/schedule.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "assembly/running.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/assembly/schedule_progress.hpp"

namespace nacre::assembly {
namespace {

const Container droplet{.box = {.lengths = {20.2, 20.2, 20.2}, .periodic = {false, false, false}},
                        .droplet_radius = 10};
const Container cube{.box = {.lengths = {8, 9, 10}}};
const Container slit{.box = {.lengths = {8, 9, 10}, .periodic = {true, true, false}}};

Container at(const ScheduleStage& stage, const Container& from, double share) {
  return container_at(stage, from, share, 300, 500);
}

TEST(Schedule, PackingGrowsLinearlyInEveryContainer) {
  const ScheduleStage stage{.steps = 10, .target = ContainerTarget::packing, .target_value = 0.5};
  for (const Container& from : {droplet, cube, slit}) {
    const double first = 300 / container_volume(from);
    for (const double share : {0.0, 0.25, 0.7, 1.0})
      EXPECT_NEAR(300 / container_volume(at(stage, from, share)), first + (0.5 - first) * share, 1e-12);
  }
  EXPECT_NEAR(at(stage, cube, 1).box.lengths[1] / at(stage, cube, 1).box.lengths[0], 9.0 / 8, 1e-14);
  EXPECT_EQ(at(stage, slit, 1).box.lengths[0], 8);  // the walls move, not the periodic axes
  EXPECT_NEAR(at(stage, slit, 1).box.lengths[2], 300 / 0.5 / 72, 1e-12);
}

TEST(Schedule, DensityAndLengthsAreReached) {
  EXPECT_NEAR(500 / container_volume(
                        at({.steps = 1, .target = ContainerTarget::density, .target_value = 0.9}, cube, 1)),
              0.9, 1e-12);
  EXPECT_NEAR(at({.steps = 1, .target = ContainerTarget::length, .target_value = 9}, slit, 1).box.lengths[2],
              9, 1e-13);
  EXPECT_NEAR(at({.steps = 1, .target = ContainerTarget::length, .target_value = 7}, cube, 1).box.lengths[2],
              8.75, 1e-13);
  EXPECT_NEAR(at({.steps = 1, .target = ContainerTarget::droplet_radius, .target_value = 7}, droplet, 1)
                  .droplet_radius,
              7, 1e-13);
}

// dR/dt, dR^2/dt and dV/dt constant: a droplet from 10 to 5.
TEST(Schedule, EvaporationFollowsItsLaw) {
  ScheduleStage stage{.steps = 10, .target = ContainerTarget::droplet_radius, .target_value = 5};
  stage.path = ContainerPath::radius;
  EXPECT_NEAR(at(stage, droplet, 0.4).droplet_radius, 8, 1e-13);
  stage.path = ContainerPath::radius_squared;
  EXPECT_NEAR(at(stage, droplet, 0.4).droplet_radius, std::sqrt(100 - 0.4 * 75), 1e-13);
  stage.path = ContainerPath::volume;
  EXPECT_NEAR(at(stage, droplet, 0.4).droplet_radius, std::cbrt(1000 - 0.4 * 875), 1e-13);
}

State in_droplet() {
  crystal::Particles particles;
  particles.box = droplet.box;
  particles.droplet_radius = droplet.droplet_radius;
  particles.positions = {{0, 0, 0}, {3, 0, 0}};
  particles.diameters = {1, 0.5};
  particles.species = {0, 0};
  return make_state(particles);
}

std::string complaint(const ScheduleStage& stage, double effective_volume = 1) {
  const Schedule schedule{.stages = {{.steps = 5}, stage}, .effective_volume = effective_volume};
  try {
    check(schedule, in_droplet(), 1, 0.002);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

TEST(Schedule, SaysWhatIsWrongWithAStage) {
  EXPECT_EQ(complaint({}), "stage 2 of the schedule: it has no steps");
  EXPECT_EQ(complaint({.steps = 1, .kT_end = 0}),
            "stage 2 of the schedule: kT ends at 0, expected more than 0");
  EXPECT_EQ(complaint({.steps = 1, .target = ContainerTarget::length, .target_value = 3}),
            "stage 2 of the schedule: a length of the box is the target, but the particles are in a droplet: "
            "give its "
            "radius");
  EXPECT_EQ(complaint({.steps = 1, .target = ContainerTarget::packing, .target_value = 0.5}, 0),
            "stage 2 of the schedule: a packing fraction is the target, but the particles' effective volume "
            "is not given");
  EXPECT_EQ(complaint({.steps = 1, .target = ContainerTarget::droplet_radius, .target_value = -1}),
            "stage 2 of the schedule: the target is -1, expected more than 0");
}

TEST(Schedule, RefusesAWallThatRunsThroughTheParticles) {
  ScheduleStage stage{.steps = 25000,
                      .target = ContainerTarget::droplet_radius,
                      .target_value = 5,
                      .path = ContainerPath::radius};
  EXPECT_EQ(complaint(stage), "");  // 5 in 50 time units: a tenth of the thermal speed
  stage.steps = 20000;
  EXPECT_EQ(complaint(stage),
            "stage 2 of the schedule: the wall would move by 0.0025 at once and at a speed of 0.125, "
            "expected at most a "
            "hundredth of the smallest diameter (0.005) and a tenth of the thermal speed (0.1): give it at "
            "least 25000 "
            "steps");
  stage.target_value = 20;  // a wall may recede as fast as it likes
  EXPECT_EQ(complaint(stage), "");
}

TEST(ScheduleProgress, GoesFromStageToStage) {
  const Schedule schedule{
      .stages = {{.steps = 10, .kT_end = 2},
                 {.steps = 25, .target = ContainerTarget::droplet_radius, .target_value = 5},
                 {.steps = 10, .kT_end = 0.5, .kT_at_once = true}},
      .effective_volume = 1};
  EXPECT_EQ(schedule.steps(), 45u);
  ScheduleProgress progress{.start_container = droplet, .start_kT = 1};
  Container container = droplet;
  double kT = 1;
  std::vector<double> temperatures, radii;
  for (std::uint64_t step = 0; step < 50; ++step) {
    progress.enter(schedule, step, container, kT);
    kT = progress.kT(schedule, step);
    const auto next = progress.container(schedule, step, 2);
    if (next) container = *next;
    if (next) radii.push_back(container.droplet_radius);
    temperatures.push_back(kT);
  }
  EXPECT_NEAR(temperatures[0], 1.1, 1e-15);
  EXPECT_EQ(temperatures[9], 2);
  EXPECT_EQ(temperatures[34], 2);
  EXPECT_EQ(temperatures[35], 0.5);
  EXPECT_EQ(temperatures[49], 0.5);
  ASSERT_EQ(radii.size(), 3u);  // after 10, 20 and 25 steps
  EXPECT_EQ(radii[2], 5);
  EXPECT_EQ(progress.stage, 3u);
  EXPECT_EQ(highest_kT(schedule, 1, 2), 2);
  EXPECT_EQ(highest_kT(schedule, 3, 2), 3);
}

}  // namespace
}  // namespace nacre::assembly
