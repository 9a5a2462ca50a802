// The order of the particles at one moment, as a row of the table and as columns of the trajectory.
#pragma once

#include <cstdint>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/assembly_plan.hpp"

namespace nacre::study {

struct AssemblyOrder {
  OrderRow row{};                           // without step, time and packing
  std::vector<std::uint8_t> environment{};  // one a particle, as AssemblyCase::environment_names
  std::vector<int> nucleus{};               // one a particle: its cluster, the largest is 1; 0: none
  double center_to_wall = no_value;         // of the largest cluster; NaN without walls
};

AssemblyOrder order_of(const AssemblyPlan& plan, const crystal::Particles& particles,
                       const RunControl& control);

// "fluid", "FCC", ...
std::vector<std::string> environment_names();

// A cluster of so many particles that stays is the first nucleus.
double lasting_nucleus(const AssemblyPlan& plan, const crystal::Particles& particles);

}  // namespace nacre::study
