// Quantities with units, converted once at the border.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nacre {

inline constexpr double gas_constant_J_molK = 8.31446261815324;  // CODATA 2018, exact
inline constexpr double boltzmann_J_K = 1.380649e-23;
inline constexpr double avogadro_per_mol = 6.02214076e23;

// RT.
inline double thermal_energy_kJ_mol(double temperature_K) {
  return 1e-3 * gas_constant_J_molK * temperature_K;
}

// A number and the unit text behind it, as written: "3.4 RT" is {3.4, "RT"}.
struct QuantityText {
  double value = 0;
  std::string unit;
};

// Splits "303 K" into number and unit. Throws std::invalid_argument with the reason.
QuantityText split_quantity(std::string_view text);

// Converts between units. nacre's own short list comes before UDUNITS-2: A and the angstrom sign
// are angstroms, M, mM, uM, nM are mol/L, degC Celsius, R the gas constant, cal the thermochemical calorie
// (4.184 J), Da and u the dalton, eV that of CODATA 2018; RT and kT are the thermal energy per mole at
// `temperature_K`, which must be given unless they cancel. An energy per particle (J, eV, meV) is not an
// energy per mole. "" and "1" are the pure number. A unit is written as "J/(mol K)", "m3/mol" or "s-1".
// Throws std::invalid_argument: unknown unit, incompatible units, an ambiguous unit
// (the message names the readings), or a missing temperature.
double convert_unit(double value, std::string_view from, std::string_view to,
                    std::optional<double> temperature_K = {});

// split_quantity and convert_unit in one.
double parse_quantity(std::string_view text, std::string_view to, std::optional<double> temperature_K = {});

// The shortest decimal text that reads back to the same double; "nan" for NaN.
std::string format_number(double value);

// Value and uncertainty rounded for people: "3.60 ± 0.76", "15.4", "1.020e-07 ± 3.0e-09". The value is
// rounded to the second significant digit of the uncertainty (NaN or 0: to 6 significant digits).
std::string format_with_uncertainty(double value, double uncertainty);

// A number rounded to so many significant digits: "0.504".
std::string format_rounded(double value, int digits = 3);

}  // namespace nacre
