// Thermodynamics at a temperature, and what an experiment can determine.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/ligands/titration_layout.hpp"

namespace nacre::ligands {
namespace {

double value_of(const fit::Problem& problem, std::span<const double> values, std::string_view name,
                bool needed) {
  const auto found = std::ranges::find(problem.parameters, name, &fit::Parameter::name);
  if (found != problem.parameters.end()) {
    return values[static_cast<std::size_t>(found - problem.parameters.begin())];
  }
  if (needed) throw std::invalid_argument(problem.name + ": there is no parameter " + std::string(name));
  return 0;
}

}  // namespace

Thermodynamics thermodynamics_at(const fit::Problem& problem, const fit::Result& result,
                                 const TitrationFitPlan& plan, double temperature_K) {
  const TemperatureShift shift(temperature_K, plan.reference_temperature_K);
  const auto functions = [&](std::span<const double> values, std::span<double> out) {
    const double dH = value_of(problem, values, "dH", true);
    const double dCp = value_of(problem, values, "dCp", false);
    out[0] = dH + shift.dH_by_dCp * dCp;
    out[1] =
        shift.dG_by_dG * value_of(problem, values, "dG", true) + shift.dG_by_dH * dH + shift.dG_by_dCp * dCp;
  };
  std::array<double, 2> at{};
  functions(result.values, at);
  const std::vector<double> c = fit::propagate_covariance(problem, result, 2, functions);
  Thermodynamics found{.dH_kJ_mol = at[0], .dG_kJ_mol = at[1]};
  found.covariance = {c[0], c[1], c[3]};
  found.dS_J_molK = 1e3 * (at[0] - at[1]) / temperature_K;
  found.K = equilibrium_constant(at[1], temperature_K);
  found.dH_error = std::sqrt(c[0]);
  found.dG_error = std::sqrt(c[3]);
  found.dS_error = 1e3 * std::sqrt(std::max(c[0] - 2 * c[1] + c[3], 0.0)) / temperature_K;
  if (std::isnan(c[0] + c[3])) found.dS_error = c[0] + c[3];
  found.K_error = found.K * found.dG_error / thermal_energy_kJ_mol(temperature_K);
  return found;
}

double c_value(const Titration& titration, const TitrationModel& model, double K, double n) {
  return model.name == "exchange" ? K : 1e-3 * n * titration.cell_mM * K;
}

namespace {

std::string short_number(double value) {
  return value < 1000 ? format_rounded(value, 2) : std::to_string(std::llround(value));
}

// The numbers are expected errors (planned_precision) of 25 to 50 injections to a threefold excess with heats
// good to 1 % of the first.
std::string exchange_advice(double K) {
  const std::string is = "K = " + short_number(K) + ": ";
  if (K < 0.1) {
    return is +
           "the native ligand is held much more strongly and the curve is flat; dH and n are nearly "
           "interchangeable (with heats good to 1 % they are known to 20 % and 50 % at K = 0.01). Fix n from "
           "another method, or titrate to a larger excess.";
  }
  if (K < 2) {
    return is +
           "up to 1 the curve has no inflection; dH, dG and n are determined, but n three times worse than "
           "at "
           "K = 10 (with heats good to 1 %: to 1 % at K = 1, to 7 % at K = 0.1). Titrate to a larger excess.";
  }
  if (K > 1e4) {
    return is +
           "the step is sharper than the injections; dH and n are well determined, dG poorly (with heats "
           "good "
           "to 1 %: to 0.3 kJ/mol at K = 10000, to 1 at 100000) and beyond only as an upper bound. Use more "
           "and "
           "smaller injections about the step.";
  }
  return {};
}

std::string binding_advice(double c) {
  const std::string is = "c = " + short_number(c) + ": ";
  if (c < 1) {
    return is +
           "below 1 the curve has no inflection; dH and n are nearly interchangeable and only their product "
           "and "
           "dG are determined. Fix n, titrate to a large excess, or concentrate the cell " +
           short_number(10 / c) + "-fold.";
  }
  if (c < 5) {
    return is +
           "below 5 the curve is shallow; dH and n are strongly correlated (with heats good to 1 % both are "
           "known to 10 % at c = 1, to 2 % at c = 3). Concentrate the cell " +
           short_number(20 / c) + "-fold, or fix n.";
  }
  if (c > 1000) {
    return is +
           "above 1000 the step is sharper than the injections; dH and n are well determined, dG poorly "
           "(with "
           "heats good to 1 %: to 0.7 kJ/mol at c = 10000, to 5 at 100000) and beyond only as an upper "
           "bound. "
           "Dilute the cell " +
           short_number(c / 100) + "-fold, or displace a weaker ligand.";
  }
  return {};
}

}  // namespace

std::string c_value_advice(const TitrationModel& model, double c) {
  if (!(c > 0) || !std::isfinite(c)) return {};
  return model.name == "exchange" ? exchange_advice(c) : binding_advice(c);
}

}  // namespace nacre::ligands
