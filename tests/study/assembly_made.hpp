// A finished case made by hand, for the tests of what is told of it.
#pragma once

#include "assembly_study.hpp"
#include "nacre/study/assembly_run.hpp"

namespace nacre::study {

// A hundred steps in which 60 of 100 large particles become AlB2, nucleated at step 60 and packing 0.565.
inline AssemblyCase made_assembly_case(const AssemblyPlan& plan) {
  AssemblyCase one = plain_case(plan);
  one.steps = 100;
  one.average_from = 50;
  for (int k = 0; k <= 10; ++k) {
    const double packing = 0.56 + 0.001 * k;
    one.thermo.push_back({.step = 10 * k,
                          .time = 0.01 * k,
                          .packing = packing,
                          .packing_sigma = packing,
                          .well_depth = 2.5,
                          .kinetic = 0.6,
                          .potential = -4.0 - 0.1 * (k % 2),
                          .conserved = 1 + 2e-4 * k,
                          .temperature = 0.4,
                          .pressure = k % 2 == 0 ? 3.0 : 5.0,
                          .length = 14});
    const double share = k < 6 ? 0.01 : 0.15 * (k - 6);
    one.order.push_back({.step = 10 * k,
                         .time = 0.01 * k,
                         .packing = packing,
                         .fractions = {1 - share, 0, 0, 0, share, 0},
                         .crystalline = share,
                         .locally_dense = no_value,
                         .largest_nucleus = 100 * share,
                         .nuclei = k < 6 ? 0 : 1,
                         .grains = k < 6 ? 0 : 1});
  }
  one.gr = {{"LL", {1.0, 1.1}, {2.5, 1.5}, {0.1, no_value}}};
  one.msd = {{"L", {0.0, 0.1}, {0.0, 0.3}, {}}};
  crystal::Particles two{.box = {.lengths = {14, 14, 14}}, .positions = {{1, 2, 3}, {4, 5, 6}}};
  two.diameters = {1, 0.55};
  two.species = {0, 1};
  one.snapshots = {{"fluid", 0, 0, 0.56, two, {0, 0}}, {"first nucleus", 60, 0.06, 0.566, two, {4, 0}}};
  one.first_nucleus_wall_distance = 3.04;
  return one;
}

}  // namespace nacre::study
