#include "nacre/growth/regime.hpp"

#include <cmath>
#include <limits>

namespace nacre::growth {
namespace {

// d power_coordinate / d p = ln(x)^2 (q e^q - e^q + 1) / q^2 with q = p ln x; near 0 its series in q.
double coordinate_by_power(double x, double p) {
  const double ln_x = std::log(x);
  const double q = p * ln_x;
  if (std::abs(q) > 0.05) return ln_x * ln_x * (q * std::exp(q) - std::expm1(q)) / (q * q);
  double sum = 0;
  double term = 1;  // q^k / k!
  for (int k = 0; k < 10; ++k) {
    sum += term / (k + 2);
    term *= q / (k + 1);
  }
  return ln_x * ln_x * sum;
}

}  // namespace

double power_coordinate(double x, double p) { return p == 0 ? std::log(x) : std::expm1(p * std::log(x)) / p; }

double power_radius(double coordinate, double p) {
  if (p == 0) return std::exp(coordinate);
  if (p * coordinate <= -1) return p > 0 ? 0 : std::numeric_limits<double>::infinity();
  return std::exp(std::log1p(p * coordinate) / p);
}

// Radii are in units of the reference r2, whose coordinate is 0.
double predicted_r1_nm(double r2_nm, double exponent, const RadiusPair& reference) {
  const double p = exponent + 1;
  const double scale = reference.r2_nm;
  const double lead = power_coordinate(reference.r1_nm / scale, p);
  return scale * power_radius(power_coordinate(r2_nm / scale, p) + lead, p);
}

double predicted_r2_nm(double r1_nm, double exponent, const RadiusPair& reference) {
  const double p = exponent + 1;
  const double scale = reference.r2_nm;
  const double lead = power_coordinate(reference.r1_nm / scale, p);
  return scale * power_radius(power_coordinate(r1_nm / scale, p) - lead, p);
}

PredictionSlopes prediction_slopes(double r1_nm, double r2_nm, double exponent, const RadiusPair& reference) {
  const double p = exponent + 1;
  const double scale = reference.r2_nm;
  const double by_power = coordinate_by_power(r2_nm / scale, p) +
                          coordinate_by_power(reference.r1_nm / scale, p) -
                          coordinate_by_power(r1_nm / scale, p);
  return {.by_r2 = std::pow(r2_nm / r1_nm, exponent),
          .by_exponent = scale * by_power / std::pow(r1_nm / scale, exponent),
          .by_reference_r1 = std::pow(reference.r1_nm / r1_nm, exponent)};
}

double relative_monomer(double radius_nm, double reference_nm, double exponent) {
  return std::pow(radius_nm / reference_nm, exponent - threshold_exponent);
}

}  // namespace nacre::growth
