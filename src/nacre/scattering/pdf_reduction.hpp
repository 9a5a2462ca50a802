// Total scattering: I(Q) to S(Q), F(Q) = Q (S - 1) and G(r), with errors. Angstrom and 1/A.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/scattering/pdf_transform.hpp"
#include "nacre/scattering/scatterers.hpp"

namespace nacre::scattering {

struct MeasuredIntensity {
  std::vector<double> q_per_A{};  // ascending
  std::vector<double> intensity{};
  std::vector<double> error{};  // one standard deviation; empty: from the scatter of neighbouring points
};

struct ReductionInput {
  MeasuredIntensity sample{};
  MeasuredIntensity background{};  // of the empty container; no points: none
  std::vector<std::string> species{};
  std::vector<double> shares{};  // amounts of the species, any unit
  Beam beam{};
};

struct ReductionOptions {
  double q_min_per_A = 0;
  double q_max_per_A = 0;       // up to where F is transformed
  double q_max_inst_per_A = 0;  // up to where the data are good: the polynomial is fitted to it
  double rpoly_A = 0.9;         // what varies with r below this goes: degree rpoly Qmaxinst / pi; 0: nothing
  double background_scale = 1;
  double polarisation = 0;  // K of (1 + K cos^2 2theta)/(1 + K): 1 without monochromator; 0: none
  std::optional<double> wavelength_A{};  // for the polarisation
  Window window = Window::none;
  LowQ low_q = LowQ::linear;
  std::optional<double> scale{};                  // of I to <f^2>; not given: S goes to 1 at high Q, or
  std::optional<double> number_density_per_A3{};  // atoms per volume: G = -4 pi rho0 r below the first peak
  double empty_below_A = 0;                       // where no pair is nearer; for the number density
  std::vector<double> r_A{};                      // ascending, above 0
};

struct Reduction {
  std::vector<double> q_per_A{};    // Qmin ... Qmaxinst
  std::vector<double> intensity{};  // after background and polarisation
  std::vector<double> intensity_error{};
  std::vector<double> f_raw{};       // before the polynomial is taken off
  std::vector<double> polynomial{};  // as fitted to f_raw
  std::vector<double> f{};
  std::vector<double> f_error{};
  std::vector<double> s{};  // 1 + F/Q
  std::vector<double> s_error{};
  double scale = 1;
  double scale_error = 0;  // of a scale by the number density; 0: a convention, as S -> 1 at high Q
  double degree = 0;
  bool errors_from_scatter = false;
  bool neutral_form_factors = false;  // an ion has no table: f0 of the atom stands for it

  std::vector<double> r_A{};
  std::vector<double> g_per_A2{};
  std::vector<double> g_error_per_A2{};
  double r_limit_A = 0;                      // as SineTransform
  std::vector<double> nyquist_r_A{};         // steps of pi/Qmax within the grid of r
  std::vector<double> nyquist_covariance{};  // of G there, 1/A^4, row-major
  std::vector<double> lag_A{};               // from 0
  std::vector<double> correlation{};         // of two values of G so far apart, mean over r
  double correlation_length_A = 0;           // lag at which it has fallen to 1/2
};

// Errors are those of I, independent from point to point, carried through every step at the scale that was
// found. Throws std::invalid_argument, whose text names the option, for ranges that the data do not have.
Reduction reduce(const ReductionInput& input, const ReductionOptions& options, const RunControl& control);

// Standard deviation of the points of a curve by its third differences, in windows of 41 points: smooth
// changes drop out. Points that a program has smoothed or interpolated look better than they are.
std::vector<double> scatter_errors(const std::vector<double>& y);

}  // namespace nacre::scattering
