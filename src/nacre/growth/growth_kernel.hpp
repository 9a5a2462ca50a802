// Eq 1 for many radii at once, vectorised: the hot loop of the cohorts. kinetics.cpp is its oracle.
#pragma once

#include <cstddef>
#include <string_view>

namespace nacre::growth {

// Eq 1 at one temperature and one [M]: dr/dt = V_m ([M] - [M]_0 exp(r_0 / (r + 2 delta))) / (r / D + R /
// factor) with the resistance R = 1 / (floor + above (reference / (r + offset))^exponent) exp(lift / r) in
// s/nm.
struct GrowthLaw {
  double molar_volume = 0;
  double monomer = 0;
  double solubility = 0;
  double capillary_nm = 0;
  double two_tolman_nm = 0;
  double per_diffusion_s_nm2 = 0;
  double floor_nm_s = 0;
  double above_nm_s = 0;    // 0 where k_a does not depend on radius in this way: floor_nm_s is all of it
  double reference_nm = 1;  // r_ref + offset
  double offset_nm = 0;
  double exponent = 0;
  double lift_nm = 0;          // 0: none
  bool no_resistance = false;  // diffusion limit
};

// Arrays hold whole vectors: their length is `n` rounded up to this many.
inline constexpr std::size_t growth_lanes = 8;
inline std::size_t padded_for_growth(std::size_t n) {
  return (n + growth_lanes - 1) / growth_lanes * growth_lanes;
}

// Cube roots, not below `least`, to 1e-15.
void cube_roots(std::size_t n, const double* cube, double least, double* root);

// dr/dt in nm/s; `inverse_factor` is 1 / factor of every radius.
void growth_rates(const GrowthLaw& law, std::size_t n, const double* radius_nm, const double* inverse_factor,
                  double* rate_nm_s);

// The same with d/dr in 1/s and d/d[M].
void growth_slopes(const GrowthLaw& law, std::size_t n, const double* radius_nm, const double* inverse_factor,
                   double* rate_nm_s, double* per_radius, double* per_monomer);

}  // namespace nacre::growth
