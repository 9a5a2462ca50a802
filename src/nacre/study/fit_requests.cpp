#include "nacre/study/fit_requests.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nacre::study {
namespace {

// The usual start, moved inside bounds that leave it out.
double inside(const fit::Parameter& parameter) {
  if (parameter.start > parameter.lower && parameter.start < parameter.upper) return parameter.start;
  if (std::isfinite(parameter.lower) && std::isfinite(parameter.upper))
    return 0.5 * (parameter.lower + parameter.upper);
  return std::isfinite(parameter.lower) ? parameter.lower + 1 : parameter.upper - 1;
}

}  // namespace

void apply_request(const ParameterRequest& request, fit::Parameter& parameter) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (request.has_start || !request.fit) {
    parameter.start = request.value;
    parameter.lower = std::min(parameter.lower, request.value);
    parameter.upper = std::max(parameter.upper, request.value);
  }
  if (request.lower && *request.lower >= parameter.upper) parameter.upper = infinity;
  if (request.upper && *request.upper <= parameter.lower) parameter.lower = -infinity;
  parameter.lower = request.lower.value_or(parameter.lower);
  parameter.upper = request.upper.value_or(parameter.upper);
  if (!request.has_start && request.fit) parameter.start = inside(parameter);
  parameter.fixed = !request.fit;
}

bool says_something(const ParameterRequest& request) {
  return !request.fit || request.has_start || request.lower || request.upper;
}

fit::Loss loss_of(const std::string& name) {
  if (name == "huber") return fit::Loss::huber;
  if (name == "soft-l1") return fit::Loss::soft_l1;
  if (name == "cauchy") return fit::Loss::cauchy;
  return fit::Loss::squares;
}

}  // namespace nacre::study
