// What an emission study says in sentences.
#include <algorithm>
#include <array>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/study/emission_output.hpp"

namespace nacre::study {
namespace {

constexpr double drift_errors = 3;  // of the mean difference, before it is worth a word

std::string p_text(double p) { return p < 1e-12 ? "p < 1e-12" : "p = " + format_rounded(p, 2); }

std::string spectra_text(std::size_t n) { return std::to_string(n) + (n == 1 ? " spectrum" : " spectra"); }

std::string rule_text(const EmissionAnalysis& analysis) {
  const std::string& rule = analysis.one->text("model.populations");
  if (rule == "aic" || rule == "bic")
    return "the fewest within 10 of the lowest " + std::string(rule == "aic" ? "AIC" : "BIC");
  return rule + (rule == "1" ? " was" : " were") + " asked for, fewer where AIC prefers them";
}

// First and last radius of a population: "1.30 to 2.29 nm".
std::string growth_text(const EmissionAnalysis& analysis, std::size_t k) {
  const PopulationPoint *first = nullptr, *last = nullptr;
  for (const EmissionRow& row : analysis.rows) {
    if (k >= row.populations.size() || !row.populations[k].sized()) continue;
    if (first == nullptr) first = &row.populations[k];
    last = &row.populations[k];
  }
  if (first == nullptr) return {};
  const std::string to = format_with_uncertainty(last->size.radius_nm, last->size.radius_err_nm) + " nm";
  return first == last
             ? to
             : format_with_uncertainty(first->size.radius_nm, first->size.radius_err_nm) + " to " + to;
}

std::string radii_text(const EmissionAnalysis& analysis) {
  std::string text;
  for (int k = 0; k < analysis.tracks.populations; ++k) {
    const std::string one = growth_text(analysis, static_cast<std::size_t>(k));
    if (!one.empty())
      text += (text.empty() ? "" : "; ") + ("population " + std::to_string(k + 1) + ": " + one);
  }
  return text.empty() ? "no population has a radius" : text;
}

std::string short_text(const EmissionAnalysis& analysis) {
  std::string text = analysis.name + ": ";
  if (analysis.regime)
    return text + "m = " + exponent_text(*analysis.regime) + ", " +
           std::string(to_string(analysis.regime->regime));
  return text + radii_text(analysis);
}

}  // namespace

std::string count_sentence(const EmissionAnalysis& analysis) {
  std::array<std::size_t, spectra::most_peaks + 1> seen{};
  for (std::size_t i = 0; i < analysis.fits.size(); ++i)
    if (!analysis.rows[i].bad) ++seen[analysis.fits[i].fit.peaks.size()];
  std::string text;
  for (std::size_t n = 1; n < seen.size(); ++n)
    if (seen[n] > 0)
      text += (text.empty() ? "" : ", ") +
              (std::to_string(n) + (n == 1 ? " Gaussian in " : " Gaussians in ") + spectra_text(seen[n]));
  return (text.empty() ? "No spectrum could be fitted" : text) + " (" + rule_text(analysis) + ").";
}

std::string absorption_sentence(const EmissionAnalysis& analysis) {
  if (!analysis.absorption) return {};
  const AbsorptionCheck& check = *analysis.absorption;
  const auto& agreement = check.agreement;
  const bool agrees = !(check.p < analysis.one->number("fit.significance"));
  const std::string mean = format_with_uncertainty(agreement.mean_meV, agreement.mean_err_meV) + " meV";
  const std::string pairs = std::to_string(agreement.n) + (agreement.n == 1 ? " pair" : " pairs");
  std::string text = "Absorption " + std::string(agrees ? "agrees" : "disagrees") + " with the emission and ";
  text += check.result ? "the fitted Stokes shift" : "the given Stokes shift";
  text += " (chi2 " + format_rounded(check.chi2) + " for " + std::to_string(check.degrees_of_freedom) +
          " degrees of freedom" + (std::isfinite(check.p) ? ", " + p_text(check.p) : "") + "); the mean of " +
          pairs + " is " + mean;
  return text + ".";
}

std::string emission_headline(const EmissionAnalyses& analyses) {
  if (analyses.size() > 1) {
    std::string text;
    for (std::size_t i = 0; i < analyses.size() && i < 8; ++i)
      text += (i > 0 ? "; " : "") + short_text(analyses[i]);
    return text + (analyses.size() > 8 ? "; ... (tables/frames.csv has all)." : ".");
  }
  const EmissionAnalysis& only = analyses.front();
  std::string text = "Radii by emission: " + radii_text(only) + ".";
  if (only.regime) text += " " + regime_sentence(*only.regime);
  const std::string absorption = absorption_sentence(only);
  return text + (absorption.empty() ? "" : " " + absorption) + " " + count_sentence(only);
}

std::vector<std::string> emission_warnings(const EmissionAnalysis& analysis) {
  std::vector<std::string> warnings = analysis.warnings;
  const auto add = [&](const std::string& text) { warnings.push_back(analysis.name + ": " + text); };
  if (analysis.absorption) {
    const AbsorptionCheck& check = *analysis.absorption;
    if (check.p < analysis.one->number("fit.significance")) add(absorption_sentence(analysis));
    if (!check.result &&
        std::abs(check.agreement.difference_meV) > drift_errors * check.agreement.difference_err_meV &&
        check.p < analysis.one->number("fit.significance"))
      add("measured Stokes shifts are " + format_rounded(check.agreement.difference_meV) +
          " meV larger than given on average; stokes_shift = \"fit\" takes them from the absorption");
    if (check.unmatched > 0)
      add(std::to_string(check.unmatched) +
          " absorptions have no line of their population at their time, or lie beyond the sizing curve");
    if (check.result)
      for (const std::string& warning : check.result->warnings) add(warning);
  }
  if (!analysis.no_regime.empty()) add("no growth exponent: " + analysis.no_regime);
  if (analysis.tracks.populations > 2 && analysis.regime)
    add("there are three populations; the growth exponent is that of the two largest");
  if (analysis.regime)
    for (const std::string& warning : regime_warnings(*analysis.regime)) warnings.push_back(warning);
  return warnings;
}

}  // namespace nacre::study
