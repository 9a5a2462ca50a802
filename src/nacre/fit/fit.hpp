// Least squares (Ceres), covariance, profile and bootstrap intervals. A single fit is a series of length one.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/core/run_control.hpp"
#include "nacre/fit/problem.hpp"

namespace nacre::fit {

struct Result {
  std::vector<double> values;         // of every parameter, in the problem's order
  std::vector<double> uncertainties;  // NaN for fixed ones; propagated for tied ones
  std::vector<int> free_index;        // free parameters as indices into values
  std::vector<double> covariance;     // row-major over the free parameters; NaN where not determined
  std::vector<std::optional<std::array<double, 2>>> intervals;  // of every parameter, once asked for
  std::vector<bool> at_bound;
  double chi2 = 0;  // sum of squared residuals of data and priors at the solution, also under a robust loss
  int n_data = 0;   // residuals, priors included
  int n_free = 0;
  bool converged = false;
  bool singular = false;       // the data do not determine every free parameter
  bool sigmas_scaled = false;  // as Problem::scale_sigmas
  std::string message;         // of the solver
  std::vector<std::string> warnings;

  double chi2_reduced() const;  // NaN without degrees of freedom
  double aic() const;           // chi2 + 2 k; scaled sigmas: n ln(chi2 / n) + 2 k
  double bic() const;           // chi2 + k ln n; scaled sigmas: n ln(chi2 / n) + k ln n
};

// Never throws for a fit that does not converge: look at `converged` and `warnings`.
// Throws std::invalid_argument for a malformed problem (no free parameter, start outside the bounds, unknown
// tie, NaN residual at the start). Exceptions of the residuals pass through.
Result fit(const Problem& problem);

// Many fits of the same form, in parallel, results in order.
std::vector<Result> fit_series(std::span<const Problem> problems, const RunControl& control);

// Interval of one free parameter in which the chi2 of the re-fitted others rises by less than delta_chi2
// (1: 68.3 %; times chi2_reduced when sigmas are scaled). An end that a bound cuts off is the bound, one that
// is never reached is infinite. Found by root finding on the profile, warm started. Where the profile passes
// below `best`, the interval is that of the lower minimum.
std::array<double, 2> profile_interval(const Problem& problem, const Result& best, std::string_view parameter,
                                       double delta_chi2 = 1.0);

// Fills best.intervals for the named parameters, in parallel. A lower minimum met on the way replaces `best`,
// with a warning.
void add_profile_intervals(const Problem& problem, Result& best, std::span<const std::string> parameters,
                           const RunControl& control);

// Parametric bootstrap: `synthetic(values, replica)` returns the problem with data drawn around the model at
// the best values, where the fit then starts. Returns values of every parameter, one vector a replica (NaN
// where the fit did not converge); deterministic in (seed, replica).
using SyntheticProblem = std::function<Problem(std::span<const double> values, std::uint64_t replica)>;
std::vector<std::vector<double>> bootstrap(const Problem& problem, const Result& best, int replicas,
                                           const SyntheticProblem& synthetic, const RunControl& control);

// Central interval of a sample: the (1 - level) / 2 quantiles. NaN are left out.
std::array<double, 2> central_interval(std::vector<double> sample, double level = 0.6827);

// Standard deviation of any function of the parameters, by linear propagation of the covariance.
double propagate(const Problem& problem, const Result& best,
                 const std::function<double(std::span<const double> values)>& function);

// Covariance of several functions of the parameters, row-major.
std::vector<double> propagate_covariance(
    const Problem& problem, const Result& best, std::size_t n_functions,
    const std::function<void(std::span<const double> values, std::span<double> out)>& functions);

// The table for people: the warnings of the result, and more for |C| > 0.95 and for chi2_reduced far
// from 1.
FitSummary summarize(const Problem& problem, const Result& result);

// Version of the solver, for the provenance.
std::string library_version();

}  // namespace nacre::fit
