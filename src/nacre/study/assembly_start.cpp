// Where the particles of an assembly study are at the start, and what is imposed on them from there.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "nacre/assembly/initial_crystal.hpp"
#include "nacre/assembly/initial_fluid.hpp"
#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/settle.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/extxyz.hpp"
#include "nacre/io/gsd.hpp"
#include "nacre/study/assembly_plan.hpp"

namespace nacre::study {
namespace {

using assembly::ContainerPath;
using assembly::ContainerShape;
using assembly::ContainerTarget;

// --- from a file ------------------------------------------------------------------------------

// Species by name, in the order of the study.
void rename_species(const AssemblyPlan& plan, crystal::Particles& particles) {
  std::vector<std::uint8_t> as;
  for (const std::string& name : particles.species_names) {
    const auto same = [&](const assembly::SpeciesSizes& one) { return one.name == name; };
    const auto found = std::ranges::find_if(plan.composition.species, same);
    if (found == plan.composition.species.end())
      throw plan.one->error("start.file", "[start] file has a species that the study has not", name,
                            "species as in [particles] species");
    as.push_back(static_cast<std::uint8_t>(found - plan.composition.species.begin()));
  }
  for (std::uint8_t& species : particles.species) species = as.at(species);
  particles.species_names.clear();
  for (const assembly::SpeciesSizes& one : plan.composition.species)
    particles.species_names.push_back(one.name);
}

crystal::Particles read_run(const AssemblyPlan& plan) {
  const std::string& path = plan.one->text("start.file");
  crystal::Particles particles =
      path.ends_with(".xyz") ? io::read_extxyz(path).particles : io::read_gsd(path).particles;
  rename_species(plan, particles);
  return particles;
}

// --- placed -----------------------------------------------------------------------------------

assembly::CrystalStart crystal_start(const AssemblyPlan& plan, double packing) {
  return {.cell = at_key(*plan.one, "start.structure",
                         [&] { return crystal::superlattice_cell(plan.structure); }),
          .composition = plan.composition,
          .packing = packing,
          .crystal_packing = plan.crystal_packing,
          .effective = plan.effective};
}

std::vector<std::size_t> counts_of(const AssemblyPlan& plan) {
  return at_key(*plan.one, "particles.number",
                [&] { return assembly::species_counts(plan.composition.number, plan.composition.ratio); });
}

crystal::Particles sized_particles(const AssemblyPlan& plan) {
  const auto counts = counts_of(plan);
  const bool spread = plan.one->has("particles.dispersity");
  return at_key(*plan.one, spread ? "particles.dispersity" : "particles.diameters",
                [&] { return assembly::make_particles(plan.composition, counts, plan.seed); });
}

// Of a crystal the ratio is its own.
double packing_of(const AssemblyPlan& plan) {
  if (plan.packing > 0) return plan.packing;
  AssemblyPlan sized = plan;
  if (plan.state == "crystal") {
    const auto counts = crystal_start(plan, 0.5).cell.counts();
    sized.composition.ratio.assign(counts.begin(), counts.end());
    sized.composition.number = std::accumulate(counts.begin(), counts.end(), std::size_t{0}) * 100;
  }
  const crystal::Particles particles = sized_particles(sized);
  return plan.density * assembly::particle_volume(particles, plan.effective) /
         static_cast<double>(particles.size());
}

assembly::Container container_of(const AssemblyPlan& plan, const crystal::Particles& particles) {
  return at_key(*plan.one, plan.packing > 0 ? "start.packing" : "start.density", [&] {
    return assembly::container_of_packing(plan.shape, particles, packing_of(plan), plan.effective,
                                          {1, 1, plan.aspect});
  });
}

crystal::Particles place_crystal(const AssemblyPlan& plan) {
  const double packing = packing_of(plan);
  const assembly::CrystalStart start = crystal_start(plan, packing);
  return at_key(*plan.one, "start.structure", [&] {
    if (plan.state == "slab")
      return assembly::slab_in_fluid(start, plan.crystal_share, plan.seed, plan.aspect).particles;
    if (plan.state == "seed")
      return assembly::seed_in_fluid(start, plan.crystal_share, plan.shape, plan.seed).particles;
    return plan.shape == ContainerShape::droplet
               ? assembly::carved_crystal(start, plan.shape, plan.seed).particles
               : assembly::crystal_box(start, plan.seed).particles;
  });
}

crystal::Particles place_fluid(const AssemblyPlan& plan) {
  crystal::Particles particles = sized_particles(plan);
  const assembly::Container container = container_of(plan, particles);
  return at_key(*plan.one, "start.packing",
                [&] { return assembly::random_fluid(std::move(particles), container, plan.seed); });
}

// --- schedule ---------------------------------------------------------------------------------

ContainerPath path_of(const Case& one, const AssemblyStage& stage) {
  if (stage.verb != AssemblyStage::Verb::evaporate) return ContainerPath::packing;
  const std::string& law = one.text("schedule.evaporation");
  if (law == "radius") return ContainerPath::radius;
  if (law == "volume") return ContainerPath::volume;
  return law == "packing" ? ContainerPath::packing : ContainerPath::radius_squared;
}

// A quench belongs to the stage that follows it.
std::vector<assembly::ScheduleStage> schedule_stages(const AssemblyPlan& plan) {
  std::vector<assembly::ScheduleStage> stages;
  std::optional<double> quenched;
  for (const AssemblyStage& stage : plan.stages) {
    if (stage.verb == AssemblyStage::Verb::quench) {
      quenched = 1 / stage.target;
      continue;
    }
    assembly::ScheduleStage next{.steps = static_cast<std::uint64_t>(stage.steps), .label = stage.text};
    if (stage.changes_volume()) {
      next.target = stage.is_density ? ContainerTarget::density : ContainerTarget::packing;
      next.target_value = stage.target;
      next.path = path_of(*plan.one, stage);
    }
    if (stage.verb == AssemblyStage::Verb::anneal) next.kT_end = 1 / stage.target;
    if (quenched) {
      next.kT_end = quenched;
      next.kT_at_once = true;
      quenched.reset();
    }
    stages.push_back(std::move(next));
  }
  return stages;
}

}  // namespace

crystal::Particles assembly_particles_in_container(const AssemblyPlan& plan) {
  if (plan.state == "run") return read_run(plan);
  if (plan.state != "fluid") crystal_start(plan, 0.5);
  const bool own_ratio = plan.state == "crystal";
  AssemblyPlan sized = plan;
  if (own_ratio) {
    const auto counts = crystal_start(plan, 0.5).cell.counts();
    if (counts.size() != plan.composition.species.size())
      throw plan.one->error("start.structure",
                            "[start] structure has another number of species than the study",
                            plan.structure + ", of " + std::to_string(counts.size()),
                            std::to_string(plan.composition.species.size()) + " as in [particles] species");
    sized.composition.ratio.assign(counts.begin(), counts.end());
    const std::size_t cell = std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    sized.composition.number = std::max<std::size_t>(1, (plan.composition.number + cell / 2) / cell) * cell;
  }
  crystal::Particles particles = sized_particles(sized);
  const assembly::Container container = container_of(plan, particles);
  assembly::set_container(particles, container);
  return particles;
}

crystal::Particles assembly_start(const AssemblyPlan& plan) {
  if (plan.state == "run") return read_run(plan);
  return plan.state == "fluid" ? place_fluid(plan) : place_crystal(plan);
}

crystal::Particles settled_start(const AssemblyPlan& plan, int threads) {
  const crystal::Particles particles = assembly_start(plan);
  at_key(*plan.one, "potential.cutoff", [&] {
    assembly::check_box(plan.interactions, particles);
    return 0;
  });
  if (!particles.velocities.empty()) return particles;
  // The step is one that the potential bears, whatever the study asks for: what blows up is to do so where it
  // is recorded.
  const double step = std::min(plan.dynamics.time_step, plan.step_advice.advised);
  constexpr std::uint64_t steps = 1000;
  try {
    return to_particles(
        assembly::settle(
            assembly::make_state(particles),
            assembly::native_forces(plan.interactions, {.precision = plan.precision, .threads = threads}),
            plan.kT, step, steps, plan.seed, threads),
        particles);
  } catch (const assembly::SimulationFailure& failure) {
    throw plan.one->error("start.state", failure.what(), {}, {}, failure.advice);
  }
}

assembly::SimulationSetup assembly_setup(const AssemblyPlan& plan, const crystal::Particles& particles,
                                         int threads) {
  assembly::SimulationSetup setup{.dynamics = plan.dynamics, .seed = plan.seed, .threads = threads};
  setup.schedule.stages = schedule_stages(plan);
  setup.schedule.effective_volume = assembly::particle_volume(particles, plan.effective);
  return setup;
}

}  // namespace nacre::study
