#include "nacre/study/isomerization_output.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/fit/tails.hpp"
#include "nacre/study/isomerization_arrhenius.hpp"
#include "nacre/study/isomerization_spectra_figures.hpp"
#include "nacre/study/isomerization_spectra_tables.hpp"

namespace nacre::study {
namespace {

using spectra::Estimate;

CaseLabel label_of(const SpectraAnalysis& analysis, const SampleAnalysis& sample) {
  if (analysis.samples.size() == 1) return {};
  return {{"sample", sample.series.name}};
}

void add(StudyResult& result, std::string name, Estimate estimate, std::string unit, std::string description,
         CaseLabel label = {}) {
  result.quantities.push_back({.name = std::move(name),
                               .value = estimate.value,
                               .uncertainty = estimate.error,
                               .unit = std::move(unit),
                               .description = std::move(description),
                               .case_label = std::move(label)});
}

Estimate per_min(const Estimate& ln_k_per_s) {
  const double k = std::exp(ln_k_per_s.value) * 60;
  return {k, k * ln_k_per_s.error};
}

void add_overlap(const OverlapRoute& route, const CaseLabel& label, StudyResult& result) {
  add(result, "k_overlap", per_min(route.fit.ln_k), "1/min",
      "rate constant from the overlap correction (eqs 3-9) at " + format_rounded(route.peak_a_nm, 4) + " nm",
      label);
  add(result, "overlap_now", {route.course.coefficients.now, no_value}, "",
      "factor of OD(t) in the concentration of A", label);
  add(result, "overlap_start", {route.course.coefficients.start, no_value}, "",
      "factor of OD(0) in the concentration of A", label);
  add(result, "remainder", route.fit.remainder, "", "corrected absorbance once all of A is gone", label);
}

void add_sample(const SpectraAnalysis& analysis, std::size_t i, StudyResult& result) {
  const SampleAnalysis& sample = analysis.samples[i];
  const CaseLabel label = label_of(analysis, sample);
  const spectra::LawCard& card = spectra::card_of(analysis.fit().model.law);
  for (std::size_t r = 0; r < card.rates; ++r)
    add(result, std::string(card.rate_names[r]), per_min(analysis.fit().ln_k[i][r]), "1/min",
        "rate constant of " + std::string(card.formula) + " from whole spectra", label);
  if (sample.overlap) add_overlap(*sample.overlap, label, result);
  if (!sample.isosbestic.points.empty())
    add(result, "isosbestic", sample.isosbestic.points.front().wavelength_nm, "nm", "isosbestic point",
        label);
  add(result, "species", {static_cast<double>(sample.rank.rank), no_value}, "",
      "singular values of the series above the noise", label);
  if (sample.shift && (analysis.shift_recognised || analysis.fit().model.peak_shift)) {
    add(result, "shift_a", sample.shift->a_nm, "nm", "of the bands of A during the conversion", label);
    add(result, "shift_b", sample.shift->b_nm, "nm", "of the bands of B during the conversion", label);
  }
  add(result, "noise", {sample.noise, no_value}, "", "of the absorbance, from the roughness of the spectra",
      label);
}

// The mean of several runs, and whether they scatter by more than their errors say.
void add_replicates(const SpectraAnalysis& analysis, StudyResult& result) {
  if (!analysis.data.replicates || analysis.samples.size() < 2) return;
  const auto n = static_cast<double>(analysis.samples.size());
  double mean = 0, squares = 0, errors = 0, chi2 = 0, weights = 0, weighted = 0;
  for (const auto& ln_k : analysis.fit().ln_k) {
    const Estimate k = per_min(ln_k[0]);
    mean += k.value / n;
    errors += k.error * k.error / n;
    weights += 1 / (k.error * k.error);
    weighted += k.value / (k.error * k.error);
  }
  for (const auto& ln_k : analysis.fit().ln_k) {
    const Estimate k = per_min(ln_k[0]);
    squares += (k.value - mean) * (k.value - mean);
    chi2 += std::pow((k.value - weighted / weights) / k.error, 2);
  }
  const double scatter = std::sqrt(squares / (n - 1));
  const double p = fit::chi2_tail(chi2, static_cast<int>(n) - 1);
  const std::string name(spectra::card_of(analysis.fit().model.law).rate_names[0]);
  add(result, name + "_mean", {mean, scatter / std::sqrt(n)}, "1/min",
      "mean of the replicates, error from their scatter");
  add(result, name + "_scatter", {scatter, scatter / std::sqrt(2 * (n - 1))}, "1/min",
      "standard deviation of the replicates");
  add(result, "p_replicates", {p, no_value}, "",
      "probability of so much scatter from the errors of the fits alone");
  if (p < 0.01)
    result.warnings.push_back("the replicates scatter by " + format_rounded(100 * scatter / mean, 2) +
                              " %, the errors of their fits are " +
                              format_rounded(100 * std::sqrt(errors) / mean, 2) +
                              " %: use the scatter as the error of a single run");
}

void add_temperatures(const SpectraAnalysis& analysis, StudyResult& result) {
  if (!analysis.data.several_temperatures) return;
  const spectra::LawCard& card = spectra::card_of(analysis.fit().model.law);
  std::vector<ArrheniusAnalysis> lines;
  for (std::size_t r = 0; r < card.rates; ++r) {
    std::vector<spectra::RatePoint> points;
    for (std::size_t i = 0; i < analysis.samples.size(); ++i) {
      const Estimate& ln_k = analysis.fit().ln_k[i][r];
      if (std::isfinite(ln_k.error))
        points.push_back({analysis.samples[i].series.temperature_K, ln_k.value, ln_k.error});
    }
    if (points.size() < 2) continue;
    const std::string name(card.rate_names[r]);
    lines.push_back(analyse_arrhenius(name, card.rates == 1 ? CaseLabel{} : CaseLabel{{"rate", name}},
                                      std::move(points), {}));
  }
  if (lines.empty()) return;
  add_arrhenius(lines, result);
  result.headline += " From " + std::to_string(analysis.samples.size()) + " temperatures " +
                     arrhenius_sentence(lines.front()) + ".";
  if (!analysis.bound) return;
  for (std::size_t r = 0; r < card.rates; ++r)
    add(result, "E_a_bound",
        {analysis.bound->result.values[2 * r + 1], analysis.bound->result.uncertainties[2 * r + 1]}, "kJ/mol",
        "activation energy with the rates of all temperatures bound by Arrhenius' law, fitted to the spectra",
        card.rates == 1 ? CaseLabel{} : CaseLabel{{"rate", std::string(card.rate_names[r])}});
}

FitSummary summary_of(const spectra::KineticsFit& fit) {
  FitSummary summary = fit::summarize(fit.problem, fit.result);
  summary.aic = fit.aic();
  summary.bic = fit.bic();
  summary.scaling = (fit.noise_known ? "errors as given" : "errors scaled by the scatter of the residuals") +
                    std::string("; ") + std::to_string(fit.n_data) + " absorbances, of which " +
                    std::to_string(fit.n_linear) + " are spent on the spectra of the species";
  return summary;
}

std::string headline_of(const SpectraAnalysis& analysis) {
  const spectra::KineticsFit& fit = analysis.fit();
  const spectra::LawCard& card = spectra::card_of(fit.model.law);
  std::string text = fit.problem.model + ":";
  const bool all = analysis.samples.size() <= 6;
  for (std::size_t i = 0; i < (all ? analysis.samples.size() : 1); ++i) {
    text +=
        (i == 0 ? " " : "; ") + (analysis.samples.size() > 1 ? analysis.samples[i].series.name + ": " : "");
    for (std::size_t r = 0; r < card.rates; ++r) {
      const Estimate k = per_min(fit.ln_k[i][r]);
      text += (r == 0 ? "" : ", ") + std::string(card.rate_names[r]) + " = " +
              format_with_uncertainty(k.value, k.error);
    }
    text += " 1/min";
  }
  const SampleAnalysis& first = analysis.samples.front();
  if (analysis.samples.size() == 1 && first.overlap) {
    const Estimate k = per_min(first.overlap->fit.ln_k);
    text +=
        " from whole spectra, " + format_with_uncertainty(k.value, k.error) + " from the overlap correction";
  }
  if (analysis.samples.size() == 1 && !first.isosbestic.points.empty()) {
    const Estimate& point = first.isosbestic.points.front().wavelength_nm;
    text += "; isosbestic point at " + format_with_uncertainty(point.value, point.error) + " nm";
  }
  return text + ".";
}

}  // namespace

StudyResult run_spectra(const Case& one, const RunControl& control) {
  const SpectraAnalysis analysis = analyse_spectra(one, control);
  StudyResult result{.headline = headline_of(analysis),
                     .converged = analysis.fit().result.converged,
                     .partial = analysis.data.partial,
                     .warnings = analysis.warnings};
  for (std::size_t i = 0; i < analysis.samples.size(); ++i) add_sample(analysis, i, result);
  add_replicates(analysis, result);
  result.fits.push_back(summary_of(analysis.fit()));
  if (analysis.bound) {
    result.fits.push_back(summary_of(*analysis.bound));
    result.fits.back().model += ", bound by Arrhenius' law";
  }
  for (const SampleAnalysis& sample : analysis.samples)
    if (sample.overlap) {
      FitSummary summary = fit::summarize(sample.overlap->fit.problem, sample.overlap->fit.result);
      summary.name = sample.series.name + ", " + summary.name;
      result.fits.push_back(std::move(summary));
    }
  result.figures = spectra_figures(analysis);
  result.tables = spectra_tables(analysis);
  result.arrays = spectra_arrays(analysis);
  add_temperatures(analysis, result);
  return result;
}

}  // namespace nacre::study
