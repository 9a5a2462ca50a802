#include "nacre/scattering/pdf_calculator.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/scattering/pdf_cut.hpp"
#include "nacre/scattering/pdf_pairs.hpp"
#include "nacre/scattering/pdf_peaks.hpp"
#include "pdf_crystals.hpp"

namespace nacre::scattering {
namespace {

using Q = PdfQuantity;

// A triclinic cell with two kinds of atoms in general places, one of them not always there.
crystal::Crystal skew() {
  crystal::Crystal crystal{.lattice = {4.1, 5.2, 6.3, 81, 97, 105}, .species = {"Cd", "S"}};
  crystal.sites = {
      {.species = 0, .fractional = {0.01, 0.98, 0.03}, .u_A2 = {0.011, 0.014, 0.02, 0.002, -0.003, 0.001}},
      {.species = 1,
       .fractional = {0.4, 0.55, 0.3},
       .occupancy = 0.8,
       .u_A2 = {0.02, 0.01, 0.015, 0, 0.002, 0}},
      {.species = 0, .fractional = {0.6, 0.2, 0.7}, .u_A2 = {0.01, 0.01, 0.01, 0.001, 0, 0}}};
  return crystal;
}

struct Model {
  std::vector<PdfPhase> phases;
  PdfInstrument instrument;
};

Model two_phases() {
  return {{{.crystal = skew(), .scale = 0.7, .delta1_A = 0.3, .delta2_A2 = 1, .sratio = 0.9, .r_cut_A = 3.3},
           {.crystal = wurtzite({}, "Se", true), .scale = 0.4, .envelope = {EnvelopeShape::sphere, 17}}},
          {.q_max_per_A = 18, .q_damp_per_A = 0.05, .q_broad_per_A = 0.03}};
}

void move(Model& model, const PdfTerm& term, double by) {
  PdfPhase& phase = model.phases[term.phase];
  crystal::Site& site = phase.crystal.sites[static_cast<std::size_t>(term.site)];
  crystal::Lattice& l = phase.crystal.lattice;
  double* const edges[] = {&l.a_A, &l.b_A, &l.c_A, &l.alpha_deg, &l.beta_deg, &l.gamma_deg};
  const auto component = static_cast<std::size_t>(term.component);
  double* const places[] = {&phase.scale,
                            &phase.delta1_A,
                            &phase.delta2_A2,
                            &phase.sratio,
                            &phase.envelope.diameter_A,
                            &phase.envelope.inner_A,
                            &phase.envelope.spread,
                            edges[component],
                            &site.fractional[component % 3],
                            &site.u_A2[component],
                            &site.occupancy,
                            &model.instrument.q_damp_per_A,
                            &model.instrument.q_broad_per_A};
  *places[static_cast<std::size_t>(term.quantity)] += by * term.factor;
}

class PdfAgainstPlain : public testing::TestWithParam<PeakConvention> {};

TEST_P(PdfAgainstPlain, EqualsThePlainSum) {
  for (const double q_max : {0.0, 18.0})
    for (const double r_min : {0.0, 1.7, 2.0137})
      for (const double zero_below : {0.0, 1.5}) {
        Model model = two_phases();
        model.instrument.q_max_per_A = q_max;
        model.instrument.zero_below_A = std::min(zero_below, r_min);
        const PdfGrid grid{r_min, r_min > 2 ? 0.05 : 0.02, 400};
        PdfCalculator calculator(grid, GetParam());
        EXPECT_LT(worst(calculator.evaluate(model.phases, model.instrument),
                        pdf(model.phases, model.instrument, grid, GetParam())),
                  1e-8)
            << q_max << ' ' << r_min << ' ' << zero_below;
      }
}

// Directions of every quantity, the symmetric crystal's along what its group leaves free.
std::vector<PdfDirection> all_directions() {
  std::vector<PdfDirection> directions = {
      {{Q::scale, 0}},
      {{Q::scale, 1}},
      {{Q::delta1, 0}},
      {{Q::delta2, 0}},
      {{Q::delta2, 1}},
      {{Q::sratio, 0}},
      {{Q::diameter, 1}},
      {{Q::occupancy, 0, 1}},
      {{Q::q_damp}},
      {{Q::q_broad}},
      {{Q::lattice, 1, 0, 0}, {Q::lattice, 1, 0, 1}},
      {{Q::lattice, 1, 0, 2}},
      {{Q::coordinate, 1, 1, 2}},
      {{Q::displacement, 1, 0, 0}, {Q::displacement, 1, 0, 1}, {Q::displacement, 1, 0, 3, 0.5}},
      {{Q::displacement, 1, 1, 2}},
      {{Q::delta2, 0}, {Q::lattice, 1, 0, 2, -0.3}}};
  for (int k = 0; k < 6; ++k) directions.push_back({{Q::lattice, 0, 0, k}});
  for (int k = 0; k < 6; ++k) directions.push_back({{Q::displacement, 0, 1, k}});
  for (int k = 0; k < 3; ++k) directions.push_back({{Q::coordinate, 0, 0, k}});
  return directions;
}

TEST_P(PdfAgainstPlain, DerivativesAreThoseOfDifferences) {
  const PdfGrid grid{1.7, 0.02, 500};
  const std::vector<PdfDirection> directions = all_directions();
  const Model model = two_phases();
  PdfCalculator calculator(grid, GetParam());
  PdfCurve curve;
  calculator.evaluate(model.phases, model.instrument, directions, curve);
  for (std::size_t k = 0; k < directions.size(); ++k) {
    const bool is_small = directions[k][0].quantity == Q::displacement;
    const double h = is_small ? 1e-6 : 1e-5;
    Model up = model, down = model;
    for (const PdfTerm& term : directions[k]) {
      move(up, term, h);
      move(down, term, -h);
    }
    const auto above = calculator.evaluate(up.phases, up.instrument);
    const auto below = calculator.evaluate(down.phases, down.instrument);
    std::vector<double> slope;
    for (std::size_t i = 0; i < above.size(); ++i) slope.push_back((above[i] - below[i]) / (2 * h));
    EXPECT_LT(worst(curve.derivatives[k], slope), 1e-5) << k;
  }
}

INSTANTIATE_TEST_SUITE_P(Both, PdfAgainstPlain, testing::Values(PeakConvention::r, PeakConvention::r_ij));

// Pairs that were found once serve until atoms have moved far, across the border of the cell too.
TEST(PdfCalculator, KeptPairsGiveWhatFreshOnesDo) {
  const PdfGrid grid{0, 0.02, 600};
  Model model = two_phases();
  PdfCalculator kept(grid, PeakConvention::r);
  for (int i = 0; i < 12; ++i) {
    crystal::Crystal& crystal = model.phases[0].crystal;
    crystal.lattice.a_A *= i % 2 ? 1.01 : 0.985;
    crystal.lattice.gamma_deg += 0.3;
    crystal.sites[0].fractional[0] -= 0.01;
    model.phases[1].crystal.sites[1].fractional[2] += 0.01;
    PdfCalculator fresh(grid, PeakConvention::r);
    EXPECT_LT(
        worst(kept.evaluate(model.phases, model.instrument), fresh.evaluate(model.phases, model.instrument)),
        1e-8)
        << i;
  }
}

TEST(PdfCalculator, ShellsHoldAllPairsOfASymmetricCrystal) {
  const std::vector<double> lengths{48, 34};
  for (const bool symmetric : {false, true}) {
    PdfPairs pairs;
    pairs.update(wurtzite({}, "Se", symmetric), lengths, 20, 0, {});
    double bonds = 0, second = 0;
    for (const PairShell& shell : pairs.shells()) {
      if (shell.r_A < 3) bonds += shell.weight;
      if (shell.r_A > 3.5 && shell.r_A < 4.5) second += shell.weight;
    }
    EXPECT_NEAR(bonds, 4 * 48.0 * 34 / (41 * 41), 1e-12);  // two of each four bonds seen from either atom
    EXPECT_NEAR(second, 12 * 0.5 * (48.0 * 48 + 34 * 34) / (41 * 41) + 48.0 * 34 / (41 * 41), 1e-12);
    EXPECT_LT(pairs.shells().size(), 1000u);
  }
}

TEST(PdfCalculator, PeaksAreGaussians) {
  const Peak peaks[] = {{3.3, 0.2, 2}, {0.1, 0.5, 1}, {11, 0.01, 4}};
  const PeakChange changes[] = {{1, -2, 3}, {0.5, 0, 0}, {0, 1, 0}};
  PeakColumns columns(2, 1203);
  add_peaks(peaks, changes, 0, 0.01, 6.5, columns);
  for (std::size_t k = 0; k < 1203; k += 7) {
    double value = 0, change = 0;
    for (std::size_t p = 0; p < 3; ++p) {
      const double u = (0.01 * static_cast<double>(k) - peaks[p].centre_A) / peaks[p].width_A;
      const double g = std::exp(-u * u / 2);
      value += peaks[p].height * g;
      change += g * (changes[p].c0 + u * (changes[p].c1 + u * changes[p].c2));
    }
    EXPECT_NEAR(columns.column(0)[k], value, 3e-9);
    EXPECT_NEAR(columns.column(1)[k], change, 3e-7);
  }
}

// Waves below q_max pass, waves above do not, where their ends are far.
TEST(PdfCut, KeepsWhatIsBelowQmax) {
  const PdfInstrument instrument{.q_max_per_A = 10};
  const PdfGrid grid{20, 0.02, 500};
  const SummationGrid from = summation_grid(instrument, grid);
  PdfCut cut(instrument, from, grid);
  std::vector<double> result(grid.count);
  for (const double q : {6.0, 14.0}) {
    std::vector<double> wave;
    for (std::size_t k = 0; k < from.count; ++k) {
      const double x = (from.r_A(k) - 25) / 4;  // a packet
      wave.push_back(std::sin(q * from.r_A(k)) * std::exp(-x * x));
    }
    cut.apply(wave.data(), result.data());
    for (std::size_t i = 0; i < grid.count; ++i) {
      const double x = (grid.r_A(i) - 25) / 4;
      EXPECT_NEAR(result[i], q < 10 ? std::sin(q * grid.r_A(i)) * std::exp(-x * x) : 0, 2e-3);
    }
  }
}

TEST(PdfCalculator, RefusesDirectionsOfNothing) {
  Model model = two_phases();
  PdfCalculator calculator({1, 0.02, 50}, PeakConvention::r);
  PdfCurve curve;
  for (const PdfTerm& term :
       {PdfTerm{Q::scale, 2}, PdfTerm{Q::coordinate, 0, 3}, PdfTerm{Q::lattice, 0, 0, 6}}) {
    const PdfDirection direction{term};
    EXPECT_THROW(calculator.evaluate(model.phases, model.instrument, {&direction, 1}, curve),
                 std::invalid_argument);
  }
}

}  // namespace
}  // namespace nacre::scattering
