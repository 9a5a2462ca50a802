#include "nacre/growth/fixed_scheme.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "nacre/core/units.hpp"

namespace nacre::growth {
namespace {

constexpr double share_that_matters = 1e-4;

std::string percent(double share) { return format_rounded(100 * share) + " %"; }

// An empty flask makes no error.
double share(double error, double size) { return error == 0 ? 0 : error / size; }

}  // namespace

double few_particles(double total_mol_m3) { return 1e-8 * total_mol_m3 * avogadro_per_mol; }

double StepError::relative(const StepError& sizes, double total_mol_m3) const {
  const double of_precursor = share(precursor, std::max(sizes.precursor, 0.0) + 1e-3 * total_mol_m3);
  const double of_monomer = share(monomer, std::max(sizes.monomer, 1e-9 * total_mol_m3));
  return std::hypot(of_precursor, of_monomer, share(number, sizes.number + few_particles(total_mol_m3)));
}

std::string too_many_steps(double time_s, double step_s) {
  return "the simulation needs more than " + std::to_string(most_fixed_steps) + " steps; at " +
         format_rounded(time_s) + " s it takes steps of " + format_rounded(step_s) +
         " s: the window of radii may begin where particles dissolve very fast";
}

Point point_of(const FlaskState& state, const Flask& flask, const Kinetics& kinetics) {
  const double volume = flask.stretch().volume_ratio(state.time_s);
  const double per_nm3 = flask.solid_per_nm3();
  Point point{.time_s = state.time_s, .temperature_K = kinetics.temperature_K(), .volume_ratio = volume};
  point.monomer_mol_m3 = state.monomer / volume;
  point.supersaturation = point.monomer_mol_m3 / kinetics.solubility_mol_m3();
  point.critical_radius_nm = kinetics.critical_radius_nm(point.monomer_mol_m3);
  point.precursor_mol_m3 = state.precursor / volume;
  point.generation_mol_m3_s = -state.loss.rate / volume;
  point.nucleation_per_m3_s = state.nucleation.per_m3_s;
  point.nucleation_mol_m3_s = per_nm3 * state.births_per_s * state.nucleus_cube_nm3 / volume;
  point.growth_mol_m3_s = per_nm3 * state.growth_of_moments[3] / volume;
  point.moments = state.moments;
  const double radius = state.nucleation.radius_nm;
  const double powers[] = {1, radius, radius * radius, state.nucleus_cube_nm3};
  for (std::size_t k = 0; k < 4; ++k)
    point.moment_rates[k] = state.growth_of_moments[k] + state.births_per_s * powers[k];
  point.solid_mol_m3 = per_nm3 * state.moments[3];
  point.seeded_mol_m3 = flask.seeded_mol_m3();
  point.solid_rate_mol_m3_s = per_nm3 * point.moment_rates[3];
  point.total_mol_m3 = flask.total_mol_m3(state.time_s);
  point.mass_error = (state.precursor + state.monomer + point.solid_mol_m3) / point.total_mol_m3 - 1;
  return point;
}

void NucleiOutside::count(RadiusWindow window, double radius_nm, double number) {
  born += number;
  if (radius_nm < window.low_nm || radius_nm > window.high_nm) outside += number;
}

void report_outside(const SizeClasses& classes, std::span<const double> number, const NucleiOutside& nuclei,
                    Trajectory& trajectory) {
  const RadiusWindow window = classes.window();
  const double all = trajectory.points.back().moments[0];
  if (all > 0) trajectory.lost_share = number.back() / all;
  if (trajectory.lost_share > share_that_matters)
    trajectory.warnings.push_back(percent(trajectory.lost_share) +
                                  " of the particles left the window of radii at its upper end, " +
                                  format_rounded(window.high_nm) +
                                  " nm; they are counted as of that size and grow no more: set it higher");
  if (nuclei.outside > share_that_matters * nuclei.born)
    trajectory.warnings.push_back(percent(nuclei.outside / nuclei.born) +
                                  " of the nuclei were born outside of the window of radii, " +
                                  format_rounded(window.low_nm) + " to " + format_rounded(window.high_nm) +
                                  " nm, and were put in at its end: set it wider");
}

}  // namespace nacre::growth
