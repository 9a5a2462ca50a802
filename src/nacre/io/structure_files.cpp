#include "nacre/io/structure_files.hpp"

#include <algorithm>
#include <cctype>

#include "nacre/io/cif.hpp"
#include "nacre/io/data_error.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/stru.hpp"
#include "nacre/io/xyz.hpp"

namespace nacre::io {
namespace {

std::string extension_of(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

}  // namespace

crystal::Crystal read_crystal(const std::filesystem::path& file) {
  const std::string extension = extension_of(file);
  if (extension == ".cif") return read_cif(file);
  if (extension == ".stru") return read_stru(file);
  fail_with_file(file, "is not named as the file of a crystal", extension, ".cif or .stru",
                 extension == ".xyz" ? "an .xyz file holds a cluster without a cell" : "");
}

crystal::Nanocrystal read_cluster(const std::filesystem::path& file) {
  const std::string extension = extension_of(file);
  if (extension == ".xyz" || extension == ".extxyz") return read_xyz(file);
  fail_with_file(file, "is not named as the file of a cluster", extension, ".xyz",
                 extension == ".cif" ? "a .cif file holds a crystal: cut a cluster from it" : "");
}

void write_xyz(const std::filesystem::path& file, const crystal::Nanocrystal& cluster,
               const std::string& comment) {
  write_file_atomically(file, xyz_text(cluster, comment));
}

void write_cif(const std::filesystem::path& file, const crystal::Crystal& crystal, const std::string& name) {
  write_file_atomically(file, cif_text(crystal, name));
}

}  // namespace nacre::io
