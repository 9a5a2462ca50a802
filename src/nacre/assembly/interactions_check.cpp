#include "nacre/assembly/interactions_check.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/assembly/pair_evaluator.hpp"
#include "nacre/core/units.hpp"

namespace nacre::assembly {
namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& found, const std::string& expected) {
  throw std::invalid_argument(what + ": found " + found + ", expected " + expected);
}

void check_exponents(const PairPotential& pair) {
  if (pair.form == PairForm::table) return;
  if (pair.form == PairForm::inverse_power) {
    if (!(pair.n > 0 && std::isfinite(pair.n)))
      refuse("the exponent of an inverse power is positive", format_number(pair.n), "n > 0");
    return;
  }
  if (!(pair.m > 0 && pair.n > pair.m && std::isfinite(pair.n)))
    refuse("the repulsion of a Mie potential is steeper than its attraction",
           "n = " + format_number(pair.n) + ", m = " + format_number(pair.m), "n > m > 0");
}

void check_table(const PairTable& table) {
  if (table.energy.size() < 2 || table.force.size() != table.energy.size())
    refuse(
        "a tabulated potential has two rows or more, each with energy and force",
        std::to_string(table.energy.size()) + " energies, " + std::to_string(table.force.size()) + " forces",
        "as many forces as energies");
  if (!(table.step > 0 && table.first >= 0))
    refuse("the rows of a tabulated potential ascend in r/s", "step " + format_number(table.step),
           "a positive step");
}

bool same(const PairPotential& a, const PairPotential& b) {
  return a.form == b.form && a.epsilon == b.epsilon && a.n == b.n && a.m == b.m && a.cutoff == b.cutoff &&
         a.cut == b.cut && a.table.energy == b.table.energy && a.table.force == b.table.force;
}

}  // namespace

void check(const Interactions& interactions) {
  const std::size_t n = interactions.species;
  if (n == 0 || interactions.pairs.size() != n * n)
    refuse("every pair of species has a potential",
           std::to_string(interactions.pairs.size()) + " potentials for " + std::to_string(n) + " species",
           std::to_string(n * n) + ", row by row");
  for (const PairPotential& pair : interactions.pairs) {
    if (!(pair.epsilon >= 0 && std::isfinite(pair.epsilon)))
      refuse("a well depth is not negative", format_number(pair.epsilon), "0 or more");
    if (!(pair.cutoff > 0 && std::isfinite(pair.cutoff)))
      refuse("a cut-off is positive", format_number(pair.cutoff), "r/s above 0");
    check_exponents(pair);
    if (pair.form == PairForm::table) check_table(pair.table);
  }
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < a; ++b)
      if (!same(interactions.pair(a, b), interactions.pair(b, a)))
        refuse("potentials are mutual",
               "another one for species " + std::to_string(a) + " and " + std::to_string(b) +
                   " than the other way round",
               "a symmetric table of pairs");
}

double longest_cutoff(const Interactions& interactions, const crystal::Particles& particles) {
  std::vector<double> largest(interactions.species, 0);
  for (std::size_t i = 0; i < particles.size(); ++i) {
    double& diameter = largest.at(particles.species[i]);
    diameter = std::max(diameter, particles.diameters[i]);
  }
  double longest = 0;
  for (std::size_t a = 0; a < interactions.species; ++a)
    for (std::size_t b = 0; b < interactions.species; ++b)
      if (largest[a] > 0 && largest[b] > 0)
        longest = std::max(longest, pair_cut(interactions.pair(a, b)).cutoff * (largest[a] + largest[b]) / 2);
  return longest;
}

void check_box(const Interactions& interactions, const crystal::Particles& particles) {
  const double cutoff = longest_cutoff(interactions, particles);
  for (int k = 0; k < 3; ++k) {
    const double length = particles.box.lengths[k];
    if (particles.box.periodic[k] && cutoff > length / 2)
      refuse("the cut-off is longer than half the box, so that particles would see one another twice",
             "cut-off " + format_number(cutoff) + ", box " + format_number(length) + " along " + "xyz"[k],
             "a box of at least " + format_number(2 * cutoff) + ": take more particles or a shorter cut-off");
  }
}

}  // namespace nacre::assembly
