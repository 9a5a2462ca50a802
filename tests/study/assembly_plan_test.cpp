#include "nacre/study/assembly_plan.hpp"

#include <gtest/gtest.h>

#include "assembly_study.hpp"

namespace nacre::study {
namespace {

TEST(AssemblyPlan, DefaultsAreThePapersMixture) {
  const PlannedAssembly planned;
  const AssemblyPlan& plan = planned.plan;
  EXPECT_EQ(plan.composition.species.size(), 2u);
  EXPECT_EQ(plan.composition.species[1].mean, 0.55);
  EXPECT_EQ(plan.composition.ratio, (std::vector<double>{1, 2}));
  EXPECT_EQ(plan.kT, 1);
  EXPECT_EQ(plan.name, "run");
  EXPECT_EQ(plan.effective, (std::vector<double>{1, 1}));
  EXPECT_EQ(plan.dynamics.ensemble, assembly::Ensemble::langevin);
  EXPECT_EQ(plan.precision, assembly::Precision::full);
}

TEST(AssemblyPlan, EventsAreAtFixedSteps) {
  const PlannedAssembly planned;
  const AssemblySampling& sampling = planned.plan.sampling;
  EXPECT_EQ(sampling.total, 100);
  EXPECT_EQ(sampling.curves_from, 40);
  EXPECT_EQ(sampling.average_from, 94) << "the last stage compresses: its last tenth";
  std::vector<std::int64_t> frames, events;
  for (std::int64_t step = 0; step <= 100; ++step)
    if (sampling.is_frame(step)) frames.push_back(step);
  EXPECT_EQ(frames, (std::vector<std::int64_t>{0, 25, 50, 75, 100}));
  for (std::int64_t step = 0; step < 100;) events.push_back(step = sampling.next_event(step));
  EXPECT_EQ(events, (std::vector<std::int64_t>{10, 20, 25, 30, 40, 50, 60, 70, 75, 80, 90, 100}));
  EXPECT_TRUE(sampling.is_curve(40));
  EXPECT_TRUE(sampling.is_curve(90));
  EXPECT_FALSE(sampling.is_curve(30));
}

TEST(AssemblyPlan, ASeedOfTheCaseComesBeforeThatOfTheStudy) {
  const PlannedAssembly planned({"simulation.seed=[7, 8]"});
  EXPECT_EQ(planned.plan.seed, 7u);
  EXPECT_EQ(planned.plan.name, "run-1");
}

TEST(AssemblyPlan, PackingMayCountEffectiveDiameters) {
  // The figures of the notes on the narrow well at 2.5 kT.
  const PlannedAssembly to_sigma({"container.packing_by=barker-henderson", "potential.well_depth=2.5"});
  EXPECT_NEAR(to_sigma.plan.effective[0], 0.997, 0.0006);
  const PlannedAssembly split({"container.packing_by=wca-split", "potential.well_depth=2.5"});
  EXPECT_NEAR(split.plan.effective[0], 1.011, 0.0006);
}

TEST(AssemblyPlan, WhatDoesNotGoTogetherIsRefused) {
  const std::pair<std::vector<std::string>, const char*> bad[] = {
      {{"particles.diameters=[1]"}, "[particles] diameters does not have one number for each species"},
      {{"particles.species=[\"big one\", \"S\"]"}, "the name of a species is no word"},
      {{"particles.species=[\"L\", \"L\"]"}, "two species have the same name"},
      {{"particles.ratio=[1,2,3]"}, "[particles] ratio does not have one number for each species"},
      {{"potential.kT=1"}, "[potential] well_depth and kT say the same thing"},
      {{"start.density=0.5"}, "[start] packing and density say the same thing"},
      {{"start.state=crystal"}, "[start] structure is missing"},
      {{"start.state=run"}, "[start] file is missing"},
      {{"start.state=slab", "start.structure=AlB2", "container.shape=droplet"},
       "[start] state = \"slab\" does not go into this container"},
      {{"simulation.ensemble=npt"}, "[simulation] pressure is missing"},
      {{"schedule.stages=[\"compress to 0.1 in 10\"]"}, "stage 1 of [schedule] stages goes down"},
      {{"schedule.stages=[\"expand to 0.5 in 10\"]"}, "stage 1 of [schedule] stages goes up"},
      {{"schedule.stages=[\"compress to 0.85 in 10\"]"},
       "stage 1 of [schedule] stages ends above close packing"},
      {{"schedule.stages=[\"hold 5\", \"quench to 2\"]"},
       "stage 2 of [schedule] stages is a quench, which needs a stage after it that leaves the temperature "
       "alone"},
      {{"units.diffusion=\"1e7 nm2/s\""}, "[units] diffusion needs the size of the particles"}};
  for (const auto& [changes, message] : bad) {
    const std::string refused = assembly_refusal(changes);
    EXPECT_EQ(refused.substr(0, refused.find(" | ")), message) << changes.front();
  }
}

}  // namespace
}  // namespace nacre::study
