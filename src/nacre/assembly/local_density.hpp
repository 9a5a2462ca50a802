// Number density about each particle, with freud's smoothing: the paper's way to tell nucleation in two
// steps (a dense fluid first) from direct nucleation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/particles.hpp"

namespace nacre::assembly {

// A neighbour counts by the share of it inside the radius, taken as linear in its distance:
// clamp((radius + diameter/2 - r)/diameter, 0, 1). The paper: 1.3 sigma and 1.0 sigma.
struct LocalDensityOptions {
  double radius = 1.3;
  double diameter = 1.0;  // one for all particles; 0: a sharp edge
};

// Neighbours counted over the volume of the sphere, per cubed unit of length; the particle itself does not
// count. Throws std::invalid_argument for lengths that are not positive and for a periodic box smaller than
// two radii and one diameter.
std::vector<double> local_density(const crystal::Particles& particles,
                                  const LocalDensityOptions& options = {}, const RunControl& control = {});

// The paper's threshold above which a particle is locally dense, per sigma^3: FCC (one species) 1.05,
// AlB2 1.6, NaZn13 2.5.
inline constexpr double dense_fcc = 1.05, dense_alb2 = 1.6, dense_nazn13 = 2.5;

struct DensityHistogram {
  double first = 0;  // lower edge of the first bin
  double width = 0;
  std::vector<std::size_t> count{};
};
DensityHistogram density_histogram(std::span<const double> densities, double width);

// Two populations or one: Sarle's coefficient (skewness^2 + 1)/kurtosis is 1 for two equal points, 5/9 for a
// uniform distribution, 1/3 for a Gaussian. Bimodal: above 5/9, and in a histogram of 40 bins smoothed over
// three there is a valley below 0.8 of the lower of the peaks on its two sides.
struct Modality {
  double coefficient = 0;
  bool bimodal = false;
  double valley = 0;  // density at the valley, if bimodal
};
Modality modality(std::span<const double> densities);

// Share of the particles that are locally dense.
double dense_share(std::span<const double> densities, double threshold);

}  // namespace nacre::assembly
