// How far particles have moved after a time, from all starting moments, and the diffusion coefficient.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "nacre/assembly/state.hpp"
#include "nacre/core/run_control.hpp"

namespace nacre::assembly {

struct DisplacementOptions {
  double interval = 1;  // time between frames, in tau
  // Displacements about those of the common centre of mass, along periodic axes: a thermostat with random
  // forces pushes it about as a free particle of mass N m, D = kT/(N m friction), which has nothing to do
  // with the fluid.
  bool without_drift = true;
  // The lag times, as shares of the whole time, between which the slope is taken: later ones have few
  // starting moments.
  double fit_from = 0.1;
  double fit_to = 0.5;
};

// Of one species.
struct DisplacementCurve {
  std::size_t species = 0;
  std::size_t particles = 0;
  std::vector<double> squared{};  // mean square displacement at each lag, in sigma^2
  std::vector<double> error{};    // standard error, of the spread between groups of particles
  // Slope of a straight line through the lags of the fit / 6, in sigma^2/tau, and its error likewise; NaN
  // where fewer than two lags are in the range.
  double diffusion = 0;
  double diffusion_error = 0;
  // d ln(squared) / d ln(lag) over the fit: 1 where motion is diffusive, below 0.9 in cages and crystals (the
  // coefficient is then an upper bound), 2 where particles fly freely.
  double exponent = 0;
};

struct DisplacementResult {
  std::vector<double> lag{};  // 0 and some 60 multiples of the interval, the longer the farther apart
  std::vector<DisplacementCurve> curves{};  // of species that are there
};

// Frames at equal times; all pairs of frames that are a lag apart count. Keeps all frames: 24 bytes a
// particle and frame. Positions are unwrapped by the images that the state counts. Errors: particles are
// dealt into 16 groups (fewer if there are fewer), which are taken as independent.
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
