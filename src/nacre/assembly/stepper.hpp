// One time step of each ensemble, in two halves about the forces.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "nacre/assembly/chunk_loop.hpp"
#include "nacre/assembly/dynamics.hpp"
#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/nose_hoover.hpp"
#include "nacre/assembly/state.hpp"
#include "nacre/assembly/step_kernels.hpp"

namespace nacre::assembly {

class Stepper : public Mover {
 public:
  Stepper(const Dynamics& dynamics, std::uint64_t seed, int threads, double speed_limit);

  // Velocities by half a step, positions by a whole one. Returns how many particles are too fast.
  std::size_t first_half(State& state, std::uint64_t step, double kT);
  // Velocities by the other half, with the forces at the new positions.
  void second_half(State& state, double kT);

  // The second half of a step and the first half of `next` may go in one sweep over the particles: as a
  // mover, between these two. The latter returns how many particles are too fast; kinetic() is that of the
  // step ended.
  bool joins_steps() const { return dynamics_.ensemble != Ensemble::nvt; }
  void begin_join(std::uint64_t next, double kT);
  std::size_t end_join();
  void set_parts(std::size_t parts) override { parts_.assign(parts, {}); }
  void move(State& state, std::size_t part, std::size_t begin, std::size_t end) override;

  void scale(State& state, double positions, double velocities);
  void measure(State& state);  // the kinetic energy, anew

  double kinetic() const { return kinetic_; }
  double heat() const { return heat_; }
  void add_heat(double energy) { heat_ += energy; }

  NoseHooverChain chain{};

 private:
  using Kernel = std::function<StepSums(const ParticleSpan&)>;
  Kernel beginning(std::uint64_t step, double kT, double ending_kick);
  StepSums over(State& state, const Kernel& kernel);

  Dynamics dynamics_;
  std::uint64_t seed_;
  ChunkLoop loop_;
  double speed_limit_;
  double kinetic_ = 0;
  double heat_ = 0;  // taken in from the bath
  Kernel joined_{};
  std::vector<StepSums> parts_{};
};

}  // namespace nacre::assembly
