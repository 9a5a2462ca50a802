#include "nacre/assembly/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

#include "nacre/assembly/barostat.hpp"
#include "nacre/assembly/blow_up.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/assembly/schedule_progress.hpp"
#include "nacre/assembly/simulation_failure.hpp"
#include "nacre/assembly/stepper.hpp"
#include "nacre/assembly/velocities.hpp"
#include "nacre/assembly/wall_pressure.hpp"

namespace nacre::assembly {
namespace {

constexpr std::uint64_t steps_between_stop_checks = 16;  // a check costs as much as a hundred particles

double smallest_diameter(const State& state) {
  return *std::min_element(state.diameter.begin(), state.diameter.end());
}

State checked(State state, const SimulationSetup& setup, double kT) {
  if (state.size() == 0) throw std::invalid_argument("there are no particles");
  check(setup.dynamics);
  check(setup.schedule, state, kT, setup.dynamics.time_step);
  return state;
}

}  // namespace

struct Simulation::Parts {
  State state;
  std::unique_ptr<Forces> forces;
  SimulationSetup setup;
  double speed_limit;
  double degrees;
  Stepper stepper;
  std::uint64_t step = 0;
  double kT_set;
  ScheduleProgress progress{};
  Energies energies{};
  std::optional<std::size_t> begun{};  // too fast particles in the next step, if it is begun already
  Restart last_good{};

  Parts(State start, std::unique_ptr<Forces> forces_of, SimulationSetup setup_of)
      : state(std::move(start)),
        forces(std::move(forces_of)),
        setup(std::move(setup_of)),
        speed_limit(setup.dynamics.largest_move * smallest_diameter(state) / setup.dynamics.time_step),
        degrees(degrees_of_freedom(state, setup.dynamics.ensemble)),
        stepper(setup.dynamics, setup.seed, setup.threads, speed_limit),
        kT_set(setup.dynamics.kT) {
    progress.start_container = state.container;
    progress.start_kT = kT_set;
    stepper.chain.degrees_of_freedom = degrees;
    stepper.chain.relaxation_time = setup.dynamics.thermostat_time;
    stepper.chain.positions.assign(static_cast<std::size_t>(setup.dynamics.chain_length), 0.0);
    stepper.chain.velocities.assign(static_cast<std::size_t>(setup.dynamics.chain_length), 0.0);
  }

  // What follows depends on positions and velocities alone.
  void make_anew() {
    put_in_order(state);
    last_good = particles_of(state);
    last_good.step = step;
    last_good.kT_set = kT_set;
    last_good.stage = progress.stage;
    last_good.stage_start_step = progress.start_step;
    last_good.stage_start_container = progress.start_container;
    last_good.stage_start_kT = progress.start_kT;
    last_good.chain_positions = stepper.chain.positions;
    last_good.chain_velocities = stepper.chain.velocities;
    last_good.heat = stepper.heat();
    forces->prepare(state);
    energies = forces->compute(state, true);
    stepper.measure(state);
  }

  void take(const Restart& restart) {
    step = restart.step;
    kT_set = restart.kT_set;
    progress = {restart.stage, restart.stage_start_step, restart.stage_start_container,
                restart.stage_start_kT};
    if (restart.chain_positions.size() == restart.chain_velocities.size() &&
        !restart.chain_positions.empty()) {
      stepper.chain.positions = restart.chain_positions;
      stepper.chain.velocities = restart.chain_velocities;
    }
    stepper.add_heat(restart.heat);
  }

  void change_container(const Container& container) {
    const double before = state.container.box.lengths[0];
    const auto& periodic = container.box.periodic;
    const bool everywhere = periodic[0] && periodic[1] && periodic[2] && container.droplet_radius == 0;
    state.container = container;
    if (everywhere) stepper.scale(state, container.box.lengths[0] / before, 1);
    refuse_crossed_walls(state, moment());
  }

  Moment moment() const {
    return {
        .step = step + 1, .time_step = setup.dynamics.time_step, .largest_move = setup.dynamics.largest_move};
  }

  // A failure of the forces tells the step.
  template <typename Compute>
  Energies forces_now(Compute compute) {
    try {
      return compute();
    } catch (const SimulationFailure& failure) {
      throw SimulationFailure(failure.what() + place_of(moment()), failure.particle_tag, failure.advice);
    }
  }

  // To be called with the energies of the step reached.
  void change_volume() {
    const double before = energies.pair + stepper.kinetic();
    const double factor = barostat_factor(setup.dynamics, container_volume(state.container),
                                          stepper.kinetic(), energies.virial, kT_set, setup.seed, step);
    for (double& length : state.container.box.lengths) length *= factor;
    stepper.scale(state, factor, 1 / factor);
    energies = forces_now([&] { return forces->compute(state, true); });
    stepper.measure(state);
    stepper.add_heat(energies.pair + stepper.kinetic() - before);
  }

  bool volume_is_due() const {
    return setup.dynamics.ensemble == Ensemble::npt &&
           (step + 1) % static_cast<std::uint64_t>(setup.dynamics.barostat_interval) == 0;
  }

  void refuse_heat() const {
    if (setup.dynamics.ensemble == Ensemble::nve) return;
    const double highest = highest_kT(setup.schedule, setup.dynamics.kT, progress.stage);
    const double noise = 1 + 10 * std::sqrt(2 / degrees);  // few particles fluctuate by more
    refuse_hot(state, stepper.kinetic() * 2 / degrees, highest * setup.dynamics.largest_kT * noise, moment());
  }

  // Forces, the end of this step and the beginning of the next.
  void join_steps() {
    ScheduleProgress next = progress;
    next.enter(setup.schedule, step + 1, state.container, kT_set);
    stepper.begin_join(step + 1, next.kT(setup.schedule, step + 1));
    const bool container_stays = !next.container(setup.schedule, step + 1, state.size());
    energies = forces_now([&] {
      forces->compute_and_move(state, stepper, container_stays);
      return Energies{};
    });
    begun = stepper.end_join();
  }

  // `is_whole`: velocities may be looked at after the step.
  void advance(bool with_energies, bool is_whole) {
    progress.enter(setup.schedule, step, state.container, kT_set);
    kT_set = progress.kT(setup.schedule, step);
    const std::size_t too_fast = begun ? *begun : stepper.first_half(state, step, kT_set);
    begun.reset();
    if (too_fast > 0) refuse_fast(state, speed_limit, moment());
    if (const auto container = progress.container(setup.schedule, step, state.size()))
      change_container(*container);
    const bool volume = volume_is_due();
    if (!is_whole && !volume && stepper.joins_steps()) {
      join_steps();
    } else {
      energies = forces_now([&] { return forces->compute(state, with_energies || volume); });
      stepper.second_half(state, kT_set);
    }
    refuse_heat();
    if (volume) change_volume();
    ++step;
  }
};

Simulation::Simulation(State start, std::unique_ptr<Forces> forces, SimulationSetup setup) {
  const double kT = setup.dynamics.kT;
  parts_ = std::make_unique<Parts>(checked(std::move(start), setup, kT), std::move(forces), std::move(setup));
  State& state = parts_->state;
  const Dynamics& dynamics = parts_->setup.dynamics;
  if (kinetic_energy(state) == 0) draw_velocities(state, kT, parts_->setup.seed, dynamics.ensemble);
  if (dynamics.ensemble == Ensemble::nvt) remove_conserved_momenta(state);
  refuse_not_finite(state);
  parts_->make_anew();
}

Simulation::Simulation(const Restart& restart, std::unique_ptr<Forces> forces, SimulationSetup setup) {
  State state = state_of(restart);
  check(setup.dynamics);
  parts_ = std::make_unique<Parts>(std::move(state), std::move(forces), std::move(setup));
  parts_->take(restart);
  parts_->make_anew();
}

Simulation::Simulation(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

void Simulation::run(std::uint64_t steps, const RunControl& control) {
  for (std::uint64_t i = 0; i < steps; ++i) {
    if (i % steps_between_stop_checks == 0) control.throw_if_stopped();
    const bool is_last = i + 1 == steps;
    parts_->advance(is_last, is_last || (i + 1) % steps_between_stop_checks == 0);
  }
}

ThermoSample Simulation::sample() const {
  const Parts& p = *parts_;
  const Energies& e = p.energies;
  ThermoSample sample;
  sample.step = p.step;
  sample.time = static_cast<double>(p.step) * p.setup.dynamics.time_step;
  sample.stage = p.progress.stage;
  sample.kT_set = p.kT_set;
  sample.kinetic = p.stepper.kinetic();
  sample.kT = 2 * sample.kinetic / p.degrees;
  sample.potential = e.pair;
  sample.wall = e.wall;
  sample.conserved = sample.kinetic + e.pair + e.wall - p.stepper.heat();
  if (p.setup.dynamics.ensemble == Ensemble::nvt) sample.conserved += p.stepper.chain.energy(p.kT_set);
  const double volume = container_volume(p.state.container);
  const double n = static_cast<double>(p.state.size());
  const double area = wall_area(p.state.container);
  sample.pressure = area > 0 ? e.wall_force / area : (n * sample.kT + e.virial / 3) / volume;
  sample.packing = p.setup.schedule.effective_volume / volume;
  sample.density = n / volume;
  sample.droplet_radius = p.state.container.droplet_radius;
  for (int k = 0; k < 3; ++k) sample.box_lengths[k] = p.state.container.box.lengths[k];
  return sample;
}

Restart Simulation::checkpoint() {
  parts_->make_anew();
  return parts_->last_good;
}

const Restart& Simulation::last_good() const { return parts_->last_good; }
const State& Simulation::state() const { return parts_->state; }
std::uint64_t Simulation::step() const { return parts_->step; }
const SimulationSetup& Simulation::setup() const { return parts_->setup; }

}  // namespace nacre::assembly
