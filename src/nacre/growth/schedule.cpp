#include "nacre/growth/schedule.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::growth {
namespace {

// Recoveries further than this many time constants ago are over.
constexpr double recovered = 40;

double program_at(const TemperatureProgram& program, double time_s) {
  const auto& t = program.time_s;
  const auto after = std::ranges::upper_bound(t, time_s) - t.begin();
  if (after == 0) return program.temperature_K.front();
  if (after == std::ssize(t)) return program.temperature_K.back();
  const std::size_t i = static_cast<std::size_t>(after);
  const double share = (time_s - t[i - 1]) / (t[i] - t[i - 1]);
  return std::lerp(program.temperature_K[i - 1], program.temperature_K[i], share);
}

std::vector<double> breaks(const Synthesis& synthesis) {
  std::vector<double> times{0, synthesis.duration_s};
  const auto add = [&](double time_s) {
    if (time_s > 0 && time_s < synthesis.duration_s) times.push_back(time_s);
  };
  for (const double time_s : synthesis.temperature.time_s) add(time_s);
  for (const Injection& one : synthesis.injections) {
    add(one.start_s);
    add(one.start_s + one.duration_s);
  }
  std::ranges::sort(times);
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

// Share of an injection that is in the flask at a moment, what happens at that moment included.
double share_added(const Injection& one, double time_s) {
  if (time_s < one.start_s) return 0;
  if (time_s >= one.start_s + one.duration_s) return 1;
  return (time_s - one.start_s) / one.duration_s;
}

void add_injection(Stretch& stretch, const Injection& one) {
  const double share = share_added(one, stretch.from_s);
  stretch.volume_ratio_from += share * one.volume_ratio;
  stretch.added_from_mol_m3 += share * one.volume_ratio * one.concentration_mol_m3;
  const bool flows = one.start_s <= stretch.from_s && one.start_s + one.duration_s >= stretch.to_s;
  if (flows && one.duration_s > 0) {
    stretch.volume_ratio_rate += one.volume_ratio / one.duration_s;
    stretch.feed_mol_m3_s += one.volume_ratio * one.concentration_mol_m3 / one.duration_s;
  }
  const double since = stretch.from_s - one.start_s;
  if (one.temperature_drop_K != 0 && since >= 0 && since < recovered * one.recovery_s)
    stretch.recoveries.push_back({one.temperature_drop_K * std::exp(-since / one.recovery_s), one.recovery_s});
}

Stretch stretch_between(const Synthesis& synthesis, double from_s, double to_s) {
  Stretch stretch{.from_s = from_s, .to_s = to_s};
  stretch.temperature_from_K = program_at(synthesis.temperature, from_s);
  stretch.temperature_rate_K_s =
      (program_at(synthesis.temperature, to_s) - stretch.temperature_from_K) / (to_s - from_s);
  for (const Injection& one : synthesis.injections) add_injection(stretch, one);
  return stretch;
}

}  // namespace

double Stretch::temperature_K(double time_s) const {
  double temperature_K = temperature_from_K + temperature_rate_K_s * (time_s - from_s);
  for (const Recovery& one : recoveries)
    temperature_K -= one.drop_K * std::exp(-(time_s - from_s) / one.time_s);
  return temperature_K;
}

std::vector<Stretch> stretches(const Synthesis& synthesis) {
  const std::vector<double> times = breaks(synthesis);
  std::vector<Stretch> list;
  for (std::size_t i = 1; i < times.size(); ++i)
    list.push_back(stretch_between(synthesis, times[i - 1], times[i]));
  return list;
}

}  // namespace nacre::growth
