// Titrations fitted: one, or several that share their thermodynamics.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/fit/fit.hpp"
#include "nacre/ligands/titration.hpp"

namespace nacre::ligands {

// Per mole of titrant injected. line: linear in the titrant's concentration in the cell, as in pytc, whose
// dilution_heat and dilution_intercept it reproduces where all injections are of one volume.
enum class DilutionHeat { none, constant, line };

// How titrations are fitted. `parameters` replaces start, bounds and fixing of the model's cards by name.
struct TitrationFitPlan {
  const TitrationModel* model = nullptr;
  std::vector<fit::Parameter> parameters{};
  DilutionHeat dilution = DilutionHeat::none;
  bool share_n = false;        // one n for all titrations; else one each (n_1, n_2 ... when several)
  bool heat_capacity = false;  // dCp (of the first set) is a parameter
  // dH and dG are those at this temperature, whatever those of the titrations (van't Hoff, dCp = 0 where it
  // is no parameter): set it to the titrations' own when they have one.
  double reference_temperature_K = 298.15;
  double cell_relative_error = 0;     // standard error of the concentrations; 0: exact. A nuisance scale each
  double syringe_relative_error = 0;  // with a Gaussian prior, one a titration
};

// The problem of all titrations. Parameters: the model's thermodynamic ones under their card names (shared),
// dCp where asked for, then n, dilution heats (dilution in kJ/mol, dilution_slope in kJ/mol/mM), and scales
// (cell_scale, syringe_scale), of titration i with suffix "_i" from 1 when there are several; last the shared
// effects in their standard errors, under their own names, with a Gaussian prior about 0. Errors unknown:
// sigmas are relative and the problem scales them. Throws std::invalid_argument for titrations that cannot be
// fitted.
fit::Problem titration_problem(const std::string& name, const std::vector<Titration>& titrations,
                               const TitrationFitPlan& plan);

// Starts from the data (size of the first heats, steepest part), several of them; the best fit.
fit::Result fit_titrations(const fit::Problem& problem);

// Heats of the model at the fit, of one titration with its dilution heat, in uJ, every injection.
std::vector<double> fitted_heats_uJ(const std::vector<Titration>& titrations, const TitrationFitPlan& plan,
                                    const fit::Result& result, std::size_t titration);

// Thermodynamics at a temperature (van't Hoff with heat capacity): dH, dG, dS with errors and their
// covariance, from the fit.
struct Thermodynamics {
  double dH_kJ_mol = 0, dG_kJ_mol = 0, dS_J_molK = 0, K = 0;
  double dH_error = 0, dG_error = 0, dS_error = 0, K_error = 0;
  std::array<double, 3> covariance{};  // var(dH), cov(dH, dG), var(dG) in (kJ/mol)^2
};
Thermodynamics thermodynamics_at(const fit::Problem& problem, const fit::Result& result,
                                 const TitrationFitPlan& plan, double temperature_K);

// Wiseman's c = n [M]0 K of binding; for exchange the sharpness of its curve is K itself (K = 1: no
// inflection).
double c_value(const Titration& titration, const TitrationModel& model, double K, double n);

// What the experiment can and cannot determine at this c, one sentence for people; empty where all is well.
std::string c_value_advice(const TitrationModel& model, double c);

// One heat per injection of a titration drawn around the model, with stated concentrations and shared effects
// drawn anew: parametric bootstrap and made data.
std::vector<Titration> synthetic_titrations(const std::vector<Titration>& titrations,
                                            const TitrationFitPlan& plan, std::span<const double> values,
                                            std::uint64_t seed, std::uint64_t replica);

// Expected standard errors of dH and dG (Fisher information at guessed parameters, nuisance scales with their
// priors included) of a planned titration.
struct PlannedPrecision {
  double dH_error_kJ_mol = 0;
  double dG_error_kJ_mol = 0;
  double n_error = 0;
  double correlation_dH_dG = 0;
  bool determined = false;  // no error as large as dH or n themselves, or of 10 kJ/mol in dG
};
PlannedPrecision planned_precision(const Titration& design, const TitrationFitPlan& plan,
                                   std::span<const double> guess);

}  // namespace nacre::ligands
