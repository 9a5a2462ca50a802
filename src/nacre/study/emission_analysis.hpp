// One case of an emission study: lines, populations, sizes, and what these say about growth.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/spectra/emission_series.hpp"
#include "nacre/spectra/emission_stokes.hpp"
#include "nacre/spectra/emission_tracks.hpp"
#include "nacre/study/emission_absorption.hpp"
#include "nacre/study/emission_data.hpp"
#include "nacre/study/growth_regime_output.hpp"

namespace nacre::study {

// One population in one spectrum; energies whatever the axis of the fit.
struct PopulationPoint {
  bool there = false;
  bool significant = false;
  double energy_eV = no_value, energy_err_eV = no_value;
  double wavelength_nm = no_value, wavelength_err_nm = no_value;
  double fwhm_meV = no_value, fwhm_err_meV = no_value;
  double area = no_value, area_err = no_value;
  spectra::EmissionSize size{};

  bool sized() const;  // significant, with a radius and an error
};

struct EmissionRow {
  std::vector<PopulationPoint> populations{};  // the largest first
  std::string status = "ok";
  bool bad = false;  // could not be used or did not converge
};

// An absorption and the emission of the same population at the same time.
struct MatchedPair {
  double at = 0;
  int population = 1;
  spectra::StokesPair pair{};
};

struct AbsorptionCheck {
  std::vector<MatchedPair> pairs{};
  std::size_t unmatched = 0;
  std::string error_statement{};
  spectra::StokesAgreement agreement{};
  int degrees_of_freedom = 0;
  double chi2 = 0;
  double p = no_value;  // of a chi2 so large, if absorption is where emission and Stokes shift say
  std::optional<fit::Problem> problem{};  // where the shift was fitted
  std::optional<fit::Result> result{};
};

struct EmissionAnalysis {
  const Case* one = nullptr;
  std::string name{};
  std::string slug{};
  EmissionData data{};
  spectra::PeakModel model{};
  std::vector<spectra::EmissionFit> fits{};
  spectra::Tracks tracks{};
  const spectra::SizingCurve* curve = nullptr;
  spectra::StokesShift stokes{};
  std::optional<AbsorptionCheck> absorption{};
  std::vector<EmissionRow> rows{};
  std::optional<RegimeAnalysis> regime{};
  double exponent_sys = no_value;  // what one error of the Stokes shift does to the exponent
  std::string no_regime{};         // why there is none, where there are two populations
  std::vector<std::string> warnings{};

  bool converged() const;
  std::size_t used() const;  // spectra that were fitted
};

std::string emission_case_name(const Case& one);
EmissionAnalysis analyse_emission(const Case& one, const RunControl& control);

// The model and the rule of counting that a case asks for.
spectra::PeakModel peak_model(const Case& one, const spectra::EmissionSpectrum& first);
spectra::CountOptions count_options(const Case& one);

// The names of keys that a study without [absorption] must not ask to be fitted.
void check_stokes_keys(const Case& one);

}  // namespace nacre::study
