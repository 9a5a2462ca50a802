// The lines of a series of emission spectra: how many there are, frame by frame, with start values that are
// handed on from frame to frame.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/spectra/emission_peaks.hpp"

namespace nacre::spectra {

enum class CountRule {
  given,  // so many wherever AIC does not prefer fewer, by less than `margin` where a line is not significant
  aic,    // the fewest whose AIC is within `margin` of the lowest
  bic,    // the same with BIC
};

// A difference of information criteria that leaves the worse model "essentially no support" (Burnham and
// Anderson, Model Selection and Multimodel Inference, 2002, section 2.6). Less would not do here: where there
// is no further line its place and width are free to look for one in the noise, and chi2 falls by more than
// the three parameters of theory, which count for a place that is known (Davies 1987,
// doi:10.1093/biomet/74.1.33).
inline constexpr double decisive_margin = 10;

struct CountOptions {
  CountRule rule = CountRule::aic;
  int most = 2;  // given: this many
  double margin = decisive_margin;
};

enum class SeriesOrder {
  forward,      // each frame also starts from what the one before it ended with
  backward,     // from the one after it
  independent,  // each frame on its own
};

// One number of lines tried on one frame.
struct CountTrial {
  std::size_t n = 0;
  double chi2 = 0;
  double aic = 0;
  double bic = 0;
  bool converged = false;
  bool at_bound = false;  // as PeakFit::at_bound: a line that is a spike, a background or beyond the spectrum
  bool significant =
      false;  // every line, as PeakFit::is_significant; lines that are there but overlap may not be
};

struct EmissionFit {
  bool done = false;  // false: the frame has no spectrum
  std::vector<CountTrial> trials{};
  PeakFit fit{};                     // with the number of lines that was chosen
  std::vector<PeakFit> every_fit{};  // with 1, 2, ... lines
};

// The index of the trial that the rule chooses.
std::size_t chosen_count(std::span<const CountTrial> trials, const CountOptions& options);

using EmissionSpectra = std::vector<std::shared_ptr<const EmissionSpectrum>>;  // null: a frame to skip

std::vector<EmissionFit> fit_emission_series(const EmissionSpectra& spectra, const PeakModel& model,
                                             const CountOptions& count, SeriesOrder order,
                                             const RunControl& control);

}  // namespace nacre::spectra
