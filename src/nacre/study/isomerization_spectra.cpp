#include "nacre/study/isomerization_spectra.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/core/words.hpp"
#include "nacre/study/isomerization_keys.hpp"

namespace nacre::study {
namespace {

using spectra::KineticsFit;
using spectra::KineticsModel;
using spectra::RateLaw;

constexpr double clearly_better = 10;     // AIC
constexpr double derivative_shape = 0.7;  // share of the third spectrum that derivatives explain
constexpr double noise_off = 1.5;         // estimated over given noise
constexpr double drifts_below = 0.001;    // probability
constexpr double clear_remainder = 4;     // standard errors

std::vector<std::size_t> positions(const std::vector<bool>& used) {
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < used.size(); ++i)
    if (used[i]) list.push_back(i);
  return list;
}

spectra::IsosbesticSettings isosbestic_settings(const Case& one) {
  spectra::IsosbesticSettings settings;
  if (!one.has("isosbestic.window")) return settings;
  const std::vector<double>& window = one.at("isosbestic.window").numbers;
  if (window.size() != 2 || !(window[0] < window[1]))
    throw one.error("isosbestic.window", "a window is two wavelengths, the shorter first");
  settings.from_nm = window[0];
  settings.to_nm = window[1];
  return settings;
}

// Frames that miss the isosbestic point are named, and left out unless the study keeps them.
void find_points(const Case& one, SampleAnalysis& sample, SpectraAnalysis& analysis) {
  // Only two species that both absorb have one.
  if (choice_or_default(one, "model.law") == "a-b-c" || choice_or_default(one, "model.dark") == "a") return;
  const std::vector<std::size_t> wanted = positions(sample.used);
  sample.isosbestic =
      spectra::find_isosbestic(spectra::selected(sample.all, wanted), isosbestic_settings(one));
  const bool keep = choice_or_default(one, "data.misfits") == "keep";
  std::vector<std::string> names;
  for (const std::size_t i : sample.isosbestic.misfits) {
    const std::size_t frame = wanted[i];
    names.push_back(sample.all.frame_names[frame]);
    if (keep) continue;
    sample.used[frame] = false;
    sample.why[frame] = "misses the isosbestic point";
  }
  if (!names.empty())
    analysis.warnings.push_back(
        sample.all.name + ": " + join(names) + (names.size() == 1 ? " misses" : " miss") +
        " the isosbestic point at " +
        format_rounded(sample.isosbestic.points.front().wavelength_nm.value, 5) + " nm" +
        (keep ? "" : " and is left out") +
        (sample.isosbestic.misfits.front() == 0 ? " (a first frame taken during warm-up does)" : ""));
}

SampleAnalysis start_sample(const Case& one, std::size_t i, SpectraAnalysis& analysis) {
  SampleAnalysis sample{.all = analysis.data.samples[i], .used = analysis.data.wanted[i]};
  sample.why.resize(sample.used.size());
  for (std::size_t f = 0; f < sample.used.size(); ++f)
    if (!sample.used[f]) sample.why[f] = left_out_by_study;
  find_points(one, sample, analysis);
  sample.series = spectra::selected(sample.all, positions(sample.used));
  sample.rank = spectra::analyse_rank(sample.series);
  sample.noise = spectra::noise_from_roughness(sample.series);
  return sample;
}

// --- models -----------------------------------------------------------------------------------

KineticsModel base_model(const Case& one) {
  KineticsModel model;
  model.dark[0] = choice_or_default(one, "model.dark") == "a";
  model.shared_spectra = choice_or_default(one, "model.spectra") == "shared";
  return model;
}

std::vector<KineticsModel> models_to_try(const Case& one) {
  const std::string law = choice_or_default(one, "model.law");
  const std::string shift = choice_or_default(one, "model.peak_shift");
  std::vector<KineticsModel> models;
  for (const spectra::LawCard& card : spectra::law_cards) {
    const bool in_auto = law == "auto" && card.law != RateLaw::two_way;
    if (card.name != law && !in_auto) continue;
    models.push_back(base_model(one));
    models.back().law = card.law;
  }
  const bool two_species = models.front().law != RateLaw::consecutive && !models.front().dark[0];
  if (shift == "fit" && !two_species)
    throw one.error("model.peak_shift",
                    "bands that move can be fitted only where there are two species that both absorb", "fit",
                    "law = \"a-to-b\" or \"a-b-equilibrium\", dark = \"none\"");
  if (shift != "ignore" && two_species) {
    models.push_back(models.front());
    models.back().peak_shift = true;
  }
  return models;
}

std::size_t frames_needed(const KineticsModel& model) {
  return spectra::course_names(model).size() + spectra::card_of(model.law).rates;
}

std::vector<double> row_of(const spectra::Matrix& m, std::size_t i) {
  const auto begin = m.values.begin() + static_cast<std::ptrdiff_t>(i * m.columns);
  return {begin, begin + static_cast<std::ptrdiff_t>(m.columns)};
}

void fill_shifts(SpectraAnalysis& analysis) {
  if (!analysis.shifting) return;
  for (const spectra::SpeciesSpectra& s : analysis.models[*analysis.shifting].spectra)
    for (const std::size_t i : s.series)
      analysis.samples[i].shift = spectra::fitted_shift(analysis.models[*analysis.shifting], s,
                                                        analysis.samples[i].series.wavelength_nm);
}

bool has_derivative_shape(const SpectraAnalysis& analysis) {
  return std::ranges::any_of(analysis.samples, [](const SampleAnalysis& sample) {
    return sample.shift && sample.shift->explained > derivative_shape;
  });
}

// Lowest AIC of the laws; one that gains by bands that move loses to the law with these.
void choose_model(const Case& one, SpectraAnalysis& analysis) {
  std::size_t best = 0;
  for (std::size_t m = 1; m < analysis.models.size(); ++m)
    if (m != analysis.shifting && analysis.models[m].aic() < analysis.models[best].aic()) best = m;
  analysis.chosen = best;
  if (!analysis.shifting) return;
  const double moving = analysis.models[*analysis.shifting].aic();
  analysis.shift_recognised = has_derivative_shape(analysis) &&
                              moving < analysis.models[0].aic() - clearly_better &&
                              moving < analysis.models[best].aic();
  if (analysis.shift_recognised) analysis.chosen = 0;
  if (choice_or_default(one, "model.peak_shift") == "fit") analysis.chosen = *analysis.shifting;
}

void fit_models(const Case& one, SpectraAnalysis& analysis) {
  std::vector<spectra::SpectraSeries> series;
  std::size_t fewest = static_cast<std::size_t>(-1);
  for (const SampleAnalysis& sample : analysis.samples) {
    series.push_back(sample.series);
    fewest = std::min(fewest, sample.series.frames());
  }
  const bool known = choice_or_default(one, "errors.size") == "floor";
  for (const KineticsModel& model : models_to_try(one)) {
    if (frames_needed(model) > fewest && !analysis.models.empty()) continue;
    if (frames_needed(model) > fewest)
      throw one.error("data.file", "too few spectra are left for the rate law", std::to_string(fewest),
                      "at least " + std::to_string(frames_needed(model)));
    if (model.peak_shift) analysis.shifting = analysis.models.size();
    analysis.models.push_back(spectra::fit_kinetics(series, model, known));
  }
  fill_shifts(analysis);
  choose_model(one, analysis);
  if (choice_or_default(one, "model.rates") != "arrhenius") return;
  if (!analysis.data.several_temperatures)
    throw one.error("model.rates", "Arrhenius' law needs samples at several temperatures");
  KineticsModel bound = analysis.fit().model;
  bound.arrhenius = true;
  analysis.bound = spectra::fit_kinetics(series, bound, known);
}

// --- the overlap correction -------------------------------------------------------------------

const spectra::SpeciesSpectra& species_of(const KineticsFit& fit, std::size_t sample) {
  for (const spectra::SpeciesSpectra& s : fit.spectra)
    if (std::ranges::find(s.series, sample) != s.series.end()) return s;
  return fit.spectra.front();
}

// Of a sample that begins as B, B is the one that is consumed.
void add_overlap(const Case& one, std::size_t index, SpectraAnalysis& analysis) {
  SampleAnalysis& sample = analysis.samples[index];
  const KineticsModel& model = analysis.fit().model;
  if (model.law == RateLaw::consecutive || model.dark[0] || sample.series.starts_as_b) return;
  OverlapRoute route;
  const spectra::SpectraSeries& s = sample.series;
  const spectra::Matrix& species = species_of(analysis.fit(), index).values;
  const std::vector<double> first = row_of(species, 0), last = row_of(species, 1);
  const auto peak = [&](const char* key, std::span<const double> spectrum) {
    return one.has(key)
               ? one.number(key)
               : spectra::peak_of(s.wavelength_nm, spectrum, s.wavelength_nm.front(), s.wavelength_nm.back());
  };
  route.peak_a_nm = peak("overlap.peak_a", first);
  route.peak_b_nm = peak("overlap.peak_b", last);
  for (const auto& [key, nm] :
       {std::pair("overlap.peak_a", route.peak_a_nm), std::pair("overlap.peak_b", route.peak_b_nm)})
    if (!(nm >= s.wavelength_nm.front() && nm <= s.wavelength_nm.back()))
      throw one.error(key, "the peak lies outside the spectra", format_number(nm) + " nm");
  route.overlap = spectra::measured_overlap(s.wavelength_nm, first, last, route.peak_a_nm, route.peak_b_nm);
  route.measured = !one.has("overlap.off_peak") || !one.has("overlap.extinction_ratio");
  if (one.has("overlap.off_peak")) route.overlap.off_peak = one.number("overlap.off_peak");
  if (one.has("overlap.extinction_ratio"))
    route.overlap.extinction_ratio = one.number("overlap.extinction_ratio");
  if (!(route.overlap.off_peak * route.overlap.extinction_ratio < 1)) {
    if (!route.measured)
      throw one.error("overlap.off_peak", "B absorbs as much as A at the peak of A", {},
                      "off_peak times extinction_ratio below 1");
    analysis.warnings.push_back(s.name + ": no overlap correction, B absorbs as much as A at the peak of A");
    return;
  }
  route.course = spectra::corrected_course(s, route.overlap, route.peak_a_nm);
  route.fit = spectra::fit_first_order(route.course, choice_or_default(one, "overlap.remainder") == "fit");
  sample.overlap = std::move(route);
}

// --- what a reader should know ----------------------------------------------------------------

void warn_of_sample(const SampleAnalysis& sample, SpectraAnalysis& analysis) {
  const std::string& name = sample.series.name;
  double given = 0;
  for (const double sigma : sample.series.sigma) given += sigma / static_cast<double>(sample.series.frames());
  if (sample.noise > noise_off * given || sample.noise * noise_off < given)
    analysis.warnings.push_back(name + ": the noise of the spectra is about " +
                                format_rounded(sample.noise, 2) + ", the errors say " +
                                format_rounded(given, 2) + ": set [errors] floor");
  const bool two_species = analysis.fit().model.law != RateLaw::consecutive;
  if (two_species && !sample.isosbestic.points.empty() && sample.isosbestic.points.front().p < drifts_below)
    analysis.warnings.push_back(name + ": the isosbestic point is not one within the noise (p = " +
                                format_rounded(sample.isosbestic.points.front().p, 2) +
                                "): more than two species, a drifting baseline, or bands that move");
  const std::size_t species = spectra::course_names(analysis.fit().model).size();
  const bool shift_named = analysis.shift_recognised;
  if (sample.rank.rank > species && !shift_named)
    analysis.warnings.push_back(name + ": the spectra speak for " + std::to_string(sample.rank.rank) +
                                " species (singular values above the noise), the model has " +
                                std::to_string(species));
  if (sample.overlap &&
      std::abs(sample.overlap->fit.remainder.value) > clear_remainder * sample.overlap->fit.remainder.error)
    analysis.warnings.push_back(
        name + ": the overlap correction leaves " +
        format_with_uncertainty(sample.overlap->fit.remainder.value, sample.overlap->fit.remainder.error) +
        " once all of A is gone: the first frame that is used is not A alone, or the coefficients are not "
        "those of "
        "this sample; the rate has it fitted");
}

void warn_of_shift(const SpectraAnalysis& analysis, std::vector<std::string>& warnings) {
  if (!analysis.shift_recognised) return;
  std::string shifts;
  for (const SampleAnalysis& sample : analysis.samples) {
    if (!sample.shift) continue;
    if (!shifts.empty()) shifts += "; ";
    shifts += (analysis.samples.size() > 1 ? sample.series.name + ": " : "") + "A by " +
              format_with_uncertainty(sample.shift->a_nm.value, sample.shift->a_nm.error) + " nm, B by " +
              format_with_uncertainty(sample.shift->b_nm.value, sample.shift->b_nm.error) + " nm";
  }
  const bool fitted = analysis.fit().model.peak_shift;
  std::string text = "the bands move during the conversion (" + shifts +
                     "): the third spectrum of the series has the shape of derivatives";
  if (!fitted)
    text +=
        "; rates from fixed spectra are biased by more than their errors say, [model] peak_shift = \"fit\" "
        "takes "
        "the movement in";
  warnings.push_back(std::move(text));
}

void warn_of_exchange(const SpectraAnalysis& analysis, std::vector<std::string>& warnings) {
  const KineticsFit& fit = analysis.fit();
  if (fit.model.law != RateLaw::consecutive) return;
  warnings.push_back(
      std::string(
          "A -> B -> C: with k1 and k2 exchanged the fit is the same, only the spectrum of B differs") +
      (fit.exchange_is_as_good ? "; neither spectrum is negative, so that the faster rate was taken as the "
                                 "first: check that of B against "
                                 "what is known"
                               : "; the order was chosen for which B absorbs nowhere less than nothing"));
}

void warn_of_one_side(const SpectraAnalysis& analysis, std::vector<std::string>& warnings) {
  if (analysis.fit().model.law != RateLaw::two_way || !analysis.fit().result.singular) return;
  warnings.push_back(
      "A <=> B: from one side alone the spectra show the sum of both rates, not how far the equilibrium "
      "lies: give a "
      "sample that begins as B ([data] from_b) and [model] spectra = \"shared\"");
}

}  // namespace

SpectraAnalysis analyse_spectra(const Case& one, const RunControl& control) {
  SpectraAnalysis analysis{.data = read_isomerization(one)};
  analysis.warnings = analysis.data.warnings;
  for (std::size_t i = 0; i < analysis.data.samples.size(); ++i) {
    control.throw_if_stopped();
    analysis.samples.push_back(start_sample(one, i, analysis));
  }
  fit_models(one, analysis);
  for (std::size_t i = 0; i < analysis.samples.size(); ++i) add_overlap(one, i, analysis);
  for (const SampleAnalysis& sample : analysis.samples) warn_of_sample(sample, analysis);
  warn_of_shift(analysis, analysis.warnings);
  warn_of_exchange(analysis, analysis.warnings);
  warn_of_one_side(analysis, analysis.warnings);
  return analysis;
}

}  // namespace nacre::study
