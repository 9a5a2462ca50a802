// A whole simulation as an input of LAMMPS: equations of motion, schedule, what is written when.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nacre/assembly/dynamics.hpp"
#include "nacre/assembly/lammps_input.hpp"
#include "nacre/assembly/schedule.hpp"

namespace nacre::assembly {

struct LammpsRun {
  crystal::Particles start{};
  Interactions interactions{};
  Dynamics dynamics{};
  Schedule schedule{};
  std::uint64_t seed = 1;
  std::vector<std::uint64_t> frame_steps{};   // rising; from 0 to the last step
  std::vector<std::uint64_t> thermo_steps{};  // the same; frames have a sample too
};

// The columns of the log, in this order after "Step": what one row of thermo is made of.
inline constexpr const char* lammps_thermo_columns[] = {
    "ke", "epair", "v_wall_energy", "v_wall_force", "press", "vol", "econserve", "v_size_factor", "lx",
    "ly", "lz"};

// All files of the run: in.lammps, particles.data, tables, and the steps to write at. The run leaves
// log.lammps and frames.dump (id type x y z vx vy vz ix iy iz, sorted by id, 17 digits).
// - nve: fix nve. nvt: fix nvt, chain and time as given. langevin: fix nve and fix langevin with friction
// m/damp.
//   npt: fix nph (Martyna, Tobias and Klein) and fix langevin, where nacre has stochastic cell rescaling: the
//   same ensemble.
// - A stage that changes a periodic box is fix deform, which moves the particles along; walls are variables
// of
//   the step. v_size_factor is the size over that at the start.
// Throws std::invalid_argument: see lammps_setup; more than 2^31 steps in a stage.
struct LammpsScript {
  std::vector<LammpsFile> files{};
  LammpsTypes types{};
};
LammpsScript lammps_script(const LammpsRun& run);

}  // namespace nacre::assembly
