#include "nacre/study/assembly_tail.hpp"

#include <cmath>
#include <numbers>

namespace nacre::study {
namespace {

bool has_tail(const AssemblyPlan& plan) {
  if (plan.shape != assembly::ContainerShape::periodic) return false;
  const assembly::PairPotential& pair = plan.interactions.pair(0, 0);
  return pair.form == assembly::PairForm::mie && pair.cut == assembly::CutMode::plain && pair.m > 3;
}

struct Tail {
  double energy = 0;    // I
  double pressure = 0;  // r_c^3 u(r_c) + 3 I
};

Tail tail_of(const assembly::PairPotential& pair, double s) {
  const double n = pair.n, m = pair.m, x = pair.cutoff;
  const double depth = pair.epsilon * n / (n - m) * std::pow(n / m, m / (n - m)) * s * s * s;
  const double repulsion = depth * std::pow(x, 3 - n), attraction = depth * std::pow(x, 3 - m);
  const double integral = repulsion / (n - 3) - attraction / (m - 3);
  return {integral, repulsion - attraction + 3 * integral};
}

}  // namespace

void add_tails(const AssemblyPlan& plan, const crystal::Particles& particles, AssemblyCase& result) {
  if (!has_tail(plan)) return;
  const std::size_t species = plan.composition.species.size();
  std::vector<double> number(species, 0.0);
  for (const std::uint8_t one : particles.species) number[one] += 1;
  const double volume = particles.box.volume();
  double energy = 0, pressure = 0;
  for (std::size_t a = 0; a < species; ++a)
    for (std::size_t b = 0; b < species; ++b) {
      const double s = (plan.composition.species[a].mean + plan.composition.species[b].mean) / 2;
      const Tail tail = tail_of(plan.interactions.pair(a, b), s);
      energy += number[a] * number[b] * tail.energy;
      pressure += number[a] * number[b] * tail.pressure;
    }
  result.energy_tail = 2 * std::numbers::pi * energy / (volume * static_cast<double>(particles.size()));
  result.pressure_tail = 2 * std::numbers::pi / 3 * pressure / (volume * volume);
}

}  // namespace nacre::study
