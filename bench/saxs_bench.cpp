// Small-angle scattering: curves of polydisperse spheres by closed form and by quadrature, with derivatives,
// and of other forms. bench/saxs_peer.py runs this beside sasmodels.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/scattering/frame_fit.hpp"
#include "nacre/scattering/model.hpp"
#include "nacre/scattering/sphere_sum.hpp"
#include "ratios.hpp"

namespace {

using namespace nacre::scattering;

constexpr double radius_nm = 2.5, sigma_nm = 0.2;

std::vector<double> grid() {
  std::vector<double> q;
  for (int i = 0; i < 500; ++i) q.push_back(0.1 * std::pow(50, i / 499.0));  // 0.1 to 5 1/nm
  return q;
}

std::vector<double> defaults(const Model& model) {
  std::vector<double> values;
  for (const nacre::ParameterCard& card : model.parameters()) values.push_back(card.default_value);
  values[0] = radius_nm;
  return values;
}

// What sasmodels sums: 80 sizes within three standard deviations.
void sphere_80_sizes(benchmark::State& state) {
  const std::vector<double> q = grid();
  std::vector<double> size, weight, out(q.size());
  for (int i = 0; i < 80; ++i) {
    const double t = -3 + 6 * i / 79.0;
    size.push_back(radius_nm + sigma_nm * t);
    weight.push_back(std::exp(-t * t / 2));
  }
  for (auto _ : state) {
    sphere_sum(q, {.radius_nm = size, .square_weights = weight, .amplitude_weights = {}},
               {out.data(), nullptr, q.size()});
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations());
}

// The same sum as one would write it with the standard library: the oracle's speed.
void sphere_80_sizes_plain(benchmark::State& state) {
  const std::vector<double> q = grid();
  std::vector<double> out(q.size());
  for (auto _ : state) {
    for (std::size_t k = 0; k < q.size(); ++k) {
      double sum = 0;
      for (int i = 0; i < 80; ++i) {
        const double t = -3 + 6 * i / 79.0, x = q[k] * (radius_nm + sigma_nm * t);
        const double f = 4 * M_PI * (std::sin(x) - x * std::cos(x)) / (q[k] * q[k] * q[k]);
        sum += std::exp(-t * t / 2) * f * f;
      }
      out[k] = sum;
    }
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations());
}

void intensity(benchmark::State& state, const ModelChoice& choice) {
  const Model model(choice);
  const std::vector<double> q = grid(), values = defaults(model);
  std::vector<double> out(q.size());
  for (auto _ : state) {
    model.intensity(q, values, out);
    benchmark::DoNotOptimize(out.data());
  }
  state.SetItemsProcessed(state.iterations());
}

void derivatives(benchmark::State& state, const ModelChoice& choice) {
  const Model model(choice);
  const std::vector<double> q = grid(), values = defaults(model);
  std::vector<double> out(q.size()), jacobian(q.size() * values.size());
  for (auto _ : state) {
    model.derivatives(q, values, out, jacobian);
    benchmark::DoNotOptimize(jacobian.data());
  }
  state.SetItemsProcessed(state.iterations());
}

// A curve with 1 % noise and everything free but the contrast: 4 parameters, 5 with hard spheres. "alone" finds its own
// start, "neighbour" begins 5 to 20 % off.
void fitted_frame(benchmark::State& state, const std::string& structure, bool alone) {
  const Model model({.structure = structure});
  FrameSettings settings = default_settings(model);
  for (std::size_t i = 0; i < settings.parameters.size(); ++i) {
    const std::string& name = settings.parameters[i].name;
    settings.parameters[i].fixed = name == "contrast" || name == "hard_radius";
    settings.needs_start[i] = !settings.parameters[i].fixed;
  }
  std::vector<double> truth = defaults(model), start;
  truth[static_cast<std::size_t>(index_of(model, "concentration"))] = 25;
  truth[static_cast<std::size_t>(index_of(model, "background"))] = 0.01;
  Pattern pattern{.q_per_nm = grid()};
  pattern.intensity.resize(pattern.q_per_nm.size());
  model.intensity(pattern.q_per_nm, truth, pattern.intensity);
  nacre::RandomStream stream(1, nacre::StreamName::synthetic_data);
  for (double& y : pattern.intensity) {
    pattern.sigma.push_back(0.01 * y);
    y += pattern.sigma.back() * stream.normal();
  }
  if (!alone) {
    start = truth;
    for (std::size_t i = 0; i < start.size(); ++i)
      if (!settings.parameters[i].fixed) start[i] *= i == 0 ? 1.05 : 1.2;
  }
  for (auto _ : state) benchmark::DoNotOptimize(fit_frame(settings, pattern, start));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(fitted_frame, spheres_alone, "none", true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fitted_frame, spheres_neighbour, "none", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(fitted_frame, hard_spheres_neighbour, "hard-sphere", false)->Unit(benchmark::kMicrosecond);

void add(const std::string& form, const std::string& distribution) {
  const ModelChoice choice{.form = form, .distribution = distribution};
  const std::string name = "/" + form + "/" + distribution;
  benchmark::RegisterBenchmark(("intensity" + name).c_str(), [=](benchmark::State& state) {
    intensity(state, choice);
  })->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark(("derivatives" + name).c_str(), [=](benchmark::State& state) {
    derivatives(state, choice);
  })->Unit(benchmark::kMicrosecond);
}

BENCHMARK(sphere_80_sizes)->Unit(benchmark::kMicrosecond);
BENCHMARK(sphere_80_sizes_plain)->Unit(benchmark::kMicrosecond);

}  // namespace

int main(int argc, char** argv) {
  for (const char* distribution : {"gaussian", "log-normal"})
    for (const char* form : {"sphere", "core-shell-sphere", "ellipsoid", "cylinder", "parallelepiped", "cube",
                             "tetrahedron", "octahedron"})
      add(form, distribution);
  return nacre::bench::run_and_compare(argc, argv, {{"sphere_80_sizes", "sphere_80_sizes_plain"}});
}
