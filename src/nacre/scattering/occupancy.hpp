// Which cells of a crystal hold an atom on which site, and how often two sites lie a vector apart:
// correlations by Fourier transform.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "nacre/core/run_control.hpp"

namespace nacre::scattering {

class Occupancy {
 public:
  // Atom i on site[i] of cell[i]; at least one atom.
  Occupancy(std::size_t sites, std::span<const int> site, std::span<const std::array<int, 3>> cell,
            const RunControl& control = {});
  ~Occupancy();

  // For each vector of cells: sum over the pairs of sites of the atoms on the first that have an atom on the
  // second that vector away. Throws std::runtime_error should a number not come out whole.
  std::vector<double> correlation(std::span<const std::array<std::size_t, 2>> sites) const;

  // Calls with each vector that occurs and its number.
  void for_each(std::span<const double> correlation,
                const std::function<void(const std::array<int, 3>&, double)>& call) const;

  // Of the grid, twice as long as the cluster in each direction.
  static std::size_t points(std::span<const std::array<int, 3>> cell);

 private:
  struct Plans;
  std::array<int, 3> extent_{}, grid_{};
  std::vector<std::vector<std::complex<double>>> spectrum_{};  // of each site
  std::unique_ptr<Plans> plans_;
};

}  // namespace nacre::scattering
