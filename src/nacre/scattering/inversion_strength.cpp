#include "nacre/scattering/inversion_strength.hpp"

#include <cmath>
#include <cstdio>
#include <utility>

namespace nacre::scattering {
namespace {

constexpr double strongest = 1e2;
constexpr double weakest = 1e-12;
constexpr double fallen = 15;  // below the best evidence, where the search ends

std::string reason(const InversionProblem& problem, const StrengthChoice& choice) {
  char text[240];
  std::snprintf(
      text, sizeof text,
      "strength %.2g, of largest evidence among %d: chi2 %.1f for %zu points, of which the distribution "
      "and the background take up %.1f",
      choice.state.strength, choice.tried, choice.state.chi2, problem.data(),
      problem.effective_parameters(choice.state));
  return text;
}

}  // namespace

StrengthChoice choose_strength(const InversionProblem& problem, const Shape& shape) {
  StrengthChoice choice;
  InversionState last{.strength = strongest};
  bool first = true;
  const auto attempt = [&](double strength, const std::vector<double>& start) {
    last = problem.solve(strength, shape, start);
    ++choice.tried;
    if (!first && !(last.evidence > choice.state.evidence)) return false;
    first = false;
    choice.state = last;
    return true;
  };
  bool rose = true;
  for (double strength = strongest; strength > weakest; strength /= std::sqrt(10)) {
    rose = attempt(strength, last.values);
    if (!last.converged || last.evidence < choice.state.evidence - fallen) break;
  }
  choice.at_end = rose || choice.state.strength == strongest;
  const double best = choice.state.strength;
  for (const double factor : {std::pow(10, 0.25), std::pow(10, -0.25)})
    attempt(best * factor, std::vector<double>(choice.state.values));
  choice.reasoning = reason(problem, choice);
  return choice;
}

}  // namespace nacre::scattering
