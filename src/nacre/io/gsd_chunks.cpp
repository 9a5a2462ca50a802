#include "nacre/io/gsd_chunks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "nacre/io/gsd_chunk_reader.hpp"

namespace nacre::io {
namespace {

// As one row for each of `rows`.
template <typename T>
GsdChunk chunk(std::string name, GsdType type, std::uint64_t rows, const std::vector<T>& values,
               bool constant = false) {
  return {std::move(name),
          type,
          rows,
          static_cast<std::uint32_t>(rows == 0 ? 1 : values.size() / rows),
          std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)),
          constant};
}

template <typename T>
GsdChunk one(std::string name, GsdType type, T value, bool constant = false) {
  return chunk<T>(std::move(name), type, 1, {value}, constant);
}

std::vector<float> box_of(const crystal::PeriodicBox& box) {
  return {static_cast<float>(box.lengths[0]),
          static_cast<float>(box.lengths[1]),
          static_cast<float>(box.lengths[2]),
          0,
          0,
          0};
}

// HOOMD wants -length/2 <= position < length/2, after rounding to single precision too.
float inside(double position, double length) {
  const float half = static_cast<float>(length) / 2;
  const float largest = std::nextafter(half, 0.0f);
  const auto rounded = static_cast<float>(position);
  if (std::abs(position) > length / 2) return rounded;  // the caller's business
  return std::clamp(rounded, -half, largest);
}

std::vector<float> positions_of(const crystal::Particles& particles) {
  std::vector<float> flat;
  flat.reserve(3 * particles.size());
  for (const crystal::Vector& at : particles.positions)
    for (int k = 0; k < 3; ++k) flat.push_back(inside(at[k], particles.box.lengths[k]));
  return flat;
}

std::vector<float> velocities_of(const crystal::Particles& particles) {
  std::vector<float> flat;
  flat.reserve(3 * particles.size());
  for (const crystal::Vector& v : particles.velocities)
    for (const double component : v) flat.push_back(static_cast<float>(component));
  return flat;
}

// One name a row, padded with zeros to the longest and one more.
GsdChunk types_of(const std::vector<std::string>& names) {
  std::size_t longest = 0;
  for (const std::string& name : names) longest = std::max(longest, name.size());
  std::vector<char> flat(names.size() * (longest + 1), '\0');
  for (std::size_t t = 0; t < names.size(); ++t)
    std::ranges::copy(names[t], flat.begin() + static_cast<std::ptrdiff_t>(t * (longest + 1)));
  return chunk("particles/types", GsdType::int8, names.size(), flat, true);
}

void add_container(const crystal::Particles& particles, std::vector<GsdChunk>& chunks) {
  const std::vector<std::uint8_t> periodic(particles.box.periodic.begin(), particles.box.periodic.end());
  chunks.push_back(chunk("log/periodic", GsdType::uint8, 3, periodic, true));
  if (particles.droplet_radius > 0)
    chunks.push_back(one("log/droplet_radius", GsdType::float64, particles.droplet_radius));
}

}  // namespace

std::vector<GsdChunk> gsd_chunks(const ParticleFrame& frame) {
  const crystal::Particles& particles = frame.particles;
  const std::size_t count = particles.size();
  const std::vector<std::uint32_t> kinds(particles.species.begin(), particles.species.end());
  const std::vector<float> diameters(particles.diameters.begin(), particles.diameters.end());
  std::vector<GsdChunk> chunks = {
      one("configuration/step", GsdType::uint64, frame.step),
      one("configuration/dimensions", GsdType::uint8, std::uint8_t{3}, true),
      chunk("configuration/box", GsdType::float32, 6, box_of(particles.box)),
      one("particles/N", GsdType::uint32, static_cast<std::uint32_t>(count)),
      types_of(particles.species_names),
      chunk("particles/typeid", GsdType::uint32, count, kinds, true),
      chunk("particles/diameter", GsdType::float32, count, diameters, true),
      chunk("particles/position", GsdType::float32, count, positions_of(particles)),
  };
  if (!particles.velocities.empty())
    chunks.push_back(chunk("particles/velocity", GsdType::float32, count, velocities_of(particles)));
  if (!frame.images.empty()) {
    std::vector<std::int32_t> flat;
    for (const auto& image : frame.images) flat.insert(flat.end(), image.begin(), image.end());
    chunks.push_back(chunk("particles/image", GsdType::int32, count, flat));
  }
  add_container(particles, chunks);
  for (const ParticleColumn& column : frame.columns)
    chunks.push_back(chunk("log/particles/" + column.name, GsdType::float64, count, column.values));
  for (const FrameNumber& number : frame.numbers)
    chunks.push_back(one("log/" + number.name, GsdType::float64, number.value));
  return chunks;
}

std::uint64_t gsd_step(const BinaryFile& file, const GsdContents& contents, std::uint64_t frame) {
  return GsdChunkReader(file, contents, frame).whole_number("configuration/step", 0);
}

ParticleFrame gsd_particles(const BinaryFile& file, const GsdContents& contents, std::uint64_t frame) {
  return GsdChunkReader(file, contents, frame).particles();
}

}  // namespace nacre::io
