// Crystals as CIF files, in and out.
#pragma once

#include <filesystem>
#include <string>

#include "nacre/crystal/crystal.hpp"

namespace nacre::io {

// The first block that holds a crystal: cell, symmetry (operations, or the name or number of a space group),
// atoms with occupancies and displacements (U or B, isotropic or as tensors). Atoms that do not say U have
// none. Throws Error (data) with the place: no cell, no symmetry, a space group of two origins that does not
// say which, unknown elements, coordinates that are no numbers, cut files, and see structure_check.hpp.
crystal::Crystal read_cif(const std::filesystem::path& file);

// Space group, operations, sites with tensors.
std::string cif_text(const crystal::Crystal& crystal, const std::string& name);

}  // namespace nacre::io
