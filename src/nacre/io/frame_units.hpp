// Units in the headers, attributes and file names of measured curves, as instruments spell them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nacre::io {

// An inverse length: "1/nm", "nm^-1", "A-1", "1/angstrom", "cm⁻¹", "q_per_nm".
struct InverseLength {
  std::string unit;  // "1/nm", "1/A", "1/cm", "1/m"
  double in_per_nm = 1;
};

// A text that is one inverse length and nothing else.
std::optional<InverseLength> inverse_length(std::string_view text);

// Every inverse length in a text, as in "q (1/A)  I (1/cm)".
std::vector<InverseLength> inverse_lengths_in(std::string_view text);

// "s" or "K", the factor and the offset that lead there; a time or a temperature alone.
struct SeriesUnit {
  std::string unit;
  double factor = 1;
  double offset = 0;

  double convert(double value) const { return value * factor + offset; }
};

// "s", "min", "hours", "ms", "K", "degC", "°C". Letters alone, without a number.
std::optional<SeriesUnit> series_unit(std::string_view text);

struct SeriesValue {
  double value = 0;  // in `unit`
  std::string unit;  // "s" or "K"
};

// The first number with a unit of time or temperature in a name: "30 s reaction", "t_30_s", "4 min",
// "run 3, 45 degC".
std::optional<SeriesValue> series_value_in(std::string_view name);

// "nm" or "eV", with the factor from the unit in the text ("A", "um", "meV"): x of a spectrum.
struct SpectrumUnit {
  std::string unit;
  double factor = 1;
};
std::optional<SpectrumUnit> spectrum_unit(std::string_view text);

std::string lower_case(std::string_view text);  // of the ASCII letters

}  // namespace nacre::io
