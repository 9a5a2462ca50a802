// Isosbestic points: wavelengths at which two species that turn into each other absorb alike, so that every
// frame of the series passes through one point.
#pragma once

#include <cstddef>
#include <vector>

#include "nacre/spectra/spectra_series.hpp"
#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {

struct IsosbesticSettings {
  double from_nm = 0;  // crossings are looked for between these
  double to_nm = 1e9;
  double half_width_nm = 1.5;      // about the point, for parabolas; at least 2.6 steps of the grid
  double misfit_sigmas = 5;        // beyond which a frame misses the point
  double least_absorbance = 0.05;  // of the largest mean absorbance: below it all spectra meet anyway
};

// One frame at an isosbestic point.
struct IsosbesticFrame {
  Estimate absorbance{};  // at the point, from a line through its surroundings
  Estimate
      crossing_nm{};  // where it crosses the mean of the frames; its error is infinite where it is that mean
  double sigmas = 0;  // its absorbance off that of the frames that are used, in standard errors
  double conversion = 0;  // its share of the change that all frames have in common, about zero
  bool used = true;
};

struct IsosbesticPoint {
  Estimate wavelength_nm{};
  Estimate absorbance{};
  double slope_per_nm = 0;  // of the change against wavelength: how steeply the spectra cross
  double chi2 = 0;          // of the absorbances about their mean, in the frames that are used
  int dof = 0;
  double p = 1;               // that noise alone gives so large a chi2
  Estimate drift_per_h{};     // of the absorbance in the frames that are used
  Estimate drift_nm_per_h{};  // of the crossing of each frame with their mean
  std::vector<IsosbesticFrame> frames{};
};

struct IsosbesticAnalysis {
  std::vector<IsosbesticPoint> points{};  // the best determined first
  std::vector<std::size_t> misfits{};     // frames that miss the first point
};

// The change that all frames have in common is the first singular vector of the frames minus their mean;
// points are where it passes through zero. Frames that miss the best point by more than `misfit_sigmas` times
// the larger of their error and the scatter of all frames (so that a point that drifts does not lose its
// ends) are left out one at a time, the worst first, at most half of them, and the points found again. Fewer
// than three frames have no points.
IsosbesticAnalysis find_isosbestic(const SpectraSeries& series, const IsosbesticSettings& settings = {});

}  // namespace nacre::spectra
