// What a study says about the peaks of a curve, and what it finds: shared by the kinds bragg and diffraction.
#pragma once

#include <string>

#include "nacre/core/result.hpp"
#include "nacre/scattering/peak_search.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

// Shape and background as [peaks] says; widths from `narrowest` and `widest` or, where they are left out,
// from the steps and the range of the curve. Throws Error (usage) where they contradict.
scattering::LineModel line_model_of(const Case& one, const scattering::LineCurve& curve);
scattering::PeakSearch peak_search_of(const Case& one);

// The table of the fit for people, under this name.
FitSummary peak_fit_summary(const scattering::LineFit& fit, const std::string& name);

// Data, fit, background and each peak on it, thinned.
std::vector<Curve> peak_curves(const scattering::LineCurve& curve, const scattering::LineFit& fit,
                               const scattering::LineModel& model);
Curve peak_residuals(const scattering::LineCurve& curve, const scattering::LineFit& fit,
                     const scattering::LineModel& model);

// Sticks as one line from `base` up to each height and back, in ascending x.
Curve sticks(Curve curve, const std::vector<double>& x, const std::vector<double>& height, double base);

}  // namespace nacre::study
