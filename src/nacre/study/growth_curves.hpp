// Simulations thinned to what tables and figures can show.
#pragma once

#include <cstddef>
#include <vector>

#include "nacre/study/growth_run.hpp"

namespace nacre::study {

// Indices of steps, ascending: about `most` of them, evenly by number (a solver's steps are dense where
// things change), and besides the first, the last, both sides of an injection and the steps with the highest
// supersaturation, nucleation rate, number, spread and yield.
std::vector<std::size_t> kept_steps(const growth::Trajectory& trajectory, std::size_t most);

// Indices of points that a polygon needs to pass every point within `tolerance` in y (Douglas and Peucker,
// 1973).
std::vector<std::size_t> kept_shape(const std::vector<double>& x, const std::vector<double>& y,
                                    double tolerance);

// c(r) of a population.
struct Distribution {
  std::vector<double> radius_nm{};
  std::vector<double> density_mol_m3_nm{};
};

// Where it is not zero, and one point further at either end; the steps of cohorts are drawn as a polygon
// through their middles. Empty without particles.
Distribution distribution_of(const growth::Snapshot& snapshot);

// Radii that hold the particles of all these snapshots of a run, evenly spaced.
std::vector<double> common_radii_nm(const GrowthRun& run, const std::vector<std::size_t>& snapshots,
                                    std::size_t count);

}  // namespace nacre::study
