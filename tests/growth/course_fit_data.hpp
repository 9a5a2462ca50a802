// Made courses for the tests of fits.
#pragma once

#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/growth/course_fit.hpp"

namespace nacre::growth {

inline Synthesis superfocused(double temperature_K = 523) {
  Synthesis one;
  one.duration_s = 600;
  one.reference_temperature_K = 523;
  one.temperature = {{0.0}, {temperature_K}};
  one.material.molar_volume_m3_mol = 3.3e-5;
  one.material.surface_energy_J_m2 = 0.2937;
  one.material.solubility_mol_m3 = {3.164e-4, 40};
  one.material.diffusion_m2_s = {1e-10, 0};
  one.precursor.rate = {9.8e-3, 80};
  one.precursor.concentration_mol_m3 = 21.1;
  one.nucleation.ln_prefactor = 83.2;
  one.adsorption = {.law = AdsorptionLaw::superfocusing,
                    .rate_m_s = 7.7e-7,
                    .activation_kJ_mol = 60,
                    .reference_radius_nm = 0.6315,
                    .offset_nm = 0.2671,
                    .exponent = 4,
                    .floor_m_s = 7.7e-8};
  return one;
}

inline constexpr Observable all_observables[] = {Observable::radius, Observable::sigma,
                                                 Observable::concentration, Observable::yield};
inline constexpr double made_errors[] = {0.02, 0.01, 5e-4, 0.01};

// `noise`: how many standard errors wide; 0 for the values themselves.
inline Course made_course(std::uint64_t replica, double noise = 1, int points = 25,
                          double temperature_K = 523, double first_s = 20) {
  Course one{.name = "made", .synthesis = superfocused(temperature_K)};
  for (int i = 0; i < points; ++i)
    one.time_s.push_back(first_s * std::pow(600 / first_s, i / (points - 1.0)));
  one.time_s.back() = 600;
  for (const Observable each : all_observables) one.series.push_back({.observable = each});
  const auto values = course_values(one, {.tolerance = 1e-5, .resolution = 120});
  RandomStream random(20, StreamName::synthetic_data, replica);
  const auto n = static_cast<std::size_t>(points);
  for (std::size_t k = 0; k < 4; ++k)
    for (std::size_t i = 0; i < n; ++i) {
      one.series[k].values.push_back(values[k * n + i] + noise * made_errors[k] * random.normal());
      one.series[k].errors.push_back(made_errors[k]);
    }
  return one;
}

inline const std::vector<double> made_values = {9.8e-3, 7.7e-7, 4, 83.2};

inline CourseFitPlan four_parameters() {
  CourseFitPlan plan{.name = "made", .model = "a synthesis"};
  plan.parameters = {
      {.name = "precursor_rate",
       .unit = "1/s",
       .logarithmic = true,
       .start = 8e-3,
       .lower = 2e-3,
       .upper = 5e-2,
       .in = [](Synthesis& s) -> double& { return s.precursor.rate.value; }},
      {.name = "adsorption_rate",
       .unit = "m/s",
       .logarithmic = true,
       .start = 1e-6,
       .lower = 2e-7,
       .upper = 5e-6,
       .in = [](Synthesis& s) -> double& { return s.adsorption.rate_m_s; }},
      {.name = "exponent",
       .start = 3,
       .lower = 0,
       .upper = 8,
       .in = [](Synthesis& s) -> double& { return s.adsorption.exponent; }},
      {.name = "ln_prefactor",
       .start = 85,
       .lower = 75,
       .upper = 95,
       .in = [](Synthesis& s) -> double& { return s.nucleation.ln_prefactor; }},
  };
  return plan;
}

inline CourseParameter free_surface_energy() {
  return {.name = "surface_energy",
          .unit = "J/m2",
          .logarithmic = true,
          .start = 0.29,
          .lower = 0.25,
          .upper = 0.35,
          .in = [](Synthesis& s) -> double& { return s.material.surface_energy_J_m2; }};
}

}  // namespace nacre::growth
