#include "nacre/study/assembly_snapshots.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "nacre/crystal/neighbors.hpp"

namespace nacre::study {
namespace {

constexpr double touching = 1.3;          // of the mean diameter: behind the first shell of neighbours
constexpr double fluid_size = 0.3;        // of the diameter, as drawn
constexpr std::size_t most_pictures = 6;  // of several cases
constexpr std::size_t most_spheres = 140'000;

// Colors of the large and of the other particles of a structure: two tones.
std::array<int, 2> tones_of(const std::string& environment) {
  static const std::map<std::string, std::array<int, 2>> known{
      {"AlB2", {1, 4}}, {"NaZn13", {0, 5}}, {"FCC", {2, 7}}, {"HCP", {3, 4}}, {"BCC", {0, 5}}};
  const auto found = known.find(environment);
  return found == known.end() ? std::array<int, 2>{1, 4} : found->second;
}

std::vector<double> mean_diameters(const crystal::Particles& particles, std::size_t species) {
  std::vector<double> sum(species), number(species);
  for (std::size_t i = 0; i < particles.size(); ++i) {
    sum[particles.species[i]] += particles.diameters[i];
    number[particles.species[i]] += 1;
  }
  for (std::size_t s = 0; s < species; ++s) sum[s] = number[s] > 0 ? sum[s] / number[s] : 0;
  return sum;
}

bool fits(const crystal::PeriodicBox& box, double cutoff) {
  for (std::size_t k = 0; k < 3; ++k)
    if (box.periodic[k] && box.lengths[k] < 2 * cutoff) return false;
  return true;
}

// The environment that more than half of these have; 0 if there is none.
std::uint8_t common(std::span<const std::int32_t> neighbors, const std::vector<std::uint8_t>& environment) {
  std::array<std::size_t, 256> votes{};
  for (const std::int32_t one : neighbors) ++votes[environment[static_cast<std::size_t>(one)]];
  for (std::size_t e = 1; e < votes.size(); ++e)
    if (2 * votes[e] > neighbors.size()) return static_cast<std::uint8_t>(e);
  return 0;
}

// Kinds of spheres in the gallery, made as they are met.
class Kinds {
 public:
  Kinds(const AssemblyCase& one, const crystal::Particles& particles)
      : one_(one),
        names_(particles.species_names),
        diameters_(mean_diameters(particles, particles.species_names.size())) {
    for (std::size_t s = 0; s < names_.size(); ++s) number_of(s, 0);
  }

  std::uint8_t number_of(std::size_t species, std::uint8_t environment) {
    const auto [place, added] =
        numbers_.try_emplace({environment, species}, static_cast<std::uint8_t>(kinds.size()));
    if (added) kinds.push_back(kind_of(species, environment));
    return place->second;
  }

  std::vector<SphereKind> kinds{};

 private:
  SphereKind kind_of(std::size_t species, std::uint8_t environment) const {
    const bool large = species == one_.large;
    if (environment == 0)
      return {names_[species] + ", fluid-like", large ? -1 : -2, fluid_size * diameters_[species] / 2};
    const std::string name =
        environment < one_.environment_names.size() ? one_.environment_names[environment] : "crystalline";
    return {names_[species] + ", " + name, tones_of(name)[large ? 0 : 1], diameters_[species] / 2};
  }

  const AssemblyCase& one_;
  std::vector<std::string> names_;
  std::vector<double> diameters_;
  std::map<std::pair<std::uint8_t, std::size_t>, std::uint8_t> numbers_{};
};

std::string title_of(const AssemblySnapshot& snapshot, const std::string& label) {
  char text[80];
  std::snprintf(text, sizeof text, ": time %.4g τ, packing %.3f", snapshot.time, snapshot.packing);
  return (label.empty() ? "" : label + ", ") + snapshot.title + text;
}

ParticlePicture picture_of(const AssemblyCase& one, const AssemblySnapshot& snapshot,
                           const std::string& label, Kinds& kinds) {
  ParticlePicture picture{.title = title_of(snapshot, label)};
  const std::vector<std::uint8_t> environment = shown_environments(snapshot, one.large);
  for (std::size_t i = 0; i < snapshot.particles.size(); ++i) {
    const crystal::Vector& at = snapshot.particles.positions[i];
    picture.positions_nm.insert(picture.positions_nm.end(), at.begin(), at.end());
    picture.kind.push_back(kinds.number_of(snapshot.particles.species[i], environment[i]));
  }
  if (snapshot.particles.droplet_radius > 0)
    picture.droplet_radius_nm = snapshot.particles.droplet_radius;
  else
    picture.box_nm = snapshot.particles.box.lengths;
  return picture;
}

constexpr const char* caption =
    "Particles in crystalline surroundings in color and at full size (large ones as classified, others by "
    "the "
    "large ones they touch), fluid-like ones small and grey.";

ParticleGallery gallery_of(const AssemblyCase& one) {
  ParticleGallery gallery{.id = "snapshots", .title = "The particles", .caption = caption, .unit = "σ"};
  Kinds kinds(one, one.snapshots.front().particles);
  std::size_t spheres = 0;
  for (const AssemblySnapshot& snapshot : one.snapshots) {
    spheres += snapshot.particles.size();
    if (spheres > most_spheres && !gallery.pictures.empty()) break;
    gallery.pictures.push_back(picture_of(one, snapshot, "", kinds));
  }
  ParticlePicture half = gallery.pictures.back();
  half.title = one.snapshots[gallery.pictures.size() - 1].title + ", cut in half";
  half.kept = 0.5;
  gallery.pictures.push_back(std::move(half));
  gallery.kinds = std::move(kinds.kinds);
  return gallery;
}

ParticleGallery last_ones(const std::vector<AssemblyCase>& cases) {
  ParticleGallery gallery{
      .id = "snapshots", .title = "The particles at the end", .caption = caption, .unit = "σ"};
  std::optional<Kinds> kinds;
  std::size_t spheres = 0;
  for (const AssemblyCase& one : cases) {
    if (one.snapshots.empty() || gallery.pictures.size() == most_pictures) continue;
    const AssemblySnapshot& last = one.snapshots.back();
    spheres += last.particles.size();
    if (spheres > most_spheres && !gallery.pictures.empty()) break;
    if (!kinds) kinds.emplace(one, last.particles);
    gallery.pictures.push_back(picture_of(one, last, one.label, *kinds));
  }
  if (kinds) gallery.kinds = std::move(kinds->kinds);
  return gallery;
}

}  // namespace

std::vector<std::uint8_t> shown_environments(const AssemblySnapshot& snapshot, std::size_t large) {
  const crystal::Particles& particles = snapshot.particles;
  std::vector<std::uint8_t> environment = snapshot.environment;
  environment.resize(particles.size());
  const std::vector<double> diameters = mean_diameters(particles, particles.species_names.size());
  for (std::size_t s = 0; s < diameters.size(); ++s) {
    if (s == large) continue;
    const double cutoff = touching * (diameters[s] + diameters[large]) / 2;
    if (!fits(particles.box, cutoff)) continue;
    const auto neighbors = crystal::neighbors_of(particles, {.cutoff = cutoff,
                                                             .around = static_cast<std::uint8_t>(s),
                                                             .among = static_cast<std::uint8_t>(large)});
    for (std::size_t i = 0; i < particles.size(); ++i)
      if (particles.species[i] == s) environment[i] = common(neighbors.of(i), environment);
  }
  return environment;
}

std::vector<ParticleGallery> assembly_snapshots(const std::vector<AssemblyCase>& cases) {
  if (cases.size() == 1 && !cases.front().snapshots.empty()) return {gallery_of(cases.front())};
  ParticleGallery last = last_ones(cases);
  if (last.pictures.empty()) return {};
  return {std::move(last)};
}

}  // namespace nacre::study
