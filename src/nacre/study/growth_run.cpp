#include "nacre/study/growth_run.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/study/growth_synthesis.hpp"

namespace nacre::study {
namespace {

// Indices of `wanted` in `times`, which holds them all.
std::vector<std::size_t> indices_of(const std::vector<double>& wanted, const std::vector<double>& times) {
  std::vector<std::size_t> indices;
  for (const double one : wanted)
    indices.push_back(static_cast<std::size_t>(std::ranges::lower_bound(times, one) - times.begin()));
  return indices;
}

std::vector<double> joined(std::vector<double> times, const std::vector<double>& more) {
  times.insert(times.end(), more.begin(), more.end());
  std::ranges::sort(times);
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

growth::Options coarser(growth::Options options) {
  options.tolerance = std::min(10 * options.tolerance, 0.05);
  options.resolution = std::max(options.resolution / 2, 8);
  options.snapshots_s.clear();
  return options;
}

// Pairs of neighbours as one, with their number and volume.
growth::Seeds coarser(const growth::Seeds& seeds) {
  growth::Seeds pairs;
  const std::size_t n = seeds.radius_nm.size();
  if (n < 8) return seeds;
  for (std::size_t i = 0; i < n; i += 2) {
    double number = 0, volume = 0;
    for (std::size_t k = i; k < std::min(i + 2, n); ++k) {
      number += seeds.number_per_m3[k];
      volume += seeds.number_per_m3[k] * std::pow(seeds.radius_nm[k], 3);
    }
    pairs.number_per_m3.push_back(number);
    pairs.radius_nm.push_back(number > 0 ? std::cbrt(volume / number) : seeds.radius_nm[i]);
  }
  return pairs;
}

// The solver's own words, with the place of the study.
growth::Trajectory simulated(const Case& one, const growth::Synthesis& synthesis,
                             const growth::Options& options, const RunControl& control) {
  try {
    return growth::simulate(synthesis, options, control);
  } catch (const std::invalid_argument& reason) {
    throw one.error("conditions.temperature", reason.what());
  } catch (const std::runtime_error& reason) {
    throw one.error("conditions.temperature", reason.what(), {}, {},
                    "rates, surface energy and radii that belong together; look at their units");
  }
}

}  // namespace

GrowthSummary growth_summary(const growth::Trajectory& trajectory) {
  const growth::Point& last = trajectory.points.back();
  GrowthSummary summary{.yield = growth::arrival_of_yield(trajectory),
                        .concentration = growth::arrival_of_concentration(trajectory)};
  summary.nucleation_share = summary.concentration.time_s / summary.yield.time_s;
  summary.radius_nm = last.mean_nm();
  summary.sigma_nm = last.sigma_nm();
  summary.dispersity = last.dispersity();
  summary.skewness = last.skewness();
  summary.concentration_mol_m3 = last.concentration_mol_m3();
  summary.yield_final = last.yield();
  summary.supersaturation_max =
      std::ranges::max(trajectory.points, {}, &growth::Point::supersaturation).supersaturation;
  return summary;
}

std::vector<double> film_times(double duration_s, int frames) {
  std::vector<double> times;
  // Even in the square root of time.
  for (int i = 1; i <= frames; ++i) times.push_back(duration_s * i * i / (frames * frames));
  return times;
}

GrowthRun run_growth(const Case& one, growth::Synthesis synthesis, const RunControl& control) {
  GrowthRun run{.one = &one, .synthesis = std::move(synthesis), .options = growth_options(one)};
  const std::vector<double> snapshots = run.options.snapshots_s;
  const auto frames = film_times(run.synthesis.duration_s, static_cast<int>(one.integer("output.frames")));
  run.options.snapshots_s = joined(snapshots, frames);
  run.trajectory = simulated(one, run.synthesis, run.options, control);
  run.snapshots = indices_of(snapshots, run.options.snapshots_s);
  run.frames = indices_of(frames, run.options.snapshots_s);
  run.summary = growth_summary(run.trajectory);
  const bool one_buildup = run.synthesis.injections.empty();
  if (one_buildup) run.buildup = fit_buildup(run.trajectory);
  growth::Synthesis coarse_synthesis = run.synthesis;
  coarse_synthesis.seeds = coarser(run.synthesis.seeds);
  const growth::Trajectory coarse = simulated(one, coarse_synthesis, coarser(run.options), control);
  run.coarse = growth_summary(coarse);
  if (one_buildup) run.coarse_buildup = fit_buildup(coarse);
  return run;
}

std::vector<GrowthRun> run_growth_cases(const Study& study, const RunControl& control) {
  std::vector<GrowthRun> runs(study.cases.size());
  Stage stage(control, "simulations", static_cast<double>(runs.size()), "simulations");
  parallel_for(runs.size(), control, [&](std::size_t i) {
    runs[i] = run_growth(study.cases[i], synthesis_of(study.cases[i]), control);
    stage.advance(1);
  });
  return runs;
}

}  // namespace nacre::study
