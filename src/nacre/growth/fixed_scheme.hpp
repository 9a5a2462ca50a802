// What the schemes with fixed classes of size have in common.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "nacre/growth/flask.hpp"
#include "nacre/growth/kinetics.hpp"
#include "nacre/growth/size_classes.hpp"

namespace nacre::growth {

inline constexpr std::size_t most_fixed_steps = 10'000'000;

// So few particles that they do not matter: one in 1e8 of what all there is would make, each of one monomer.
double few_particles(double total_mol_m3);

// Error of a step in the precursor, the monomer (both mol/m3 per volume at time 0) and the number of
// particles.
struct StepError {
  double precursor = 0;
  double monomer = 0;
  double number = 0;

  // Root of the sum of squares, each over its size.
  double relative(const StepError& sizes, double total_mol_m3) const;
};

std::string too_many_steps(double time_s, double step_s);

// The flask at a moment, amounts per volume at time 0.
struct FlaskState {
  double time_s = 0;
  double precursor = 0;
  double monomer = 0;
  Flask::Loss loss{};
  NucleationRate nucleation{};
  double births_per_s = 0;
  double nucleus_cube_nm3 = 0;  // of the nuclei as they enter
  std::array<double, 4> moments{};
  std::array<double, 4> growth_of_moments{};  // their rates without nucleation
};

Point point_of(const FlaskState& state, const Flask& flask, const Kinetics& kinetics);

// Nuclei that were born outside of the window and moved to its end.
struct NucleiOutside {
  double born = 0;
  double outside = 0;

  void count(RadiusWindow window, double radius_nm, double number);
};

// Says in the trajectory which share of the particles the window did not hold, where it matters.
void report_outside(const SizeClasses& classes, std::span<const double> number, const NucleiOutside& nuclei,
                    Trajectory& trajectory);

}  // namespace nacre::growth
