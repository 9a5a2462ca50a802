// Syntheses to design recipes for.
#pragma once

#include <cmath>
#include <numbers>

#include "growth/figure5.hpp"
#include "nacre/growth/recipe.hpp"

namespace nacre::growth {

inline Synthesis hot_injection() { return figure5(4); }

inline DesignSpace hot_injection_space() {
  return {.rate = {1e-3, 3e-2},
          .concentration_mol_m3 = {5, 60},
          .feed_share = {0, 0.7},
          .feed_start_s = {50, 700},
          .feed_duration_s = {50, 1500}};
}

// Seeds of 1.5 nm that take up all monomer: the radius follows from the balance of mass alone.
inline constexpr double seed_radius_nm = 1.5;
inline constexpr double seeds_per_m3 = 2e22;

inline Synthesis seeded() {
  Synthesis synthesis = hot_injection();
  synthesis.nucleation.on = false;
  synthesis.seeds = {{seed_radius_nm}, {seeds_per_m3}};
  synthesis.adsorption.rate_m_s = 1e-5;
  return synthesis;
}

inline DesignSpace seeded_space() { return {.rate = {5e-3, 5e-3}, .concentration_mol_m3 = {2, 200}}; }

inline double solid_mol_m3(double radius_nm) {
  return seeds_per_m3 * 4 * std::numbers::pi / 3 * std::pow(1e-9 * radius_nm, 3) / 3.3e-5;
}

inline Options coarse() { return {.tolerance = 2e-3, .resolution = 16}; }

// A few simulations, for the tests.
inline RecipeEffort small_effort() {
  return {.options = coarse(),
          .pivots = 6,
          .injection_rays = 3,
          .feed_rays = 8,
          .evaluations = 16,
          .radii = 5,
          .bisections = 3};
}

}  // namespace nacre::growth
