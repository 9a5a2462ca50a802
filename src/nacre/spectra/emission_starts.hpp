// Where the fit of lines starts from.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nacre/spectra/emission_peaks.hpp"

namespace nacre::spectra {

// The Gaussian that stands out most, in its own errors, from what is left of the spectrum once `explained` is
// taken away: a matched filter over places and widths. Areas are positive.
Peak outstanding_peak(const EmissionSpectrum& spectrum, std::span<const double> explained,
                      const PeakModel& model);

// The baseline of the signal at both ends of the spectrum, as start values of its terms.
std::vector<double> end_baseline(const EmissionSpectrum& spectrum, const PeakModel& model);

// One peak as two beside each other, of half its area each: for a second line that is no more than a
// shoulder.
std::vector<Peak> split(std::span<const Peak> peaks, std::size_t which);

// The best fit with n peaks, from all of these starts: each of `known` that has n peaks (neighbouring
// frames); `fewer` (a fit of this spectrum with n - 1 peaks; null for the first) with the outstanding peak of
// its rest added; and `fewer` with each of its peaks split.
PeakFit best_fit(const std::shared_ptr<const EmissionSpectrum>& spectrum, std::size_t n,
                 const PeakModel& model, const PeakFit* fewer, std::span<const std::vector<Peak>> known);

}  // namespace nacre::spectra
