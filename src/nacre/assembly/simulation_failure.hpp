// A simulation that cannot go on: which particle, when, and what to do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace nacre::assembly {

class SimulationFailure : public std::runtime_error {
 public:
  SimulationFailure(const std::string& what, std::size_t particle, std::string what_to_do)
      : std::runtime_error(what), particle_tag(particle), advice(std::move(what_to_do)) {}

  std::size_t particle_tag;
  std::string advice;
};

}  // namespace nacre::assembly
