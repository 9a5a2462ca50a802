#include "nacre/assembly/schedule_progress.hpp"

#include <algorithm>

namespace nacre::assembly {

void ScheduleProgress::enter(const Schedule& schedule, std::uint64_t step, const Container& container,
                             double kT) {
  if (stage >= schedule.stages.size() || step < start_step + schedule.stages[stage].steps) return;
  ++stage;
  start_step = step;
  start_container = container;
  start_kT = kT;
}

double ScheduleProgress::kT(const Schedule& schedule, std::uint64_t step) const {
  if (stage >= schedule.stages.size() || !schedule.stages[stage].kT_end) return start_kT;
  const ScheduleStage& now = schedule.stages[stage];
  const double share = static_cast<double>(step + 1 - start_step) / static_cast<double>(now.steps);
  return now.kT_at_once ? *now.kT_end : start_kT + (*now.kT_end - start_kT) * share;
}

std::optional<Container> ScheduleProgress::container(const Schedule& schedule, std::uint64_t step,
                                                     std::size_t particles) const {
  if (stage >= schedule.stages.size()) return std::nullopt;
  const ScheduleStage& now = schedule.stages[stage];
  const std::uint64_t done = step + 1 - start_step;
  const bool is_due = done % schedule.container_interval == 0 || done == now.steps;
  if (now.target == ContainerTarget::none || !is_due) return std::nullopt;
  const double share = static_cast<double>(done) / static_cast<double>(now.steps);
  return container_at(now, start_container, share, schedule.effective_volume, particles);
}

double highest_kT(const Schedule& schedule, double first_kT, std::uint64_t stage) {
  double highest = first_kT;
  for (std::uint64_t i = 0; i <= stage && i < schedule.stages.size(); ++i)
    highest = std::max(highest, schedule.stages[i].kT_end.value_or(0));
  return highest;
}

}  // namespace nacre::assembly
