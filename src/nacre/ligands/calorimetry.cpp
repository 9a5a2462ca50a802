#include "nacre/ligands/calorimetry.hpp"

#include <cmath>

#include "nacre/fit/fit.hpp"

namespace nacre::ligands {

double ExchangePoint::dS_error_J_molK(double temperature_K) const {
  return 1e3 * std::sqrt(covariance[0] - 2 * covariance[1] + covariance[2]) / temperature_K;
}

std::array<double, 3> pair_covariance(const ExchangeErrors& errors, MeasuredPair pair, double temperature_K) {
  const double var_h = errors.dH_kJ_mol * errors.dH_kJ_mol;
  const double var_g = errors.dG_kJ_mol * errors.dG_kJ_mol;
  const double ts = 1e-3 * temperature_K * errors.dS_J_molK;
  switch (pair) {
    case MeasuredPair::dH_dS:
      return {var_h, var_h, var_h + ts * ts};
    case MeasuredPair::dG_dS:
      return {var_g + ts * ts, var_g, var_g};
    case MeasuredPair::dH_dG:
      break;
  }
  return {var_h, errors.correlation * errors.dH_kJ_mol * errors.dG_kJ_mol, var_g};
}

double implied_correlation(const ExchangeErrors& errors, double temperature_K) {
  const double ts = 1e-3 * temperature_K * errors.dS_J_molK;
  return (errors.dH_kJ_mol * errors.dH_kJ_mol + errors.dG_kJ_mol * errors.dG_kJ_mol - ts * ts) /
         (2 * errors.dH_kJ_mol * errors.dG_kJ_mol);
}

ConsistencyCheck check_consistency(const PrintedValues& printed, double temperature_K) {
  const double kilo_T = 1e-3 * temperature_K;
  ConsistencyCheck check;
  check.mismatch_kJ_mol = printed.dG_kJ_mol - (printed.dH_kJ_mol - kilo_T * printed.dS_J_molK);
  check.tolerance_kJ_mol = printed.half_digit_dH + printed.half_digit_dG + kilo_T * printed.half_digit_dS;
  check.consistent_dS_J_molK = (printed.dH_kJ_mol - printed.dG_kJ_mol) / kilo_T;
  return check;
}

namespace {
// The effective-variance chi2 has several minima: the best of fits from both sides of the expected slope.
fit::Result best_of_starts(fit::Problem problem) {
  fit::Result best;
  for (const double ratio : {1.0, -2.0, 0.3, 0.8, 1.3, 3.0}) {
    problem.parameters[0].start = ratio;
    fit::Result result = fit::fit(problem);
    const bool first = best.values.empty();
    if (first || (result.converged && (!best.converged || result.chi2 < best.chi2 * (1 - 1e-9))))
      best = std::move(result);
  }
  return best;
}
}  // namespace

Compensation fit_compensation(const std::vector<ExchangePoint>& points, double temperature_K) {
  // With u = T_comp / T the residual is dH - a - u (dH - dG), of variance
  // (1-u)^2 var(dH) + 2 (1-u) u cov + u^2 var(dG).
  fit::Problem problem;
  problem.name = "compensation";
  problem.model = "dH = intercept + T_comp dS";
  problem.parameters = {{.name = "ratio", .start = 1, .lower = -20, .upper = 20},
                        {.name = "intercept", .unit = "kJ/mol", .start = points.front().dG_kJ_mol}};
  const auto residuals = [&points](std::span<const double> p, std::span<double> out) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto& [var_h, cov, var_g] = points[i].covariance;
      const double u = p[0];
      const double h = points[i].dH_kJ_mol;
      const double g = points[i].dG_kJ_mol;
      const double variance = (1 - u) * (1 - u) * var_h + 2 * (1 - u) * u * cov + u * u * var_g;
      out[i] = ((1 - u) * h + u * g - p[1]) / std::sqrt(variance);
    }
  };
  problem.data = {{"titrations", static_cast<int>(points.size()), residuals}};
  const fit::Result best = best_of_starts(std::move(problem));
  Compensation result;
  result.determined = best.converged && !best.singular && !best.at_bound[0] && points.size() > 2;
  result.temperature_K = temperature_K * best.values[0];
  result.temperature_error_K = temperature_K * best.uncertainties[0];
  result.intercept_kJ_mol = best.values[1];
  result.chi2_reduced = best.chi2_reduced();
  return result;
}

}  // namespace nacre::ligands
