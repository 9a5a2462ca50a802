#include "nacre/assembly/local_density.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "arrangements.hpp"

namespace nacre::assembly {
namespace {

TEST(LocalDensity, AgreesWithFreud) {
  const auto recorded = read_columns(NACRE_TEST_DATA "/assembly/freud-order.csv");
  crystal::Particles particles{.box = {.lengths = {6, 6.5, 7}}};
  for (std::size_t i = 0; i < recorded.at("x").size(); ++i)
    particles.positions.push_back({recorded.at("x")[i], recorded.at("y")[i], recorded.at("z")[i]});
  const std::vector<double> density = local_density(particles);
  for (std::size_t i = 0; i < density.size(); ++i)
    EXPECT_NEAR(density[i], recorded.at("local_density")[i], 1e-6) << i;
}

TEST(LocalDensity, ANeighborAtTheRadiusIsHalfInside) {
  crystal::Particles pair = random_points(2, {20, 20, 20});
  const double volume = 4 * std::numbers::pi / 3 * std::pow(1.3, 3);
  for (const auto& [distance, share] :
       {std::pair{0.5, 1.0}, {0.8, 1.0}, {1.3, 0.5}, {1.55, 0.25}, {1.9, 0.0}}) {
    pair.positions = {{0, 0, 0}, {0, distance, 0}};
    EXPECT_NEAR(local_density(pair)[0] * volume, share, 1e-12) << distance;
  }
  pair.positions = {{0, 0, 0}, {0, 1.29, 0}};
  EXPECT_NEAR(local_density(pair, {.radius = 1.3, .diameter = 0})[1] * volume, 1, 1e-12);
}

TEST(LocalDensity, RefusesWhatIsNoLength) {
  const crystal::Particles some = random_points(20, {6, 6, 6});
  EXPECT_THROW(local_density(some, {.radius = 0}), std::invalid_argument);
  EXPECT_THROW(local_density(some, {.radius = 1, .diameter = -1}), std::invalid_argument);
  EXPECT_THROW(local_density(some, {.radius = 2.6, .diameter = 1}),
               std::invalid_argument);  // half the box is 3
  EXPECT_THROW(density_histogram(std::vector<double>{1}, 0), std::invalid_argument);
}

TEST(LocalDensity, HistogramsCountEveryParticle) {
  const DensityHistogram histogram = density_histogram(std::vector<double>{0.05, 0.15, 0.17, 0.5}, 0.1);
  EXPECT_EQ(histogram.count, (std::vector<std::size_t>{1, 2, 0, 0, 0, 1}));
}

std::vector<double> mixture(double share, double apart) {
  RandomStream random(14, StreamName::synthetic_data);
  std::vector<double> values;
  for (int i = 0; i < 5000; ++i)
    values.push_back(1 + (random.uniform() < share ? apart : 0) + 0.1 * random.normal());
  return values;
}

TEST(LocalDensity, TwoPopulationsAreToldFromOne) {
  const Modality one = modality(mixture(0, 0));
  EXPECT_FALSE(one.bimodal);
  EXPECT_NEAR(one.coefficient, 1.0 / 3, 0.02);
  const Modality two = modality(mixture(0.4, 0.6));
  EXPECT_TRUE(two.bimodal);
  EXPECT_NEAR(two.valley, 1.3, 0.1);
  EXPECT_FALSE(modality(mixture(0.5, 0.15)).bimodal);
  EXPECT_FALSE(modality(std::vector<double>(10, 1.5)).bimodal);
}

TEST(LocalDensity, DenseIsAboveTheThreshold) {
  EXPECT_DOUBLE_EQ(dense_share(std::vector<double>{1.5, 1.6, 1.7, 2.0}, dense_alb2), 0.5);
  EXPECT_EQ(dense_share({}, 1), 0);
}

// The paper's thresholds lie between the fluids and the crystals: spheres of one size and AlB2.
TEST(LocalDensity, ThePapersThresholdsTellCrystalsFromDiluteFluids) {
  EXPECT_GT(dense_share(local_density(crystal_of("FCC", {5, 5, 5}, {1}, 0.58)), dense_fcc), 0.99);
  EXPECT_GT(dense_share(local_density(crystal_of("AlB2", {5, 3, 5}, {1, 0.55}, 0.58)), dense_alb2), 0.99);
  EXPECT_LT(dense_share(local_density(random_points(500, {10, 10, 10})), dense_fcc), 0.1);
}

}  // namespace
}  // namespace nacre::assembly
