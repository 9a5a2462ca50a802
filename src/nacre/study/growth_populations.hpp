// Two populations in one flask, as a second nucleation makes them.
#pragma once

#include <optional>

#include "nacre/core/result.hpp"
#include "nacre/study/growth_run.hpp"

namespace nacre::study {

struct Population {
  double radius_nm = 0;  // mean
  double concentration_mol_m3 = 0;
};

// The first is the larger one.
struct Populations {
  Population first{}, second{};
};

// Split at the lowest density between two peaks that are ten times as high; none where there is no such gap,
// or less than 1 % of the particles on one of its sides.
std::optional<Populations> populations_of(const growth::Snapshot& snapshot);

// Of a simulation with a later injection of precursor that nucleates again, at its last snapshot.
std::optional<Populations> final_populations(const GrowthRun& run);

// "populations": mean radii after the last nucleation, with the columns that growth-regime reads. Without
// rows where there are no two populations.
Table growth_population_table(const std::vector<GrowthRun>& runs);

}  // namespace nacre::study
