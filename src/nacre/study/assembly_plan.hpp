// What a study of assembly asks for, in the terms of the room assembly.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/assembly/environments.hpp"
#include "nacre/assembly/forces.hpp"
#include "nacre/assembly/initial_sizes.hpp"
#include "nacre/assembly/packing.hpp"
#include "nacre/assembly/simulation.hpp"
#include "nacre/assembly/time_step.hpp"
#include "nacre/study/assembly_stages.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// When what is written, in steps since the start.
struct AssemblySampling {
  std::int64_t total = 0;
  std::int64_t thermo_every = 1;
  std::int64_t order_every = 1;
  std::int64_t frames = 2;
  std::int64_t curves_from = 0;  // start of the last stage
  std::int64_t average_from =
      0;  // the same; where the last stage changes something, the start of its last tenth
  std::int64_t curves_every = 1;
  std::int64_t checkpoint_every = 1;
  bool gsd = true;
  bool xyz = true;

  bool is_frame(std::int64_t step) const;
  bool is_curve(std::int64_t step) const;
  // The next step after this one at which anything is to be done; at most `total`.
  std::int64_t next_event(std::int64_t step) const;
};

struct AssemblyUnits {
  double sigma_nm = 0;  // 0: not said
  double diffusion_nm2_s = 0;
  double temperature_K = 0;
};

// One case.
struct AssemblyPlan {
  const Case* one = nullptr;
  std::string name{};
  std::uint64_t seed = 1;
  assembly::Composition composition{};
  assembly::Interactions interactions{};
  double kT = 1;                    // in eps, at the start
  std::vector<double> effective{};  // diameter that packing counts over sigma, one a species

  std::string state{};  // of the start
  std::string structure{};
  double packing = 0;  // 0: by density
  double density = 0;
  double crystal_packing = 0;  // 0: that of the container
  double crystal_share = 0;
  assembly::ContainerShape shape = assembly::ContainerShape::periodic;
  double aspect = 1;

  assembly::Dynamics dynamics{};
  assembly::TimeStepAdvice step_advice{};  // at the highest temperature
  std::vector<AssemblyStage> stages{};
  assembly::Precision precision = assembly::Precision::mixed;
  bool lammps = false;
  int ranks = 2;

  AssemblySampling sampling{};
  std::optional<assembly::Environment> sought{};
  std::size_t smallest_nucleus = 20;
  std::optional<double> dense_above{};  // local density, per sigma^3
  AssemblyUnits units{};
};

// Throws Error (usage): keys that are missing or do not go together, numbers that cannot be met; (data):
// files.
AssemblyPlan read_assembly_plan(const Case& one, std::uint64_t seed, std::size_t index, std::size_t cases);

// The potentials of the case between all its species (assembly_potential.cpp).
assembly::Interactions read_assembly_interactions(const Case& one, std::size_t species);

// The particles at the start, with positions and without velocities unless a run hands them over.
crystal::Particles assembly_start(const AssemblyPlan& plan);

// The same, with velocities: what was laid or pushed apart, not simulated, has given off its heat to a bath
// (assembly/settle.hpp). Throws Error at the key if the particles cannot be let go.
crystal::Particles settled_start(const AssemblyPlan& plan, int threads);

// Without placing anybody: numbers, sizes, container. What can be checked before the run.
crystal::Particles assembly_particles_in_container(const AssemblyPlan& plan);

assembly::SimulationSetup assembly_setup(const AssemblyPlan& plan, const crystal::Particles& particles,
                                         int threads);

// Turns what the science room refuses into an error at the place of the key.
template <typename Make>
auto at_key(const Case& one, std::string_view key, const Make& make) {
  try {
    return make();
  } catch (const std::invalid_argument& reason) {
    const std::size_t dot = key.find('.');
    throw one.error(key, "[" + std::string(key.substr(0, dot)) + "] " + std::string(key.substr(dot + 1)) +
                             ": " + reason.what());
  }
}

}  // namespace nacre::study
