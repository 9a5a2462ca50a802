#include "nacre/ligands/heat_content.hpp"

#include <algorithm>
#include <cmath>

#include "nacre/core/units.hpp"
#include "nacre/ligands/free_ligand.hpp"

namespace nacre::ligands {
namespace {

constexpr std::size_t dH = 0, dG = 1, n = 2, dH_second = 3, dG_second = 4, n_second = 5;

// Concentration of reacted sites, and its derivatives.
struct Reacted {
  double y = 0;
  double by_K = 0;
  double by_sites = 0;
  double by_titrant = 0;
};

// K (N - y)(L - y) = y^2 (paper S15) for `released` = 1: every bound ligand sets a native one free; and
// K (N - y)(L - y) = y for 0: sites were empty. In both the discriminant is a sum of positive terms, and
// y = 2 K N L / (K (N + L) + e + root) has no cancellation; the exchange is smooth through K = 1.
Reacted reacted(double K, double sites, double titrant, bool released) {
  if (!(titrant > 0) || !(sites > 0)) return {.by_titrant = released ? 1 : K * sites / (1 + K * sites)};
  const double e = released ? 0 : 1;
  const double difference = K * (sites - titrant);
  const double rest = released ? 4 * K * sites * titrant : 2 * K * (sites + titrant) + 1;
  const double root = std::sqrt(difference * difference + rest);
  const double y = 2 * K * sites * titrant / (K * (sites + titrant) + e + root);
  return {y, (sites - y) * (titrant - y) / root, K * (titrant - y) / root, K * (sites - y) / root};
}

// What set `a` binds at free concentration x, in the solution of free_of_two_sets for (total, a, b).
struct TwoSets {
  struct One {
    double bound = 0, by_total = 0, by_own = 0, by_other = 0, by_own_K = 0, by_other_K = 0;
  };
  One a, b;
};

struct Partial {
  double bound, by_x, by_own, by_K;  // at fixed x
};

Partial partial(const SiteSet& set, double x) {
  const double unoccupied = 1 / (1 + set.K_per_mM * x);
  const double occupied = set.K_per_mM * x * unoccupied;
  return {set.total_mM * occupied, set.total_mM * set.K_per_mM * unoccupied * unoccupied, occupied,
          set.total_mM * x * unoccupied * unoccupied};
}

// x moves by 1 / s when the total does, by -(d bound / d q) / s when a quantity q of a set does.
TwoSets::One follow(const Partial& own, const Partial& other, double s) {
  const double drag = own.by_x / s;
  return {own.bound,         drag, own.by_own * (1 - drag), -drag * other.by_own, own.by_K * (1 - drag),
          -drag * other.by_K};
}

TwoSets two_sets(double total_mM, const SiteSet& set_a, const SiteSet& set_b) {
  const double x = free_of_two_sets(total_mM, set_a, set_b);
  const Partial a = partial(set_a, x), b = partial(set_b, x);
  const double s = 1 + a.by_x + b.by_x;
  return {follow(a, b, s), follow(b, a, s)};
}

}  // namespace

Equilibrium::Kind Equilibrium::kind_of(const TitrationModel& model) {
  if (model.name == "exchange") return Kind::exchange;
  if (model.name == "two-sites") return Kind::two_sites;
  return model.name == "competitive" ? Kind::competitive : Kind::independent;
}

Equilibrium::Equilibrium(const TitrationModel& model, std::span<const double> parameters,
                         double temperature_K)
    : kind_(kind_of(model)), thermal_kJ_mol_(thermal_energy_kJ_mol(temperature_K)) {
  std::ranges::copy(parameters.first(model.parameters.size()), parameters_.begin());
  const double per_mM = kind_ == Kind::exchange ? 1 : 1e-3;
  K_[0] = per_mM * std::exp(-parameters_[dG] / thermal_kJ_mol_);
  if (parameters_.size() > dG_second) K_[1] = per_mM * std::exp(-parameters_[dG_second] / thermal_kJ_mol_);
}

HeatContent Equilibrium::heat_content(const Mixture& mixture) const {
  if (kind_ == Kind::two_sites) return two_sites(mixture);
  if (kind_ == Kind::competitive) return competitive(mixture);
  return one_set(mixture);
}

HeatContent Equilibrium::one_set(const Mixture& mixture) const {
  const double sites = parameters_[n] * mixture.cell_mM;
  const Reacted r = reacted(K_[0], sites, mixture.titrant_mM, kind_ == Kind::exchange);
  const double h = parameters_[dH];
  HeatContent content{
      .value = h * r.y, .by_cell = h * r.by_sites * parameters_[n], .by_titrant = h * r.by_titrant};
  content.by_parameter[dH] = r.y;
  content.by_parameter[dG] = -h * r.by_K * K_[0] / thermal_kJ_mol_;
  content.by_parameter[n] = h * r.by_sites * mixture.cell_mM;
  return content;
}

HeatContent Equilibrium::two_sites(const Mixture& mixture) const {
  const double cell = mixture.cell_mM;
  const TwoSets sets =
      two_sets(mixture.titrant_mM, {parameters_[n] * cell, K_[0]}, {parameters_[n_second] * cell, K_[1]});
  const double h1 = parameters_[dH], h2 = parameters_[dH_second];
  const double by_first = h1 * sets.a.by_own + h2 * sets.b.by_other;
  const double by_second = h1 * sets.a.by_other + h2 * sets.b.by_own;
  HeatContent content{.value = h1 * sets.a.bound + h2 * sets.b.bound,
                      .by_cell = by_first * parameters_[n] + by_second * parameters_[n_second],
                      .by_titrant = h1 * sets.a.by_total + h2 * sets.b.by_total};
  content.by_parameter[dH] = sets.a.bound;
  content.by_parameter[dG] = -(h1 * sets.a.by_own_K + h2 * sets.b.by_other_K) * K_[0] / thermal_kJ_mol_;
  content.by_parameter[n] = by_first * cell;
  content.by_parameter[dH_second] = sets.b.bound;
  content.by_parameter[dG_second] =
      -(h1 * sets.a.by_other_K + h2 * sets.b.by_own_K) * K_[1] / thermal_kJ_mol_;
  content.by_parameter[n_second] = by_second * cell;
  return content;
}

// The sites are shared by titrant and competitor: the free species is the site.
HeatContent Equilibrium::competitive(const Mixture& mixture) const {
  const TwoSets sets =
      two_sets(parameters_[n] * mixture.cell_mM, {mixture.titrant_mM, K_[0]}, {mixture.competitor_mM, K_[1]});
  const double h = parameters_[dH], h_c = parameters_[dH_second];
  const double by_sites = h * sets.a.by_total + h_c * sets.b.by_total;
  HeatContent content{.value = h * sets.a.bound + h_c * sets.b.bound,
                      .by_cell = by_sites * parameters_[n],
                      .by_titrant = h * sets.a.by_own + h_c * sets.b.by_other};
  content.by_parameter[dH] = sets.a.bound;
  content.by_parameter[dG] = -(h * sets.a.by_own_K + h_c * sets.b.by_other_K) * K_[0] / thermal_kJ_mol_;
  content.by_parameter[n] = by_sites * mixture.cell_mM;
  content.by_parameter[dH_second] = sets.b.bound;
  content.by_parameter[dG_second] =
      -(h * sets.a.by_other_K + h_c * sets.b.by_own_K) * K_[1] / thermal_kJ_mol_;
  return content;
}

}  // namespace nacre::ligands
