// Runs one case of an assembly study.
#pragma once

#include "nacre/study/assembly_gather.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/assembly_plan.hpp"
#include "nacre/study/registry.hpp"

namespace nacre::study {

// With the native engine:
// 1. Starts, or goes on from the checkpoint; a finished case comes from there whole.
// 2. Runs from event to event (sampling, order, frames, checkpoints), all at fixed step numbers, so that a
//    run that was killed ends with the same numbers.
// 3. Computes the curves of the last stage from its samples.
// A simulation that blows up ends the case: `stopped` says why, what was good is kept. Throws Error, or
// Interrupted.
AssemblyCase run_native(const AssemblyPlan& plan, Workspace& workspace, int threads);

// By LAMMPS as a process of its own (lammps_run.hpp), in lammps/ of files/. A case that was interrupted
// begins anew; a finished one comes from the checkpoint.
AssemblyCase run_by_lammps(const AssemblyPlan& plan, Workspace& workspace, int threads);

}  // namespace nacre::study
