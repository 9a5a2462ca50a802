// Finds peaks on a curve with noise, without starts: 1. the background alone is fitted; 2. a bell of every
// width on a parabola slides over what is left, and the place where its height has most standard errors is a
// peak, if there are enough; 3. all peaks and the background are fitted together, and 2 again.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/scattering/peak_fit.hpp"

namespace nacre::scattering {

struct PeakSearch {
  double threshold = 5;  // standard errors of a peak's height where it is found, and of its area when fitted
  int most = 12;
  // A bump within a width of a peak and lower than this share of it is the peak's shape, not another peak.
  double shoulder = 0.2;
};

// A bell on a parabola within 2 widths of its middle.
struct Bump {
  double center = 0;
  double fwhm = 0;
  double height = 0;
  double significance = 0;  // height over its standard error
};

// The most significant bump of y with fwhm between the widths, its middle within the curve, that `counts`; of
// significance 0 where there is none.
Bump strongest_bump(std::span<const double> x, std::span<const double> y, std::span<const double> sigma,
                    double min_fwhm, double max_fwhm, const std::function<bool(const Bump&)>& counts);

// How far a curve scatters from point to point, in units of its sigmas: 1 where they are right. From the
// median of third differences, which smooth curves leave out.
double noise_scale(const LineCurve& curve);

// Standard error of the area of a peak of this width, were one at x, at the least: from the points about it.
double area_error(const LineCurve& curve, double x, double fwhm);

struct FoundPeaks {
  LineFit fit{};
  std::vector<double> significance{};  // of each line of the fit: area over its standard error
  double noise_scale = 1;              // that the search took the sigmas times
  std::vector<std::string> notes{};    // what was found and refused
};

// Widths are those of the model. Where sigmas are relative (model.scale_sigmas) the search takes them times
// the noise_scale.
FoundPeaks search_peaks(const LineCurve& curve, const LineModel& model, const PeakSearch& search,
                        const RunControl& control);

}  // namespace nacre::scattering
