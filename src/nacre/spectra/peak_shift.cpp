#include "nacre/spectra/peak_shift.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::spectra {
namespace {

constexpr double half_width_nm = 3;
constexpr int second_order_steps = 4;

// The least-squares shares of both derivatives in the change.
PeakShift first_order_shift(std::span<const double> x, const std::vector<double>& da,
                            const std::vector<double>& db, std::span<const double> change,
                            std::span<const double> error) {
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
  const std::vector<double> dda = smooth_derivative(x, da, half_width_nm);
  const std::vector<double> ddb = smooth_derivative(x, db, half_width_nm);
  PeakShift shift = first_order_shift(x, da, db, change, error);
  for (int step = 0; step < second_order_steps; ++step) {
    const double a2 = shift.a_nm.value * shift.a_nm.value, b2 = shift.b_nm.value * shift.b_nm.value;
    std::vector<double> first_order(change.begin(), change.end());
    for (std::size_t j = 0; j < x.size(); ++j) first_order[j] -= 0.25 * (a2 * dda[j] + b2 * ddb[j]);
    shift = first_order_shift(x, da, db, first_order, error);
  }
  return shift;
}

PeakShift fitted_shift(const KineticsFit& fit, const SpeciesSpectra& spectra, std::span<const double> x) {
  const auto shift_at = [&](const Matrix* slope, double step) {
    std::vector<double> rows[3];
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < x.size(); ++j)
        rows[i].push_back(spectra.values(i, j) + (slope == nullptr ? 0 : step * (*slope)(i, j)));
    const auto errors = std::span(spectra.errors.values).subspan(2 * x.size());
    return peak_shift(x, rows[0], rows[1], rows[2], errors);
  };
  PeakShift shift = shift_at(nullptr, 0);
  const std::size_t n = spectra.slopes.size();
  std::vector<double> a, b;  // slopes of both by each parameter
  for (std::size_t p = 0; p < n; ++p) {
    const double step = std::sqrt(fit.result.covariance[p * n + p]);
    const PeakShift moved = shift_at(&spectra.slopes[p], step);
    a.push_back((moved.a_nm.value - shift.a_nm.value) / step);
    b.push_back((moved.b_nm.value - shift.b_nm.value) / step);
  }
  double var_a = shift.a_nm.error * shift.a_nm.error, var_b = shift.b_nm.error * shift.b_nm.error;
  for (std::size_t p = 0; p < n; ++p)
    for (std::size_t q = 0; q < n; ++q) {
      var_a += a[p] * fit.result.covariance[p * n + q] * a[q];
      var_b += b[p] * fit.result.covariance[p * n + q] * b[q];
    }
  shift.a_nm.error = std::sqrt(var_a);
  shift.b_nm.error = std::sqrt(var_b);
  return shift;
}

}  // namespace nacre::spectra
