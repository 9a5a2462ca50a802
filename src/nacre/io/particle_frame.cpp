#include "nacre/io/particle_frame.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace nacre::io {

bool is_word(const std::string& name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && name.size() < 64 && std::ranges::all_of(name, fits);
}

namespace {

void check_word(const std::string& name) {
  if (!is_word(name)) throw std::invalid_argument("'" + name + "' is no name: letters, digits and '_' are");
}

void check_length(const char* what, std::size_t found, std::size_t expected) {
  if (found != expected)
    throw std::invalid_argument("a frame of " + std::to_string(expected) + " particles has " +
                                std::to_string(found) + " " + what);
}

bool is_finite(const crystal::Vector& v) {
  return std::isfinite(v[0]) && std::isfinite(v[1]) && std::isfinite(v[2]);
}

void check_vectors(const char* what, const std::vector<crystal::Vector>& vectors) {
  const auto wrong = std::ranges::find_if_not(vectors, is_finite);
  if (wrong != vectors.end())
    throw std::invalid_argument(std::string("the ") + what + " of particle " +
                                std::to_string(wrong - vectors.begin()) + " is not finite");
}

void check_kinds(const crystal::Particles& particles) {
  for (const std::string& name : particles.species_names) check_word(name);
  for (std::size_t i = 0; i < particles.size(); ++i) {
    if (particles.species[i] >= particles.species_names.size())
      throw std::invalid_argument("the species of particle " + std::to_string(i) + " has no name");
    if (!(particles.diameters[i] > 0) || !std::isfinite(particles.diameters[i]))
      throw std::invalid_argument("the diameter of particle " + std::to_string(i) + " is not above zero");
  }
}

void check_container(const crystal::Particles& particles) {
  for (const double length : particles.box.lengths)
    if (!(length > 0) || !std::isfinite(length))
      throw std::invalid_argument("an edge of the box is not above zero");
  if (!(particles.droplet_radius >= 0) || !std::isfinite(particles.droplet_radius))
    throw std::invalid_argument("the radius of the droplet is negative or not finite");
}

}  // namespace

void check_frame(const ParticleFrame& frame) {
  const crystal::Particles& particles = frame.particles;
  const std::size_t count = particles.size();
  if (count == 0) throw std::invalid_argument("a frame without particles");
  check_length("diameters", particles.diameters.size(), count);
  check_length("species", particles.species.size(), count);
  if (!particles.velocities.empty()) check_length("velocities", particles.velocities.size(), count);
  if (!frame.images.empty()) check_length("images", frame.images.size(), count);
  for (const ParticleColumn& column : frame.columns) {
    check_word(column.name);
    check_length(("values of " + column.name).c_str(), column.values.size(), count);
  }
  for (const FrameNumber& number : frame.numbers) check_word(number.name);
  check_vectors("position", particles.positions);
  check_vectors("velocity", particles.velocities);
  check_kinds(particles);
  check_container(particles);
}

}  // namespace nacre::io
