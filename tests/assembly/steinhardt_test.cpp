#include "nacre/assembly/steinhardt.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "arrangements.hpp"
#include "nacre/assembly/steinhardt_kernel.hpp"
#include "nacre/crystal/vectors.hpp"

namespace nacre::assembly {
namespace {

using crystal::ParticleNeighbors;
using crystal::Vector;

// One particle with these bonds.
ParticleNeighbors bonds_of(const std::vector<Vector>& directions) {
  ParticleNeighbors list;
  for (const Vector& way : directions) {
    list.neighbor.push_back(0);
    list.apart.push_back(way);
  }
  list.offset.push_back(directions.size());
  return list;
}

std::vector<Vector> cubic(const Vector& first) {  // all sequences and signs
  std::vector<Vector> all;
  Vector sorted = first;
  std::ranges::sort(sorted);
  do
    for (int signs = 0; signs < 8; ++signs) {
      Vector way = sorted;
      for (std::size_t k = 0; k < 3; ++k)
        if (signs >> k & 1) way[k] = way[k] == 0 ? NAN : -way[k];
      if (!std::isnan(way[0] + way[1] + way[2])) all.push_back(way);
    }
  while (std::ranges::next_permutation(sorted).found);
  return all;
}

std::vector<Vector> hexagonal_close_packed() {
  std::vector<Vector> all;
  const double pi = std::numbers::pi;
  for (int k = 0; k < 6; ++k) all.push_back({std::cos(k * pi / 3), std::sin(k * pi / 3), 0});
  for (const double side : {-1.0, 1.0})
    for (int k = 0; k < 3; ++k) {
      const double angle = pi / 6 + 2 * pi * k / 3;
      all.push_back(
          {std::cos(angle) / std::sqrt(3), std::sin(angle) / std::sqrt(3), side * std::sqrt(2.0 / 3)});
    }
  return all;
}

std::vector<Vector> body_centred(bool second_shell) {
  std::vector<Vector> all = cubic({1, 1, 1});
  if (second_shell)
    for (const Vector& way : cubic({0, 0, 2})) all.push_back(way);
  return all;
}

std::vector<Vector> icosahedron() {
  std::vector<Vector> all;
  for (const double a : {-1.0, 1.0})
    for (const double b : {-std::numbers::phi, std::numbers::phi})
      for (const Vector& way : {Vector{0, a, b}, Vector{a, b, 0}, Vector{b, 0, a}}) all.push_back(way);
  return all;
}

// Whatever the axes: the bonds are turned first.
std::vector<Vector> turned(std::vector<Vector> ways, std::uint64_t replica) {
  RandomStream random(13, StreamName::synthetic_data, replica);
  Vector axis{random.normal(), random.normal(), random.normal()};
  axis = crystal::scaled(axis, 1 / crystal::length(axis));
  const double angle = 6 * random.uniform();
  for (Vector& way : ways) {
    const Vector across = crystal::cross(axis, way);
    const double along = crystal::dot(axis, way) * (1 - std::cos(angle));
    for (std::size_t k = 0; k < 3; ++k)
      way[k] = way[k] * std::cos(angle) + across[k] * std::sin(angle) + axis[k] * along;
  }
  return ways;
}

struct Perfect {
  const char* name;
  std::vector<Vector> bonds;
  double q4, w4, q6, w6;  // w4 NaN: q4 vanishes
};

// In closed form: q4 of SC sqrt(7/12), of FCC sqrt(7/192), of BCC's 8 sqrt(7/27), of HCP 7/72; q6 of SC
// sqrt(1/8), of FCC sqrt(169/512), of BCC's 8 sqrt(32/81), of the icosahedron sqrt(11)/5. The rest by sums of
// spherical harmonics and Wigner symbols to 40 digits.
std::vector<Perfect> perfect() {
  return {
      {"SC", cubic({0, 0, 1}), std::sqrt(7.0 / 12), 0.1593173731330811, std::sqrt(1.0 / 8),
       0.01316060073064693},
      {"FCC", cubic({0, 1, 1}), std::sqrt(7.0 / 192), -0.1593173731330811, std::sqrt(169.0 / 512),
       -0.01316060073064693},
      {"BCC, 8", body_centred(false), std::sqrt(7.0 / 27), -0.1593173731330811, std::sqrt(32.0 / 81),
       0.01316060073064693},
      {"BCC, 14", body_centred(true), 0.03636964837266540, 0.1593173731330811, 0.5106882308569510,
       0.01316060073064693},
      {"HCP", hexagonal_close_packed(), 7.0 / 72, 0.1340970468803023, 0.4847616852236832,
       -0.01244195946488549},
      {"icosahedron", icosahedron(), 0, NAN, std::sqrt(11.0) / 5, -0.1697538949583678},
  };
}

TEST(Steinhardt, PerfectSurroundingsHaveTheirExactNumbersWhicheverWayTheyAreTurned) {
  for (const Perfect& one : perfect())
    for (std::uint64_t replica = 0; replica < 5; ++replica) {
      const ParticleNeighbors list = bonds_of(replica == 0 ? one.bonds : turned(one.bonds, replica));
      const Steinhardt four = steinhardt(list, {.l = 4, .w = true});
      const Steinhardt six = steinhardt(list, {.l = 6, .w = true});
      EXPECT_NEAR(four.q[0], one.q4, 1e-10) << one.name;
      EXPECT_NEAR(six.q[0], one.q6, 1e-10) << one.name;
      EXPECT_NEAR(six.w[0], one.w6, 1e-10) << one.name;
      if (!std::isnan(one.w4)) {
        EXPECT_NEAR(four.w[0], one.w4, 1e-10) << one.name;
      }
    }
}

TEST(Steinhardt, PerfectCrystalsHaveTheirExactNumbersAveragedToo) {
  const auto check = [](const std::string& name, const std::vector<double>& diameters, int nearest, double q4,
                        double q6) {
    const crystal::Particles particles = crystal_of(name, {4, 4, 4}, diameters, 0.5);
    const ParticleNeighbors list = crystal::neighbors_of(particles, {.nearest = nearest});
    for (const bool average : {false, true}) {
      const Steinhardt four = steinhardt(list, {.l = 4, .average = average});
      const Steinhardt six = steinhardt(list, {.l = 6, .average = average});
      for (const double q : four.q) EXPECT_NEAR(q, q4, 1e-6) << name;
      for (const double q : six.q) EXPECT_NEAR(q, q6, 1e-6) << name;
    }
  };
  check("FCC", {1}, 12, std::sqrt(7.0 / 192), std::sqrt(169.0 / 512));
  check("BCC", {1}, 14, 0.03636964837266540, 0.5106882308569510);
}

// By the addition theorem: q_l^2 is the mean over pairs of bonds of P_l(cos of the angle between them).
TEST(Steinhardt, AgreesWithTheAdditionTheoremForEveryL) {
  const crystal::Particles particles = random_points(60, {5, 5, 5});
  const ParticleNeighbors list = crystal::neighbors_of(particles, {.cutoff = 1.9});
  for (int l = 0; l <= highest_l; ++l) {
    const Steinhardt order = steinhardt(list, {.l = l});
    for (std::size_t i = 0; i < list.size(); ++i) {
      double sum = 0;
      for (const Vector& a : list.apart_of(i))
        for (const Vector& b : list.apart_of(i)) {
          const double cosine = crystal::dot(a, b) / (crystal::length(a) * crystal::length(b));
          sum += std::legendre(static_cast<unsigned>(l), std::min(1.0, std::max(-1.0, cosine)));
        }
      ASSERT_NEAR(order.q[i], std::sqrt(std::max(sum, 0.0)) / list.degree(i), 1e-7) << l;
    }
  }
}

TEST(Steinhardt, VectorsAgreeWithTheTextbook) {
  const crystal::Particles particles = random_points(200, {6, 6, 6}, 1);
  for (const crystal::NeighborQuery& query :
       {crystal::NeighborQuery{.cutoff = 1.3}, crystal::NeighborQuery{.nearest = 12}}) {
    const ParticleNeighbors list = crystal::neighbors_of(particles, query);
    for (int l = 0; l <= highest_l; ++l)
      for (const bool average : {false, true})
        for (const bool normalized : {false, true}) {
          const SteinhardtOptions options{.l = l, .average = average, .w = true, .normalized_w = normalized};
          const Steinhardt fast = steinhardt(list, options);
          const Steinhardt plain = plain_steinhardt(list, options);
          for (std::size_t k = 0; k < fast.qlm.size(); ++k)
            ASSERT_LT(std::abs(fast.qlm[k] - plain.qlm[k]), 1e-12);
          for (std::size_t i = 0; i < list.size(); ++i) {
            ASSERT_NEAR(fast.q[i], plain.q[i], 1e-12);
            ASSERT_NEAR(fast.w[i], plain.w[i], 1e-11) << l;
          }
        }
  }
}

TEST(Steinhardt, AgreesWithFreud) {
  const auto recorded = read_columns(NACRE_TEST_DATA "/assembly/freud-order.csv");
  crystal::Particles particles{.box = {.lengths = {6, 6.5, 7}}};
  for (std::size_t i = 0; i < recorded.at("x").size(); ++i)
    particles.positions.push_back({recorded.at("x")[i], recorded.at("y")[i], recorded.at("z")[i]});
  ASSERT_EQ(particles.size(), 150u);
  const auto expect = [&](const std::vector<double>& found, const std::string& column, double tolerance) {
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_NEAR(found[i], recorded.at(column)[i], tolerance) << column << ", particle " << i;
  };
  for (const std::string query : {"nearest", "within"}) {
    const crystal::NeighborQuery asked{.cutoff = query == "within" ? 1.6 : 0,
                                       .nearest = query == "nearest" ? 12 : 0};
    const ParticleNeighbors list = crystal::neighbors_of(particles, asked);
    for (const int l : {3, 4, 6, 8, 12})
      expect(steinhardt(list, {.l = l}).q, "q" + std::to_string(l) + "_" + query, 2e-6);
    for (const int l : {4, 6}) {
      const std::string digit = std::to_string(l);
      expect(steinhardt(list, {.l = l, .w = true}).w, "w" + digit + "_" + query, 2e-5);
      const Steinhardt average = steinhardt(list, {.l = l, .average = true, .w = true});
      expect(average.q, "q" + digit + "_average_" + query, 2e-6);
      expect(average.w, "w" + digit + "_average_" + query, 5e-5);
    }
  }
  const ParticleNeighbors nearest = crystal::neighbors_of(particles, {.nearest = 12});
  expect(steinhardt(nearest, {.l = 6, .w = true, .normalized_w = false}).w, "w6_plain_nearest", 1e-6);
  const std::vector<int> connected = connected_neighbors(steinhardt(nearest, {.l = 6}), nearest, 0.3);
  for (std::size_t i = 0; i < connected.size(); ++i)
    EXPECT_EQ(connected[i], recorded.at("connected_nearest")[i]) << i;
}

TEST(Steinhardt, AllNeighborsOfACrystalAreConnectedAndFewOfAGas) {
  const crystal::Particles fcc = crystal_of("FCC", {4, 4, 4}, {1}, 0.55, 0.04);
  const ParticleNeighbors list = crystal::neighbors_of(fcc, {.nearest = 12});
  const Steinhardt order = steinhardt(list, {.l = 6});
  for (const int connected : connected_neighbors(order, list)) EXPECT_GE(connected, 10);
  const crystal::Particles gas = random_points(500, {8, 8, 8}, 2);
  const ParticleNeighbors near = crystal::neighbors_of(gas, {.nearest = 12});
  for (const int connected : connected_neighbors(steinhardt(near, {.l = 6}), near)) EXPECT_LE(connected, 6);
  EXPECT_DOUBLE_EQ(coherence(order, 5, 5), 1);
}

TEST(Steinhardt, IsTheSameForAnyNumberOfThreads) {
  const ParticleNeighbors list = crystal::neighbors_of(random_points(3000, {12, 12, 12}, 3), {.nearest = 12});
  const SteinhardtOptions options{.l = 6, .average = true, .w = true};
  const Steinhardt one = steinhardt(list, options, {.threads = 1});
  const Steinhardt three = steinhardt(list, options, {.threads = 3});
  EXPECT_EQ(one.q, three.q);
  EXPECT_EQ(one.w, three.w);
  EXPECT_EQ(one.qlm, three.qlm);
}

TEST(Steinhardt, AParticleWithoutNeighborsHasNoOrder) {
  const crystal::Particles far = random_points(2, {1000, 1000, 1000});
  const ParticleNeighbors list = crystal::neighbors_of(far, {.cutoff = 0.1});
  const Steinhardt order = steinhardt(list, {.l = 6, .average = true, .w = true});
  EXPECT_TRUE(std::isnan(order.q[0]));
  EXPECT_TRUE(std::isnan(order.w[1]));
  EXPECT_EQ(order.qlm_of(1)[3], 0.0);
  EXPECT_EQ(coherence(order, 0, 1), 0);
}

TEST(Steinhardt, RefusesAnLOutOfRange) {
  EXPECT_THROW(steinhardt(bonds_of(icosahedron()), {.l = 13}), std::invalid_argument);
  EXPECT_THROW(steinhardt(bonds_of(icosahedron()), {.l = -1}), std::invalid_argument);
}

TEST(SteinhardtKernel, FactorsAreThoseOfTheHighestHarmonic) {
  // |Y_ll| at the equator.
  for (unsigned l = 0; l <= highest_l; ++l) {
    const double expected = std::sph_legendre(l, l, std::numbers::pi / 2);
    EXPECT_NEAR(harmonic_factor(static_cast<int>(l), static_cast<int>(l)) / expected, 1, 1e-13);
  }
}

}  // namespace
}  // namespace nacre::assembly
