// Structure factors: how the places of the particles interfere.
#pragma once

#include <span>
#include <string_view>

#include "nacre/scattering/parameter_card.hpp"

namespace nacre::scattering {

struct StructureFactor {
  std::string_view name;
  std::string_view title;
  std::string_view source;
  // "volume_fraction" and "hard_radius" first; none without interference.
  std::span<const ParameterCard> parameters;
  // S at q in 1/nm of particles with this hard radius; p in the order of `parameters`, its hard_radius not
  // looked at. NaN where the equations have no physical solution. Null without interference.
  double (*value)(double q_per_nm, double radius_nm, const double* p) = nullptr;
};

std::span<const StructureFactor> structure_factors();
// Throws std::invalid_argument that names what there is.
const StructureFactor& structure_factor(std::string_view name);

}  // namespace nacre::scattering
