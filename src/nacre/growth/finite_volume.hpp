// The population balance on fixed cells of radius: high-resolution finite volumes with Koren's limiter. It
// shares no step with the moving cohorts, so it is their independent check; it blurs steep fronts where they
// do not.
#pragma once

#include <array>
#include <vector>

#include "nacre/growth/fixed_scheme.hpp"
#include "nacre/growth/simulate.hpp"

namespace nacre::growth {

// Koren (1993), Numerical Methods for Advection-Diffusion Problems, p. 117: how far the density at a face
// lies beyond that of the cell upwind of it. `behind` and `ahead` are the differences of density to that cell
// from the one further upwind, and from that cell to the one downwind.
double koren_correction(double behind, double ahead);

// Explicit Runge-Kutta of order 3 that preserves monotone fronts (Shu and Osher 1988). A step ends by its
// error in precursor, monomer and number (against the embedded Heun method) or by the Courant number.
class FiniteVolume {
 public:
  FiniteVolume(const Synthesis& synthesis, RadiusWindow window, int cells);

  static constexpr int error_order = 3;
  const SizeClasses& classes() const { return classes_; }
  void enter(const Stretch& stretch, double time_s);
  Point point(double time_s);
  double longest_step_s(double time_s) const;
  double step(double time_s, double step_s);
  void accept();
  std::span<const double> numbers() const { return {now_.number.data() + pad, classes_.size()}; }
  double births_per_s() const { return first_rates_.births; }
  double nucleus_radius_nm() const { return first_rates_.nucleation.radius_nm; }

 private:
  static constexpr std::size_t pad = 2;  // empty cells below and above, which the limiter looks at

  struct State {
    double precursor = 0, monomer = 0;  // mol/m3, per volume at time 0
    std::vector<double> number{};       // in the cells, and above them
    double* cells() { return number.data() + pad; }
    const double* cells() const { return number.data() + pad; }
  };
  struct Rates {
    double precursor = 0, monomer = 0, births = 0;
    Flask::Loss loss{};
    NucleationRate nucleation{};
    Entry entry{};
    std::vector<double> flux{};  // through the faces, 1/s
  };

  std::size_t cells() const { return classes_.size() - 1; }
  void set_temperature(double time_s);
  void tabulate_growth();
  void find_occupied();
  void evaluate(double time_s, const State& state, Rates& rates);
  void find_fluxes(const State& state, double monomer_mol_m3, std::vector<double>& flux) const;
  void stage(double old_share, const Rates& rates, double step_s);
  std::array<double, 4> growth_of_moments() const;

  const Synthesis* synthesis_;
  AdsorptionRate adsorption_;
  Flask flask_;
  Kinetics kinetics_;
  SizeClasses classes_;
  double width_nm_;
  State now_{}, next_{};
  Rates first_rates_{}, rates_{};
  bool nucleates_ = false;
  std::array<double, 4> moments_{};
  std::size_t first_ = 0, last_ = 0;  // cells that hold particles: first <= cell < last
  std::size_t from_ = 0, to_ = 0;     // cells that may hold some by the end of the step
  // At the faces: growth per monomer in 1/s per mol/m3 and width of a cell, [M] in equilibrium, and what a
  // particle that comes up through the face gains in r^k.
  std::vector<double> per_monomer_, equilibrium_;
  std::array<std::vector<double>, 4> gain_{};
};

Trajectory simulate_finite_volume(const Synthesis& synthesis, const Options& options,
                                  const RunControl& control);

}  // namespace nacre::growth
