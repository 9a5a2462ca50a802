// The trajectory of one case in files/, as GSD and extended XYZ.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "nacre/assembly/simulation.hpp"
#include "nacre/io/extxyz.hpp"
#include "nacre/io/gsd.hpp"
#include "nacre/study/assembly_order.hpp"

namespace nacre::study {

class AssemblyTrajectory {
 public:
  // `stem` is the path without extension. Frames up to `last_step` stay, none below 0.
  AssemblyTrajectory(const std::filesystem::path& stem, bool gsd, bool xyz, std::int64_t last_step);

  void add(const assembly::State& state, const crystal::Particles& particles,
           const assembly::ThermoSample& sample, const AssemblyOrder& order);

  // Unless a frame of this step or a later one is there.
  void add_if_later(io::ParticleFrame frame, const AssemblyOrder& order, double time, double packing);

 private:
  void append(io::ParticleFrame frame, const AssemblyOrder& order, double time, double packing);

  std::optional<io::GsdWriter> gsd_{};
  std::optional<io::ExtxyzWriter> xyz_{};
  std::int64_t last_step_;
};

}  // namespace nacre::study
