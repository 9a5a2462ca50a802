// What atoms scatter: X-ray form factors with anomalous terms, and neutron lengths. q = 4 pi
// sin(theta)/lambda in 1/A.
#pragma once

#include <array>
#include <complex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::scattering {

// An element or ion by its name: "Cd", "Se2-", "O1-", "Na+"; "D" is deuterium.
struct SpeciesName {
  std::string element{};
  int number = 0;  // protons
  int charge = 0;
};

// Throws std::invalid_argument, which names the species, where there is no such element or the charge cannot
// be read.
SpeciesName parse_species(std::string_view species);

// f0 = c + sum of a_i exp(-b_i s^2), s = q/(4 pi) up to 6 1/A (q = 75 1/A): Waasmaier and Kirfel, Acta Cryst.
// A51, 416 (1995).
struct XrayFormFactor {
  std::array<double, 5> a{};
  std::array<double, 5> b_A2{};
  double c = 0;
  bool neutral = false;  // the table holds no such ion: f0 is that of the neutral atom

  double operator()(double q_per_A) const;
};
inline constexpr double xray_q_limit_per_A = 75;

// Throws std::invalid_argument for an element without a form factor.
XrayFormFactor xray_form_factor(std::string_view species);

// f' + i f'' at an X-ray energy, after Cromer and Liberman with the corrections of Kissel and Pratt, Acta
// Cryst. A46, 170 (1990): within some tenths of an electron, worse near an edge. Zero for H and He; throws
// std::invalid_argument beyond U.
std::complex<double> anomalous_terms(std::string_view species, double energy_keV);

// Bound coherent scattering length of the natural element, or of "D" (Sears, Neutron News 3, 26 (1992)), real
// part. Throws std::invalid_argument where none is known.
double neutron_length_fm(std::string_view species);

enum class Radiation { xray, neutron };

// With what a sample is lit.
struct Beam {
  Radiation radiation = Radiation::xray;
  std::optional<double> energy_keV{};  // X-rays: adds f' and f'' at this energy
};

// Energy of X-rays by their wavelength, and the other way round.
inline constexpr double energy_times_wavelength_keV_A = 12.398419843320026;  // h c, CODATA 2018

// Amplitudes of each species (electrons, or fm for neutrons) at each q: amplitude[species][i].
std::vector<std::vector<std::complex<double>>> scattering_amplitudes(const Beam& beam,
                                                                     std::span<const std::string> species,
                                                                     std::span<const double> q_per_A);

// Averages over the atoms, as S(q) needs them.
struct MeanScattering {
  std::vector<double> square_of_mean;  // |<f>|^2
  std::vector<double> mean_of_square;  // <|f|^2>
};

// `shares`: amounts of each species in any unit. Throws std::invalid_argument unless they are as many as the
// species, none negative and one positive.
MeanScattering mean_scattering(std::span<const std::vector<std::complex<double>>> amplitudes,
                               std::span<const double> shares);

}  // namespace nacre::scattering
