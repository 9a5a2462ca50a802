#include "nacre/spectra/sizing.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>
#include <string>

#include "nacre/spectra/photon_energy.hpp"

namespace nacre::spectra {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double step_nm = 0.25;  // of the search for the ends of a polynomial's branch

constexpr std::string_view yu = "Yu, Qu, Guo and Peng, Chem. Mater. 15, 2854 (2003)";
constexpr std::string_view yu_doi = "10.1021/cm034081k";
constexpr std::string_view unprinted =
    "the source prints no limits and warns beyond the sizes it fitted; rounded";

constexpr SizingCurve cards[] = {
    {.name = "yu-2003-cdte",
     .material = "CdTe",
     .form = SizingForm::polynomial,
     .c = {-194.84, 1.0064, -1.7147e-3, 9.8127e-7, 0},
     .equation = "d = 9.8127e-7 w^3 - 1.7147e-3 w^2 + 1.0064 w - 194.84",
     .source = yu,
     .doi = yu_doi,
     .lower_nm = 2.3,
     .upper_nm = 7,
     .range = unprinted},
    {.name = "yu-2003-cdse",
     .material = "CdSe",
     .form = SizingForm::polynomial,
     .c = {41.57, -0.4277, 1.6242e-3, -2.6575e-6, 1.6122e-9},
     .equation = "d = 1.6122e-9 w^4 - 2.6575e-6 w^3 + 1.6242e-3 w^2 - 0.4277 w + 41.57",
     .source = yu,
     .doi = yu_doi,
     .lower_nm = 1.5,
     .upper_nm = 8,
     .range = unprinted},
    {.name = "yu-2003-cds",
     .material = "CdS",
     .form = SizingForm::polynomial,
     .c = {13.29, -9.2352e-2, 1.9557e-4, -6.6521e-8, 0},
     .equation = "d = -6.6521e-8 w^3 + 1.9557e-4 w^2 - 9.2352e-2 w + 13.29",
     .source = yu,
     .doi = yu_doi,
     .lower_nm = 1.4,
     .upper_nm = 6,
     .range = unprinted},
    {.name = "jasieniak-2009-cdse",
     .material = "CdSe",
     .form = SizingForm::polynomial,
     .c = {59.60816, -0.54736, 1.8873e-3, -2.85743e-6, 1.62974e-9},
     .equation = "d = 1.62974e-9 w^4 - 2.85743e-6 w^3 + 1.8873e-3 w^2 - 0.54736 w + 59.60816",
     .source = "Jasieniak, Smith, van Embden, Mulvaney and Califano, J. Phys. Chem. C 113, 19468 (2009)",
     .doi = "10.1021/jp906827m",
     .lower_nm = 2,
     .upper_nm = 8,
     .range = "as the source gives it"},
    {.name = "moreels-2009-pbs",
     .material = "PbS",
     .form = SizingForm::hyperbola,
     .c = {0.41, 0.0252, 0.283, 0, 0},
     .equation = "E = 0.41 + 1 / (0.0252 d^2 + 0.283 d)",
     .source = "Moreels et al., ACS Nano 3, 3023 (2009), eq 4",
     .doi = "10.1021/nn900863a",
     .lower_nm = 2.5,
     .upper_nm = 10,
     .range = unprinted},
    {.name = "moreels-2007-pbse",
     .material = "PbSe",
     .form = SizingForm::hyperbola,
     .c = {0.278, 0.016, 0.209, 0.45, 0},
     .equation = "E = 0.278 + 1 / (0.016 d^2 + 0.209 d + 0.45)",
     .source = "Moreels et al., Chem. Mater. 19, 6101 (2007)",
     .doi = "10.1021/cm071410q",
     .lower_nm = 3,
     .upper_nm = 8,
     .range = unprinted},
    {.name = "almeida-2023-inp",
     .material = "InP",
     .form = SizingForm::volume_power,
     .c = {1.33, 1.219, -0.251, 0, 0},
     .equation = "E = 1.33 + 1.219 V^-0.251, tetrahedra of volume V",
     .source = "Almeida et al., Nano Lett. 23, 8697 (2023), Figure 2b",
     .doi = "10.1021/acs.nanolett.3c02630",
     .lower_nm = 0.95,
     .upper_nm = 2.6,
     .range = "volumes of 0.45 to 9.2 nm3, those of the source's own particles"},
};

double polynomial(const SizingCurve& curve, double w) {
  double sum = 0;
  for (std::size_t i = curve.c.size(); i-- > 0;) sum = sum * w + curve.c[i];
  return sum;
}

double polynomial_slope(const SizingCurve& curve, double w) {
  double sum = 0;
  for (std::size_t i = curve.c.size(); i-- > 1;) sum = sum * w + static_cast<double>(i) * curve.c[i];
  return sum;
}

double energy_of(const SizingCurve& curve, double d) {
  const auto& c = curve.c;
  if (curve.form == SizingForm::hyperbola) return c[0] + 1 / (c[1] * d * d + c[2] * d + c[3]);
  return c[0] + c[1] * std::pow(std::numbers::pi / 6 * d * d * d, c[2]);
}

double energy_slope(const SizingCurve& curve, double d) {
  const auto& c = curve.c;
  if (curve.form == SizingForm::hyperbola)
    return -(2 * c[1] * d + c[2]) / std::pow(c[1] * d * d + c[2] * d + c[3], 2);
  return 3 * c[2] / d * (energy_of(curve, d) - c[0]);
}

// Where a monotone function has this value; NaN beyond its values at the ends. Bisection to the last digits.
template <typename Function>
double inverse(const Function& function, double low, double high, double value) {
  const bool rises = function(high) > function(low);
  const double least = function(rises ? low : high);
  const double most = function(rises ? high : low);
  if (!(value >= least && value <= most)) return nan;
  while (high - low > 4e-16 * high) {
    const double middle = 0.5 * (low + high);
    if (middle == low || middle == high) break;
    ((function(middle) < value) == rises ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

[[noreturn]] void refuse(const SizingCurve& curve, const char* reason) {
  throw std::invalid_argument("sizing curve " + std::string(curve.name) + ": " + reason);
}

}  // namespace

std::span<const SizingCurve> sizing_curves() { return cards; }

const SizingCurve* find_sizing_curve(std::string_view name) {
  for (const SizingCurve& curve : cards)
    if (curve.name == name) return &curve;
  return nullptr;
}

Sizing::Sizing(const SizingCurve& curve) : curve_(curve) {
  if (!(curve.lower_nm > 0 && curve.upper_nm > curve.lower_nm)) refuse(curve, "its limits are no range");
  if (curve.form == SizingForm::polynomial)
    find_branch_of_polynomial();
  else
    find_branch_of_energies();
  if (!(smallest_nm_ <= curve.lower_nm && largest_nm_ >= curve.upper_nm))
    refuse(curve, "it does not rise over its range of validity");
}

// The stretch of 200 to 3000 nm on which the curve rises from a positive diameter and passes the middle of
// its range.
void Sizing::find_branch_of_polynomial() {
  const double middle_nm = 0.5 * (curve_.lower_nm + curve_.upper_nm);
  const auto rises = [&](double w) { return polynomial_slope(curve_, w) > 0 && polynomial(curve_, w) > 0; };
  for (double start = 200; start < 3000; start += step_nm) {
    if (!rises(start)) continue;
    double end = start;
    while (end < 3000 && rises(end + step_nm)) end += step_nm;
    if (polynomial(curve_, start) < middle_nm && polynomial(curve_, end) > middle_nm) {
      shortest_nm_ = start;
      longest_nm_ = end;
      smallest_nm_ = polynomial(curve_, start);
      largest_nm_ = polynomial(curve_, end);
      return;
    }
    start = end;
  }
}

// Energies fall with size over a tenth of the smallest to ten times the largest diameter.
void Sizing::find_branch_of_energies() {
  const auto falls = [&](double d) {
    const double energy = energy_of(curve_, d);
    return std::isfinite(energy) && energy > 0 && energy_slope(curve_, d) < 0;
  };
  smallest_nm_ = curve_.lower_nm;
  largest_nm_ = curve_.upper_nm;
  if (!falls(smallest_nm_) || !falls(largest_nm_)) refuse(curve_, "its energies do not fall with size");
  while (smallest_nm_ > 0.1 * curve_.lower_nm && falls(0.98 * smallest_nm_)) smallest_nm_ *= 0.98;
  while (largest_nm_ < 10 * curve_.upper_nm && falls(1.02 * largest_nm_)) largest_nm_ *= 1.02;
  shortest_nm_ = spectra::energy_eV(energy_of(curve_, smallest_nm_));
  longest_nm_ = spectra::energy_eV(energy_of(curve_, largest_nm_));
}

double Sizing::diameter_nm(double wavelength_nm) const {
  if (!(wavelength_nm >= shortest_nm_ && wavelength_nm <= longest_nm_)) return nan;
  if (curve_.form == SizingForm::polynomial) return polynomial(curve_, wavelength_nm);
  return inverse([&](double d) { return energy_of(curve_, d); }, smallest_nm_, largest_nm_,
                 spectra::energy_eV(wavelength_nm));
}

double Sizing::wavelength_nm(double diameter_nm) const {
  if (!(diameter_nm >= smallest_nm_ && diameter_nm <= largest_nm_)) return nan;
  if (curve_.form != SizingForm::polynomial) return spectra::energy_eV(energy_of(curve_, diameter_nm));
  return inverse([&](double w) { return polynomial(curve_, w); }, shortest_nm_, longest_nm_, diameter_nm);
}

double Sizing::energy_eV(double diameter_nm) const { return spectra::energy_eV(wavelength_nm(diameter_nm)); }

double Sizing::diameter_of_energy_nm(double energy_eV) const {
  return diameter_nm(spectra::energy_eV(energy_eV));
}

double Sizing::slope(double wavelength_nm) const {
  const double d = diameter_nm(wavelength_nm);
  if (std::isnan(d)) return nan;
  if (curve_.form == SizingForm::polynomial) return polynomial_slope(curve_, wavelength_nm);
  return -spectra::energy_eV(wavelength_nm) / wavelength_nm / energy_slope(curve_, d);
}

double size_deviation_nm(const Sizing& sizing, double peak_nm, double sigma_nm, double homogeneous_nm) {
  const double variance = sigma_nm * sigma_nm - homogeneous_nm * homogeneous_nm;
  return sizing.slope(peak_nm) * std::sqrt(std::max(variance, 0.0));
}

Measured size_dispersity(const Sizing& sizing, const Measured& peak_nm, const Measured& sigma_nm,
                         double homogeneous_nm) {
  const auto at = [&](double peak, double sigma) {
    return size_deviation_nm(sizing, peak, sigma, homogeneous_nm) / sizing.diameter_nm(peak);
  };
  const double here = at(peak_nm.value, sigma_nm.value);
  const double wider = at(peak_nm.value, sigma_nm.value + sigma_nm.error) - here;
  const double h = 1e-3;  // nm
  const double per_nm =
      (at(peak_nm.value + h, sigma_nm.value) - at(peak_nm.value - h, sigma_nm.value)) / (2 * h);
  return {here, std::hypot(wider, per_nm * peak_nm.error)};
}

}  // namespace nacre::spectra
