#include "nacre/scattering/pdf_cluster.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "pdf_crystals.hpp"

namespace nacre::scattering {
namespace {

crystal::UnitCell zinc_blende() { return crystal::zinc_blende(0.6077, "Cd", "Se"); }

PairHistogram ball(double diameter_A, const crystal::Vector& centre, double bin_A = 0.01) {
  return binned_pairs(crystal::cut(zinc_blende(), crystal::sphere(diameter_A / 20), centre), bin_A);
}

ClusterModel model() { return {.lengths = {48, 34}, .u_A2 = {0.012, 0.016}, .scale = 0.9, .delta2_A2 = 2}; }

TEST(PdfCluster, IsTheSineTransformOfF) {
  const PairHistogram pairs = ball(14, {0, 0, 0});
  const PdfInstrument instrument{.q_max_per_A = 15, .q_broad_per_A = 0.02};
  const PdfGrid grid{0.8, 0.05, 400};
  constexpr double q_min = 0.9;
  const std::vector<double> g = pdf_of_cluster(pairs, model(), instrument, grid, PeakConvention::r_ij, q_min);
  std::vector<double> q;
  const int steps = 4000;
  for (int i = 0; i <= steps; ++i) q.push_back(q_min + (15 - q_min) * i / steps);
  const std::vector<double> f = f_of_cluster(pairs, model(), instrument, q);
  for (std::size_t i = 0; i < grid.count; i += 13) {
    double sum = 0;
    for (std::size_t k = 0; k < q.size(); ++k)
      sum += (k == 0 || k + 1 == q.size() ? 0.5 : 1) * f[k] * std::sin(q[k] * grid.r_A(i));
    EXPECT_NEAR(g[i], 2 / M_PI * sum * (15 - q_min) / steps, 2e-5) << grid.r_A(i);
  }
}

// Each pair by itself against pairs in bins.
TEST(PdfCluster, BinsCostNothing) {
  crystal::Nanocrystal atoms = crystal::cut(zinc_blende(), crystal::sphere(1.0), {0.1, 0.2, 0.3});
  for (std::size_t i = 0; i < atoms.size(); ++i)
    atoms.positions_nm[i][i % 3] += 0.01 * std::sin(17.0 * static_cast<double>(i));
  PairHistogram single{.species = atoms.species, .atoms = {0, 0}, .pairs = std::vector<PairDistances>(3)};
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const auto a = static_cast<std::size_t>(atoms.kind[i]);
    single.atoms[a] += 1;
    for (std::size_t j = 0; j < i; ++j) {
      double r2 = 0;
      for (std::size_t k = 0; k < 3; ++k)
        r2 += std::pow(atoms.positions_nm[i][k] - atoms.positions_nm[j][k], 2);
      PairDistances& to = single.pairs[pair_index(a, static_cast<std::size_t>(atoms.kind[j]), 2)];
      to.distance_A.push_back(10 * std::sqrt(r2));
      to.deviation_A.push_back(0);
      to.count.push_back(1);
    }
  }
  const PdfGrid grid{0, 0.01, 2500};
  const PdfInstrument instrument{.q_max_per_A = 20, .q_damp_per_A = 0.04};
  ClusterPdf pdf_of(instrument, grid, PeakConvention::r);
  const std::vector<double> exact = pdf_of(single, model());
  EXPECT_LT(worst(pdf_of(binned_pairs(atoms, 0.02), model()), exact), 5e-5);
  EXPECT_LT(worst(pdf_of(binned_pairs(atoms, 0.01), model()), exact), 1e-5);
}

// The pairs of balls cut about many centres.
PairHistogram pairs_of_balls(double diameter_A, int centres) {
  PairHistogram all;
  for (int i = 0; i < centres; ++i) {  // Roberts' sequence, even in three dimensions
    const crystal::Vector centre{std::fmod(0.8191725133961645 * i, 1), std::fmod(0.6710436067037893 * i, 1),
                                 std::fmod(0.5497004779019703 * i, 1)};
    const PairHistogram one = ball(diameter_A, centre);
    if (i == 0) all = {.species = one.species, .atoms = {0, 0}, .pairs = std::vector<PairDistances>(3)};
    for (std::size_t a = 0; a < 2; ++a) all.atoms[a] += one.atoms[a];
    for (std::size_t p = 0; p < 3; ++p) {
      const auto append = [](std::vector<double>& to, const std::vector<double>& from) {
        to.insert(to.end(), from.begin(), from.end());
      };
      append(all.pairs[p].distance_A, one.pairs[p].distance_A);
      append(all.pairs[p].deviation_A, one.pairs[p].deviation_A);
      append(all.pairs[p].count, one.pairs[p].count);
    }
  }
  return all;
}

// Over all centres a ball holds each pair of the crystal as often as its correlation function says. The
// periodic model takes that function at r, not at r_ij: each peak leans by its width times the function's
// slope, 1.5 sqrt(2 U)/D, which is 1 % for usual displacements and falls with them.
TEST(PdfCluster, MeanOfCutSpheresIsTheEnvelope) {
  constexpr double diameter = 24;
  const PairHistogram balls = pairs_of_balls(diameter, 300);
  for (const double share : {1.0, 0.1}) {
    PdfPhase phase{.crystal = crystal::from_unit_cell(zinc_blende()),
                   .lengths = {48, 34},
                   .scale = 0.9,
                   .delta2_A2 = 2,
                   .envelope = {EnvelopeShape::sphere, diameter}};
    ClusterModel cluster = model();
    for (double& u : cluster.u_A2) u *= share;
    for (crystal::Site& site : phase.crystal.sites) {
      const double u = cluster.u_A2[static_cast<std::size_t>(site.species)];
      site.u_A2 = {u, u, u, 0, 0, 0};
    }
    cluster.rho0_per_A3 = 8 / std::pow(6.077, 3);
    cluster.envelope = phase.envelope;
    const PdfInstrument instrument{.q_max_per_A = 20};
    const PdfGrid grid{1, 0.02, 1300};
    const double error = worst(pdf_of_cluster(balls, cluster, instrument, grid, PeakConvention::r),
                               pdf({&phase, 1}, instrument, grid, PeakConvention::r));
    EXPECT_LT(error, share < 1 ? 0.005 : 0.015);
  }
}

// A stretch moves every distance; two atoms give one peak.
TEST(PdfCluster, TwoAtomsGiveOnePeak) {
  PairHistogram pairs{.species = {"Cd"}, .atoms = {2}, .pairs = {{{3.0}, {0}, {1}}}};
  const ClusterModel cluster{.u_A2 = {0.01}, .stretch = 1.1};
  const PdfGrid grid{0, 0.01, 600};
  const std::vector<double> g = pdf_of_cluster(pairs, cluster, {}, grid, PeakConvention::r);
  double sum = 0, mean = 0;
  for (std::size_t i = 0; i < g.size(); ++i) {
    sum += g[i] * grid.r_A(i) * 0.01;
    mean += g[i] * grid.r_A(i) * grid.r_A(i) * 0.01;
  }
  EXPECT_NEAR(sum, 1, 1e-8);
  EXPECT_NEAR(mean, 3.3, 1e-8);
}

TEST(PdfCluster, SaysWhatIsWrong) {
  const PairHistogram pairs = ball(10, {0, 0, 0});
  const PdfGrid grid{0, 0.01, 600};
  EXPECT_THROW(ClusterPdf({}, grid, PeakConvention::r, 1), std::invalid_argument);
  ClusterPdf pdf_of({}, grid, PeakConvention::r);
  EXPECT_THROW(pdf_of(pairs, {}), std::invalid_argument);
  EXPECT_THROW(pdf_of(pairs, {.lengths = {1}, .u_A2 = {0.01, 0.01}}), std::invalid_argument);
  EXPECT_THROW(pdf_of({}, {}), std::invalid_argument);
}

}  // namespace
}  // namespace nacre::scattering
