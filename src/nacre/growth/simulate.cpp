#include "nacre/growth/simulate.hpp"

#include <algorithm>
#include <stdexcept>

#include "nacre/growth/cohorts.hpp"
#include "nacre/growth/finite_volume.hpp"
#include "nacre/growth/master_equation.hpp"

namespace nacre::growth {
namespace {

void check(const Options& options, double duration_s) {
  if (!(options.tolerance > 0 && options.tolerance < 0.1))
    throw std::invalid_argument("the tolerance lies between 0 and 0.1");
  if (options.resolution < 4) throw std::invalid_argument("the resolution must be 4 or more");
  const auto& times = options.snapshots_s;
  if (!std::ranges::is_sorted(times) ||
      (!times.empty() && !(times.front() >= 0 && times.back() <= duration_s)))
    throw std::invalid_argument("snapshots lie within the synthesis, in ascending order");
}

}  // namespace

Trajectory simulate(const Synthesis& synthesis, const Options& options, const RunControl& control) {
  growth::check(synthesis);
  check(options, synthesis.duration_s);
  switch (options.solver) {
    case Solver::finite_volume:
      return simulate_finite_volume(synthesis, options, control);
    case Solver::master_equation:
      return simulate_master_equation(synthesis, options, control);
    case Solver::cohorts:
      break;
  }
  return simulate_cohorts(synthesis, options, control);
}

}  // namespace nacre::growth
