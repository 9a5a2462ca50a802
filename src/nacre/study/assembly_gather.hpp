// What is gathered from the moments of a simulation, whichever engine runs it: rows, frames, snapshots.
#pragma once

#include <filesystem>
#include <optional>

#include "nacre/core/run_control.hpp"
#include "nacre/study/assembly_order.hpp"
#include "nacre/study/assembly_output.hpp"
#include "nacre/study/assembly_plan.hpp"
#include "nacre/study/assembly_samples.hpp"
#include "nacre/study/assembly_trajectory.hpp"

namespace nacre::study {

// What a case has before anything ran.
AssemblyCase plain_case(const AssemblyPlan& plan);

class AssemblyGatherer {
 public:
  // Files go to files/ of the run folder; frames and samples up to `last_step` stay, none below 0. `result`
  // outlives the gatherer.
  AssemblyGatherer(const AssemblyPlan& plan, const crystal::Particles& particles,
                   const std::filesystem::path& folder, std::int64_t last_step, const RunControl& control,
                   AssemblyCase& result);

  // Whatever is due at the step of the sample.
  void visit(const assembly::State& state, const assembly::ThermoSample& sample);

  // The end: last snapshot, tails and the curves of the last stage.
  void finish(const assembly::State& state, const assembly::ThermoSample& sample);

  // The end of a simulation that could not go on: the last good moment is the end of the trajectory.
  void keep_failure(std::string why, const assembly::Restart& good);

  void remove_samples() const { samples_.remove(); }

 private:
  void add_thermo(const assembly::ThermoSample& sample);
  void add_order(const assembly::State& state, const assembly::ThermoSample& sample, bool row, bool frame);
  void take_snapshot(const char* title, const crystal::Particles& particles,
                     const assembly::ThermoSample& sample, const AssemblyOrder& order);
  void watch_nucleus(const crystal::Particles& particles, const assembly::ThermoSample& sample,
                     const AssemblyOrder& order);

  const AssemblyPlan& plan_;
  crystal::Particles names_;  // names, diameters and species in the order of the tags
  RunControl control_;
  AssemblyCase& result_;
  double sigma_share_;  // packing by sigma over packing by the study's diameters
  AssemblyTrajectory trajectory_;
  AssemblySamples samples_;
};

}  // namespace nacre::study
