// The spectra of an isomerization study, as its keys ask for them.
#pragma once

#include <string>
#include <vector>

#include "nacre/spectra/spectra_series.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct IsomerizationData {
  std::vector<spectra::SpectraSeries> samples{};  // every frame that could be read
  std::vector<std::vector<bool>> wanted{};        // of each sample and frame: not in [data] leave_out
  bool replicates = false;
  bool several_temperatures = false;
  bool partial = false;  // frames could not be read
  std::vector<std::string> warnings{};
};

// Throws Error (data or usage) that says what is wrong with which file.
IsomerizationData read_isomerization(const Case& one);

}  // namespace nacre::study
