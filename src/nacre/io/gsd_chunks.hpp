// Frames of particles as the chunks of HOOMD's schema (https://gsd.readthedocs.io, "HOOMD Schema").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "nacre/io/gsd_format.hpp"
#include "nacre/io/particle_frame.hpp"

namespace nacre::io {

struct GsdChunk {
  std::string name;
  GsdType type = GsdType::float32;
  std::uint64_t rows = 1;
  std::uint32_t columns = 1;
  std::string bytes{};
  bool constant = false;  // left out of later frames while it is as in the first
};

// Always the same names in the same order for frames with the same columns and numbers, and with or without
// velocities, images and a droplet.
std::vector<GsdChunk> gsd_chunks(const ParticleFrame& frame);

// What a frame of the file holds. Chunks that it leaves out are those of the first frame. Throws Error
// (data), see GsdReader.
ParticleFrame gsd_particles(const BinaryFile& file, const GsdContents& contents, std::uint64_t frame);

// configuration/step of a frame.
std::uint64_t gsd_step(const BinaryFile& file, const GsdContents& contents, std::uint64_t frame);

}  // namespace nacre::io
