#include "nacre/assembly/velocities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "nacre/core/random.hpp"

namespace nacre::assembly {
namespace {

using crystal::Vector;

bool turns_freely(const State& state) { return state.container.droplet_radius > 0 && state.size() > 2; }

std::array<HugeVector<double>*, 3> velocities(State& state) { return {&state.vx, &state.vy, &state.vz}; }

void remove_momentum(State& state) {
  for (int k = 0; k < 3; ++k) {
    if (!state.container.box.periodic[k]) continue;
    HugeVector<double>& v = *velocities(state)[k];
    double sum = 0;
    for (double one : v) sum += one;
    for (double& one : v) one -= sum / static_cast<double>(v.size());
  }
}

// I w = L by Cramer's rule, I being symmetric and positive.
Vector solve(const std::array<Vector, 3>& a, const Vector& b) {
  const auto determinant = [](const Vector& p, const Vector& q, const Vector& r) {
    return p[0] * (q[1] * r[2] - q[2] * r[1]) - p[1] * (q[0] * r[2] - q[2] * r[0]) +
           p[2] * (q[0] * r[1] - q[1] * r[0]);
  };
  const double whole = determinant(a[0], a[1], a[2]);
  return {determinant(b, a[1], a[2]) / whole, determinant(a[0], b, a[2]) / whole,
          determinant(a[0], a[1], b) / whole};
}

void remove_rotation(State& state) {
  std::array<Vector, 3> inertia{};
  Vector angular{};
  for (std::size_t i = 0; i < state.size(); ++i) {
    const Vector r{state.x[i], state.y[i], state.z[i]}, v{state.vx[i], state.vy[i], state.vz[i]};
    const double r2 = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    for (int a = 0; a < 3; ++a) {
      const int b = (a + 1) % 3, c = (a + 2) % 3;
      angular[a] += r[b] * v[c] - r[c] * v[b];
      inertia[a][a] += r2;
      for (int e = 0; e < 3; ++e) inertia[a][e] -= r[a] * r[e];
    }
  }
  const Vector w = solve(inertia, angular);  // finite: three particles are hardly ever on one line
  for (std::size_t i = 0; i < state.size(); ++i) {
    state.vx[i] -= w[1] * state.z[i] - w[2] * state.y[i];
    state.vy[i] -= w[2] * state.x[i] - w[0] * state.z[i];
    state.vz[i] -= w[0] * state.y[i] - w[1] * state.x[i];
  }
}

void scale(State& state, double factor) {
  for (HugeVector<double>* v : velocities(state))
    for (double& one : *v) one *= factor;
}

}  // namespace

void remove_conserved_momenta(State& state) {
  if (turns_freely(state)) remove_rotation(state);
  if (state.container.droplet_radius == 0) remove_momentum(state);
}

double kinetic_energy(const State& state) {
  double sum = 0;
  for (std::size_t i = 0; i < state.size(); ++i)
    sum += state.vx[i] * state.vx[i] + state.vy[i] * state.vy[i] + state.vz[i] * state.vz[i];
  return sum / 2;
}

double degrees_of_freedom(const State& state, Ensemble ensemble) {
  const double all = 3 * static_cast<double>(state.size());
  if (ensemble == Ensemble::langevin || ensemble == Ensemble::npt) return all;
  if (state.container.droplet_radius > 0) return turns_freely(state) ? all - 3 : all;
  const auto& periodic = state.container.box.periodic;
  return std::max(all - (periodic[0] + periodic[1] + periodic[2]), 1.0);
}

void draw_velocities(State& state, double kT, std::uint64_t seed, Ensemble ensemble) {
  const double deviation = std::sqrt(kT);
  for (std::size_t i = 0; i < state.size(); ++i) {
    RandomStream random(seed, StreamName::initial_velocities, state.tag[i]);
    for (HugeVector<double>* v : velocities(state)) (*v)[i] = deviation * random.normal();
  }
  if (ensemble == Ensemble::langevin || ensemble == Ensemble::npt) return;
  remove_conserved_momenta(state);
  const double kinetic = kinetic_energy(state);
  if (ensemble == Ensemble::nve && kinetic > 0)
    scale(state, std::sqrt(degrees_of_freedom(state, ensemble) * kT / 2 / kinetic));
}

}  // namespace nacre::assembly
