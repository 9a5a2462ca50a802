// From a measured curve to the scattering of the particles on the absolute scale: normalisation, subtraction,
// q window and masks, with the errors carried along.
#pragma once

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nacre/scattering/smearing.hpp"

namespace nacre::scattering {

// One curve. `sigma` and `q_width` (of the resolution, one standard deviation) are empty where nobody knows
// them.
struct Pattern {
  std::vector<double> q_per_nm{};  // ascending
  std::vector<double> intensity{};
  std::vector<double> sigma{};
  std::vector<double> q_width{};
  std::shared_ptr<const Smearing> smearing{};  // of the widths; models are smeared where it is there
};

// What a measured intensity is divided by.
struct Exposure {
  double transmission = 1;
  double time_s = 1;
};

// A curve that is subtracted, with its own transmission and exposure. It is interpolated linearly where its
// grid is another.
struct Subtraction {
  std::string name{};
  Pattern pattern{};
  Exposure exposure{};
};

// Errors of curves that bring none: sigma = hypot(share I, share median |I|, floor).
struct ErrorModel {
  double share = 0.02;
  double floor = 0;  // in the unit of the treated intensity
};

struct Treatment {
  double q_min_per_nm = 0;
  double q_max_per_nm = std::numeric_limits<double>::infinity();
  std::vector<std::array<double, 2>> masks_per_nm{};  // ranges of q that are left out, ends included
  Exposure sample{};
  std::optional<Subtraction> background{};  // the solvent in its capillary
  double background_share = 1;              // volume share of solvent in the sample
  std::optional<Subtraction> capillary{};   // empty
  double scale = 1;                         // to the absolute scale
  double thickness_cm = 1;
  ErrorModel errors{};
};

// (scale / thickness) ((S - C) - share (B - C)) with S, B, C over their transmissions and exposures; without
// a background S - C. Errors of the three add as squares; a curve that brings no errors gets those of the
// error model. Points that are not finite are left out. Throws std::invalid_argument, one sentence for
// people, where too little is left (fewer than `min_points`), an error is not positive, or a subtracted curve
// ends too early.
Pattern treat(const Pattern& measured, const Treatment& treatment);

inline constexpr std::size_t min_points = 3;

// Value and standard deviation of a curve at q by linear interpolation; errors of its points are independent.
// sigma is zero where the pattern has none.
struct Interpolated {
  double value = 0;
  double sigma = 0;
};
Interpolated interpolate(const Pattern& pattern, double q_per_nm);

}  // namespace nacre::scattering
