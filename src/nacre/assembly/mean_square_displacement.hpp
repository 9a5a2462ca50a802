// How far particles have moved after a time, from many starting moments, and the diffusion coefficient.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

struct DisplacementOptions {
  double interval = 1;        // time between frames, in tau
  bool without_drift = true;  // displacements about those of the common centre of mass (periodic axes only):
                              // a thermostat with random forces pushes it about
  // The lag times, as shares of the whole time, between which the slope is taken. Later ones are too few.
  double fit_from = 0.1;
  double fit_to = 0.5;
};

// Of one species.
struct DisplacementCurve {
  std::size_t species = 0;
  std::size_t particles = 0;
  std::vector<double> squared{};  // mean square displacement at each lag, in sigma^2
  std::vector<double> error{};    // of the spread between 16 groups of particles
  double diffusion = 0;           // slope / 6, in sigma^2/tau
  double diffusion_error = 0;     // likewise between groups
  double exponent = 0;  // d ln(squared) / d ln(lag) where the slope is taken: 1 where motion is diffusive
};

struct DisplacementResult {
  std::vector<double>
      lag{};  // 0, and at most some 100 of the multiples of the interval, the longer the farther apart
  std::vector<DisplacementCurve> curves{};
  // Square displacements of large particles are not those of diffusion where exponent is below 0.9 (caged,
  // crystal) or above 1.1 (ballistic, drift).
};

// Frames at equal times; all pairs of frames that are a lag apart count. Keeps all frames: 24 bytes a
// particle and frame. Positions are unwrapped by the images that the state counts.
class MeanSquareDisplacement {
 public:
  // Throws std::invalid_argument: an interval that is not positive, a range of lags that is empty.
  MeanSquareDisplacement(std::size_t species, const DisplacementOptions& options);

  // Throws std::invalid_argument if the particles or the container are not those of the frame before:
  // displacements mean nothing while the box shrinks.
  void add(const State& state);

  std::size_t frames() const { return frames_.size(); }

  // None before two frames. On control.threads threads; the same numbers for any of them.
  std::optional<DisplacementResult> result(const RunControl& control = {}) const;

 private:
  std::size_t species_count_;
  DisplacementOptions options_;
  std::vector<std::uint8_t> species_{};  // by tag
  std::optional<Container> container_{};
  std::vector<std::vector<double>> frames_{};  // x y z by tag, unwrapped
};

}  // namespace nacre::assembly
