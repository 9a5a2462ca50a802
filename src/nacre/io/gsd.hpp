// Trajectories as GSD 2.x files with the schema of HOOMD-blue, which HOOMD, freud and OVITO open as they are.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>

#include "nacre/io/particle_frame.hpp"

namespace nacre::io {

// Writes frames one after another. Positions, velocities and diameters are single-precision, as the schema
// wants; columns are log/particles/NAME, numbers log/NAME, both double. A container that is not periodic, or
// a droplet, is told by log/periodic and log/droplet_radius: to HOOMD and OVITO the box is periodic. All
// frames have the columns and numbers of the first.
// Flow: 1. the first append makes the file; 2. an append writes the data of a frame at the end, then its
// entries in the index, the first entry last: a killed program leaves the frames before, whole.
class GsdWriter {
 public:
  // A new file, in place of one that is there.
  explicit GsdWriter(std::filesystem::path file);

  // Goes on with a file after its last frame at or before `last_step`; later frames are cut off. The file
  // then is, byte for byte, what it was when that frame had been written. None such, or no file: a new file.
  GsdWriter(std::filesystem::path file, std::uint64_t last_step);

  ~GsdWriter();
  GsdWriter(GsdWriter&&) noexcept;
  GsdWriter& operator=(GsdWriter&&) noexcept;

  // Throws Error (data) if the disk is full or the file cannot be written: the frames before stay whole;
  // std::invalid_argument for a frame that no file could hold (check_frame) or with other columns than the
  // first.
  void append(const ParticleFrame& frame);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

// The frames of a file of nacre or HOOMD-blue. Throws Error (data): not a GSD file, another schema or
// version, cut off or damaged, two dimensions, a tilted box, no particles, positions that are not finite.
class GsdReader {
 public:
  explicit GsdReader(std::filesystem::path file);
  ~GsdReader();
  GsdReader(GsdReader&&) noexcept;
  GsdReader& operator=(GsdReader&&) noexcept;

  std::size_t size() const;  // frames
  ParticleFrame read(std::size_t frame) const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

// One frame: the last, or the given one counted from 0.
ParticleFrame read_gsd(const std::filesystem::path& file, std::optional<std::size_t> frame = std::nullopt);

}  // namespace nacre::io
