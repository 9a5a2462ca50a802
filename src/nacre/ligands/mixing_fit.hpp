// Mixing models fitted to measured exchange thermodynamics.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "nacre/fit/fit.hpp"
#include "nacre/ligands/calorimetry.hpp"
#include "nacre/ligands/mixing_models.hpp"

namespace nacre::ligands {

// dH and dG of exchange at x_a: weighted mean of the pure ligands plus mixing. The pure ligands are
// parameters too (dH_a, dG_a, dH_b, dG_b, in this order before those of the model): they carry measurement
// errors like every mixture.
inline constexpr std::size_t n_pure_parameters = 4;

struct Exchange {
  double dH_kJ_mol = 0;
  double dG_kJ_mol = 0;
};
Exchange exchange_at(double x_a, std::span<const double> parameters, const MixingModel& model,
                     const MixingContext& context);

// Two whitened residuals a titration. `model_parameters` replaces the model's own starts, bounds and fixings.
// The referenced model must outlive the problem.
fit::Problem mixing_problem(const std::string& name, const std::vector<ExchangePoint>& points,
                            const MixingModel& model, const MixingContext& context,
                            std::vector<fit::Parameter> model_parameters);

// The model's parameters as its cards say.
std::vector<fit::Parameter> default_parameters(const MixingModel& model);

// The best of fits from several starts: chi2 of the lattice models has more than one minimum.
fit::Result fit_mixing(const fit::Problem& problem);

}  // namespace nacre::ligands
