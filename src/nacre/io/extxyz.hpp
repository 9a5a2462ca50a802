// Trajectories as extended XYZ files, which OVITO and ASE open as they are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "nacre/io/particle_frame.hpp"

namespace nacre::io {

// One frame: Lattice, Origin (coordinates run from -length/2 to length/2), pbc, Step, the numbers and the
// droplet's radius in the comment; columns species, pos, velo if there are velocities, radius, then the named
// columns. Numbers round-trip.
std::string extxyz_text(const ParticleFrame& frame);

// Writes frames one after another; a killed program leaves the frames before whole, and at most a cut one
// after them, which the reader and the second constructor leave out.
class ExtxyzWriter {
 public:
  explicit ExtxyzWriter(std::filesystem::path file);                  // a new file
  ExtxyzWriter(std::filesystem::path file, std::uint64_t last_step);  // goes on after that step

  void append(const ParticleFrame& frame);  // throws Error (data), std::invalid_argument (check_frame)

 private:
  std::filesystem::path file_;
  std::uint64_t end_ = 0;  // of the last whole frame
};

// One frame: the last whole one, or the given one counted from 0. Files of other programs are read where the
// lattice has right angles and the columns are named; without radius or diameter, all diameters are 1. Throws
// Error (data) with the place.
ParticleFrame read_extxyz(const std::filesystem::path& file, std::optional<std::size_t> frame = std::nullopt);

}  // namespace nacre::io
