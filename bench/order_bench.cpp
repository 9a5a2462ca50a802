// Neighbours, Steinhardt's order, environments and nuclei of 27,000 particles on one core.
// bench/order_peer.py runs this beside freud.
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "nacre/assembly/environments.hpp"
#include "nacre/assembly/nuclei.hpp"
#include "nacre/assembly/steinhardt.hpp"
#include "nacre/core/random.hpp"
#include "nacre/crystal/neighbors.hpp"
#include "nacre/crystal/superlattices.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre::assembly;
using nacre::crystal::neighbors_of;
using nacre::crystal::Particles;

// Points of a simple cubic lattice of spacing 1, each coordinate off by up to 0.4, in any order, as in the
// peer.
Particles disordered(int edge) {
  nacre::RandomStream random(1, nacre::StreamName::synthetic_data);
  Particles particles{.species_names = {"L"}};
  for (double& length : particles.box.lengths) length = edge;
  for (int i = 0; i < edge * edge * edge; ++i) {
    const int cell[] = {i % edge, i / edge % edge, i / edge / edge};
    nacre::crystal::Vector position{};
    for (std::size_t k = 0; k < 3; ++k) position[k] = cell[k] + 0.8 * random.uniform() - 0.4 - 0.5 * edge;
    particles.positions.push_back(position);
  }
  for (std::size_t i = particles.size() - 1; i > 0; --i)
    std::swap(particles.positions[i],
              particles.positions[static_cast<std::size_t>(random.uniform() * static_cast<double>(i + 1))]);
  particles.species.assign(particles.size(), 0);
  particles.diameters.assign(particles.size(), 1);
  return particles;
}

// A crystal of about 27,000 particles with displacements near melting.
Particles crystal(const char* name, std::array<int, 3> repeats, std::vector<double> diameters) {
  const auto cell =
      nacre::crystal::scaled_to_packing(nacre::crystal::superlattice_cell(name), diameters, 0.58);
  nacre::RandomStream random(2, nacre::StreamName::synthetic_data);
  Particles particles{.species_names = {"L", "S"}};
  for (std::size_t k = 0; k < 3; ++k) particles.box.lengths[k] = cell.edges[k] * repeats[k];
  for (int a = 0; a < repeats[0]; ++a)
    for (int b = 0; b < repeats[1]; ++b)
      for (int c = 0; c < repeats[2]; ++c)
        for (const auto& site : cell.sites) {
          const int at[] = {a, b, c};
          nacre::crystal::Vector position{};
          for (std::size_t k = 0; k < 3; ++k)
            position[k] = (at[k] + site.fractional[k]) * cell.edges[k] + 0.06 * random.normal();
          particles.positions.push_back(position);
          particles.species.push_back(static_cast<std::uint8_t>(site.species));
          particles.diameters.push_back(diameters[static_cast<std::size_t>(site.species)]);
        }
  return particles;
}

void count(benchmark::State& state, const Particles& particles) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(particles.size()));
}

void nearest_12(benchmark::State& state) {
  const Particles particles = disordered(30);
  for (auto _ : state) benchmark::DoNotOptimize(neighbors_of(particles, {.nearest = 12}));
  count(state, particles);
}
BENCHMARK(nearest_12)->Unit(benchmark::kMillisecond);

void within(benchmark::State& state) {
  const Particles particles = disordered(30);
  for (auto _ : state) benchmark::DoNotOptimize(neighbors_of(particles, {.cutoff = 1.4}));
  count(state, particles);
}
BENCHMARK(within)->Unit(benchmark::kMillisecond);

void order(benchmark::State& state, const SteinhardtOptions& options) {
  const Particles particles = disordered(30);
  const auto list = neighbors_of(particles, {.nearest = 12});
  for (auto _ : state) benchmark::DoNotOptimize(steinhardt(list, options));
  count(state, particles);
}
BENCHMARK_CAPTURE(order, q6, {.l = 6})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(order, q6_average, {.l = 6, .average = true})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(order, w6_average, {.l = 6, .average = true, .w = true})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(order, q12, {.l = 12})->Unit(benchmark::kMillisecond);

// By std::sph_legendre, the oracle.
void plain_q6(benchmark::State& state) {
  const Particles particles = disordered(30);
  const auto list = neighbors_of(particles, {.nearest = 12});
  for (auto _ : state) benchmark::DoNotOptimize(plain_steinhardt(list, {.l = 6}));
  count(state, particles);
}
BENCHMARK(plain_q6)->Unit(benchmark::kMillisecond);

void environments(benchmark::State& state, const Particles& particles) {
  double crystalline = 0;
  for (auto _ : state) crystalline = classify(particles, {}).crystalline;
  state.counters["crystalline"] = crystalline;
  count(state, particles);
}
BENCHMARK_CAPTURE(environments, disordered, disordered(30))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(environments, FCC, crystal("FCC", {19, 19, 19}, {1}))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(environments, AlB2, crystal("AlB2", {21, 11, 20}, {1, 0.55}))
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(environments, NaZn13, crystal("NaZn13", {6, 6, 7}, {1, 0.55}))
    ->Unit(benchmark::kMillisecond);

void clusters(benchmark::State& state, const Particles& particles) {
  const Environments found = classify(particles, {});
  for (auto _ : state) benchmark::DoNotOptimize(nuclei(particles, found));
  count(state, particles);
}
BENCHMARK_CAPTURE(clusters, FCC, crystal("FCC", {19, 19, 19}, {1}))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(clusters, AlB2, crystal("AlB2", {21, 11, 20}, {1, 0.55}))->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  return nacre::bench::run_and_compare(argc, argv, {{"order/q6", "plain_q6"}});
}
