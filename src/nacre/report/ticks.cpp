#include "nacre/report/ticks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double slack = 1e-9;  // of a step: a tick at the very end of the axis counts

double nice_step(double least) {
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - slack)) return factor * power;
  }
  return 10 * power;
}

std::string fixed(double value, int decimals) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return with_minus_signs(buffer);
}

std::string superscript(int number) {
  static const char* const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string result;
  for (const char c : std::to_string(number)) result += c == '-' ? "⁻" : digits[c - '0'];
  return result;
}

// "10⁻³", "2.5×10⁶", "0"
std::string as_power(double value) {
  if (value == 0) return "0";
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.3e", value);
  const std::string text = buffer;
  const auto at = text.find('e');
  std::string lead = text.substr(0, at);
  lead.erase(lead.find_last_not_of('0') + 1);
  if (lead.back() == '.') lead.pop_back();
  const std::string ten = "10" + superscript(std::stoi(text.substr(at + 1)));
  if (lead == "1") return ten;
  return lead == "-1" ? "−" + ten : with_minus_signs(lead) + "×" + ten;
}

bool wants_powers(double largest) { return largest >= 1e5 || (largest > 0 && largest < 1e-3); }

std::string plain_decade(double value) {
  return fixed(value, std::max(0, -static_cast<int>(std::floor(std::log10(value) + slack))));
}

// Powers of ten for all ticks as soon as one needs it.
void label_decades(std::vector<Tick>& ticks) {
  const auto needs_power = [](const Tick& tick) {
    return tick.value < 1e-3 * (1 - slack) || tick.value >= 1e5 * (1 - slack);
  };
  const bool powers = std::any_of(ticks.begin(), ticks.end(), needs_power);
  for (Tick& tick : ticks) tick.label = powers ? as_power(tick.value) : plain_decade(tick.value);
}

// Multiples of the powers of ten inside the range.
std::vector<Tick> decade_ticks(Range range, std::vector<int> multiples, int every) {
  std::vector<Tick> ticks;
  const int first = static_cast<int>(std::floor(std::log10(range.low)));
  const int last = static_cast<int>(std::ceil(std::log10(range.high)));
  for (int decade = first; decade <= last; ++decade) {
    if (decade % every != 0) continue;
    for (const int multiple : multiples) {
      const double value = multiple * std::pow(10, decade);
      if (value < range.low * (1 - slack) || value > range.high * (1 + slack)) continue;
      ticks.push_back({value, ""});
    }
  }
  label_decades(ticks);
  return ticks;
}

}  // namespace

std::vector<Tick> linear_ticks(Range range, int count) {
  const double step = nice_step((range.high - range.low) / std::max(1, count));
  const double first = std::ceil(range.low / step - slack);
  const double last = std::floor(range.high / step + slack);
  const bool powers = wants_powers(std::max(std::abs(first), std::abs(last)) * step);
  const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + slack)));
  std::vector<Tick> ticks;
  for (double k = first; k <= last; ++k) {
    const double value = k == 0 ? 0.0 : k * step;  // no negative zero
    ticks.push_back({value, powers ? as_power(value) : fixed(value, decimals)});
  }
  return ticks;
}

std::vector<Tick> logarithmic_ticks(Range range, int count) {
  const double decades = std::log10(range.high / range.low);
  if (decades >= 2)
    return decade_ticks(range, {1}, std::max(1, static_cast<int>(std::ceil(decades / count))));
  auto ticks = decade_ticks(range, {1, 2, 5}, 1);
  return ticks.size() >= 2 ? ticks : linear_ticks(range, count);
}

}  // namespace nacre::report
