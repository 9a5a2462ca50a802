// One time step of each ensemble, in two halves about the forces.
#pragma once

#include <cstdint>

#include "nacre/assembly/chunk_loop.hpp"
#include "nacre/assembly/dynamics.hpp"
#include "nacre/assembly/nose_hoover.hpp"
#include "nacre/assembly/state.hpp"
#include "nacre/assembly/step_kernels.hpp"

namespace nacre::assembly {

class Stepper {
 public:
  Stepper(const Dynamics& dynamics, std::uint64_t seed, int threads, double speed_limit);

  // Velocities by half a step, positions by a whole one. Returns how many particles are too fast.
  std::size_t first_half(State& state, std::uint64_t step, double kT);
  // Velocities by the other half, with the forces at the new positions.
  void second_half(State& state, double kT);

  void scale(State& state, double positions, double velocities);
  void measure(State& state);  // the kinetic energy, anew

  double kinetic() const { return kinetic_; }
  double heat() const { return heat_; }
  void add_heat(double energy) { heat_ += energy; }

  NoseHooverChain chain{};

 private:
  template <typename Kernel>
  StepSums over(State& state, Kernel kernel);

  Dynamics dynamics_;
  std::uint64_t seed_;
  ChunkLoop loop_;
  double speed_limit_;
  double kinetic_ = 0;
  double heat_ = 0;  // taken in from the bath
};

}  // namespace nacre::assembly
