// When and where a simulation nucleates.
#pragma once

#include <cstddef>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/study/growth_run.hpp"

namespace nacre::study {

// From the first to the last of neighbouring steps at which nuclei form at 1 % of the highest rate or more.
struct NucleationStage {
  std::size_t first = 0, last = 0;  // indices into the points of the trajectory
};

struct NucleationStages {
  std::vector<NucleationStage> list{};
  double critical_supersaturation = no_value;  // S that gives 1 % of the highest rate, at its temperature
  double entry_radius_nm = no_value;           // at which nuclei enter at the highest rate
};

NucleationStages nucleation_stages(const GrowthRun& run);

// Whether more than a millionth of the material ever becomes particles.
bool has_particles(const GrowthRun& run);

// S at which nuclei form at this rate; NaN where no S is enough.
double supersaturation_for(const growth::Synthesis& synthesis, double temperature_K, double per_m3_s);

// Of all nuclei and seeds, how many are gone at the end.
double dissolved_share(const GrowthRun& run);

// The step with the highest supersaturation.
const growth::Point& most_supersaturated(const GrowthRun& run);

}  // namespace nacre::study
