// Files of crystals and clusters, told apart by their extensions.
#pragma once

#include <filesystem>
#include <string>

#include "nacre/crystal/crystal.hpp"
#include "nacre/crystal/nanocrystal.hpp"

namespace nacre::io {

// A crystal from .cif or .stru (PDFfit). Throws Error (data): see cif.hpp and stru.hpp; another extension.
crystal::Crystal read_crystal(const std::filesystem::path& file);

// A cluster of atoms from .xyz, plain or extended. Throws Error (data): see xyz.hpp; another extension.
crystal::Nanocrystal read_cluster(const std::filesystem::path& file);

// Whole or not at all.
void write_xyz(const std::filesystem::path& file, const crystal::Nanocrystal& cluster,
               const std::string& comment);
void write_cif(const std::filesystem::path& file, const crystal::Crystal& crystal, const std::string& name);

}  // namespace nacre::io
