// What a powder of a crystal scatters: structure factors of every direction at one spacing together. Lengths
// in angstrom, q = 4 pi sin(theta) / lambda = 2 pi / d.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "nacre/crystal/crystal.hpp"
#include "nacre/scattering/scatterers.hpp"

namespace nacre::scattering {

// Every atom of a cell: crystal::expanded().
struct PowderCell {
  crystal::Lattice lattice{};
  std::vector<std::string> species{};
  std::vector<crystal::CellAtom> atoms{};

  double atoms_per_cell() const;  // with their occupancies
};

// Directions h k l of one spacing that scatter alike, (hkl) and (-h-k-l) both counted. Planes of different
// kinds that happen to agree in both are one (511 and 333 of a face-centred cubic crystal).
struct PowderReflection {
  std::array<int, 3> hkl{};  // of them the one without negative indices and with the largest ones first
  int multiplicity = 0;
  double q_per_A = 0;
  double square = 0;  // |F|^2 of the cell, with thermal displacements; 0: extinguished

  double d_A() const;
};

struct ReflectionRange {
  double q_min_per_A = 0;
  double q_max_per_A = 0;
  bool with_absent = false;  // also those that the cell extinguishes
};

// Ascending in q. F = sum of occupancy f(q) exp(2 pi i h.x) exp(-2 pi^2 sum U_ij h_i h_j a*_i a*_j).
// Throws std::invalid_argument for a cell without atoms and for more than `most_directions` directions.
std::vector<PowderReflection> powder_reflections(const PowderCell& cell, const Beam& beam,
                                                 const ReflectionRange& range);
inline constexpr double most_directions = 2e7;

// Angles in degrees. NaN where there is no such angle (q lambda > 4 pi).
double two_theta_deg(double q_per_A, double wavelength_A);
double q_of_two_theta(double two_theta_deg, double wavelength_A);
double q_per_degree(double q_per_A, double wavelength_A);  // d q / d 2-theta

// What polarisation leaves of the intensity: 1 in neutron scattering and where it was corrected for.
struct Polarisation {
  bool applies = false;
  std::optional<double> monochromator_deg{};  // 2-theta of a crystal monochromator; none: unpolarised beam
};
double polarisation_factor(const Polarisation& polarisation, double two_theta_deg);

// Relative intensity of a reflection integrated over 2-theta, m |F|^2 P / (sin^2 theta cos theta); NaN beyond
// 180 degrees.
double stick_intensity(const PowderReflection& reflection, double wavelength_A,
                       const Polarisation& polarisation);

// Widths over q, all full widths at half maximum.
struct PowderProfile {
  double size_A = 0;      // of the crystals: 2 pi scherrer / size; 0: no broadening
  double scherrer = 0.9;  // K of size = K lambda / (width cos theta)
  double strain = 0;      // Delta d / d = strain: width 2 strain q (Stokes and Wilson 1944)
  double instrument_per_A = 0;
  double instrument_deg = 0;  // the same over 2-theta, with the wavelength
  double wavelength_A = 0;
  double lorentz_share = 0.5;  // of the lines

  double instrument_at(double q_per_A) const;  // in 1/A
};

// Widths added: in squares for Gaussians, as they are for Lorentzians, and by the share between.
double profile_width_per_A(const PowderProfile& profile, double q_per_A);

// Intensity per atom at q, in squares of the amplitudes, the same as Debye's equation has it for one large
// crystal averaged over directions: sum over directions 2 pi^2 |F|^2 / (V q^2 atoms) times a line of area 1.
// Throws std::invalid_argument for a profile without any width.
std::vector<double> powder_pattern(const PowderCell& cell, std::span<const PowderReflection> reflections,
                                   const PowderProfile& profile, std::span<const double> q_per_A);

// size = K lambda / (B cos theta), B the width less that of the instrument in the way of profile_width_per_A.
struct ScherrerSize {
  double size_A = 0;
  double error_A = 0;
};
// Strain is not taken off. NaN where the line is not broader than the instrument.
ScherrerSize scherrer_size(double q_per_A, double fwhm_per_A, double fwhm_error,
                           const PowderProfile& profile);

}  // namespace nacre::scattering
