#include "nacre/study/assembly_run.hpp"

#include <algorithm>

#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/assembly_checkpoint.hpp"

namespace nacre::study {
namespace {

using assembly::Simulation;

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
      start_and_visit();
    }
    simulate();
    finish();
    return progress_.gathered;
  }

 private:
  std::unique_ptr<assembly::Forces> forces() const {
    return assembly::native_forces(plan_.interactions, {.precision = plan_.precision, .threads = threads_});
  }

  void gather(const crystal::Particles& particles, std::int64_t last_step) {
    particles_ = particles.size();
    gatherer_.emplace(plan_, particles, workspace_.folder, last_step, control_, progress_.gathered);
  }

  void start() {
    const crystal::Particles particles = settled_start(plan_, threads_);
    gather(particles, -1);
    at_key(*plan_.one, "schedule.stages", [&] {
      simulation_.emplace(assembly::make_state(particles), forces(),
                          assembly_setup(plan_, particles, threads_));
      return 0;
    });
  }

  void start_and_visit() {
    try {
      start();
      visit();
    } catch (const assembly::SimulationFailure& failure) {
      throw plan_.one->error("start.state", failure.what(), {}, {}, failure.advice);
    }
  }

  void resume() {
    const assembly::Restart& restart = progress_.restart;
    crystal::Particles particles{.box = restart.container.box,
                                 .droplet_radius = restart.container.droplet_radius,
                                 .positions = restart.positions,
                                 .diameters = restart.diameters,
                                 .species = restart.species};
    for (const assembly::SpeciesSizes& one : plan_.composition.species)
      particles.species_names.push_back(one.name);
    gather(particles, static_cast<std::int64_t>(restart.step));
    simulation_.emplace(restart, forces(), assembly_setup(plan_, particles, threads_));
  }

  void finish() {
    if (progress_.gathered.stopped.empty()) gatherer_->finish(simulation_->state(), simulation_->sample());
    progress_.gathered.steps = step();
    progress_.restart = {};
    progress_.finished = true;
    workspace_.checkpoint.store(plan_.name, pack_progress(progress_));
    gatherer_->remove_samples();
  }

  std::int64_t step() const { return static_cast<std::int64_t>(simulation_->step()); }

  void simulate() {
    const AssemblySampling& sampling = plan_.sampling;
    Stage stage(control_, "simulation " + plan_.name, static_cast<double>(sampling.total - step()), "steps");
    try {
      while (step() < sampling.total) {
        advance(stage, sampling.next_event(step()));
        visit();
      }
    } catch (const assembly::SimulationFailure& failure) {
      gatherer_->keep_failure(std::string(failure.what()) + "; " + failure.advice, simulation_->last_good());
    }
  }

  // In pieces that end at the same steps whenever a run is taken up.
  void advance(Stage& stage, std::int64_t target) {
    const std::int64_t piece = std::max<std::int64_t>(50, 3000000 / static_cast<std::int64_t>(particles_));
    while (step() < target) {
      const std::int64_t before = step();
      const std::int64_t end = std::min(target, (before / piece + 1) * piece);
      simulation_->run(static_cast<std::uint64_t>(end - before), control_);
      stage.advance(static_cast<double>(end - before));
    }
  }

  // Whatever is due at this step; the checkpoint comes last.
  void visit() {
    gatherer_->visit(simulation_->state(), simulation_->sample());
    if (step() % plan_.sampling.checkpoint_every != 0) return;
    progress_.restart = simulation_->checkpoint();
    if (step() > 0) workspace_.checkpoint.store(plan_.name, pack_progress(progress_));
  }

  const AssemblyPlan& plan_;
  Workspace& workspace_;
  int threads_;
  RunControl control_;
  std::size_t particles_ = 0;
  AssemblyProgress progress_{};
  std::optional<Simulation> simulation_{};
  std::optional<AssemblyGatherer> gatherer_{};
};

}  // namespace

AssemblyCase run_native(const AssemblyPlan& plan, Workspace& workspace, int threads) {
  return Run(plan, workspace, threads).whole();
}

}  // namespace nacre::study
