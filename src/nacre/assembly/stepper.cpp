#include "nacre/assembly/stepper.hpp"

#include <cmath>
#include <vector>

namespace nacre::assembly {
namespace {

ParticleSpan span_of(State& s, std::size_t begin, std::size_t end) {
  return {{s.x.data() + begin, s.y.data() + begin, s.z.data() + begin},
          {s.vx.data() + begin, s.vy.data() + begin, s.vz.data() + begin},
          {s.fx.data() + begin, s.fy.data() + begin, s.fz.data() + begin},
          s.tag.data() + begin,
          end - begin};
}

bool is_noisy(Ensemble ensemble) { return ensemble == Ensemble::langevin || ensemble == Ensemble::npt; }

}  // namespace

Stepper::Stepper(const Dynamics& dynamics, std::uint64_t seed, int threads, double speed_limit)
    : dynamics_(dynamics), seed_(seed), loop_(threads), speed_limit_(speed_limit) {}

template <typename Kernel>
StepSums Stepper::over(State& state, Kernel kernel) {
  std::vector<StepSums> parts(ChunkLoop::chunks(state.size()));
  loop_.run(state.size(), [&](std::size_t chunk, std::size_t begin, std::size_t end) {
    parts[chunk] = kernel(span_of(state, begin, end));
  });
  StepSums sums;
  for (const StepSums& part : parts) {
    sums.v2 += part.v2;
    sums.v2_gained += part.v2_gained;
    sums.too_fast += part.too_fast;
  }
  return sums;
}

std::size_t Stepper::first_half(State& state, std::uint64_t step, double kT) {
  const double dt = dynamics_.time_step;
  if (is_noisy(dynamics_.ensemble)) {
    const double keep = std::exp(-dynamics_.friction * dt);
    const NoisyDrift task{.kick = dt / 2,
                          .drift = dt / 2,
                          .keep = keep,
                          .noise = std::sqrt(kT * (1 - keep * keep)),
                          .speed_limit = speed_limit_,
                          .seed = seed_,
                          .step = step};
    const StepSums sums = over(state, [&](const ParticleSpan& span) { return noisy_drift(span, task); });
    heat_ += sums.v2_gained / 2;
    return sums.too_fast;
  }
  const double scale = dynamics_.ensemble == Ensemble::nvt ? chain.half_step(kinetic_, kT, dt) : 1;
  const KickDrift task{.scale = scale, .kick = dt / 2, .drift = dt, .speed_limit = speed_limit_};
  return over(state, [&](const ParticleSpan& span) { return kick_drift(span, task); }).too_fast;
}

void Stepper::second_half(State& state, double kT) {
  const double dt = dynamics_.time_step;
  kinetic_ = over(state, [&](const ParticleSpan& span) { return kick(span, dt / 2); }).v2 / 2;
  if (dynamics_.ensemble != Ensemble::nvt) return;
  const double factor = chain.half_step(kinetic_, kT, dt);
  scale(state, 1, factor);
  kinetic_ *= factor * factor;
}

void Stepper::scale(State& state, double positions, double velocities) {
  over(state, [&](const ParticleSpan& span) {
    rescale(span, positions, velocities);
    return StepSums{};
  });
}

void Stepper::measure(State& state) {
  kinetic_ = over(state, [](const ParticleSpan& span) { return kick(span, 0); }).v2 / 2;
}

}  // namespace nacre::assembly
