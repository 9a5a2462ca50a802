// Series of spectra to rates: what an isomerization study does with them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/spectra/isosbestic.hpp"
#include "nacre/spectra/kinetics_fit.hpp"
#include "nacre/spectra/overlap.hpp"
#include "nacre/spectra/peak_shift.hpp"
#include "nacre/spectra/singular_values.hpp"
#include "nacre/study/isomerization_data.hpp"

namespace nacre::study {

inline constexpr const char* left_out_by_study = "left out by the study";

// The overlap correction of one sample, for laws of two species that both absorb.
struct OverlapRoute {
  double peak_a_nm = 0;
  double peak_b_nm = 0;
  bool measured = false;  // the coefficients, from the spectra of both species in the fit
  spectra::Overlap overlap{};
  spectra::OverlapCourse course{};
  spectra::FirstOrderFit fit{};
};

struct SampleAnalysis {
  spectra::SpectraSeries all{};
  std::vector<bool> used{};
  std::vector<std::string> why{};   // a frame is not used, empty if it is
  spectra::SpectraSeries series{};  // the used frames
  spectra::IsosbesticAnalysis isosbestic{};
  spectra::RankAnalysis rank{};
  double noise = 0;  // estimated from the roughness of the spectra
  std::optional<OverlapRoute> overlap{};
  std::optional<spectra::PeakShift> shift{};  // where a fit with moving bands was made
};

struct SpectraAnalysis {
  IsomerizationData data{};
  std::vector<SampleAnalysis> samples{};
  std::vector<spectra::KineticsFit> models{};  // all that were tried
  std::size_t chosen = 0;
  std::optional<std::size_t> shifting{};  // the model with moving bands
  bool shift_recognised = false;
  std::optional<spectra::KineticsFit> bound{};  // rates of all temperatures by Arrhenius' law
  std::vector<std::string> warnings{};

  const spectra::KineticsFit& fit() const { return models[chosen]; }
};

SpectraAnalysis analyse_spectra(const Case& one, const RunControl& control);

}  // namespace nacre::study
