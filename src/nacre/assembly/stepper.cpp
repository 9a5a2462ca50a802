#include "nacre/assembly/stepper.hpp"

#include <cmath>

namespace nacre::assembly {
namespace {

ParticleSpan span_of(State& s, std::size_t begin, std::size_t end) {
  return {{s.x.data() + begin, s.y.data() + begin, s.z.data() + begin},
          {s.vx.data() + begin, s.vy.data() + begin, s.vz.data() + begin},
          {s.fx.data() + begin, s.fy.data() + begin, s.fz.data() + begin},
          s.tag.data() + begin,
          end - begin};
}

StepSums sum_of(const std::vector<StepSums>& parts) {
  StepSums sums;
  for (const StepSums& part : parts) {
    sums.v2 += part.v2;
    sums.v2_ended += part.v2_ended;
    sums.v2_gained += part.v2_gained;
    sums.too_fast += part.too_fast;
  }
  return sums;
}

bool is_noisy(Ensemble ensemble) { return ensemble == Ensemble::langevin || ensemble == Ensemble::npt; }

}  // namespace

Stepper::Stepper(const Dynamics& dynamics, std::uint64_t seed, int threads, double speed_limit)
    : dynamics_(dynamics), seed_(seed), loop_(threads), speed_limit_(speed_limit) {}

StepSums Stepper::over(State& state, const Kernel& kernel) {
  parts_.resize(ChunkLoop::chunks(state.size()));
  loop_.run(state.size(), [&](std::size_t chunk, std::size_t begin, std::size_t end) {
    parts_[chunk] = kernel(span_of(state, begin, end));
  });
  return sum_of(parts_);
}

std::size_t Stepper::first_half(State& state, std::uint64_t step, double kT) {
  const StepSums sums = over(state, beginning(step, kT, 0));
  heat_ += sums.v2_gained / 2;
  return sums.too_fast;
}

void Stepper::begin_join(std::uint64_t next, double kT) {
  joined_ = beginning(next, kT, dynamics_.time_step / 2);
}

void Stepper::move(State& state, std::size_t part, std::size_t begin, std::size_t end) {
  parts_[part] = joined_(span_of(state, begin, end));
}

std::size_t Stepper::end_join() {
  const StepSums sums = sum_of(parts_);
  kinetic_ = sums.v2_ended / 2;
  heat_ += sums.v2_gained / 2;
  return sums.too_fast;
}

Stepper::Kernel Stepper::beginning(std::uint64_t step, double kT, double ending_kick) {
  const double dt = dynamics_.time_step;
  if (is_noisy(dynamics_.ensemble)) {
    const double keep = std::exp(-dynamics_.friction * dt);
    const NoisyDrift task{.ending_kick = ending_kick,
                          .kick = dt / 2,
                          .drift = dt / 2,
                          .keep = keep,
                          .noise = std::sqrt(kT * (1 - keep * keep)),
                          .speed_limit = speed_limit_,
                          .seed = seed_,
                          .step = step};
    return [task](const ParticleSpan& span) { return noisy_drift(span, task); };
  }
  const double scale = dynamics_.ensemble == Ensemble::nvt ? chain.half_step(kinetic_, kT, dt) : 1;
  const KickDrift task{
      .ending_kick = ending_kick, .scale = scale, .kick = dt / 2, .drift = dt, .speed_limit = speed_limit_};
  return [task](const ParticleSpan& span) { return kick_drift(span, task); };
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
