#include "nacre/report/heat_colors.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nacre::report {
namespace {

constexpr double cut = 0.005;
constexpr double most_decades = 6;

double gamma_encoded(double linear) {  // IEC 61966-2-1
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
}

std::uint8_t byte(double linear) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp(gamma_encoded(linear), 0.0, 1.0)));
}

// B. Ottosson, "A perceptual color space for image processing" (2020): OKLab to linear sRGB.
Color color_of(double lightness, double a, double b) {
  const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
  const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
  const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
  return {byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

// Lightness and hue go evenly; the chroma stays as high as sRGB has it on this way.
Color heat_color(double part) {
  const double hue = (290 - 185 * part) * std::numbers::pi / 180;
  const double chroma = 0.091 + 0.12 * (part - 0.38) * (part - 0.38);
  return color_of(0.24 + 0.71 * part, chroma * std::cos(hue), chroma * std::sin(hue));
}

std::array<Color, heat_color_count> all_heat_colors() {
  std::array<Color, heat_color_count> colors;
  for (std::size_t i = 0; i < heat_color_count; ++i)
    colors[i] = heat_color(static_cast<double>(i) / (heat_color_count - 1));
  return colors;
}

double quantile(std::vector<double>& values, double part) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace

const std::array<Color, heat_color_count>& heat_colors() {
  static const std::array<Color, heat_color_count> colors = all_heat_colors();
  return colors;
}

ColorScale color_scale(const std::vector<double>& values, bool logarithmic) {
  std::vector<double> usable;
  for (const double value : values)
    if (std::isfinite(value) && (!logarithmic || value > 0)) usable.push_back(value);
  if (usable.empty()) return {logarithmic ? Range{1, 10} : Range{0, 1}, logarithmic};
  Range range{quantile(usable, cut), quantile(usable, 1 - cut)};
  if (logarithmic) range.low = std::max(range.low, range.high * std::pow(10, -most_decades));
  if (!(range.high > range.low))
    range = logarithmic ? Range{range.low / 2, 2 * range.low} : Range{range.low - 0.5, range.low + 0.5};
  return {range, logarithmic};
}

std::uint8_t color_index(const ColorScale& scale, double value) {
  if (std::isnan(value)) return no_color;
  const auto [low, high] = scale.range;
  const double part = !scale.logarithmic ? (value - low) / (high - low)
                      : value > 0        ? std::log(value / low) / std::log(high / low)
                                         : 0;
  return static_cast<std::uint8_t>(std::lround((heat_color_count - 1) * std::clamp(part, 0.0, 1.0)));
}

}  // namespace nacre::report
