// Does absorbance follow concentration? A dilution series against the law of Beer and Lambert.
#pragma once

#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/measured.hpp"

namespace nacre::spectra {

struct DilutionPoint {
  double relative = 0;  // concentration over that of the stock
  Measured absorbance{};
};

struct DilutionSeries {
  std::vector<DilutionPoint> points{};
  fit::Problem problem{};  // slope and intercept
  fit::Result result{};
  bool errors_known = true;
  Measured slope{};           // absorbance of the undiluted stock, by the straight line
  Measured intercept{};       // absorbance at no concentration: nothing, where the baseline is right
  Measured through_origin{};  // slope of the line through the origin
  Measured curvature{};       // q of A = a + b x + q x^2
  double p_curvature = 0;     // probability of a curvature so far from zero, if the law holds
  double p_intercept = 0;
};

// `errors_known`: else the scatter about the line sets them, and p is of Student's t. Throws
// std::invalid_argument for fewer than four points or fewer than three different concentrations.
DilutionSeries fit_dilution(std::vector<DilutionPoint> points, bool errors_known);

}  // namespace nacre::spectra
