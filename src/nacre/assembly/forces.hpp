// The one interface between potentials and dynamics.
#pragma once

#include <memory>

#include "nacre/assembly/interactions.hpp"
#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

enum class Precision {
  mixed,  // pair forces in single, positions, velocities, sums and walls in double
  full,   // double
};

// Sums over all pairs and the walls.
struct Energies {
  double pair = 0;
  double wall = 0;
  double virial = 0;      // sum over pairs of r . f: pressure = (2 K + virial) / (3 V) in a periodic box
  double wall_force = 0;  // sum of the wall's outward push back on the particles: its pressure = / area
};

// What becomes of particles once their forces are known: the integrator. Parts may be moved at the same time.
class Mover {
 public:
  virtual ~Mover() = default;
  virtual void set_parts(std::size_t parts) = 0;
  virtual void move(State& state, std::size_t part, std::size_t begin, std::size_t end) = 0;
};

class Forces {
 public:
  virtual ~Forces() = default;

  // Makes everything anew from the positions alone: what follows does not depend on what was before. May
  // reorder the state.
  virtual void prepare(State& state) = 0;

  // Writes fx, fy, fz. The container may have changed since. May reorder the state. Energies only if
  // `with_energies`, else zeros. Throws SimulationFailure (simulation_failure.hpp) if positions are not
  // finite.
  virtual Energies compute(State& state, bool with_energies) = 0;

  // compute() without energies, and the mover on all particles, part by part, where forces may be used while
  // they are at hand. The next call is compute() or this, with nothing changed by then; but the container may
  // be if not `container_stays`.
  virtual void compute_and_move(State& state, Mover& mover, bool /*container_stays*/) {
    compute(state, false);
    mover.set_parts(1);
    mover.move(state, 0, 0, state.size());
  }
};

// The oracle: a plain loop over all pairs with std::pow, one thread, double. For tests and tiny systems.
std::unique_ptr<Forces> plain_forces(Interactions interactions);

// The fast engine: cell-sorted particles, Verlet lists, SIMD kernels. `skin` in sigma; 0: tuned while it runs
// (by counting steps, never by the clock: the same numbers every time). The same result for any number of
// threads.
struct NativeOptions {
  Precision precision = Precision::mixed;
  int threads = 1;
  double skin = 0;
};
std::unique_ptr<Forces> native_forces(Interactions interactions, const NativeOptions& options);

}  // namespace nacre::assembly
