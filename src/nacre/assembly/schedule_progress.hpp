// Where in its schedule a simulation is.
#pragma once

#include <cstdint>
#include <optional>

#include "nacre/assembly/schedule.hpp"

namespace nacre::assembly {

struct ScheduleProgress {
  std::uint64_t stage = 0;  // number of stages: past the end
  std::uint64_t start_step = 0;
  Container start_container{};
  double start_kT = 0;

  // To be called before every step: goes on to the next stage where one ends.
  void enter(const Schedule& schedule, std::uint64_t step, const Container& container, double kT);

  // Of the step from `step` to `step` + 1.
  double kT(const Schedule& schedule, std::uint64_t step) const;
  std::optional<Container> container(const Schedule& schedule, std::uint64_t step,
                                     std::size_t particles) const;
};

// The highest kT set up to this stage: what was quenched is hot for a while.
double highest_kT(const Schedule& schedule, double first_kT, std::uint64_t stage);

}  // namespace nacre::assembly
