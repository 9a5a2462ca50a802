// Two G(r) of one sample side by side, on equal terms. Angstrom.
#pragma once

#include <span>
#include <vector>

#include "nacre/scattering/gr_peaks.hpp"
#include "nacre/scattering/pdf_transform.hpp"

namespace nacre::scattering {

// F(Q) = int G(r) sin(Qr) dr, as far as the range of r tells it.
std::vector<double> f_of_g(std::span<const double> r_A, std::span<const double> g,
                           std::span<const double> q_per_A);

// G as it had come out if its F had ended at Qmax, with this window: ripples and widths are then comparable.
std::vector<double> band_limited(std::span<const double> r_A, std::span<const double> g, double q_max_per_A,
                                 Window window, std::span<const double> r_out_A);

// Up to where a G(r) has an F: the last Q at which F exceeds 0.3 % of its largest value.
double q_content_per_A(std::span<const double> r_A, std::span<const double> g);

// Straight lines between the points; ends stay as they are.
std::vector<double> on_grid(std::span<const double> r_A, std::span<const double> g,
                            std::span<const double> r_out_A);

struct ShapeComparison {
  double correlation = 0;  // Pearson's
  double scale = 1;        // factor of the first that brings it nearest to the second
  double rw = 0;           // sqrt(sum (scale a - b)^2 / sum b^2)
};

// Two curves on one grid, between r_min and r_max. Throws std::invalid_argument with fewer than ten points
// there.
ShapeComparison compare_shapes(std::span<const double> r_A, std::span<const double> a,
                               std::span<const double> b, double r_min_A, double r_max_A);

struct PeakPair {
  PdfPeak first;
  PdfPeak second;
  double difference_A() const { return first.r_A - second.r_A; }
};

// Each peak of the second curve with the nearest of the first, if it is within `reach`.
std::vector<PeakPair> pair_peaks(std::span<const PdfPeak> first, std::span<const PdfPeak> second,
                                 double reach_A);

}  // namespace nacre::scattering
