#include "nacre/growth/master_equation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "nacre/core/units.hpp"
#include "nacre/growth/fixed_run.hpp"
#include "nacre/growth/radius_window.hpp"

namespace nacre::growth {
namespace {

constexpr int smallest = 2;  // monomers
constexpr int most_sizes = 200'000;

}  // namespace

MasterSystem::MasterSystem(const Synthesis& synthesis, int largest)
    : synthesis_(&synthesis),
      adsorption_(synthesis.adsorption),
      flask_(synthesis),
      kinetics_(synthesis, adsorption_, synthesis.reference_temperature_K),
      classes_(SizeClasses::monomers(smallest, largest,
                                     monomer_radius_nm(synthesis.material.molar_volume_m3_mol))),
      arrival_(classes_.size() + 1),
      leaving_(classes_.size() + 1),
      flux_(classes_.size() + 1),
      per_monomer_(classes_.size()),
      lower_(classes_.size()),
      inverse_pivot_(classes_.size()) {}

std::vector<double> MasterSystem::initial_state() const {
  const Seeds& seeds = synthesis_->seeds;
  std::vector<double> state{synthesis_->precursor.concentration_mol_m3};
  const auto numbers = sorted_seeds(classes_, seeds.radius_nm, seeds.number_per_m3);
  state.insert(state.end(), numbers.begin(), numbers.end());
  return state;
}

void MasterSystem::enter(const Stretch& stretch) {
  flask_.enter(stretch);
  kinetics_ = Kinetics(*synthesis_, adsorption_, stretch.temperature_K(stretch.from_s));
  tabulate_exchange();
}

void MasterSystem::set_temperature(double time_s) {
  if (flask_.stretch().isothermal()) return;
  kinetics_ = Kinetics(*synthesis_, adsorption_, flask_.stretch().temperature_K(time_s));
  tabulate_exchange();
}

// d(4 pi / 3 r^3)/dt over the volume of a monomer, per [M].
void MasterSystem::tabulate_exchange() {
  const double monomer_nm3 = classes_.mean(3)[1] - classes_.mean(3)[0];
  for (std::size_t i = 0; i < classes_.size(); ++i) {
    const double radius = exchange_radius_nm(i);
    const double rate = 3 * radius * radius * kinetics_.growth(radius, 0).per_monomer / monomer_nm3;
    arrival_[i] = i > 0 ? rate : 0;
    leaving_[i] = i + 1 < classes_.size() ? rate * kinetics_.equilibrium_mol_m3(radius) : 0;
  }
}

// Precursor of order 0 that is there at the start of a step lasts until its end.
void MasterSystem::rates(double time_s, std::span<const double> state, std::span<double> rates) {
  set_temperature(time_s);
  const double* number = state.data() + 1;
  const std::size_t n = classes_.size();
  volume_ = flask_.stretch().volume_ratio(time_s);
  monomer_ = flask_.monomer_mol_m3(time_s, state[0], flask_.solid_per_nm3() * volume_nm3(state.subspan(1)));
  nucleation_ = kinetics_.nucleation(monomer_);
  births_ = volume_ * nucleation_.per_m3_s;
  entry_ = classes_.entry(nucleation_.radius_nm);
  const double precursor = synthesis_->precursor.order == 0 ? precursor_at_start_ : state[0];
  loss_ = flask_.precursor_loss(time_s, precursor, kinetics_.precursor_rate());
  rates[0] = loss_.rate + flask_.stretch().feed_mol_m3_s;
  flux_[0] = -leaving_[0] * number[0];
  for (std::size_t i = 1; i < n; ++i)
    flux_[i] = arrival_[i] * monomer_ * number[i - 1] - leaving_[i] * number[i];
  for (std::size_t i = 0; i < n; ++i) rates[1 + i] = flux_[i] - flux_[i + 1];
  rates[1 + entry_.lower] += births_ * (1 - entry_.upper_share);
  rates[2 + entry_.lower] += births_ * entry_.upper_share;
}

void MasterSystem::linearize(double time_s, std::span<const double> state, std::span<double> rates) {
  precursor_at_start_ = state[0];
  this->rates(time_s, state, rates);
  linear_monomer_ = monomer_;
  linear_volume_ = volume_;
  per_precursor_ = loss_.per_precursor;
  linear_arrival_ = arrival_;
  linear_leaving_ = leaving_;
  factored_for_ = 0;
  differentiate_by_monomer(state.subspan(1));
}

void MasterSystem::differentiate_by_monomer(std::span<const double> number) {
  const std::size_t n = classes_.size();
  for (std::size_t i = 0; i < n; ++i)
    per_monomer_[i] = (i > 0 ? arrival_[i] * number[i - 1] : 0) - arrival_[i + 1] * number[i];
  const double radius = nucleation_.radius_nm;
  const double births = volume_ * nucleation_.per_monomer;
  const double moves = births_ * entry_.upper_per_nm3 * 3 * radius * radius * nucleation_.radius_per_monomer;
  per_monomer_[entry_.lower] += births * (1 - entry_.upper_share) - moves;
  per_monomer_[entry_.lower + 1] += births * entry_.upper_share + moves;
}

// Thomas's algorithm. Columns of a I - J are diagonally dominant: no pivots are needed.
void MasterSystem::factorize(double a) {
  const std::size_t n = classes_.size();
  double above = 0;  // the element above the diagonal, one row up
  for (std::size_t i = 0; i < n; ++i) {
    const double up = linear_arrival_[i + 1] * linear_monomer_;
    lower_[i] = i > 0 ? -linear_arrival_[i] * linear_monomer_ * inverse_pivot_[i - 1] : 0;
    inverse_pivot_[i] = 1 / (a + up + linear_leaving_[i] - lower_[i] * above);
    above = -linear_leaving_[i + 1];
  }
  factored_for_ = a;
  response_ = per_monomer_;
  solve_tridiagonal(response_.data());
  rank_one_scale_ = 1 / (1 - monomer_in(response_));
}

void MasterSystem::solve_tridiagonal(double* x) const {
  const std::size_t n = classes_.size();
  for (std::size_t i = 1; i < n; ++i) x[i] -= lower_[i] * x[i - 1];
  x[n - 1] *= inverse_pivot_[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) x[i] = (x[i] + linear_leaving_[i + 1] * x[i + 1]) * inverse_pivot_[i];
}

// By the formula of Sherman and Morrison for the rank-one part.
void MasterSystem::solve(double a, std::span<double> x) {
  if (factored_for_ != a) factorize(a);
  x[0] /= a - per_precursor_;
  double* const number = x.data() + 1;
  solve_tridiagonal(number);
  const double monomer = rank_one_scale_ * (monomer_in(x.subspan(1)) - x[0] / linear_volume_);
  for (std::size_t i = 0; i < classes_.size(); ++i) number[i] += response_[i] * monomer;
}

double MasterSystem::volume_nm3(std::span<const double> number) const {
  return std::inner_product(number.begin(), number.end(), classes_.mean(3).begin(), 0.0);
}

double MasterSystem::monomer_in(std::span<const double> number) const {
  return -flask_.solid_per_nm3() / linear_volume_ * volume_nm3(number);
}

FlaskState MasterSystem::flask_state(double time_s, std::span<const double> state) const {
  FlaskState flask{.time_s = time_s,
                   .precursor = state[0],
                   .monomer = monomer_ * volume_,
                   .loss = loss_,
                   .nucleation = nucleation_,
                   .births_per_s = births_,
                   .nucleus_cube_nm3 = entry_.cube_nm3,
                   .moments = classes_.moments(state.subspan(1))};
  for (int k = 0; k < 4; ++k) {
    const auto mean = classes_.mean(k);
    double sum = flux_[0] * mean[0];
    for (std::size_t i = 1; i < mean.size(); ++i) sum += flux_[i] * (mean[i] - mean[i - 1]);
    flask.growth_of_moments[static_cast<std::size_t>(k)] = sum;
  }
  return flask;
}

MasterEquation::MasterEquation(const Synthesis& synthesis, int largest)
    : system_(synthesis, largest), state_(system_.initial_state()), rates_(system_.size()) {}

void MasterEquation::enter(const Stretch& stretch, double time_s) {
  state_[0] += stretch.added_mol_m3(time_s);
  if (time_s > 0) state_[0] -= system_.flask().stretch().added_mol_m3(time_s);
  system_.enter(stretch);
}

Point MasterEquation::point(double time_s) {
  system_.linearize(time_s, state_, rates_);
  const FlaskState flask = system_.flask_state(time_s, state_);
  births_ = flask.births_per_s;
  nucleus_radius_ = flask.nucleation.radius_nm;
  monomer_ = flask.monomer;
  return point_of(flask, system_.flask(), system_.kinetics());
}

double MasterEquation::longest_step_s(double time_s) const {
  return system_.flask().exhausted_after_s(time_s, state_[0], system_.kinetics().precursor_rate());
}

// The number is off by what is off in any class, whatever its sign.
double MasterEquation::step(double time_s, double step_s) {
  stepper_.step(system_, time_s, step_s, state_, rates_);
  const auto error = stepper_.error(), next = stepper_.next();
  double off = 0, number = 0;
  for (std::size_t i = 1; i < error.size(); ++i) {
    off += std::abs(error[i]);
    number += next[i];
  }
  const double solid = system_.flask().solid_per_nm3() * system_.volume_nm3(error.subspan(1));
  return StepError{error[0], error[0] + solid, off}.relative({next[0], monomer_, number},
                                                             system_.flask().total_mol_m3(time_s));
}

Trajectory simulate_master_equation(const Synthesis& synthesis, const Options& options,
                                    const RunControl& control) {
  if (synthesis.heterogeneity.spread > 0)
    throw std::invalid_argument("the master equation takes no spread of growth rates");
  const double high_nm = window_of(synthesis, options, control).high_nm;
  const double monomer_nm = monomer_radius_nm(synthesis.material.molar_volume_m3_mol);
  const double largest = std::pow(high_nm / monomer_nm, 3);
  if (!(largest >= smallest + 2 && largest <= most_sizes))
    throw std::invalid_argument("the master equation takes particles of 4 to " + std::to_string(most_sizes) +
                                " monomers, up to " + format_rounded(monomer_nm * std::cbrt(most_sizes)) +
                                " nm; these grow to " + format_rounded(high_nm) + " nm");
  MasterEquation scheme(synthesis, static_cast<int>(largest));
  return FixedRun(scheme, options, control, synthesis.duration_s).run(stretches(synthesis));
}

}  // namespace nacre::growth
