#include "nacre/spectra/emission_series.hpp"

#include <algorithm>
#include <limits>

#include "nacre/core/parallel.hpp"
#include "nacre/spectra/emission_starts.hpp"

namespace nacre::spectra {
namespace {

CountTrial trial_of(const PeakFit& fit) {
  CountTrial trial{.n = fit.peaks.size(),
                   .chi2 = fit.result.chi2,
                   .aic = fit.result.aic(),
                   .bic = fit.result.bic(),
                   .converged = fit.result.converged,
                   .at_bound = fit.at_bound(),
                   .significant = true};
  for (std::size_t k = 0; k < fit.peaks.size(); ++k) trial.significant &= fit.is_significant(k);
  return trial;
}

// What a frame hands on: its fits with every number of lines.
using Known = std::vector<std::vector<Peak>>;

// A number of lines is worth trying only where the data have more points than it has parameters.
bool determined(const EmissionSpectrum& spectrum, std::size_t n, const PeakModel& model) {
  const std::size_t widths = model.shared_width ? 1 : n;
  return spectrum.x.size() > 2 * n + widths + static_cast<std::size_t>(model.baseline_terms);
}

EmissionFit fit_frame(const std::shared_ptr<const EmissionSpectrum>& spectrum, const PeakModel& model,
                      const CountOptions& count, const Known& known) {
  EmissionFit out;
  if (spectrum == nullptr) return out;
  for (std::size_t n = 1; n <= static_cast<std::size_t>(count.most); ++n) {
    if (!determined(*spectrum, n, model)) break;
    const PeakFit* fewer = n > 1 ? &out.every_fit.back() : nullptr;
    PeakFit fit = best_fit(spectrum, n, model, fewer, known);
    out.trials.push_back(trial_of(fit));
    out.every_fit.push_back(std::move(fit));
  }
  if (out.trials.empty()) return out;
  out.fit = out.every_fit[chosen_count(out.trials, count)];
  out.done = true;
  return out;
}

Known known_from(const EmissionFit& fit) {
  Known known;
  for (const PeakFit& one : fit.every_fit) known.push_back(one.peaks);
  return known;
}

// The value a rule looks at; a fit that did not converge, or has a further line that is none, does not count.
double criterion(const CountTrial& trial, const CountOptions& options) {
  if (!trial.converged || (trial.n > 1 && trial.at_bound)) return std::numeric_limits<double>::infinity();
  const bool doubtful = options.rule == CountRule::given && trial.n > 1 && !trial.significant;
  return (options.rule == CountRule::bic ? trial.bic : trial.aic) + (doubtful ? options.margin : 0);
}

}  // namespace

std::size_t chosen_count(std::span<const CountTrial> trials, const CountOptions& options) {
  double lowest = std::numeric_limits<double>::infinity();
  for (const CountTrial& trial : trials) lowest = std::min(lowest, criterion(trial, options));
  const double margin = options.rule == CountRule::given ? 0 : options.margin;
  for (std::size_t i = 0; i < trials.size(); ++i)
    if (criterion(trials[i], options) <= lowest + margin) return i;
  return 0;
}

std::vector<EmissionFit> fit_emission_series(const EmissionSpectra& spectra, const PeakModel& model,
                                             const CountOptions& count, SeriesOrder order,
                                             const RunControl& control) {
  std::vector<EmissionFit> fits(spectra.size());
  Stage stage(control, "fitting lines", static_cast<double>(spectra.size()), "spectra");
  if (order == SeriesOrder::independent) {
    parallel_for(spectra.size(), control, [&](std::size_t i) {
      fits[i] = fit_frame(spectra[i], model, count, {});
      stage.advance(1);
    });
    return fits;
  }
  Known known;
  for (std::size_t k = 0; k < spectra.size(); ++k) {
    const std::size_t i = order == SeriesOrder::forward ? k : spectra.size() - 1 - k;
    fits[i] = fit_frame(spectra[i], model, count, known);
    if (fits[i].done) known = known_from(fits[i]);
    stage.advance(1);
  }
  return fits;
}

}  // namespace nacre::spectra
