// The state of an unfinished assembly as numbers for the checkpoint, and back.
#pragma once

#include <vector>

#include "nacre/assembly/simulation.hpp"
#include "nacre/study/assembly_output.hpp"

namespace nacre::study {

// What a case has gathered, and where its simulation stands. A finished case is packed likewise.
struct AssemblyProgress {
  AssemblyCase gathered{};  // rows and snapshots; curves once the case is finished
  assembly::Restart restart{};
  bool finished = false;
};

std::vector<double> pack_progress(const AssemblyProgress& progress);

// Case, names and scale of `gathered` are those of `plain`, which knows nothing else yet. Throws
// std::out_of_range for numbers that are no packed progress.
AssemblyProgress unpack_progress(const std::vector<double>& numbers, const AssemblyCase& plain);

}  // namespace nacre::study
