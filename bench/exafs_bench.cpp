// EXAFS: one spectrum normalised, its background subtracted and transformed; and the fit of its shell.
// bench/exafs_peer.py runs this beside larch.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "nacre/scattering/xafs_background.hpp"
#include "nacre/scattering/xafs_shell.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre::scattering;

std::string file;  // energy and mu

const XafsSpectrum& spectrum() {
  static const XafsSpectrum loaded = [] {
    XafsSpectrum read{.name = file};
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
      double energy_eV = 0, mu = 0;
      if (line.empty() || line[0] == '#' || !(std::istringstream(line) >> energy_eV >> mu)) continue;
      read.energy_eV.push_back(energy_eV);
      read.mu.push_back(mu);
    }
    return read;
  }();
  return loaded;
}

const TransformOptions transform{.k_min_per_A = 2.2, .k_max_per_A = 13.8};

void whole_reduction(benchmark::State& state) {
  for (auto _ : state) {
    const Edge edge = normalize(spectrum(), {});
    const Background background = subtract_background(spectrum(), edge, {});
    benchmark::DoNotOptimize(to_r(background.chi, transform).data());
  }
  state.SetItemsProcessed(state.iterations());
}

void edge_only(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(normalize(spectrum(), {}).step);
}

void background_only(benchmark::State& state) {
  const Edge edge = normalize(spectrum(), {});
  for (auto _ : state) benchmark::DoNotOptimize(subtract_background(spectrum(), edge, {}).chi.data());
}

void transform_only(benchmark::State& state) {
  const auto chi = subtract_background(spectrum(), normalize(spectrum(), {}), {}).chi;
  for (auto _ : state) benchmark::DoNotOptimize(to_r(chi, transform).data());
}

void shell_fit(benchmark::State& state) {
  const auto chi = subtract_background(spectrum(), normalize(spectrum(), {}), {}).chi;
  const ScatteringPath path =
      path_of_standard(chi, transform, {.r_min_A = 1.3, .r_max_A = 3.1, .dr_A = 0.2}, 12, 2.55);
  const ShellRequest request{
      .transform = transform, .r_min_A = 1.4, .r_max_A = 3, .parameters = shell_cards(path, true)};
  for (auto _ : state) benchmark::DoNotOptimize(fit_shell(chi, path, request).r_factor);
}

BENCHMARK(whole_reduction)->Unit(benchmark::kMicrosecond);
BENCHMARK(edge_only)->Unit(benchmark::kMicrosecond);
BENCHMARK(background_only)->Unit(benchmark::kMicrosecond);
BENCHMARK(transform_only)->Unit(benchmark::kMicrosecond);
BENCHMARK(shell_fit)->Unit(benchmark::kMicrosecond);

}  // namespace

// bench_exafs FILE [options of the library]
int main(int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') {
    std::fputs("usage: bench_exafs FILE: columns of energy in eV and mu\n", stderr);
    return 2;
  }
  file = argv[1];
  argv[1] = argv[0];
  return nacre::bench::run_and_compare(argc - 1, argv + 1, {});
}
