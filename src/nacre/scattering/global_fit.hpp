// Fit of a series in which some parameters are common to all frames. The Jacobian has an arrow of blocks:
// those of one frame are eliminated in favour of the common ones (Schur complement), so that work and memory
// grow with the number of frames and no more.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/scattering/frame_fit.hpp"

namespace nacre::scattering {

// Frame i of the series; called in every pass, from several threads. A pattern without points leaves a frame
// out.
using PatternReader = std::function<Pattern(std::size_t)>;

struct GlobalFit {
  std::vector<int> shared{};         // indices into the model's parameters
  std::vector<double> values{};      // of the shared parameters
  std::vector<double> covariance{};  // of them, row-major; NaN where the frames do not determine them
  std::vector<bool> at_bound{};      // of the shared parameters
  std::vector<fit::Result>
      frames{};  // errors include those of the shared parameters; free_index: own, shared
  double chi2 = 0;
  int n_data = 0;
  int n_free = 0;
  bool converged = false;
  int passes = 0;  // over all frames

  double chi2_reduced() const;
};

// Levenberg-Marquardt from `starts`, every parameter of each frame; the shared ones begin at the mean of the
// starts. Deterministic for any number of threads. Throws std::invalid_argument where a shared parameter is
// not free, or none is.
GlobalFit fit_global(const FrameSettings& settings, std::span<const int> shared,
                     std::span<const std::vector<double>> starts, const PatternReader& read,
                     const RunControl& control);

}  // namespace nacre::scattering
