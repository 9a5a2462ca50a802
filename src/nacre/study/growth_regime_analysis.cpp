// From the keys of a growth-regime case to its test, and the verdict in sentences.
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "nacre/core/units.hpp"
#include "nacre/study/fit_requests.hpp"
#include "nacre/study/growth_regime_output.hpp"
#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

using growth::Regime;
using growth::Supersaturation;

// "p = 0.013", "p < 1e-12".
std::string p_text(double p) { return p < 1e-12 ? "p < 1e-12" : "p = " + format_rounded(p, 2); }

// The sides on which the interval of the exponent stops at a bound of the fit, with the bound.
std::string open_bounds(const growth::RegimeTest& test) {
  const fit::Parameter& exponent = test.problem.parameters[0];
  const std::string below = test.open_below() ? format_number(exponent.lower) : "";
  const std::string above = test.open_above() ? format_number(exponent.upper) : "";
  return below + (below.empty() || above.empty() ? "" : " and ") + above;
}

// "reaction control (m = 0) is excluded (p = 1e-9)".
std::string fate(const RegimeAnalysis& analysis, const char* name, double exponent) {
  const double p = analysis.test.at(exponent).p_exponent;
  return std::string(name) + " (m = " + format_number(exponent) + ") " +
         (p < analysis.significance ? "is excluded" : "is possible") + " (" + p_text(p) + ")";
}

std::string meaning(const RegimeAnalysis& analysis) {
  switch (analysis.regime) {
    case Regime::reaction:
      return "Reaction control: both populations grow at the same rate";
    case Regime::diffusion:
      return "Diffusion control: the growth rate falls as 1/r";
    case Regime::superfocusing:
      return "Superfocusing: the growth rate falls more sharply than 1/r";
    case Regime::between:
      return "Between reaction and diffusion control: the growth rate falls, but less than as 1/r";
    case Regime::widening:
      return "Larger particles grow faster: neither reaction nor diffusion control nor superfocusing, but "
             "what "
             "Gibbs-Thomson solubility or ripening does near the critical radius";
    case Regime::undetermined:
      break;
  }
  return "Undetermined: the data leave several regimes open";
}

// From the first aliquot to the last by more than errors explain.
bool shrinks(const growth::Bimodal& data) {
  const growth::BimodalPoint &first = data.points.front(), &last = data.points.back();
  return first.r1_nm - last.r1_nm > 2 * std::hypot(first.r1_err_nm, last.r1_err_nm) &&
         first.r2_nm - last.r2_nm > 2 * std::hypot(first.r2_err_nm, last.r2_err_nm);
}

std::string given_sentence(const RegimeAnalysis& analysis) {
  const growth::Hypothesis& given = *analysis.test.given;
  return "The given exponent, m = " + format_number(given.exponent) + ", is " +
         (given.p_exponent < analysis.significance ? "excluded" : "possible") + " (" +
         p_text(given.p_exponent) + ").";
}

}  // namespace

std::string regime_case_name(const Case& one) {
  if (!one.label.empty() && std::holds_alternative<std::string>(one.label.front().second))
    return std::get<std::string>(one.label.front().second);
  return std::filesystem::path(one.text("data.file")).stem().string();
}

RegimeAnalysis analyse_regime(const Case& one, const RunControl& control) {
  const std::string name = regime_case_name(one);
  const std::string slug = slug_of(name);
  RegimeAnalysis analysis{.one = &one,
                          .name = name,
                          .slug = slug.empty() ? "series" : slug,
                          .significance = one.number("fit.significance"),
                          .data = read_regime_data(one, name)};
  fit::Parameter exponent = growth::default_exponent();
  apply_request(one.at("model.exponent").parameter, exponent);
  analysis.test = growth::test_regime(analysis.data.bimodal, exponent, control);
  analysis.regime = growth::regime_of(analysis.test, analysis.significance);
  analysis.supersaturation = growth::supersaturation_of(analysis.test, analysis.significance);
  return analysis;
}

std::string exponent_text(const RegimeAnalysis& analysis) {
  const fit::Result& best = analysis.test.best;
  const auto [low, high] = analysis.test.interval();
  const bool below = analysis.test.open_below();
  const bool above = analysis.test.open_above();
  if (below && above) return "not determined";
  if (below) return format_rounded(high) + " or less (68 %)";
  if (above) return format_rounded(low) + " or more (68 %)";
  return format_with_uncertainty(best.values[0], best.uncertainties[0]) + " (68 %: " + format_rounded(low) +
         " to " + format_rounded(high) + ")";
}

std::string regime_sentence(const RegimeAnalysis& analysis) {
  return meaning(analysis) + "; the exponent m is " + exponent_text(analysis) + "; " +
         fate(analysis, "reaction control", growth::reaction_exponent) + ", " +
         fate(analysis, "diffusion control", growth::diffusion_exponent) + ".";
}

std::string supersaturation_sentence(const RegimeAnalysis& analysis) {
  const std::string p = p_text(analysis.test.at(growth::threshold_exponent).p_exponent);
  switch (analysis.supersaturation) {
    case Supersaturation::falls:
      return "Growth lowers the supersaturation (m < 2, " + p + ") and can end nucleation by itself (eq 5).";
    case Supersaturation::rises:
      return "Growth raises the supersaturation (m > 2, " + p +
             ") and cannot end nucleation while monomer is made at a constant rate (eq 5).";
    case Supersaturation::undetermined:
      break;
  }
  return "Whether growth raises or lowers the supersaturation is open: m = 2, where it does neither, is "
         "possible (" +
         p + ").";
}

std::string regime_headline(const std::vector<RegimeAnalysis>& analyses) {
  if (analyses.size() == 1) {
    const RegimeAnalysis& only = analyses.front();
    const std::string given = only.test.given ? " " + given_sentence(only) : "";
    return regime_sentence(only) + given + " " + supersaturation_sentence(only);
  }
  std::string text = "Growth exponents m: ";
  for (std::size_t i = 0; i < analyses.size() && i < 8; ++i) {
    text += (i > 0 ? "; " : "") + analyses[i].name + " " + exponent_text(analyses[i]) + ", " +
            std::string(to_string(analyses[i].regime));
  }
  return text + (analyses.size() > 8 ? "; ... (tables/verdicts.csv has all)." : ".");
}

std::vector<std::string> regime_warnings(const RegimeAnalysis& analysis) {
  std::vector<std::string> warnings = analysis.data.warnings;
  const auto add = [&](const std::string& text) { warnings.push_back(analysis.name + ": " + text); };
  if (!analysis.data.bimodal.errors_known)
    add("errors are not given, so they are taken from the scatter about the best fit; chi2 cannot say "
        "whether "
        "any exponent fits");
  if (shrinks(analysis.data.bimodal))
    add("both populations shrink from the first row to the last: the laws and the verdict are those of "
        "growth "
        "and do not apply to particles that dissolve");
  for (const std::string& warning : analysis.test.best.warnings) add(warning);
  if (analysis.test.p_fit < analysis.significance)
    add("no exponent describes both populations within their errors (" + p_text(analysis.test.p_fit) +
        "): the errors are too small, or growth does not follow one power law (as near the critical radius)");
  if (analysis.test.open_above() || analysis.test.open_below())
    add("the data do not end the interval of the exponent: it stops at the bound of the fit, " +
        open_bounds(analysis.test));
  if (analysis.regime == Regime::undetermined)
    add("more aliquots, smaller errors or populations further apart would tell the regimes apart");
  return warnings;
}

}  // namespace nacre::study
