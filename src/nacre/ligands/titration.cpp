#include "nacre/ligands/titration.hpp"

#include <cmath>
#include <stdexcept>

#include "nacre/core/error.hpp"
#include "nacre/core/units.hpp"
#include "nacre/ligands/cell_content.hpp"
#include "nacre/ligands/heat_content.hpp"

namespace nacre::ligands {
namespace {

constexpr ParameterCard enthalpy{"dH",  "kJ/mol", -20,
                                 -1000, 1000,     "enthalpy, negative where heat is released"};
constexpr ParameterCard sites{"n", "", 1, 1e-3, 1e3, "reacting sites per site counted into the cell"};
constexpr ParameterCard binding{"dG", "kJ/mol", -35, -150, 10, "standard free energy of binding, 1 mol/L"};

constexpr ParameterCard exchange_cards[] = {
    enthalpy, {"dG", "kJ/mol", -8, -60, 40, "free energy of the exchange, -RT ln K"}, sites};
constexpr ParameterCard independent_cards[] = {enthalpy, binding, sites};
constexpr ParameterCard two_sites_cards[] = {
    enthalpy,
    binding,
    sites,
    {"dH_2", "kJ/mol", -10, -1000, 1000, "enthalpy of the second set of sites"},
    {"dG_2", "kJ/mol", -25, -150, 10, "standard free energy of the second set, 1 mol/L"},
    {"n_2", "", 1, 1e-3, 1e3, "sites of the second set per molecule in the cell"}};
constexpr ParameterCard competitive_cards[] = {
    enthalpy,
    binding,
    sites,
    {"dH_c", "kJ/mol", -10, -1000, 1000, "enthalpy of binding of the competitor"},
    {"dG_c", "kJ/mol", -25, -150, 10, "standard free energy of binding of the competitor, 1 mol/L"}};

constexpr TitrationModel models[] = {
    {"exchange", "ligand exchange", "ML' + L = ML + L', K = [ML][L'] / ([ML'][L])", exchange_cards},
    {"independent", "one set of sites", "M + L = ML, K = [ML] / ([M][L])", independent_cards},
    {"two-sites", "two sets of sites", "M + L = ML and M' + L = M'L, each with its own K", two_sites_cards},
    {"competitive", "competitive displacement", "M + L = ML and M + C = MC share the sites",
     competitive_cards},
};

}  // namespace

std::span<const TitrationModel> titration_models() { return models; }

const TitrationModel& titration_model(std::string_view wanted) {
  std::vector<std::string> names;
  for (const TitrationModel& model : models) {
    if (model.name == wanted) return model;
    names.emplace_back(model.name);
  }
  std::string message = "there is no titration model \"" + std::string(wanted) + '"';
  const std::string hint = did_you_mean(wanted, names);
  throw std::invalid_argument(hint.empty() ? message : message + "; " + hint);
}

std::vector<double> injection_heats_uJ(const Titration& titration, const TitrationModel& model,
                                       std::span<const double> parameters) {
  if (parameters.size() != model.parameters.size()) {
    throw std::invalid_argument("model " + std::string(model.name) + " has " +
                                std::to_string(model.parameters.size()) + " parameters, not " +
                                std::to_string(parameters.size()));
  }
  const CellContent content = cell_content(titration);
  const HeatWeights weights = heat_weights(titration);
  const Equilibrium equilibrium(model, parameters, titration.temperature_K);
  std::vector<double> heats;
  double before = 0;
  for (std::size_t i = 0; i < content.cell_mM.size(); ++i) {
    const double now =
        equilibrium.heat_content({content.cell_mM[i], content.titrant_mM[i], content.competitor_mM[i]}).value;
    if (i > 0) {
      heats.push_back(titration.cell_volume_uL * (weights.gain[i - 1] * now - weights.kept[i - 1] * before));
    }
    before = now;
  }
  return heats;
}

double exchange_coverage(double K, double x) {
  // root^2 = K^2 (1 + x)^2 - 4 K (K - 1) x, written as a sum of positive terms.
  const double root = std::sqrt(K * K * (1 - x) * (1 - x) + 4 * K * x);
  const double below = K * (1 + x) + root;
  return below > 0 ? 2 * K * x / below : 0;
}

double equilibrium_constant(double dG_kJ_mol, double temperature_K) {
  return std::exp(-1e3 * dG_kJ_mol / (gas_constant_J_molK * temperature_K));
}

double exchange_free_energy_kJ_mol(double K, double temperature_K) {
  return -thermal_energy_kJ_mol(temperature_K) * std::log(K);
}

}  // namespace nacre::ligands
