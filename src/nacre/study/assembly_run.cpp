#include "nacre/study/assembly_run.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "nacre/assembly/interactions_check.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/core/units.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/assembly_checkpoint.hpp"
#include "nacre/study/assembly_curves.hpp"
#include "nacre/study/assembly_order.hpp"
#include "nacre/study/assembly_samples.hpp"
#include "nacre/study/assembly_tail.hpp"
#include "nacre/study/assembly_trajectory.hpp"
#include "nacre/study/build_output.hpp"

namespace nacre::study {
namespace {

using assembly::Simulation;

constexpr double crystalline_start = 0.05;  // above it a start has its nucleus already

class Run {
 public:
  Run(const AssemblyPlan& plan, Workspace& workspace, int threads)
      : plan_(plan), workspace_(workspace), threads_(threads), control_(workspace.control) {
    control_.threads = threads;
    progress_.gathered = plain_case(plan);
  }

  AssemblyCase whole() {
    if (const auto kept = workspace_.checkpoint.find(plan_.name)) {
      progress_ = unpack_progress(*kept, plain_case(plan_));
      if (progress_.finished) return progress_.gathered;
      resume();
    } else {
      start();
    }
    simulate();
    finish();
    return progress_.gathered;
  }

 private:
  // --- start and end --------------------------------------------------------------------------

  std::filesystem::path file(const char* extension) const {
    return workspace_.folder / "files" / (plan_.name + extension);
  }

  std::unique_ptr<assembly::Forces> forces() const {
    return assembly::native_forces(plan_.interactions, {.precision = plan_.precision, .threads = threads_});
  }

  void open_files(std::int64_t last_step) {
    std::filesystem::create_directories(workspace_.folder / "files");
    trajectory_.emplace(workspace_.folder / "files" / plan_.name, plan_.sampling.gsd, plan_.sampling.xyz,
                        last_step);
    samples_.emplace(file(".samples"), names_.size(), last_step);
  }

  void start() {
    names_ = assembly_start(plan_);
    at_key(*plan_.one, "potential.cutoff", [&] {
      assembly::check_box(plan_.interactions, names_);
      return 0;
    });
    const auto setup = assembly_setup(plan_, names_, threads_);
    sigma_share_ = assembly::particle_volume(names_) / setup.schedule.effective_volume;
    open_files(-1);
    at_key(*plan_.one, "schedule.stages", [&] {
      simulation_.emplace(assembly::make_state(names_), forces(), setup);
      return 0;
    });
    visit();
  }

  void resume() {
    const assembly::Restart& restart = progress_.restart;
    names_.species_names.clear();
    for (const assembly::SpeciesSizes& one : plan_.composition.species)
      names_.species_names.push_back(one.name);
    names_.positions = restart.positions;
    names_.diameters = restart.diameters;
    names_.species = restart.species;
    names_.box = restart.container.box;
    names_.droplet_radius = restart.container.droplet_radius;
    const auto setup = assembly_setup(plan_, names_, threads_);
    sigma_share_ = assembly::particle_volume(names_) / setup.schedule.effective_volume;
    open_files(static_cast<std::int64_t>(restart.step));
    simulation_.emplace(restart, forces(), setup);
  }

  void finish() {
    AssemblyCase& result = progress_.gathered;
    result.steps = step();
    if (result.stopped.empty()) {
      const crystal::Particles end = particles();
      take_snapshot("final", order_of(plan_, end, control_));
      add_tails(plan_, end, result);
      add_curves(plan_, *samples_, simulation_->state(), control_, result);
    }
    progress_.restart = {};
    progress_.finished = true;
    workspace_.checkpoint.store(plan_.name, pack_progress(progress_));
    samples_->remove();
  }

  // --- steps ----------------------------------------------------------------------------------

  std::int64_t step() const { return static_cast<std::int64_t>(simulation_->step()); }

  void simulate() {
    const AssemblySampling& sampling = plan_.sampling;
    Stage stage(control_, "simulation " + plan_.name, static_cast<double>(sampling.total - step()), "steps");
    try {
      while (step() < sampling.total) {
        const std::int64_t before = step();
        advance(stage, sampling.next_event(before));
        visit();
      }
    } catch (const assembly::SimulationFailure& failure) {
      keep_failure(failure);
    }
  }

  // In pieces that end at the same steps whenever a run is taken up.
  void advance(Stage& stage, std::int64_t target) {
    const auto particles = static_cast<std::int64_t>(names_.size());
    const std::int64_t piece = std::max<std::int64_t>(50, 3000000 / particles);
    while (step() < target) {
      const std::int64_t before = step();
      const std::int64_t end = std::min(target, (before / piece + 1) * piece);
      simulation_->run(static_cast<std::uint64_t>(end - before), control_);
      stage.advance(static_cast<double>(end - before));
    }
  }

  // Whatever is due at this step; the checkpoint comes last.
  void visit() {
    const AssemblySampling& sampling = plan_.sampling;
    const std::int64_t at = step();
    const bool last = at == sampling.total;
    if (at % sampling.thermo_every == 0 || last) add_thermo();
    const bool order = at % sampling.order_every == 0 || last;
    const bool frame = sampling.is_frame(at);
    if (order || frame) add_order(order, frame);
    if (sampling.is_curve(at)) samples_->add(at, simulation_->state());
    if (at % sampling.checkpoint_every == 0) checkpoint();
  }

  void checkpoint() {
    progress_.restart = simulation_->checkpoint();
    if (step() > 0) workspace_.checkpoint.store(plan_.name, pack_progress(progress_));
  }

  // The last good frame, told by the failure, is kept as the end of the trajectory.
  void keep_failure(const assembly::SimulationFailure& failure) {
    AssemblyCase& result = progress_.gathered;
    result.stopped = std::string(failure.what()) + "; " + failure.advice;
    const assembly::Restart& good = simulation_->last_good();
    crystal::Particles particles = names_;
    particles.box = good.container.box;
    particles.droplet_radius = good.container.droplet_radius;
    particles.positions = good.positions;
    particles.velocities = good.velocities;
    const auto at = static_cast<std::int64_t>(good.step);
    const double time = static_cast<double>(at) * plan_.dynamics.time_step;
    const double packing = assembly::packing_fraction(particles, plan_.effective);
    AssemblyOrder order = order_of(plan_, particles, control_);
    trajectory_->add_if_later({.step = good.step, .particles = particles, .images = good.images}, order, time,
                              packing);
    result.snapshots.push_back(
        {"last good", at, time, packing, std::move(particles), std::move(order.environment)});
  }

  // --- samples --------------------------------------------------------------------------------

  crystal::Particles particles() const { return assembly::to_particles(simulation_->state(), names_); }

  void add_thermo() {
    const assembly::ThermoSample sample = simulation_->sample();
    const auto n = static_cast<double>(names_.size());
    progress_.gathered.thermo.push_back(
        {.step = step(),
         .time = sample.time,
         .packing = sample.packing,
         .packing_sigma = sample.packing * sigma_share_,
         .well_depth = 1 / sample.kT_set,
         .kinetic = sample.kinetic / n,
         .potential = (sample.potential + sample.wall) / n,
         .conserved = sample.conserved / n,
         .temperature = sample.kT,
         .pressure = sample.pressure,
         .length = sample.droplet_radius > 0 ? sample.droplet_radius : sample.box_lengths[0]});
  }

  void add_order(bool row, bool frame) {
    const crystal::Particles now = particles();
    AssemblyOrder order = order_of(plan_, now, control_);
    if (frame) trajectory_->add(simulation_->state(), now, simulation_->sample(), order);
    if (row) {
      order.row.step = step();
      const assembly::ThermoSample sample = simulation_->sample();
      order.row.time = sample.time;
      order.row.packing = sample.packing;
      progress_.gathered.order.push_back(order.row);
      watch_nucleus(order);
    }
    if (step() == 0) take_snapshot(plan_.state == "fluid" ? "fluid" : "start", order);
  }

  void take_snapshot(const char* title, const AssemblyOrder& order) {
    const assembly::ThermoSample sample = simulation_->sample();
    progress_.gathered.snapshots.push_back(
        {title, step(), sample.time, sample.packing, particles(), order.environment});
  }

  // The first cluster that is large enough and stays so; one that dissolves again is forgotten.
  void watch_nucleus(const AssemblyOrder& order) {
    AssemblyCase& result = progress_.gathered;
    if (result.order.front().crystalline > crystalline_start) return;
    const double enough = lasting_nucleus(plan_, names_);
    const auto is_nucleus = [](const AssemblySnapshot& one) { return one.title == "first nucleus"; };
    const bool known = std::ranges::any_of(result.snapshots, is_nucleus);
    if (!known && order.row.largest_nucleus >= enough) {
      take_snapshot("first nucleus", order);
      result.first_nucleus_wall_distance = order.center_to_wall;
    }
    if (known && order.row.largest_nucleus < 0.5 * enough) {
      std::erase_if(result.snapshots, is_nucleus);
      result.first_nucleus_wall_distance = no_value;
    }
  }

  const AssemblyPlan& plan_;
  Workspace& workspace_;
  int threads_;
  RunControl control_;
  crystal::Particles names_{};  // names, diameters and species in the order of the tags
  double sigma_share_ = 1;      // packing by sigma over packing by the study's diameters
  AssemblyProgress progress_{};
  std::optional<Simulation> simulation_{};
  std::optional<AssemblyTrajectory> trajectory_{};
  std::optional<AssemblySamples> samples_{};
};

}  // namespace

AssemblyCase plain_case(const AssemblyPlan& plan) {
  AssemblyCase one{.one = plan.one, .name = plan.name, .label = label_of(*plan.one)};
  one.scale.sigma_nm = plan.units.sigma_nm;
  one.scale.temperature_K = plan.units.temperature_K;
  one.average_from = plan.sampling.average_from;
  one.environment_names = environment_names();
  one.structure = plan.one->text("order.structure");
  return one;
}

AssemblyCase run_native(const AssemblyPlan& plan, Workspace& workspace, int threads) {
  return Run(plan, workspace, threads).whole();
}

}  // namespace nacre::study
