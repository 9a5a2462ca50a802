#include "nacre/assembly/time_step.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "nacre/assembly/pair_evaluator.hpp"

namespace nacre::assembly {
namespace {

constexpr double turning_kT = 4;  // energy with which collisions are still frequent
constexpr double advised_phase = 0.4;
constexpr double largest_phase = 0.6;

// The largest d^2 u / dx^2, in eps, on the way from the cut-off to where the energy is `turning` eps.
double stiffest(const PairPotential& pair, double turning) {
  const PairCut cut = pair_cut(pair);
  constexpr double small = 1e-5;
  double largest = 0;
  for (double x = cut.cutoff * 0.999; x > 0.02; x *= 0.999) {
    const double slope = pair_value(pair, cut, x - small).force - pair_value(pair, cut, x + small).force;
    largest = std::max(largest, slope / (2 * small));
    if (pair_value(pair, cut, x).energy > turning) break;
  }
  return largest;
}

double pair_frequency(const PairPotential& pair, double s, double kT) {
  if (pair.epsilon <= 0) return 0;
  return std::sqrt(2 * pair.epsilon * stiffest(pair, turning_kT * kT / pair.epsilon)) / s;
}

double wall_frequency(const WallPotential& wall, double diameter, double kT) {
  if (wall.epsilon <= 0) return 0;
  const PairPotential pair{.form = PairForm::wca, .epsilon = wall.epsilon, .n = 12, .m = 6};
  return std::sqrt(wall.epsilon * stiffest(pair, turning_kT * kT / wall.epsilon)) / (diameter / 2);
}

void take(TimeStepAdvice& advice, double frequency, std::size_t a, std::size_t b, bool is_wall) {
  if (frequency <= advice.frequency) return;
  advice = {advised_phase / frequency, largest_phase / frequency, frequency, a, b, is_wall};
}

}  // namespace

TimeStepAdvice advised_time_step(const Interactions& interactions, std::span<const double> smallest,
                                 double kT, bool walls) {
  TimeStepAdvice advice;
  for (std::size_t a = 0; a < interactions.species; ++a) {
    for (std::size_t b = 0; b <= a; ++b)
      take(advice, pair_frequency(interactions.pair(a, b), (smallest[a] + smallest[b]) / 2, kT), b, a, false);
    if (walls) take(advice, wall_frequency(interactions.wall, smallest[a], kT), a, a, true);
  }
  if (advice.frequency == 0) advice.advised = advice.largest = 0.01 / std::sqrt(kT);  // an ideal gas
  return advice;
}

std::string time_step_warning(const TimeStepAdvice& advice, double time_step) {
  if (time_step <= advice.largest) return {};
  std::ostringstream text;
  text << "the time step " << time_step << " is long for this potential: energy will drift; take "
       << advice.advised << " (at most " << advice.largest << ")";
  return text.str();
}

}  // namespace nacre::assembly
