#include "nacre/report/plot_range.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nacre/report/numbers.hpp"
#include "nacre/report/xml.hpp"

namespace nacre::report {
namespace {

constexpr double air_x = 0.025;
constexpr double air_y = 0.05;

struct Extent {
  bool logarithmic;
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value) {
    if (!std::isfinite(value) || (logarithmic && value <= 0)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

void add_ordinates(Extent& extent, const Curve& curve, std::size_t i) {
  if (curve.mark == Mark::band) {
    extent.add(value_at(curve.y_low, i));
    extent.add(value_at(curve.y_high, i));
    return;
  }
  const double y = value_at(curve.y, i);
  const double error = value_at(curve.y_error, i);
  extent.add(y);
  extent.add(y - error);  // NaN without an error: not added
  extent.add(y + error);
}

Range padded(Range range, double air) {
  // A span that rounding alone can make counts as none: no axis can resolve it.
  const double size = std::max(std::abs(range.low), std::abs(range.high));
  const double span = range.high - range.low;
  const double margin = span > 1e-9 * size ? air * span : std::max(0.1 * std::abs(range.low), 1e-12);
  return {range.low - margin, range.high + margin};
}

Range padded_logarithmic(Range range, double air) {
  const double span = std::log10(range.high / range.low);
  const double factor = std::pow(10, span > 0 ? air * span : 0.3);
  return {range.low / factor, range.high * factor};
}

Range with_air(const Extent& extent, double air) {
  if (extent.low > extent.high) return extent.logarithmic ? Range{1, 10} : Range{0, 1};
  if (extent.logarithmic) return padded_logarithmic({extent.low, extent.high}, air);
  if (extent.low == 0 && extent.high == 0) return {-1, 1};
  return padded({extent.low, extent.high}, air);
}

void add_curves(Extent& x, Extent& y, const std::vector<Curve>& curves) {
  for (const Curve& curve : curves) {
    for (std::size_t i = 0; i < curve.x.size(); ++i) {
      x.add(curve.x[i]);
      add_ordinates(y, curve, i);
    }
  }
}

}  // namespace

PlotRanges plot_ranges(const Plot& plot) {
  Extent x{plot.x.logarithmic};
  Extent y{plot.y.logarithmic};
  add_curves(x, y, plot.curves);
  return {with_air(x, air_x), with_air(y, air_y)};
}

PlotRanges film_ranges(const Film& film) {
  Extent x{film.x.logarithmic};
  Extent y{film.y.logarithmic};
  for (const FilmFrame& frame : film.frames) add_curves(x, y, frame.curves);
  return {with_air(x, air_x), with_air(y, air_y)};
}

std::string axis_text(const Axis& axis) {
  if (axis.unit.empty()) return axis.label;
  const bool compound = axis.unit.find_first_of(" /*") != std::string::npos;
  return axis.label + " / " + (compound ? "(" + axis.unit + ")" : axis.unit);
}

std::string moment_text(const Axis& slider, double at) {
  const double size = std::max(1.0, std::abs(at));
  std::string text = with_minus_signs(short_number(at, std::max(4, static_cast<int>(std::log10(size)) + 1)));
  if (!slider.label.empty()) text = slider.label + " " + text;
  return slider.unit.empty() ? text : text + " " + slider.unit;
}

double value_at(const std::vector<double>& values, std::size_t i) {
  return i < values.size() ? values[i] : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace nacre::report
