// LAMMPS as a process of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "nacre/core/run_control.hpp"

namespace nacre::study {

struct LammpsProcess {
  std::filesystem::path folder{};  // holds in.lammps; log.lammps and the screen's text come beside it
  int ranks = 1;                   // more than one: by mpirun
  double total_steps = 0;          // for the progress
};

// The program: the environment variable NACRE_LMP, else lmp, lmp_mpi or lmp_serial on the PATH. Throws Error
// (usage) that says how to get it.
std::filesystem::path find_lammps();

// Runs in.lammps to its end, with progress from its log. Throws Error (data) with LAMMPS's own ERROR line and
// where its log is; Interrupted, once the process has ended, when a stop is requested.
void run_lammps_process(const LammpsProcess& process, const RunControl& control);

}  // namespace nacre::study
