#include "nacre/spectra/emission_peaks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

namespace nacre::spectra {
namespace {

constexpr double four_ln_2 = 4 * std::numbers::ln2;
const double unit_height = std::sqrt(four_ln_2 / std::numbers::pi);  // of area 1 and width 1

// The shape of a Gaussian of area 1, and what its derivatives need.
struct Shape {
  double value = 0;
  double u = 0;  // distance from the middle over the width
};

Shape shape_of(double center, double fwhm, double x) {
  const double u = (x - center) / fwhm;
  return {unit_height / fwhm * std::exp(-four_ln_2 * u * u), u};
}

// Position along the axis from -1 to 1, for the slope of the baseline.
double along(const EmissionSpectrum& spectrum, std::size_t i) {
  const double low = spectrum.x.front(), high = spectrum.x.back();
  return (2 * spectrum.x[i] - low - high) / (high - low);
}

class PeakResiduals {
 public:
  PeakResiduals(std::shared_ptr<const EmissionSpectrum> spectrum, std::size_t n_peaks,
                std::size_t baseline_terms)
      : spectrum_(std::move(spectrum)), n_peaks_(n_peaks), baseline_terms_(baseline_terms) {}

  void residuals(std::span<const double> values, std::span<double> out) const {
    for (std::size_t i = 0; i < out.size(); ++i) {
      double model = baseline(values, i);
      for (std::size_t k = 0; k < n_peaks_; ++k)
        model += values[3 * k] * shape_of(values[3 * k + 1], values[3 * k + 2], spectrum_->x[i]).value;
      out[i] = (model - spectrum_->density[i]) / spectrum_->sigma[i];
    }
  }

  void derivatives(std::span<const double> values, std::span<double> out) const {
    const std::size_t n = values.size();
    for (std::size_t i = 0; i < spectrum_->x.size(); ++i) {
      const std::span<double> row = out.subspan(i * n, n);
      const double weight = 1 / spectrum_->sigma[i];
      for (std::size_t k = 0; k < n_peaks_; ++k) {
        const double area = values[3 * k], fwhm = values[3 * k + 2];
        const auto [shape, u] = shape_of(values[3 * k + 1], fwhm, spectrum_->x[i]);
        row[3 * k] = weight * shape;
        row[3 * k + 1] = weight * area * shape * 2 * four_ln_2 * u / fwhm;
        row[3 * k + 2] = weight * area * shape * (2 * four_ln_2 * u * u - 1) / fwhm;
      }
      if (baseline_terms_ > 0) row[3 * n_peaks_] = weight * spectrum_->per_signal[i];
      if (baseline_terms_ > 1)
        row[3 * n_peaks_ + 1] = weight * spectrum_->per_signal[i] * along(*spectrum_, i);
    }
  }

 private:
  double baseline(std::span<const double> values, std::size_t i) const {
    double signal = 0;
    if (baseline_terms_ > 0) signal += values[3 * n_peaks_];
    if (baseline_terms_ > 1) signal += values[3 * n_peaks_ + 1] * along(*spectrum_, i);
    return signal * spectrum_->per_signal[i];
  }

  std::shared_ptr<const EmissionSpectrum> spectrum_;
  std::size_t n_peaks_;
  std::size_t baseline_terms_;
};

// Inside the bounds, off them by a thousandth of the range, so that a fit can move either way.
double inside(double value, double low, double high) {
  const double margin = 1e-3 * (high - low);
  return std::clamp(value, low + margin, high - margin);
}

void add_peak(const EmissionSpectrum& spectrum, const Peak& start, const PeakModel& model, std::size_t k,
              fit::Problem& problem) {
  const bool energy = spectrum.axis == EmissionAxis::energy;
  const std::string unit = energy ? "eV" : "nm", number = "_" + std::to_string(k + 1);
  const double low = spectrum.x.front(), high = spectrum.x.back();
  problem.parameters.push_back({.name = "area" + number,
                                .description = "light in line " + std::to_string(k + 1),
                                .start = std::max(start.area, 0.0),
                                .lower = 0});
  problem.parameters.push_back({.name = (energy ? "energy" : "wavelength") + number,
                                .unit = unit,
                                .description = "its middle",
                                .start = inside(start.center, low, high),
                                .lower = low,
                                .upper = high});
  problem.parameters.push_back({.name = "fwhm" + number,
                                .unit = unit,
                                .description = "its full width at half maximum",
                                .start = inside(start.fwhm, model.min_fwhm, model.max_fwhm),
                                .lower = model.min_fwhm,
                                .upper = model.max_fwhm});
  if (model.shared_width && k > 0) problem.parameters.back().tied_to = "fwhm_1";
}

void add_baseline(std::span<const double> start, const PeakModel& model, fit::Problem& problem) {
  const auto at = [start](std::size_t i) { return i < start.size() ? start[i] : 0; };
  if (model.baseline_terms > 0)
    problem.parameters.push_back({.name = "offset",
                                  .description = "baseline of the signal in the middle of the axis",
                                  .start = at(0)});
  if (model.baseline_terms > 1)
    problem.parameters.push_back(
        {.name = "slope", .description = "its rise from the middle to the upper end", .start = at(1)});
}

std::vector<double> baseline_values(const PeakFit& fit) {
  const auto first = fit.result.values.begin() + static_cast<std::ptrdiff_t>(3 * fit.peaks.size());
  return {first, fit.result.values.end()};
}

void take_over(PeakFit& fit, std::size_t n_peaks) {
  fit.peaks.clear();
  fit.errors.clear();
  for (std::size_t k = 0; k < n_peaks; ++k) {
    const auto &values = fit.result.values, &errors = fit.result.uncertainties;
    fit.peaks.push_back({values[3 * k], values[3 * k + 1], values[3 * k + 2]});
    fit.errors.push_back({errors[3 * k], errors[3 * k + 1], errors[3 * k + 2]});
  }
}

bool redder(EmissionAxis axis, const Peak& a, const Peak& b) {
  return axis == EmissionAxis::energy ? a.center < b.center : a.center > b.center;
}

}  // namespace

double gaussian(const Peak& peak, double x) { return peak.area * shape_of(peak.center, peak.fwhm, x).value; }

bool PeakFit::is_significant(std::size_t peak, double areas) const {
  const Peak &value = peaks[peak], &error = errors[peak];
  if (result.at_bound[3 * peak + 1] || result.at_bound[3 * peak + 2]) return false;
  return value.area > areas * error.area && error.center < value.fwhm;  // false for errors that are NaN
}

bool PeakFit::at_bound() const {
  for (std::size_t k = 0; k < peaks.size(); ++k)
    if (result.at_bound[3 * k + 1] || result.at_bound[3 * k + 2]) return true;
  return false;
}

fit::Problem peak_problem(const std::shared_ptr<const EmissionSpectrum>& spectrum,
                          std::span<const Peak> start, const PeakModel& model,
                          std::span<const double> baseline) {
  if (start.empty() || start.size() > most_peaks) throw std::invalid_argument("one to three peaks");
  if (spectrum->x.size() < 2) throw std::invalid_argument("a spectrum has at least two points");
  fit::Problem problem{.model = std::to_string(start.size()) +
                                (start.size() == 1 ? " Gaussian in " : " Gaussians in ") +
                                (spectrum->axis == EmissionAxis::energy ? "energy" : "wavelength")};
  problem.scale_sigmas = model.scale_sigmas;
  for (std::size_t k = 0; k < start.size(); ++k) add_peak(*spectrum, start[k], model, k, problem);
  add_baseline(baseline, model, problem);
  const auto residuals = std::make_shared<const PeakResiduals>(
      spectrum, start.size(), static_cast<std::size_t>(std::max(model.baseline_terms, 0)));
  problem.data.push_back(
      {.name = "spectrum",
       .n_residuals = static_cast<int>(spectrum->x.size()),
       .residuals = [residuals](auto values, auto out) { residuals->residuals(values, out); },
       .derivatives = [residuals](auto values, auto out) { residuals->derivatives(values, out); }});
  return problem;
}

PeakFit fit_peaks(const std::shared_ptr<const EmissionSpectrum>& spectrum, std::span<const Peak> start,
                  const PeakModel& model, std::span<const double> baseline) {
  const auto in_order = [&](const Peak& a, const Peak& b) { return redder(spectrum->axis, a, b); };
  std::vector<Peak> from(start.begin(), start.end());
  std::ranges::stable_sort(from, in_order);
  PeakFit fit{.problem = peak_problem(spectrum, from, model, baseline)};
  fit.result = fit::fit(fit.problem);
  take_over(fit, from.size());
  if (std::ranges::is_sorted(fit.peaks, in_order)) return fit;
  // Once more from the solution with its peaks in order: parameters, covariance and bounds follow.
  from = fit.peaks;
  std::ranges::stable_sort(from, in_order);
  fit.problem = peak_problem(spectrum, from, model, baseline_values(fit));
  fit.result = fit::fit(fit.problem);
  take_over(fit, from.size());
  return fit;
}

std::vector<double> peak_density(const EmissionSpectrum& spectrum, const Peak& peak) {
  std::vector<double> out;
  for (const double x : spectrum.x) out.push_back(gaussian(peak, x));
  return out;
}

std::vector<double> baseline_density(const EmissionSpectrum& spectrum, const PeakFit& fit) {
  const std::vector<double> terms = baseline_values(fit);
  std::vector<double> out(spectrum.x.size(), 0.0);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double signal =
        (terms.empty() ? 0 : terms[0]) + (terms.size() < 2 ? 0 : terms[1] * along(spectrum, i));
    out[i] = signal * spectrum.per_signal[i];
  }
  return out;
}

std::vector<double> fitted_density(const EmissionSpectrum& spectrum, const PeakFit& fit) {
  std::vector<double> out = baseline_density(spectrum, fit);
  for (const Peak& peak : fit.peaks) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += gaussian(peak, spectrum.x[i]);
  }
  return out;
}

}  // namespace nacre::spectra
