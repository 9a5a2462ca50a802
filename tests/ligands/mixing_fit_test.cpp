#include "nacre/ligands/mixing_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "nacre/core/parallel.hpp"
#include "nacre/core/random.hpp"

namespace nacre::ligands {
namespace {

constexpr double T = 303;

MixingContext context() { return {T, exact_shell(11, 11, RunControl{})}; }

std::vector<ExchangePoint> exact_points(const MixingModel& model, std::span<const double> parameters,
                                        double correlation) {
  std::vector<ExchangePoint> points;
  for (const double x : {0.0, 0.17, 0.51, 0.66, 0.81, 1.0}) {
    const Exchange exchange = exchange_at(x, parameters, model, context());
    points.push_back({x, exchange.dH_kJ_mol, exchange.dG_kJ_mol, {0.49, correlation * 0.28, 0.16}});
  }
  return points;
}

TEST(MixingFit, RecoversEveryModelFromItsOwnCurve) {
  for (const MixingModel& model : mixing_models()) {
    std::vector<double> truth{-20.2, -8.5, -24.3, -7.5};
    const double values[4] = {3.4, 15.4, 10, 20};
    const double dependent[4] = {3.0, 4.0, -10, 25};
    for (std::size_t i = 0; i < model.parameters.size(); ++i)
      truth.push_back(model.name == "lattice-composition" ? dependent[i] : values[i]);
    const auto points = exact_points(model, truth, 0.3);
    const auto problem = mixing_problem("made", points, model, context(), default_parameters(model));
    const auto best = fit_mixing(problem);
    ASSERT_TRUE(best.converged) << model.name;
    EXPECT_LT(best.chi2, 1e-10) << model.name;
    for (std::size_t i = 0; i < truth.size(); ++i)
      EXPECT_NEAR(best.values[i], truth[i], 1e-4 * (1 + std::abs(truth[i]))) << model.name << " " << i;
  }
}

// With dH and dG linear in the parameters, the fit is a generalised least-squares problem; its uncertainty of
// xi_H follows from the design matrix alone.
TEST(MixingFit, RegularSolutionEqualsGeneralisedLeastSquares) {
  const MixingModel& model = mixing_model("regular-enthalpy");
  const double truth[] = {-20.2, -8.5, -24.3, -7.5, 8.0};
  const auto points = exact_points(model, truth, 0.0);
  const auto best = fit_mixing(mixing_problem("made", points, model, context(), default_parameters(model)));
  // Normal equations for H: (x, 1-x, x(1-x)) / 0.7 and G: (x, 1-x, x(1-x)) / 0.4 share the last column.
  double xx = 0, xz = 0, zz = 0, xq = 0, zq = 0, qq = 0;
  for (const auto& p : points) {
    const double z = 1 - p.x_a;
    const double q = p.x_a * z;
    xx += p.x_a * p.x_a, xz += p.x_a * z, zz += z * z, xq += p.x_a * q, zq += z * q, qq += q * q;
  }
  const double det = xx * zz - xz * xz;
  const double left = qq - (xq * xq * zz - 2 * xq * zq * xz + zq * zq * xx) / det;
  const double variance = 1 / (left * (1 / 0.49 + 1 / 0.16));
  EXPECT_NEAR(best.uncertainties[4], std::sqrt(variance), 1e-6);
}

TEST(MixingFit, CorrelatedErrorsWhitenToTheSameChiSquare) {
  const MixingModel& model = mixing_model("linear-combination");
  const double truth[] = {-20.0, -8.0, -24.0, -7.0};
  auto points = exact_points(model, truth, 0.5);
  points[2].dH_kJ_mol += 0.7;
  points[2].dG_kJ_mol -= 0.8;
  const auto problem = mixing_problem("made", points, model, context(), {});
  std::vector<double> residuals(12);
  problem.data[0].residuals(std::span<const double>(truth), residuals);
  double chi2 = 0;
  for (const double r : residuals) chi2 += r * r;
  // (1, -2) in standard errors, correlation 1/2: (1 + 2 + 4) / (1 - 1/4).
  EXPECT_NEAR(chi2, 7 / 0.75, 1e-9);
}

// 68 % profile intervals cover the truth in 60-76 % of data sets made with the covariance that the fit uses.
TEST(SlowMixingFit, ProfileIntervalsCover) {
  const MixingModel& model = mixing_model("lattice");
  const std::vector<double> truth{-20.2, -8.5, -24.3, -7.5, 3.4, 15.4};
  constexpr int sets = 300;
  std::vector<int> covers_G(sets), covers_H(sets);
  RunControl control{.threads = 2};
  parallel_for(sets, control, [&](std::size_t i) {
    RandomStream random(11, StreamName::synthetic_data, i);
    auto points = exact_points(model, truth, 0.0);
    for (auto& point : points) {
      point.dH_kJ_mol += 0.7 * random.normal();
      point.dG_kJ_mol += 0.4 * random.normal();
    }
    const auto problem = mixing_problem("made", points, model, context(), default_parameters(model));
    const auto best = fit_mixing(problem);
    const auto g = fit::profile_interval(problem, best, "chi_G");
    const auto h = fit::profile_interval(problem, best, "chi_H");
    covers_G[i] = g[0] <= truth[4] && truth[4] <= g[1] ? 1 : 0;
    covers_H[i] = h[0] <= truth[5] && truth[5] <= h[1] ? 1 : 0;
  });
  const auto share = [](const std::vector<int>& covers) {
    return std::accumulate(covers.begin(), covers.end(), 0) / static_cast<double>(covers.size());
  };
  RecordProperty("coverage_chi_G", std::to_string(share(covers_G)));
  RecordProperty("coverage_chi_H", std::to_string(share(covers_H)));
  EXPECT_GE(share(covers_G), 0.60);
  EXPECT_LE(share(covers_G), 0.76);
  EXPECT_GE(share(covers_H), 0.60);
  EXPECT_LE(share(covers_H), 0.76);
}

}  // namespace
}  // namespace nacre::ligands
