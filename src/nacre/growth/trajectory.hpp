// What a simulation returns, whichever solver made it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace nacre::growth {

// Particles with radii spread evenly over [low, high], blurred by a normal distribution.
struct Box {
  double number_per_m3 = 0;
  double low_nm = 0;
  double high_nm = 0;
  double blur_nm = 0;
};

// The population at one moment; numbers are per volume of the flask at that moment.
struct Snapshot {
  double time_s = 0;
  std::vector<Box> boxes{};
};

// The flask after one step. Amounts are per volume at that moment, except where it says otherwise.
struct Point {
  double time_s = 0;
  double temperature_K = 0;
  double volume_ratio = 1;  // over that at time 0
  double supersaturation = 0;
  double critical_radius_nm = 0;
  double precursor_mol_m3 = 0;
  double monomer_mol_m3 = 0;
  double generation_mol_m3_s = 0;        // of monomer
  double nucleation_mol_m3_s = 0;        // monomer that becomes nuclei
  double growth_mol_m3_s = 0;            // monomer that goes to particles, less what they give off
  double nucleation_per_m3_s = 0;        // nuclei
  std::array<double, 4> moments{};       // sum of N r^k, 1/m3 nm^k, per volume at time 0
  std::array<double, 4> moment_rates{};  // their rates from the laws, 1/s
  double solid_mol_m3 = 0;               // per volume at time 0
  double solid_rate_mol_m3_s = 0;
  double seeded_mol_m3 = 0;  // solid of the seeds, which no yield counts; 0 where there are only seeds
  double total_mol_m3 = 0;   // precursor + monomer + solid put in until now, per volume at time 0
  double mass_error = 0;     // (precursor + monomer + solid - total) / total

  double particles_per_m3() const { return moments[0] / volume_ratio; }
  double concentration_mol_m3() const;                                 // of particles
  double made_mol_m3() const { return solid_mol_m3 - seeded_mol_m3; }  // solid beyond the seeds
  // Share of precursor and monomer put in until now that is in particles.
  double yield() const;
  double mean_nm() const;  // these are NaN where there are no particles
  double sigma_nm() const;
  double dispersity() const;  // sigma / mean
  double skewness() const;
};

struct Trajectory {
  std::vector<Point> points{};        // one a step, ascending; two at a sudden injection
  std::vector<Snapshot> snapshots{};  // at the times asked for
  std::size_t steps = 0;
  std::size_t rejected = 0;
  std::size_t cohorts_opened = 0;
  std::size_t cohorts_merged = 0;
  std::size_t cohorts_dissolved = 0;
  double lost_share = 0;  // of particles that left a window of radii through its upper end
  std::vector<std::string> warnings{};

  // The flask at any time, by cubic Hermite interpolation of what has a rate and linear of the rest.
  Point at(double time_s) const;
};

// N(r) of a snapshot in 1/(m3 nm) at each radius: exact in number over any interval.
std::vector<double> density_per_m3_nm(const Snapshot& snapshot, const std::vector<double>& radius_nm);

// When a quantity reaches `share` of its final value, or of its maximum where it falls afterwards by more
// than `fall` of it.
struct Arrival {
  double time_s = 0;
  double reference = 0;  // the final value or the maximum
  bool of_maximum = false;
};

// Of the solid, over all that is put in until the end.
Arrival arrival_of_yield(const Trajectory& trajectory, double share = 0.98, double fall = 1e-3);
// Of the number of particles per volume at time 0, which dilution leaves alone.
Arrival arrival_of_concentration(const Trajectory& trajectory, double share = 0.98, double fall = 1e-3);

}  // namespace nacre::growth
