#include "nacre/spectra/peak_shift.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::spectra {
namespace {

constexpr double half_width_nm = 3;

}  // namespace

std::vector<double> smooth_derivative(std::span<const double> x, std::span<const double> y,
                                      double half_width) {
  std::vector<double> slopes;
  for (std::size_t j = 0; j < x.size(); ++j) {
    // On a window symmetric about the point a parabola has the slope of the straight line.
    const double width = std::min({half_width, x[j] - x.front(), x.back() - x[j]});
    std::size_t from = j, to = j;
    while (from > 0 && x[j] - x[from - 1] <= width + 1e-9) --from;
    while (to + 1 < x.size() && x[to + 1] - x[j] <= width + 1e-9) ++to;
    if (from == to) {
      from = j > 0 ? j - 1 : 0;
      to = j + 1 < x.size() ? j + 1 : j;
    }
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (std::size_t i = from; i <= to; ++i) {
      const double d = x[i] - x[j];
      n += 1;
      sx += d;
      sy += y[i];
      sxx += d * d;
      sxy += d * y[i];
    }
    slopes.push_back((n * sxy - sx * sy) / (n * sxx - sx * sx));
  }
  return slopes;
}

PeakShift peak_shift(std::span<const double> x, std::span<const double> a, std::span<const double> b,
                     std::span<const double> change, std::span<const double> error) {
  const std::vector<double> da = smooth_derivative(x, a, half_width_nm);
  const std::vector<double> db = smooth_derivative(x, b, half_width_nm);
  double aa = 0, ab = 0, bb = 0, at = 0, bt = 0, tt = 0;
  for (std::size_t j = 0; j < x.size(); ++j) {
    const double w = 1 / (error[j] * error[j]);
    aa += w * da[j] * da[j];
    ab -= w * da[j] * db[j];
    bb += w * db[j] * db[j];
    at -= w * da[j] * change[j];
    bt += w * db[j] * change[j];
    tt += w * change[j] * change[j];
  }
  const double determinant = aa * bb - ab * ab;
  PeakShift shift;
  shift.a_nm = {(bb * at - ab * bt) / determinant, std::sqrt(bb / determinant)};
  shift.b_nm = {(aa * bt - ab * at) / determinant, std::sqrt(aa / determinant)};
  const double noise = static_cast<double>(x.size());
  const double explained = shift.a_nm.value * at + shift.b_nm.value * bt;
  shift.explained = tt > noise ? std::min(1.0, std::max(0.0, (explained - 2) / (tt - noise))) : 0;
  return shift;
}

}  // namespace nacre::spectra
