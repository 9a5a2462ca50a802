#include "nacre/assembly/blow_up.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <vector>

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

// Whether all are within; it is asked often, hence no roots and no branches.
bool are_all_within(const std::vector<double>& x, double half) {
  std::size_t beyond = 0;
  for (double one : x) beyond += !(std::abs(one) < half);
  return beyond == 0;
}
bool are_all_within_droplet(const State& state) {
  const double radius2 = state.container.droplet_radius * state.container.droplet_radius;
  std::size_t beyond = 0;
  for (std::size_t i = 0; i < state.size(); ++i)
    beyond += !(state.x[i] * state.x[i] + state.y[i] * state.y[i] + state.z[i] * state.z[i] < radius2);
  return beyond == 0;
}

bool are_all_within(const State& state) {
  const Container& container = state.container;
  if (container.droplet_radius > 0) return are_all_within_droplet(state);
  const std::vector<double>* positions[3] = {&state.x, &state.y, &state.z};
  for (int k = 0; k < 3; ++k)
    if (!container.box.periodic[k] && !are_all_within(*positions[k], container.box.lengths[k] / 2))
      return false;
  return true;
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
  if (are_all_within(state)) return;
  std::size_t found = 0;
  for (std::size_t i = 0; i < state.size(); ++i)
    if (beyond_wall(state, i) > beyond_wall(state, found)) found = i;
  const double beyond = beyond_wall(state, found);
  std::ostringstream text;
  text << "particle " << state.tag[found] << " is " << beyond << " beyond the wall" << place_of(moment);
  throw SimulationFailure(text.str(), state.tag[found], "compress more slowly, or take a shorter time step");
}

}  // namespace nacre::assembly
