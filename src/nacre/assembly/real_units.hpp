// Reduced results in nanometres, seconds and kelvins, for colloids whose motion is diffusion.
#pragma once

namespace nacre::assembly {

// Diffusion coefficient of a sphere in a liquid, kT / (3 pi viscosity diameter) (Stokes and Einstein), in
// m2/s.
double stokes_einstein_m2_s(double temperature_K, double viscosity_Pa_s, double diameter_nm);

// Seconds in one reduced unit of time, so that a particle that diffuses `reduced_diffusion` sigma^2 per unit
// of time in the simulation diffuses `diffusion_m2_s` in the flask: t = D* sigma^2 / D. A Langevin particle
// alone has D* = kT / friction.
double seconds_per_time(double reduced_diffusion, double diffusion_m2_s, double sigma_nm);

// Pressure in Pa of one reduced unit of energy / sigma^3, that unit being `energy_kT` kT.
double pascals_per_pressure(double energy_kT, double temperature_K, double sigma_nm);

}  // namespace nacre::assembly
