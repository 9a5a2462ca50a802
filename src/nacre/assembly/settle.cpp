#include "nacre/assembly/settle.hpp"

#include <utility>

#include "nacre/assembly/simulation.hpp"

namespace nacre::assembly {

State settle(State start, std::unique_ptr<Forces> forces, double kT, double time_step, std::uint64_t steps,
             std::uint64_t seed, int threads) {
  constexpr std::uint64_t other_noise = 0x9E3779B97F4A7C15u;  // not that of the run that follows
  const Dynamics dynamics{
      .ensemble = Ensemble::langevin, .kT = kT, .time_step = time_step, .friction = 0.1 / time_step};
  Simulation simulation(std::move(start), std::move(forces),
                        {.dynamics = dynamics, .seed = seed ^ other_noise, .threads = threads});
  simulation.run(steps);
  return state_of(simulation.checkpoint());
}

}  // namespace nacre::assembly
