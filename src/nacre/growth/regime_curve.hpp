// Both radii are measured with errors: the distance of a measured pair from the curve of a growth law.
#pragma once

#include "nacre/growth/regime.hpp"

namespace nacre::growth {

// Radii of both populations in one aliquot, and their standard errors.
struct BimodalPoint {
  double r1_nm = 0;
  double r2_nm = 0;
  double r1_err_nm = 0;
  double r2_err_nm = 0;
};

// The pair of true radii on the curve that is nearest in units of the errors: the best guess of what the
// aliquot was. `distance` is signed, positive where the curve passes above the measured r1; its square is
// what the point adds to chi2.
struct NearestPair {
  RadiusPair pair{};
  double distance = 0;
  double by_exponent = 0;  // derivatives of the distance
  double by_reference_r1 = 0;
};
NearestPair nearest_pair(const BimodalPoint& point, double exponent, const RadiusPair& reference);

}  // namespace nacre::growth
