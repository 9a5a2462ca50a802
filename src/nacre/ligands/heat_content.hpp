// Heat of reaction per volume of a mixture at equilibrium, with its derivatives.
#pragma once

#include <array>
#include <span>

#include "nacre/ligands/titration.hpp"

namespace nacre::ligands {

inline constexpr std::size_t max_model_parameters = 6;

struct Mixture {
  double cell_mM = 0;
  double titrant_mM = 0;
  double competitor_mM = 0;
};

// In mM kJ/mol, that is uJ per uL.
struct HeatContent {
  double value = 0;
  std::array<double, max_model_parameters> by_parameter{};  // in the order of the model's cards
  double by_cell = 0;                                       // per mM
  double by_titrant = 0;
};

// A model at one temperature and one set of parameters.
class Equilibrium {
 public:
  Equilibrium(const TitrationModel& model, std::span<const double> parameters, double temperature_K);

  HeatContent heat_content(const Mixture& mixture) const;

 private:
  enum class Kind { exchange, independent, two_sites, competitive };
  static Kind kind_of(const TitrationModel& model);

  HeatContent one_set(const Mixture& mixture) const;
  HeatContent two_sites(const Mixture& mixture) const;
  HeatContent competitive(const Mixture& mixture) const;

  Kind kind_;
  double thermal_kJ_mol_;
  std::array<double, max_model_parameters> parameters_{};
  std::array<double, 2> K_{};  // dimensionless for the exchange, else per mM
};

}  // namespace nacre::ligands
