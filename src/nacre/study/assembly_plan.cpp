#include "nacre/study/assembly_plan.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/assembly/effective_diameter.hpp"
#include "nacre/assembly/local_density.hpp"
#include "nacre/assembly/time_step.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/particle_frame.hpp"
#include "nacre/study/assembly_sizes.hpp"

namespace nacre::study {
namespace {

using assembly::ContainerShape;
using assembly::Ensemble;

// --- particles --------------------------------------------------------------------------------

std::vector<double> one_a_species(const Case& one, const char* name, std::size_t species) {
  const std::string key = std::string("particles.") + name;
  if (!one.has(key)) return std::vector<double>(species, 0.0);
  const std::vector<double>& numbers = one.at(key).numbers;
  if (numbers.size() != species)
    throw one.error(key, "[particles] " + std::string(name) + " does not have one number for each species",
                    std::to_string(numbers.size()) + " numbers",
                    std::to_string(species) + ", as many as [particles] species");
  return numbers;
}

// Files of trajectories hold them.
const std::vector<std::string>& read_species(const Case& one) {
  const std::vector<std::string>& names = one.at("particles.species").texts;
  if (names.size() > 16)
    throw one.error("particles.species", "there are too many species", std::to_string(names.size()),
                    "1 to 16");
  for (auto name = names.begin(); name != names.end(); ++name) {
    if (!io::is_word(*name))
      throw one.error("particles.species", "the name of a species is no word", "\"" + *name + "\"",
                      "letters, digits and '_'");
    if (std::find(names.begin(), name, *name) != name)
      throw one.error("particles.species", "two species have the same name", "\"" + *name + "\"",
                      "a name for each");
  }
  return names;
}

assembly::Composition read_composition(const Case& one) {
  const std::vector<std::string>& names = read_species(one);
  const auto diameters = one_a_species(one, "diameters", names.size());
  const auto dispersity = one_a_species(one, "dispersity", names.size());
  assembly::Composition composition;
  composition.number = static_cast<std::size_t>(one.integer("particles.number"));
  composition.ratio = one_a_species(one, "ratio", names.size());
  composition.draw =
      one.text("particles.sizes") == "bins" ? assembly::SizeDraw::bins : assembly::SizeDraw::continuous;
  composition.bins = static_cast<int>(one.integer("particles.bins"));
  for (std::size_t s = 0; s < names.size(); ++s)
    composition.species.push_back({.name = names[s], .mean = diameters[s], .dispersity = dispersity[s]});
  if (one.has("particles.distribution"))
    read_sizes(one.text("particles.distribution"), composition.species.front());
  return composition;
}

// --- temperature and packing ------------------------------------------------------------------

double read_kT(const Case& one) {
  const bool depth = one.has("potential.well_depth"), kT = one.has("potential.kT");
  if (depth && kT)
    throw one.error("potential.kT", "[potential] well_depth and kT say the same thing", "both",
                    "one of them");
  if (!depth && !kT)
    throw one.error("potential.form", "[potential] does not say the temperature", {},
                    "well_depth = 2.5 (eps/kT), or kT = 0.4 (in eps)");
  return kT ? one.number("potential.kT") : 1 / one.number("potential.well_depth");
}

std::vector<double> read_effective(const Case& one, const assembly::Interactions& interactions, double kT) {
  const std::string& convention = one.text("container.packing_by");
  std::vector<double> effective(interactions.species, 1.0);
  if (convention == "sigma") return effective;
  const auto split =
      convention == "wca-split" ? assembly::PotentialSplit::wca : assembly::PotentialSplit::to_sigma;
  for (std::size_t s = 0; s < interactions.species; ++s)
    effective[s] =
        assembly::effective_diameter(interactions.pair(s, s), interactions.pair(s, s).epsilon / kT, split);
  return effective;
}

// --- start ------------------------------------------------------------------------------------

ContainerShape read_shape(const Case& one) {
  const std::string& shape = one.text("container.shape");
  if (shape == "droplet") return ContainerShape::droplet;
  return shape == "slit" ? ContainerShape::slit : ContainerShape::periodic;
}

void require(const Case& one, const char* key, const char* missing, const char* expected) {
  if (!one.has(missing)) {
    const std::string name(missing);
    throw one.error(key, "[start] " + name.substr(name.find('.') + 1) + " is missing", {}, expected);
  }
}

void read_start(const Case& one, AssemblyPlan& plan) {
  plan.state = one.text("start.state");
  plan.shape = read_shape(one);
  plan.aspect = one.number("container.aspect");
  plan.crystal_share = one.number("start.crystal_share");
  if (one.has("start.packing")) plan.packing = one.number("start.packing");
  if (one.has("start.density")) plan.density = one.number("start.density");
  if (one.has("start.crystal_packing")) plan.crystal_packing = one.number("start.crystal_packing");
  if (one.has("start.structure")) plan.structure = one.text("start.structure");
  if (plan.state == "run") {
    require(one, "start.state", "start.file", "file = \"RUN/files/run.gsd\", whose last frame is the start");
    return;
  }
  if (plan.packing > 0 && plan.density > 0)
    throw one.error("start.density", "[start] packing and density say the same thing", "both", "one of them");
  if (plan.packing == 0 && plan.density == 0)
    require(one, "start.state", "start.packing", "packing = 0.56, or density = 0.8 (particles in sigma^3)");
  if (plan.state != "fluid")
    require(one, "start.state", "start.structure", "structure = \"AlB2\", or another name of a structure");
  const bool slab_elsewhere = plan.state == "slab" && plan.shape != ContainerShape::periodic;
  const bool in_slit = plan.state != "fluid" && plan.shape == ContainerShape::slit;
  if (slab_elsewhere || in_slit)
    throw one.error("start.state", "[start] state = \"" + plan.state + "\" does not go into this container",
                    "shape = \"" + one.text("container.shape") + "\"",
                    plan.state == "slab" ? "shape = \"periodic\"" : "shape = \"periodic\" or \"droplet\"");
}

// --- motion -----------------------------------------------------------------------------------

Ensemble read_ensemble(const std::string& name) {
  if (name == "nve") return Ensemble::nve;
  if (name == "nvt") return Ensemble::nvt;
  return name == "npt" ? Ensemble::npt : Ensemble::langevin;
}

std::vector<double> smallest_diameters(const assembly::Composition& composition) {
  std::vector<double> smallest;
  for (const assembly::SpeciesSizes& one : composition.species)
    smallest.push_back(one.diameters.empty() ? one.mean * (1 - std::min(0.9, 3 * one.dispersity))
                                             : *std::ranges::min_element(one.diameters));
  return smallest;
}

// The lowest temperature of the schedule decides nothing: collisions are hardest at the highest.
double highest_kT(const AssemblyPlan& plan) {
  double kT = plan.kT;
  for (const AssemblyStage& stage : plan.stages)
    if (stage.verb == AssemblyStage::Verb::anneal || stage.verb == AssemblyStage::Verb::quench)
      kT = std::max(kT, 1 / stage.target);
  return kT;
}

void read_dynamics(const Case& one, AssemblyPlan& plan) {
  assembly::Dynamics& dynamics = plan.dynamics;
  dynamics.ensemble = read_ensemble(one.text("simulation.ensemble"));
  dynamics.kT = plan.kT;
  dynamics.friction = one.number("simulation.friction");
  dynamics.thermostat_time = one.number("simulation.thermostat_time");
  dynamics.barostat_time = one.number("simulation.barostat_time");
  if (dynamics.ensemble == Ensemble::npt) {
    if (!one.has("simulation.pressure"))
      throw one.error("simulation.ensemble", "[simulation] pressure is missing", "ensemble = \"npt\"",
                      "pressure = 5 (eps/sigma^3)");
    dynamics.pressure = one.number("simulation.pressure");
    if (plan.shape != ContainerShape::periodic)
      throw one.error("simulation.ensemble", "constant pressure is for periodic boxes",
                      "a container with walls", "shape = \"periodic\", or another ensemble");
  }
  plan.step_advice =
      assembly::advised_time_step(plan.interactions, smallest_diameters(plan.composition), highest_kT(plan));
  dynamics.time_step =
      one.has("simulation.time_step") ? one.number("simulation.time_step") : plan.step_advice.advised;
  at_key(one, "simulation.ensemble", [&] {
    assembly::check(dynamics);
    return 0;
  });
  plan.precision =
      one.text("simulation.precision") == "double" ? assembly::Precision::full : assembly::Precision::mixed;
  plan.lammps = one.text("simulation.engine") == "lammps";
  plan.ranks = static_cast<int>(one.integer("simulation.ranks"));
}

// --- schedule and sampling --------------------------------------------------------------------

double closest_packing(const AssemblyPlan& plan) {
  const bool alike = plan.composition.species.size() == 1 && plan.composition.species[0].dispersity == 0;
  return alike ? 0.7405 : 0.8;  // two sizes pack to some 0.78 where their ratio is about 0.5
}

void check_start_packing(const AssemblyPlan& plan) {
  if (plan.packing > closest_packing(plan))
    throw plan.one->error("start.packing", "[start] packing is above close packing",
                          format_number(plan.packing),
                          "at most " + format_number(closest_packing(plan)) + "; fluids reach some 0.6");
}

void check_stages(const AssemblyPlan& plan) {
  const Value& value = plan.one->at("schedule.stages");
  double at = plan.packing;
  for (std::size_t i = 0; i < plan.stages.size(); ++i) {
    const AssemblyStage& stage = plan.stages[i];
    const auto refuse = [&](std::string why, std::string found, std::string expected) {
      throw Error({.code = ExitCode::usage,
                   .place = value.places[i],
                   .message = "stage " + std::to_string(i + 1) + " of [schedule] stages " + std::move(why),
                   .found = std::move(found),
                   .expected = std::move(expected)});
    };
    const bool by_packing = stage.changes_volume() && !stage.is_density;
    const bool last = i + 1 == plan.stages.size();
    if (stage.verb == AssemblyStage::Verb::quench && (last || plan.stages[i + 1].changes_kT()))
      refuse("is a quench, which needs a stage after it that leaves the temperature alone", stage.text,
             "\"quench to 3\", \"hold 1e5\"");
    if (stage.changes_volume() && plan.dynamics.ensemble == Ensemble::npt)
      refuse("changes the volume, which the barostat does too", stage.text, "another ensemble than npt");
    if (by_packing && stage.target > closest_packing(plan))
      refuse("ends above close packing", format_number(stage.target),
             "at most " + format_number(closest_packing(plan)));
    const bool up = stage.verb != AssemblyStage::Verb::expand;
    if (by_packing && at > 0 && (up ? stage.target < at : stage.target > at))
      refuse(up ? "goes down" : "goes up", "from " + format_number(at) + " to " + format_number(stage.target),
             up ? "\"expand to ...\", or a higher packing fraction"
                : "\"compress to ...\", or a lower packing fraction");
    if (stage.changes_volume()) at = stage.is_density ? 0 : stage.target;
  }
}

std::int64_t spread(const Case& one, const char* key, std::int64_t total, std::int64_t rows) {
  if (one.has(key)) return one.integer(key);
  return std::max<std::int64_t>(1, total / rows);
}

AssemblySampling read_sampling(const Case& one, const std::vector<AssemblyStage>& stages,
                               std::size_t particles) {
  AssemblySampling sampling;
  for (const AssemblyStage& stage : stages) {
    if (stage.steps > 0) sampling.curves_from = sampling.total;
    sampling.total += stage.steps;
  }
  if (sampling.total == 0)
    throw one.error("schedule.stages", "the schedule has no steps", {}, "a stage such as \"hold 1e5\"");
  const std::int64_t last = sampling.total - sampling.curves_from;
  const bool holds = stages.back().verb == AssemblyStage::Verb::hold;
  sampling.average_from = holds ? sampling.curves_from : sampling.total - last / 10;
  sampling.thermo_every = spread(one, "sampling.thermo_every", sampling.total, 2000);
  sampling.order_every = spread(one, "sampling.order_every", sampling.total, 200);
  sampling.frames = one.integer("sampling.frames");
  const std::int64_t samples =
      std::clamp<std::int64_t>(3000000 / static_cast<std::int64_t>(particles), 20, 100);
  sampling.curves_every = spread(one, "sampling.curves_every", last, samples);
  // Some ten seconds of one core at 3e7 particle steps a second.
  const std::int64_t steps = 300000000 / static_cast<std::int64_t>(particles) / 1000 * 1000;
  sampling.checkpoint_every = one.has("sampling.checkpoint_every") ? one.integer("sampling.checkpoint_every")
                                                                   : std::max<std::int64_t>(1000, steps);
  const std::string& formats = one.text("sampling.formats");
  sampling.gsd = formats != "xyz";
  sampling.xyz = formats != "gsd";
  return sampling;
}

AssemblyUnits read_units(const Case& one) {
  AssemblyUnits units;
  if (one.has("units.sigma")) units.sigma_nm = one.number("units.sigma");
  if (one.has("units.diffusion")) units.diffusion_nm2_s = one.number("units.diffusion");
  if (one.has("units.temperature")) units.temperature_K = one.number("units.temperature");
  if (units.sigma_nm == 0 && units.diffusion_nm2_s > 0)
    throw one.error("units.diffusion", "[units] diffusion needs the size of the particles", {},
                    "sigma = \"9.2 nm\"");
  return units;
}

std::int64_t multiple_after(std::int64_t step, std::int64_t every) { return (step / every + 1) * every; }

std::int64_t frame_step(std::int64_t frame, const AssemblySampling& sampling) {
  return frame * sampling.total / (sampling.frames - 1);
}

// The first frame at or after a step.
std::int64_t frame_from(std::int64_t step, const AssemblySampling& sampling) {
  std::int64_t frame = step * (sampling.frames - 1) / sampling.total;
  while (frame_step(frame, sampling) < step) ++frame;
  return frame_step(frame, sampling);
}

// None: the paper has no threshold for the structure.
std::optional<double> read_dense_above(const Case& one, std::optional<assembly::Environment> sought) {
  using assembly::Environment;
  if (one.has("order.dense_above")) return one.number("order.dense_above");
  if (sought == Environment::fcc) return assembly::dense_fcc;
  if (sought == Environment::alb2) return assembly::dense_alb2;
  if (sought == Environment::nazn13) return assembly::dense_nazn13;
  return std::nullopt;
}

}  // namespace

bool AssemblySampling::is_frame(std::int64_t step) const { return frame_from(step, *this) == step; }

bool AssemblySampling::is_curve(std::int64_t step) const {
  return step >= curves_from && (step - curves_from) % curves_every == 0;
}

std::int64_t AssemblySampling::next_event(std::int64_t step) const {
  std::int64_t next = std::min(total, multiple_after(step, thermo_every));
  next = std::min(next, multiple_after(step, order_every));
  next = std::min(next, multiple_after(step, checkpoint_every));
  if (step < total) next = std::min(next, frame_from(step + 1, *this));
  next = std::min(next, step < curves_from ? curves_from
                                           : curves_from + multiple_after(step - curves_from, curves_every));
  return next;
}

AssemblyPlan read_assembly_plan(const Case& one, std::uint64_t seed, std::size_t index, std::size_t cases) {
  AssemblyPlan plan;
  plan.one = &one;
  plan.name = cases > 1 ? "run-" + std::to_string(index + 1) : "run";
  plan.seed = one.has("simulation.seed") ? static_cast<std::uint64_t>(one.integer("simulation.seed")) : seed;
  plan.composition = read_composition(one);
  plan.interactions = read_assembly_interactions(one, plan.composition.species.size());
  plan.kT = read_kT(one);
  plan.effective = read_effective(one, plan.interactions, plan.kT);
  read_start(one, plan);
  plan.stages = read_assembly_stages(one);
  read_dynamics(one, plan);
  check_start_packing(plan);
  check_stages(plan);
  plan.sampling = read_sampling(one, plan.stages, plan.composition.number);
  const std::string& sought = one.text("order.structure");
  if (sought != "auto") plan.sought = assembly::environment_from_name(sought);
  plan.smallest_nucleus = static_cast<std::size_t>(one.integer("order.smallest_nucleus"));
  plan.dense_above = read_dense_above(one, plan.sought);
  plan.units = read_units(one);
  return plan;
}

}  // namespace nacre::study
