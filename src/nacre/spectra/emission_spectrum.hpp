// Emission spectra on the axis on which lines are fitted.
#pragma once

#include <span>
#include <vector>

namespace nacre::spectra {

enum class EmissionAxis {
  energy,      // lines of nanocrystals of many sizes are Gaussians in energy
  wavelength,  // as many programs fit them: lines are displaced and skewed
};

// What a value of the file is a density of.
enum class SignalDensity { per_nm, per_eV };

// A spectrum as the spectrometer gives it.
struct MeasuredEmission {
  std::vector<double> wavelength_nm{};  // ascending
  std::vector<double> signal{};
  std::vector<double> sigma{};     // one standard deviation
  std::vector<double> response{};  // signal per light, relative; empty: the same everywhere
};

struct EmissionSpectrum {
  EmissionAxis axis = EmissionAxis::energy;
  std::vector<double> x{};           // eV or nm, ascending
  std::vector<double> density{};     // light per eV or per nm
  std::vector<double> sigma{};       // its standard deviation
  std::vector<double> per_signal{};  // density that one unit of measured signal stands for: a constant offset
                                     // of the detector has this shape here
};

// Signal and errors over the response, and per eV times |d lambda / d E| = lambda^2 / hc (Mooney and
// Kambhampati 2013, doi:10.1021/jz401508t). Throws std::invalid_argument for lists of different length,
// wavelengths, errors or responses that are not positive.
EmissionSpectrum emission_spectrum(const MeasuredEmission& measured, EmissionAxis axis,
                                   SignalDensity density = SignalDensity::per_nm);

// A place on the axis as energy, and a width there (or an error) as energy: h c width / lambda^2.
double energy_of(EmissionAxis axis, double x);
double energy_width_of(EmissionAxis axis, double x, double width);
// The other way round: wavelengths of a place and of a width.
double wavelength_of(EmissionAxis axis, double x);
double wavelength_width_of(EmissionAxis axis, double x, double width);

}  // namespace nacre::spectra
