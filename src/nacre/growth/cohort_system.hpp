// The ODEs of moving cohorts. Each cohort is a number of particles on one characteristic dr/dt of eq 1; the
// nuclei of the step under way gather in an open cohort, in extensive variables: their number and their sum
// of r^3, which start from 0 without a singularity. State: precursor, number in the open cohort, its sum of
// r^3 in every class of particles, then r^3 of every cohort. The cube makes the balance of mass linear and
// has a finite rate to the end where a particle dissolves.
#pragma once

#include <span>
#include <vector>

#include "nacre/growth/flask.hpp"
#include "nacre/growth/kinetics.hpp"
#include "nacre/growth/trajectory.hpp"

namespace nacre::growth {

struct Cohort {
  double number = 0;   // 1/m3, per volume at time 0
  int kind = 0;        // class of particles, by their factor on k_a
  double spread2 = 0;  // variance inside of it from births and merging, nm2
  double noise2 = 0;   // variance from shot noise, nm2
};

// Classes of particles that differ in k_a.
struct ParticleKinds {
  std::vector<double> factor{};
  std::vector<double> share{};

  explicit ParticleKinds(const Heterogeneity& heterogeneity);
};

class CohortSystem {
 public:
  explicit CohortSystem(const Synthesis& synthesis);

  static constexpr std::size_t open_at = 1;
  static constexpr std::size_t volumes_at = 2;
  std::size_t kinds() const { return kinds_.factor.size(); }
  std::size_t cubes_at() const { return volumes_at + kinds(); }

  std::vector<Cohort> cohorts{};  // grouped by kind, oldest first inside of a kind
  void enter(const Stretch& stretch);
  const Flask& flask() const { return flask_; }
  Flask& flask() { return flask_; }
  const Kinetics& kinetics() const { return kinetics_; }  // of the last call
  const ParticleKinds& particle_kinds() const { return kinds_; }

  double solid(std::span<const double> state) const;  // mol/m3, per volume at time 0

  // What the stepper asks for.
  std::size_t size() const { return cubes_at() + cohorts.size(); }
  bool autonomous() const { return flask_.stretch().constant(); }
  void rates(double time_s, std::span<const double> state, std::span<double> rates);
  void linearize(double time_s, std::span<const double> state, std::span<double> rates);
  void solve(double a, std::span<double> x);

  // With the monomer of the last evaluation, which after a step is that of its end.
  double growth_slope_now(std::size_t cohort, double radius_nm) const;
  double shot_noise_nm2_s(std::size_t cohort, double radius_nm) const;  // d(variance)/dt by single monomers

  // At the state of the last linearize().
  double radius_nm(std::size_t cohort) const { return radius_[cohort]; }
  double growth_slope(std::size_t cohort) const { return per_radius_[cohort]; }
  double open_radius_nm(std::size_t kind) const { return open_radius_[kind]; }
  // Fastest rate at which particles near the critical radius part from it, to grow or to dissolve, in 1/s;
  // those that are born now, where that matters within `duration_s`, and those of cohorts with more than
  // `least_number`.
  double divergence_per_s(double least_number, double duration_s) const;
  double nucleus_radius_nm() const { return nucleation_.radius_nm; }
  Point point(double time_s, std::span<const double> state) const;
  double smallest_nm() const { return smallest_nm_; }  // smaller particles that do not grow are dissolved

 private:
  void set_temperature(double time_s);
  void evaluate(double time_s, std::span<const double> state, std::span<double> rates);
  void lay_out(std::span<const double> state);
  void find_growth_rates();
  void find_growth_slopes();
  void factorize(double a);
  void linearize_cohorts(std::span<const double> state, std::span<double> rates);
  void set_smallest(double time_s);
  double radius_of(double cube_nm3) const;
  double open_radius(std::span<const double> state, std::size_t kind) const;
  double factor(const Cohort& cohort) const { return kinds_.factor[static_cast<std::size_t>(cohort.kind)]; }
  void add_to_moments(Point& point, double number, double radius_nm, double variance, double rate_nm_s) const;

  const Synthesis* synthesis_;
  AdsorptionRate adsorption_;
  ParticleKinds kinds_;
  Flask flask_;
  Kinetics kinetics_;
  double smallest_nm_;

  // Of the last evaluation.
  double time_s_ = 0, volume_ = 1, monomer_ = 0;
  NucleationRate nucleation_{};
  Flask::Loss loss_{};
  // Arrays of cohorts hold whole vectors.
  std::vector<double> cube_, inverse_factor_, stage_radius_, stage_rate_;
  // Of the last linearize(), untouched by the evaluations inside of a step.
  double linear_volume_ = 1, loss_per_precursor_ = 0, births_per_monomer_ = 0;
  std::vector<double> radius_, rate_, per_radius_;  // of cohorts, dr/dt and its derivative
  std::vector<double> per_cube_, per_monomer_;      // derivatives of d(r^3)/dt
  std::vector<double> monomer_per_cube_;            // d[M]/d(r^3) of every cohort
  // Of solve(), for the last `a`.
  double factored_for_ = 0, monomer_share_ = 0;
  std::vector<double> inverse_, weight_;
  std::vector<double> open_radius_, open_rate_, open_per_volume_, open_per_number_, open_per_monomer_;
};

}  // namespace nacre::growth
