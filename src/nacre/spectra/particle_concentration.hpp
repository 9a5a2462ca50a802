// From an absorbance to volume fraction, concentration of particles and yield, with errors that know that the
// same absorbance and the same radius are in all of them.
#pragma once

#include "nacre/spectra/measured.hpp"

namespace nacre::spectra {

struct AbsorbanceRead {
  Measured absorbance{};  // after baseline, as measured
  double dilution = 1;    // by how much the sample was diluted before
  double dilution_relative_error = 0;
  double path_cm = 1;
  double intrinsic_per_cm = 0;  // mu; its error is common to a series and not in here
};

// At the first exciton, where the coefficient is one particle's.
struct ExcitonRead {
  Measured absorbance{};  // all of it at the maximum, after baseline, as measured
  double dilution = 1;
  double dilution_relative_error = 0;
  double path_cm = 1;
  double extinction_per_M_cm = 0;
  double extinction_relative_error = 0;  // by what is not the size, as the width of the peak
  double extinction_per_nm = 0;          // d ln extinction / d diameter, where the peak moves with the size
};

struct ParticleSize {
  Measured diameter_nm{};
  double deviation_nm = 0;  // of the sizes in the sample, for the mean volume
};

struct ParticleAmount {
  Measured volume_fraction{};  // of the undiluted sample
  Measured mean_volume_nm3{};
  Measured concentration_uM{};           // of particles, umol/L
  double correlation_with_diameter = 0;  // of the concentration
  double correlation_with_fraction = 0;  // of the concentration
  double reading_relative_error = 0;     // of both: what is not from the diameter
  double concentration_per_nm = 0;       // d ln c / d diameter
};

// f = A ln 10 D / (mu L) and c = f / (N_A <V>), <V> = pi / 6 (d^3 + 3 d s^2) over a normal distribution.
ParticleAmount particle_amount(const AbsorbanceRead& read, const ParticleSize& size);

// c = A D / (eps L) whatever the spread of sizes is, and f = c N_A <V>.
ParticleAmount particle_amount(const ExcitonRead& read, const ParticleSize& size);

// Share of a precursor at precursor_mM (in the undiluted sample, one formula unit each) that is in the
// particles.
Measured yield_of(const Measured& volume_fraction, double molar_volume_cm3_mol, double precursor_mM);

// Sites of all particles in mmol/L: concentration times sites per particle, where sites(d) rises with d with
// the slope d sites / d d; both hang on the same diameter.
Measured sites_mM(const ParticleAmount& amount, const ParticleSize& size, double sites, double sites_per_nm);

}  // namespace nacre::spectra
