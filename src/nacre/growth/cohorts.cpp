#include "nacre/growth/cohorts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <string>

#include "nacre/core/units.hpp"
#include "nacre/growth/cohort_merging.hpp"
#include "nacre/growth/cohort_system.hpp"
#include "nacre/growth/rodas4.hpp"

namespace nacre::growth {
namespace {

constexpr std::size_t most_steps = 500'000;
// Shot noise is a narrow bell curve up to this share of the radius.
constexpr double widest_noise = 0.1;
constexpr double many_noisy = 0.01;  // particles beyond it, as a share of all
// A cohort is closed once it holds this share of the particles; fewer wait for more.
constexpr double least_share = 1e-6;
// Of all solid, times the tolerance: what a cohort may give back at once when it has all but dissolved.
constexpr double negligible_volume = 1e-3;

double cube(double x) { return x * x * x; }

// 1. linearize at the present state: what a step needs, and the record of the state.
// 2. step; again with a smaller one until its error is small enough.
// 3. close the cohort of the nuclei born in the step, take out dissolved ones, join neighbours.
class Simulation {
 public:
  Simulation(const Synthesis& synthesis, const Options& options, const RunControl& control)
      : synthesis_(synthesis), options_(options), control_(control), system_(synthesis) {}

  Trajectory run();

 private:
  void start();
  void begin_stretch(const Stretch& stretch);
  void advance_to(double end_s);
  double exhausted_after_s() const;
  void linearize();
  void try_step(double longest_s);
  double diverging_s() const;
  [[noreturn]] void throw_no_step() const;
  [[noreturn]] void throw_too_many_steps() const;
  void warn_of_noise();
  bool leaves_monomer(double time_s) const;
  double error_norm() const;
  double radius_error2() const;
  double closed_number() const;
  double monomer_scale() const;
  double number_scale() const;
  void accept_step(double step_s);
  void close_open_cohort(bool whatever_is_in_it);
  void empty_open_cohort();
  void take_out_dissolved();
  void rebuild_state();
  void spread_cohorts(double step_s);
  void limit_spreads();
  void take_snapshot();
  Box box_of(std::size_t cohort, double low_nm, double high_nm) const;

  const Synthesis& synthesis_;
  const Options& options_;
  const RunControl& control_;
  CohortSystem system_;
  Rodas4 stepper_;
  Trajectory result_;
  double time_s_ = 0, step_s_ = 0, last_step_s_ = 0;
  std::size_t next_snapshot_ = 0;
  std::size_t seeds_ = 0;
  std::vector<double> state_, rates_, radius_;
};

Trajectory Simulation::run() {
  start();
  for (const Stretch& stretch : stretches(synthesis_)) {
    begin_stretch(stretch);
    while (time_s_ < stretch.to_s) {
      double end_s = stretch.to_s;
      if (next_snapshot_ < options_.snapshots_s.size())
        end_s = std::min(end_s, options_.snapshots_s[next_snapshot_]);
      if (end_s > time_s_) advance_to(end_s);
      if (next_snapshot_ < options_.snapshots_s.size() && options_.snapshots_s[next_snapshot_] <= time_s_)
        take_snapshot();
    }
  }
  while (next_snapshot_ < options_.snapshots_s.size()) take_snapshot();
  if (options_.shot_noise) warn_of_noise();
  return std::move(result_);
}

void Simulation::start() {
  const Seeds& seeds = synthesis_.seeds;
  const ParticleKinds& kinds = system_.particle_kinds();
  for (std::size_t k = 0; k < system_.kinds(); ++k)
    for (std::size_t i = 0; i < seeds.radius_nm.size(); ++i) {
      system_.cohorts.push_back(
          {.number = seeds.number_per_m3[i] * kinds.share[k], .kind = static_cast<int>(k)});
      radius_.push_back(seeds.radius_nm[i]);
    }
  seeds_ = seeds.radius_nm.size();
  state_.assign(system_.cubes_at(), 0.0);
  state_[0] = synthesis_.precursor.concentration_mol_m3;
  for (const double radius : radius_) state_.push_back(cube(radius));
}

void Simulation::begin_stretch(const Stretch& stretch) {
  if (time_s_ > 0)
    state_[0] += stretch.added_mol_m3(time_s_) - system_.flask().stretch().added_mol_m3(time_s_);
  else
    state_[0] += stretch.added_from_mol_m3;
  system_.enter(stretch);
  close_open_cohort(true);
  rebuild_state();
  step_s_ = 1e-7 * synthesis_.duration_s;
  linearize();
}

void Simulation::advance_to(double end_s) {
  while (time_s_ < end_s) {
    control_.throw_if_stopped();
    try_step(std::min({end_s - time_s_, exhausted_after_s(), diverging_s()}));
    if (end_s - time_s_ < 1e-12 * synthesis_.duration_s) time_s_ = end_s;
    close_open_cohort(false);
    take_out_dissolved();
    limit_spreads();
    result_.cohorts_merged += merge_cohorts(system_.cohorts, radius_, options_.resolution, seeds_);
    rebuild_state();
    linearize();
    if (++result_.steps > most_steps) throw_too_many_steps();
  }
}

// Precursor of order 0 ends with a bend that no step may cross, not by a little either: it would be monomer
// that is not there. Where its rate changes, the bend is approached from below.
double Simulation::exhausted_after_s() const {
  const double left_s =
      system_.flask().exhausted_after_s(time_s_, state_[0], system_.kinetics().precursor_rate());
  if (system_.autonomous()) return left_s;
  return left_s * (left_s > 1e-4 * synthesis_.duration_s ? 0.5 : 0.999);
}

void Simulation::linearize() {
  state_[0] = system_.flask().start_step(state_[0]);
  rates_.resize(system_.size());
  system_.linearize(time_s_, state_, rates_);
  result_.points.push_back(system_.point(time_s_, state_));
}

// Standard control of the step: error of order h^4 of the embedded method.
void Simulation::try_step(double longest_s) {
  for (;;) {
    const double step_s = std::min(step_s_, longest_s);
    stepper_.step(system_, time_s_, step_s, state_, rates_);
    const double error = error_norm();
    const double change = std::isfinite(error) ? 0.9 * std::pow(std::max(error, 1e-8), -0.25) : 0.1;
    if (error <= 1 && leaves_monomer(time_s_ + step_s)) {
      if (step_s == step_s_ || change < 1) step_s_ = step_s * std::clamp(change, 0.2, 5.0);
      accept_step(step_s);
      return;
    }
    ++result_.rejected;
    step_s_ = step_s * std::clamp(change, 0.1, 0.9);
    if (step_s_ < std::max(4e-16 * time_s_, 1e-30 * synthesis_.duration_s)) throw_no_step();
  }
}

// A burst of nucleation that uses up more than there is may escape a loose tolerance, and so may a reaction
// of order 0 that goes on beyond its end.
bool Simulation::leaves_monomer(double time_s) const {
  const std::span<const double> next = stepper_.next();
  const Flask& flask = system_.flask();
  const double rounding = 1e-12 * flask.total_mol_m3(time_s);
  if (synthesis_.precursor.order == 0 && next[0] < -rounding) return false;
  const double monomer = flask.monomer_mol_m3(time_s, next[0], system_.solid(next));
  double open = 0;  // the solid in the open cohort: where it is below 0, it is monomer that is not there
  for (std::size_t k = 0; k < system_.kinds(); ++k)
    open += flask.solid_per_nm3() * next[CohortSystem::volumes_at + k];
  return std::min(monomer, monomer + open) > -0.01 * system_.kinetics().solubility_mol_m3() - rounding;
}

void Simulation::throw_too_many_steps() const {
  std::ostringstream text;
  text << "the simulation needs more than " << most_steps << " steps; at " << time_s_
       << " s it takes steps of " << last_step_s_ << " s";
  if (diverging_s() < 2 * last_step_s_)
    text << ", since fresh nuclei leave the critical radius that fast; slower adsorption or diffusion is "
            "within reach";
  throw std::runtime_error(text.str());
}

// An implicit step much longer than this would hold particles at the critical radius that in truth run away
// from it, and its estimate of the error would not notice.
double Simulation::diverging_s() const {
  const double least_number = least_share * (closed_number() + number_scale());
  const double rate = system_.divergence_per_s(least_number, synthesis_.duration_s);
  return rate > 0 ? 1 / rate : std::numeric_limits<double>::infinity();
}

void Simulation::throw_no_step() const {
  const Point& point = result_.points.back();
  std::ostringstream text;
  text << "no step is small enough at " << time_s_ << " s, where the supersaturation is "
       << point.supersaturation << " and " << point.nucleation_per_m3_s
       << " nuclei are born per m3 and s; check the rates and the prefactor";
  throw std::runtime_error(text.str());
}

// Root mean square over what matters to the result: the precursor and the monomer against themselves, numbers
// against all particles, radii against the mean radius. What dissolving particles gave beyond all that they
// had is an error of the monomer too.
double Simulation::error_norm() const {
  const std::span<const double> error = stepper_.error(), next = stepper_.next();
  const double total = system_.flask().total_mol_m3(time_s_);
  const double number = next[CohortSystem::open_at] + closed_number();
  double solid_error = 0, overdrawn = 0;
  for (std::size_t k = 0; k < system_.kinds(); ++k) solid_error += error[CohortSystem::volumes_at + k];
  for (std::size_t i = 0; i < system_.cohorts.size(); ++i) {
    solid_error += system_.cohorts[i].number * error[system_.cubes_at() + i];
    overdrawn -= system_.cohorts[i].number * std::min(next[system_.cubes_at() + i], 0.0);
  }
  const double per_nm3 = system_.flask().solid_per_nm3();
  const double monomer_error =
      (std::abs(error[0] + per_nm3 * solid_error) + per_nm3 * overdrawn) / monomer_scale();
  const double precursor_error = error[0] / (next[0] + 1e-3 * total);
  const double number_error = error[CohortSystem::open_at] / (number + number_scale());
  return std::sqrt(monomer_error * monomer_error + precursor_error * precursor_error +
                   number_error * number_error + radius_error2()) /
         options_.tolerance;
}

// Mean square of the errors of r = (error of r^3) / (3 r^2), over the mean radius, every cohort with the
// weight of its surface. Below a fifth of the mean radius the surface of a larger particle counts, since the
// error of r itself is infinite where a particle dissolves.
double Simulation::radius_error2() const {
  const std::span<const double> error = stepper_.error();
  const std::size_t first = system_.cubes_at();
  double surface = 0, volume = 0, sum = 0;
  for (std::size_t i = 0; i < system_.cohorts.size(); ++i) {
    const double number = system_.cohorts[i].number, radius = system_.radius_nm(i);
    surface += number * radius * radius;
    volume += number * cube(radius);
  }
  if (!(surface > 0)) return 0;
  const double mean = volume / surface;
  for (std::size_t i = 0; i < system_.cohorts.size(); ++i) {
    const double radius = std::max(system_.radius_nm(i), 0.2 * mean);
    sum += system_.cohorts[i].number * error[first + i] * error[first + i] / (9 * radius * radius);
  }
  return sum / (surface * mean * mean);
}

// The monomer there is, but not less than the solubility, which is what it is to be compared with, nor so
// little that it drowns in the rounding errors of the balance of mass.
double Simulation::monomer_scale() const {
  const Point& start = result_.points.back();
  const double least = std::max(1e-9, 1e-13 / options_.tolerance) * start.total_mol_m3;
  return std::max(start.volume_ratio * std::max(start.monomer_mol_m3, system_.kinetics().solubility_mol_m3()),
                  least);
}

double Simulation::closed_number() const {
  double number = 0;
  for (const Cohort& one : system_.cohorts) number += one.number;
  return number;
}

// So few nuclei that they do not matter: one in 1e10 of what all monomer would make at the size of a monomer.
double Simulation::number_scale() const {
  return 1e-10 * system_.flask().total_mol_m3(time_s_) /
         (system_.flask().solid_per_nm3() * cube(system_.kinetics().monomer_nm()));
}

void Simulation::accept_step(double step_s) {
  last_step_s_ = step_s;
  spread_cohorts(step_s);
  state_.assign(stepper_.next().begin(), stepper_.next().end());
  time_s_ += step_s;
  radius_.clear();
  for (std::size_t i = system_.cubes_at(); i < state_.size(); ++i) radius_.push_back(std::cbrt(state_[i]));
}

// Variance inside of a cohort: d(v)/dt = 2 g' v + noise, with the mean g' of the two ends of the step, and
// the noise of its middle.
void Simulation::spread_cohorts(double step_s) {
  for (std::size_t i = 0; i < system_.cohorts.size(); ++i) {
    Cohort& cohort = system_.cohorts[i];
    const double end_nm = std::cbrt(stepper_.next()[system_.cubes_at() + i]);
    const double twice_slope = system_.growth_slope(i) + system_.growth_slope_now(i, end_nm);
    const double x = std::min(twice_slope * step_s, 50.0);  // beyond that the cohort dissolves in this step
    const double factor = std::exp(x);
    cohort.spread2 *= factor;
    if (!options_.shot_noise) continue;
    const double noise = system_.shot_noise_nm2_s(i, (system_.radius_nm(i) + end_nm) / 2);
    cohort.noise2 = cohort.noise2 * factor + noise * step_s * (std::abs(x) > 1e-6 ? std::expm1(x) / x : 1);
  }
}

// A cohort ends before the middle of the next one. Where a slope of the growth rate pulls it apart, some of
// it to dissolve and some to grow, the linear law above would spread it without limit.
void Simulation::limit_spreads() {
  auto& cohorts = system_.cohorts;
  for (std::size_t i = 0; i < cohorts.size(); ++i) {
    const double widest = radius_[i] * radius_[i] / 3;  // from 0 to twice the radius
    cohorts[i].spread2 = std::min(cohorts[i].spread2, widest);
    cohorts[i].noise2 = std::min(cohorts[i].noise2, widest);
  }
  for (std::size_t i = 0; i + 1 < cohorts.size(); ++i) {
    if (cohorts[i].kind != cohorts[i + 1].kind) continue;
    const double gap = radius_[i] - radius_[i + 1];
    for (const std::size_t j : {i, i + 1}) cohorts[j].spread2 = std::min(cohorts[j].spread2, gap * gap / 3);
  }
}

void Simulation::close_open_cohort(bool whatever_is_in_it) {
  const double number = state_[CohortSystem::open_at];
  const double closed = closed_number() + number_scale();
  double volume = 0;
  for (std::size_t k = 0; k < system_.kinds(); ++k) volume += state_[CohortSystem::volumes_at + k];
  if (volume <= number * cube(system_.smallest_nm()) / 2) return empty_open_cohort();
  if (!whatever_is_in_it && number < least_share * closed) return;
  std::size_t end = 0;
  for (std::size_t k = 0; k < system_.kinds(); ++k) {
    while (end < system_.cohorts.size() && system_.cohorts[end].kind <= static_cast<int>(k)) ++end;
    const double share = system_.particle_kinds().share[k];
    const double radius = std::cbrt(state_[CohortSystem::volumes_at + k] / (share * number));
    const double ahead = std::max(radius - system_.nucleus_radius_nm(), 0.0);
    const Cohort cohort{.number = share * number, .kind = static_cast<int>(k), .spread2 = ahead * ahead / 3};
    system_.cohorts.insert(system_.cohorts.begin() + static_cast<std::ptrdiff_t>(end), cohort);
    radius_.insert(radius_.begin() + static_cast<std::ptrdiff_t>(end), radius);
  }
  empty_open_cohort();
  ++result_.cohorts_opened;
}

// Closed into a cohort, or so few nuclei that they have dissolved, or are less than 0 by the error of a step.
void Simulation::empty_open_cohort() {
  state_[CohortSystem::open_at] = 0;
  for (std::size_t k = 0; k < system_.kinds(); ++k) state_[CohortSystem::volumes_at + k] = 0;
}

// A particle is gone where a monomer is left of it. One far below the critical radius goes there at once, the
// more so by the exponent of Gibbs and Thomson: where its cohort holds nothing of weight, no steps are spent
// on that.
// Where particles pass near the critical radius, noise decides which of them dissolve: no bell curve holds
// that.
void Simulation::warn_of_noise() {
  double noisy = 0;
  for (std::size_t i = 0; i < radius_.size(); ++i)
    if (std::sqrt(system_.cohorts[i].noise2) > widest_noise * radius_[i]) noisy += system_.cohorts[i].number;
  if (noisy > many_noisy * closed_number())
    result_.warnings.push_back("shot noise is no narrow bell curve for " +
                               format_rounded(100 * noisy / closed_number(), 2) +
                               " % of the particles, since particles dissolve: sigma is overstated; the "
                               "master equation holds there");
}

void Simulation::take_out_dissolved() {
  double surface = 0, volume = 0;
  for (std::size_t i = 0; i < radius_.size(); ++i) {
    surface += system_.cohorts[i].number * radius_[i] * radius_[i];
    volume += system_.cohorts[i].number * cube(radius_[i]);
  }
  const double negligible = negligible_volume * options_.tolerance * volume;
  const double critical_nm = result_.points.back().critical_radius_nm;
  const double doomed_nm = surface > 0 ? std::min(critical_nm, volume / surface) / 4 : 0;
  const double smallest_nm = std::min(critical_nm, system_.smallest_nm());
  std::size_t left = 0;
  for (std::size_t i = 0; i < radius_.size(); ++i) {
    const bool doomed = radius_[i] < doomed_nm && system_.cohorts[i].number * cube(radius_[i]) < negligible;
    if (doomed || radius_[i] < smallest_nm) {
      ++result_.cohorts_dissolved;
      continue;
    }
    radius_[left] = radius_[i];
    system_.cohorts[left++] = system_.cohorts[i];
  }
  radius_.resize(left);
  system_.cohorts.resize(left);
}

void Simulation::rebuild_state() {
  state_.resize(system_.cubes_at());
  for (const double radius : radius_) state_.push_back(cube(radius));
}

// The ends of a cohort lie half-way to its neighbours of the same kind.
void Simulation::take_snapshot() {
  Snapshot snapshot{.time_s = options_.snapshots_s[next_snapshot_++]};
  const auto& cohorts = system_.cohorts;
  // Of a cohort whose particles are spread evenly; merged ones are wider than their neighbours.
  const auto half = [&](std::size_t i) { return std::sqrt(3 * cohorts[i].spread2); };
  const auto between = [&](std::size_t older, std::size_t younger) {
    const double both = half(older) + half(younger);
    return std::lerp(radius_[younger], radius_[older], both > 0 ? half(younger) / both : 0.5);
  };
  for (std::size_t i = 0; i < cohorts.size(); ++i) {
    const bool has_older = i > 0 && cohorts[i - 1].kind == cohorts[i].kind;
    const bool has_younger = i + 1 < cohorts.size() && cohorts[i + 1].kind == cohorts[i].kind;
    const double high = has_older ? between(i - 1, i) : radius_[i] + half(i);
    const double low = has_younger ? between(i, i + 1) : radius_[i] - half(i);
    snapshot.boxes.push_back(box_of(i, low, high));
  }
  result_.snapshots.push_back(std::move(snapshot));
}

Box Simulation::box_of(std::size_t cohort, double low_nm, double high_nm) const {
  return {.number_per_m3 = system_.cohorts[cohort].number / result_.points.back().volume_ratio,
          .low_nm = std::min(low_nm, high_nm),
          .high_nm = std::max(low_nm, high_nm),
          .blur_nm = std::sqrt(system_.cohorts[cohort].noise2)};
}

}  // namespace

Trajectory simulate_cohorts(const Synthesis& synthesis, const Options& options, const RunControl& control) {
  return Simulation(synthesis, options, control).run();
}

}  // namespace nacre::growth
