// One to three Gaussian lines fitted to an emission spectrum.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/emission_spectrum.hpp"

namespace nacre::spectra {

inline constexpr int most_peaks = 3;

// A Gaussian by its area, its middle and its full width at half maximum, in units of the spectrum's axis.
struct Peak {
  double area = 0;
  double center = 0;
  double fwhm = 0;
};

double gaussian(const Peak& peak, double x);

struct PeakModel {
  int baseline_terms = 0;     // 0: none; 1: an offset of the signal; 2: with a slope along the axis
  bool shared_width = false;  // one width for all peaks
  double min_fwhm = 0;        // above 0
  double max_fwhm = 1;
  bool scale_sigmas = false;  // errors are relative, as in fit::Problem
};

struct PeakFit {
  std::vector<Peak> peaks{};   // by energy: the reddest first
  std::vector<Peak> errors{};  // standard errors; NaN where a bound or the data leave none
  fit::Problem problem{};
  fit::Result result{};

  // Its area is more than `areas` errors above nothing, its place is known to better than its own width, and
  // neither place nor width stops at a bound.
  bool is_significant(std::size_t peak, double areas = 3) const;
  bool at_bound() const;  // the place or the width of some peak stops at a bound
};

// Parameters area_1, center_1, fwhm_1, area_2, ..., offset, slope, with exact derivatives; areas are not
// negative, middles lie within the spectrum.
fit::Problem peak_problem(const std::shared_ptr<const EmissionSpectrum>& spectrum,
                          std::span<const Peak> start, const PeakModel& model,
                          std::span<const double> baseline = {});

// The fit from one set of start values. Peaks that have changed places are put in order.
PeakFit fit_peaks(const std::shared_ptr<const EmissionSpectrum>& spectrum, std::span<const Peak> start,
                  const PeakModel& model, std::span<const double> baseline = {});

// The fitted curve, and one of its peaks without baseline, at the points of the spectrum.
std::vector<double> fitted_density(const EmissionSpectrum& spectrum, const PeakFit& fit);
std::vector<double> peak_density(const EmissionSpectrum& spectrum, const Peak& peak);

// The baseline of a fit at every point; zeros where the model has none.
std::vector<double> baseline_density(const EmissionSpectrum& spectrum, const PeakFit& fit);

}  // namespace nacre::spectra
