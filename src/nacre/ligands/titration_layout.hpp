// Where the parameters of a problem of titrations are, and what one titration takes from them.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "nacre/ligands/cell_content.hpp"
#include "nacre/ligands/heat_content.hpp"
#include "nacre/ligands/titration_fit.hpp"

namespace nacre::ligands {

// Indices into the parameters of the problem; -1 where there is no such parameter.
struct TitrationLayout {
  std::array<int, max_model_parameters> model{-1, -1, -1, -1, -1, -1};  // in the order of the cards
  int dCp = -1;
  int dilution = -1;
  int dilution_slope = -1;
  int cell_scale = -1;
  int syringe_scale = -1;
  std::vector<int> effects{};  // in the order of the titration's effects, or none of them
};

// One layout a titration, and the parameters without starts from the data.
struct ProblemLayout {
  std::vector<fit::Parameter> parameters;
  std::vector<TitrationLayout> titrations;
  std::vector<bool> planned;  // parameters that the plan names
};
ProblemLayout problem_layout(std::size_t n_titrations, const TitrationFitPlan& plan);

// With a parameter for every shared effect of the titrations, in standard errors.
ProblemLayout problem_layout(const std::vector<Titration>& titrations, const TitrationFitPlan& plan);

// dH and dG at one temperature from those at the reference; linear in dH, dG and dCp (van't Hoff with a heat
// capacity that does not depend on temperature).
struct TemperatureShift {
  TemperatureShift(double temperature_K, double reference_K);

  double dH_by_dCp;
  double dG_by_dG, dG_by_dH, dG_by_dCp;
};

// The heats of one titration as a function of all parameters of the problem.
class TitrationHeats {
 public:
  TitrationHeats(const Titration& titration, const TitrationFitPlan& plan, const TitrationLayout& layout);

  std::size_t size() const { return moles_nmol_.size(); }

  // uJ, dilution heat and shared effects included.
  void heats(std::span<const double> values, std::span<double> out) const;

  // Row-major d heat / d value of every parameter.
  void derivatives(std::span<const double> values, std::span<double> out) const;

 private:
  double value(std::span<const double> values, int index, double otherwise) const {
    return index < 0 ? otherwise : values[static_cast<std::size_t>(index)];
  }
  Equilibrium equilibrium(std::span<const double> values) const;
  Mixture mixture(std::size_t i, double cell_scale, double syringe_scale) const;
  void content_row(const HeatContent& content, std::size_t i, std::span<double> row) const;

  TitrationLayout layout_;
  const TitrationModel* model_;
  double temperature_K_;
  double cell_volume_uL_;
  TemperatureShift shift_;
  CellContent content_;
  HeatWeights weights_;
  std::vector<double> moles_nmol_;  // injected
  std::vector<SharedEffect> effects_;
};

}  // namespace nacre::ligands
