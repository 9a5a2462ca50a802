// Sizing curves: from the first exciton of a nanocrystal's spectrum to its diameter, and back.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "nacre/spectra/measured.hpp"

namespace nacre::spectra {

enum class SizingForm {
  polynomial,    // d = c0 + c1 w + ... + c4 w^4, w the wavelength in nm
  hyperbola,     // E = c0 + 1 / (c1 d^2 + c2 d + c3) in eV
  volume_power,  // E = c0 + c1 V^c2 in eV, V the volume in nm^3 of the sphere of diameter d
};

// One published curve. Diameters in nm; of particles that are no spheres, that of the sphere of their volume.
struct SizingCurve {
  std::string_view name{};      // in study files: "yu-2003-cdse"
  std::string_view material{};  // formula
  SizingForm form = SizingForm::polynomial;
  std::array<double, 5> c{};
  std::string_view equation{};  // as printed
  std::string_view source{};    // authors, journal, year
  std::string_view doi{};
  double lower_nm = 0;  // range of validity, diameters
  double upper_nm = 0;
  std::string_view range{};   // where these limits are from
  double relative_error = 0;  // of a diameter, one standard deviation; 0: the source states none
};

// The curves whose printed coefficients could be checked.
std::span<const SizingCurve> sizing_curves();
const SizingCurve* find_sizing_curve(std::string_view name);  // null if there is none

// A curve on the monotone branch around its range of validity, where larger particles absorb at longer
// wavelengths. Beyond the branch there is no diameter (NaN); between the range and the end of the branch
// there is one, and the caller warns.
class Sizing {
 public:
  // Throws std::invalid_argument for limits that are no range and for a curve that is not monotone on it.
  explicit Sizing(const SizingCurve& curve);

  const SizingCurve& curve() const { return curve_; }
  double diameter_nm(double wavelength_nm) const;
  double wavelength_nm(double diameter_nm) const;
  double energy_eV(double diameter_nm) const;
  double diameter_of_energy_nm(double energy_eV) const;
  double slope(double wavelength_nm) const;  // d diameter / d wavelength, nm per nm
  bool in_range(double diameter_nm) const {
    return diameter_nm >= curve_.lower_nm && diameter_nm <= curve_.upper_nm;
  }

  // Ends of the branch.
  double shortest_wavelength_nm() const { return shortest_nm_; }
  double longest_wavelength_nm() const { return longest_nm_; }
  double smallest_diameter_nm() const { return smallest_nm_; }
  double largest_diameter_nm() const { return largest_nm_; }

 private:
  void find_branch_of_polynomial();
  void find_branch_of_energies();

  SizingCurve curve_;
  double shortest_nm_ = 0;
  double longest_nm_ = 0;
  double smallest_nm_ = 0;
  double largest_nm_ = 0;
};

// Standard deviation of the diameters of an ensemble from that of its first exciton (a Gaussian of this width
// in wavelength), less what single particles have (homogeneous_nm), by the slope of the curve; to first
// order.
double size_deviation_nm(const Sizing& sizing, double peak_nm, double sigma_nm, double homogeneous_nm = 0);

// This deviation over the diameter, with the errors of place and width taken as independent. Its error is how
// much larger it is by one standard error each, so that it is there where there is no deviation, too. The
// error of the curve, as a share of the diameter, is not in it.
Measured size_dispersity(const Sizing& sizing, const Measured& peak_nm, const Measured& sigma_nm,
                         double homogeneous_nm = 0);

}  // namespace nacre::spectra
