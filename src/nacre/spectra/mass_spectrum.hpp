// Peaks of mass spectra, and what repeats in them.
#pragma once

#include <optional>
#include <vector>

#include "nacre/spectra/measured.hpp"

namespace nacre::spectra {

struct MassSpectrum {
  std::vector<double> mz{};  // ascending
  std::vector<double> intensity{};
};

struct MassPeak {
  Measured mz{};
  Measured height{};  // above its own background
  double width = 0;   // full, at half of the height
  double signal_to_noise = 0;
};

struct MassPeakSearch {
  double from = -1e300;
  double to = 1e300;
  double threshold = 10;  // a peak stands out from its surroundings by so many times the noise
};

// Noise of single points, from how the second differences scatter: robust against peaks and background.
double spectrum_noise(const std::vector<double>& intensity);

// Maxima by their prominence, each then fitted with a Gaussian on a level; errors from the scatter about the
// fit. Ascending in m/z. Peaks of fewer than five points, as in spectra reduced to sticks, are taken as they
// stand, with half of the distance to the nearest point as the error.
std::vector<MassPeak> find_mass_peaks(const MassSpectrum& spectrum, const MassPeakSearch& search);

// Peaks at offset + n spacing.
struct MassComb {
  Measured spacing{};
  double offset = 0;                        // of tooth 0, the lightest peak on the comb
  std::vector<std::optional<int>> teeth{};  // of each peak, none: not on it
  int matched = 0;
  double by_chance = 0;  // peaks that would lie on a comb of this spacing, were their places random
};

struct MassCombSearch {
  double smallest = 10;  // spacing
  double tolerance = 1;  // how far a peak may lie off its tooth, beside its error (three standard errors)
  int least = 4;         // teeth that must be there
};

// The comb with the most peaks beyond what chance would give; of combs with the same peaks the widest. None
// if there is none with enough teeth.
std::optional<MassComb> find_mass_comb(const std::vector<MassPeak>& peaks, const MassCombSearch& search);

}  // namespace nacre::spectra
