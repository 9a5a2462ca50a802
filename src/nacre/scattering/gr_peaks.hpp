// Peaks of a G(r): where they are, with errors. Angstrom.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace nacre::scattering {

struct PeakOptions {
  double r_min_A = 1.5;
  double r_max_A = 20;
  double least_height = 0.05;           // prominence, as a share of that of the highest peak
  double half_window_A = 0.1;           // of the points whose parabola gives the position
  std::optional<double> q_max_per_A{};  // for the correlation of points, and for ripples
};

struct PdfPeak {
  double r_A = 0;
  double r_error_A = 0;
  double height_per_A2 = 0;
  double height_error_per_A2 = 0;
  double prominence_per_A2 = 0;  // above the higher of the two valleys beside it
  double fwhm_A = 0;             // at half the prominence; 0: not reached
  bool may_be_ripple = false;    // low, and where the end of F(Q) puts a ripple of a higher peak
};

// Local maxima of G in r_min ... r_max, placed by a parabola through their tops. Errors of the points, all
// positive, go into those of the positions with their correlation sin(Qmax d)/(Qmax d), if Qmax is known.
// Without errors `noise_per_A2` stands for them.
std::vector<PdfPeak> find_pdf_peaks(std::span<const double> r_A, std::span<const double> g,
                                    std::span<const double> error, double noise_per_A2,
                                    const PeakOptions& options);

// Root mean square of G around its straight line through 0 between r_low and r_high, where no pairs are:
// noise and ripples. NaN with fewer than five points.
double ripples_between(std::span<const double> r_A, std::span<const double> g, double r_low_A,
                       double r_high_A);

}  // namespace nacre::scattering
