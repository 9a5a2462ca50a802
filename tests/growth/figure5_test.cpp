// Figure 5 of Prins et al.: what three growth exponents make of one synthesis.
#include <gtest/gtest.h>

#include "growth/figure5.hpp"
#include "nacre/growth/cohorts.hpp"

namespace {

using namespace nacre::growth;

struct Expected {
  double exponent, time_s, nucleation_share, radius_nm, dispersity;
};

constexpr Expected expected[] = {
    {0, 784.0, 0.0501, 2.759, 0.123}, {2, 794.6, 0.0598, 2.388, 0.0214}, {4, 837.2, 0.1567, 2.026, 0.0192}};

void expect_figure5(const Expected& one, const Options& options) {
  const Trajectory trajectory = simulate_cohorts(figure5(one.exponent), options, {});
  const double time_s = arrival_of_yield(trajectory).time_s;
  const double nucleation_s = arrival_of_concentration(trajectory).time_s;
  const Point& end = trajectory.points.back();
  EXPECT_NEAR(time_s / one.time_s, 1, 0.005) << one.exponent;
  EXPECT_NEAR(nucleation_s / time_s / one.nucleation_share, 1, 0.01) << one.exponent;
  EXPECT_NEAR(end.mean_nm() / one.radius_nm, 1, 0.005) << one.exponent;
  EXPECT_NEAR(end.dispersity() / one.dispersity, 1, 0.02) << one.exponent;
}

TEST(Figure5, AtTheUsualTolerance) {
  for (const Expected& one : expected) expect_figure5(one, {.tolerance = 1e-4, .resolution = 40});
}

TEST(Figure5, AtAFineOne) {
  for (const Expected& one : expected) expect_figure5(one, {.tolerance = 1e-5, .resolution = 200});
}

// Figure 5f: superfocusing narrows in absolute terms, a constant k_a does not.
TEST(Figure5, WidthAfterNucleation) {
  for (const Expected& one : expected) {
    const Trajectory trajectory = simulate_cohorts(figure5(one.exponent), {}, {});
    const double after_s = 1.2 * arrival_of_concentration(trajectory, 0.999).time_s;
    const double before_nm = trajectory.at(after_s).sigma_nm(), end_nm = trajectory.points.back().sigma_nm();
    if (one.exponent == 0)
      EXPECT_GT(end_nm, before_nm);
    else
      EXPECT_LT(end_nm, 0.75 * before_nm) << one.exponent;
  }
}

}  // namespace
