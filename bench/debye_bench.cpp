// Debye's equation for clusters of zinc blende CdS at 1000 q from 0.5 to 25.475 1/A: pairs in bins, pairs
// counted by the vectors of the lattice, and the exact sum, beside the same in plain C++. bench/debye_peer.py
// runs this beside debyer.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/scattering/cluster_pattern.hpp"
#include "nacre/scattering/lattice_pairs.hpp"
#include "nacre/scattering/pair_binning.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre::scattering;
using nacre::crystal::Nanocrystal;
using nacre::crystal::UnitCell;

const UnitCell unit = nacre::crystal::zinc_blende(0.582, "Cd", "S");

std::vector<double> points(int n) {
  std::vector<double> q;
  for (int i = 0; i < n; ++i) q.push_back(0.5 + 24.975 * i / n);
  return q;
}

// 3.890845 nm: 10,000 atoms.
Nanocrystal sphere(double radius_nm, double sigma_nm) {
  Nanocrystal cluster =
      nacre::crystal::cut(unit, nacre::crystal::sphere(radius_nm), {0.1 / 5.82, 0.2 / 5.82, 0.3 / 5.82});
  nacre::RandomStream random(1, nacre::StreamName::synthetic_data);
  for (auto& p : cluster.positions_nm)
    for (double& x : p) x += sigma_nm * random.normal();
  return cluster;
}

// From the atoms to the pattern; items are atoms.
void pattern(benchmark::State& state, PairMethod method, double radius_nm, double sigma_nm, int q_points) {
  const Nanocrystal cluster = sphere(radius_nm, sigma_nm);
  const std::vector<double> q = points(q_points);
  for (auto _ : state)
    benchmark::DoNotOptimize(cluster_pattern(cluster, {}, {}, q, {.method = method, .lattice = unit}));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cluster.size()));
}
BENCHMARK_CAPTURE(pattern, binned_perfect, PairMethod::binned, 3.890845, 0, 1000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pattern, binned_displaced, PairMethod::binned, 3.890845, 0.01, 1000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pattern, counted_1e4, PairMethod::counted, 3.890845, 0, 1000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pattern, counted_1e5, PairMethod::counted, 8.385, 0, 1000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pattern, counted_1e6, PairMethod::counted, 18.06, 0, 1000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(pattern, exact_1e3, PairMethod::exact, 1.8, 0.01, 100)->Unit(benchmark::kMillisecond);

// The double sum as it stands.
void plain_1e3(benchmark::State& state) {
  const Nanocrystal cluster = sphere(1.8, 0.01);
  const std::vector<double> q = points(100);
  const auto f = scattering_amplitudes({}, cluster.species, q);
  for (auto _ : state) benchmark::DoNotOptimize(debye_plain(cluster, {f, {}}, q));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cluster.size()));
}
BENCHMARK(plain_1e3)->Unit(benchmark::kMillisecond);

// What most programs do: whole numbers of pairs in bins of 0.001 A, and a sine for each bin that is not
// empty.
std::vector<double> textbook(const Nanocrystal& cluster, const std::vector<double>& q) {
  const std::size_t bins = 80000;
  std::vector<std::vector<unsigned>> count(3, std::vector<unsigned>(bins));
  for (std::size_t i = 0; i < cluster.size(); ++i)
    for (std::size_t j = i + 1; j < cluster.size(); ++j) {
      const auto &a = cluster.positions_nm[i], &b = cluster.positions_nm[j];
      const double x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];
      const auto bin = static_cast<std::size_t>(1e4 * std::sqrt(x * x + y * y + z * z));
      ++count[static_cast<std::size_t>(cluster.kind[i] + cluster.kind[j])][bin];
    }
  std::vector<double> sums(3 * q.size());
  for (std::size_t p = 0; p < 3; ++p)
    for (std::size_t b = 0; b < bins; ++b) {
      if (count[p][b] == 0) continue;
      const double r = 0.001 * (static_cast<double>(b) + 0.5);
      for (std::size_t k = 0; k < q.size(); ++k)
        sums[p * q.size() + k] += count[p][b] * std::sin(q[k] * r) / (q[k] * r);
    }
  return sums;
}

void plain_bins(benchmark::State& state, double sigma_nm) {
  const Nanocrystal cluster = sphere(3.890845, sigma_nm);
  const std::vector<double> q = points(1000);
  for (auto _ : state) benchmark::DoNotOptimize(textbook(cluster, q));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(cluster.size()));
}
BENCHMARK_CAPTURE(plain_bins, perfect, 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(plain_bins, displaced, 0.01)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  return nacre::bench::run_and_compare(argc, argv,
                                       {{"pattern/binned_perfect", "plain_bins/perfect"},
                                        {"pattern/binned_displaced", "plain_bins/displaced"},
                                        {"pattern/counted_1e4", "plain_bins/perfect"},
                                        {"pattern/exact_1e3", "plain_1e3"}});
}
