// Arrangements of particles that several tests of order look at.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <numbers>
#include <sstream>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/crystal/particles.hpp"
#include "nacre/crystal/superlattices.hpp"

namespace nacre::assembly {

inline crystal::OrthogonalCell cell_of(const std::string& name) {
  crystal::OrthogonalCell cell{.name = name};
  const auto add = [&](int species, double x, double y, double z) {
    cell.species = std::max(cell.species, static_cast<std::size_t>(species + 1));
    cell.sites.push_back({species, {x - std::floor(x), y - std::floor(y), z - std::floor(z)}});
  };
  const double third = 1.0 / 3;
  if (name == "FCC")
    for (const auto& [x, y, z] :
         {std::array{0.0, 0.0, 0.0}, {0.5, 0.5, 0.0}, {0.5, 0.0, 0.5}, {0.0, 0.5, 0.5}})
      add(0, x, y, z);
  if (name == "BCC")
    for (const double x : {0.0, 0.5}) add(0, x, x, x);
  if (name == "HCP") {
    cell.edges = {1, std::sqrt(3.0), std::sqrt(8.0 / 3)};
    for (const double half : {0.0, 0.5}) {
      add(0, half, half, 0);
      add(0, half, half + third, 0.5);
    }
  }
  if (name == "AlB2") {
    cell.edges = {1, std::sqrt(3.0), 1.04};
    for (const double half : {0.0, 0.5}) {
      add(0, half, half, 0);
      add(1, half, half + third, 0.5);
      add(1, half, half - third, 0.5);
    }
  }
  if (name == "NaZn13")
    for (const auto& [x, y, z] :
         {std::array{0.0, 0.0, 0.0}, {0.5, 0.5, 0.0}, {0.5, 0.0, 0.5}, {0.0, 0.5, 0.5}}) {
      for (const double half : {0.0, 0.5}) {
        add(0, x + half + 0.25, y + half + 0.25, z + half + 0.25);
        add(1, x + half, y + half, z + half);
        for (const double u : {-0.1806, 0.1806})
          for (const double v : {-0.1192, 0.1192}) {
            const double a = half == 0 ? u : v, b = half == 0 ? v : u;
            add(1, x + half, y + half + a, z + half + b);
            add(1, x + half + b, y + half, z + half + a);
            add(1, x + half + a, y + half + b, z + half);
          }
      }
    }
  return cell;
}

// A crystal of `repeats` cells that fill a periodic box, at a packing fraction of spheres of these diameters;
// every coordinate is off by a normal deviate.
inline crystal::Particles crystal_of(const std::string& name, const std::array<int, 3>& repeats,
                                     const std::vector<double>& diameters, double packing, double noise = 0,
                                     std::uint64_t replica = 0) {
  crystal::OrthogonalCell cell = cell_of(name);
  double filled = 0;
  for (const crystal::CellSite& site : cell.sites)
    filled += std::numbers::pi / 6 * std::pow(diameters[static_cast<std::size_t>(site.species)], 3);
  const double scale = std::cbrt(filled / (packing * cell.edges[0] * cell.edges[1] * cell.edges[2]));
  for (double& edge : cell.edges) edge *= scale;
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
