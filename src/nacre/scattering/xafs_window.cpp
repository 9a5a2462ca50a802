#include "nacre/scattering/xafs_window.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::scattering {
namespace {

// Modified Bessel function of the first kind, order 0, by its series.
double bessel_i0(double x) {
  double term = 1, sum = 1;
  for (int n = 1; term > 1e-17 * sum; ++n) {
    term *= x * x / (4.0 * n * n);
    sum += term;
  }
  return sum;
}

// The four corners, moved down onto the grid: 0 to `rise`, 1 from `full` to `fall`, 0 from `end`.
struct Corners {
  std::size_t rise, full, fall, end;
};

Corners corners_of(std::size_t points, double step, double low, double high, double width) {
  const double tiny = 1e-4 * step, last = static_cast<double>(points - 1) * step;
  const auto on_grid = [&](double x) {
    return static_cast<std::size_t>((std::clamp(x, 0.0, last) + tiny) / step);
  };
  Corners c{on_grid(low - width / 2), on_grid(low + width / 2 + tiny), on_grid(high - width / 2 - tiny),
            on_grid(high + width / 2)};
  if (c.rise == c.full && c.rise > 0) --c.rise;
  if (c.fall == c.end) c.fall = std::max(c.full, c.end > 0 ? c.end - 1 : 0);
  return c;
}

double slope_of(XafsWindow kind, double share) {  // share of the way up
  if (kind == XafsWindow::parzen) return share;
  if (kind == XafsWindow::welch) return 1 - (1 - share) * (1 - share);
  const double sine = std::sin(M_PI / 2 * share);
  return sine * sine;
}

double tapered(XafsWindow kind, const Corners& c, std::size_t i) {
  if (i < c.rise || i > c.end) return 0;
  const auto share = [](std::size_t part, std::size_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  if (i <= c.full && i < c.fall) return slope_of(kind, share(i - c.rise, c.full - c.rise));
  if (i < c.fall) return 1;
  return slope_of(kind, share(c.end - i, c.end - c.fall));
}

// x runs from -1 to 1 over the range.
double spanning(XafsWindow kind, double x, double width) {
  if (std::abs(x) > 1) return 0;
  if (kind == XafsWindow::sine) return std::sin(M_PI / 2 * (1 - x));
  return (bessel_i0(width * std::sqrt(1 - x * x)) - 1) / std::max(1e-10, bessel_i0(width) - 1);
}

}  // namespace

std::vector<double> xafs_window(XafsWindow kind, std::size_t points, double step, double low, double high,
                                double width) {
  std::vector<double> window(points);
  if (points == 0) return window;
  const Corners c = corners_of(points, step, low, high, width);
  const double first = static_cast<double>(c.rise) * step, last = static_cast<double>(c.end) * step;
  const double middle = (first + last) / 2, half = std::max((last - first) / 2, step / 2);
  for (std::size_t i = 0; i < points; ++i) {
    const double x = static_cast<double>(i) * step;
    if (kind == XafsWindow::gaussian)
      window[i] = std::exp(-(x - middle) * (x - middle) / (2 * width * width));
    else if (kind == XafsWindow::kaiser || kind == XafsWindow::sine)
      window[i] = spanning(kind, (x - middle) / half, width);
    else
      window[i] = tapered(kind, c, i);
  }
  return window;
}

}  // namespace nacre::scattering
