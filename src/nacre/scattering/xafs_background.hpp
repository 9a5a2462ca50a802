// The smooth background of an absorption spectrum above its edge, AUTOBK (Newville, Livins, Yacoby, Rehr and
// Stern 1993, doi:10.1103/PhysRevB.47.14126): a cubic spline in k that takes away what the transform has at
// distances below rbkg, where no atom can be.
#pragma once

#include <optional>
#include <vector>

#include "nacre/scattering/xafs_edge.hpp"
#include "nacre/scattering/xafs_transform.hpp"

namespace nacre::scattering {

struct BackgroundOptions {
  double r_background_A = 1;
  int k_weight = 2;
  double k_min_per_A = 0;
  std::optional<double> k_max_per_A{};  // to the end of the data
  double dk_per_A = 0.1;
  XafsWindow window = XafsWindow::hanning;
  double clamp_low = 0, clamp_high = 1;  // weights that hold the background to the data at the ends
  int clamp_points = 3;
  std::optional<int> knots{};  // 1 + 2 rbkg (k_max - k_min) / pi, as many as there are independent points
};

struct Background {
  std::vector<double> mu0{};  // at every energy of the spectrum; NaN below the edge
  std::vector<double> k_per_A{};
  std::vector<double> chi{};        // (mu - mu0) / step on the grid of k
  std::vector<double> chi_error{};  // what the coefficients of the spline leave open
  int knots = 0;
  int components = 0;  // of the transform that are made small
};

// Linear in the coefficients of the spline but for the weight of the clamps, which follows the size of the
// components: a few steps of Gauss and Newton with exact derivatives. Throws std::invalid_argument with a
// sentence: the data end too early above the edge.
Background subtract_background(const XafsSpectrum& spectrum, const Edge& edge,
                               const BackgroundOptions& options);

}  // namespace nacre::scattering
