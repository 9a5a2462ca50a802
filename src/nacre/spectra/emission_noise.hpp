// The noise of a spectrum from its own scatter, where the file gives no errors.
#pragma once

#include <span>
#include <vector>

namespace nacre::spectra {

enum class NoiseLaw {
  constant,  // one level for the whole spectrum: detector and digitisation
  counting,  // variance is a floor plus a share of the signal: photons
};

// The fewest points from which noise can be told.
inline constexpr std::size_t fewest_noise_points = 12;

// One standard deviation per point, the same unit as `signal`. A point's distance from the cubic through its
// two neighbours on either side holds noise and hardly any spectrum (its share of a Gaussian line of height A
// and standard deviation s on a grid of step h is A (h/s)^4 / 2); points beyond four standard deviations are
// left out. Noise that is correlated from point to point, as after smoothing, is underestimated. `x` ascends.
// Throws std::invalid_argument for fewer than `fewest_noise_points` points or lists of different length.
// Zeros: the signal has no scatter.
std::vector<double> estimated_sigma(std::span<const double> x, std::span<const double> signal, NoiseLaw law);

}  // namespace nacre::spectra
