// A case of an assembly study by LAMMPS.
#include <algorithm>

#include "nacre/io/hdf5.hpp"
#include "nacre/study/assembly_checkpoint.hpp"
#include "nacre/study/assembly_run.hpp"
#include "nacre/study/lammps_run.hpp"

namespace nacre::study {
namespace {

assembly::LammpsRun lammps_run(const AssemblyPlan& plan, int threads) {
  assembly::LammpsRun run{.start = settled_start(plan, threads),
                          .interactions = plan.interactions,
                          .dynamics = plan.dynamics,
                          .seed = plan.seed};
  run.schedule = assembly_setup(plan, run.start, 1).schedule;
  const AssemblySampling& sampling = plan.sampling;
  for (std::int64_t step = 0;; step = sampling.next_event(step)) {
    const bool last = step == sampling.total;
    if (step % sampling.thermo_every == 0 || last)
      run.thermo_steps.push_back(static_cast<std::uint64_t>(step));
    if (step % sampling.order_every == 0 || sampling.is_frame(step) || sampling.is_curve(step) || last)
      run.frame_steps.push_back(static_cast<std::uint64_t>(step));
    if (last) return run;
  }
}

assembly::State state_of(const io::ParticleFrame& frame) {
  assembly::State state = assembly::make_state(frame.particles);
  for (std::size_t i = 0; i < frame.images.size(); ++i) {
    state.image_x[i] = frame.images[i][0];
    state.image_y[i] = frame.images[i][1];
    state.image_z[i] = frame.images[i][2];
  }
  return state;
}

}  // namespace

AssemblyCase run_by_lammps(const AssemblyPlan& plan, Workspace& workspace, int threads) {
  if (const auto kept = workspace.checkpoint.find(plan.name))
    return unpack_progress(*kept, plain_case(plan)).gathered;
  RunControl control = workspace.control;
  control.threads = threads;
  AssemblyProgress progress{.gathered = plain_case(plan), .finished = true};
  const assembly::LammpsRun run = lammps_run(plan, threads);
  AssemblyGatherer gatherer(plan, run.start, workspace.folder, -1, control, progress.gathered);
  assembly::State last_state;
  assembly::ThermoSample last_sample;
  std::uint64_t last_frame = run.frame_steps.back();
  const auto is_frame_step = [&](std::uint64_t step) {
    return std::ranges::binary_search(run.frame_steps, step);
  };
  // A step with a frame is visited once, with its frame.
  const LammpsVisitor visitor{.sample =
                                  [&](const assembly::ThermoSample& sample) {
                                    if (!is_frame_step(sample.step)) gatherer.visit({}, sample);
                                  },
                              .frame =
                                  [&](io::ParticleFrame&& frame, const assembly::ThermoSample& sample) {
                                    const assembly::State state = state_of(frame);
                                    gatherer.visit(state, sample);
                                    if (sample.step != last_frame) return;
                                    last_state = state;
                                    last_sample = sample;
                                  }};
  run_lammps(run, {.folder = workspace.folder / "files" / (plan.name + "-lammps"), .ranks = plan.ranks},
             visitor, control);
  gatherer.finish(last_state, last_sample);
  workspace.checkpoint.store(plan.name, pack_progress(progress));
  gatherer.remove_samples();
  return progress.gathered;
}

}  // namespace nacre::study
