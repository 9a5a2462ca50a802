#include "nacre/ligands/competitive_langmuir.hpp"

#include <cmath>
#include <stdexcept>

#include "nacre/core/units.hpp"
#include "nacre/ligands/titration.hpp"

namespace nacre::ligands {
namespace {

struct Measured {
  double value = 0;
  double error = 0;
};

// Weighted mean of dG of the titrations of one pure ligand.
Measured mean_dG(const std::vector<ExchangePoint>& points, double x_a) {
  double weights = 0;
  double sum = 0;
  for (const ExchangePoint& point : points) {
    if (point.x_a != x_a) continue;
    weights += 1 / point.covariance[2];
    sum += point.dG_kJ_mol / point.covariance[2];
  }
  if (weights == 0) throw std::invalid_argument("a pure ligand was not measured");
  return {sum / weights, 1 / std::sqrt(weights)};
}

}  // namespace

Coverage competitive_coverage(double K_a, double K_b, double x_a) {
  const double a = K_a * x_a;
  const double b = K_b * (1 - x_a);
  return {a / (1 + a + b), b / (1 + a + b)};
}

double PureExchange::ln_ratio() const {
  return (dG_b_kJ_mol - dG_a_kJ_mol) / thermal_energy_kJ_mol(temperature_K);
}

double PureExchange::ln_ratio_error() const {
  return std::hypot(dG_a_error_kJ_mol, dG_b_error_kJ_mol) / thermal_energy_kJ_mol(temperature_K);
}

Coverage PureExchange::coverage(double x_a) const {
  return competitive_coverage(equilibrium_constant(dG_a_kJ_mol, temperature_K),
                              equilibrium_constant(dG_b_kJ_mol, temperature_K), x_a);
}

PureExchange pure_exchange(const std::vector<ExchangePoint>& points, double temperature_K) {
  const Measured a = mean_dG(points, 1);
  const Measured b = mean_dG(points, 0);
  return {a.value, a.error, b.value, b.error, temperature_K};
}

double surface_fraction(double x_a, double ln_ratio) { return x_a / (x_a + (1 - x_a) * std::exp(-ln_ratio)); }

double surface_fraction_error(double x_a, double ln_ratio, double ln_ratio_error) {
  const double x_s = surface_fraction(x_a, ln_ratio);
  return x_s * (1 - x_s) * ln_ratio_error;
}

std::vector<ExchangePoint> at_surface_fractions(std::vector<ExchangePoint> points, double ln_ratio) {
  for (ExchangePoint& point : points) point.x_a = surface_fraction(point.x_a, ln_ratio);
  return points;
}

}  // namespace nacre::ligands
