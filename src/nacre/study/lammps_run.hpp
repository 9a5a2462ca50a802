// The engine lammps: the same simulation, run by LAMMPS and read back.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "nacre/assembly/lammps_script.hpp"
#include "nacre/assembly/simulation.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/io/particle_frame.hpp"

namespace nacre::study {

struct LammpsEngine {
  std::filesystem::path folder{};  // made if it is not there; keeps input, log and trajectory
  int ranks = 2;
};

// What happens at a step, in the order of steps; at steps with both, the sample first. Frames have images and
// velocities, particles in the order of the start and within the box; no columns.
struct LammpsVisitor {
  std::function<void(const assembly::ThermoSample&)> sample{};
  std::function<void(io::ParticleFrame&&, const assembly::ThermoSample&)> frame{};
};

// Writes the input, runs it, and reads what it left. Velocities that are missing are drawn at kT as the
// native engine does. Throws Error (usage) without LAMMPS, or for what it cannot do (continuous sizes); Error
// (data) with its ERROR line; Interrupted.
void run_lammps(const assembly::LammpsRun& run, const LammpsEngine& engine, const LammpsVisitor& visitor,
                const RunControl& control);

}  // namespace nacre::study
