// Steps of molecular dynamics of a binary fluid: number ratio 1:2, diameters 1 and 0.55, Mie exponent 50,
// packing 0.52, kT = 1, time step 0.001, NVE. Items are steps of a particle. bench/assembly_peer.py runs this
// beside LAMMPS.
//
// With a folder as the only argument: writes there what LAMMPS needs of the same particles and ends.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include "nacre/assembly/initial_fluid.hpp"
#include "nacre/assembly/initial_sizes.hpp"
#include "nacre/assembly/lammps_input.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/assembly/simulation.hpp"

namespace {

using namespace nacre::assembly;
using nacre::crystal::Particles;

constexpr std::array<double, 2> diameters{1, 0.55};

PairPotential narrow() { return {.n = 50, .m = 25, .cutoff = 1.4}; }
PairPotential wide() { return {.n = 50, .m = 6, .cutoff = 2.5}; }
Interactions both(const PairPotential& pair) {
  return {.species = 2, .pairs = std::vector<PairPotential>(4, pair)};
}

Simulation simulate(const Particles& particles, const PairPotential& pair, const NativeOptions& options,
                    Ensemble ensemble) {
  return {make_state(particles),
          native_forces(both(pair), options),
          {.dynamics = {.ensemble = ensemble, .kT = 1, .time_step = 0.001, .friction = 1},
           .threads = options.threads}};
}

// A fluid of up to 27,000 particles, after 2,000 steps with a thermostat.
const Particles& fluid(std::size_t n, const PairPotential& pair) {
  static std::map<std::pair<std::size_t, double>, Particles> known;
  Particles& found = known[{n, pair.m}];
  if (found.size() == 0) {
    Particles particles =
        make_particles({.number = n,
                        .species = {{.name = "L", .mean = diameters[0]}, {.name = "S", .mean = diameters[1]}},
                        .ratio = {1, 2}},
                       1);
    const Container container = container_of_packing(ContainerShape::periodic, particles, 0.52);
    set_container(particles, container);
    particles = random_fluid(particles, container, 1);
    Simulation simulation = simulate(particles, pair, {}, Ensemble::langevin);
    simulation.run(2000);
    found = to_particles(simulation.state(), particles);
  }
  return found;
}

// `times` copies along each axis.
Particles copies(const Particles& one, std::array<int, 3> times) {
  Particles all = one;
  all.positions.clear(), all.velocities.clear(), all.diameters.clear(), all.species.clear();
  const auto& edge = one.box.lengths;
  for (int x = 0; x < times[0]; ++x)
    for (int y = 0; y < times[1]; ++y)
      for (int z = 0; z < times[2]; ++z)
        for (std::size_t i = 0; i < one.size(); ++i) {
          const auto& at = one.positions[i];
          all.positions.push_back({at[0] + x * edge[0], at[1] + y * edge[1], at[2] + z * edge[2]});
          all.velocities.push_back(one.velocities[i]);
          all.diameters.push_back(one.diameters[i]);
          all.species.push_back(one.species[i]);
        }
  for (std::size_t k = 0; k < 3; ++k) all.box.lengths[k] *= times[k];
  for (auto& at : all.positions)
    for (std::size_t k = 0; k < 3; ++k) at[k] += edge[k] / 2 - all.box.lengths[k] / 2;
  return all;
}

// Pairs within the cut-off, by cells of the longest one.
std::size_t pairs_within(const Particles& particles, const PairPotential& pair) {
  const auto& edge = particles.box.lengths;
  const int n = std::max(1, static_cast<int>(edge[0] / pair.cutoff));
  std::vector<std::vector<std::size_t>> cells(static_cast<std::size_t>(n * n * n));
  const auto cell = [&](const nacre::crystal::Vector& at, std::size_t k) {
    return std::clamp(static_cast<int>((at[k] / edge[k] + 0.5) * n), 0, n - 1);
  };
  const auto place = [n](int x, int y, int z) {
    const auto in = [n](int a) { return (a + n) % n; };
    return static_cast<std::size_t>((in(z)*n + in(y)) * n + in(x));
  };
  for (std::size_t i = 0; i < particles.size(); ++i) {
    const auto& at = particles.positions[i];
    cells[place(cell(at, 0), cell(at, 1), cell(at, 2))].push_back(i);
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < particles.size(); ++i) {
    const auto& at = particles.positions[i];
    const int x = cell(at, 0), y = cell(at, 1), z = cell(at, 2);
    for (int neighbor = 0; neighbor < 27; ++neighbor)
      for (const std::size_t j :
           cells[place(x + neighbor % 3 - 1, y + neighbor / 3 % 3 - 1, z + neighbor / 9 - 1)]) {
        const auto& b = particles.positions[j];
        const auto d = particles.box.nearest_image({at[0] - b[0], at[1] - b[1], at[2] - b[2]});
        const double reach = pair.cutoff * (particles.diameters[i] + particles.diameters[j]) / 2;
        count += j < i && d[0] * d[0] + d[1] * d[1] + d[2] * d[2] < reach * reach;
      }
  }
  return count;
}

void run_steps(benchmark::State& state, const Particles& particles, const PairPotential& pair,
               const NativeOptions& options, double pairs) {
  Simulation simulation = simulate(particles, pair, options, Ensemble::nve);
  simulation.run(200);  // the skin is tuned meanwhile
  const std::uint64_t steps = std::max<std::uint64_t>(10, 2'000'000 / particles.size());
  for (auto _ : state) simulation.run(steps);
  const double done = static_cast<double>(state.iterations()) * static_cast<double>(steps);
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(steps * particles.size()));
  state.counters["steps/s"] = benchmark::Counter(done, benchmark::Counter::kIsRate);
  // Of everything in a step, shared among the pairs within the cut-off, each counted once.
  state.counters["s/pair"] =
      benchmark::Counter(done * pairs, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void steps_27000(benchmark::State& state, const PairPotential& pair, Precision precision, int threads) {
  const Particles& particles = fluid(27000, pair);
  run_steps(state, particles, pair, {.precision = precision, .threads = threads},
            static_cast<double>(pairs_within(particles, pair)));
}
BENCHMARK_CAPTURE(steps_27000, narrow_mixed, narrow(), Precision::mixed, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(steps_27000, narrow_double, narrow(), Precision::full, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(steps_27000, wide_mixed, wide(), Precision::mixed, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(steps_27000, wide_double, wide(), Precision::full, 1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(steps_27000, narrow_mixed_2, narrow(), Precision::mixed, 2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(steps_27000, narrow_double_2, narrow(), Precision::full, 2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(steps_27000, wide_mixed_2, wide(), Precision::mixed, 2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

// Rates of steps of a particle: equal if the cost of a particle does not depend on how many there are.
void sizes(benchmark::State& state, std::size_t n, std::array<int, 3> times) {
  const Particles particles = copies(fluid(n, narrow()), times);
  run_steps(state, particles, narrow(), {}, static_cast<double>(pairs_within(particles, narrow())));
}
BENCHMARK_CAPTURE(sizes, 2001, 2001, {1, 1, 1})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sizes, 27000, 27000, {1, 1, 1})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(sizes, 216000, 27000, {2, 2, 2})->Unit(benchmark::kMillisecond)->Iterations(3);
BENCHMARK_CAPTURE(sizes, 972000, 27000, {3, 3, 4})->Unit(benchmark::kMillisecond)->Iterations(3);

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

// narrow/ and wide/: setup of mie/cut, setup of table, and their files.
int write_lammps(const std::filesystem::path& folder) {
  for (const auto& [name, pair] : {std::pair{"narrow", narrow()}, std::pair{"wide", wide()}}) {
    const std::filesystem::path at = folder / name;
    std::filesystem::create_directories(at);
    PairPotential table = pair;
    table.form = PairForm::table;
    table.table = {.first = 0.8, .step = (pair.cutoff - 0.8) / 4000};
    for (int k = 0; k <= 4000; ++k) {
      const PairValue value = mie_value(pair.n, pair.m, 0.8 + k * table.table.step);
      table.table.energy.push_back(value.energy);
      table.table.force.push_back(value.force);
    }
    for (const auto& [file, potential] : {std::pair{"in.mie", pair}, std::pair{"in.table", table}}) {
      const LammpsInput input = lammps_setup(fluid(27000, pair), both(potential));
      write(at / file, input.setup);
      for (const LammpsFile& one : input.files) write(at / one.name, one.text);
    }
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && argv[1][0] != '-') return write_lammps(argv[1]);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
