// Pair distribution functions: wurtzite CdSe to 30 A from nothing, again with kept pairs, with derivatives,
// by the plain sum, and of clusters by their pairs. bench/pdf_peer.py runs this beside PDFfit2.
#include <benchmark/benchmark.h>

#include <random>
#include <string>
#include <vector>

#include "nacre/crystal/nanocrystal.hpp"
#include "nacre/crystal/space_groups.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "nacre/scattering/pdf_calculator.hpp"
#include "nacre/scattering/pdf_cluster.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre;
using namespace nacre::scattering;

constexpr PdfInstrument instrument{.q_max_per_A = 25, .q_damp_per_A = 0.03};
constexpr PdfGrid grid{0, 0.01, 3001};
// What PDFgui's tutorial refines: r from 1.7 to 44.8 A of 3 nm CdSe.
constexpr PdfInstrument tutorial{.q_max_per_A = 14, .q_damp_per_A = 0.0486};
constexpr PdfGrid tutorial_grid{1.7, 0.01, 4311};

// As its four atoms, each with a displacement of its own, which is how PDFfit2 takes it; or by its space
// group.
crystal::Crystal wurtzite(bool symmetric) {
  crystal::Crystal crystal{.lattice = {4.3, 4.3, 7.01, 90, 90, 120}, .species = {"Cd", "Se"}};
  for (int species = 0; species < 2; ++species)
    for (int half = 0; half < (symmetric ? 1 : 2); ++half) {
      const double u = 0.014 + 0.001 * species, x = half ? 2 / 3.0 : 1 / 3.0;
      crystal.sites.push_back({.species = species,
                               .fractional = {x, 1 - x, 0.375 * species + 0.5 * half},
                               .u_A2 = {u, u, u, u / 2, 0, 0}});
    }
  if (symmetric) crystal.operations = crystal::find_space_group("P 63 m c")->operations;
  return crystal;
}

PdfPhase phase(bool symmetric) { return {.crystal = wurtzite(symmetric), .delta2_A2 = 3}; }

void from_nothing(benchmark::State& state, bool symmetric) {
  const PdfPhase one = phase(symmetric);
  for (auto _ : state) {
    PdfCalculator calculator(grid, PeakConvention::r);
    benchmark::DoNotOptimize(calculator.evaluate({&one, 1}, instrument));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(from_nothing, four_atoms, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(from_nothing, space_group, true)->Unit(benchmark::kMicrosecond);

// As a refinement calls it: the crystal has moved a little each time.
void again(benchmark::State& state, bool symmetric) {
  PdfPhase one = phase(symmetric);
  PdfCalculator calculator(grid, PeakConvention::r);
  for (auto _ : state) {
    one.crystal.lattice.c_A = one.crystal.lattice.c_A > 7.02 ? 7.0 : one.crystal.lattice.c_A + 1e-5;
    benchmark::DoNotOptimize(calculator.evaluate({&one, 1}, instrument));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(again, four_atoms, false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(again, space_group, true)->Unit(benchmark::kMicrosecond);

// The eight parameters of the tutorial's fit: a, c, z, U of both atoms, delta2, scale, diameter.
std::vector<PdfDirection> directions() {
  using Q = PdfQuantity;
  std::vector<PdfDirection> all = {{{Q::lattice, 0, 0, 0}, {Q::lattice, 0, 0, 1}},
                                   {{Q::lattice, 0, 0, 2}},
                                   {{Q::coordinate, 0, 2, 2}, {Q::coordinate, 0, 3, 2}},
                                   {{Q::delta2}},
                                   {{Q::scale}},
                                   {{Q::diameter}}};
  for (const int first : {0, 2}) {
    PdfDirection u;
    for (const int site : {first, first + 1})
      for (int k = 0; k < 3; ++k) u.push_back({Q::displacement, 0, site, k});
    all.push_back(u);
  }
  return all;
}

void with_derivatives(benchmark::State& state) {
  PdfPhase one = phase(false);
  one.envelope = {EnvelopeShape::sphere, 30};
  PdfCalculator calculator(tutorial_grid, PeakConvention::r);
  const std::vector<PdfDirection> all = directions();
  PdfCurve curve;
  for (auto _ : state) {
    one.crystal.lattice.c_A = one.crystal.lattice.c_A > 7.02 ? 7.0 : one.crystal.lattice.c_A + 1e-5;
    calculator.evaluate({&one, 1}, tutorial, all, curve);
    benchmark::DoNotOptimize(curve.derivatives.data());
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(with_derivatives)->Unit(benchmark::kMicrosecond);

void plain(benchmark::State& state) {
  const PdfPhase one = phase(false);
  for (auto _ : state) benchmark::DoNotOptimize(pdf({&one, 1}, instrument, grid, PeakConvention::r));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(plain)->Unit(benchmark::kMicrosecond);

// A candidate of a ranking: its pairs and its curve. Atoms are displaced, so that no distances coincide.
void cluster(benchmark::State& state) {
  const auto cell = crystal::zinc_blende(0.6077, "Cd", "Se");
  crystal::Nanocrystal atoms =
      crystal::cut(cell, crystal::sphere(0.05 * static_cast<double>(state.range(0))), {0, 0, 0});
  std::mt19937 random(1);
  for (auto& position : atoms.positions_nm)
    for (double& x : position) x += 1e-3 * (static_cast<double>(random() % 1000) / 1000 - 0.5);
  ClusterPdf pdf_of(tutorial, {1.7, 0.02, 900}, PeakConvention::r, 1);
  const ClusterModel model{.u_A2 = {0.014, 0.015}, .delta2_A2 = 3};
  for (auto _ : state) benchmark::DoNotOptimize(pdf_of(binned_pairs(atoms, 0.02), model));
  state.counters["atoms"] = static_cast<double>(atoms.size());
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(cluster)->Arg(10)->Arg(20)->Arg(30)->Unit(benchmark::kMicrosecond);  // diameters in A

}  // namespace

int main(int argc, char** argv) {
  return nacre::bench::run_and_compare(argc, argv,
                                       {{"from_nothing/four_atoms", "plain"}, {"again/four_atoms", "plain"}});
}
