#include "nacre/study/growth_run.hpp"

#include <cmath>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

// Simulated independently (cohorts in NumPy) with the parameters of the shipped study.
TEST(GrowthRun, TheExponentFourOfFigure5) {
  const Grown grown;
  const GrowthSummary& one = grown.run().summary;
  EXPECT_NEAR(one.yield.time_s, 837.2, 0.005 * 837.2);
  EXPECT_NEAR(one.nucleation_share, 0.1567, 0.01 * 0.1567);
  EXPECT_NEAR(one.radius_nm, 2.026, 0.005 * 2.026);
  EXPECT_NEAR(one.dispersity, 0.0192, 0.02 * 0.0192);
  EXPECT_NEAR(one.sigma_nm, one.dispersity * one.radius_nm, 1e-12);
  EXPECT_FALSE(one.yield.of_maximum);
}

// Volume of all particles times their number is what the precursor gave.
TEST(GrowthRun, SummaryKeepsTheMass) {
  const Grown grown;
  const growth::Point& last = grown.run().trajectory.points.back();
  const double solid = 4 * 3.14159265358979 / 3 * 1e-27 * last.moments[3] / 3.3e-5;
  EXPECT_NEAR(grown.run().summary.yield_final, solid / 20, 1e-4);
}

TEST(GrowthRun, ACoarserRunStaysClose) {
  const Grown grown;
  const GrowthSummary &fine = grown.run().summary, &coarse = grown.run().coarse;
  EXPECT_NE(fine.dispersity, coarse.dispersity);
  EXPECT_NEAR(fine.dispersity, coarse.dispersity, 0.01 * fine.dispersity);
  EXPECT_NEAR(fine.yield.time_s, coarse.yield.time_s, 0.1);
}

TEST(GrowthRun, ACoarserRunHasHalfOfTheSeeds) {
  const Grown grown({"seeds.cohorts=60", "conditions.duration=3"}, ripening);
  EXPECT_NE(grown.run().summary.dispersity, grown.run().coarse.dispersity);
  EXPECT_NEAR(grown.run().summary.radius_nm, grown.run().coarse.radius_nm, 0.02 * 50);
  EXPECT_NEAR(grown.run().summary.concentration_mol_m3, grown.run().coarse.concentration_mol_m3, 1e-6);
}

TEST(GrowthRun, SnapshotsAndFramesShareTheirTimes) {
  const Grown grown({"output.snapshots=[\"2500 s\", \"100 s\"]", "output.frames=5"});
  const GrowthRun& run = grown.run();
  ASSERT_EQ(run.snapshots.size(), 2u);
  ASSERT_EQ(run.frames.size(), 5u);
  EXPECT_EQ(run.trajectory.snapshots.size(), 5u) << "100 s and 2500 s are frames too";
  EXPECT_EQ(run.trajectory.snapshots[run.snapshots[0]].time_s, 100);
  EXPECT_EQ(run.trajectory.snapshots[run.snapshots[1]].time_s, 2500);
  EXPECT_EQ(run.trajectory.snapshots[run.frames[0]].time_s, 100);
}

TEST(GrowthRun, FilmTimesAreEvenInTheRoot) {
  const auto times = film_times(100, 4);
  EXPECT_EQ(times, (std::vector<double>{6.25, 25, 56.25, 100}));
  EXPECT_TRUE(film_times(100, 0).empty());
}

TEST(GrowthRun, LaterInjectionsHaveNoSingleBuildup) {
  const Grown grown({"injection.time=[1200]", "injection.volume=[1]", "injection.concentration=[300]"});
  EXPECT_FALSE(grown.run().buildup.exists());
  const growth::Trajectory& t = grown.run().trajectory;
  EXPECT_GT(grown.run().summary.yield.time_s, 1200) << "98 % of all, not of the first part";
  EXPECT_GT(t.points.back().moments[0], 1.5 * t.at(1199).moments[0]) << "nucleates again";
}

TEST(GrowthRun, CasesRunAlikeForAnyNumberOfThreads) {
  const TempFolder folder;
  const Study study = growth_study(folder, {"adsorption.exponent=[0, 2, 4]", "solver.tolerance=1e-3"});
  const auto one = run_growth_cases(study, {.threads = 1}), two = run_growth_cases(study, {.threads = 2});
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].summary.sigma_nm, two[i].summary.sigma_nm);
}

}  // namespace
}  // namespace nacre::study
