// Distances of points thrown evenly into what the centres of particles can reach of a container.
#pragma once

#include "nacre/assembly/state.hpp"

namespace nacre::assembly {

// Two points, one where centres of particles of diameter a can be, one likewise for b: the ball of radius
// R - d/2 of a droplet, L - d between flat walls, all of a periodic axis.
class ReachableSpace {
 public:
  ReachableSpace(const Container& container, double diameter_a, double diameter_b);

  // The chance that they are from `low` to `high` apart. Periodic axes: for distances up to half an edge.
  double share(double low, double high) const;

 private:
  double density(double r) const;  // of the chance over volume, mean of all directions of r
  double ball_density(double r) const;
  double box_density(double r) const;
  double along(std::size_t axis, double distance) const;

  Container container_;
  double diameter_a_, diameter_b_;
  int walls_ = 0;  // axes with walls
};

}  // namespace nacre::assembly
