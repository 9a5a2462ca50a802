#include "nacre/assembly/real_units.hpp"

#include <numbers>

namespace nacre::assembly {
namespace {

constexpr double boltzmann_J_K = 1.380649e-23;  // exact since 2019

}  // namespace

double stokes_einstein_m2_s(double temperature_K, double viscosity_Pa_s, double diameter_nm) {
  return boltzmann_J_K * temperature_K / (3 * std::numbers::pi * viscosity_Pa_s * diameter_nm * 1e-9);
}

double seconds_per_time(double reduced_diffusion, double diffusion_m2_s, double sigma_nm) {
  const double sigma_m = sigma_nm * 1e-9;
  return reduced_diffusion * sigma_m * sigma_m / diffusion_m2_s;
}

double pascals_per_pressure(double energy_kT, double temperature_K, double sigma_nm) {
  const double sigma_m = sigma_nm * 1e-9;
  return energy_kT * boltzmann_J_K * temperature_K / (sigma_m * sigma_m * sigma_m);
}

}  // namespace nacre::assembly
