// Particles sorted into fixed classes of size: the cells of the finite-volume scheme, the sizes of the master
// equation. The last class keeps those that grew out of the window.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "nacre/growth/trajectory.hpp"

namespace nacre::growth {

struct RadiusWindow {
  double low_nm = 0;
  double high_nm = 0;
};

// New particles go to two neighbouring classes, so that their number and their volume come out right.
struct Entry {
  std::size_t lower = 0;
  double upper_share = 0;
  double upper_per_nm3 = 0;  // d(upper_share)/d(r^3)
  double cube_nm3 = 0;       // r^3, moved to the nearer end of the window where it lies outside
};

class SizeClasses {
 public:
  // Cells of equal width and one above them.
  static SizeClasses cells(RadiusWindow window, int count);
  // Particles of `first`, first + 1 ... `last` monomers, and one class above them.
  static SizeClasses monomers(int first, int last, double monomer_radius_nm);

  std::size_t size() const { return means_[0].size(); }
  RadiusWindow window() const { return {edges_.front(), edges_[size() - 1]}; }
  double lower_edge_nm(std::size_t i) const { return edges_[i]; }
  std::span<const double> mean(int power) const {
    return means_[static_cast<std::size_t>(power)];
  }  // of r^power

  Entry entry(double radius_nm) const;
  std::array<double, 4> moments(std::span<const double> number) const;
  std::vector<Box> boxes(std::span<const double> number, double volume_ratio) const;

 private:
  std::vector<double> edges_{};  // one more than classes
  std::array<std::vector<double>, 4> means_{};
};

// The numbers per m3 of the seeds, sorted. Throws std::invalid_argument for seeds outside of the window.
std::vector<double> sorted_seeds(const SizeClasses& classes, std::span<const double> radius_nm,
                                 std::span<const double> number_per_m3);

}  // namespace nacre::growth
