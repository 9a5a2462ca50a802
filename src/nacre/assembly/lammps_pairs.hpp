// Pair potentials in the words of LAMMPS.
#pragma once

#include <string>

#include "nacre/assembly/interactions.hpp"
#include "nacre/assembly/lammps_input.hpp"

namespace nacre::assembly {

// pair_style, pair_coeff of every two types, pair_modify; tables are added to `files`.
std::string lammps_pairs(const Interactions& interactions, const LammpsTypes& types,
                         std::vector<LammpsFile>& files);

}  // namespace nacre::assembly
