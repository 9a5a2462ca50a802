#include "nacre/assembly/reachable_space.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace nacre::assembly {
namespace {

using std::numbers::pi;

double ball_volume(double radius) { return 4 * pi / 3 * radius * radius * radius; }

// Volume common to balls of radius a and b whose middles are r apart.
double lens(double a, double b, double r) {
  if (r <= std::abs(a - b)) return ball_volume(std::min(a, b));
  if (r >= a + b) return 0;
  const double gap = a + b - r;
  return pi * gap * gap * (r * r + 2 * r * (a + b) - 3 * (a - b) * (a - b)) / (12 * r);
}

}  // namespace

ReachableSpace::ReachableSpace(const Container& container, double diameter_a, double diameter_b)
    : container_(container), diameter_a_(diameter_a), diameter_b_(diameter_b) {
  for (const bool periodic : container.box.periodic) walls_ += !periodic;
}

double ReachableSpace::ball_density(double r) const {
  const double a = container_.droplet_radius - diameter_a_ / 2,
               b = container_.droplet_radius - diameter_b_ / 2;
  return lens(a, b, r) / (ball_volume(a) * ball_volume(b));
}

double ReachableSpace::along(std::size_t axis, double distance) const {
  const double length = container_.box.lengths[axis];
  if (container_.box.periodic[axis]) return 1 / length;
  const double a = length - diameter_a_, b = length - diameter_b_;
  return std::clamp((a + b) / 2 - std::abs(distance), 0.0, std::min(a, b)) / (a * b);
}

// Midpoints in cos(theta) about an axis with walls, and in the angle about it where another has walls too.
double ReachableSpace::box_density(double r) const {
  std::size_t pole = 2;
  for (std::size_t k = 0; k < 3; ++k)
    if (!container_.box.periodic[k]) pole = k;
  const std::size_t one = (pole + 1) % 3, two = (pole + 2) % 3;
  const int heights = walls_ == 0 ? 1 : 128, turns = walls_ > 1 ? 64 : 1;
  double sum = 0;
  for (int h = 0; h < heights; ++h) {
    const double up = (h + 0.5) / heights, flat = std::sqrt(1 - up * up);
    for (int t = 0; t < turns; ++t) {
      const double angle = (t + 0.5) / turns * pi / 2;
      sum += along(pole, r * up) * along(one, r * flat * std::cos(angle)) *
             along(two, r * flat * std::sin(angle));
    }
  }
  return sum / (heights * turns);
}

double ReachableSpace::density(double r) const {
  return container_.droplet_radius > 0 ? ball_density(r) : box_density(r);
}

// Gauss and Legendre's three points.
double ReachableSpace::share(double low, double high) const {
  if (walls_ == 0 && container_.droplet_radius == 0)
    return (ball_volume(high) - ball_volume(low)) / container_.box.volume();
  static const std::array<double, 3> places{-std::sqrt(0.6), 0, std::sqrt(0.6)};
  constexpr std::array<double, 3> weights{5.0 / 18, 8.0 / 18, 5.0 / 18};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double r = (low + high + places[i] * (high - low)) / 2;
    sum += weights[i] * 4 * pi * r * r * density(r);
  }
  return sum * (high - low);
}

}  // namespace nacre::assembly
