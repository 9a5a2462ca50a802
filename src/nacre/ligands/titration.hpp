// Isothermal titration calorimetry: what is in the cell after each injection, and the heat that it releases.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/ligands/parameter_card.hpp"

namespace nacre::ligands {

// What becomes of the liquid that an injection pushes out of a full cell.
enum class Displacement {
  none,      // nothing is displaced and nothing diluted: [L]0 = V_injected [L]syringe / V_cell
  overflow,  // the injection displaces well-mixed liquid of before the injection, which is no longer measured
             // (Freire et al., Methods Enzymol. 455 (2009) 127, p. 134; also what pytc does)
  origin,    // MicroCal's Origin: half of the injection mixes before it leaves, with its heat correction
  growing,   // the cell's content grows by what is injected, and all of it is measured (open cells)
};
std::string_view name(Displacement displacement);

// What a systematic error of one standard deviation adds to every heat. Effects of one name, in one titration
// or in several, are the same error.
struct SharedEffect {
  std::string name{};
  std::vector<double> heats_uJ{};
};

// One titration. Heats are positive where the cell takes heat up (endothermic); volumes cover every injection
// in order, those that a fit leaves out too, since they change what is in the cell.
struct Titration {
  std::string name{};
  double temperature_K = 298.15;
  double cell_volume_uL = 0;
  double cell_mM = 0;        // sites, or molecules that carry them
  double syringe_mM = 0;     // titrant
  double competitor_mM = 0;  // weak ligand in the cell (model "competitive" only)
  Displacement displacement = Displacement::overflow;
  std::vector<double> volumes_uL{};
  std::vector<double> heats_uJ{};
  std::vector<double> errors_uJ{};      // one standard deviation each; empty: unknown, all equal
  std::vector<bool> used{};             // false: left out of the fit; empty: all used
  std::vector<SharedEffect> effects{};  // beside errors_uJ
};

// Concentrations in the cell after each injection, before any reaction; index 0 is before the first.
struct CellContent {
  std::vector<double> cell_mM;
  std::vector<double> titrant_mM;
  std::vector<double> competitor_mM;
};
CellContent cell_content(const Titration& titration);

// Throws std::invalid_argument, "name of the titration: reason", for volumes, concentrations and temperatures
// that make no titration. Every function below that takes a titration calls it.
void check_titration(const Titration& titration);

// Model cards: exchange, independent, two-sites, competitive. In "competitive" the sites start out occupied
// by the weak ligand, which the titrant displaces; its dH_c and dG_c come from a titration of their own: fix
// them. Free energies are those of the equilibrium constant K = exp(-dG / RT): dimensionless for the exchange
// ML' + L = ML + L', per 1 mol/L for binding.
struct TitrationModel {
  std::string_view name;
  std::string_view label;
  std::string_view equation;
  std::span<const ParameterCard> parameters;  // dH (kJ/mol), dG (kJ/mol), n; second set dH_2, dG_2, n_2;
                                              // competitor dH_c, dG_c
};
std::span<const TitrationModel> titration_models();
const TitrationModel& titration_model(std::string_view name);  // throws std::invalid_argument

// Heat of every injection in uJ, without dilution heat, from values in the order of the model's cards, at the
// titration's temperature. Differences of the total heat (paper S19), not its derivative (S22).
std::vector<double> injection_heats_uJ(const Titration& titration, const TitrationModel& model,
                                       std::span<const double> parameters);

// Occupied share of n sites per cell molecule when L' is exchanged for L: x = [L]0 / (n [M]0). Solves S17 in
// a form without cancellation that is exact at K = 1, where it is x / (1 + x).
double exchange_coverage(double K, double x);

// K from dG, and back, at a temperature.
double equilibrium_constant(double dG_kJ_mol, double temperature_K);
double exchange_free_energy_kJ_mol(double K, double temperature_K);

}  // namespace nacre::ligands
