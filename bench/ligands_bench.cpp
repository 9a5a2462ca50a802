// Ligand shells: the exact sums and the plain Monte Carlo engine against what one writes in an afternoon, and
// the multi-spin engine against the plain one.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "nacre/ligands/clusters.hpp"
#include "nacre/ligands/exact_shell.hpp"
#include "nacre/ligands/mixing_fit.hpp"
#include "nacre/ligands/monte_carlo.hpp"
#include "nacre/ligands/multi_spin.hpp"
#include "nacre/ligands/surface_sites.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre::ligands;

// Metropolis as in a textbook: draw two sites until they differ, add up the neighbours before and
// after, call exp. Counts trials of unlike pairs, as nacre does.
class TextbookChain {
 public:
  TextbookChain(int side, int n_a, double w_RT)
      : side_(side), w_RT_(w_RT), ligand_(static_cast<std::size_t>(side * side), 0), random_(1) {
    std::fill_n(ligand_.begin(), n_a, 1);
    std::shuffle(ligand_.begin(), ligand_.end(), random_);
  }

  void trial() {
    std::uniform_int_distribution<int> site(0, side_ * side_ - 1);
    int i = site(random_);
    int j = site(random_);
    while (ligand_[i] == ligand_[j]) {
      i = site(random_);
      j = site(random_);
    }
    const int before = unlike(i) + unlike(j);
    std::swap(ligand_[i], ligand_[j]);
    const double change = w_RT_ * (unlike(i) + unlike(j) - before);
    if (change > 0 && uniform_(random_) >= std::exp(-change)) std::swap(ligand_[i], ligand_[j]);
  }

 private:
  int unlike(int i) const {
    const int x = i % side_;
    const int y = i / side_;
    const int right = y * side_ + (x + 1) % side_;
    const int left = y * side_ + (x + side_ - 1) % side_;
    const int up = (y + 1) % side_ * side_ + x;
    const int down = (y + side_ - 1) % side_ * side_ + x;
    const int own = ligand_[i];
    return (ligand_[right] != own) + (ligand_[left] != own) + (ligand_[up] != own) + (ligand_[down] != own);
  }

  int side_;
  double w_RT_;
  std::vector<int> ligand_;
  std::mt19937 random_;
  std::uniform_real_distribution<double> uniform_{0, 1};
};

// Every composition from the rows of the table, one exp a row.
double plain_sums(const DensityOfStates& states, double w_RT) {
  double checksum = 0;
  for (int n_a = 0; n_a <= states.sites() / 2; ++n_a) {
    const auto rows = states.composition(n_a);
    const int lowest = rows.begin()->unlike_pairs;
    double z = 0, first = 0, second = 0;
    for (const auto& row : rows) {
      const double u = row.unlike_pairs;
      const double weight = static_cast<double>(row.count) * std::exp(-w_RT * (u - lowest));
      z += weight;
      first += weight * u;
      second += weight * u * u;
    }
    checksum += std::log(z) + first / z + second / z;
  }
  return checksum;
}

constexpr int trials_per_round = 100000;

void shell_trials(benchmark::State& state) {
  const auto side = static_cast<int>(state.range(0));
  const double w_RT = static_cast<double>(state.range(1)) / 100;
  const Lattice lattice(LatticeType::square, side, side);
  const int n_a = side * side / 2;
  ShellChain chain(lattice, initial_arrangement(lattice, n_a, Start::random, 1, 0), w_RT, 1, 0);
  chain.run(1000000);
  for (auto _ : state) chain.run(trials_per_round);
  state.SetItemsProcessed(state.iterations() * trials_per_round);
}

// Trials of unlike pairs in all 512 replicas.
void multi_spin(benchmark::State& state, const Lattice& lattice, double w_RT) {
  const int n_a = lattice.sites() / 2;
  MultiSpinBlock block(lattice, 1, 0);
  for (int lane = 0; lane < MultiSpinBlock::lanes; ++lane)
    block.place(lane, initial_arrangement(lattice, n_a, Start::random, 1, static_cast<std::uint64_t>(lane)));
  block.set_interactions(std::vector<double>(MultiSpinBlock::lanes, w_RT));
  block.run(1000000);
  for (auto _ : state) block.run(trials_per_round);
  const double trials = MultiSpinBlock::trials_per_pair(n_a, lattice.sites()) * MultiSpinBlock::lanes;
  state.SetItemsProcessed(static_cast<std::int64_t>(trials * trials_per_round) * state.iterations());
  state.SetLabel(std::string(multi_spin_target()));
}

void multi_spin_trials(benchmark::State& state) {
  const auto side = static_cast<int>(state.range(0));
  multi_spin(state, {LatticeType::square, side, side}, static_cast<double>(state.range(1)) / 100);
}

void multi_spin_triangular(benchmark::State& state) {
  multi_spin(state, {LatticeType::triangular, 11, 11}, 0.55);
}

// The sites of a particle, with 6 neighbours or fewer.
Lattice particle_lattice() {
  const ParticleRecipe recipe{.cell = nacre::crystal::zinc_blende(0.621, "Cd", "Se"),
                              .unit_shape = nacre::crystal::sphere(0.5),
                              .dangling = {.least_bonds = {0, 2}}};
  return Lattice(site_graph(build_surface(recipe, 3.0)));
}

void multi_spin_surface(benchmark::State& state) { multi_spin(state, particle_lattice(), 0.85); }

void shell_trials_surface(benchmark::State& state) {
  const Lattice lattice = particle_lattice();
  ShellChain chain(lattice, initial_arrangement(lattice, lattice.sites() / 2, Start::random, 1, 0), 0.85, 1,
                   0);
  chain.run(1000000);
  for (auto _ : state) chain.run(trials_per_round);
  state.SetItemsProcessed(state.iterations() * trials_per_round);
}

void textbook_trials(benchmark::State& state) {
  const auto side = static_cast<int>(state.range(0));
  TextbookChain chain(side, side * side / 2, static_cast<double>(state.range(1)) / 100);
  for (int i = 0; i < 1000000; ++i) chain.trial();
  for (auto _ : state)
    for (int i = 0; i < trials_per_round; ++i) chain.trial();
  state.SetItemsProcessed(state.iterations() * trials_per_round);
}

void exact_all_compositions(benchmark::State& state) {
  const auto shell = exact_shell(11, 11, nacre::RunControl{});
  std::vector<PairStatistics> out;
  double w_RT = 0.85;
  for (auto _ : state) {
    shell->all(w_RT += 1e-9, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations());
}

void plain_all_compositions(benchmark::State& state) {
  const auto states = shipped_density_of_states_11x11();
  double w_RT = 0.85;
  for (auto _ : state) benchmark::DoNotOptimize(plain_sums(states, w_RT += 1e-9));
  state.SetItemsProcessed(state.iterations());
}

void cluster_analysis(benchmark::State& state) {
  const auto side = static_cast<int>(state.range(0));
  const Lattice lattice(LatticeType::square, side, side);
  const auto arrangement = initial_arrangement(lattice, side * side / 2, Start::random, 1, 0);
  for (auto _ : state) benchmark::DoNotOptimize(cluster_areas(lattice, arrangement));
  state.SetItemsProcessed(state.iterations() * side * side);
}

void enumeration(benchmark::State& state) {
  const auto side = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(enumerate_square_lattice(side, side, 1));
}

// The lattice model fitted to the six titrations of hexanethiol and decanethiol, from one start.
void lattice_fit(benchmark::State& state) {
  const double rows[][3] = {{0, -24.3, -7.5},    {0.17, -21.9, -7.7}, {0.51, -20.4, -7.9},
                            {0.66, -19.9, -8.2}, {0.81, -20.1, -8.3}, {1, -20.2, -8.5}};
  std::vector<ExchangePoint> points;
  for (const auto& [x, dH, dG] : rows) points.push_back({x, dH, dG, {0.49, 0, 0.16}});
  const MixingContext context{303, exact_shell(11, 11, nacre::RunControl{})};
  const MixingModel& model = mixing_model("lattice");
  const auto problem = mixing_problem("c6-c10", points, model, context, default_parameters(model));
  for (auto _ : state) benchmark::DoNotOptimize(nacre::fit::fit(problem));
}

// Side, and w in hundredths of RT: the shells of the paper's two mixtures, and the macroscopic lattice.
void cases(benchmark::internal::Benchmark* benchmark) {
  benchmark->Args({11, 85})->Args({11, 130})->Args({111, 85});
}

BENCHMARK(shell_trials)->Apply(cases);
BENCHMARK(multi_spin_trials)->Apply(cases);
BENCHMARK(multi_spin_trials)->Args({1001, 85});
BENCHMARK(multi_spin_triangular);
BENCHMARK(multi_spin_surface);
BENCHMARK(shell_trials_surface);
BENCHMARK(textbook_trials)->Apply(cases);
BENCHMARK(exact_all_compositions);
BENCHMARK(plain_all_compositions);
BENCHMARK(cluster_analysis)->Arg(11)->Arg(111);
BENCHMARK(lattice_fit)->Unit(benchmark::kMillisecond);
BENCHMARK(enumeration)->Arg(6)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  return nacre::bench::run_and_compare(argc, argv,
                                       {{"shell_trials/11/85", "textbook_trials/11/85"},
                                        {"shell_trials/11/130", "textbook_trials/11/130"},
                                        {"shell_trials/111/85", "textbook_trials/111/85"},
                                        {"multi_spin_trials/11/85", "shell_trials/11/85"},
                                        {"multi_spin_trials/11/130", "shell_trials/11/130"},
                                        {"multi_spin_trials/111/85", "shell_trials/111/85"},
                                        {"multi_spin_surface", "shell_trials_surface"},
                                        {"exact_all_compositions", "plain_all_compositions"}});
}
