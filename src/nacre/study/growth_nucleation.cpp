#include "nacre/study/growth_nucleation.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/growth/kinetics.hpp"

namespace nacre::study {
namespace {

constexpr double appreciable = 0.01;  // of the highest rate
constexpr double least_yield = 1e-6;
constexpr double highest_ln_s = 200;

double nucleation_rate(const growth::Kinetics& kinetics, double ln_s) {
  return kinetics.nucleation(std::exp(ln_s) * kinetics.solubility_mol_m3()).per_m3_s;
}

}  // namespace

double supersaturation_for(const growth::Synthesis& synthesis, double temperature_K, double per_m3_s) {
  const growth::AdsorptionRate adsorption(synthesis.adsorption);
  const growth::Kinetics kinetics(synthesis, adsorption, temperature_K);
  double low = 0, high = highest_ln_s;
  if (nucleation_rate(kinetics, high) < per_m3_s) return no_value;
  for (int i = 0; i < 100; ++i) {
    const double middle = (low + high) / 2;
    (nucleation_rate(kinetics, middle) < per_m3_s ? low : high) = middle;
  }
  return std::exp(high);
}

NucleationStages nucleation_stages(const GrowthRun& run) {
  const auto& points = run.trajectory.points;
  const auto peak = std::ranges::max_element(points, {}, &growth::Point::nucleation_per_m3_s);
  if (!(peak->nucleation_per_m3_s > 0)) return {};
  const double least = appreciable * peak->nucleation_per_m3_s;
  NucleationStages stages;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].nucleation_per_m3_s < least) continue;
    if (stages.list.empty() || stages.list.back().last + 1 < i) stages.list.push_back({i, i});
    stages.list.back().last = i;
  }
  const growth::AdsorptionRate adsorption(run.synthesis.adsorption);
  const growth::Kinetics kinetics(run.synthesis, adsorption, peak->temperature_K);
  stages.entry_radius_nm = kinetics.nucleation(peak->monomer_mol_m3).radius_nm;
  stages.critical_supersaturation = supersaturation_for(run.synthesis, peak->temperature_K, least);
  return stages;
}

bool has_particles(const GrowthRun& run) {
  return std::ranges::any_of(run.trajectory.points,
                             [](const growth::Point& point) { return point.yield() > least_yield; });
}

double dissolved_share(const GrowthRun& run) {
  const auto& points = run.trajectory.points;
  double born = points.front().moments[0];
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto rate = [](const growth::Point& point) {
      return point.nucleation_per_m3_s * point.volume_ratio;
    };
    born += (points[i].time_s - points[i - 1].time_s) * (rate(points[i]) + rate(points[i - 1])) / 2;
  }
  return born > 0 ? std::max(0.0, 1 - points.back().moments[0] / born) : 0;
}

const growth::Point& most_supersaturated(const GrowthRun& run) {
  return *std::ranges::max_element(run.trajectory.points, {}, &growth::Point::supersaturation);
}

}  // namespace nacre::study
