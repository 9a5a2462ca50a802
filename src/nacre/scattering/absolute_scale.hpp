// From the scattering of one particle to the intensity of a solution on the absolute scale.
#pragma once

namespace nacre::scattering {

// Intensity in 1/cm of 1 umol/L of particles whose (contrast volume)^2 is one (1e10 1/cm2 nm3)^2:
// 6.02214076e14 particles per cm3 times 1e-22 cm2.
inline constexpr double intensity_per_uM = 6.02214076e-8;

// Share of a litre, and so the volume fraction, of particles of this mean volume.
double volume_fraction(double concentration_uM, double mean_volume_nm3);

// Amount of material in mol/m3 (mmol/L) that the particles hold.
double material_mol_m3(double concentration_uM, double mean_volume_nm3, double molar_volume_m3_mol);

}  // namespace nacre::scattering
