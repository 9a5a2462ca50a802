#include "nacre/scattering/structure_factor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace nacre::scattering {
namespace {

constexpr ParameterCard fraction_card{
    "volume_fraction", "", 0.1, 0, 0.74, "share of the volume that the hard spheres take"};
constexpr ParameterCard hard_radius_card{
    "hard_radius",
    "nm",
    0,
    0,
    1000,
    "radius of the hard spheres; 0: the mean radius of spheres with the volume of the whole particles"};
constexpr ParameterCard hard_sphere_cards[] = {fraction_card, hard_radius_card};
constexpr ParameterCard sticky_cards[] = {
    fraction_card,
    hard_radius_card,
    {"perturbation", "", 0.05, 0.001, 0.1,
     "width of the well over the distance at which the spheres feel it"},
    {"stickiness", "", 0.2, 0.05, 100,
     "Baxter's parameter, exp(-depth/kT)/(12 perturbation): the smaller the stickier"}};

// Integral of s^n sin(xs)/(xs) over s from 0 to 1, for n = 2, 3 and 5.
struct Moments {
  double second, third, fifth;
};
Moments moments(double x) {
  if (x < 1) {  // the closed forms cancel
    Moments sum{};
    double term = 1;
    for (int k = 0; k < 9; ++k) {
      sum.second += term / (2 * k + 3);
      sum.third += term / (2 * k + 4);
      sum.fifth += term / (2 * k + 6);
      term *= -x * x / ((2 * k + 2) * (2 * k + 3));
    }
    return sum;
  }
  const double s = std::sin(x), c = std::cos(x), x2 = x * x;
  return {(s - x * c) / (x2 * x), (2 * x * s - (x2 - 2) * c - 2) / (x2 * x2),
          (4 * x * (x2 - 6) * s - (x2 * x2 - 12 * x2 + 24) * c + 24) / (x2 * x2 * x2)};
}

// Percus and Yevick's direct correlation of hard spheres is a polynomial inside the core (Wertheim 1963,
// doi:10.1103/PhysRevLett.10.321): -c(s) = a + b s + f a/2 s^3, s in diameters.
double hard_spheres(double q, double radius, const double* p) {
  const double f = p[0], d2 = (1 - f) * (1 - f), d4 = d2 * d2;
  const double a = (1 + 2 * f) * (1 + 2 * f) / d4;
  const double b = -6 * f * (1 + f / 2) * (1 + f / 2) / d4;
  const Moments m = moments(2 * q * radius);
  return 1 / (1 + 24 * f * (a * m.second + b * m.third + f * a / 2 * m.fifth));
}

// Of a moment M of power n: (sin(x)/x - (n + 1) M)/x, by parts; -x/((n + 3) 3) where that cancels.
double moment_slope(double x, double sine, double moment, int n) {
  return x < 1e-3 ? -x / (3.0 * (n + 3)) : (sine / x - (n + 1) * moment) / x;
}

// The same with its derivatives. 1/S = 1 + 24 f C, where C depends on x = 2 q R and on f.
FactorSlopes hard_sphere_slopes(double q, double radius, const double* p) {
  const double f = p[0], u = 1 - f, v = 1 + 2 * f, w = 1 + f / 2, d4 = u * u * u * u;
  const double a = v * v / d4, b = -6 * f * w * w / d4;
  const double a_f = 4 * v / d4 + 4 * a / u, b_f = -6 * (w * w + f * w) / d4 + 4 * b / u;
  const double x = 2 * q * radius, sine = std::sin(x);
  const Moments m = moments(x);
  const double c = a * m.second + b * m.third + f * a / 2 * m.fifth;
  const double c_f = a_f * m.second + b_f * m.third + (a + f * a_f) / 2 * m.fifth;
  const double c_x = a * moment_slope(x, sine, m.second, 2) + b * moment_slope(x, sine, m.third, 3) +
                     f * a / 2 * moment_slope(x, sine, m.fifth, 5);
  const double s = 1 / (1 + 24 * f * c);
  return {
      .value = s, .by_radius = -s * s * 24 * f * c_x * 2 * q, .by_parameter = {-s * s * 24 * (c + f * c_f)}};
}

// sin(x)/x, (1 - cos x)/x^2, (sin x - x cos x)/x^3, (1 - sin(x)/x)/x, (1/2 - sin(x)/x + (1 - cos x)/x^2)/x:
// free of cancellation.
struct Waves {
  double sine, versine, bessel, sine_rest, all_rest;
};
Waves waves(double x) {
  const double s = std::sin(x), h = std::sin(x / 2);
  if (x < 1) {
    Waves w{};
    double term = 1;  // (-1)^k x^(2k)/(2k)!
    for (int k = 0; k < 9; ++k) {
      const double n = 2 * k;
      w.sine += term / (n + 1);
      w.versine += term / ((n + 1) * (n + 2));
      w.bessel += term / ((n + 1) * (n + 3));
      w.sine_rest += term * x / ((n + 1) * (n + 2) * (n + 3));
      w.all_rest +=
          term * x * (1 / ((n + 1) * (n + 2) * (n + 3)) - 1 / ((n + 1) * (n + 2) * (n + 3) * (n + 4)));
      term *= -x * x / ((n + 1) * (n + 2));
    }
    return w;
  }
  const double sine = s / x, versine = 2 * h * h / (x * x);
  return {sine, versine, (s - x * std::cos(x)) / (x * x * x), (1 - sine) / x, (0.5 - sine + versine) / x};
}

// Baxter's factorisation A^2 + B^2 of 1/S, with the perturbed well of Menon, Manohar and Rao, J. Chem. Phys.
// 1991, 95, 9186, doi:10.1063/1.461199.
double sticky_spheres(double q, double radius, const double* p) {
  const double outer = 1 / (1 - p[2]), f = p[0] * outer * outer * outer, g = 1 - f;
  const double linear = p[3] + f / g;
  const double root = linear * linear - f / 3 * (1 + f / 2) / (g * g);
  // The smaller root of f/12 l^2 - linear l + ... = 0; the other is not physical.
  const double l = 2 * (1 + f / 2) / (g * g) / (linear + std::sqrt(root));
  const double mu = l * f * g;
  if (!(root >= 0) || mu > 1 + 2 * f) return std::numeric_limits<double>::quiet_NaN();
  const double a = (1 + 2 * f - mu) / (g * g), b = (mu - 3 * f) / (2 * g * g);
  const Waves w = waves(2 * q * radius * outer);
  const double even = 1 + 12 * f * (a * w.bessel + b * w.versine - l / 12 * w.sine);
  const double odd =
      12 * f * (a * w.all_rest + b * w.sine_rest - l / 12 * w.versine * 2 * q * radius * outer);
  return 1 / (even * even + odd * odd);
}

constexpr StructureFactor factors[] = {
    {"none", "no interference", "", {}, nullptr},
    {"hard-sphere", "hard spheres, Percus-Yevick closure",
     "Percus and Yevick 1958, doi:10.1103/PhysRev.110.1; Wertheim 1963, doi:10.1103/PhysRevLett.10.321",
     hard_sphere_cards, hard_spheres, hard_sphere_slopes},
    {"sticky-hard-sphere", "hard spheres with a narrow well, Percus-Yevick closure, first order in its width",
     "Baxter 1968, doi:10.1063/1.1670482; Menon, Manohar and Rao 1991, doi:10.1063/1.461199", sticky_cards,
     sticky_spheres},
};

}  // namespace

std::span<const StructureFactor> structure_factors() { return factors; }

const StructureFactor& structure_factor(std::string_view name) {
  std::string known;
  for (const StructureFactor& one : factors) {
    if (one.name == name) return one;
    known += (known.empty() ? "" : ", ") + std::string(one.name);
  }
  throw std::invalid_argument("there is no structure factor '" + std::string(name) +
                              "'; there are: " + known);
}

FactorSlopes factor_slopes(const StructureFactor& factor, double q_per_nm, double radius_nm,
                           const double* p) {
  if (factor.slopes) return factor.slopes(q_per_nm, radius_nm, p);
  FactorSlopes slopes{.value = factor.value(q_per_nm, radius_nm, p)};
  const double little = 1e-5 * (radius_nm + 1e-6);
  slopes.by_radius =
      (factor.value(q_per_nm, radius_nm + little, p) - factor.value(q_per_nm, radius_nm - little, p)) /
      (2 * little);
  std::array<double, 4> moved{};
  std::copy_n(p, factor.parameters.size(), moved.begin());
  for (std::size_t j = 0; j < factor.parameters.size(); ++j) {
    if (factor.parameters[j].name == "hard_radius") continue;
    const double step = 1e-5 * (std::abs(p[j]) + 1e-3 * factor.parameters[j].default_value);
    moved[j] = p[j] + step;
    const double above = factor.value(q_per_nm, radius_nm, moved.data());
    moved[j] = p[j] - step;
    slopes.by_parameter[j] = (above - factor.value(q_per_nm, radius_nm, moved.data())) / (2 * step);
    moved[j] = p[j];
  }
  return slopes;
}

}  // namespace nacre::scattering
