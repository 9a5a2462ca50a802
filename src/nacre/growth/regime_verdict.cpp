#include "nacre/growth/regime_verdict.hpp"

namespace nacre::growth {
namespace {

// The exponent of the lowest chi2: a bound of the study may keep the fit from it.
double favoured(const RegimeTest& test) {
  double exponent = test.best.values[0];
  double chi2 = test.best.chi2;
  for (const Hypothesis& one : test.hypotheses)
    if (one.result.chi2 < chi2) {
      chi2 = one.result.chi2;
      exponent = one.exponent;
    }
  return exponent;
}

}  // namespace

std::string_view to_string(Regime regime) {
  switch (regime) {
    case Regime::reaction:
      return "reaction";
    case Regime::diffusion:
      return "diffusion";
    case Regime::superfocusing:
      return "superfocusing";
    case Regime::between:
      return "between reaction and diffusion";
    case Regime::widening:
      return "growing faster when larger";
    case Regime::undetermined:
      break;
  }
  return "undetermined";
}

Regime regime_of(const RegimeTest& test, double significance) {
  const auto holds = [&](double exponent) { return test.at(exponent).p_exponent >= significance; };
  const bool reaction = holds(reaction_exponent);
  const bool diffusion = holds(diffusion_exponent);
  if (reaction && diffusion) return Regime::undetermined;
  if (reaction) return holds(-1) ? Regime::undetermined : Regime::reaction;
  if (diffusion) return holds(threshold_exponent) ? Regime::undetermined : Regime::diffusion;
  const double exponent = favoured(test);
  if (exponent > diffusion_exponent) return Regime::superfocusing;
  return exponent < reaction_exponent ? Regime::widening : Regime::between;
}

Supersaturation supersaturation_of(const RegimeTest& test, double significance) {
  if (test.at(threshold_exponent).p_exponent >= significance) return Supersaturation::undetermined;
  return favoured(test) > threshold_exponent ? Supersaturation::rises : Supersaturation::falls;
}

}  // namespace nacre::growth
