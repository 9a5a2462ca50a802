// Spheres whose radii are normally distributed by number: the averages over sizes in closed form.
#pragma once

#include <span>

namespace nacre::scattering {

// Averages at each q of (3 V j1(qr)/(qr))^2 in nm6 over radii r of the normal distribution (radius_nm,
// sigma_nm), not cut off anywhere, and its derivatives; spans for derivatives may be empty. q in 1/nm,
// ascending. sigma may be 0.
//
// 3 V j1(x)/x = 4 pi (sin x - x cos x)/q^3 with x = qr, whose square holds powers of r times 1, cos 2qr and
// sin 2qr: their averages are those of the characteristic function of the normal distribution. Where the
// terms cancel, at small q, the series in the moments of r takes over. Relative error below 1e-13. A cut at 3
// sigma, as other programs make, changes the minima by up to 1.7 %.
void sphere_gaussian(std::span<const double> q_per_nm, double radius_nm, double sigma_nm,
                     std::span<double> squares, std::span<double> per_radius = {},
                     std::span<double> per_sigma = {});

// The same of 3 V j1(qr)/(qr) itself, in nm3.
void sphere_gaussian_amplitude(std::span<const double> q_per_nm, double radius_nm, double sigma_nm,
                               std::span<double> amplitudes, std::span<double> per_radius = {},
                               std::span<double> per_sigma = {});

}  // namespace nacre::scattering
