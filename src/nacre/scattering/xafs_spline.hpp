// Cubic splines of the background: the one through points, and the basis of those with given knots.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace nacre::scattering {

// Through every point, twice continuously differentiable; the third derivative is continuous at the second
// and the last but one point too ("not-a-knot"). Outside, the outermost pieces go on.
class CubicInterpolation {
 public:
  // Throws std::invalid_argument unless x ascends and there are four points.
  CubicInterpolation(std::span<const double> x, std::span<const double> y);

  double at(double x) const;
  double slope(double x) const;

 private:
  std::size_t piece(double x) const;

  std::vector<double> x_, y_, curvature_;
};

// Cubic B-splines on a vector of knots that ascends, its ends fourfold; size() = knots - 4.
class CubicBasis {
 public:
  explicit CubicBasis(std::vector<double> knots) : knots_(std::move(knots)) {}

  std::size_t size() const { return knots_.size() - 4; }

  // The four functions that are not zero at x, of which `first` is the first.
  struct Values {
    std::size_t first = 0;
    std::array<double, 4> value{};
  };
  Values at(double x) const;

 private:
  std::vector<double> knots_;
};

}  // namespace nacre::scattering
