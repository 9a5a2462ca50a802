// Size distribution without a model: regularised non-negative inversion of I(q).
//
// 1. The number density n(r) >= 0 at the nodes of a grid and a flat background are the unknowns of a linear
// least
//    squares problem, to which strength * (second differences of r^3 n dr/du)^2 is added.
// 2. The strength is where the Bayesian evidence is largest (inversion_strength.hpp).
// 3. Maxima without which the data are described as well are smoothed out (inversion_peaks.hpp).
// 4. Whatever is returned is the mean over where the distribution may begin (inversion_support.hpp).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nacre/scattering/inversion_kernel.hpp"

namespace nacre::scattering {

struct InversionOptions {
  bool background = true;     // a flat one, of either sign, is one more unknown
  bool scale_errors = false;  // the errors are known up to a common factor only, which is found too
  double significance =
      4;  // standard deviations that a maximum needs to be claimed; 0: nothing is smoothed out
};

struct Estimate {
  double value = 0;
  double error = 0;  // one standard deviation
};

// Between two minima of the number density, or a minimum and an end of the grid.
struct SizePeak {
  Estimate
      position_nm{};    // mean size by number of what is above half the maximum, so that tails do not move it
  Estimate width_nm{};  // standard deviation by number, tails and what the regularisation adds included
  Estimate area_uM{};   // concentration
  double mode_nm = 0;   // node of the largest number density
  double significance =
      0;  // in standard deviations: square root of what chi2 and prior rise by without the peak
  double lower_nm = 0;
  double upper_nm = 0;
};

struct RefusedPeak {
  double mode_nm = 0;
  double significance = 0;
};

struct SizeMoments {
  Estimate concentration_uM{};
  Estimate mean_nm{};
  Estimate deviation_nm{};
  Estimate skewness{};
  Estimate mean_cube_nm3{};  // of the size: times 4 pi / 3 the mean volume of spheres
};

struct Inversion {
  std::vector<double> size_nm{};
  std::vector<double> number{};  // umol/L per nm
  // 68 % band of each node by itself: the posterior of the nodes that are not held at zero, given strength,
  // shape and prior; at nodes at zero, the rise that costs as much. It does not hold what smoothing takes
  // from narrow features, nor what the grid leaves out.
  std::vector<double> number_low{};
  std::vector<double> number_high{};
  std::vector<double> volume{};  // share of the volume per nm, volume taken as proportional to the size cubed
  std::vector<double> volume_low{};
  std::vector<double> volume_high{};

  std::vector<double> intensity{};  // the fit at the data's q, 1/cm
  Estimate background{};            // 1/cm
  double chi2 = 0;
  double effective_parameters = 0;  // trace of what the data determine
  double chi2_reduced = 0;
  double error_scale = 1;  // the factor on the errors, where it was to be found

  double strength = 0;  // in units of the geometric mean over the nodes of data's to prior's weight
  std::string reasoning{};

  std::vector<SizePeak> peaks{};  // by size
  std::vector<RefusedPeak> refused{};
  SizeMoments moments{};
  bool converged = true;
  std::vector<std::string> warnings{};
};

// `intensity` in 1/cm and its errors (one standard deviation each, positive) at the kernel's q. Throws
// std::invalid_argument for sizes that do not match and for errors that are not positive.
Inversion invert(const InversionKernel& kernel, std::span<const double> intensity,
                 std::span<const double> errors, const InversionOptions& options = {});

}  // namespace nacre::scattering
