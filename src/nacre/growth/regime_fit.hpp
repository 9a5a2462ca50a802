// The growth exponent of two populations in one pot: fitted, with its uncertainty, and tested against the
// exponents that have a name.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/fit/fit.hpp"
#include "nacre/growth/regime_curve.hpp"

namespace nacre::growth {

struct Bimodal {
  std::string name{};
  std::vector<BimodalPoint> points{};  // at least 3
  bool errors_known = true;            // false: relative to one another, their size follows from the scatter
};

// The radii follow r1^(m+1) - r2^(m+1) = constant. Parameters of its fit: the exponent m, and the radius of
// population 1 when population 2 has the reference radius (the geometric mean of its radii), which hardly
// correlates with m. One residual an aliquot: its signed distance from the curve in units of its errors, so
// that both radii may carry errors, and chi2 has two degrees of freedom less than there are aliquots.
double reference_r2_nm(const Bimodal& data);
fit::Parameter default_exponent();  // free in [-4, 20]
fit::Problem regime_problem(const Bimodal& data, const fit::Parameter& exponent);

// The pair of radii that the parameters of a fit stand for.
RadiusPair reference_pair(const Bimodal& data, const fit::Result& result);

// Growth at one given exponent.
struct Hypothesis {
  double exponent = 0;
  fit::Result result{};
  double delta_chi2 = 0;  // above the lowest, in units of the error variance
  double p_fit = 0;       // that chi2 is so large if growth is like this; NaN where errors are not known
  double p_exponent = 0;  // that a free exponent gains so much if growth is like this
};

struct RegimeTest {
  Bimodal data{};
  fit::Problem problem{};                // with the exponent free
  fit::Result best{};                    // with the 68 % profile interval of the exponent
  double p_fit = 0;                      // as of a hypothesis
  std::vector<Hypothesis> hypotheses{};  // m = -1, 0, 1, 2, 4
  double lowest_chi2 = 0;                // of all of them: a bound may keep the fit from it
  std::optional<Hypothesis> given{};     // where the exponent was not to be fitted

  double exponent() const;                      // fitted or given
  const fit::Result& chosen() const;            // the fit at that exponent
  const Hypothesis& at(double exponent) const;  // throws std::out_of_range if it is none of the hypotheses
  // Of the fitted exponent, 68 %: where errors are not known, with the factor of Student's t for their
  // estimate. The bounds where every exponent fits alike.
  std::array<double, 2> interval() const;
  bool open_above() const;                      // the data do not end the interval: its end is a bound
  bool open_below() const;
};

// `exponent` may be fixed. Throws std::invalid_argument for fewer than 3 aliquots and for radii or errors
// that are not positive.
RegimeTest test_regime(const Bimodal& data, const fit::Parameter& exponent, const RunControl& control);

// One more hypothesis on the same data, for the profile of the exponent.
Hypothesis test_exponent(const RegimeTest& test, double exponent);

}  // namespace nacre::growth
