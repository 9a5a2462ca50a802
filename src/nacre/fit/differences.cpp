#include "nacre/fit/differences.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace nacre::fit {
namespace {

constexpr double eps = std::numeric_limits<double>::epsilon();
constexpr double max_share_of_sigma = 0.1;

// eps^(1/3) balances rounding (eps / h) against truncation (h^2). A parameter that the data know far better
// than its size allows no such step: the model may bend within it.
double step_along(const Axis& axis, double x) {
  const double size = size_along(axis, x);
  const double longest = std::max(max_share_of_sigma * axis.sigma, std::sqrt(eps) * size);
  return std::min({std::cbrt(eps) * size, longest, (axis.upper - axis.lower) / 4});
}

class Column {
 public:
  Column(const VectorFunction& function, std::span<const double> x, std::span<const double> at_x,
         std::size_t j)
      : values(at_x.size()),
        function_(function),
        x_(x.begin(), x.end()),
        at_x_(at_x),
        j_(j),
        near_(at_x.size()),
        far_(at_x.size()) {}

  std::vector<double> values;  // the derivatives

  bool differentiate(const Axis& axis, double h) {
    const bool room_up = x_[j_] + 2 * h <= axis.upper, room_down = x_[j_] - 2 * h >= axis.lower;
    const bool inside = x_[j_] + h <= axis.upper && x_[j_] - h >= axis.lower;
    return (inside && central(h)) || (room_up && one_sided(h)) || (room_down && one_sided(-h));
  }

 private:
  bool evaluate(double value, std::vector<double>& out) {
    const double before = std::exchange(x_[j_], value);
    const bool finite = function_(x_, out);
    x_[j_] = before;
    return finite;
  }

  bool central(double h) {
    const double up = x_[j_] + h, down = x_[j_] - h;
    if (!evaluate(up, near_) || !evaluate(down, far_)) return false;
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = (near_[i] - far_[i]) / (up - down);
    return all_finite();
  }

  // Three points on one side, exact for a parabola like the central difference.
  bool one_sided(double h) {
    const double a = x_[j_] + h - x_[j_], b = x_[j_] + 2 * h - x_[j_];
    if (!evaluate(x_[j_] + a, near_) || !evaluate(x_[j_] + b, far_)) return false;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double slope_a = (near_[i] - at_x_[i]) / a, slope_b = (far_[i] - at_x_[i]) / b;
      values[i] = (b * slope_a - a * slope_b) / (b - a);
    }
    return all_finite();
  }

  bool all_finite() const {
    return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
  }

  const VectorFunction& function_;
  std::vector<double> x_;
  std::span<const double> at_x_;
  std::size_t j_;
  std::vector<double> near_, far_;
};

double inverse_norm(std::span<const double> column) {
  double sum = 0;
  for (const double v : column) sum += v * v;
  return 1 / std::sqrt(sum);  // infinite for a parameter without effect
}

// At most two more tries: one when the first sigma shows the step to be too long, one when the better sigma
// shows it again.
bool differentiate(Column& column, Axis& axis, double x, bool update_sigma) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    const double h = step_along(axis, x);
    if (!column.differentiate(axis, h)) return false;
    if (!update_sigma) return true;
    axis.sigma = inverse_norm(column.values);
    if (h <= 4 * step_along(axis, x)) return true;
  }
  return true;
}

}  // namespace

double size_along(const Axis& axis, double x) {
  const double size = std::max(std::abs(x), axis.scale);
  if (axis.scale > 0) return size;
  if (std::isfinite(axis.sigma)) return std::max(size, axis.sigma);
  return size > 0 ? size : 1;
}

bool jacobian(const VectorFunction& function, std::span<const double> x, std::span<const double> at_x,
              std::span<Axis> axes, bool update_sigma, std::span<double> out) {
  for (std::size_t j = 0; j < x.size(); ++j) {
    Column column(function, x, at_x, j);
    if (!differentiate(column, axes[j], x[j], update_sigma)) return false;
    for (std::size_t i = 0; i < at_x.size(); ++i) out[i * x.size() + j] = column.values[i];
  }
  return true;
}

}  // namespace nacre::fit
