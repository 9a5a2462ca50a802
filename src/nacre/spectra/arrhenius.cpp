#include "nacre/spectra/arrhenius.hpp"

#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::spectra {
namespace {

// The abscissa whose slope is an energy in kJ/mol.
double minus_beta(double temperature_K) { return -1 / thermal_energy_kJ_mol(temperature_K); }

double temperature_of(double x) { return -1e3 / (gas_constant_J_molK * x); }

template <typename Ordinate>
std::vector<LinePoint> line_points(std::span<const RatePoint> points, const Ordinate& ordinate) {
  std::vector<LinePoint> result;
  for (const RatePoint& p : points) {
    if (!(p.temperature_K > 0)) throw std::invalid_argument("a temperature is not positive");
    result.push_back({minus_beta(p.temperature_K), ordinate(p), p.error, p.half_digit});
  }
  return result;
}

double ln_universal() { return std::log(boltzmann_J_K / planck_J_s); }

}  // namespace

Estimate ArrheniusFit::ln_k(double temperature_K) const { return line.at(minus_beta(temperature_K)); }

Estimate EyringFit::ln_k_over_T(double temperature_K) const { return line.at(minus_beta(temperature_K)); }

ArrheniusFit fit_arrhenius(std::span<const RatePoint> points) {
  const LineNames names{.line = "Arrhenius",
                        .model = "ln k = ln k_m - E_a/R (1/T - 1/T_m)",
                        .slope = "E_a",
                        .unit = "kJ/mol",
                        .slope_description = "activation energy",
                        .middle = "ln_k_m",
                        .middle_description = "ln(k s) at T_m, the middle of the temperatures"};
  ArrheniusFit fit;
  fit.line = fit_line(line_points(points, [](const RatePoint& p) { return p.ln_k; }), names);
  fit.activation_energy_kJ_mol = {fit.line.slope(), fit.line.slope_error()};
  fit.ln_A = fit.line.at(0);
  fit.with_rounding_kJ_mol = fit.line.error_with_rounding(1, 0);
  fit.ln_A_with_rounding = fit.line.error_with_rounding(-fit.line.middle, 1);
  fit.rounding_reach_kJ_mol = fit.line.slope_reach();
  fit.middle_K = temperature_of(fit.line.middle);
  return fit;
}

EyringFit fit_eyring(std::span<const RatePoint> points) {
  const LineNames names{.line = "Eyring",
                        .model = "ln(k/T) = ln(k_B/h) + dS/R - dH/(R T)",
                        .slope = "activation_enthalpy",
                        .unit = "kJ/mol",
                        .slope_description = "enthalpy of activation",
                        .middle = "ln_k_over_T_m",
                        .middle_description = "ln(k s K / T) at T_m, the middle of the temperatures"};
  const auto ordinate = [](const RatePoint& p) { return p.ln_k - std::log(p.temperature_K); };
  EyringFit fit;
  fit.line = fit_line(line_points(points, ordinate), names);
  fit.middle_K = temperature_of(fit.line.middle);
  const Estimate at_zero = fit.line.at(0);
  fit.enthalpy_kJ_mol = {fit.line.slope(), fit.line.slope_error()};
  fit.entropy_J_molK = {gas_constant_J_molK * (at_zero.value - ln_universal()),
                        gas_constant_J_molK * at_zero.error};
  const double RT = thermal_energy_kJ_mol(fit.middle_K);
  fit.free_energy_kJ_mol = {RT * (ln_universal() - fit.line.at(fit.line.middle).value),
                            RT * fit.line.error_of(0, 1)};
  fit.enthalpy_with_rounding_kJ_mol = fit.line.error_with_rounding(1, 0);
  fit.entropy_with_rounding_J_molK = gas_constant_J_molK * fit.line.error_with_rounding(-fit.line.middle, 1);
  return fit;
}

}  // namespace nacre::spectra
