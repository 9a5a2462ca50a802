// What is imposed on the particles from outside, stage after stage: the size of the container and the
// temperature.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

// What a stage's target value is.
enum class ContainerTarget {
  none,     // the container stays
  packing,  // effective volume of all particles over the container's volume
  density,  // particles / sigma^3
  length,  // edge of the box along x (all edges keep their ratio), or the height between flat walls, in sigma
  droplet_radius,  // in sigma
};

// Which quantity changes at a constant rate from the start of a stage to its end. The last three are laws of
// evaporation of a droplet of radius R; in a box R stands for the edge, between flat walls for the height.
enum class ContainerPath {
  packing,  // packing (and density) linear in time
  radius,   // dR/dt constant: constant flux through each area of the surface (kinetics at the interface)
  radius_squared,  // dR^2/dt constant: the d^2 law (diffusion of the vapour away from a sphere; Langmuir
                   // 1918)
  volume,          // dV/dt constant: solvent leaves at a constant rate
};

struct ScheduleStage {
  std::uint64_t steps = 0;
  ContainerTarget target = ContainerTarget::none;
  double target_value = 0;
  ContainerPath path = ContainerPath::packing;

  // Of the thermostat: from what it was to `kT_end`, linear in time (anneal), or at once at the start
  // (quench).
  std::optional<double> kT_end{};
  bool kT_at_once = false;

  std::string label{};  // "hold", "compress": of tables and messages
};

struct Schedule {
  std::vector<ScheduleStage> stages{};

  // sum of pi/6 d_eff^3 over the particles, in sigma^3 (particle_volume of packing.hpp): what packing is
  // measured by.
  double effective_volume = 0;

  // Steps between two changes of the container: one change moves nothing by more than a tiny part of sigma.
  std::uint64_t container_interval = 10;

  std::uint64_t steps() const;
};

// Where the container stands at `share` (0..1) of a stage that began with `from`: a droplet's radius, the
// height between flat walls (axes without a period), or else the edges of the box.
Container container_at(const ScheduleStage& stage, const Container& from, double share,
                       double effective_volume, std::size_t particles);

// Throws std::invalid_argument with the stage's number and what is wrong: a target that the container does
// not have, a value that is not positive, a wall that would move faster than a tenth of the thermal speed
// sqrt(kT), or by more than a hundredth of the smallest diameter at one change.
void check(const Schedule& schedule, const State& state, double kT, double time_step);

}  // namespace nacre::assembly
