#include "nacre/study/assembly_curves.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/assembly/mean_square_displacement.hpp"
#include "nacre/assembly/radial_distribution.hpp"
#include "nacre/assembly/real_units.hpp"
#include "nacre/assembly/structure_factor.hpp"

namespace nacre::study {
namespace {

constexpr double longest_r = 5;  // sigma

// "LS", or "all" where there are several species.
std::string pair_label(const AssemblyPlan& plan, std::size_t a, std::size_t b) {
  if (a >= plan.composition.species.size()) return "all";
  return plan.composition.species[a].name + plan.composition.species[b].name;
}

// Half of the shortest periodic edge of any sample.
double longest_distance(const AssemblySamples& samples, const assembly::State& state, std::size_t& count) {
  double longest = longest_r;
  samples.replay(state, [&](const assembly::State& at) {
    ++count;
    for (int k = 0; k < 3; ++k)
      if (at.container.box.periodic[k]) longest = std::min(longest, 0.4999 * at.container.box.lengths[k]);
  });
  return longest;
}

// Frames of S(q), which costs most: so many that they take some ten seconds of one core.
std::size_t structure_frames(const assembly::State& state) {
  const double seconds =
      1e-10 * assembly::structure_factor_cost(state, assembly::StructureOptions{}.largest_q);
  return static_cast<std::size_t>(std::clamp(10 / seconds, 1.0, 20.0));
}

bool container_stays(const AssemblyPlan& plan) {
  const auto moves = [](const AssemblyStage& stage) { return stage.changes_volume(); };
  return plan.dynamics.ensemble != assembly::Ensemble::npt && !moves(plan.stages.back());
}

template <typename Result>
bool single_species(const Result& result) {
  return result.curves.size() <= 2;
}

void keep(const assembly::RadialResult& found, const AssemblyPlan& plan, AssemblyCase& result) {
  for (const assembly::RadialCurve& curve : found.curves) {
    if (curve.a == assembly::RadialCurve::npos && single_species(found)) continue;
    result.gr.push_back({pair_label(plan, curve.a, curve.b), found.r, curve.g, curve.error});
  }
}

void keep(const assembly::StructureResult& found, const AssemblyPlan& plan, AssemblyCase& result) {
  for (const assembly::StructureCurve& curve : found.curves) {
    if (curve.a == assembly::StructureCurve::npos && single_species(found)) continue;
    result.sq.push_back({pair_label(plan, curve.a, curve.b), found.q, curve.s, curve.error});
  }
}

void keep(const assembly::DisplacementResult& found, const AssemblyPlan& plan, AssemblyCase& result) {
  for (const assembly::DisplacementCurve& curve : found.curves) {
    result.msd.push_back(
        {plan.composition.species[curve.species].name, found.lag, curve.squared, curve.error});
    if (curve.species != 0) continue;
    result.diffusion = curve.diffusion;
    result.diffusion_error = curve.diffusion_error;
    result.msd_exponent = curve.exponent;
  }
}

void set_time_unit(const AssemblyPlan& plan, AssemblyCase& result) {
  if (plan.units.diffusion_nm2_s > 0 && result.diffusion > 0)
    result.scale.tau_s =
        assembly::seconds_per_time(result.diffusion, 1e-18 * plan.units.diffusion_nm2_s, plan.units.sigma_nm);
}

}  // namespace

void add_curves(const AssemblyPlan& plan, const AssemblySamples& samples, const assembly::State& state,
                const RunControl& control, AssemblyCase& result) {
  const std::size_t species = plan.composition.species.size();
  std::size_t count = 0;
  const double longest = longest_distance(samples, state, count);
  if (count == 0) return;
  assembly::RadialDistribution radial(species, {.longest = longest});
  assembly::StructureFactor structure(species, {});
  assembly::MeanSquareDisplacement displacement(
      species, {.interval = static_cast<double>(plan.sampling.curves_every) * plan.dynamics.time_step});
  const bool moves_freely = container_stays(plan);
  const std::size_t frames = structure_frames(state);
  const std::size_t every = (count + frames - 1) / frames;
  std::size_t at = 0;
  samples.replay(state, [&](const assembly::State& sample) {
    control.throw_if_stopped();
    radial.add(sample, control);
    if (at++ % every == 0) structure.add(sample, control);
    if (moves_freely) displacement.add(sample);
  });
  keep(radial.result(), plan, result);
  keep(structure.result(), plan, result);
  if (moves_freely)
    if (const auto found = displacement.result(control)) keep(*found, plan, result);
  set_time_unit(plan, result);
}

}  // namespace nacre::study
