// Ostwald ripening: the theory of Lifshitz, Slyozov and Wagner for radii well above r_0 = 2 gamma V_m / RT,
// where the solubility is linear in r_0 / r, and what is left of it where radii are like r_0.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <utility>

#include "growth/figure5.hpp"
#include "nacre/growth/cohorts.hpp"
#include "nacre/growth/kinetics.hpp"
#include "nacre/growth/profiles.hpp"

namespace {

using namespace nacre::growth;

// [M] starts over particles of the critical radius. Rates of theory, with c the solubility over a flat
// surface:
//   diffusion limit  d(r_c^3)/dt = 4/9 r_0 c V_m D = 8 gamma c V_m^2 D / (9 RT), r_c the mean radius;
//   reaction limit   d(r_c^2)/dt = 1/2 r_0 c V_m k = gamma c V_m^2 k / RT, r_c = 9/8 of the mean: with u = r
//   / r_c, du^2/d(ln r_c^2) = nu (u - 1) - u^2 touches 0 at u = 2 for nu = 4, and nu = 2 r_0 c V_m k /
//   (d(r_c^2)/dt).
struct Ripening {
  Synthesis synthesis = figure5(0);
  double r0_nm = 0, mean_nm = 0, critical_nm = 0;
  int power = 3;     // of the mean radius that is linear in time
  double slope = 0;  // of it, nm^power / s

  Ripening(bool reaction, double mean_over_r0, double number_falls) {
    synthesis.nucleation.on = false;
    synthesis.precursor.concentration_mol_m3 = 0;
    synthesis.material.solubility_mol_m3.value = 1e-3;
    synthesis.adsorption = {.law = AdsorptionLaw::diffusion_limit};
    if (reaction) {
      synthesis.adsorption = {.law = AdsorptionLaw::constant, .rate_m_s = 1e-6};
      synthesis.material.diffusion_m2_s.value = 1;
      power = 2;
    }
    const AdsorptionRate adsorption(synthesis.adsorption);
    const Kinetics kinetics(synthesis, adsorption, 523);
    r0_nm = kinetics.capillary_nm();
    mean_nm = mean_over_r0 * r0_nm;
    critical_nm = reaction ? 9.0 / 8 * mean_nm : mean_nm;
    synthesis.monomer_mol_m3 = kinetics.equilibrium_mol_m3(critical_nm);
    const double r0_c_v = r0_nm * 1e-3 * 3.3e-5;
    slope = reaction ? 64.0 / 81 * 0.5 * r0_c_v * 1e-6 * 1e9 : 4.0 / 9 * r0_c_v * 1e-10 * 1e18;
    synthesis.duration_s = std::pow(mean_nm, power) * (std::pow(number_falls, power / 3.0) - 1) / slope;
  }

  double number() const { return 10 * 3.3e-5 / (4 * std::numbers::pi / 3 * std::pow(mean_nm * 1e-9, 3)); }
};

struct Measured {
  double slope = 0, dispersity = 0, critical = 0,
         largest = 0;  // radii over the mean; means over the second half
  double number = 0;   // at the end, over that of the start
  std::size_t steps = 0;
};

// Cohort after cohort dissolves, which makes moments saw-toothed: means over time are what theory speaks of.
Measured measure(Ripening ripening, const Seeds& seeds, double tolerance = 1e-4) {
  ripening.synthesis.seeds = seeds;
  Options options{.tolerance = tolerance};
  const double end_s = ripening.synthesis.duration_s;
  for (int i = 10; i <= 20; ++i) options.snapshots_s.push_back(i * end_s / 20);
  const Trajectory trajectory = simulate_cohorts(ripening.synthesis, options, {});
  Measured measured{.number = trajectory.points.back().moments[0] / trajectory.points.front().moments[0],
                    .steps = trajectory.steps};
  constexpr int samples = 1000;
  double t1 = 0, t2 = 0, y1 = 0, ty = 0;
  for (int i = 0; i < samples; ++i) {
    const Point point = trajectory.at(end_s * (0.5 + 0.5 * (i + 0.5) / samples));
    const double t = point.time_s / end_s, y = std::pow(point.mean_nm(), ripening.power);
    t1 += t, t2 += t * t, y1 += y, ty += t * y;
    measured.dispersity += point.dispersity() / samples;
    measured.critical += point.critical_radius_nm / point.mean_nm() / samples;
  }
  measured.slope = (samples * ty - t1 * y1) / (samples * t2 - t1 * t1) / end_s / ripening.slope;
  for (const Snapshot& snapshot : trajectory.snapshots)
    measured.largest += snapshot.boxes.front().high_nm / trajectory.at(snapshot.time_s).mean_nm() /
                        trajectory.snapshots.size();
  return measured;
}

TEST(SlowRipening, DiffusionLimitStaysSelfSimilar) {
  const Ripening ripening(false, 100, 10);
  const Measured measured = measure(ripening, lsw_diffusion_seeds(ripening.mean_nm, ripening.number(), 400));
  EXPECT_NEAR(measured.slope, 1, 0.02);
  EXPECT_NEAR(measured.dispersity, 0.215, 0.005);
  EXPECT_NEAR(measured.largest, 1.5, 0.02);
  EXPECT_NEAR(measured.critical, 1, 0.005);
  EXPECT_NEAR(measured.number, 0.1, 0.004);
  EXPECT_LT(measured.steps, 4000u);
}

TEST(SlowRipening, ReactionLimitStaysSelfSimilar) {
  const Ripening ripening(true, 100, 10);
  const Measured measured = measure(ripening, lsw_reaction_seeds(ripening.mean_nm, ripening.number(), 400));
  EXPECT_NEAR(measured.slope, 1, 0.02);
  EXPECT_NEAR(measured.dispersity, 0.354, 0.007);
  EXPECT_NEAR(measured.critical, 9.0 / 8, 0.01);
  EXPECT_NEAR(measured.largest, 2.25, 0.04);
  EXPECT_NEAR(measured.number, 0.1, 0.004);
}

// A narrow bell curve widens to the profile and beyond it only by its tail, which it takes many lives to
// forget.
TEST(SlowRipening, AGaussianApproaches) {
  const Ripening brief(false, 100, 4), longer(false, 100, 60);
  const Seeds seeds = gaussian_seeds(brief.mean_nm, 0.1 * brief.mean_nm, brief.number(), 300);
  const Measured early = measure(brief, seeds), late = measure(longer, seeds);
  EXPECT_LT(std::abs(late.largest - 1.5), std::abs(early.largest - 1.5));
  EXPECT_LT(std::abs(late.slope - 1), std::abs(early.slope - 1));
  EXPECT_NEAR(late.dispersity, 0.215, 0.015);
}

// Where radii are like r_0 the small particles are more soluble than the linear law says, and ripening is
// faster.
TEST(SlowRipening, FasterWhereRadiiAreLikeTheCapillaryLength) {
  const std::pair<double, double> slope_at[] = {{30, 1.026}, {10, 1.072}, {3, 1.229}};
  for (const auto& [ratio, slope] : slope_at) {
    const Ripening ripening(false, ratio, 4);
    const Measured measured =
        measure(ripening, lsw_diffusion_seeds(ripening.mean_nm, ripening.number(), 200));
    EXPECT_NEAR(measured.slope, slope, 0.01) << ratio;
  }
}

}  // namespace
