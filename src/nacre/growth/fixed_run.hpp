// The run of a scheme with fixed classes of size, in time: stretches, steps, snapshots, warnings.
#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "nacre/growth/fixed_scheme.hpp"
#include "nacre/growth/schedule.hpp"
#include "nacre/growth/simulate.hpp"

namespace nacre::growth {

// The scheme offers
//
//   static constexpr int error_order                      the error of a step goes with this power of its length
//   const SizeClasses& classes()
//   void enter(const Stretch& stretch, double time_s)     what is injected at that moment included
//   Point point(double time_s)                            evaluates the state, which a step needs
//   double longest_step_s(double time_s)                  by stability, and until the precursor is used up
//   double step(double time_s, double step_s)             returns the relative error
//   void accept()                                         makes what the step led to the state
//   span<const double> numbers()                          in every class
//   double births_per_s() and nucleus_radius_nm()         at the last point
template <typename Scheme>
class FixedRun {
 public:
  FixedRun(Scheme& scheme, const Options& options, const RunControl& control, double duration_s)
      : scheme_(scheme), options_(options), control_(control), duration_s_(duration_s) {}

  Trajectory run(const std::vector<Stretch>& stretches);

 private:
  void begin(const Stretch& stretch);
  void advance_to(double end_s);
  void step(double longest_s);
  void take_snapshots();

  Scheme& scheme_;
  const Options& options_;
  const RunControl& control_;
  double duration_s_;
  double time_s_ = 0, step_s_ = 0;
  NucleiOutside outside_{};
  Trajectory result_{};
};

template <typename Scheme>
Trajectory FixedRun<Scheme>::run(const std::vector<Stretch>& stretches) {
  for (const Stretch& stretch : stretches) {
    begin(stretch);
    take_snapshots();
    while (time_s_ < stretch.to_s) {
      const std::size_t next = result_.snapshots.size();
      const bool waits = next < options_.snapshots_s.size();
      advance_to(waits ? std::min(stretch.to_s, options_.snapshots_s[next]) : stretch.to_s);
      take_snapshots();
    }
  }
  report_outside(scheme_.classes(), scheme_.numbers(), outside_, result_);
  return std::move(result_);
}

template <typename Scheme>
void FixedRun<Scheme>::begin(const Stretch& stretch) {
  scheme_.enter(stretch, time_s_);
  step_s_ = 1e-7 * duration_s_;
  result_.points.push_back(scheme_.point(time_s_));
}

template <typename Scheme>
void FixedRun<Scheme>::advance_to(double end_s) {
  while (time_s_ < end_s) {
    control_.throw_if_stopped();
    const double start_s = time_s_;
    step(std::min(end_s - time_s_, scheme_.longest_step_s(time_s_)));
    if (end_s - time_s_ < 1e-12 * duration_s_) time_s_ = end_s;
    outside_.count(scheme_.classes().window(), scheme_.nucleus_radius_nm(),
                   scheme_.births_per_s() * (time_s_ - start_s));
    result_.points.push_back(scheme_.point(time_s_));
    if (++result_.steps > most_fixed_steps) throw std::runtime_error(too_many_steps(time_s_, step_s_));
  }
}

template <typename Scheme>
void FixedRun<Scheme>::step(double longest_s) {
  for (;;) {
    const double step_s = std::min(step_s_, longest_s);
    const double error = scheme_.step(time_s_, step_s) / options_.tolerance;
    const double change =
        std::isfinite(error) ? 0.9 * std::pow(std::max(error, 1e-8), -1.0 / Scheme::error_order) : 0.1;
    if (error <= 1) {
      if (step_s == step_s_ || change < 1) step_s_ = step_s * std::clamp(change, 0.2, 5.0);
      scheme_.accept();
      time_s_ += step_s;
      return;
    }
    ++result_.rejected;
    step_s_ = step_s * std::clamp(change, 0.1, 0.9);
    if (step_s_ < 1e-15 * duration_s_)
      throw std::runtime_error("no step is small enough at " + std::to_string(time_s_) + " s");
  }
}

template <typename Scheme>
void FixedRun<Scheme>::take_snapshots() {
  while (result_.snapshots.size() < options_.snapshots_s.size()) {
    const double due_s = options_.snapshots_s[result_.snapshots.size()];
    if (due_s > time_s_) return;
    const double volume = result_.points.back().volume_ratio;
    result_.snapshots.push_back({due_s, scheme_.classes().boxes(scheme_.numbers(), volume)});
  }
}

}  // namespace nacre::growth
