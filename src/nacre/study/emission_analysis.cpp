#include "nacre/study/emission_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "nacre/core/units.hpp"
#include "nacre/study/emission_regime.hpp"
#include "nacre/study/emission_sizes.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

using spectra::EmissionAxis;

spectra::SeriesOrder series_order(const Case& one) {
  const std::string& order = one.text("fit.order");
  if (order == "backward") return spectra::SeriesOrder::backward;
  return order == "forward" ? spectra::SeriesOrder::forward : spectra::SeriesOrder::independent;
}

spectra::EmissionSpectra spectra_of(const EmissionData& data) {
  spectra::EmissionSpectra list;
  for (const EmissionFrame& frame : data.frames) list.push_back(frame.spectrum);
  return list;
}

const spectra::EmissionSpectrum& first_spectrum(const EmissionData& data) {
  return *std::ranges::find_if(data.frames, [](const EmissionFrame& frame) {
            return frame.spectrum != nullptr;
          })->spectrum;
}

bool usable(const spectra::EmissionFit& fit) { return fit.done && fit.fit.result.converged; }

spectra::Tracks track(const std::vector<spectra::EmissionFit>& fits, EmissionAxis axis) {
  std::vector<spectra::LineEnergies> energies;
  for (const spectra::EmissionFit& fit : fits) {
    energies.emplace_back();
    if (!usable(fit)) continue;
    for (const spectra::Peak& peak : fit.fit.peaks) energies.back().push_back(energy_of(axis, peak.center));
  }
  return spectra::track_lines(energies);
}

PopulationPoint point_of(const spectra::PeakFit& fit, std::size_t k, EmissionAxis axis,
                         double more_error_eV) {
  const spectra::Peak &peak = fit.peaks[k], &error = fit.errors[k];
  PopulationPoint point{.there = true, .significant = fit.is_significant(k)};
  point.energy_eV = energy_of(axis, peak.center);
  point.energy_err_eV = std::hypot(energy_width_of(axis, peak.center, error.center), more_error_eV);
  point.wavelength_nm = wavelength_of(axis, peak.center);
  point.wavelength_err_nm =
      spectra::wavelength_width_of(EmissionAxis::energy, point.energy_eV, point.energy_err_eV);
  point.fwhm_meV = 1e3 * energy_width_of(axis, peak.center, peak.fwhm);
  point.fwhm_err_meV = 1e3 * energy_width_of(axis, peak.center, error.fwhm);
  point.area = peak.area;
  point.area_err = error.area;
  return point;
}

std::string status_of(const EmissionRow& row, int extra) {
  std::string status;
  const auto add = [&](const std::string& text) { status += (status.empty() ? "" : "; ") + text; };
  for (std::size_t k = 0; k < row.populations.size(); ++k) {
    if (!row.populations[k].there)
      add("population " + std::to_string(k + 1) + " not seen");
    else if (!row.populations[k].significant)
      add("population " + std::to_string(k + 1) + " not determined");
  }
  if (extra > 0) add("one line more than populations");
  return status.empty() ? "ok" : status;
}

EmissionRow row_of(const EmissionAnalysis& analysis, std::size_t i) {
  EmissionRow row;
  row.populations.resize(static_cast<std::size_t>(analysis.tracks.populations));
  const spectra::EmissionFit& fit = analysis.fits[i];
  row.bad = !usable(fit);
  if (row.bad) {
    row.status = fit.done ? "not converged" : "unusable: " + analysis.data.frames[i].defect;
    return row;
  }
  const EmissionAxis axis = analysis.data.frames[i].spectrum->axis;
  const double more_error_eV = 1e-3 * analysis.one->number("sizing.energy_error");
  int extra = 0;
  for (std::size_t k = 0; k < fit.fit.peaks.size(); ++k) {
    const int population = analysis.tracks.population[i][k];
    if (population < 0)
      ++extra;
    else
      row.populations[static_cast<std::size_t>(population)] = point_of(fit.fit, k, axis, more_error_eV);
  }
  row.status = status_of(row, extra);
  return row;
}

void warn_of_frames(EmissionAnalysis& analysis) {
  for (std::size_t i = 0; i < analysis.rows.size(); ++i)
    if (analysis.rows[i].bad)
      analysis.warnings.push_back(
          analysis.name + ": \"" + analysis.data.frames[i].name + "\" " +
          (analysis.fits[i].done ? "did not converge" : analysis.data.frames[i].defect));
}

// A chi2 far from 1 in most spectra says that errors or lines are not what they are taken for.
void warn_of_chi2(EmissionAnalysis& analysis) {
  std::vector<double> list;
  for (const spectra::EmissionFit& fit : analysis.fits)
    if (usable(fit)) list.push_back(fit.fit.result.chi2_reduced());
  if (list.empty() || analysis.model.scale_sigmas) return;
  std::ranges::nth_element(list, list.begin() + static_cast<std::ptrdiff_t>(list.size() / 2));
  const double median = list[list.size() / 2];
  if (median > 1.5)
    analysis.warnings.push_back(
        analysis.name + ": the median of reduced chi2 is " + format_rounded(median) +
        ": lines are not Gaussian, there are more of them, the baseline is another, or noise is larger than "
        "taken; "
        "errors of the parameters are too small, unless scale_errors = true under [fit]");
}

}  // namespace

bool PopulationPoint::sized() const {
  return significant && size.radius_nm > 0 && size.radius_err_nm > 0 && std::isfinite(size.radius_err_nm);
}

bool EmissionAnalysis::converged() const { return used() > 0; }

std::size_t EmissionAnalysis::used() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(rows, [](const EmissionRow& row) { return !row.bad; }));
}

std::string emission_case_name(const Case& one) {
  std::string name;
  for (const auto& [key, value] : one.label) {
    if (!name.empty()) name += ", ";
    name += std::holds_alternative<std::string>(value) ? std::get<std::string>(value)
                                                       : key + " " + format_number(std::get<double>(value));
  }
  return name.empty() ? std::filesystem::path(one.text("data.file")).stem().string() : name;
}

spectra::PeakModel peak_model(const Case& one, const spectra::EmissionSpectrum& first) {
  const std::string& baseline = one.text("model.baseline");
  const double low_eV = 1e-3 * one.number("model.narrowest"), high_eV = 1e-3 * one.number("model.widest");
  if (!(low_eV < high_eV))
    throw one.error("model.narrowest", "no width is between the narrowest and the widest", {},
                    "less than " + format_number(one.number("model.widest")) + " meV");
  const double middle = 0.5 * (first.x.front() + first.x.back());
  const bool energy = first.axis == EmissionAxis::energy;
  const auto width = [&](double eV) {
    return energy ? eV
                  : spectra::wavelength_width_of(EmissionAxis::energy, energy_of(first.axis, middle), eV);
  };
  return {.baseline_terms = baseline == "none"     ? 0
                            : baseline == "offset" ? 1
                                                   : 2,
          .shared_width = one.text("model.width") == "shared",
          .min_fwhm = width(low_eV),
          .max_fwhm = width(high_eV),
          .scale_sigmas = one.number("fit.scale_errors") != 0};
}

spectra::CountOptions count_options(const Case& one) {
  const std::string& text = one.text("model.populations");
  const spectra::CountRule rule = text == "aic"   ? spectra::CountRule::aic
                                  : text == "bic" ? spectra::CountRule::bic
                                                  : spectra::CountRule::given;
  return {.rule = rule, .most = most_lines(one)};
}

EmissionAnalysis analyse_emission(const Case& one, const RunControl& control) {
  EmissionAnalysis analysis{.one = &one, .name = emission_case_name(one)};
  analysis.slug = slug_of(analysis.name);
  if (analysis.slug.empty()) analysis.slug = "series";
  const spectra::Sizing sizing = read_emission_sizing(one);
  check_stokes_keys(one);
  analysis.data = read_emission_data(one);
  analysis.warnings = analysis.data.warnings;
  analysis.curve = spectra::find_sizing_curve(one.text("sizing.curve"));
  analysis.model = peak_model(one, first_spectrum(analysis.data));
  analysis.fits = spectra::fit_emission_series(spectra_of(analysis.data), analysis.model, count_options(one),
                                               series_order(one), control);
  analysis.tracks = track(analysis.fits, first_spectrum(analysis.data).axis);
  for (std::size_t i = 0; i < analysis.fits.size(); ++i) analysis.rows.push_back(row_of(analysis, i));
  warn_of_frames(analysis);
  warn_of_chi2(analysis);
  add_sizes(analysis, sizing);
  add_regime(analysis, sizing, control);
  return analysis;
}

}  // namespace nacre::study
