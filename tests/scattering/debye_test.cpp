// Debye's equation: the exact sum against the plain one, binned pairs against the exact sum, another program.
#include "nacre/scattering/debye.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "debye_clusters.hpp"
#include "nacre/scattering/lattice_pairs.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "nacre/scattering/scatterers.hpp"
#include "nacre/scattering/sine_sums.hpp"

namespace nacre::scattering {
namespace {

using namespace testing;
using Amplitudes = std::vector<std::vector<std::complex<double>>>;

crystal::Nanocrystal three_species() {
  crystal::Nanocrystal cluster = displaced(zinc_blende_sphere(0.9), 0.02);
  cluster.species.push_back("Zn");
  for (std::size_t i = 0; i < cluster.size(); i += 5) cluster.kind[i] = 2;
  return cluster;
}

TEST(Debye, exactSumEqualsThePlainOne) {
  const auto cluster = three_species();
  const std::vector<double> q{0, 0.01, 0.37, 2.1, 7.77, 24.9, 61}, u{0.01, 0.02, 0.005};
  const Amplitudes f = scattering_amplitudes({Radiation::xray, 10.0}, cluster.species, q);
  const DebyePattern plain = debye_plain(cluster, {f, u}, q);
  const DebyePattern exact = debye_exact(cluster, {f, u}, q);
  const DebyePattern threads = debye_exact(cluster, {f, u}, q, {.threads = 2});
  for (std::size_t i = 0; i < q.size(); ++i) {
    EXPECT_NEAR(exact.total[i], plain.total[i], 1e-10 * plain.total[i]) << q[i];
    EXPECT_EQ(exact.total[i], threads.total[i]);
    double sum = 0;
    for (const auto& part : exact.parts) sum += part[i];
    EXPECT_NEAR(sum, exact.total[i], 1e-12 * sum);
  }
}

TEST(Debye, limits) {
  crystal::Nanocrystal pair{{"Cd", "S"}, {{0, 0, 0}, {0, 0.3, 0.4}}, {0, 1}};  // 5 A apart
  const std::vector<double> q{0, 0.5, 40}, u{0.01, 0.03};
  const Amplitudes f{{3.0, 3.0, 3.0}, {{1, 2}, {1, 2}, {1, 2}}};
  for (const DebyePattern& found :
       {debye_exact(pair, {f, u}, q), debye_pattern(binned_pairs(pair, 0.01), {f, u}, q)}) {
    EXPECT_DOUBLE_EQ(found.total[0], std::norm(std::complex<double>(4, 2)) / 2);  // all in phase
    const double damping = std::exp(-0.25 * 0.02);
    EXPECT_NEAR(found.total[1], 7 + 3 * damping * std::sin(2.5) / 2.5, 1e-8);
    EXPECT_NEAR(found.total[2], 7, 1e-12);  // motion leaves the atoms alone
    EXPECT_EQ(found.self[1], 7);
  }
}

TEST(Debye, sumsOnAGrid) {
  const std::vector<double> r{0.7, 3.1415, 12.34567, 38.0001}, weight{1, -2, 0.5, 3}, q = even(0, 25, 77);
  SineSpreader spreader(25, 38.0001, 4);
  std::vector<double> direct(q.size());
  add_sines(q, r, weight, direct);
  for (std::size_t c = 0; c < 4; ++c)
    for (std::size_t k = 0; k < r.size(); ++k) spreader.add(c, r[k], weight[k] * static_cast<double>(c + 1));
  const auto sums = grid_sines(q, spreader.grid());
  for (std::size_t i = 0; i < q.size(); ++i) {
    double plain = 0;
    for (std::size_t k = 0; k < r.size(); ++k) plain += weight[k] * std::sin(q[i] * r[k]);
    EXPECT_NEAR(direct[i], plain, 1e-13);
    for (std::size_t c = 0; c < 4; ++c) EXPECT_NEAR(sums[c][i], plain * static_cast<double>(c + 1), 1e-8);
  }
}

TEST(Debye, binsAreTheSameForAnyNumberOfThreads) {
  const auto cluster = displaced(zinc_blende_sphere(1.5), 0.01);
  const PairHistogram one = binned_pairs(cluster, 0.01), three = binned_pairs(cluster, 0.01, {.threads = 3});
  double pairs = 0;
  for (std::size_t p = 0; p < one.pairs.size(); ++p) {
    EXPECT_EQ(one.pairs[p].count, three.pairs[p].count);
    EXPECT_EQ(one.pairs[p].distance_A, three.pairs[p].distance_A);
    EXPECT_EQ(one.pairs[p].deviation_A, three.pairs[p].deviation_A);
    for (const double n : one.pairs[p].count) pairs += n;
  }
  const auto n = static_cast<double>(cluster.size());
  EXPECT_EQ(pairs, n * (n - 1) / 2);
  EXPECT_EQ(one.atom_count(), n);
}

// Bins a tenth of an angstrom wide: mean and deviation are those of the pairs within.
TEST(Debye, momentsOfABin) {
  crystal::Nanocrystal line{{"Ni"}, {{0, 0, 0}, {0.231, 0, 0}, {0, 0.234, 0}, {-0.239, 0, 0}}, {0, 0, 0, 0}};
  const PairHistogram found = binned_pairs(line, 0.1);
  EXPECT_EQ(found.pairs[0].count[0], 3);
  EXPECT_NEAR(found.pairs[0].distance_A[0], (2.31 + 2.34 + 2.39) / 3, 1e-6);
  EXPECT_NEAR(found.pairs[0].deviation_A[0], 0.0329983, 1e-5);
}

class SlowDebye : public ::testing::TestWithParam<double> {};
INSTANTIATE_TEST_SUITE_P(clusters, SlowDebye, ::testing::Values(0.0, 0.001, 0.01));

// Perfect, slightly and well displaced clusters of 10^4 atoms.
TEST_P(SlowDebye, binsCostNothingMeasurable) {
  const auto cluster = displaced(zinc_blende_sphere(3.890845), GetParam());
  EXPECT_EQ(cluster.size(), 10000U);
  std::vector<double> q{0.2, 1.87, 3.05, 3.58};  // the strongest reflections, then all
  for (const double more : even(5, 25, 12)) q.push_back(more);
  const Amplitudes f = scattering_amplitudes({}, cluster.species, q);
  const auto exact = debye_exact(cluster, {f, {}}, q, {.threads = 2}).total;
  const auto binned = debye_pattern(binned_pairs(cluster, pair_bin_A(25)), {f, {}}, q).total;
  EXPECT_LT(largest_difference(binned, exact), 1e-7 * largest(exact));
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(binned[i], exact[i], 1e-5 * exact[i]) << q[i];
}

// Four Gaussians of International Tables C, which debyer takes.
Amplitudes four_gaussians(const std::vector<double>& q) {
  constexpr double table[2][9] = {{19.2214, 17.6444, 4.461, 1.6029, 0.5946, 6.9089, 24.7008, 87.4825, 5.0694},
                                  {6.9053, 5.2034, 1.4379, 1.5863, 1.4679, 22.2151, 0.2536, 56.172, 0.8669}};
  Amplitudes f(2);
  for (std::size_t s = 0; s < 2; ++s)
    for (const double x : q) {
      double sum = table[s][8];
      for (int k = 0; k < 4; ++k)
        sum += table[s][k] * std::exp(-table[s][4 + k] * std::pow(x / (4 * M_PI), 2));
      f[s].push_back(sum);
    }
  return f;
}

// debyer puts distances into bins of 0.001 A and takes them for their middles, at which the distances of a
// crystal all lie to one side: the pattern is off by up to 1.3e-3 of its maximum, and so is ours with such
// bins.
TEST(Debye, agreesWithDebyerWithinItsBins) {
  const std::filesystem::path path =
      NACRE_SOURCE_DIR "/../shared/data/reference/debyer_CdS_zb_10000_xray.txt";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no shared data";
  std::ifstream file(path);
  std::string line;
  std::getline(file, line), std::getline(file, line);
  std::vector<double> q, theirs;
  for (double x = 0, y = 0; file >> x >> y;) q.push_back(x), theirs.push_back(y);
  ASSERT_EQ(q.size(), 999U);
  const auto cluster = zinc_blende_sphere(3.890845);
  PairHistogram pairs = counted_pairs(*on_lattice(cluster, crystal::zinc_blende(0.582, "Cd", "S")));
  const Amplitudes f = four_gaussians(q);
  const auto ours = debye_pattern(pairs, {f, {}}, q).total;
  EXPECT_LT(largest_difference(ours, theirs), 1.3e-3 * largest(theirs));
  for (PairDistances& part : pairs.pairs)
    for (double& r : part.distance_A) r = (std::floor(r / 0.001) + 0.5) * 0.001;
  const auto rounded = debye_pattern(pairs, {f, {}}, q).total;
  EXPECT_GT(largest_difference(rounded, ours), 0.5 * largest_difference(ours, theirs));
}

TEST(Debye, refusals) {
  const auto cluster = zinc_blende_sphere(0.4);
  const std::vector<double> q{1};
  const Amplitudes f = scattering_amplitudes({}, cluster.species, q);
  EXPECT_THROW(debye_exact(cluster, {{f.data(), 1}, {}}, q), std::invalid_argument);
  EXPECT_THROW(debye_exact(cluster, {f, q}, q), std::invalid_argument);
  EXPECT_THROW(debye_exact(cluster, {f, {}}, std::vector<double>{-1}), std::invalid_argument);
  EXPECT_THROW(binned_pairs(cluster, 0), std::invalid_argument);
  const crystal::Nanocrystal far{{"Cd"}, {{0, 0, 0}, {0, 0, 1e9}}, {0, 0}},
      lost{{"Cd"}, {{0, 0, 0}, {0, NAN, 0}}, {0, 0}};
  EXPECT_THROW(binned_pairs(far, 0.01), std::invalid_argument);
  EXPECT_THROW(binned_pairs(lost, 0.01), std::invalid_argument);
  crystal::Nanocrystal same{{"Cd", "S"}, {{0, 0, 0}, {0, 0, 0}}, {0, 1}};
  EXPECT_THROW(debye_exact(same, {f, {}}, q), std::invalid_argument);
  EXPECT_THROW(debye_pattern(binned_pairs(same, 0.01), {f, {}}, q), std::invalid_argument);
}

TEST(Debye, costsAreSaidBeforeTheStart) {
  require_within(cost_of_binning(1e4, 80, 0.008, 2, 1), {});
  require_within(cost_of_exact(1e4, 48), {});
  try {
    require_within(cost_of_binning(1e7, 800, 0.008, 2, 1), {});
    FAIL() << "no limit";
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(),
                 "the direct sum over the pairs of 10000000 atoms would take about 19 hours on one core; the "
                 "limit is 60 minutes");
  }
  EXPECT_THROW(require_within({"counting", 1, 5e9}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
