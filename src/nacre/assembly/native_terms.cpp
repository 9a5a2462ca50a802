#include "nacre/assembly/native_terms.hpp"

#include <cmath>

#include "nacre/assembly/pair_evaluator.hpp"

namespace nacre::assembly::native {
namespace {

bool is_small_integer(double n) { return n == std::floor(n) && n <= 1000; }

PowerKind kind_of(const PairPotential& pair) {
  if (pair.form == PairForm::table) return PowerKind::table;
  const double m = pair.form == PairForm::inverse_power ? pair.n : pair.m;
  if (pair.n == 50 && m == 25) return PowerKind::fifty_twenty_five;
  if (pair.n == 50 && m == 6) return PowerKind::fifty_six;
  if (pair.n == 12 && m == 6) return PowerKind::twelve_six;
  return is_small_integer(pair.n) && is_small_integer(m) ? PowerKind::integers : PowerKind::reals;
}

TableTerms table_terms(const PairTable& table, double epsilon) {
  TableTerms terms{table.first, 1 / table.step, static_cast<std::int32_t>(table.energy.size() - 1)};
  for (std::size_t k = 0; k + 1 < table.energy.size(); ++k) {
    const double e0 = table.energy[k], e1 = table.energy[k + 1];
    const double d0 = -table.force[k] * table.step, d1 = -table.force[k + 1] * table.step;
    for (const double c : {e0, d0, 3 * (e1 - e0) - 2 * d0 - d1, 2 * (e0 - e1) + d0 + d1})
      terms.cubics.push_back(epsilon * c);
  }
  terms.cubics_single.assign(terms.cubics.begin(), terms.cubics.end());
  return terms;
}

void set_powers(const PairPotential& pair, PairTerms& terms) {
  const bool is_single = pair.form == PairForm::inverse_power;
  terms.real_n = pair.n;
  terms.real_m = is_single ? pair.n : pair.m;
  if (terms.kind != PowerKind::reals) {
    terms.n = static_cast<int>(terms.real_n);
    terms.m = static_cast<int>(terms.real_m);
  }
  const double c = is_single ? 1 : mie_prefactor(pair.n, pair.m);
  terms.energy_n = pair.epsilon * c;
  terms.energy_m = is_single ? 0 : terms.energy_n;
  terms.force_n = terms.energy_n * terms.real_n;
  terms.force_m = terms.energy_m * terms.real_m;
}

bool is_same(const PairPotential& a, const PairPotential& b) {
  if (a.form != b.form || a.epsilon != b.epsilon || a.cutoff != b.cutoff || a.cut != b.cut) return false;
  if (a.form == PairForm::table)
    return a.table.first == b.table.first && a.table.step == b.table.step &&
           a.table.energy == b.table.energy && a.table.force == b.table.force;
  return a.n == b.n && a.m == b.m;
}

}  // namespace

PairTerms make_terms(const PairPotential& pair) {
  const PairCut cut = pair_cut(pair);
  PairTerms terms;
  terms.kind = kind_of(pair);
  terms.cutoff = cut.cutoff;
  terms.cut_energy = pair.epsilon * cut.energy;
  terms.cut_slope = -pair.epsilon * cut.force;
  if (terms.kind == PowerKind::table)
    terms.table = table_terms(pair.table, pair.epsilon);
  else
    set_powers(pair, terms);
  return terms;
}

std::vector<std::vector<PairGroup>> make_groups(const Interactions& interactions) {
  std::vector<std::vector<PairGroup>> all(interactions.species);
  for (std::size_t a = 0; a < interactions.species; ++a) {
    for (std::size_t b = 0; b < interactions.species; ++b) {
      const PairPotential& pair = interactions.pair(a, b);
      PairGroup* found = nullptr;
      for (PairGroup& group : all[a])
        if (is_same(interactions.pair(a, group.species.front()), pair)) found = &group;
      if (!found) found = &all[a].emplace_back(PairGroup{make_terms(pair), {}});
      found->species.push_back(b);
    }
  }
  return all;
}

}  // namespace nacre::assembly::native
