// Which particles there are: how many of each species, and how large each is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

enum class SizeDraw {
  bins,  // Gaussian in equally spaced bins, the number of particles in each as near as can be to its share
  continuous,  // drawn one by one
};

// The diameters of one species.
struct SpeciesSizes {
  std::string name = "L";
  double mean = 1;        // diameter
  double dispersity = 0;  // standard deviation over mean, of a Gaussian
  // A distribution handed over instead of the Gaussian: diameters and their weights. Mean and dispersity are
  // then its own and ignored here.
  std::vector<double> diameters{};
  std::vector<double> weights{};
};

struct Composition {
  std::size_t number = 3000;  // of all particles
  std::vector<SpeciesSizes> species{};
  std::vector<double> ratio{};  // numbers of each species relative to one another: 1, 2
  SizeDraw draw = SizeDraw::bins;
  int bins = 13;  // a species; odd, so that one is at the mean
};

// A Gaussian in bins: diameters from -3 to 3 standard deviations in equal steps, weights by its density. The
// steps are stretched so that mean and standard deviation are exactly those asked for (0.6 % at 13 bins).
struct SizeBins {
  std::vector<double> diameters{};
  std::vector<double> weights{};  // sum 1
};
SizeBins gaussian_bins(double mean, double dispersity, int bins);

// Numbers of each species. Throws std::invalid_argument if `number` does not divide by the ratio, naming the
// nearest numbers that do.
std::vector<std::size_t> species_counts(std::size_t number, std::span<const double> ratio);

// `number` divided by weights, rounded by largest remainder so that the parts add up.
std::vector<std::size_t> shares(std::size_t number, std::span<const double> weights);

// Diameters and species of all particles, the first species first; all positions 0. In streams
// particle_sizes of `seed`. Throws std::invalid_argument: no species, mean not positive, dispersity below
// zero or so large that sizes become negative (above 1/3 in bins, 1/4 drawn, which ends at four standard
// deviations), weights below zero.
crystal::Particles make_particles(const Composition& composition, std::uint64_t seed);
crystal::Particles make_particles(const Composition& composition, std::span<const std::size_t> counts,
                                  std::uint64_t seed);

}  // namespace nacre::assembly
