#include "nacre/assembly/lennard_jones_state.hpp"

#include <cmath>
#include <numbers>

namespace nacre::assembly {
namespace {

// A sum of powers of the temperature and its derivative.
struct Value {
  double value = 0;
  double slope = 0;  // d / dT
};

struct HalfPower {
  int twice;  // the exponent of T
  double coefficient;
};

template <std::size_t n>
Value sum_of_powers(const HalfPower (&terms)[n], double temperature) {
  Value sum;
  for (const HalfPower& term : terms) {
    const double power = term.coefficient * std::pow(temperature, term.twice / 2.0);
    sum.value += power;
    sum.slope += term.twice / 2.0 * power / temperature;
  }
  return sum;
}

// Table 3 of the paper: hybrid Barker-Henderson diameter, equation 17; its logarithm's coefficient apart.
constexpr HalfPower diameter_terms[] = {
    {-2, 0.011117524}, {-1, -0.076383859}, {0, 1.080142248}, {1, 0.000693129}};
constexpr double diameter_log = -0.063920968;

// Residual second virial coefficient.
constexpr HalfPower virial_terms[] = {{-7, -0.58544978}, {-6, 0.43102052}, {-5, 0.87361369},
                                      {-4, -4.13749995}, {-3, 2.90616279}, {-2, -7.02181962},
                                      {0, 0.02459877}};
constexpr double gamma = 1.92907278;

// sum of C_ij T^(i/2) rho^j: {i, j, C_ij}.
struct FreeEnergyTerm {
  int twice;
  int power;
  double coefficient;
};
constexpr FreeEnergyTerm free_energy_terms[] = {
    {0, 2, 2.01546797},     {0, 3, -28.17881636}, {0, 4, 28.28313847},    {0, 5, -10.42402873},
    {-1, 2, -19.58371655},  {-1, 3, 75.62340289}, {-1, 4, -120.70586598}, {-1, 5, 93.92740328},
    {-1, 6, -27.37737354},  {-2, 2, 29.34470520}, {-2, 3, -112.35356937}, {-2, 4, 170.64908980},
    {-2, 5, -123.06669187}, {-2, 6, 34.42288969}, {-4, 2, -13.37031968},  {-4, 3, 65.38059570},
    {-4, 4, -115.09233113}, {-4, 5, 88.91973082}, {-4, 6, -25.62099890}};

Value diameter(double temperature) {
  Value d = sum_of_powers(diameter_terms, temperature);
  d.value += diameter_log * std::log(temperature);
  d.slope += diameter_log / temperature;
  return d;
}

double packing(double temperature, double density) {
  const double d = diameter(temperature).value;
  return std::numbers::pi / 6 * density * d * d * d;
}

// Kolafa's hard spheres, equation 5.
double hard_sphere_compressibility(double eta) {
  return (1 + eta * (1 + eta * (1 - eta / 1.5 * (1 + eta)))) / std::pow(1 - eta, 3);
}
double hard_sphere_free_energy(double eta) {
  return std::log(1 - eta) / 0.6 +
         eta * ((4.0 / 6 * eta - 33.0 / 6) * eta + 34.0 / 6) / ((1 - eta) * (1 - eta));
}

double damping(double density) { return std::exp(-gamma * density * density); }

}  // namespace

double lennard_jones_pressure(double temperature, double density) {
  double sum = 0;
  for (const FreeEnergyTerm& term : free_energy_terms)
    sum += term.power * term.coefficient * std::pow(temperature, term.twice / 2.0) *
           std::pow(density, term.power);
  const double virial = sum_of_powers(virial_terms, temperature).value;
  const double z = hard_sphere_compressibility(packing(temperature, density)) +
                   density * (1 - 2 * gamma * density * density) * damping(density) * virial;
  return density * (temperature * z + sum);
}

double lennard_jones_energy(double temperature, double density) {
  double sum = 0;
  for (const FreeEnergyTerm& term : free_energy_terms)
    sum += (1 - term.twice / 2.0) * term.coefficient * std::pow(temperature, term.twice / 2.0) *
           std::pow(density, term.power);
  const Value d = diameter(temperature);
  const double hard =
      3 * (hard_sphere_compressibility(packing(temperature, density)) - 1) * d.slope / d.value;
  const double virial = density * sum_of_powers(virial_terms, temperature).slope * damping(density);
  return -temperature * temperature * (hard + virial) + sum;
}

double lennard_jones_residual_free_energy(double temperature, double density) {
  double sum = 0;
  for (const FreeEnergyTerm& term : free_energy_terms)
    sum += term.coefficient * std::pow(temperature, term.twice / 2.0) * std::pow(density, term.power);
  return temperature * (hard_sphere_free_energy(packing(temperature, density)) +
                        density * damping(density) * sum_of_powers(virial_terms, temperature).value) +
         sum;
}

Tail lennard_jones_tail(double density, double cutoff) {
  const double third = std::pow(cutoff, -3), ninth = third * third * third;
  return {8 * std::numbers::pi / 3 * density * (ninth / 3 - third),
          16 * std::numbers::pi / 3 * density * density * (2 * ninth / 3 - third)};
}

}  // namespace nacre::assembly
