#include "nacre/assembly/structure_factor.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "assembly/sample_states.hpp"
#include "nacre/assembly/density_waves.hpp"
#include "nacre/assembly/phase_sums.hpp"

namespace nacre::assembly {
namespace {

using std::numbers::pi;

TEST(PhaseSums, AreThoseOfBothSigns) {
  PhaseBlock x{}, y{}, z[2]{};
  std::mt19937_64 random(1);
  std::complex<double> plus = 0, minus = 0;
  for (std::size_t j = 0; j < 300; ++j) {
    const auto phase = [&](PhaseBlock& block) {
      const double angle = test::between(random, 0, 2 * pi);
      block.cosine[j] = static_cast<float>(std::cos(angle));
      block.sine[j] = static_cast<float>(std::sin(angle));
      return angle;
    };
    const double a = phase(x), b = phase(y), c = phase(z[1]);
    plus += std::polar(1.0, a - b + c);
    minus += std::polar(1.0, a - b - c);
  }
  double sums[8] = {};
  add_phase_sums(x, y, true, z, 2, sums);
  EXPECT_EQ(sums[0], 0);
  EXPECT_NEAR(sums[4], plus.real(), 2e-4);
  EXPECT_NEAR(sums[5], plus.imag(), 2e-4);
  EXPECT_NEAR(sums[6], minus.real(), 2e-4);
  EXPECT_NEAR(sums[7], minus.imag(), 2e-4);
}

TEST(DensityWaves, AreThoseOfAPlainSumAtEveryVector) {
  const State state = make_state(test::ideal_gas({5, 6, 7}, 700, {1, 0.55}, 3));
  const DensityWaves waves = density_waves(state, 2, 4, test::threads(1));
  std::size_t inside = 0;
  for (int h = -4; h <= 4; ++h)
    for (int k = -4; k <= 4; ++k)
      for (int l = -5; l <= 5; ++l) inside += 2 * pi * std::hypot(h / 5.0, k / 6.0, l / 7.0) <= 4;
  ASSERT_EQ(waves.vectors.size(), (inside - 1) / 2);
  for (std::size_t v = 0; v < waves.vectors.size(); ++v) {
    const auto [h, k, l, q] = waves.vectors[v];
    EXPECT_NEAR(q, 2 * pi * std::hypot(h / 5.0, k / 6.0, l / 7.0), 1e-12);
    std::complex<double> exact[2] = {0, 0};
    for (std::size_t i = 0; i < state.size(); ++i)
      exact[state.species[i]] +=
          std::polar(1.0, 2 * pi * (h * state.x[i] / 5 + k * state.y[i] / 6 + l * state.z[i] / 7));
    for (std::size_t s = 0; s < 2; ++s) EXPECT_LT(std::abs(waves.rho[s][v] - exact[s]), 1e-3) << h << k << l;
  }
}

TEST(StructureFactor, OfAnIdealGasIsOne) {
  StructureFactor sq(2, {.largest_q = 8, .bins = 20});
  for (unsigned seed = 0; seed < 30; ++seed)
    sq.add(make_state(test::ideal_gas({7, 8, 9}, 900, {1, 0.55}, seed)));
  const StructureResult result = sq.result();
  ASSERT_EQ(result.curves.size(), 4u);
  for (const StructureCurve& curve : result.curves) {
    const double ideal = curve.a == curve.b ? 1 : 0;
    double chi2 = 0, mean = 0, vectors = 0;
    for (std::size_t i = 0; i < result.q.size(); ++i) {
      chi2 += std::pow((curve.s[i] - ideal) / curve.error[i], 2) / static_cast<double>(result.q.size());
      mean += curve.s[i] * static_cast<double>(result.vectors[i]);
      vectors += static_cast<double>(result.vectors[i]);
    }
    EXPECT_NEAR(chi2, 1, 0.9);
    EXPECT_NEAR(mean / vectors, ideal, 0.01);
  }
}

TEST(StructureFactor, OfACrystalIsNAtItsReciprocalVectors) {
  const State state = make_state(test::simple_cubic(6, 1.1));
  const double q1 = 2 * pi / 1.1;
  EXPECT_NEAR(structure_factor_at(state, {q1, 0, 0}), 216, 1e-9);
  EXPECT_NEAR(structure_factor_at(state, {q1, q1, -q1}), 216, 1e-9);
  EXPECT_NEAR(structure_factor_at(state, {q1 / 6, 0, 0}), 0, 1e-9);
  const DensityWaves waves = density_waves(state, 1, 10.5, test::threads(1));
  for (std::size_t v = 0; v < waves.vectors.size(); ++v) {
    const auto [h, k, l, q] = waves.vectors[v];
    const bool bragg = h % 6 == 0 && k % 6 == 0 && l % 6 == 0;
    EXPECT_NEAR(std::norm(waves.rho[0][v]) / 216, bragg ? 216 : 0, bragg ? 1e-3 : 1e-7) << h << k << l;
  }
  StructureFactor sq(1, {.largest_q = 7, .bins = 70});
  sq.add(state);
  const StructureResult result = sq.result();
  for (std::size_t i = 0; i < result.q.size(); ++i)  // three of the bin's vectors are 100, 010 and 001
    EXPECT_NEAR(result.curves[0].s[i],
                std::abs(result.q[i] - q1) < 0.05 ? 216.0 * 3 / static_cast<double>(result.vectors[i]) : 0,
                1e-2);
}

// With weights 1 and -1 the two sublattices of a rock-salt-like crystal leave only odd reflections.
TEST(StructureFactor, WeighsSpecies) {
  crystal::Particles salt = test::simple_cubic(4, 1);
  salt.species_names.push_back("S");
  for (std::size_t i = 0; i < salt.size(); ++i) salt.species[i] = (i / 16 + i / 4 + i) % 2;
  const State state = make_state(salt);
  EXPECT_NEAR(structure_factor_at(state, {2 * pi, 0, 0}, {1, -1}), 0, 1e-9);
  EXPECT_NEAR(structure_factor_at(state, {pi, pi, pi}, {1, -1}), 64, 1e-9);
  StructureFactor sq(2, {.largest_q = 6.4, .bins = 64, .weights = {1, -1}});
  sq.add(state);
  const StructureResult result = sq.result();
  for (std::size_t i = 0; i < result.q.size(); ++i)
    EXPECT_EQ(result.curves[0].s[i] > 1, std::abs(result.q[i] - pi * std::sqrt(3)) < 0.05) << result.q[i];
}

TEST(StructureFactor, IsTheSameOnTwoThreads) {
  const State state = make_state(test::ideal_gas({9, 9, 9}, 3000, {1, 0.55}, 2));
  StructureFactor one(2, {.largest_q = 8}), two(2, {.largest_q = 8});
  one.add(state, test::threads(1));
  two.add(state, test::threads(2));
  for (std::size_t c = 0; c < 4; ++c) EXPECT_EQ(one.result().curves[c].s, two.result().curves[c].s);
}

TEST(StructureFactor, CostCountsParticlesAndVectors) {
  const State state = make_state(test::ideal_gas({9, 9, 9}, 100, {1, 0.55}, 2));
  const auto vectors = static_cast<double>(density_waves(state, 2, 8, test::threads(1)).vectors.size());
  EXPECT_NEAR(structure_factor_cost(state, 8) / (100 * vectors), 1, 0.02);
}

TEST(StructureFactor, RefusesWhatItCannotDo) {
  EXPECT_THROW(StructureFactor(2, {.bins = 0}), std::invalid_argument);
  EXPECT_THROW(StructureFactor(2, {.weights = {1}}), std::invalid_argument);
  EXPECT_THROW(StructureFactor(2, {.weights = {0, 0}}), std::invalid_argument);
  StructureFactor sq(1, {});
  EXPECT_THROW(sq.add(make_state(test::ideal_gas({5, 5, 5}, 9, {1, 1}, 1))), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::assembly
