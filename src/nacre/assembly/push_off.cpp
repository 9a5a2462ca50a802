#include "nacre/assembly/push_off.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "nacre/assembly/close_pairs.hpp"

namespace nacre::assembly {
namespace {

using crystal::Vector;

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector difference(const Vector& a, const Vector& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }

void add(Vector& to, double factor, const Vector& what) {
  for (int k = 0; k < 3; ++k) to[k] += factor * what[k];
}

// Calls visit(normal, distance) for each wall, normal pointing away from it.
template <class Visit>
void each_wall(const crystal::Particles& particles, const Vector& at, const Visit& visit) {
  if (particles.droplet_radius > 0) {
    const double r = std::sqrt(dot(at, at));
    if (r > 0) visit(Vector{-at[0] / r, -at[1] / r, -at[2] / r}, particles.droplet_radius - r);
    return;
  }
  for (int k = 0; k < 3; ++k) {
    if (particles.box.periodic[k]) continue;
    Vector normal{};
    normal[k] = 1;
    visit(normal, particles.box.lengths[k] / 2 + at[k]);
    normal[k] = -1;
    visit(normal, particles.box.lengths[k] / 2 - at[k]);
  }
}

void keep_deeper(Overlap& deepest, const Overlap& other) {
  if (other.closeness < deepest.closeness) deepest = other;
}

// Pairs within a margin are kept until a particle has gone half the margin.
class SoftForces {
 public:
  SoftForces(crystal::Particles& particles, std::span<const std::uint8_t> held, double margin)
      : particles_(particles), held_(held), margin_(margin) {
    find_pairs();
  }

  // Forces of energy (1 - r/s)^2 / 2; the deepest overlap.
  Overlap compute(std::vector<Vector>& forces) {
    if (has_gone_far()) find_pairs();
    forces.assign(particles_.size(), Vector{});
    Overlap deepest;
    for (const ClosePair& pair : pairs_) keep_deeper(deepest, add_pair(pair, forces));
    for (std::size_t i = 0; i < particles_.size(); ++i) keep_deeper(deepest, add_walls(i, forces[i]));
    if (!held_.empty())
      for (std::size_t i = 0; i < forces.size(); ++i)
        if (held_[i]) forces[i] = {};
    return deepest;
  }

 private:
  void find_pairs() {
    pairs_ = close_pairs(particles_, margin_);
    if (!held_.empty())
      std::erase_if(pairs_, [&](const ClosePair& pair) { return held_[pair.i] && held_[pair.j]; });
    reference_ = particles_.positions;
  }

  bool has_gone_far() const {
    for (std::size_t i = 0; i < reference_.size(); ++i) {
      const Vector d = difference(particles_.positions[i], reference_[i]);
      if (4 * dot(d, d) > margin_ * margin_) return true;
    }
    return false;
  }

  Overlap add_pair(const ClosePair& pair, std::vector<Vector>& forces) const {
    const double s = (particles_.diameters[pair.i] + particles_.diameters[pair.j]) / 2;
    const Vector d =
        particles_.box.nearest_image(difference(particles_.positions[pair.i], particles_.positions[pair.j]));
    const double r2 = dot(d, d);
    if (r2 >= s * s) return {};
    const double r = std::sqrt(r2);
    // Two at one place are parted along x.
    const Vector along = r > 0 ? Vector{d[0] / r, d[1] / r, d[2] / r} : Vector{1, 0, 0};
    const double force = (1 - r / s) / s;
    add(forces[pair.i], force, along);
    add(forces[pair.j], -force, along);
    return {pair.i, pair.j, r / s};
  }

  Overlap add_walls(std::size_t i, Vector& force) const {
    Overlap deepest;
    const double s = particles_.diameters[i] / 2;
    each_wall(particles_, particles_.positions[i], [&](const Vector& normal, double distance) {
      if (distance >= s) return;
      add(force, (1 - distance / s) / s, normal);
      keep_deeper(deepest, {i, particles_.size(), distance / s});
    });
    return deepest;
  }

  crystal::Particles& particles_;
  std::span<const std::uint8_t> held_;
  double margin_;
  std::vector<ClosePair> pairs_{};
  std::vector<Vector> reference_{};
};

// The fast inertial relaxation engine, with the constants of its paper.
class Fire {
 public:
  Fire(std::size_t particles, double smallest_diameter)
      : velocities_(particles),
        step_(0.1 * smallest_diameter),
        most_step_(0.4 * smallest_diameter),
        longest_move_(0.2 * smallest_diameter) {}

  void move(std::vector<Vector>& positions, const std::vector<Vector>& forces) {
    steer(forces);
    for (std::size_t i = 0; i < positions.size(); ++i) {
      add(velocities_[i], step_, forces[i]);
      const double length = step_ * std::sqrt(dot(velocities_[i], velocities_[i]));
      add(positions[i], length > longest_move_ ? step_ * longest_move_ / length : step_, velocities_[i]);
    }
  }

 private:
  void steer(const std::vector<Vector>& forces) {
    double power = 0, speed2 = 0, force2 = 0;
    for (std::size_t i = 0; i < forces.size(); ++i) {
      power += dot(forces[i], velocities_[i]);
      speed2 += dot(velocities_[i], velocities_[i]);
      force2 += dot(forces[i], forces[i]);
    }
    if (power < 0) return stop();
    const double turn = force2 > 0 ? mixing_ * std::sqrt(speed2 / force2) : 0;
    for (std::size_t i = 0; i < forces.size(); ++i)
      for (int k = 0; k < 3; ++k) velocities_[i][k] = (1 - mixing_) * velocities_[i][k] + turn * forces[i][k];
    if (++downhill_ > 5) {
      step_ = std::min(1.1 * step_, most_step_);
      mixing_ *= 0.99;
    }
  }

  void stop() {
    velocities_.assign(velocities_.size(), Vector{});
    step_ /= 2;
    mixing_ = 0.1;
    downhill_ = 0;
  }

  std::vector<Vector> velocities_;
  double step_, most_step_, longest_move_;
  double mixing_ = 0.1;
  int downhill_ = 0;
};

}  // namespace

Overlap deepest_overlap(const crystal::Particles& particles) {
  crystal::Particles copy = particles;
  std::vector<Vector> forces;
  return SoftForces(copy, {}, 0).compute(forces);
}

Overlap push_off(crystal::Particles& particles, std::span<const std::uint8_t> held, const PushOff& options) {
  if (particles.size() == 0) return {};
  const auto [smallest, largest] =
      std::minmax_element(particles.diameters.begin(), particles.diameters.end());
  SoftForces soft(particles, held, 0.3 * *largest);
  Fire fire(particles.size(), *smallest);
  std::vector<Vector> forces;
  Overlap deepest = soft.compute(forces);
  for (int step = 0; step < options.most_steps && deepest.closeness < options.closeness; ++step) {
    fire.move(particles.positions, forces);
    deepest = soft.compute(forces);
  }
  for (Vector& at : particles.positions) at = particles.box.nearest_image(at);
  return deepest;
}

}  // namespace nacre::assembly
