// One frame of a GSD file, chunk by chunk.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nacre/io/gsd_format.hpp"
#include "nacre/io/particle_frame.hpp"

namespace nacre::io {

// Borrows the file and its contents. Throws Error (data) that names the frame and the chunk.
class GsdChunkReader {
 public:
  GsdChunkReader(const BinaryFile& file, const GsdContents& contents, std::uint64_t frame)
      : file_(file), contents_(contents), frame_(frame) {}

  ParticleFrame particles() const;

  std::uint64_t whole_number(const std::string& name, std::uint64_t missing) const;

  // Row-major numbers of any type, as double; nothing if neither this frame nor the first has the chunk.
  std::optional<std::vector<double>> numbers(const std::string& name, std::uint64_t rows,
                                             std::uint32_t columns) const;

 private:
  const GsdEntry* find(std::uint64_t frame, const std::string& name) const;
  const GsdEntry* find(const std::string& name) const;
  std::string bytes(const GsdEntry& entry, const std::string& name) const;
  std::vector<std::string> type_names() const;
  crystal::PeriodicBox box() const;
  std::vector<crystal::Vector> vectors(const std::string& name, std::uint64_t count) const;
  double droplet_radius() const;
  void add_kinds(crystal::Particles& particles, std::uint64_t count) const;
  void add_logged(ParticleFrame& frame, std::uint64_t count) const;
  [[noreturn]] void fail(const std::string& message, const std::string& found = {},
                         const std::string& expected = {}) const;

  const BinaryFile& file_;
  const GsdContents& contents_;
  std::uint64_t frame_;
};

}  // namespace nacre::io
