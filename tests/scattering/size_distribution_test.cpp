#include "nacre/scattering/size_distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/scattering/population.hpp"
#include "nacre/scattering/round_forms.hpp"
#include "nacre/scattering/sphere_sum.hpp"

namespace nacre::scattering {
namespace {

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

TEST(SizeDistribution, MeanAndSigmaAreThoseByNumber) {
  for (const SizeDistribution& one : size_distributions()) {
    if (!one.fill) continue;
    for (const double share : {0.02, 0.1, 0.25}) {
      const SizeNodes nodes = size_nodes(one, 2.5, 2.5 * share, 5, true);
      ASSERT_EQ(nodes.columns, 3u);
      EXPECT_NEAR(sum(nodes.column(0)), 1, 1e-13) << one.name;
      EXPECT_NEAR(sum(nodes.column(1)), 0, 1e-11) << one.name;
      EXPECT_NEAR(sum(nodes.column(2)), 0, 1e-11) << one.name;
      // A quarter is four sigma from zero, where a normal distribution is cut by 3e-5.
      const double tolerance = one.name == "gaussian" && share > 0.2 ? 1e-3 : 1e-9;
      EXPECT_NEAR(nodes.mean_nm(), 2.5, 2.5 * tolerance) << one.name;
      EXPECT_NEAR(nodes.deviation_nm(), 2.5 * share, 2.5 * share * tolerance) << one.name;
    }
  }
}

// Means of powers by the weights, and their derivatives to mean and sigma by moving these.
TEST(SizeDistribution, DerivativesOfWeights) {
  const auto moment = [](const SizeNodes& nodes, std::size_t column, double power) {
    double total = 0;
    for (std::size_t i = 0; i < nodes.count(); ++i)
      total += nodes.column(column)[i] * std::pow(nodes.size_nm[i], power);
    return total;
  };
  for (const SizeDistribution& one : size_distributions()) {
    if (!one.fill) continue;
    for (const double sigma : {0.1, 0.3, 0.8})
      for (const double power : {1.0, 3.0, 6.0}) {
        const double h = 1e-4;
        const SizeNodes nodes = size_nodes(one, 2, sigma, 4, true);
        const double by_mean = (moment(size_nodes(one, 2 + h, sigma, 4, false), 0, power) -
                                moment(size_nodes(one, 2 - h, sigma, 4, false), 0, power)) /
                               (2 * h);
        const double by_sigma = (moment(size_nodes(one, 2, sigma + h, 4, false), 0, power) -
                                 moment(size_nodes(one, 2, sigma - h, 4, false), 0, power)) /
                                (2 * h);
        const double value = moment(nodes, 0, power);
        EXPECT_NEAR(moment(nodes, 1, power), by_mean, 1e-5 * std::abs(value))
            << one.name << ' ' << sigma << ' ' << power;
        EXPECT_NEAR(moment(nodes, 2, power), by_sigma, 1e-5 * std::abs(value))
            << one.name << ' ' << sigma << ' ' << power;
      }
  }
}

std::vector<double> grid() {
  std::vector<double> q;
  for (int i = 0; i < 60; ++i) q.push_back(0.02 + 0.11 * i);
  return q;
}

std::vector<double> squares(const SizeNodes& nodes, const std::vector<double>& q) {
  std::vector<double> result(q.size());
  sphere_sum(q, {.radius_nm = nodes.size_nm, .square_weights = nodes.column(0), .amplitude_weights = {}},
             {result.data(), nullptr, q.size()});
  return result;
}

// As many nodes as q asks for: more of them change nothing, relative to the curve's envelope.
TEST(SizeDistribution, QuadratureIsConverged) {
  const std::vector<double> q = grid();
  for (const SizeDistribution& one : size_distributions())
    for (const auto& [mean, sigma] : {std::pair{2.0, 0.1}, {2.0, 0.5}, {2.0, 1.2}, {8.0, 1.0}, {1.0, 0.01}}) {
      const std::vector<double> at = squares(size_nodes(one, mean, sigma, q.back(), false), q);
      const std::vector<double> finer =
          squares(size_nodes(one, mean, sigma, 3 * q.back() + 40 / mean, false), q);
      for (std::size_t i = 0; i < q.size(); ++i)
        EXPECT_NEAR(at[i], finer[i],
                    1e-9 * std::max(finer[i], 16 * M_PI * M_PI * mean * mean / 2 / std::pow(q[i], 4) *
                                                  std::min(1.0, std::pow(q[i] * mean, 4))))
            << one.name << ' ' << mean << ' ' << sigma << " at " << q[i];
    }
}

// The closed form for spheres against the quadrature, where the cut at zero does not show.
TEST(SizeDistribution, ClosedFormIsTheQuadrature) {
  const std::vector<double> q = grid();
  const Population spheres(sphere_form, size_distribution("gaussian"));
  for (const double sigma : {0.05, 0.2}) {
    const std::vector<double> p{2.2, 1, sigma};
    const PopulationAverages closed = spheres.averages(q, p, true);
    const SizeNodes nodes = size_nodes(size_distribution("gaussian"), 2.2, sigma, q.back(), false);
    std::vector<double> square(q.size()), amplitude(q.size());
    sphere_form.average(q, p.data(), nodes, {square.data(), amplitude.data(), q.size()});
    for (std::size_t i = 0; i < q.size(); ++i) {
      EXPECT_NEAR(closed.square(i) / square[i], 1, 1e-10) << q[i];
      EXPECT_NEAR(closed.amplitude(i), amplitude[i], 1e-10 * std::sqrt(square[i]));
    }
  }
}

// What other programs sum: 80 sizes.
SizeNodes cut_at_three_sigma(double mean, double sigma) {
  SizeNodes cut;
  double all = 0;
  for (int i = 0; i < 80; ++i) {
    const double t = -3 + 6.0 * i / 79;
    cut.size_nm.push_back(mean + sigma * t);
    cut.weight.push_back(std::exp(-t * t / 2));
    all += cut.weight.back();
  }
  for (double& weight : cut.weight) weight /= all;
  return cut;
}

TEST(SizeDistribution, ACutAtThreeSigmaIsAnotherConvention) {
  const std::vector<double> q = grid();
  const SizeNodes cut = cut_at_three_sigma(2.5, 0.2);
  const std::vector<double> cut_off = squares(cut, q);
  const std::vector<double> whole =
      squares(size_nodes(size_distribution("gaussian"), 2.5, 0.2, q.back(), false), q);
  double most = 0;
  for (std::size_t i = 0; i < q.size(); ++i) most = std::max(most, std::abs(cut_off[i] / whole[i] - 1));
  EXPECT_GT(most, 0.005);
  EXPECT_LT(most, 0.03);
}

// A curve of sasmodels 1.0.6, to its ten digits, by its own 80 sizes; and how far the whole distribution is
// from it.
TEST(SizeDistribution, SharedCurveOfSasmodels) {
  std::ifstream file(NACRE_SOURCE_DIR "/../shared/data/reference/sasmodels_sphere_pd_double.csv");
  if (!file) GTEST_SKIP() << "shared/ is not here";
  std::vector<double> q, expected;
  std::string line;
  std::getline(file, line);
  for (double x, y; std::getline(file, line);)
    if (std::sscanf(line.c_str(), "%lf,%lf", &x, &y) == 2) {
      q.push_back(10 * x);
      expected.push_back(y);
    }
  ASSERT_GT(q.size(), 50u);
  const SizeNodes cut = cut_at_three_sigma(2.5, 0.2);
  double volume = 0;
  for (std::size_t i = 0; i < cut.count(); ++i)
    volume += cut.weight[i] * 4 * M_PI / 3 * std::pow(cut.size_nm[i], 3);
  const std::vector<double> at = squares(cut, q);
  const std::vector<double> whole =
      squares(size_nodes(size_distribution("gaussian"), 2.5, 0.2, q.back(), false), q);
  for (std::size_t i = 0; i < q.size(); ++i) {
    // Volume fraction over volume, and (1e10 1/cm2)^2 nm3 in 1/cm.
    const double scale = 0.01 / volume * 26 * 26 * 0.1;
    EXPECT_NEAR(scale * at[i] + 0.001, expected[i], 1e-9 * expected[i]) << q[i];
    EXPECT_NEAR(whole[i] / at[i], 1, 0.02) << q[i];
  }
}

TEST(SizeDistribution, NoWidthIsOneSize) {
  EXPECT_EQ(size_nodes(size_distribution("gaussian"), 2, 0, 5, true).count(), 1u);
  EXPECT_EQ(size_nodes(size_distribution("none"), 2, 0.3, 5, true).count(), 1u);
  EXPECT_THROW(size_distribution("normal"), std::invalid_argument);
}

// Vectors against plain sums, through the change to the series, with a rest of q; radii in equal steps and
// not.
TEST(SphereSum, IsThePlainSum) {
  std::vector<double> even, uneven, q, weights;
  for (int i = 0; i < 75; ++i) {
    even.push_back(0.1 + 0.07 * i);
    uneven.push_back(even.back() + (i % 3 == 1 ? 0.01 : 0));
  }
  for (int i = 0; i < 3 * 75; ++i) weights.push_back(std::cos(1.7 * i));
  for (int i = 0; i < 21; ++i) q.push_back(0.01 * std::pow(1.4, i));
  const auto wave = [](long double k, long double r) {
    return 4 * M_PIl * (std::sin(k * r) - k * r * std::cos(k * r)) / (k * k * k);
  };
  std::vector<double> square(3 * q.size()), amplitude(3 * q.size());
  for (const std::vector<double>& radius : {even, uneven}) {
    sphere_sum(q,
               {.radius_nm = radius,
                .inner = 2,
                .outer = -0.7,
                .thickness_nm = 0.4,
                .columns = 3,
                .square_weights = weights,
                .amplitude_weights = weights},
               {square.data(), amplitude.data(), q.size()});
    for (std::size_t i = 0; i < q.size(); ++i)
      for (std::size_t c = 0; c < 3; ++c) {
        long double s2 = 0, s1 = 0, size = 0;
        for (std::size_t k = 0; k < radius.size(); ++k) {
          const long double f =
              2 * wave(q[i], radius[k]) - 0.7L * wave(q[i], static_cast<long double>(radius[k]) + 0.4);
          s2 += weights[radius.size() * c + k] * f * f;
          s1 += weights[radius.size() * c + k] * f;
          size += std::abs(f);
        }
        EXPECT_NEAR(square[c * q.size() + i], s2, 1e-12 * size * size);
        EXPECT_NEAR(amplitude[c * q.size() + i], s1, 1e-12 * size);
      }
  }
}

}  // namespace
}  // namespace nacre::scattering
