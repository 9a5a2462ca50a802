#include "nacre/assembly/blow_up.hpp"

#include <cmath>
#include <sstream>

#include "nacre/assembly/simulation_failure.hpp"

namespace nacre::assembly {
namespace {

std::string shorter_step(const Moment& moment) {
  std::ostringstream text;
  text << "take a time step shorter than " << moment.time_step
       << ", start without overlaps, or change the container more slowly";
  return text.str();
}

double speed2(const State& state, std::size_t i) {
  return state.vx[i] * state.vx[i] + state.vy[i] * state.vy[i] + state.vz[i] * state.vz[i];
}

// The first that is not finite, else the fastest.
std::size_t fastest(const State& state) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < state.size(); ++i) {
    if (!std::isfinite(speed2(state, i))) return i;
    if (speed2(state, i) > speed2(state, found)) found = i;
  }
  return found;
}

// How far the particle is beyond the wall nearest to it; negative: before it.
double beyond_wall(const State& state, std::size_t i) {
  const double at[3] = {state.x[i], state.y[i], state.z[i]};
  const Container& container = state.container;
  if (container.droplet_radius > 0) return std::hypot(at[0], at[1], at[2]) - container.droplet_radius;
  double beyond = -container.box.volume();
  for (int k = 0; k < 3; ++k)
    if (!container.box.periodic[k]) beyond = std::max(beyond, std::abs(at[k]) - container.box.lengths[k] / 2);
  return beyond;
}

bool has_walls(const Container& container) {
  const auto& periodic = container.box.periodic;
  return container.droplet_radius > 0 || !(periodic[0] && periodic[1] && periodic[2]);
}

}  // namespace

std::string place_of(const Moment& moment) {
  std::ostringstream text;
  text << " at step " << moment.step << " (time " << static_cast<double>(moment.step) * moment.time_step
       << ")";
  return text.str();
}

void refuse_not_finite(const State& state) {
  for (std::size_t i = 0; i < state.size(); ++i) {
    if (std::isfinite(state.x[i] + state.y[i] + state.z[i] + speed2(state, i))) continue;
    throw SimulationFailure(
        "particle " + std::to_string(state.tag[i]) + " has no finite position and velocity", state.tag[i],
        "look at the file that the particles came from");
  }
}

void refuse_fast(const State& state, double speed_limit, const Moment& moment) {
  const std::size_t i = fastest(state);
  const double speed = std::sqrt(speed2(state, i));
  if (speed <= speed_limit) return;
  std::ostringstream text;
  text << "particle " << state.tag[i];
  if (std::isfinite(speed))
    text << " moves by " << speed * moment.time_step << " in one step" << place_of(moment) << ", more than "
         << moment.largest_move << " diameters of the smallest particle";
  else
    text << " has no finite velocity" << place_of(moment);
  throw SimulationFailure(text.str(), state.tag[i], shorter_step(moment));
}

void refuse_hot(const State& state, double kT, double limit, const Moment& moment) {
  if (kT <= limit) return;
  const std::size_t i = fastest(state);
  std::ostringstream text;
  text << "kT is " << kT << place_of(moment) << ", more than " << limit << "; particle " << state.tag[i]
       << " is the fastest";
  throw SimulationFailure(text.str(), state.tag[i], shorter_step(moment));
}

void refuse_crossed_walls(const State& state, const Moment& moment) {
  if (!has_walls(state.container)) return;
  std::size_t found = 0;
  for (std::size_t i = 0; i < state.size(); ++i)
    if (beyond_wall(state, i) > beyond_wall(state, found)) found = i;
  const double beyond = beyond_wall(state, found);
  if (beyond < 0) return;
  std::ostringstream text;
  text << "particle " << state.tag[found] << " is " << beyond << " beyond the wall" << place_of(moment);
  throw SimulationFailure(text.str(), state.tag[found], "compress more slowly, or take a shorter time step");
}

}  // namespace nacre::assembly
