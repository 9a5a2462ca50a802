#include "nacre/spectra/emission_starts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace nacre::spectra {
namespace {

constexpr int filter_widths = 8;
constexpr int most_places = 200;
constexpr double reach = 2;  // of the filter, in full widths

// Signal to noise of a Gaussian of this place and width in the rest, and the area it would have.
struct Match {
  double significance = 0;
  double area = 0;
};

Match match(const EmissionSpectrum& spectrum, std::span<const double> rest, const Peak& unit) {
  const auto first =
      std::ranges::lower_bound(spectrum.x, unit.center - reach * unit.fwhm) - spectrum.x.begin();
  const auto last =
      std::ranges::upper_bound(spectrum.x, unit.center + reach * unit.fwhm) - spectrum.x.begin();
  double overlap = 0, norm = 0;
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
    const double shape = gaussian(unit, spectrum.x[i]) / spectrum.sigma[i];
    overlap += shape * rest[i] / spectrum.sigma[i];
    norm += shape * shape;
  }
  return norm > 0 ? Match{overlap / std::sqrt(norm), overlap / norm} : Match{};
}

std::vector<double> rest_of(const EmissionSpectrum& spectrum, std::span<const double> explained) {
  std::vector<double> rest = spectrum.density;
  for (std::size_t i = 0; i < explained.size(); ++i) rest[i] -= explained[i];
  return rest;
}

bool better(const PeakFit& a, const std::optional<PeakFit>& b) {
  if (!b) return true;
  if (a.result.converged != b->result.converged) return a.result.converged;
  return a.result.chi2 < b->result.chi2;
}

std::vector<double> baseline_of(const EmissionSpectrum& spectrum, const PeakFit* fewer,
                                const PeakModel& model) {
  if (fewer == nullptr) return end_baseline(spectrum, model);
  const auto first = fewer->result.values.begin() + static_cast<std::ptrdiff_t>(3 * fewer->peaks.size());
  return {first, fewer->result.values.end()};
}

std::vector<double> with_baseline(const EmissionSpectrum& spectrum, const std::vector<double>& terms) {
  std::vector<double> out(spectrum.x.size(), 0.0);
  const double middle = terms.empty() ? 0 : terms[0];
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = middle * spectrum.per_signal[i];
  return out;
}

std::vector<std::vector<Peak>> own_starts(const EmissionSpectrum& spectrum, const PeakModel& model,
                                          const PeakFit* fewer) {
  if (fewer == nullptr)
    return {{outstanding_peak(spectrum, with_baseline(spectrum, end_baseline(spectrum, model)), model)}};
  std::vector<std::vector<Peak>> starts;
  std::vector<Peak> added = fewer->peaks;
  added.push_back(outstanding_peak(spectrum, fitted_density(spectrum, *fewer), model));
  starts.push_back(std::move(added));
  for (std::size_t k = 0; k < fewer->peaks.size(); ++k) starts.push_back(split(fewer->peaks, k));
  return starts;
}

}  // namespace

Peak outstanding_peak(const EmissionSpectrum& spectrum, std::span<const double> explained,
                      const PeakModel& model) {
  const std::vector<double> rest = rest_of(spectrum, explained);
  const std::size_t n = spectrum.x.size(), step = std::max<std::size_t>(1, n / most_places);
  const double ratio = std::pow(model.max_fwhm / model.min_fwhm, 1.0 / filter_widths);
  Peak best{0, spectrum.x[n / 2], std::sqrt(model.min_fwhm * model.max_fwhm)};
  double highest = 0;
  for (int k = 0; k < filter_widths; ++k) {
    const double fwhm = model.min_fwhm * std::pow(ratio, k + 0.5);
    for (std::size_t i = 0; i < n; i += step) {
      const auto [significance, area] = match(spectrum, rest, {1, spectrum.x[i], fwhm});
      if (!(significance > highest)) continue;
      highest = significance;
      best = {area, spectrum.x[i], fwhm};
    }
  }
  return best;
}

std::vector<double> end_baseline(const EmissionSpectrum& spectrum, const PeakModel& model) {
  if (model.baseline_terms == 0) return {};
  const std::size_t n = spectrum.x.size(), few = std::clamp<std::size_t>(n / 20, 1, 10);
  double low = 0, high = 0;
  for (std::size_t i = 0; i < few; ++i) {
    low += spectrum.density[i] / spectrum.per_signal[i] / static_cast<double>(few);
    high += spectrum.density[n - 1 - i] / spectrum.per_signal[n - 1 - i] / static_cast<double>(few);
  }
  if (model.baseline_terms == 1) return {std::min(low, high)};
  return {(low + high) / 2, (high - low) / 2};
}

std::vector<Peak> split(std::span<const Peak> peaks, std::size_t which) {
  std::vector<Peak> out(peaks.begin(), peaks.end());
  const Peak whole = out[which];
  out[which] = {whole.area / 2, whole.center - 0.3 * whole.fwhm, 0.75 * whole.fwhm};
  out.push_back({whole.area / 2, whole.center + 0.3 * whole.fwhm, 0.75 * whole.fwhm});
  return out;
}

PeakFit best_fit(const std::shared_ptr<const EmissionSpectrum>& spectrum, std::size_t n,
                 const PeakModel& model, const PeakFit* fewer, std::span<const std::vector<Peak>> known) {
  const std::vector<double> baseline = baseline_of(*spectrum, fewer, model);
  std::optional<PeakFit> best;
  const auto try_start = [&](const std::vector<Peak>& start) {
    PeakFit fit = fit_peaks(spectrum, start, model, baseline);
    if (better(fit, best)) best = std::move(fit);
  };
  for (const std::vector<Peak>& start : known)
    if (start.size() == n) try_start(start);
  for (const std::vector<Peak>& start : own_starts(*spectrum, model, fewer)) try_start(start);
  return std::move(*best);
}

}  // namespace nacre::spectra
