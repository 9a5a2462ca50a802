#include "nacre/assembly/effective_diameter.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

constexpr int panels = 1000;

// Gauss-Legendre of five points in each of equal panels.
template <class Function>
double integral(double from, double to, const Function& function) {
  const double inner = std::sqrt(5 - 2 * std::sqrt(10.0 / 7)) / 3,
               outer = std::sqrt(5 + 2 * std::sqrt(10.0 / 7)) / 3;
  const double near = (322 + 13 * std::sqrt(70.0)) / 900, far = (322 - 13 * std::sqrt(70.0)) / 900;
  const double half = (to - from) / panels / 2;
  double sum = 0;
  for (int k = 0; k < panels; ++k) {
    const double middle = from + (2 * k + 1) * half;
    sum += 128.0 / 225 * function(middle) +
           near * (function(middle - inner * half) + function(middle + inner * half)) +
           far * (function(middle - outer * half) + function(middle + outer * half));
  }
  return half * sum;
}

// 1 - exp(-energy), 1 where the energy is too large for a double.
double mayer(double energy) { return std::isnan(energy) ? 1 : -std::expm1(-energy); }

double table_end(const PairTable& table) {
  return table.first + table.step * static_cast<double>(table.energy.size() - 1);
}

bool has_attraction(const PairPotential& pair) {
  if (pair.form == PairForm::mie) return true;
  if (pair.form != PairForm::table) return false;
  return *std::min_element(pair.table.energy.begin(), pair.table.energy.end()) < 0;
}

// Where the potential is deepest: of a table, its deepest row.
double minimum_of(const PairPotential& pair) {
  if (pair.form != PairForm::table) return mie_minimum(pair.n, pair.m);
  const auto& energy = pair.table.energy;
  const auto row = std::min_element(energy.begin(), energy.end()) - energy.begin();
  return pair.table.first + pair.table.step * static_cast<double>(row);
}

// Where the potential falls through zero before its minimum.
double zero_of(const PairPotential& pair) {
  if (pair.form != PairForm::table) return 1;
  double low = 0, high = minimum_of(pair);
  for (int k = 0; k < 200 && low < high; ++k) {
    const double middle = (low + high) / 2;
    (uncut_value(pair, middle).energy > 0 ? low : high) = middle;
  }
  return high;
}

// Mie potentials reach to infinity: beyond this x they are integrated over 1/x.
constexpr double far_off = 2;

double tail(const PairPotential& pair, double well_depth) {
  return integral(0, 1 / far_off, [&](double t) {
    return mayer(well_depth * uncut_value(pair, 1 / t).energy) / (t * t * t * t);
  });
}

double slowest_power(const PairPotential& pair) { return pair.form == PairForm::mie ? pair.m : pair.n; }

// The first x from which on |energy| of a table is at most `tolerance`.
double table_cutoff(const PairTable& table, double tolerance) {
  std::size_t k = table.energy.size();
  while (k > 0 && std::abs(table.energy[k - 1]) <= tolerance) --k;
  if (k == table.energy.size())
    throw std::invalid_argument("the tabulated potential ends at " + format_rounded(table.energy.back(), 4) +
                                " eps, expected at most " + format_number(tolerance) + "; give more rows");
  return table.first + table.step * static_cast<double>(k);
}

}  // namespace

double effective_diameter(const PairPotential& pair, double well_depth, PotentialSplit split) {
  if (!(well_depth > 0 && std::isfinite(well_depth)))
    throw std::invalid_argument("found a well depth of " + format_number(well_depth) +
                                " kT, expected one above 0");
  double end = pair_cut(pair).cutoff, raised = 0;
  if (pair.form == PairForm::wca) raised = 1;
  if (has_attraction(pair)) {
    const bool wca = split == PotentialSplit::wca;
    end = wca ? minimum_of(pair) : zero_of(pair);
    raised = wca ? -uncut_value(pair, end).energy : 0;
  }
  return integral(0, end,
                  [&](double x) { return mayer(well_depth * (uncut_value(pair, x).energy + raised)); });
}

double second_virial(const PairPotential& pair, double well_depth) {
  const auto part = [&](double end, double raised) {
    return 3 * integral(0, end, [&](double x) {
             return x * x * mayer(well_depth * (uncut_value(pair, x).energy + raised));
           });
  };
  if (pair.form == PairForm::wca) return part(pair_cut(pair).cutoff, 1);
  if (pair.form == PairForm::table) return part(table_end(pair.table), 0);
  if (slowest_power(pair) <= 3)
    throw std::invalid_argument("a potential that falls as r^-" + format_number(slowest_power(pair)) +
                                " has no second virial coefficient; expected a power above 3");
  return part(far_off, 0) + 3 * tail(pair, well_depth);
}

double reduced_second_virial(const PairPotential& pair, double well_depth) {
  const double d = effective_diameter(pair, well_depth, PotentialSplit::wca);
  return second_virial(pair, well_depth) / (d * d * d);
}

double critical_well_depth(const PairPotential& pair) {
  if (pair.form != PairForm::mie)
    throw std::invalid_argument("only Mie potentials have a critical well depth here");
  double low = 1e-3, high = 50;
  for (int k = 0; k < 60; ++k) {
    const double middle = (low + high) / 2;
    (reduced_second_virial(pair, middle) > -1.5 ? low : high) = middle;
  }
  return (low + high) / 2;
}

double cutoff_for_tolerance(const PairPotential& pair, double tolerance) {
  if (!(tolerance > 0 && tolerance < 1))
    throw std::invalid_argument("found an energy tolerance of " + format_number(tolerance) +
                                ", expected one between 0 and 1 eps");
  if (pair.form == PairForm::table) return table_cutoff(pair.table, tolerance);
  if (pair.form == PairForm::inverse_power) return std::pow(tolerance, -1 / pair.n);
  double low = mie_minimum(pair.n, pair.m);
  if (pair.form == PairForm::wca) return low;
  double high = std::pow(tolerance / mie_prefactor(pair.n, pair.m), -1 / pair.m);  // the attraction alone
  for (int k = 0; k < 100 && low < high; ++k) {
    const double middle = (low + high) / 2;
    (-mie_value(pair.n, pair.m, middle).energy > tolerance ? low : high) = middle;
  }
  return high;
}

}  // namespace nacre::assembly
