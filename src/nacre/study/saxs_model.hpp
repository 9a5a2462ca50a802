// The model of a saxs study and what is free in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "nacre/scattering/frame_fit.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct SaxsModel {
  std::shared_ptr<const scattering::Model> model{};
  scattering::FrameSettings settings{};
  int populations = 1;
  std::string words{};        // "spheres, gaussian distribution"
  std::vector<int> shared{};  // of the mode global, indices into the parameters
};

// Lengths that the study does not bound end at 20 / q_min, beyond which curves do not change. `errors_known`: chi2 can be judged; else uncertainties come from the scatter. Throws Error (usage) for a
// parameter that the model does not have, a missing contrast, bounds that make no sense, nothing to fit.
SaxsModel read_saxs_model(const Case& one, bool errors_known, double q_min_per_nm = 0);

}  // namespace nacre::study
