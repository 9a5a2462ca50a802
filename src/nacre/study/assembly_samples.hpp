// Positions for g(r), S(q) and displacements, kept in a file while a simulation runs: so many would not fit
// into every checkpoint. A run that is resumed cuts the file where its checkpoint knew it to end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "nacre/assembly/state.hpp"

namespace nacre::study {

class AssemblySamples {
 public:
  // Keeps the samples up to `last_step` of a file that is there, none below 0. Throws Error (data) if it
  // cannot be written.
  AssemblySamples(std::filesystem::path file, std::size_t particles, std::int64_t last_step);

  // Appends and syncs. Throws Error (data): disk full, not writable.
  void add(std::int64_t step, const assembly::State& state) const;

  // All samples in turn: `state` has their positions and container, in the order of its tags.
  void replay(assembly::State state, const std::function<void(const assembly::State&)>& use) const;

  void remove() const;

 private:
  std::size_t record_bytes() const;

  std::filesystem::path file_;
  std::size_t particles_;
};

}  // namespace nacre::study
