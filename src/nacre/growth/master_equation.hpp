// The discrete population, monomer by monomer: every particle takes up and gives off single monomers at
// random. It has no numerical diffusion and the shot noise that the population balance leaves out.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "nacre/growth/fixed_scheme.hpp"
#include "nacre/growth/rodas4.hpp"
#include "nacre/growth/simulate.hpp"

namespace nacre::growth {

// Particles of i and i + 1 monomers turn into each other at A [M] and A [M]_eq, with A = 4 pi r^2 k_eff of eq
// 1 and [M]_eq both at the radius of i + 1/2 monomers: the two are one process forth and back, so they
// balance where the work of forming a particle says so. The mean of di/dt is then that of eq 1 to O(1/i). A
// pair that loses a monomer is gone. State: precursor, then the numbers of particles of 2 monomers and more.
class MasterSystem {
 public:
  MasterSystem(const Synthesis& synthesis, int largest);

  const SizeClasses& classes() const { return classes_; }
  const Flask& flask() const { return flask_; }
  const Kinetics& kinetics() const { return kinetics_; }
  const NucleationRate& nucleation() const { return nucleation_; }
  double births_per_s() const { return births_; }
  std::vector<double> initial_state() const;
  void enter(const Stretch& stretch);
  double volume_nm3(std::span<const double> number) const;                     // sum of r^3
  FlaskState flask_state(double time_s, std::span<const double> state) const;  // after linearize()

  // What the stepper asks for.
  std::size_t size() const { return 1 + classes_.size(); }
  bool autonomous() const { return flask_.stretch().constant(); }
  void rates(double time_s, std::span<const double> state, std::span<double> rates);
  void linearize(double time_s, std::span<const double> state, std::span<double> rates);
  void solve(double a, std::span<double> x);

 private:
  void set_temperature(double time_s);
  void tabulate_exchange();
  double exchange_radius_nm(std::size_t i) const { return classes_.lower_edge_nm(i); }
  void differentiate_by_monomer(std::span<const double> number);
  void factorize(double a);
  void solve_tridiagonal(double* x) const;
  double monomer_in(std::span<const double> number) const;  // change of [M] by a change of the numbers

  const Synthesis* synthesis_;
  AdsorptionRate adsorption_;
  Flask flask_;
  Kinetics kinetics_;
  SizeClasses classes_;
  // Between class i - 1 and i: A in m3/(mol s), A [M]_eq in 1/s. Nothing leaves the last class, which is
  // above the window, and nothing comes up into the first.
  std::vector<double> arrival_, leaving_;

  // Of the last evaluation.
  double volume_ = 1, monomer_ = 0, births_ = 0;
  NucleationRate nucleation_{};
  Entry entry_{};
  Flask::Loss loss_{};
  std::vector<double> flux_{};  // from class i - 1 to i
  // Of the last linearize() and the factors of a I - J.
  double precursor_at_start_ = 0, linear_monomer_ = 0, linear_volume_ = 1, per_precursor_ = 0;
  double factored_for_ = 0, rank_one_scale_ = 1;
  std::vector<double> per_monomer_{};  // d(rate of every class)/d[M]
  std::vector<double> linear_leaving_{}, linear_arrival_{}, lower_{}, inverse_pivot_{}, response_{};
};

// Linearly implicit, with the exact Jacobian: tridiagonal, and of rank one through the monomer.
class MasterEquation {
 public:
  MasterEquation(const Synthesis& synthesis, int largest);

  static constexpr int error_order = 4;
  const SizeClasses& classes() const { return system_.classes(); }
  void enter(const Stretch& stretch, double time_s);
  Point point(double time_s);
  double longest_step_s(double time_s) const;
  double step(double time_s, double step_s);
  void accept() { state_.assign(stepper_.next().begin(), stepper_.next().end()); }
  std::span<const double> numbers() const { return std::span(state_).subspan(1); }
  double births_per_s() const { return births_; }
  double nucleus_radius_nm() const { return nucleus_radius_; }

 private:
  MasterSystem system_;
  Rodas4 stepper_{};
  std::vector<double> state_{}, rates_{};
  double births_ = 0, nucleus_radius_ = 0, monomer_ = 0;
};

Trajectory simulate_master_equation(const Synthesis& synthesis, const Options& options,
                                    const RunControl& control);

}  // namespace nacre::growth
