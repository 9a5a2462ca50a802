#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/ligands/clusters.hpp"
#include "nacre/study/ligand_mixing_output.hpp"

namespace nacre::study {
namespace {

using ligands::Mixing;
using ligands::n_pure_parameters;
using Values = std::span<const double>;

// Collects quantities that follow from one fitted model.
class Quantities {
 public:
  explicit Quantities(const MixingAnalysis& analysis) : analysis_(analysis) {}

  void add(const FittedModel& fitted, const char* name, const char* unit, const std::string& description,
           const MixingAnalysis::Function& function) {
    const Derived derived = analysis_.derive(fitted, function);
    list_.push_back({.name = name,
                     .value = derived.value,
                     .uncertainty = derived.error,
                     .unit = unit,
                     .description = description,
                     .case_label = analysis_.one->label});
  }

  // A parameter of the model, with its interval where one was asked for.
  void add_parameter(const FittedModel& fitted, std::size_t index, const char* name, const char* unit,
                     const std::string& description) {
    const std::size_t i = n_pure_parameters + index;
    add(fitted, name, unit, description, [i](Values p) { return p[i]; });
    if (i < fitted.result.intervals.size()) list_.back().interval = fitted.result.intervals[i];
  }

  void add_value(const char* name, double value, double error, const char* unit,
                 const std::string& description) {
    list_.push_back({.name = name,
                     .value = value,
                     .uncertainty = error,
                     .unit = unit,
                     .description = description,
                     .case_label = analysis_.one->label});
  }

  std::vector<Quantity> take() { return std::move(list_); }

 private:
  const MixingAnalysis& analysis_;
  std::vector<Quantity> list_;
};

void add_constant_interaction(const MixingAnalysis& analysis, const FittedModel& fitted, Quantities& list) {
  const double T = analysis.temperature_K;
  constexpr std::size_t g = n_pure_parameters;
  list.add_parameter(fitted, 0, "chi_G", "RT", "free energy of unlike neighbours, z w_G");
  list.add_parameter(fitted, 1, "chi_H", "kJ/mol", "enthalpy of unlike neighbours, z w_H");
  list.add(fitted, "chi_S", "J/(mol K)",
           "non-configurational entropy of unlike neighbours, (chi_H - chi_G) / T",
           [T](Values p) { return ligands::interaction_entropy_J_molK(p[g], p[g + 1], T); });
}

void add_mean_interaction(const MixingAnalysis& analysis, const FittedModel& fitted, Quantities& list) {
  const double T = analysis.temperature_K;
  constexpr std::size_t g = n_pure_parameters;
  list.add(fitted, "chi_G", "RT", "free energy of unlike neighbours at x_a = 0.5",
           [](Values p) { return 0.5 * (p[g] + p[g + 1]); });
  list.add(fitted, "chi_H", "kJ/mol", "enthalpy of unlike neighbours at x_a = 0.5",
           [](Values p) { return 0.5 * (p[g + 2] + p[g + 3]); });
  list.add(fitted, "chi_S", "J/(mol K)", "non-configurational entropy of unlike neighbours at x_a = 0.5",
           [T](Values p) {
             return ligands::interaction_entropy_J_molK(0.5 * (p[g] + p[g + 1]), 0.5 * (p[g + 2] + p[g + 3]),
                                                        T);
           });
}

void add_composition_dependence(const MixingAnalysis& analysis, const FittedModel& fitted, Quantities& list) {
  const double T = analysis.temperature_K;
  constexpr std::size_t g = n_pure_parameters;
  list.add_parameter(fitted, 2, "omega_ab", "kJ/mol", "chi_H in a shell of A (paper eq 5)");
  list.add_parameter(fitted, 3, "omega_ba", "kJ/mol", "chi_H in a shell of B (paper eq 5)");
  list.add(fitted, "eta_ab", "J/(mol K)", "chi_S in a shell of A (paper eq 5)",
           [T](Values p) { return ligands::interaction_entropy_J_molK(p[g], p[g + 2], T); });
  list.add(fitted, "eta_ba", "J/(mol K)", "chi_S in a shell of B (paper eq 5)",
           [T](Values p) { return ligands::interaction_entropy_J_molK(p[g + 1], p[g + 3], T); });
}

// The largest value of one property over all whole compositions.
MixingAnalysis::Function largest(const MixingAnalysis& analysis, double Mixing::*property) {
  return [&analysis, property](Values p) {
    const int sites = analysis.context.shell->sites();
    double best = -1e300;
    for (int n = 1; n < sites; ++n)
      best =
          std::max(best, mixing_at(analysis, analysis.chosen(), static_cast<double>(n) / sites, p).*property);
    return best;
  };
}

MixingAnalysis::Function at_half(const MixingAnalysis& analysis, double Mixing::*property) {
  return [&analysis, property](Values p) {
    const int sites = analysis.context.shell->sites();
    return mixing_at(analysis, analysis.chosen(), static_cast<double>(sites / 2) / sites, p).*property;
  };
}

MixingAnalysis::Function unlike_fraction_at_half(const MixingAnalysis& analysis) {
  return [&analysis](Values p) {
    const auto& shell = *analysis.context.shell;
    const bool constant = analysis.chosen().model->name == "lattice";
    const double chi_G =
        constant ? p[n_pure_parameters] : 0.5 * (p[n_pure_parameters] + p[n_pure_parameters + 1]);
    return shell.at(shell.sites() / 2, chi_G / 4).mean / (2.0 * shell.sites());
  };
}

void add_mixing_extremes(const MixingAnalysis& analysis, Quantities& list) {
  const FittedModel& fitted = analysis.chosen();
  list.add(fitted, "dH_mix_max", "kJ/mol", "largest enthalpy of mixing over all compositions",
           largest(analysis, &Mixing::dH_kJ_mol));
  list.add(fitted, "dS_mix_max", "J/(mol K)", "largest entropy of mixing over all compositions",
           largest(analysis, &Mixing::dS_J_molK));
  list.add(fitted, "dS_conf_max", "J/(mol K)", "largest configurational entropy of mixing",
           largest(analysis, &Mixing::dS_conf_J_molK));
  list.add(fitted, "dG_mix_half", "kJ/mol",
           "free energy of mixing of the equimolar shell (n_a = N/2, rounded down)",
           at_half(analysis, &Mixing::dG_kJ_mol));
  list.add(fitted, "unlike_pair_fraction", "", "share of unlike neighbour pairs of the equimolar shell",
           unlike_fraction_at_half(analysis));
  const auto& shell = *analysis.context.shell;
  list.add_value("chi_G_neutral", ligands::neutral_chi_G_RT(shell, shell.sites() / 2), no_value, "RT",
                 "chi_G at which the equimolar shell of this size has dG_mix = 0");
}

}  // namespace

std::vector<Quantity> mixing_quantities(const MixingAnalysis& analysis) {
  Quantities list(analysis);
  if (analysis.chosen().model->name == "lattice")
    add_constant_interaction(analysis, analysis.chosen(), list);
  else
    add_mean_interaction(analysis, analysis.chosen(), list);
  if (const FittedModel* regular = analysis.find("regular")) {
    list.add_parameter(*regular, 0, "xi_H", "kJ/mol", "enthalpy of the regular solution");
    list.add_parameter(*regular, 1, "xi_S", "J/(mol K)",
                       "non-configurational entropy of the regular solution");
  }
  if (const FittedModel* dependent = analysis.find("lattice-composition"))
    add_composition_dependence(analysis, *dependent, list);
  add_mixing_extremes(analysis, list);
  if (!analysis.forward()) {
    const ligands::Compensation& line = analysis.compensation;
    list.add_value("T_comp", line.determined ? line.temperature_K : no_value,
                   line.determined ? line.temperature_error_K : no_value, "K",
                   line.determined ? "enthalpy-entropy compensation: slope of dH against dS"
                                   : "enthalpy-entropy compensation: not determined by these data");
  }
  return list.take();
}

std::string preferred_model(const MixingAnalysis& analysis) {
  return std::string(std::ranges::min_element(analysis.models, {}, [](const FittedModel& m) {
                       return m.result.aic();
                     })->model->name);
}

}  // namespace nacre::study
