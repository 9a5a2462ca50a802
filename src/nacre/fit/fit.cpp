#include "nacre/fit/fit.hpp"

#include <cmath>
#include <limits>

#include "nacre/core/parallel.hpp"
#include "nacre/core/units.hpp"
#include "nacre/fit/assemble.hpp"
#include "nacre/fit/check.hpp"

namespace nacre::fit {
namespace {

void check_residuals_at_start(const Objective& objective) {
  std::vector<double> residuals(objective.n_residuals());
  if (objective.residuals(objective.start(), residuals)) return;
  std::size_t at = 0;
  for (const DataSet& set : objective.problem().data) {
    for (int i = 0; i < set.n_residuals; ++i, ++at) {
      if (std::isfinite(residuals[at])) continue;
      reject(objective.problem(), "data set \"" + set.name + "\": residual " + std::to_string(i) + " is " +
                                      format_number(residuals[at]) + " at the start values");
    }
  }
}

// chi2, or for sigmas known up to a factor, -2 ln(likelihood) at the best factor up to a constant.
double deviance(const Result& result) {
  return result.sigmas_scaled ? result.n_data * std::log(result.chi2 / result.n_data) : result.chi2;
}

}  // namespace

double Result::chi2_reduced() const {
  const int freedom = n_data - n_free;
  return freedom > 0 ? chi2 / freedom : std::numeric_limits<double>::quiet_NaN();
}

// Akaike (1974), doi:10.1109/TAC.1974.1100705.
double Result::aic() const { return deviance(*this) + 2 * n_free; }

// Schwarz (1978), doi:10.1214/aos/1176344136.
double Result::bic() const { return deviance(*this) + n_free * std::log(n_data); }

Result fit(const Problem& problem) {
  const Objective objective(problem);
  check_residuals_at_start(objective);
  const Solution solution = minimize(objective, objective.start());
  Result result = assemble(objective, solution);
  if (result.converged && !result.singular) return result;
  // A first step that is too long can end on a plateau, where parameters have lost their effect.
  const Solution second = minimize(objective, objective.start(), cautious);
  const bool better = second.cost < solution.cost || (second.converged && !solution.converged);
  return better ? assemble(objective, second) : result;
}

std::vector<Result> fit_series(std::span<const Problem> problems, const RunControl& control) {
  std::vector<Result> results(problems.size());
  Stage stage(control, "fitting", static_cast<double>(problems.size()), "fits");
  parallel_for(problems.size(), control, [&](std::size_t i) {
    results[i] = fit(problems[i]);
    stage.advance(1);
  });
  return results;
}

}  // namespace nacre::fit
