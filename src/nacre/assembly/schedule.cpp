#include "nacre/assembly/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string_view>

#include "nacre/assembly/packing.hpp"

namespace nacre::assembly {
namespace {

bool is_droplet(const Container& container) { return container.droplet_radius > 0; }

int wall_axes(const Container& container) {
  if (is_droplet(container)) return 0;
  int axes = 0;
  for (bool periodic : container.box.periodic) axes += !periodic;
  return axes;
}

// How many dimensions shrink.
int shrinking_axes(const Container& container) {
  const int walls = wall_axes(container);
  return walls > 0 ? walls : 3;
}

// Radius, height or edge.
double size_of(const Container& container) {
  if (is_droplet(container)) return container.droplet_radius;
  for (int k = 0; k < 3; ++k)
    if (!container.box.periodic[k]) return container.box.lengths[k];
  return container.box.lengths[0];
}

// Of the size at the end of a stage to that at its start.
double final_factor(const ScheduleStage& stage, const Container& from, double effective_volume,
                    std::size_t particles) {
  switch (stage.target) {
    case ContainerTarget::none:
      return 1;
    case ContainerTarget::packing:
      return std::pow(effective_volume / stage.target_value / container_volume(from),
                      1.0 / shrinking_axes(from));
    case ContainerTarget::density:
      return std::pow(static_cast<double>(particles) / stage.target_value / container_volume(from),
                      1.0 / shrinking_axes(from));
    case ContainerTarget::length:
    case ContainerTarget::droplet_radius:
      break;
  }
  return stage.target_value / size_of(from);
}

double factor_at(ContainerPath path, double end, double share, int axes) {
  const auto between = [&](double power) {
    return std::pow(1 + (std::pow(end, power) - 1) * share, 1 / power);
  };
  switch (path) {
    case ContainerPath::packing:
      return between(-axes);
    case ContainerPath::radius:
      return between(1);
    case ContainerPath::radius_squared:
      return between(2);
    case ContainerPath::volume:
      break;
  }
  return between(axes);
}

Container scaled(Container container, double factor) {
  if (is_droplet(container)) {
    container.droplet_radius *= factor;
    for (double& length : container.box.lengths) length *= factor;
    return container;
  }
  const bool walls = wall_axes(container) > 0;
  for (int k = 0; k < 3; ++k)
    if (!walls || !container.box.periodic[k]) container.box.lengths[k] *= factor;
  return container;
}

struct Complaint {
  std::size_t stage;
  template <typename... Parts>
  [[noreturn]] void say(const Parts&... parts) const {
    std::ostringstream text;
    text << "stage " << stage + 1 << " of the schedule: ";
    (text << ... << parts);
    throw std::invalid_argument(text.str());
  }
};

void check_target(const ScheduleStage& stage, const Schedule& schedule, const State& state,
                  Complaint complaint) {
  if (stage.steps == 0) complaint.say("it has no steps");
  if (stage.kT_end && !(*stage.kT_end > 0))
    complaint.say("kT ends at ", *stage.kT_end, ", expected more than 0");
  if (stage.target == ContainerTarget::none) return;
  if (!(stage.target_value > 0) || !std::isfinite(stage.target_value))
    complaint.say("the target is ", stage.target_value, ", expected more than 0");
  if (stage.target == ContainerTarget::droplet_radius && !is_droplet(state.container))
    complaint.say("a droplet's radius is the target, but the particles are in a box");
  if (stage.target == ContainerTarget::length && is_droplet(state.container))
    complaint.say("a length of the box is the target, but the particles are in a droplet: give its radius");
  if (stage.target == ContainerTarget::packing && !(schedule.effective_volume > 0))
    complaint.say("a packing fraction is the target, but the particles' effective volume is not given");
  if (stage.target == ContainerTarget::packing && stage.target_value >= 1)
    complaint.say("the packing fraction ends at ", stage.target_value, ", expected less than 1");
}

// How fast surfaces approach the particles: in a periodic box neighbours approach each other instead, at
// about one diameter's distance.
struct Limits {
  double diameter = 0;  // of the smallest particle
  double kT = 0;
  double time_step = 0;
};

void check_rate(const ScheduleStage& stage, const Schedule& schedule, const Container& from,
                const Limits& limits, std::size_t particles, Complaint complaint) {
  constexpr int pieces = 64;
  const int walls = wall_axes(from);
  const double lever = is_droplet(from) ? from.droplet_radius : walls > 0 ? size_of(from) / 2 : 1;
  double fastest = 0;  // per step
  for (int piece = 0; piece < pieces; ++piece) {
    const auto size = [&](int edge) {
      return size_of(container_at(stage, from, edge / double{pieces}, schedule.effective_volume, particles));
    };
    const double shrunk = (size(piece) - size(piece + 1)) / size_of(from);
    fastest = std::max(fastest, lever * shrunk * pieces / static_cast<double>(stage.steps));
  }
  const double at_once = fastest * static_cast<double>(std::min(schedule.container_interval, stage.steps));
  const double speed = fastest / limits.time_step;
  const double needed = std::max(speed / (0.1 * std::sqrt(limits.kT)), at_once / (0.01 * limits.diameter));
  if (needed <= 1) return;
  complaint.say(lever == 1 ? "neighbours would approach" : "the wall would move", " by ", at_once,
                " at once and at a speed of ", speed,
                ", expected at most a hundredth of the smallest diameter (", 0.01 * limits.diameter,
                ") and a tenth of the thermal speed (", 0.1 * std::sqrt(limits.kT), "): give it at least ",
                static_cast<std::uint64_t>(std::ceil(needed * static_cast<double>(stage.steps))), " steps");
}

}  // namespace

std::uint64_t Schedule::steps() const {
  std::uint64_t sum = 0;
  for (const ScheduleStage& stage : stages) sum += stage.steps;
  return sum;
}

Container container_at(const ScheduleStage& stage, const Container& from, double share,
                       double effective_volume, std::size_t particles) {
  if (stage.target == ContainerTarget::none) return from;
  const double end = final_factor(stage, from, effective_volume, particles);
  return scaled(from, share >= 1 ? end : factor_at(stage.path, end, share, shrinking_axes(from)));
}

void check(const Schedule& schedule, const State& state, double kT, double time_step) {
  if (schedule.container_interval == 0)
    throw std::invalid_argument("the container changes every 0 steps, expected at least 1");
  const double smallest = *std::min_element(state.diameter.begin(), state.diameter.end());
  Container container = state.container;
  for (std::size_t i = 0; i < schedule.stages.size(); ++i) {
    const ScheduleStage& stage = schedule.stages[i];
    check_target(stage, schedule, state, {i});
    check_rate(stage, schedule, container, {smallest, kT, time_step}, state.size(), {i});
    container = container_at(stage, container, 1, schedule.effective_volume, state.size());
    kT = stage.kT_end.value_or(kT);
  }
}

}  // namespace nacre::assembly
