#include "nacre/fit/check.hpp"

#include <cmath>
#include <set>
#include <stdexcept>

#include "nacre/core/units.hpp"

namespace nacre::fit {
namespace {

std::string quoted(const std::string& name) { return '"' + name + '"'; }

void check_names(const Problem& problem) {
  std::set<std::string> seen;
  for (const Parameter& p : problem.parameters) {
    if (p.name.empty()) reject(problem, "a parameter has no name");
    if (!seen.insert(p.name).second) reject(problem, "two parameters are named " + quoted(p.name));
  }
}

void check_bounds(const Problem& problem, const Parameter& p) {
  if (p.fixed || p.lower < p.upper) return;
  reject(problem, "parameter " + quoted(p.name) + ": its bounds " + format_bounds(p.lower, p.upper) +
                      " leave no room");
}

void check_start(const Problem& problem, const Parameter& p) {
  const std::string start = "parameter " + quoted(p.name) + ": its start " + format_number(p.start);
  if (!std::isfinite(p.start)) reject(problem, start + " is not finite");
  if (p.fixed || (p.start >= p.lower && p.start <= p.upper)) return;
  reject(problem, start + " is outside its bounds " + format_bounds(p.lower, p.upper));
}

void check_prior(const Problem& problem, const Parameter& p) {
  if (!p.prior) return;
  if (std::isfinite(p.prior->mean) && p.prior->sigma > 0 && std::isfinite(p.prior->sigma)) return;
  reject(problem, "parameter " + quoted(p.name) + ": its prior " + format_number(p.prior->mean) + " +- " +
                      format_number(p.prior->sigma) + " needs a finite mean and a positive sigma");
}

void check_tie(const Problem& problem, const Parameter& p) {
  if (p.fixed) reject(problem, "parameter " + quoted(p.name) + " is both fixed and tied");
  if (std::isfinite(p.tie_factor) && std::isfinite(p.tie_offset)) return;
  reject(problem, "parameter " + quoted(p.name) + ": its tie is not finite");
}

void check_data(const Problem& problem) {
  if (problem.data.empty()) reject(problem, "there are no data");
  for (const DataSet& set : problem.data) {
    if (set.n_residuals < 1) reject(problem, "data set " + quoted(set.name) + " has no residuals");
    if (!set.residuals) reject(problem, "data set " + quoted(set.name) + " has no residual function");
  }
}

}  // namespace

void reject(const Problem& problem, const std::string& reason) {
  throw std::invalid_argument(problem.name.empty() ? reason : problem.name + ": " + reason);
}

std::string format_bounds(double lower, double upper) {
  return "[" + format_number(lower) + ", " + format_number(upper) + "]";
}

void check(const Problem& problem) {
  check_names(problem);
  for (const Parameter& p : problem.parameters) {
    check_bounds(problem, p);
    check_prior(problem, p);
    p.tied_to.empty() ? check_start(problem, p) : check_tie(problem, p);
  }
  check_data(problem);
  if (!(problem.loss_scale > 0)) {
    reject(problem, "loss_scale is " + format_number(problem.loss_scale) + ", it must be positive");
  }
}

}  // namespace nacre::fit
