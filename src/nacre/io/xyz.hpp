// Clusters of atoms as .xyz files, plain and extended.
#pragma once

#include <filesystem>
#include <string>

#include "nacre/crystal/nanocrystal.hpp"

namespace nacre::io {

// The number of atoms, a comment, then so many rows: element (or atomic number), x, y, z in angstrom,
// whatever follows. In extended XYZ the comment tells the columns (Properties=species:S:1:pos:R:3); its cell
// is not read. Of several frames the first is read. Throws Error (data) with the place: fewer rows than
// announced, unknown elements, rows that are no position, atoms that overlap, positions in another unit.
crystal::Nanocrystal read_xyz(const std::filesystem::path& file);

// An extended XYZ file; positions with 6 decimals, in angstrom.
std::string xyz_text(const crystal::Nanocrystal& cluster, const std::string& comment);

}  // namespace nacre::io
