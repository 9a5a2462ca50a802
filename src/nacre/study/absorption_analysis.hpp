// One series of an absorption study: what each spectrum gives, and the series as a whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/spectra/dilution_series.hpp"
#include "nacre/spectra/particle_concentration.hpp"
#include "nacre/study/absorption_data.hpp"

namespace nacre::study {

// One population of a spectrum, by the place that the study asks for.
struct PopulationSize {
  spectra::Measured peak_nm{};
  spectra::Measured diameter_nm{};  // NaN without a sizing curve, and beyond its branch; without its error
  double deviation_nm = no_value;   // of the sizes, from the width of the peak: an upper limit
  spectra::Measured dispersity{no_value, no_value};  // this over the diameter
  bool in_range = true;                              // of the sizing curve
};

struct AbsorptionFrame {
  const RawSpectrum* raw = nullptr;
  std::string status{};  // "ok", else what is wrong
  bool usable = false;   // the file gave a spectrum
  spectra::Baseline baseline{};
  std::vector<double> absorbance{};  // without baseline; empty where not usable
  spectra::ExcitonFit peak{};
  std::vector<PopulationSize> sizes{};
  std::optional<spectra::Measured> read{};  // absorbance from which the amount is
  std::optional<spectra::ParticleAmount> amount{};
  std::optional<spectra::Measured> yield{};
  std::optional<spectra::Measured> sites_mM{};
  double extinction_power =
      3;                   // d ln (coefficient of a particle) / d ln diameter, the peak being where it is
  bool saturated = false;  // where it is read

  bool ok() const { return status == "ok"; }
  bool has_peak() const { return usable && !sizes.empty(); }
};

struct AbsorptionAnalysis {
  const Case* one = nullptr;
  std::string name{};  // of the case, or of the file
  std::string slug{};
  AbsorptionPlan plan{};
  AbsorptionData data{};
  std::vector<AbsorptionFrame> frames{};
  std::optional<spectra::YieldKinetics> kinetics{};
  std::string kinetics_failure{};                   // why there is none though it was asked for
  PeakPosition position = PeakPosition::component;  // what the study asks for, or chosen for all spectra
  std::size_t shoulders = 0;                        // spectra whose first exciton has no maximum
  std::optional<spectra::DilutionSeries> dilution{};

  std::size_t defects() const;  // spectra that could not be used
  const AbsorptionFrame* last_ok() const;
  double window_shift_nm(const AbsorptionFrame& frame) const;  // of the place that counts
  bool yields_are_fractions() const { return !plan.precursor_mM; }
};

// What a spectrum says with all errors: those of its row and those that all rows share, of the sizing curve
// and of the coefficient of absorption.
struct AbsorptionFinal {
  spectra::Measured diameter_nm{no_value, no_value};
  std::optional<spectra::Measured> concentration_uM{};  // not of two populations
  std::optional<spectra::Measured> yield{};
  std::optional<spectra::Measured> sites_mM{};
};
AbsorptionFinal with_common_errors(const AbsorptionAnalysis& analysis, const AbsorptionFrame& frame);

// Throws Error as the reading of plan and data, and Error (data) where no spectrum gives what was asked for.
AbsorptionAnalysis analyse_absorption(const Case& one, const RunControl& control);

// Binding sites per particle by the spherical model, and their slope with the diameter.
struct SitesPerParticle {
  double sites = 0;
  double per_nm = 0;
};
SitesPerParticle sites_per_particle(const SmoothModels& models, double diameter_nm);

// Tables of all series, with a column that names the series where there are several.
Table absorption_frame_table(const std::vector<AbsorptionAnalysis>& analyses);
Table absorption_kinetics_table(const std::vector<AbsorptionAnalysis>& analyses);
Table absorption_dilution_table(const std::vector<AbsorptionAnalysis>& analyses);
std::vector<Array> absorption_arrays(const std::vector<AbsorptionAnalysis>& analyses);

std::vector<Quantity> absorption_quantities(const AbsorptionAnalysis& analysis);
std::vector<Quantity> slope_ratios(const std::vector<AbsorptionAnalysis>& analyses);
std::vector<FitSummary> absorption_fits(const AbsorptionAnalysis& analysis);

std::string absorption_headline(const std::vector<AbsorptionAnalysis>& analyses);
std::vector<std::string> absorption_warnings(const AbsorptionAnalysis& analysis);

std::vector<Figure> absorption_figures(const std::vector<AbsorptionAnalysis>& analyses);

}  // namespace nacre::study
