// Form factors: what one particle scatters, averaged over orientations and sizes.
#pragma once

#include <span>
#include <string_view>

#include "nacre/core/parameter_card.hpp"
#include "nacre/scattering/size_distribution.hpp"
#include "nacre/scattering/sphere_sum.hpp"

namespace nacre::scattering {

// A card and its equations. p holds the parameters in the order of the card; sizes vary from node to node in
// place of p[0], all other lengths stay.
struct FormFactor {
  std::string_view name;
  std::string_view title;
  std::string_view source;
  std::span<const ParameterCard> parameters;  // first the size that is distributed, last the contrasts
  std::size_t contrasts = 1;
  double (*volume_nm3)(const double* p);       // of the material: the core of core and shell
  double (*outer_radius_nm)(const double* p);  // of the sphere with the volume of the whole particle
  // <F^2> in (1e10 1/cm2 nm3)^2 and, where wanted, <F> for each column of weights.
  void (*average)(std::span<const double> q_per_nm, const double* p, const SizeNodes& sizes,
                  const AverageColumns& out);
};

std::span<const FormFactor* const> form_factors();
// Throws std::invalid_argument that names what there is.
const FormFactor& form_factor(std::string_view name);

inline constexpr ParameterCard contrast_card{
    "contrast", "1e10 1/cm2", 40, -1000, 1000, "scattering length density less that of the solvent"};

}  // namespace nacre::scattering
