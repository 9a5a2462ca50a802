#include "nacre/study/growth_plots.hpp"

#include "growth_study.hpp"

namespace nacre::study {
namespace {

growth_plots::Runs pointers(const std::vector<GrowthRun>& runs) {
  growth_plots::Runs list;
  for (const GrowthRun& run : runs) list.push_back(&run);
  return list;
}

TEST(GrowthPlots, NoRunHasTheColorOfWhatIsCommon) {
  for (std::size_t i = 0; i < 20; ++i) EXPECT_NE(growth_plots::color_of(i), growth_plots::grey);
  EXPECT_EQ(growth_plots::color_of(0), 0);
  EXPECT_EQ(growth_plots::color_of(7), 0);
}

// The shown of n cases are those of i (n - 1) / 6, and get the colors of i.
TEST(GrowthPlots, ACaseHasOneColorInAllFigures) {
  for (std::size_t i = 0; i < 7; ++i) EXPECT_EQ(growth_plots::color_of_case(i, 7), growth_plots::color_of(i));
  for (const std::size_t n : {8u, 12u, 13u, 43u, 100u})
    for (std::size_t i = 0; i < 7; ++i)
      EXPECT_EQ(growth_plots::color_of_case(i * (n - 1) / 6, n), growth_plots::color_of(i)) << n;
}

TEST(GrowthPlots, DissolvingCohortsAreNamed) {
  const Grown seeds({}, ripening);
  EXPECT_EQ(growth_plots::dispersity_plot(pointers(seeds.runs)).caption,
            "Standard deviation over mean radius. Steps: single cohorts that dissolve.");
  const Grown hot({"conditions.duration=100"});
  EXPECT_EQ(growth_plots::dispersity_plot(pointers(hot.runs)).caption,
            "Standard deviation over mean radius; it falls also where all grow alike.");
}

TEST(GrowthPlots, OneRunNeedsNoName) {
  const Grown one({"conditions.duration=10"});
  EXPECT_EQ(growth_plots::label_of(pointers(one.runs), 0, "growth"), "growth");
  const Grown two({"conditions.duration=10", "adsorption.exponent=[0, 4]"});
  EXPECT_EQ(growth_plots::label_of(pointers(two.runs), 1, "growth"), "exponent 4, growth");
  EXPECT_EQ(growth_plots::label_of(pointers(two.runs), 1), "exponent 4");
}

TEST(GrowthPlots, TimeIsLogarithmicUnlessThingsHappenLate) {
  const Grown hot({"conditions.duration=100"});
  const growth_plots::TimeAxis time = growth_plots::time_axis(pointers(hot.runs));
  EXPECT_TRUE(time.axis.logarithmic);
  EXPECT_EQ(time.from_s, 0.04);
  const Grown later({"injection.time=[50]", "injection.volume=[1]", "injection.concentration=[300]",
                     "conditions.duration=100"});
  EXPECT_FALSE(growth_plots::time_axis(pointers(later.runs)).axis.logarithmic);
  const Grown seeds({"conditions.duration=10"}, ripening);
  EXPECT_FALSE(growth_plots::time_axis(pointers(seeds.runs)).axis.logarithmic);
  EXPECT_FALSE(growth_plots::generates(pointers(seeds.runs)));
  EXPECT_TRUE(growth_plots::generates(pointers(hot.runs)));
}

TEST(GrowthPlots, CurvesLeaveOutWhatIsNoNumberAndWhatIsEarly) {
  const Grown hot({"conditions.duration=100"});
  const auto& run = hot.run();
  const auto mean = [](const growth::Point& point) { return point.mean_nm(); };
  const Curve all = growth_plots::time_curve(run, {}, mean, {});
  const Curve late = growth_plots::time_curve(run, {.axis = {}, .from_s = 50}, mean, {});
  EXPECT_GT(all.x.front(), 0) << "there is no radius before there are particles";
  EXPECT_GE(late.x.front(), 50);
  EXPECT_EQ(all.x.back(), 100);
  Plot plot;
  growth_plots::add_curve(plot, {});
  EXPECT_TRUE(plot.curves.empty());
}

TEST(GrowthPlots, TemperatureChangesByDropsToo) {
  EXPECT_FALSE(growth_plots::temperature_changes(Grown({"conditions.duration=10"}).run()));
  const Grown drop({"injection.time=[5]", "injection.volume=[1]", "injection.concentration=[300]",
                    "injection.temperature_drop=[20]", "conditions.duration=10"});
  EXPECT_TRUE(growth_plots::temperature_changes(drop.run()));
}

}  // namespace
}  // namespace nacre::study
