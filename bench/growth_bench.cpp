// Moving cohorts against finite volumes with Koren's limiter, at the same error of the final dispersity: the
// model synthesis of Prins et al., Nano Lett. 2021, Figure 5. Each gets the loosest options that err by no
// more than is allowed, and the finite volumes get their window of radii for nothing.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "../tests/growth/figure5.hpp"
#include "nacre/growth/radius_window.hpp"
#include "nacre/growth/simulate.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre::growth;

double dispersity(const Synthesis& synthesis, const Options& options) {
  return simulate(synthesis, options).points.back().dispersity();
}

// From loose to tight.
std::vector<Options> cohort_options() {
  std::vector<Options> list;
  for (const int resolution : {12, 20, 40, 80})
    for (const double tolerance : {1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5})
      list.push_back({.tolerance = tolerance, .resolution = resolution});
  return list;
}

std::vector<Options> finite_volume_options(const Synthesis& synthesis) {
  const RadiusWindow window = find_window(synthesis, {});
  std::vector<Options> list;
  for (double cells = 60; cells < 4000; cells *= 1.12)
    list.push_back({.solver = Solver::finite_volume,
                    .tolerance = 1e-3,
                    .resolution = static_cast<int>(cells),
                    .window_low_nm = window.low_nm,
                    .window_high_nm = window.high_nm});
  return list;
}

struct Choice {
  Options options{};
  double error = 0;
};

// The first that errs little and whose next does too: a single one may hit by chance.
std::optional<Choice> loosest(const Synthesis& synthesis, const std::vector<Options>& list, double exact,
                              double allowed) {
  std::optional<Choice> previous;
  for (const Options& options : list) {
    const double error = dispersity(synthesis, options) / exact - 1;
    if (previous && std::abs(error) <= allowed) return previous;
    previous.reset();
    if (std::abs(error) <= allowed) previous = Choice{options, error};
  }
  return std::nullopt;
}

void simulations(benchmark::State& state, const Synthesis& synthesis, const Options& options) {
  for (auto _ : state) benchmark::DoNotOptimize(simulate(synthesis, options).points.data());
  state.SetItemsProcessed(state.iterations());
}

void add(const std::string& name, const Synthesis& synthesis, const std::vector<Options>& list, double exact,
         double allowed) {
  const auto choice = loosest(synthesis, list, exact, allowed);
  if (!choice) {
    std::printf("%-16s no options err by %g %% or less\n", name.c_str(), 100 * allowed);
    return;
  }
  std::printf("%-16s tolerance %g, resolution %d: dispersity off by %+.2f %%\n", name.c_str(),
              choice->options.tolerance, choice->options.resolution, 100 * choice->error);
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) {
    simulations(state, synthesis, choice->options);
  })->Unit(benchmark::kMillisecond);
}

struct Comparison {
  int exponent = 0;
  double allowed = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<nacre::bench::Pair> pairs;
  for (const auto& [exponent, allowed] :
       {Comparison{0, 0.01}, {2, 0.01}, {4, 0.01}, {2, 0.002}, {4, 0.002}}) {
    const Synthesis synthesis = figure5(exponent);
    const double exact = dispersity(synthesis, {.tolerance = 1e-6, .resolution = 400});
    const std::string end = "/n=" + std::to_string(exponent) + (allowed < 0.01 ? "/0.2%" : "/1%");
    add("cohorts" + end, synthesis, cohort_options(), exact, allowed);
    add("finite_volume" + end, synthesis, finite_volume_options(synthesis), exact, allowed);
    pairs.push_back({"cohorts" + end, "finite_volume" + end});
  }
  return nacre::bench::run_and_compare(argc, argv, pairs);
}
