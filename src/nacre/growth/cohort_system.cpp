#include "nacre/growth/cohort_system.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nacre::growth {
namespace {

double cube(double x) { return x * x * x; }

// Radius at which rates are taken for all that is smaller, over the smallest radius.
constexpr double least_share_of_smallest = 0.8;

}  // namespace

// Equidistant nodes of the normal distribution: the trapezoidal rule converges exponentially for it.
ParticleKinds::ParticleKinds(const Heterogeneity& heterogeneity) {
  if (heterogeneity.spread == 0) {
    factor = share = {1};
    return;
  }
  const double variance = std::log1p(heterogeneity.spread * heterogeneity.spread);
  constexpr double reach = 3.2;  // standard deviations
  double sum = 0;
  for (int i = 0; i < heterogeneity.classes; ++i) {
    const double z = reach * (2.0 * i / (heterogeneity.classes - 1) - 1);
    factor.push_back(std::exp(std::sqrt(variance) * z - variance / 2));
    share.push_back(std::exp(-z * z / 2));
    sum += share.back();
  }
  for (double& one : share) one /= sum;
}

CohortSystem::CohortSystem(const Synthesis& synthesis)
    : synthesis_(&synthesis),
      adsorption_(synthesis.adsorption),
      kinds_(synthesis.heterogeneity),
      flask_(synthesis),
      kinetics_(synthesis, adsorption_, synthesis.reference_temperature_K),
      smallest_nm_(kinetics_.monomer_nm()),
      open_radius_(kinds()),
      open_rate_(kinds()),
      open_per_volume_(kinds()),
      open_per_number_(kinds()),
      open_per_monomer_(kinds()) {}

void CohortSystem::enter(const Stretch& stretch) {
  flask_.enter(stretch);
  kinetics_ = Kinetics(*synthesis_, adsorption_, stretch.temperature_K(stretch.from_s));
}

// Where the solubility of a particle is more than three times all there is in the flask, it can only
// dissolve, and the exponent of Gibbs and Thomson lets it do so in no time. In a flask that holds little the
// limit is 1000 [M]_0.
void CohortSystem::set_smallest(double time_s) {
  const double amount = std::max(3 * flask_.total_mol_m3(time_s), 1e3 * kinetics_.solubility_mol_m3());
  smallest_nm_ = std::max(kinetics_.monomer_nm(), kinetics_.critical_radius_nm(amount));
}

void CohortSystem::set_temperature(double time_s) {
  if (!flask_.stretch().isothermal())
    kinetics_ = Kinetics(*synthesis_, adsorption_, flask_.stretch().temperature_K(time_s));
}

double CohortSystem::solid(std::span<const double> state) const {
  double sum = 0;
  for (std::size_t k = 0; k < kinds(); ++k) sum += state[volumes_at + k];
  const double* cubes = state.data() + cubes_at();
  for (std::size_t i = 0; i < cohorts.size(); ++i) sum += cohorts[i].number * std::max(cubes[i], 0.0);
  return sum * flask_.solid_per_nm3();
}

double CohortSystem::open_radius(std::span<const double> state, std::size_t kind) const {
  const double number = kinds_.share[kind] * state[open_at];
  const double volume = state[volumes_at + kind];
  return number > 0 && volume > 0 ? radius_of(volume / number) : nucleation_.radius_nm;
}

// A particle smaller than the smallest is about to be taken out: its rate stays finite.
double CohortSystem::radius_of(double cube_nm3) const {
  const double least_nm = least_share_of_smallest * smallest_nm_;
  return cube_nm3 > cube(least_nm) ? std::cbrt(cube_nm3) : least_nm;
}

// Everything but the growth of cohorts.
void CohortSystem::evaluate(double time_s, std::span<const double> state, std::span<double> rates) {
  set_temperature(time_s);
  time_s_ = time_s;
  volume_ = flask_.stretch().volume_ratio(time_s);
  monomer_ = flask_.monomer_mol_m3(time_s, state[0], solid(state));
  nucleation_ = kinetics_.nucleation(monomer_);
  loss_ = flask_.precursor_loss(time_s, state[0], kinetics_.precursor_rate());
  const double births = volume_ * nucleation_.per_m3_s;
  rates[0] = loss_.rate + flask_.stretch().feed_mol_m3_s;
  rates[open_at] = births;
  for (std::size_t k = 0; k < kinds(); ++k) {
    double rate = kinds_.share[k] * births * cube(nucleation_.radius_nm);
    const double radius = open_radius(state, k);
    if (radius > 0) {
      const GrowthRate growth = kinetics_.growth(radius, monomer_, kinds_.factor[k]);
      rate += kinds_.share[k] * state[open_at] * 3 * radius * radius * growth.nm_s;
    }
    rates[volumes_at + k] = rate;
  }
}

// r^3 of the cohorts and their radii, in whole vectors; what is behind the last cohort is not used.
void CohortSystem::lay_out(std::span<const double> state) {
  const std::size_t n = cohorts.size(), whole = padded_for_growth(n);
  for (auto* const each : {&cube_, &inverse_factor_, &stage_radius_, &stage_rate_}) each->resize(whole, 1.0);
  std::ranges::copy(state.subspan(cubes_at()), cube_.begin());
  for (std::size_t i = 0; i < n; ++i) inverse_factor_[i] = 1 / factor(cohorts[i]);
  cube_roots(n, cube_.data(), least_share_of_smallest * smallest_nm_, stage_radius_.data());
}

void CohortSystem::find_growth_rates() {
  const std::size_t n = cohorts.size();
  if (const auto law = kinetics_.vector_law(monomer_))
    return growth_rates(*law, n, stage_radius_.data(), inverse_factor_.data(), stage_rate_.data());
  for (std::size_t i = 0; i < n; ++i)
    stage_rate_[i] = kinetics_.growth(stage_radius_[i], monomer_, factor(cohorts[i])).nm_s;
}

void CohortSystem::find_growth_slopes() {
  const std::size_t n = cohorts.size();
  if (const auto law = kinetics_.vector_law(monomer_))
    return growth_slopes(*law, n, radius_.data(), inverse_factor_.data(), rate_.data(), per_radius_.data(),
                         per_monomer_.data());
  for (std::size_t i = 0; i < n; ++i) {
    const GrowthRate rate = kinetics_.growth(radius_[i], monomer_, factor(cohorts[i]));
    rate_[i] = rate.nm_s;
    per_radius_[i] = rate.per_radius;
    per_monomer_[i] = rate.per_monomer;
  }
}

void CohortSystem::rates(double time_s, std::span<const double> state, std::span<double> rates) {
  evaluate(time_s, state, rates);
  lay_out(state);
  find_growth_rates();
  const std::size_t first = cubes_at();
  for (std::size_t i = 0; i < cohorts.size(); ++i)
    rates[first + i] = 3 * stage_radius_[i] * stage_radius_[i] * stage_rate_[i];
}

void CohortSystem::linearize(double time_s, std::span<const double> state, std::span<double> rates) {
  set_temperature(time_s);
  set_smallest(time_s);
  evaluate(time_s, state, rates);
  factored_for_ = 0;
  linear_volume_ = volume_;
  loss_per_precursor_ = loss_.per_precursor;
  births_per_monomer_ = volume_ * nucleation_.per_monomer;
  const double births = volume_ * nucleation_.per_m3_s;
  for (std::size_t k = 0; k < kinds(); ++k) {
    const double radius = open_radius_[k] = open_radius(state, k);
    open_per_volume_[k] = open_per_number_[k] = open_per_monomer_[k] = open_rate_[k] = 0;
    if (!(radius > 0)) continue;
    const double share = kinds_.share[k];
    const GrowthRate rate = kinetics_.growth(radius, monomer_, kinds_.factor[k]);
    const double per_volume = 2 * rate.nm_s / radius + rate.per_radius;
    const double area = 3 * radius * radius;
    open_rate_[k] = rate.nm_s;
    open_per_volume_[k] = per_volume;
    open_per_number_[k] = share * (area * rate.nm_s - cube(radius) * per_volume);
    open_per_monomer_[k] =
        share * (volume_ * nucleation_.per_monomer * cube(nucleation_.radius_nm) +
                 births * 3 * nucleation_.radius_nm * nucleation_.radius_nm * nucleation_.radius_per_monomer +
                 state[open_at] * area * rate.per_monomer);
  }
  linearize_cohorts(state, rates.subspan(cubes_at()));
}

void CohortSystem::linearize_cohorts(std::span<const double> state, std::span<double> rates) {
  const std::size_t n = cohorts.size(), whole = padded_for_growth(n);
  for (auto* const each :
       {&rate_, &per_radius_, &per_cube_, &per_monomer_, &monomer_per_cube_, &inverse_, &weight_})
    each->resize(whole);
  lay_out(state);
  radius_ = stage_radius_;
  find_growth_slopes();
  const double per_volume = -flask_.solid_per_nm3() / volume_;
  const double least_cube = cube(least_share_of_smallest * smallest_nm_);
  for (std::size_t i = 0; i < n; ++i) {
    const double radius = radius_[i], area = 3 * radius * radius;
    rates[i] = area * rate_[i];
    per_cube_[i] = cube_[i] > least_cube ? 2 * rate_[i] / radius + per_radius_[i] : 0;
    per_monomer_[i] *= area;
    monomer_per_cube_[i] = cube_[i] > 0 ? per_volume * cohorts[i].number : 0;
  }
}

void CohortSystem::factorize(double a) {
  const double per_open = -flask_.solid_per_nm3() / linear_volume_;
  const double open_step = births_per_monomer_ / a;
  factored_for_ = a;
  monomer_share_ = 0;
  for (std::size_t k = 0; k < kinds(); ++k)
    monomer_share_ +=
        per_open * (open_per_monomer_[k] + open_per_number_[k] * open_step) / (a - open_per_volume_[k]);
  for (std::size_t i = 0; i < cohorts.size(); ++i) {
    inverse_[i] = 1 / (a - per_cube_[i]);
    weight_[i] = monomer_per_cube_[i] * inverse_[i];
    monomer_share_ += weight_[i] * per_monomer_[i];
  }
}

// Every rate depends on its own variable and on [M], which depends on all of them: the change of [M] is found
// first, then each variable by itself.
void CohortSystem::solve(double a, std::span<double> x) {
  if (factored_for_ != a) factorize(a);
  const double per_amount = -1 / linear_volume_;
  const double per_open = per_amount * flask_.solid_per_nm3();
  x[0] /= a - loss_per_precursor_;
  x[open_at] /= a;
  double fixed = per_amount * x[0];
  for (std::size_t k = 0; k < kinds(); ++k)
    fixed += per_open * (x[volumes_at + k] + open_per_number_[k] * x[open_at]) / (a - open_per_volume_[k]);
  double* const cubes = x.data() + cubes_at();
  for (std::size_t i = 0; i < cohorts.size(); ++i) fixed += weight_[i] * cubes[i];
  const double monomer = fixed / (1 - monomer_share_);
  x[open_at] += births_per_monomer_ / a * monomer;
  for (std::size_t k = 0; k < kinds(); ++k)
    x[volumes_at + k] =
        (x[volumes_at + k] + open_per_number_[k] * x[open_at] + open_per_monomer_[k] * monomer) /
        (a - open_per_volume_[k]);
  for (std::size_t i = 0; i < cohorts.size(); ++i)
    cubes[i] = (cubes[i] + per_monomer_[i] * monomer) * inverse_[i];
}

double CohortSystem::divergence_per_s(double least_number, double duration_s) const {
  const double critical_nm = kinetics_.critical_radius_nm(monomer_);
  double fastest = 0;
  if (volume_ * nucleation_.per_m3_s * duration_s > least_number)
    for (const double factor : kinds_.factor)
      fastest = std::max(fastest, kinetics_.growth(nucleation_.radius_nm, monomer_, factor).per_radius);
  for (std::size_t i = 0; i < cohorts.size(); ++i)
    if (cohorts[i].number > least_number && radius_[i] > 0.5 * critical_nm && radius_[i] < 1.5 * critical_nm)
      fastest = std::max(fastest, per_radius_[i]);
  return fastest;
}

double CohortSystem::growth_slope_now(std::size_t cohort, double radius_nm) const {
  return kinetics_.growth(std::max(radius_nm, smallest_nm_), monomer_, factor(cohorts[cohort])).per_radius;
}

double CohortSystem::shot_noise_nm2_s(std::size_t cohort, double radius_nm) const {
  const double radius = std::max(radius_nm, kinetics_.monomer_nm());
  const double step_nm = cube(kinetics_.monomer_nm()) / (3 * radius * radius);  // growth by one monomer
  return step_nm * kinetics_.exchange_nm_s(radius, monomer_, factor(cohorts[cohort]));
}

// `radius_nm` is the cube root of the mean r^3; to first order the mean is smaller by variance / r.
void CohortSystem::add_to_moments(Point& point, double number, double radius_nm, double variance,
                                  double rate_nm_s) const {
  if (!(radius_nm > 0)) return;
  const double mean = radius_nm - variance / radius_nm;
  point.moments[0] += number;
  point.moments[1] += number * mean;
  point.moments[2] += number * (mean * mean + variance);
  point.moments[3] += number * mean * (mean * mean + 3 * variance);
  double power = 1;
  for (int k = 1; k < 4; ++k, power *= radius_nm)
    point.moment_rates[static_cast<std::size_t>(k)] += number * k * power * rate_nm_s;
}

Point CohortSystem::point(double time_s, std::span<const double> state) const {
  Point point{.time_s = time_s, .temperature_K = kinetics_.temperature_K(), .volume_ratio = volume_};
  point.supersaturation = monomer_ / kinetics_.solubility_mol_m3();
  point.critical_radius_nm = kinetics_.critical_radius_nm(monomer_);
  point.precursor_mol_m3 = state[0] / volume_;
  point.monomer_mol_m3 = monomer_;
  point.generation_mol_m3_s = -loss_.rate / volume_;
  point.nucleation_per_m3_s = nucleation_.per_m3_s;
  for (std::size_t k = 0; k < kinds(); ++k) {
    const double ahead = open_radius_[k] - nucleation_.radius_nm;
    add_to_moments(point, kinds_.share[k] * state[open_at], open_radius_[k], ahead * ahead / 3,
                   open_rate_[k]);
  }
  for (std::size_t i = 0; i < cohorts.size(); ++i)
    add_to_moments(point, cohorts[i].number, radius_[i], cohorts[i].spread2 + cohorts[i].noise2, rate_[i]);
  const double per_nm3 = flask_.solid_per_nm3();
  const double growth = per_nm3 * point.moment_rates[3];
  const double births = volume_ * nucleation_.per_m3_s;
  double power = 1;
  for (std::size_t k = 0; k < 4; ++k, power *= nucleation_.radius_nm) point.moment_rates[k] += births * power;
  point.growth_mol_m3_s = growth / volume_;
  point.nucleation_mol_m3_s = per_nm3 * nucleation_.per_m3_s * cube(nucleation_.radius_nm);
  point.solid_mol_m3 = solid(state);
  point.seeded_mol_m3 = flask_.seeded_mol_m3();
  point.solid_rate_mol_m3_s = per_nm3 * point.moment_rates[3];
  point.total_mol_m3 = flask_.total_mol_m3(time_s);
  point.mass_error = (state[0] + volume_ * monomer_ + point.solid_mol_m3) / point.total_mol_m3 - 1;
  return point;
}

}  // namespace nacre::growth
