// Whole spectra of one or more series fitted at once: rates, spectra of the species, and the errors of both.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/spectra/kinetics_courses.hpp"
#include "nacre/spectra/straight_line.hpp"

namespace nacre::spectra {

// Spectra of the species of one series, or of all where they are shared. Errors include those of the rates.
struct SpeciesSpectra {
  std::vector<std::size_t> series{};  // that they hold for
  std::vector<std::string> names{};   // "A", "B", "C", "shift"
  Matrix values{};                    // one row a species
  Matrix errors{};
  std::vector<Matrix> slopes{};  // d values / d parameter of the problem
};

struct KineticsFit {
  KineticsModel model{};
  fit::Problem problem{};
  fit::Result result{};  // its n_data is less by the number of absorbances of species, which are fitted too
  std::vector<std::vector<Estimate>> ln_k{};  // of each series and rate, in 1/s
  std::vector<SpeciesSpectra> spectra{};
  std::vector<Matrix> courses{};    // of each series: concentrations over the total, one row a frame
  std::vector<Matrix> residuals{};  // of each series, (fit - data) / sigma, one row a frame
  double middle_K = 0;              // of the temperatures, where the rates are bound by Arrhenius
  double chi2 = 0;
  std::size_t n_data = 0;    // absorbances
  std::size_t n_linear = 0;  // absorbances of species
  bool noise_known = true;
  bool deficient = false;  // the courses do not tell the species apart

  // chi2 + 2 k with k all that is fitted, spectra included; n ln(chi2 / n) + 2 k where the noise is not
  // known.
  double aic() const;
  double bic() const;
  double chi2_reduced() const;

  // A -> B -> C: rates exchanged fit as well, with the spectrum of B such that [B] times it is the same
  // change. Which one is taken: the one whose B is less negative, else the faster rate first.
  bool exchange_is_as_good = false;
  std::vector<double> exchanged_b{};  // spectrum of B of the first series with the rates exchanged
};

// `noise_known`: else errors are scaled by the scatter of the residuals. Throws std::invalid_argument for no
// series, series of different wavelengths, too few frames, or models that contradict themselves.
KineticsFit fit_kinetics(std::span<const SpectraSeries> series, const KineticsModel& model,
                         bool noise_known = true);

}  // namespace nacre::spectra
