// Numbers of a summary as people read them: one rounding for the report and the terminal.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "nacre/core/result.hpp"

namespace nacre::report {

struct ValueText {
  std::string value;  // "3.60"
  std::string error;  // "0.76"; empty: none
};

// Rounded to the second significant digit of the uncertainty; without one a number of more than six digits is
// rounded to four, or to a whole number from 1000 on.
ValueText value_text(double value, double uncertainty);

// "3.60 ± 0.76"
std::string value_with_error(double value, double uncertainty);

// "2.94 to 4.46", rounded like a value with half the width as uncertainty; an open end gives "at least 2.94".
std::string interval_text(const std::optional<std::array<double, 2>>& interval);

// "21 %" or empty where there is no uncertainty or the value is 0.
std::string percent_text(double value, double uncertainty);

// "0 to 10", "at least 0", "none"
std::string bounds_text(double lower, double upper);

// Up to `digits` significant digits, "" for NaN.
std::string short_number(double value, int digits = 5);

// "fixed", "= 2 a", "at a bound" or empty.
std::string parameter_state(const FitParameterRow& row);

std::string case_value_text(const CaseValue& value);

// "chi_G = 3.4 RT, exponent = 2"
std::string case_text(const CaseLabel& label);

}  // namespace nacre::report
