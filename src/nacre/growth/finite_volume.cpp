#include "nacre/growth/finite_volume.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "nacre/growth/fixed_run.hpp"
#include "nacre/growth/radius_window.hpp"

namespace nacre::growth {
namespace {

constexpr double courant = 1;
// Cells with a smaller share of the particles stand still: they are beyond the last digit of any result.
constexpr double least_share = 1e-15;
// There is no nucleation where at this rate all of the synthesis would give a smaller share of the particles.
constexpr double least_births = 1e-14;

// Four sums side by side, so that none waits for the other.
double dot(const double* a, const double* b, std::size_t from, std::size_t end) {
  double sum[4] = {};
  for (; from + 4 <= end; from += 4)
    for (std::size_t j = 0; j < 4; ++j) sum[j] += a[from + j] * b[from + j];
  for (; from < end; ++from) sum[0] += a[from] * b[from];
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

}  // namespace

double koren_correction(double behind, double ahead) {
  const double third = (behind + 2 * ahead) / 3;
  const double up = std::min(std::min(2 * ahead, 2 * behind), third);
  const double down = std::max(std::max(2 * ahead, 2 * behind), third);
  return (std::max(up, 0.0) + std::min(down, 0.0)) / 2;
}

FiniteVolume::FiniteVolume(const Synthesis& synthesis, RadiusWindow window, int cells)
    : synthesis_(&synthesis),
      adsorption_(synthesis.adsorption),
      flask_(synthesis),
      kinetics_(synthesis, adsorption_, synthesis.reference_temperature_K),
      classes_(SizeClasses::cells(window, cells)),
      width_nm_((window.high_nm - window.low_nm) / cells),
      per_monomer_(classes_.size()),
      equilibrium_(classes_.size()) {
  for (std::size_t k = 0; k < 4; ++k) {
    const auto mean = classes_.mean(static_cast<int>(k));
    gain_[k].resize(mean.size());
    std::adjacent_difference(mean.begin(), mean.end(), gain_[k].begin());  // the first: all that it had
  }
  const auto seeds = sorted_seeds(classes_, synthesis.seeds.radius_nm, synthesis.seeds.number_per_m3);
  now_.precursor = synthesis.precursor.concentration_mol_m3;
  now_.monomer = synthesis.monomer_mol_m3;
  now_.number.assign(classes_.size() + 2 * pad, 0.0);
  std::ranges::copy(seeds, now_.cells());
  first_rates_.flux.resize(classes_.size());
  rates_.flux.resize(classes_.size());
}

void FiniteVolume::enter(const Stretch& stretch, double time_s) {
  now_.precursor += stretch.added_mol_m3(time_s);
  if (time_s > 0) now_.precursor -= flask_.stretch().added_mol_m3(time_s);
  flask_.enter(stretch);
  kinetics_ = Kinetics(*synthesis_, adsorption_, stretch.temperature_K(time_s));
  tabulate_growth();
}

void FiniteVolume::set_temperature(double time_s) {
  if (flask_.stretch().isothermal()) return;
  kinetics_ = Kinetics(*synthesis_, adsorption_, flask_.stretch().temperature_K(time_s));
  tabulate_growth();
}

void FiniteVolume::tabulate_growth() {
  for (std::size_t face = 0; face < classes_.size(); ++face) {
    const double radius = classes_.lower_edge_nm(face);
    per_monomer_[face] = kinetics_.growth(radius, 0).per_monomer / width_nm_;
    equilibrium_[face] = kinetics_.equilibrium_mol_m3(radius);
  }
}

void FiniteVolume::find_occupied() {
  const double* number = now_.cells();
  moments_ = classes_.moments(numbers());
  const double least = least_share * moments_[0];
  first_ = 0, last_ = cells();
  while (first_ < last_ && !(number[first_] > least)) ++first_;
  while (first_ < last_ && !(number[last_ - 1] > least)) --last_;
}

// A step has three stages, and each moves particles by a cell at most; nuclei appear anywhere.
Point FiniteVolume::point(double time_s) {
  set_temperature(time_s);
  find_occupied();
  const double volume = flask_.stretch().volume_ratio(time_s);
  const double births = volume * kinetics_.nucleation(now_.monomer / volume).per_m3_s;
  nucleates_ = births > 0 && births * synthesis_->duration_s >= least_births * moments_[0];
  from_ = nucleates_ || first_ < 3 ? 0 : first_ - 3;
  to_ = nucleates_ ? cells() : std::min(cells(), last_ + 3);
  evaluate(time_s, now_, first_rates_);
  const FlaskState state{.time_s = time_s,
                         .precursor = now_.precursor,
                         .monomer = now_.monomer,
                         .loss = first_rates_.loss,
                         .nucleation = first_rates_.nucleation,
                         .births_per_s = first_rates_.births,
                         .nucleus_cube_nm3 = first_rates_.entry.cube_nm3,
                         .moments = moments_,
                         .growth_of_moments = growth_of_moments()};
  return point_of(state, flask_, kinetics_);
}

// Precursor of order 0 that is there at the start of a step lasts until its end: longest_step_s() sees to it.
void FiniteVolume::evaluate(double time_s, const State& state, Rates& rates) {
  set_temperature(time_s);
  const Stretch& stretch = flask_.stretch();
  const double volume = stretch.volume_ratio(time_s), monomer = state.monomer / volume;
  const double precursor = synthesis_->precursor.order == 0 ? now_.precursor : state.precursor;
  rates.loss = flask_.precursor_loss(time_s, precursor, kinetics_.precursor_rate());
  rates.nucleation = kinetics_.nucleation(monomer);
  rates.births = nucleates_ ? volume * rates.nucleation.per_m3_s : 0;
  rates.entry = classes_.entry(rates.nucleation.radius_nm);
  find_fluxes(state, monomer, rates.flux);
  const double gain_nm3_s = dot(rates.flux.data(), gain_[3].data(), from_, to_ + 1);
  rates.precursor = rates.loss.rate + stretch.feed_mol_m3_s;
  rates.monomer =
      -rates.loss.rate - flask_.solid_per_nm3() * (gain_nm3_s + rates.births * rates.entry.cube_nm3);
}

// Particles below the critical radius come down through a face, those above it come up. Nothing comes back
// from above the window.
void FiniteVolume::find_fluxes(const State& state, double monomer_mol_m3, std::vector<double>& flux) const {
  const auto critical = std::ranges::partition_point(
      equilibrium_, [&](double equilibrium) { return equilibrium > monomer_mol_m3; });
  const auto face_at_critical = static_cast<std::size_t>(critical - equilibrium_.begin());
  const std::size_t turn = std::clamp(face_at_critical, from_, to_);
  const double* cell = state.cells();  // cell f lies above face f
  double* const out = flux.data();
  for (std::size_t f = from_; f < turn; ++f) {
    const double at_face = cell[f] + koren_correction(cell[f] - cell[f + 1], cell[f - 1] - cell[f]);
    out[f] = per_monomer_[f] * (monomer_mol_m3 - equilibrium_[f]) * at_face;
  }
  for (std::size_t f = turn; f < to_; ++f) {
    const double at_face = cell[f - 1] + koren_correction(cell[f - 1] - cell[f - 2], cell[f] - cell[f - 1]);
    out[f] = per_monomer_[f] * (monomer_mol_m3 - equilibrium_[f]) * at_face;
  }
  out[to_] = to_ < cells()
                 ? 0
                 : per_monomer_[to_] * std::max(monomer_mol_m3 - equilibrium_[to_], 0.0) * cell[to_ - 1];
}

// next = old_share now + (1 - old_share) (next + step rates)
void FiniteVolume::stage(double old_share, const Rates& rates, double step_s) {
  const double share = 1 - old_share, scaled_s = share * step_s;
  const double *now = now_.cells(), *flux = rates.flux.data();
  double* const next = next_.cells();
  for (std::size_t i = from_; i < to_; ++i)
    next[i] = old_share * now[i] + share * next[i] + scaled_s * (flux[i] - flux[i + 1]);
  if (to_ == cells()) next[to_] = old_share * now[to_] + share * next[to_] + scaled_s * flux[to_];
  next[rates.entry.lower] += scaled_s * rates.births * (1 - rates.entry.upper_share);
  next[rates.entry.lower + 1] += scaled_s * rates.births * rates.entry.upper_share;
  next_.precursor = old_share * now_.precursor + share * next_.precursor + scaled_s * rates.precursor;
  next_.monomer = old_share * now_.monomer + share * next_.monomer + scaled_s * rates.monomer;
}

double FiniteVolume::longest_step_s(double time_s) const {
  const double volume = flask_.stretch().volume_ratio(time_s), monomer = now_.monomer / volume;
  double fastest = 0;  // cells per s
  for (std::size_t f = first_; f <= last_ && first_ < last_; ++f)
    fastest = std::max(fastest, per_monomer_[f] * std::abs(monomer - equilibrium_[f]));
  const double by_cells = fastest > 0 ? courant / fastest : std::numeric_limits<double>::infinity();
  return std::min(by_cells, flask_.exhausted_after_s(time_s, now_.precursor, kinetics_.precursor_rate()));
}

double FiniteVolume::step(double time_s, double step_s) {
  const Rates &one = first_rates_, &other = rates_;
  next_ = now_;
  stage(0, one, step_s);
  evaluate(time_s + step_s, next_, rates_);
  StepError error{-other.precursor, -other.monomer, -other.births};
  stage(0.75, other, step_s);
  evaluate(time_s + step_s / 2, next_, rates_);
  stage(1.0 / 3, other, step_s);
  error.precursor = (error.precursor - one.precursor + 2 * other.precursor) * step_s / 3;
  error.monomer = (error.monomer - one.monomer + 2 * other.monomer) * step_s / 3;
  error.number = (error.number - one.births + 2 * other.births) * step_s / 3;
  return error.relative({next_.precursor, next_.monomer, moments_[0]}, flask_.total_mol_m3(time_s));
}

void FiniteVolume::accept() { std::swap(now_, next_); }

std::array<double, 4> FiniteVolume::growth_of_moments() const {
  const std::vector<double>& flux = first_rates_.flux;
  std::array<double, 4> sums{from_ == 0 ? flux[0] : 0};
  for (std::size_t face = from_; face <= to_; ++face)
    for (std::size_t k = 1; k < 4; ++k) sums[k] += flux[face] * gain_[k][face];
  return sums;
}

Trajectory simulate_finite_volume(const Synthesis& synthesis, const Options& options,
                                  const RunControl& control) {
  if (synthesis.heterogeneity.spread > 0)
    throw std::invalid_argument("the finite-volume scheme takes no spread of growth rates");
  if (options.shot_noise) throw std::invalid_argument("the finite-volume scheme takes no shot noise");
  FiniteVolume scheme(synthesis, window_of(synthesis, options, control), options.resolution);
  return FixedRun(scheme, options, control, synthesis.duration_s).run(stretches(synthesis));
}

}  // namespace nacre::growth
