// Simulations of Ostwald ripening against the theory of Lifshitz, Slyozov and Wagner (LSW).
#pragma once

#include <optional>

#include "nacre/study/growth_run.hpp"

namespace nacre::study {

// Where the solubility over a particle is linear in 1/r and seeds have the self-similar profile, the mean
// radius follows (r / r_0)^power = 1 + t / time: power 3 in the diffusion limit, 2 in the reaction limit.
struct Ripening {
  int power = 3;
  double radius_nm = 0;  // r_0
  double time_s = 0;

  double theory(double at_s) const { return 1 + at_s / time_s; }
  double simulated(const growth::Point& point) const;  // (r / r_0)^power
  double rate_over_theory(const growth::Point& last) const;
};

// For seeds of a ripening profile, at the temperature of the start. In the diffusion limit 1/time is
// 4/9 r_cap D V_m [M]_0 / r_0^3, in the reaction limit 32/81 r_cap k_a V_m [M]_0 / r_0^2, r_cap = 2 gamma V_m
// / RT.
std::optional<Ripening> ripening_of(const GrowthRun& run);

}  // namespace nacre::study
