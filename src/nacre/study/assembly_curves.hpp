// g(r), S(q) and displacements of the last stage, from its samples.
#pragma once

#include "nacre/core/run_control.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/assembly_plan.hpp"
#include "nacre/study/assembly_samples.hpp"

namespace nacre::study {

// Fills gr, sq, msd, diffusion and the unit of time. `state` is any state of the run: it tells the particles.
void add_curves(const AssemblyPlan& plan, const AssemblySamples& samples, const assembly::State& state,
                const RunControl& control, AssemblyCase& result);

}  // namespace nacre::study
