// What a checkpoint of a running simulation holds.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "nacre/assembly/schedule.hpp"
#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

// Everything the future depends on, particles in the order of their tags.
struct Restart {
  std::uint64_t step = 0;
  Container container{};
  std::vector<crystal::Vector> positions{};  // within the box
  std::vector<crystal::Vector> velocities{};
  std::vector<std::array<std::int32_t, 3>> images{};
  std::vector<double> diameters{};
  std::vector<std::uint8_t> species{};

  double kT_set = 0;
  std::uint64_t stage = 0;             // of the schedule
  std::uint64_t stage_start_step = 0;  // and where it began
  Container stage_start_container{};
  double stage_start_kT = 0;

  std::vector<double> chain_positions{};  // nvt
  std::vector<double> chain_velocities{};
  double heat = 0;  // taken in from the bath since the start
};

// Puts the particles in the order of their tags, positions within the box.
void put_in_order(State& state);

// The particles of a state that is in order; and back.
Restart particles_of(const State& state);
State state_of(const Restart& restart);

}  // namespace nacre::assembly
