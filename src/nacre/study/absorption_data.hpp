// What an absorption study asks for, and its spectra.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/spectra/absorption_baseline.hpp"
#include "nacre/spectra/extinction.hpp"
#include "nacre/spectra/first_exciton.hpp"
#include "nacre/spectra/sizing.hpp"
#include "nacre/spectra/yield_kinetics.hpp"
#include "nacre/study/study.hpp"
#include "nacre/study/surface_sites_rows.hpp"

namespace nacre::study {

// `automatic`: the maximum where every spectrum of the series has one, else the component for all of them.
enum class PeakPosition { automatic, component, maximum, derivative };

// How an absorbance becomes an amount: by a coefficient per volume at one wavelength, or at the first
// exciton.
struct AmountRule {
  double wavelength_nm = 0;  // 0: at the first exciton
  double intrinsic_per_cm = 0;
  const spectra::ExcitonExtinction* exciton = nullptr;
  double relative_error = 0;
  std::string source{};
};

struct AbsorptionPlan {
  spectra::BaselineModel baseline{};
  spectra::ExcitonOptions peak{};
  bool find_peaks = true;
  PeakPosition position = PeakPosition::automatic;
  std::string compound{};
  std::optional<spectra::Sizing> sizing{};
  double sizing_error = 0;  // of its diameters, as a share, the same for all
  std::optional<double> homogeneous_nm{};
  std::optional<AmountRule> amount{};
  std::optional<double> molar_volume_cm3_mol{};
  std::optional<double> precursor_mM{};
  std::optional<SmoothModels> sites{};
  std::optional<spectra::KineticModel> kinetics{};
  std::optional<double> until_s{};
  double path_cm = 1;
  double dilution_error = 0;
  double limit = 0;
  std::optional<double> dilution_nm{};
  bool dilution_errors_known = false;
  double significance = 0.05;
};

// Throws Error (usage) for what is missing or does not go together.
AbsorptionPlan read_absorption_plan(const Case& one);

struct RawSpectrum {
  std::string name{};
  double at = 0;  // time, temperature, relative concentration or number; NaN: a file that cannot be read
  double dilution = 1;
  std::string defect{};              // why it cannot be used; empty: it can
  std::vector<double> absorbance{};  // on the common grid
  double sigma = 0;                  // noise, from the spectrum's own scatter or the median error of the file
};

struct AbsorptionData {
  std::vector<double> wavelength_nm{};  // ascending
  std::vector<RawSpectrum> spectra{};   // ascending in `at`
  std::string at_name{};                // "time", "temperature", "concentration", "spectrum"
  std::string at_unit{};                // "s", "K", or empty
  std::string noise_statement{};
  std::vector<std::string> warnings{};

  bool timed() const { return at_unit == "s"; }
};

// Throws Error (data), also where no spectrum can be used, and Error (usage) for windows and wavelengths
// beyond the spectra and lists of dilutions of another length.
AbsorptionData read_absorption_data(const Case& one, const AbsorptionPlan& plan);

}  // namespace nacre::study
