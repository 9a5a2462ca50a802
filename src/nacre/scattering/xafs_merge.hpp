// Scans of one sample: brought onto one axis of energy, averaged with their scatter, and compared.
#pragma once

#include <span>
#include <vector>

#include "nacre/scattering/xafs_background.hpp"

namespace nacre::scattering {

// How much must be added to the energies of `scan` so that its edge lies on that of `first`: least squares of
// the normalised spectra from 30 eV below E0 to 30 eV above it, with its standard error. Throws
// std::invalid_argument with a sentence: edges more than 50 eV apart, or of too few points.
struct EdgeShift {
  double shift_eV = 0;
  double error_eV = 0;
};
EdgeShift edge_shift(const XafsSpectrum& first, const Edge& first_edge, const XafsSpectrum& scan,
                     const Edge& scan_edge);

// The mean of normalised spectra on the grid of the first, where all have data; their standard error of the
// mean at each point. Throws std::invalid_argument with a sentence where that leaves fewer than 20 points.
struct MergedSpectrum {
  XafsSpectrum spectrum{};
  std::vector<double> error{};
};
MergedSpectrum merge(std::span<const XafsSpectrum> scans, std::span<const Edge> edges);

// How well two chi(k) agree over a range of k: root mean square of the difference of k^w chi over that of
// k^w chi itself, and over the difference that their noise would make.
struct Agreement {
  double relative = 0;
  double over_noise = 0;
};
Agreement agreement(std::span<const double> a, std::span<const double> b, const TransformOptions& range);

}  // namespace nacre::scattering
