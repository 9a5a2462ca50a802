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
constexpr double least_residual = 3;  // sigma

struct Extent {
  bool logarithmic;
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void add(double value) {
    if (!std::isfinite(value) || (logarithmic && value <= 0)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }

  // The logarithm of what is nothing within its error would stretch an axis without end: a tenth of the
  // error, or of the value where that is more, is the lowest that counts, and longer bars are cut.
  void add_with_error(double value, double error) {
    add(value + error);
    if (!logarithmic) {
      add(value);
      add(value - error);
    } else if (value > error) {
      add(std::max(value - error, value / 10));
    } else if (value > 0) {
      add(std::max(value, error / 10));
    }
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
  if (error > 0)
    extent.add_with_error(y, error);
  else
    extent.add(y);
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
  const Range range{extent.low, extent.high};
  if (range.low > range.high) return extent.logarithmic ? Range{1, 10} : Range{0, 1};
  if (extent.logarithmic) return padded_logarithmic(range, air);
  if (range.low == 0 && range.high == 0) return {-1, 1};
  return padded(range, air);
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

PlotRanges frame_map_ranges(const FrameMap& map) {
  Extent x{map.x.logarithmic};
  Extent y{map.y.logarithmic};
  for (const FilmFrame& frame : map.frames) add_curves(x, y, frame.curves);
  if (!map.y.logarithmic) return {with_air(x, air_x), with_air(y, air_y)};
  Extent ignored{map.x.logarithmic}, data{true};
  for (const FilmFrame& frame : map.frames)
    for (const Curve& curve : frame.curves)
      if (!curve.y_error.empty()) add_curves(ignored, data, {curve});
  return {with_air(x, air_x), with_air(data.low <= data.high ? data : y, air_y)};
}

Range residual_range(const std::vector<FilmFrame>& residuals) {
  std::vector<double> sizes{least_residual};
  for (const FilmFrame& frame : residuals)
    for (const Curve& curve : frame.curves)
      for (const double y : curve.y)
        if (std::isfinite(y)) sizes.push_back(std::abs(y));
  const auto at =
      sizes.begin() + static_cast<std::ptrdiff_t>(0.998 * static_cast<double>(sizes.size() - 1) + 0.5);
  std::nth_element(sizes.begin(), at, sizes.end());
  const double most = 1.1 * std::max(*at, least_residual);
  return {-most, most};
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
