// A running simulation: steps, samples, checkpoints.
//
//  1. Simulation(state, forces, setup), or Simulation(restart, ...) to go on from a checkpoint.
//  2. run(steps) any number of times; after each, sample() has the energies of the step reached.
//  3. checkpoint() at fixed step numbers (every 50,000 steps, never by the clock): it puts the particles in
//  the order
//     of their tags and makes the forces anew, so that the run that goes on from memory and the one that goes
//     on from the file are the same bit for bit. Whether it is called at a step is part of the trajectory.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "nacre/assembly/dynamics.hpp"
#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/restart.hpp"
#include "nacre/assembly/schedule.hpp"
#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

struct SimulationSetup {
  Dynamics dynamics{};
  Schedule schedule{};  // past its end everything stays as it is
  std::uint64_t seed = 1;
  int threads = 1;  // of the integrator; the forces have their own
};

// One row of the thermo table.
struct ThermoSample {
  std::uint64_t step = 0;
  double time = 0;        // sigma sqrt(m / energy unit)
  std::size_t stage = 0;  // index into the schedule; its size past the end
  double kT_set = 0;
  double kT = 0;         // 2 K / degrees of freedom
  double kinetic = 0;    // of all particles, as are the other energies
  double potential = 0;  // pairs
  double wall = 0;
  double conserved = 0;  // what the equations of motion keep while the container and kT_set stay: energy,
                         // plus the chain's (nvt), less the heat taken in from the bath (langevin, npt:
                         // Bussi, Donadio and Parrinello 2007, doi:10.1063/1.2408420)
  double pressure = 0;   // with walls: force on them over their area; else kinetic and virial
  double packing = 0;    // by Schedule::effective_volume
  double density = 0;    // particles / sigma^3
  double droplet_radius = 0;  // 0: none
  std::array<double, 3> box_lengths{};
};

class Simulation {
 public:
  // Velocities that are all zero are drawn at kT (velocities.hpp). Throws std::invalid_argument if the setup
  // or the schedule cannot be, SimulationFailure if the state is not finite.
  Simulation(State start, std::unique_ptr<Forces> forces, SimulationSetup setup);
  Simulation(const Restart& restart, std::unique_ptr<Forces> forces, SimulationSetup setup);
  Simulation(Simulation&&) noexcept;
  ~Simulation();

  // Throws Interrupted when a stop is requested (last_good() is then where to go on from), and
  // SimulationFailure with the particle, the step and an advice when the run blows up. Reports no progress.
  void run(std::uint64_t steps, const RunControl& control = {});

  ThermoSample sample() const;  // of the last step of run()
  Restart checkpoint();
  const Restart& last_good() const;  // of the last checkpoint, or the start: after a failure

  const State& state() const;  // in an order of the engine's own
  std::uint64_t step() const;
  const SimulationSetup& setup() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace nacre::assembly
