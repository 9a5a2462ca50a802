#include "nacre/growth/regime_curve.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace nacre::growth {
namespace {

constexpr int max_steps = 200;
constexpr double tolerance = 1e-10;  // of a step, in errors; the distance is stationary there

// Half of the slope of the squared distance along the curve, and its Gauss-Newton slope.
struct Descent {
  double slope = 0;
  double curvature = 0;
};

Descent descent_at(const BimodalPoint& point, double r2_nm, double exponent, const RadiusPair& reference) {
  const double r1_nm = predicted_r1_nm(r2_nm, exponent, reference);
  if (r1_nm <= 0) return {-INFINITY, 0};
  if (std::isinf(r1_nm)) return {INFINITY, 0};
  const double steepness = std::pow(r2_nm / r1_nm, exponent) / point.r1_err_nm;
  const double inverse = 1 / point.r2_err_nm;
  return {(r1_nm - point.r1_nm) / point.r1_err_nm * steepness + (r2_nm - point.r2_nm) * inverse * inverse,
          steepness * steepness + inverse * inverse};
}

// The curve rises, so the nearest pair is between the measured r2 and the r2 that goes with the measured r1,
// and no further from the measured r2 than the curve above or below it is from r1.
std::array<double, 2> bracket(const BimodalPoint& point, double exponent, const RadiusPair& reference) {
  const double above = predicted_r1_nm(point.r2_nm, exponent, reference);
  const double reach =
      above > 0 ? point.r2_err_nm * std::abs(above - point.r1_nm) / point.r1_err_nm : INFINITY;
  const double other = predicted_r2_nm(point.r1_nm, exponent, reference);
  // Of a point on the curve, rounding may put `other` on the wrong side.
  if (above < point.r1_nm) return {point.r2_nm, std::max(point.r2_nm, std::min(other, point.r2_nm + reach))};
  return {std::min(point.r2_nm, std::max({other, point.r2_nm - reach, 1e-6 * point.r2_nm})), point.r2_nm};
}

// Gauss-Newton within a bracket that shrinks; halving it where a step would leave it.
double nearest_r2_nm(const BimodalPoint& point, double exponent, const RadiusPair& reference) {
  auto [low, high] = bracket(point, exponent, reference);
  double r2_nm = std::clamp(point.r2_nm, low, high);
  for (int i = 0; i < max_steps && high > low; ++i) {
    const Descent descent = descent_at(point, r2_nm, exponent, reference);
    (descent.slope > 0 ? high : low) = r2_nm;
    double next = r2_nm - descent.slope / descent.curvature;
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const double step = std::abs(next - r2_nm) / point.r2_err_nm;
    r2_nm = next;
    if (step < tolerance) break;
  }
  return r2_nm;
}

}  // namespace

NearestPair nearest_pair(const BimodalPoint& point, double exponent, const RadiusPair& reference) {
  const double r2_nm = nearest_r2_nm(point, exponent, reference);
  const double r1_nm = predicted_r1_nm(r2_nm, exponent, reference);
  const PredictionSlopes slopes = prediction_slopes(r1_nm, r2_nm, exponent, reference);
  // The normal of the curve in the plane of (r1 / error, r2 / error); by Danskin's theorem the point that the
  // distance is taken at adds nothing to its derivatives.
  const double along_1 = slopes.by_r2 / point.r1_err_nm;
  const double along_2 = 1 / point.r2_err_nm;
  const double length = std::hypot(along_1, along_2);
  const double normal_1 = along_2 / length;
  const double normal_2 = -along_1 / length;
  return {.pair = {r1_nm, r2_nm},
          .distance = normal_1 * (r1_nm - point.r1_nm) / point.r1_err_nm +
                      normal_2 * (r2_nm - point.r2_nm) / point.r2_err_nm,
          .by_exponent = normal_1 * slopes.by_exponent / point.r1_err_nm,
          .by_reference_r1 = normal_1 * slopes.by_reference_r1 / point.r1_err_nm};
}

}  // namespace nacre::growth
