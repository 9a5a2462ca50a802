#include "nacre/study/absorption_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <stdexcept>

#include "nacre/core/parallel.hpp"
#include "nacre/spectra/photon_energy.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

using spectra::Measured;

std::string case_name(const Case& one) {
  if (!one.label.empty() && std::holds_alternative<std::string>(one.label.front().second))
    return std::filesystem::path(std::get<std::string>(one.label.front().second)).stem().string();
  return std::filesystem::path(one.text("data.file")).stem().string();
}

// --- one spectrum
// ---------------------------------------------------------------------------------------------

// Between the two points about a wavelength, with the error of the baseline there.
Measured read_at(const AbsorptionAnalysis& analysis, const AbsorptionFrame& frame, double wavelength_nm) {
  const std::vector<double>& x = analysis.data.wavelength_nm;
  const auto above = static_cast<std::size_t>(std::ranges::lower_bound(x, wavelength_nm) - x.begin());
  const std::size_t high = std::clamp<std::size_t>(above, 1, x.size() - 1), low = high - 1;
  const double share = (wavelength_nm - x[low]) / (x[high] - x[low]);
  const double value = (1 - share) * frame.absorbance[low] + share * frame.absorbance[high];
  const double noise = frame.raw->sigma * std::hypot(1 - share, share);
  return {value, std::sqrt(noise * noise + frame.baseline.variance(wavelength_nm))};
}

double raw_at(const AbsorptionAnalysis& analysis, const AbsorptionFrame& frame, double wavelength_nm) {
  return read_at(analysis, frame, wavelength_nm).value + frame.baseline.at(wavelength_nm);
}

void subtract_baseline(const AbsorptionAnalysis& analysis, AbsorptionFrame& frame) {
  const std::vector<double>& x = analysis.data.wavelength_nm;
  frame.absorbance = frame.raw->absorbance;
  frame.baseline = spectra::fit_baseline(x, frame.absorbance, frame.raw->sigma, analysis.plan.baseline);
  for (std::size_t i = 0; i < x.size(); ++i) frame.absorbance[i] -= frame.baseline.at(x[i]);
}

// The error of the derivative's minimum is taken from the fit.
Measured place_of(PeakPosition position, const spectra::ExcitonFit& fit, std::size_t population) {
  const Measured component = fit.excitons[population].peak_nm;
  if (position == PeakPosition::derivative) return {fit.minima_nm[population], component.error};
  if (position == PeakPosition::maximum) return *fit.maximum_nm;
  return component;
}

PopulationSize size_of(const AbsorptionAnalysis& analysis, const spectra::ExcitonFit& fit,
                       std::size_t population) {
  const AbsorptionPlan& plan = analysis.plan;
  PopulationSize size{.peak_nm = place_of(analysis.position, fit, population),
                      .diameter_nm = {no_value, no_value}};
  if (!plan.sizing) return size;
  const spectra::Sizing& sizing = *plan.sizing;
  const double diameter = sizing.diameter_nm(size.peak_nm.value);
  size.diameter_nm = {diameter, sizing.slope(size.peak_nm.value) * size.peak_nm.error};
  size.dispersity = spectra::size_dispersity(sizing, size.peak_nm, fit.excitons[population].sigma_nm(),
                                             plan.homogeneous_nm.value_or(0));
  size.deviation_nm = size.dispersity.value * diameter;
  size.in_range = sizing.in_range(diameter);
  return size;
}

// One place for all spectra of a series: a shoulder among maxima would make the sizes jump.
void choose_position(AbsorptionAnalysis& analysis) {
  for (const AbsorptionFrame& frame : analysis.frames)
    if (frame.ok() && !frame.peak.excitons.empty() && !frame.peak.maximum_nm) ++analysis.shoulders;
  analysis.position = analysis.plan.position;
  if (analysis.position != PeakPosition::automatic) return;
  const bool maxima = analysis.shoulders == 0 && analysis.plan.peak.populations == 1;
  analysis.position = maxima ? PeakPosition::maximum : PeakPosition::component;
}

void find_sizes(const AbsorptionAnalysis& analysis, AbsorptionFrame& frame) {
  if (analysis.position == PeakPosition::maximum && !frame.peak.maximum_nm) {
    frame.status = "the first exciton is a shoulder: the fitted curve has no maximum";
    return;
  }
  for (std::size_t i = 0; i < frame.peak.excitons.size(); ++i)
    frame.sizes.push_back(size_of(analysis, frame.peak, i));
  if (analysis.plan.sizing && std::isnan(frame.sizes.front().diameter_nm.value))
    frame.status = "the first exciton is where the sizing curve gives no size";
}

// ln of a card's coefficient where the first exciton is elsewhere.
double log_extinction(const AbsorptionPlan& plan, double peak_nm, double hwhm_eV) {
  return std::log(spectra::extinction_per_M_cm(*plan.amount->exciton, plan.sizing->diameter_nm(peak_nm),
                                               spectra::energy_eV(peak_nm), hwhm_eV));
}

// The sources define their coefficients by all of the absorbance at the maximum, after scattered light. The
// size has a part in the coefficient by the place of the peak; with some cards the width has one, too.
spectra::ExcitonRead exciton_read(const AbsorptionAnalysis& analysis, AbsorptionFrame& frame) {
  const AbsorptionPlan& plan = analysis.plan;
  const spectra::Exciton& exciton = frame.peak.excitons.front();
  const double peak_nm = frame.sizes.front().peak_nm.value, hwhm_eV = exciton.hwhm_eV();
  const double at_nm = frame.peak.maximum_nm ? frame.peak.maximum_nm->value : exciton.peak_nm.value;
  const double h = 0.01;  // nm
  const double per_peak_nm =
      (log_extinction(plan, peak_nm + h, hwhm_eV) - log_extinction(plan, peak_nm - h, hwhm_eV)) / (2 * h);
  const bool by_width = plan.amount->exciton->form == spectra::ExcitonForm::energy;
  frame.extinction_power = by_width ? 0 : plan.amount->exciton->b;
  frame.saturated = raw_at(analysis, frame, at_nm) > plan.limit;
  const Measured& height = frame.peak.height;
  const double baseline = std::sqrt(frame.baseline.variance(at_nm));
  return {.absorbance = {height.value, std::hypot(height.error, baseline)},
          .dilution = frame.raw->dilution,
          .dilution_relative_error = plan.dilution_error,
          .path_cm = plan.path_cm,
          .extinction_per_M_cm = std::exp(log_extinction(plan, peak_nm, hwhm_eV)),
          .extinction_relative_error = by_width ? exciton.sigma_eV.error / exciton.sigma_eV.value : 0,
          .extinction_per_nm = per_peak_nm / plan.sizing->slope(peak_nm)};
}

spectra::AbsorbanceRead intrinsic_read(const AbsorptionAnalysis& analysis, AbsorptionFrame& frame) {
  const AbsorptionPlan& plan = analysis.plan;
  const double at_nm = plan.amount->wavelength_nm;
  frame.saturated = raw_at(analysis, frame, at_nm) > plan.limit;
  return {.absorbance = read_at(analysis, frame, at_nm),
          .dilution = frame.raw->dilution,
          .dilution_relative_error = plan.dilution_error,
          .path_cm = plan.path_cm,
          .intrinsic_per_cm = plan.amount->intrinsic_per_cm};
}

// Of two populations the absorbance far above gives the material of both together, and not how many
// particles there are of each.
void forget_particles(spectra::ParticleAmount& amount) {
  amount.mean_volume_nm3 = amount.concentration_uM = {no_value, no_value};
  amount.correlation_with_diameter = amount.correlation_with_fraction = no_value;
}

void read_amount(const AbsorptionAnalysis& analysis, AbsorptionFrame& frame) {
  const AbsorptionPlan& plan = analysis.plan;
  const PopulationSize& size = frame.sizes.front();
  const spectra::ParticleSize particle{.diameter_nm = size.diameter_nm,
                                       .deviation_nm = plan.homogeneous_nm ? size.deviation_nm : 0};
  const auto take = [&](const auto& read) {
    frame.read = read.absorbance;
    frame.amount = spectra::particle_amount(read, particle);
  };
  if (plan.amount->exciton != nullptr)
    take(exciton_read(analysis, frame));
  else
    take(intrinsic_read(analysis, frame));
  if (plan.precursor_mM)
    frame.yield =
        spectra::yield_of(frame.amount->volume_fraction, *plan.molar_volume_cm3_mol, *plan.precursor_mM);
  if (plan.peak.populations > 1) {
    forget_particles(*frame.amount);
  } else if (plan.sites) {
    const auto [sites, per_nm] = sites_per_particle(*plan.sites, size.diameter_nm.value);
    frame.sites_mM = spectra::sites_mM(*frame.amount, particle, sites, per_nm);
  }
}

void find_peak(const AbsorptionAnalysis& analysis, const spectra::ExcitonFinder* finder,
               AbsorptionFrame& frame) {
  frame.usable = frame.raw->defect.empty();
  frame.status = frame.usable ? "ok" : frame.raw->defect;
  if (!frame.usable) return;
  subtract_baseline(analysis, frame);
  if (finder == nullptr) return;
  frame.peak = (*finder)(frame.absorbance, frame.raw->sigma);
  if (!frame.peak.found()) frame.status = frame.peak.failure;
}

void analyse_frame(const AbsorptionAnalysis& analysis, AbsorptionFrame& frame) {
  if (frame.ok() && analysis.plan.find_peaks) find_sizes(analysis, frame);
  if (frame.ok() && analysis.plan.amount) read_amount(analysis, frame);
  if (frame.usable && analysis.plan.dilution_nm)
    frame.saturated = raw_at(analysis, frame, *analysis.plan.dilution_nm) > analysis.plan.limit;
}

std::unique_ptr<spectra::ExcitonFinder> finder_of(const AbsorptionAnalysis& analysis) {
  if (!analysis.plan.find_peaks) return nullptr;
  return std::make_unique<spectra::ExcitonFinder>(analysis.data.wavelength_nm, analysis.plan.peak);
}

// --- the series
// -----------------------------------------------------------------------------------------------

spectra::KineticPoint kinetic_point(const AbsorptionFrame& frame) {
  const spectra::ParticleAmount& amount = *frame.amount;
  return {.time_s = frame.raw->at,
          .yield = frame.yield.value_or(amount.volume_fraction),
          .concentration_uM = amount.concentration_uM,
          .correlation = std::clamp(amount.correlation_with_fraction, -0.999, 0.999)};
}

void fit_kinetics(AbsorptionAnalysis& analysis) {
  if (!analysis.plan.kinetics) return;
  std::vector<spectra::KineticPoint> points;
  for (const AbsorptionFrame& frame : analysis.frames) {
    const bool late = analysis.plan.until_s && frame.raw->at > *analysis.plan.until_s;
    if (frame.ok() && frame.amount && !late && frame.raw->at >= analysis.plan.kinetics->start_s)
      points.push_back(kinetic_point(frame));
  }
  try {
    analysis.kinetics = spectra::fit_yield_kinetics(std::move(points), *analysis.plan.kinetics);
  } catch (const std::invalid_argument& reason) {
    analysis.kinetics_failure = reason.what();
  }
}

void fit_dilution(AbsorptionAnalysis& analysis) {
  if (!analysis.plan.dilution_nm) return;
  std::vector<spectra::DilutionPoint> points;
  for (const AbsorptionFrame& frame : analysis.frames) {
    if (!frame.usable) continue;
    Measured read = read_at(analysis, frame, *analysis.plan.dilution_nm);
    read.error = std::hypot(read.error, analysis.plan.dilution_error * read.value);
    points.push_back({frame.raw->at, read});
  }
  try {
    analysis.dilution = spectra::fit_dilution(std::move(points), analysis.plan.dilution_errors_known);
  } catch (const std::invalid_argument& reason) {
    throw Error({.code = ExitCode::data,
                 .place = {.file = analysis.one->text("data.file")},
                 .message = reason.what()});
  }
}

void refuse_nothing_found(const AbsorptionAnalysis& analysis) {
  if (analysis.last_ok() != nullptr) return;
  const AbsorptionFrame& first = analysis.frames.front();
  throw Error({.code = ExitCode::data,
               .place = {.file = analysis.one->text("data.file")},
               .message = "no spectrum gives what the study asks for",
               .found = "\"" + first.raw->name + "\": " + first.status,
               .hint = "from and to under [peak] say where the first exciton is looked for"});
}

}  // namespace

std::size_t AbsorptionAnalysis::defects() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(frames, [](const AbsorptionFrame& f) { return !f.ok(); }));
}

const AbsorptionFrame* AbsorptionAnalysis::last_ok() const {
  for (std::size_t i = frames.size(); i-- > 0;)
    if (frames[i].ok()) return &frames[i];
  return nullptr;
}

double AbsorptionAnalysis::window_shift_nm(const AbsorptionFrame& frame) const {
  return position == PeakPosition::maximum ? frame.peak.maximum_shift_nm : frame.peak.window_shift_nm;
}

SitesPerParticle sites_per_particle(const SmoothModels& models, double diameter_nm) {
  const double h = 1e-4;
  return {models.spherical(diameter_nm),
          (models.spherical(diameter_nm + h) - models.spherical(diameter_nm - h)) / (2 * h)};
}

// A wrong sizing curve makes all diameters wrong by the same share, the spread of sizes with them.
AbsorptionFinal with_common_errors(const AbsorptionAnalysis& analysis, const AbsorptionFrame& frame) {
  const double of_size = analysis.plan.sizing_error, power = frame.extinction_power;
  const double of_coefficient = analysis.plan.amount ? analysis.plan.amount->relative_error : 0;
  const auto with = [&](const Measured& value, double by_coefficient, double by_size) {
    const double common = std::hypot(by_coefficient * of_coefficient, by_size * of_size);
    return Measured{value.value, std::hypot(value.error, common * value.value)};
  };
  AbsorptionFinal out;
  if (!frame.has_peak()) return out;
  const Measured& diameter = frame.sizes.front().diameter_nm;
  out.diameter_nm = with(diameter, 0, 1);
  if (!frame.amount) return out;
  if (std::isfinite(frame.amount->concentration_uM.value))
    out.concentration_uM = with(frame.amount->concentration_uM, 1, power);
  if (frame.yield) out.yield = with(*frame.yield, 1, 3 - power);
  if (!frame.sites_mM) return out;
  const auto [sites, per_nm] = sites_per_particle(*analysis.plan.sites, diameter.value);
  out.sites_mM = with(*frame.sites_mM, 1, per_nm * diameter.value / sites - power);
  return out;
}

AbsorptionAnalysis analyse_absorption(const Case& one, const RunControl& control) {
  AbsorptionAnalysis analysis{.one = &one, .name = case_name(one), .plan = read_absorption_plan(one)};
  const std::string slug = slug_of(analysis.name);
  analysis.slug = slug.empty() ? "series" : slug;
  analysis.data = read_absorption_data(one, analysis.plan);
  const auto finder = finder_of(analysis);
  for (const RawSpectrum& raw : analysis.data.spectra) analysis.frames.push_back({.raw = &raw});
  Stage stage(control, "spectra", static_cast<double>(analysis.frames.size()), "spectra");
  parallel_for(analysis.frames.size(), control, [&](std::size_t i) {
    find_peak(analysis, finder.get(), analysis.frames[i]);
    stage.advance(1);
  });
  choose_position(analysis);
  for (AbsorptionFrame& frame : analysis.frames) analyse_frame(analysis, frame);
  refuse_nothing_found(analysis);
  fit_kinetics(analysis);
  fit_dilution(analysis);
  return analysis;
}

}  // namespace nacre::study
