#include "nacre/report/numbers.hpp"

#include <cmath>
#include <cstdio>

#include "nacre/core/units.hpp"

namespace nacre::report {
namespace {

std::string between(double low, double high, const std::string& low_text, const std::string& high_text) {
  if (std::isfinite(low) && std::isfinite(high)) return low_text + " to " + high_text;
  if (std::isfinite(low)) return "at least " + low_text;
  return std::isfinite(high) ? "at most " + high_text : "";
}

// Digits of a computed number that nobody has an error of: four, but none before the point is lost. A number
// of six digits or fewer was given or counted and stays.
std::string without_error(double value) {
  constexpr int shown = 4;
  const bool few_digits = short_number(value, 6) == short_number(value, 15);
  const double size = std::abs(value);
  if (few_digits || size >= 1e6 || !std::isfinite(value)) return format_with_uncertainty(value, no_value);
  return short_number(value, size >= 1e3 ? static_cast<int>(std::log10(size)) + 1 : shown);
}

}  // namespace

ValueText value_text(double value, double uncertainty) {
  if (std::isnan(uncertainty) || uncertainty == 0) return {without_error(value), ""};
  const std::string text = format_with_uncertainty(value, uncertainty);
  const std::string separator = " ± ";
  const auto at = text.find(separator);
  if (at == std::string::npos) return {text, ""};
  return {text.substr(0, at), text.substr(at + separator.size())};
}

std::string value_with_error(double value, double uncertainty) {
  const ValueText text = value_text(value, uncertainty);
  return text.error.empty() ? text.value : text.value + " ± " + text.error;
}

std::string interval_text(const std::optional<std::array<double, 2>>& interval) {
  if (!interval) return "";
  const auto [low, high] = *interval;
  const double half = std::isfinite(high - low) ? (high - low) / 2 : no_value;
  return between(low, high, value_text(low, half).value, value_text(high, half).value);
}

std::string percent_text(double value, double uncertainty) {
  if (!std::isfinite(uncertainty) || !std::isfinite(value) || value == 0) return "";
  return short_number(std::abs(100 * uncertainty / value), 2) + " %";
}

std::string bounds_text(double lower, double upper) {
  const std::string text = between(lower, upper, short_number(lower), short_number(upper));
  return text.empty() ? "none" : text;
}

std::string short_number(double value, int digits) {
  if (std::isnan(value)) return "";
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
  return buffer;
}

std::string parameter_state(const FitParameterRow& row) {
  if (!row.tie.empty()) return row.tie;
  if (row.fixed) return "fixed";
  return row.at_bound ? "at a bound" : "";
}

std::string case_value_text(const CaseValue& value) {
  const auto* number = std::get_if<double>(&value);
  return number ? format_number(*number) : std::get<std::string>(value);
}

std::string case_text(const CaseLabel& label) {
  std::string text;
  for (const auto& [key, value] : label)
    text += (text.empty() ? "" : ", ") + key + " = " + case_value_text(value);
  return text;
}

}  // namespace nacre::report
