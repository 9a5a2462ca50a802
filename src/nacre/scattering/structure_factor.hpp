// Structure factors: how the places of the particles interfere.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "nacre/core/parameter_card.hpp"

namespace nacre::scattering {

// S and its derivatives to the radius and to the parameters in their order.
struct FactorSlopes {
  double value = 1, by_radius = 0;
  std::array<double, 4> by_parameter{};
};

struct StructureFactor {
  std::string_view name;
  std::string_view title;
  std::string_view source;
  // "volume_fraction" and "hard_radius" first; none without interference.
  std::span<const ParameterCard> parameters;
  // S at q in 1/nm of particles with this hard radius; p in the order of `parameters`, its hard_radius not
  // looked at. NaN where the equations have no physical solution. Null without interference.
  double (*value)(double q_per_nm, double radius_nm, const double* p) = nullptr;
  // In closed form; null: take differences (factor_slopes does).
  FactorSlopes (*slopes)(double q_per_nm, double radius_nm, const double* p) = nullptr;
};

std::span<const StructureFactor> structure_factors();
// Throws std::invalid_argument that names what there is.
const StructureFactor& structure_factor(std::string_view name);

// Of a factor that has a value. The derivative to hard_radius is zero: the radius is given.
FactorSlopes factor_slopes(const StructureFactor& factor, double q_per_nm, double radius_nm, const double* p);

}  // namespace nacre::scattering
