#include "nacre/assembly/wall_pressure.hpp"

#include <numbers>

namespace nacre::assembly {

double wall_area(const Container& container) {
  const double r = container.droplet_radius;
  if (r > 0) return 4 * std::numbers::pi * r * r;
  const crystal::PeriodicBox& box = container.box;
  double area = 0;
  for (int k = 0; k < 3; ++k)
    if (!box.periodic[k]) area += 2 * box.volume() / box.lengths[k];
  return area;
}

}  // namespace nacre::assembly
