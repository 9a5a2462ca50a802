// Isothermal titration calorimetry: the heats of a titration, a fit, its parametric bootstrap.
#include <benchmark/benchmark.h>

#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/ligands/titration_fit.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre::ligands;

const std::vector<double> truth{-48.4, -43.4, 0.974, -0.5};  // dH, dG, n, dilution

TitrationFitPlan plan() {
  return {.model = &titration_model("independent"), .dilution = DilutionHeat::constant};
}

// Like calcium into EDTA: 55 injections of 5 uL of 1 mM into 1.41 mL of 0.1 mM.
std::vector<Titration> measured() {
  Titration titration{.name = "made", .cell_volume_uL = 1410.3, .cell_mM = 0.1, .syringe_mM = 1};
  titration.volumes_uL.assign(55, 5.0);
  titration.errors_uJ.assign(55, 0.8);
  return synthetic_titrations({titration}, plan(), truth, 1, 0);
}

void heats(benchmark::State& state) {
  const Titration titration = measured()[0];
  const std::vector<double> parameters(truth.begin(), truth.begin() + 3);
  for (auto _ : state) {
    benchmark::DoNotOptimize(injection_heats_uJ(titration, titration_model("independent"), parameters));
  }
  state.SetItemsProcessed(state.iterations() * 55);
}

void titration_fit(benchmark::State& state) {
  const nacre::fit::Problem problem = titration_problem("made", measured(), plan());
  for (auto _ : state) benchmark::DoNotOptimize(nacre::fit::fit(problem));
  state.SetItemsProcessed(state.iterations());
}

// The same by the general solver with derivatives from differences.
void titration_fit_differences(benchmark::State& state) {
  nacre::fit::Problem problem = titration_problem("made", measured(), plan());
  for (nacre::fit::DataSet& set : problem.data) set.derivatives = nullptr;
  for (auto _ : state) benchmark::DoNotOptimize(nacre::fit::fit(problem));
  state.SetItemsProcessed(state.iterations());
}

// From data to result: starts found as well.
void titration_fit_from_data(benchmark::State& state) {
  const std::vector<Titration> data = measured();
  for (auto _ : state) benchmark::DoNotOptimize(fit_titrations(titration_problem("made", data, plan())));
  state.SetItemsProcessed(state.iterations());
}

void titration_bootstrap_1000(benchmark::State& state) {
  const std::vector<Titration> data = measured();
  const nacre::fit::Problem problem = titration_problem("made", data, plan());
  const nacre::fit::Result best = nacre::fit::fit(problem);
  const auto synthetic = [&](std::span<const double> values, std::uint64_t replica) {
    return titration_problem("made", synthetic_titrations(data, plan(), values, 9, replica), plan());
  };
  for (auto _ : state) benchmark::DoNotOptimize(nacre::fit::bootstrap(problem, best, 1000, synthetic, {}));
  state.SetItemsProcessed(state.iterations() * 1000);
}

BENCHMARK(heats);
BENCHMARK(titration_fit)->Unit(benchmark::kMicrosecond);
BENCHMARK(titration_fit_differences)->Unit(benchmark::kMicrosecond);
BENCHMARK(titration_fit_from_data)->Unit(benchmark::kMicrosecond);
BENCHMARK(titration_bootstrap_1000)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace

int main(int argc, char** argv) {
  return nacre::bench::run_and_compare(argc, argv, {{"titration_fit", "titration_fit_differences"}});
}
