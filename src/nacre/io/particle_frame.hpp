// What the files of trajectories hold: particles at a step, with whatever was computed for each of them.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "nacre/crystal/particles.hpp"

namespace nacre::io {

// One number a particle, named by letters, digits and '_': an order parameter, a label. NaN: not defined.
struct ParticleColumn {
  std::string name{};
  std::vector<double> values{};
};

// One number of the whole frame: packing, time.
struct FrameNumber {
  std::string name{};
  double value = 0;
};

struct ParticleFrame {
  std::uint64_t step = 0;
  crystal::Particles particles{};
  std::vector<std::array<std::int32_t, 3>> images{};  // boxes crossed: none, or one a particle
  std::vector<ParticleColumn> columns{};
  std::vector<FrameNumber> numbers{};
};

// Whether a species, a column or a number may have this name: letters, digits and '_', 1 to 63 of them.
bool is_word(const std::string& name);

// Throws std::invalid_argument for what no file could hold: arrays of different lengths, species without a
// name, positions, velocities or diameters that are not finite (with the particle's number), names that are
// no words. Order parameters may be NaN.
void check_frame(const ParticleFrame& frame);

}  // namespace nacre::io
