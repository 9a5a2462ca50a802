// The pair potentials by name, with their parameters: what study files, docs and reports read.
#pragma once

#include <span>
#include <string_view>

#include "nacre/assembly/interactions.hpp"
#include "nacre/core/parameter_card.hpp"

namespace nacre::assembly {

struct PotentialCard {
  std::string_view name;  // "mie"
  PairForm form;
  std::string_view equation;
  std::string_view reference;
  std::span<const ParameterCard> parameters;
};

// mie, lennard-jones, inverse-power, wca, table.
std::span<const PotentialCard> potential_cards();
const PotentialCard* find_potential(std::string_view name);  // null if there is none

// A potential with a name of its own. "narrow" and "wide" are the paper's.
struct PotentialPreset {
  std::string_view name;
  std::string_view potential;
  double n;
  double m;
  double cutoff;  // r_c/s
  std::string_view description;
};

// narrow (50-25), wide (50-6), lennard-jones (12-6).
std::span<const PotentialPreset> potential_presets();
const PotentialPreset* find_preset(std::string_view name);
PairPotential pair_potential(const PotentialPreset& preset);

}  // namespace nacre::assembly
