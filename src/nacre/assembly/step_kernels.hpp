// The loops over particles that a time step consists of, vectorised; masses are 1.
#pragma once

#include <cstddef>
#include <cstdint>

namespace nacre::assembly {

// A stretch of the state's arrays.
struct ParticleSpan {
  double* x[3]{};
  double* v[3]{};
  const double* f[3]{};
  const std::uint32_t* tag = nullptr;
  std::size_t size = 0;
};

struct StepSums {
  double v2 = 0;             // sum of v^2 after
  double v2_ended = 0;       // at the end of the step before
  double v2_gained = 0;      // in the noise: sum of v^2 after it less that before
  std::size_t too_fast = 0;  // particles faster than the limit, or not finite
};

// v += ending_kick f, which ends the step before; then v = scale v + kick f and x += drift v.
struct KickDrift {
  double ending_kick = 0;
  double scale = 1;
  double kick = 0;
  double drift = 0;
  double speed_limit = 0;
};
StepSums kick_drift(const ParticleSpan& particles, const KickDrift& task);

// v += kick f
StepSums kick(const ParticleSpan& particles, double kick);

// v += ending_kick f, which ends the step before; then the first half of a BAOAB step: v += kick f; x +=
// drift v; v = keep v + noise xi; x += drift v. xi are uniform with mean 0 and variance 1 (Dunweg and Paul
// 1991, doi:10.1142/S0129183191001037): the first three words of block `tag` of RandomStream(seed,
// langevin_noise, step), a word w being sqrt(12) ((w + 1/2) / 2^32 - 1/2). Velocities of a particle are sums
// of some 1/(1 - keep) kicks, hence Gaussian but for an excess kurtosis of -0.6 (1 - keep^2).
struct NoisyDrift {
  double ending_kick = 0;
  double kick = 0;
  double drift = 0;
  double keep = 1;
  double noise = 0;
  double speed_limit = 0;
  std::uint64_t seed = 0;
  std::uint64_t step = 0;
};
StepSums noisy_drift(const ParticleSpan& particles, const NoisyDrift& task);

// x *= positions, v *= velocities
void rescale(const ParticleSpan& particles, double positions, double velocities);

}  // namespace nacre::assembly
