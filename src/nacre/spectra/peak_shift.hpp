// Bands that move while one species turns into the other (Supplementary Fig. 18 of the magic-size-cluster
// paper).
#pragma once

#include <span>
#include <vector>

#include "nacre/spectra/kinetics_fit.hpp"
#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {

// Spectra S_A(x - a f) and S_B(x - b (f - 1)) that move in proportion to the conversion f = [B] are, to first
// order,
//   [A] S_A + [B] S_B + [A][B] T with T = b S_B' - a S_A',
// S_A as at the start and S_B as at the end. The third course makes a series of rank three, and T, fitted as
// a spectrum of its own, has the shape of derivatives of the other two: that tells a shift from a third
// species.
struct PeakShift {
  Estimate a_nm{};       // of the bands of A from the start to the end, positive: to longer wavelengths
  Estimate b_nm{};       // of those of B
  double explained = 0;  // share of T, above its noise, that the derivatives explain
};

// `error`: of T, one standard deviation at each wavelength.
PeakShift peak_shift(std::span<const double> wavelength_nm, std::span<const double> a,
                     std::span<const double> b, std::span<const double> change,
                     std::span<const double> error);

// The same from a fit with moving bands (its spectra A, B, shift), with the errors of its rates in those of
// the shifts: they move the whole of T.
PeakShift fitted_shift(const KineticsFit& fit, const SpeciesSpectra& spectra,
                       std::span<const double> wavelength_nm);

// d spectrum / d wavelength by parabolas through the points within the half width.
std::vector<double> smooth_derivative(std::span<const double> wavelength_nm, std::span<const double> spectrum,
                                      double half_width_nm);

}  // namespace nacre::spectra
