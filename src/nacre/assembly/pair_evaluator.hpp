// Energy and force of one pair, in plain double with std::pow: the oracle, and where the fast kernels take
// their constants from. Everything in x = r/s, s the mean of the two diameters, and in units of eps: the
// energy is eps u(x), the force along the line between the two eps f(x) / s with f = -du/dx.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "nacre/assembly/interactions.hpp"

namespace nacre::assembly {

// C of eps C [(s/r)^n - (s/r)^m], which makes the well eps deep: Mie, Annalen der Physik 316, 657 (1903).
inline double mie_prefactor(double n, double m) { return n / (n - m) * std::pow(n / m, m / (n - m)); }

// r/s where the well is deepest.
inline double mie_minimum(double n, double m) { return std::pow(n / m, 1 / (n - m)); }

struct PairValue {
  double energy = 0;  // in eps
  double force = 0;   // -d energy / dx
};

// Without any cut.
inline PairValue mie_value(double n, double m, double x) {
  const double c = mie_prefactor(n, m);
  const double repulsion = c * std::pow(x, -n);
  const double attraction = c * std::pow(x, -m);
  return {repulsion - attraction, (n * repulsion - m * attraction) / x};
}

inline PairValue inverse_power_value(double n, double x) {
  const double energy = std::pow(x, -n);
  return {energy, n * energy / x};
}

// Cubic Hermite between the rows; the force is the derivative of the interpolated energy, so that energy is
// kept. Below the first row the energy goes on as a straight line, above the last one it is that of the last.
inline PairValue table_value(const PairTable& table, double x) {
  const double place = (x - table.first) / table.step;
  if (place <= 0)
    return {table.energy.front() + table.force.front() * (table.first - x), table.force.front()};
  const std::size_t k = std::min(static_cast<std::size_t>(place), table.energy.size() - 2);
  const double t = std::min(place - static_cast<double>(k), 1.0);
  const double e0 = table.energy[k], e1 = table.energy[k + 1];
  const double d0 = -table.force[k] * table.step, d1 = -table.force[k + 1] * table.step;
  const double a = 2 * (e0 - e1) + d0 + d1;
  const double b = 3 * (e1 - e0) - 2 * d0 - d1;
  return {e0 + t * (d0 + t * (b + t * a)), -(d0 + t * (2 * b + t * 3 * a)) / table.step};
}

// Without any cut.
inline PairValue uncut_value(const PairPotential& pair, double x) {
  switch (pair.form) {
    case PairForm::inverse_power:
      return inverse_power_value(pair.n, x);
    case PairForm::table:
      return table_value(pair.table, x);
    case PairForm::mie:
    case PairForm::wca:
      break;
  }
  return mie_value(pair.n, pair.m, x);
}

// What is taken off so that the energy (and the force) end at the cut-off: u(x) - energy + (x - cutoff)
// force.
struct PairCut {
  double cutoff = 0;  // x: that of the potential, but the minimum for WCA, and never beyond a table
  double energy = 0;  // u(cutoff); 0 where it jumps; -1 for WCA
  double force = 0;   // f(cutoff); 0 unless smooth
};

inline PairCut pair_cut(const PairPotential& pair) {
  if (pair.form == PairForm::wca) return {mie_minimum(pair.n, pair.m), -1, 0};
  double cutoff = pair.cutoff;
  if (pair.form == PairForm::table)
    cutoff = std::min(cutoff,
                      pair.table.first + pair.table.step * static_cast<double>(pair.table.energy.size() - 1));
  const PairValue end = uncut_value(pair, cutoff);
  switch (pair.cut) {
    case CutMode::plain:
      return {cutoff, 0, 0};
    case CutMode::shifted:
      return {cutoff, end.energy, 0};
    case CutMode::smooth:
      break;
  }
  return {cutoff, end.energy, end.force};
}

// Zero from the cut-off on.
inline PairValue pair_value(const PairPotential& pair, const PairCut& cut, double x) {
  if (x >= cut.cutoff) return {};
  const PairValue value = uncut_value(pair, x);
  return {value.energy - cut.energy + (x - cut.cutoff) * cut.force, value.force - cut.force};
}

}  // namespace nacre::assembly
