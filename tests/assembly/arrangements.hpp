// Arrangements of particles that several tests of order look at.
#pragma once

#include <array>
#include <cstdint>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/crystal/particles.hpp"
#include "nacre/crystal/superlattices.hpp"

namespace nacre::assembly {

// A crystal of `repeats` cells that fill a periodic box, at a packing fraction of spheres of these diameters;
// every coordinate is off by a normal deviate.
inline crystal::Particles crystal_of(const std::string& name, const std::array<int, 3>& repeats,
                                     const std::vector<double>& diameters, double packing, double noise = 0,
                                     std::uint64_t replica = 0) {
  const crystal::OrthogonalCell cell =
      crystal::scaled_to_packing(crystal::superlattice_cell(name), diameters, packing);
  RandomStream random(11, StreamName::synthetic_data, replica);
  crystal::Particles particles{.species_names = {"L", "S"}};
  for (std::size_t k = 0; k < 3; ++k) particles.box.lengths[k] = cell.edges[k] * repeats[k];
  for (int a = 0; a < repeats[0]; ++a)
    for (int b = 0; b < repeats[1]; ++b)
      for (int c = 0; c < repeats[2]; ++c)
        for (const crystal::CellSite& site : cell.sites) {
          const std::array<int, 3> at{a, b, c};
          crystal::Vector position{};
          for (std::size_t k = 0; k < 3; ++k)
            position[k] = (at[k] + site.fractional[k]) * cell.edges[k] - 0.5 * particles.box.lengths[k] +
                          (noise > 0 ? noise * random.normal() : 0);
          particles.positions.push_back(position);
          particles.species.push_back(static_cast<std::uint8_t>(site.species));
          particles.diameters.push_back(diameters[static_cast<std::size_t>(site.species)]);
        }
  return particles;
}

inline crystal::Particles random_points(std::size_t n, const crystal::Vector& lengths,
                                        std::uint64_t replica = 0) {
  RandomStream random(12, StreamName::synthetic_data, replica);
  crystal::Particles particles{.box = {.lengths = lengths}, .species_names = {"L"}};
  for (std::size_t i = 0; i < n; ++i) {
    crystal::Vector position{};
    for (std::size_t k = 0; k < 3; ++k) position[k] = lengths[k] * (random.uniform() - 0.5);
    particles.positions.push_back(position);
  }
  particles.species.assign(n, 0);
  particles.diameters.assign(n, 1);
  return particles;
}

// Columns of a recorded table by name.
inline std::map<std::string, std::vector<double>> read_columns(const std::string& path) {
  std::ifstream file(path);
  std::map<std::string, std::vector<double>> columns;
  std::vector<std::string> names;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    std::size_t k = 0;
    const bool header = names.empty();
    for (std::string cell; std::getline(cells, cell, ','); ++k) {
      if (header)
        names.push_back(cell);
      else
        columns[names[k]].push_back(std::stod(cell));
    }
  }
  return columns;
}

}  // namespace nacre::assembly
