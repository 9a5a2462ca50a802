#include "nacre/core/units.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "nacre/core/unit_system.hpp"

namespace nacre {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

[[noreturn]] void fail(std::string_view text, std::string_view reason) {
  throw std::invalid_argument(quoted(text) + " " + std::string(reason));
}

bool is_decimal_comma(std::string_view rest) {
  return rest.size() > 1 && rest[0] == ',' && rest[1] >= '0' && rest[1] <= '9';
}

double convert_named(double value, std::string_view from, std::string_view to,
                     std::optional<double> temperature_K, std::string_view written) {
  try {
    return convert_between(value, trimmed(from), trimmed(to), temperature_K);
  } catch (const std::invalid_argument& reason) {
    const std::string target = to.empty() || to == "1" ? "a pure number" : std::string(to);
    fail(written, "cannot be read as " + target + ": " + reason.what());
  }
}

std::string in_decimals(double value, int decimals) {
  std::array<char, 400> text{};  // the longest double has 309 digits before the point
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string in_powers(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*e", decimals, value);
  return text.data();
}

// The power of ten of the first of `digits` significant digits: 0.0996 to two digits is 0.10, so -1.
int decimal_exponent(double value, int digits) {
  const std::string text = in_powers(value, digits - 1);
  return std::atoi(text.c_str() + text.find('e') + 1);
}

std::string six_digits(double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.6g", value);
  return text.data();
}

// Without the sign that rounding leaves on a zero.
std::string rounded(double value, double unit, int decimals) {
  const double whole = std::round(value / unit) * unit;
  return in_decimals(whole == 0 ? 0.0 : (decimals > 0 ? value : whole), decimals);
}

// Value and uncertainty side by side, both to the decimal place `last`.
std::string plain_pair(double value, double uncertainty, int last) {
  const double unit = std::pow(10.0, last);
  const int decimals = std::max(0, -last);
  return rounded(value, unit, decimals) + " ± " + rounded(uncertainty, unit, decimals);
}

std::string scientific_pair(double value, double uncertainty, int last) {
  constexpr int most_decimals = 15;  // a double holds no more
  const int decimals = value == 0 ? -1 : std::min(decimal_exponent(value, 17) - last, most_decimals);
  return (decimals < 0 ? "0" : in_powers(value, decimals)) + " ± " + in_powers(uncertainty, 1);
}

}  // namespace

QuantityText split_quantity(std::string_view text) {
  std::string_view rest = trimmed(text);
  if (rest.empty()) throw std::invalid_argument("a quantity is missing: the text is empty");
  if (rest.size() > 1 && rest[0] == '+' && rest[1] != '-') rest.remove_prefix(1);
  QuantityText quantity;
  const auto [end, status] = std::from_chars(rest.data(), rest.data() + rest.size(), quantity.value);
  if (status == std::errc::invalid_argument) fail(text, "does not begin with a number");
  if (status == std::errc::result_out_of_range) fail(text, "is beyond the range of numbers");
  if (!std::isfinite(quantity.value)) fail(text, "is not a finite number");
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (is_decimal_comma(rest)) fail(text, "has a decimal comma; write a point");
  quantity.unit = trimmed(rest);
  return quantity;
}

double convert_unit(double value, std::string_view from, std::string_view to,
                    std::optional<double> temperature_K) {
  const std::string written = format_number(value) + (from.empty() ? "" : " ") + std::string(from);
  return convert_named(value, from, to, temperature_K, written);
}

double parse_quantity(std::string_view text, std::string_view to, std::optional<double> temperature_K) {
  const QuantityText quantity = split_quantity(text);
  return convert_named(quantity.value, quantity.unit, to, temperature_K, trimmed(text));
}

std::string format_number(double value) {
  if (std::isnan(value)) return "nan";
  std::array<char, 32> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string format_with_uncertainty(double value, double uncertainty) {
  if (std::isnan(value)) return "nan";
  if (std::isnan(uncertainty) || uncertainty == 0) return six_digits(value);
  if (!std::isfinite(value) || !std::isfinite(uncertainty))
    return six_digits(value) + " ± " + six_digits(uncertainty);
  const double sigma = std::abs(uncertainty);
  const int last = decimal_exponent(sigma, 2) - 1;
  const int first = value == 0 ? last + 1 : std::max(decimal_exponent(value, 6), last + 1);
  const bool plain = first >= -4 && first < 6;
  return plain ? plain_pair(value, sigma, last) : scientific_pair(value, sigma, last);
}

std::string format_rounded(double value, int digits) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*g", digits, value);
  return text.data();
}

}  // namespace nacre
