// Which crystal the surroundings of each large particle belong to. docs/order.md says how, and how often it
// is wrong in fluids and in thermal crystals.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

enum class Environment : std::uint8_t { fluid, fcc, hcp, bcc, alb2, nazn13 };
inline constexpr std::size_t environment_count = 6;

// "fluid", "FCC", "HCP", "BCC", "AlB2", "NaZn13".
std::string_view environment_name(Environment environment);
std::optional<Environment> environment_from_name(std::string_view name);

struct ClassifierOptions {
  std::uint8_t large = 0;               // species that is classified
  std::uint8_t small = 1;               // its partner in AlB2 and NaZn13; may be absent
  std::optional<Environment> sought{};  // only this one is looked for; none: all
};

struct Environments {
  std::vector<Environment> of{};                     // of each particle; fluid for all that are not large
  std::array<double, environment_count> fraction{};  // of the large particles, by Environment
  std::size_t large = 0;                             // number of large particles
  double crystalline = 0;                            // share of the large particles that are not fluid
};

// Scale-free: distances are compared with one another, not with sigma. The same for any number of threads.
// Fewer than 16 large particles, or a box too small to have neighbours in, are fluid.
Environments classify(const crystal::Particles& particles, const ClassifierOptions& options,
                      const RunControl& control = {});

}  // namespace nacre::assembly
