// Curves of a model with counting-like noise, for the tests.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "nacre/core/random.hpp"
#include "nacre/scattering/frame_fit.hpp"

namespace nacre::scattering {

// Spheres with a Gaussian distribution, all free but the contrast, starts to be found.
inline FrameSettings spheres(const Model& model, double contrast = 40) {
  FrameSettings settings = default_settings(model);
  for (std::size_t i = 0; i < settings.parameters.size(); ++i) settings.needs_start[i] = true;
  const auto at = static_cast<std::size_t>(index_of(model, "contrast"));
  settings.parameters[at].fixed = true;
  settings.parameters[at].start = contrast;
  settings.needs_start[at] = false;
  return settings;
}

// Noise of this share of the intensity.
inline Pattern made_pattern(const Model& model, std::vector<double> values, int n, std::uint64_t seed,
                            double share = 0.01, double q_low = 0.1, double q_high = 4) {
  Pattern pattern;
  for (int i = 0; i < n; ++i) pattern.q_per_nm.push_back(q_low * std::pow(q_high / q_low, i / (n - 1.0)));
  pattern.intensity.resize(pattern.q_per_nm.size());
  model.intensity(pattern.q_per_nm, values, pattern.intensity);
  RandomStream stream(seed, StreamName::synthetic_data);
  for (std::size_t i = 0; i < pattern.q_per_nm.size(); ++i) {
    pattern.sigma.push_back(share * pattern.intensity[i]);
    pattern.intensity[i] += pattern.sigma[i] * stream.normal();
  }
  return pattern;
}

}  // namespace nacre::scattering
