// What the test of the growth regime says, in words that have a definition.
#pragma once

#include <string_view>

#include "nacre/growth/regime_fit.hpp"

namespace nacre::growth {

enum class Regime {
  reaction,       // m = 0 holds, m = -1 and 1 do not
  diffusion,      // m = 1 holds, m = 0 and 2 do not
  superfocusing,  // m is above 1, which does not hold: growth slows more sharply than 1/r
  between,        // m is between 0 and 1, neither of which holds
  widening,       // m is below 0, which does not hold: larger particles grow faster
  undetermined,   // the data leave several of these open
};
std::string_view to_string(Regime regime);

// A hypothesis holds where its p_exponent is at least `significance`.
Regime regime_of(const RegimeTest& test, double significance);

// What growth does to the supersaturation while particles of a fixed number grow from a steady supply (eq 5),
// and so whether growth by itself can end nucleation.
enum class Supersaturation { falls, rises, undetermined };
Supersaturation supersaturation_of(const RegimeTest& test, double significance);

}  // namespace nacre::growth
