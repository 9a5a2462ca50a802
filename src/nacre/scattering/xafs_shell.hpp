// One shell of neighbours fitted to EXAFS: number, distance, disorder and shift of E0, with the amplitude and
// the phase of a measured standard or of FEFF's feffNNNN.dat. The fit is in R, over the real and imaginary
// parts of chi(R) (Newville et al., Physica B 208-209, 154 (1995), doi:10.1016/0921-4526(94)00655-F).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/scattering/xafs_path.hpp"

namespace nacre::scattering {

struct ShellFit {
  fit::Problem problem{};  // its residuals are scaled so that uncertainties hold for the independent points
  fit::Result result{};
  std::vector<double> chi{};          // of the shell on the grid of k
  double independent = 0;             // 2 dk dR / pi points (Brillouin)
  double r_factor = 0;                // sum |data - model|^2 / sum |data|^2 over R_min to R_max
  double chi2 = 0, chi2_reduced = 0;  // of the independent points and the noise of the data
  XafsNoise noise{};
};

struct ShellRequest {
  std::string name{};
  TransformOptions transform{};
  double r_min_A = 1, r_max_A = 3;
  std::vector<fit::Parameter> parameters{};  // as ShellParameter; shell_cards() and what the study asks
};

// N, R, sigma2, dE0 free, S02 = 1 fixed.
std::vector<fit::Parameter> shell_cards(const ScatteringPath& path, bool of_standard);

// Uncertainties are those of 2 dk dR / pi independent points, times the root of the reduced chi2 where the
// fit is worse than the noise. Throws std::invalid_argument with a sentence: more parameters than
// independent points, no points in the range.
ShellFit fit_shell(std::span<const double> chi, const ScatteringPath& path, const ShellRequest& request);

}  // namespace nacre::scattering
