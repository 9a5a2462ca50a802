// The table of a fit for people.
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/fit/assemble.hpp"

namespace nacre::fit {
namespace {

constexpr double strong_correlation = 0.95;

std::string rounded(double value) { return format_with_uncertainty(value, no_value); }

std::string tie_text(const Parameter& p) {
  if (p.tied_to.empty()) return {};
  std::string text = "= ";
  if (p.tie_factor == -1)
    text += "-";
  else if (p.tie_factor != 1)
    text += format_number(p.tie_factor) + " ";
  text += p.tied_to;
  if (p.tie_offset == 0) return text;
  return text + (p.tie_offset < 0 ? " - " : " + ") + format_number(std::abs(p.tie_offset));
}

FitParameterRow row_of(const Parameter& p, const Result& result, std::size_t i) {
  return {.name = p.name,
          .unit = p.unit,
          .description = p.description,
          .value = result.values[i],
          .uncertainty = result.uncertainties[i],
          .interval = result.intervals[i],
          .start = p.start,
          .lower = p.lower,
          .upper = p.upper,
          .fixed = p.fixed,
          .at_bound = result.at_bound[i],
          .tie = tie_text(p)};
}

std::vector<double> correlations_of(const Result& result) {
  const auto n = static_cast<std::size_t>(result.n_free);
  std::vector<double> correlations(n * n);
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k < n; ++k) {
      const double norm = result.covariance[j * n + j] * result.covariance[k * n + k];
      correlations[j * n + k] = result.covariance[j * n + k] / std::sqrt(norm);
    }
  }
  return correlations;
}

void warn_of_correlations(FitSummary& summary) {
  const std::size_t n = summary.free_names.size();
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = j + 1; k < n; ++k) {
      const double c = summary.correlations[j * n + k];
      if (!(std::abs(c) > strong_correlation)) continue;
      summary.warnings.push_back(summary.free_names[j] + " and " + summary.free_names[k] +
                                 " are strongly correlated: C = " + rounded(c));
    }
  }
}

void warn_of_chi2(const Result& result, FitSummary& summary) {
  if (result.sigmas_scaled || result.n_data - result.n_free < 3) return;
  const std::string text = "chi2_reduced is " + format_rounded(summary.chi2_reduced);
  if (summary.chi2_reduced > 2) {
    summary.warnings.push_back(text + ": the sigmas may be too small, or the model does not fit");
  }
  if (summary.chi2_reduced < 0.3) summary.warnings.push_back(text + ": the sigmas may be too large");
}

std::string scaling_text(const Result& result) {
  if (!result.sigmas_scaled) return "sigmas as given";
  return "sigmas are relative: uncertainties multiplied by sqrt(chi2_reduced) = " +
         rounded(std::sqrt(result.chi2_reduced()));
}

}  // namespace

FitSummary summarize(const Problem& problem, const Result& result) {
  free_values(Objective(problem), result);  // throws if the two do not belong together
  FitSummary summary{.name = problem.name, .model = problem.model};
  for (std::size_t i = 0; i < problem.parameters.size(); ++i) {
    summary.parameters.push_back(row_of(problem.parameters[i], result, i));
  }
  for (const int i : result.free_index) summary.free_names.push_back(problem.parameters[i].name);
  summary.correlations = correlations_of(result);
  summary.chi2 = result.chi2;
  summary.chi2_reduced = result.chi2_reduced();
  summary.aic = result.aic();
  summary.bic = result.bic();
  summary.n_data = result.n_data;
  summary.n_parameters = result.n_free;
  summary.converged = result.converged;
  summary.scaling = scaling_text(result);
  summary.warnings = result.warnings;
  warn_of_correlations(summary);
  warn_of_chi2(result, summary);
  return summary;
}

}  // namespace nacre::fit
