// Concentrations from the absorbance at one wavelength, corrected for the overlap of the two species: eqs 3-9
// of the supplementary text of the magic-size-cluster paper (Supplementary Fig. 19), and first-order fits of
// them.
#pragma once

#include <span>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/spectra_series.hpp"
#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {

// A absorbs at its peak, B at its own, and B also at that of A.
struct Overlap {
  double off_peak = 0;          // of B: absorbance at the peak of A over that at its own (eq 3)
  double extinction_ratio = 1;  // of B at its peak over A at its (eq 4)
};

// [A](t) = now * OD(t) + start * OD(0), over the extinction coefficient of A: now = 1 / (1 - off_peak *
// extinction_ratio) and start = 1 - now (eqs 6-9). Throws std::invalid_argument where B absorbs as much as A
// there.
struct OverlapCoefficients {
  double now = 1;
  double start = 0;
};
OverlapCoefficients overlap_coefficients(const Overlap& overlap);

// From two spectra of one cuvette, A alone and B alone.
Overlap measured_overlap(std::span<const double> wavelength_nm, std::span<const double> a,
                         std::span<const double> b, double peak_a_nm, double peak_b_nm);

// Where a spectrum is highest between two wavelengths, by a parabola through the points about the highest.
double peak_of(std::span<const double> wavelength_nm, std::span<const double> spectrum, double from_nm,
               double to_nm);

struct OverlapCourse {
  OverlapCoefficients coefficients{};
  std::vector<double> time_s{};
  std::vector<double> absorbance{};  // as measured, at the peak of A
  std::vector<double> corrected{};   // [A] times its extinction coefficient
  std::vector<double> errors{};      // of the corrected ones from the noise of their own frame
  double common_error = 0;           // that all of them share, from OD(0)
};
OverlapCourse corrected_course(const SpectraSeries& series, const Overlap& overlap, double peak_a_nm);

// C(t) = C_0 exp(-k t) + remainder. The remainder is what the correction leaves once all of A is gone: zero
// if the first frame is A alone and the coefficients are right. Held at zero, it may still move by the common
// error.
struct FirstOrderFit {
  fit::Problem problem{};
  fit::Result result{};  // ln k (1/s), C_0, remainder
  Estimate ln_k{};
  Estimate start{};
  Estimate remainder{};
};
FirstOrderFit fit_first_order(const OverlapCourse& course, bool remainder_free);

}  // namespace nacre::spectra
