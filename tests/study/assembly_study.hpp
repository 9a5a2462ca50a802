// Studies of assembly for the tests.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "nacre/study/assembly_plan.hpp"
#include "study/temp_folder.hpp"

namespace nacre::study {

// 60 particles for a hundred steps; `changes` are set on top, as --set does.
inline const std::string small_assembly = R"(kind = "assembly"
[particles]
number = 60
[potential]
well_depth = 1.0
cutoff = 1.4
[start]
packing = 0.2
[simulation]
time_step = 0.001
precision = "double"
[schedule]
stages = ["hold 40", "compress to 0.202 in 60"]
[sampling]
thermo_every = 10
order_every = 20
frames = 5
curves_every = 10
checkpoint_every = 50
)";

inline Study assembly_study(const TempFolder& folder, const std::vector<std::string>& changes = {}) {
  return read_study(folder.write("study.toml", small_assembly), changes);
}

// The plan of the first case; the study stays alive with it.
struct PlannedAssembly {
  explicit PlannedAssembly(const std::vector<std::string>& changes = {})
      : study(assembly_study(folder, changes)),
        plan(read_assembly_plan(study.cases.front(), study.seed, 0, study.cases.size())) {}
  PlannedAssembly(const PlannedAssembly&) = delete;
  PlannedAssembly& operator=(const PlannedAssembly&) = delete;

  const TempFolder folder;
  const Study study;
  const AssemblyPlan plan;
};

// "message | found" of what refuses these changes.
inline std::string assembly_refusal(const std::vector<std::string>& changes) {
  try {
    const PlannedAssembly planned(changes);
    assembly_particles_in_container(planned.plan);
  } catch (const Error& error) {
    return error.parts().message + " | " + error.parts().found;
  }
  return "taken";
}

}  // namespace nacre::study
