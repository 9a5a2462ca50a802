#include "nacre/study/growth_curves.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "growth_study.hpp"

namespace nacre::study {
namespace {

double integral(const Distribution& d) {
  double sum = 0;
  for (std::size_t i = 1; i < d.radius_nm.size(); ++i)
    sum += (d.radius_nm[i] - d.radius_nm[i - 1]) * (d.density_mol_m3_nm[i] + d.density_mol_m3_nm[i - 1]) / 2;
  return sum;
}

TEST(GrowthCurves, AStraightLineNeedsItsEndsOnly) {
  EXPECT_EQ(kept_shape({0, 1, 2, 3}, {0, 2, 4, 6}, 0.01), (std::vector<std::size_t>{0, 3}));
  EXPECT_EQ(kept_shape({0, 1, 2, 3, 4}, {0, 0, 5, 0, 0}, 0.01), (std::vector<std::size_t>{0, 1, 2, 3, 4}));
  EXPECT_TRUE(kept_shape({}, {}, 1).empty());
}

TEST(GrowthCurves, AKeptShapePassesEveryPoint) {
  std::vector<double> x, y;
  for (int i = 0; i <= 500; ++i) {
    x.push_back(0.01 * i);
    y.push_back(std::sin(x.back()));
  }
  const auto kept = kept_shape(x, y, 1e-3);
  EXPECT_LT(kept.size(), 80u);
  for (std::size_t k = 1; k < kept.size(); ++k)
    for (std::size_t i = kept[k - 1]; i < kept[k]; ++i) {
      const double u = (x[i] - x[kept[k - 1]]) / (x[kept[k]] - x[kept[k - 1]]);
      EXPECT_NEAR(y[i], std::lerp(y[kept[k - 1]], y[kept[k]], u), 1e-3);
    }
}

TEST(GrowthCurves, KeptStepsHoldTheExtremesAndBothSidesOfAnInjection) {
  const Grown grown({"injection.time=[1200]", "injection.volume=[1]", "injection.concentration=[300]"});
  const growth::Trajectory& t = grown.run().trajectory;
  const auto kept = kept_steps(t, 30);
  EXPECT_LT(kept.size(), 40u);
  EXPECT_EQ(kept.front(), 0u);
  EXPECT_EQ(kept.back(), t.points.size() - 1);
  const auto peak =
      std::ranges::max_element(t.points, {}, &growth::Point::supersaturation) - t.points.begin();
  EXPECT_TRUE(std::ranges::count(kept, static_cast<std::size_t>(peak)));
  const auto sides = std::ranges::count_if(kept, [&](std::size_t i) { return t.points[i].time_s == 1200; });
  EXPECT_EQ(sides, 2);
}

TEST(GrowthCurves, ADistributionKeepsItsNumber) {
  const Grown grown;
  for (const std::size_t i : grown.run().snapshots) {
    const growth::Snapshot& snapshot = grown.run().trajectory.snapshots[i];
    if (snapshot.time_s < 50) continue;  // nuclei still enter: a cliff at the lower end
    const Distribution shape = distribution_of(snapshot);
    const double number = grown.run().trajectory.at(snapshot.time_s).concentration_mol_m3();
    EXPECT_NEAR(integral(shape) / number, 1, 0.02) << snapshot.time_s;
    EXPECT_LT(shape.radius_nm.size(), 200u);
    EXPECT_TRUE(std::ranges::is_sorted(shape.radius_nm));
    EXPECT_EQ(shape.density_mol_m3_nm.front(), 0);
    EXPECT_EQ(shape.density_mol_m3_nm.back(), 0);
  }
}

TEST(GrowthCurves, SeparatePopulationsAreApart) {
  const growth::Snapshot two{0, {{1e20, 1.0, 1.1, 0}, {1e20, 2.0, 2.1, 0}}};
  const Distribution shape = distribution_of(two);
  EXPECT_NEAR(integral(shape), 2e20 / avogadro_per_mol, 1e20 / avogadro_per_mol) << "triangles for boxes";
  const auto between = std::ranges::find_if(shape.radius_nm, [](double r) { return r > 1.05 && r < 2; });
  ASSERT_NE(between, shape.radius_nm.end());
  EXPECT_EQ(shape.density_mol_m3_nm[static_cast<std::size_t>(between - shape.radius_nm.begin())], 0);
}

TEST(GrowthCurves, BlurredAndOverlappingBoxesAreSummed) {
  const growth::Snapshot blurred{0, {{1e20, 1.0, 1.1, 0.1}, {3e20, 1.05, 1.2, 0.1}}};
  EXPECT_NEAR(integral(distribution_of(blurred)), 4e20 / avogadro_per_mol, 0.01 * 4e20 / avogadro_per_mol);
  EXPECT_TRUE(distribution_of({}).radius_nm.empty());
  const growth::Snapshot one_size{0, {{1e20, 2, 2, 0}}};
  EXPECT_NEAR(integral(distribution_of(one_size)), 1e20 / avogadro_per_mol, 0.02 * 1e20 / avogadro_per_mol);
}

TEST(GrowthCurves, CommonRadiiHoldEverySnapshot) {
  const Grown grown;
  const auto radii = common_radii_nm(grown.run(), grown.run().snapshots, 50);
  ASSERT_EQ(radii.size(), 50u);
  EXPECT_NEAR(radii.front(), 0.53, 0.03) << "nuclei";
  EXPECT_GT(radii.back(), 2.05) << "the largest at the end";
  EXPECT_TRUE(common_radii_nm(grown.run(), {}, 50).empty());
}

}  // namespace
}  // namespace nacre::study
