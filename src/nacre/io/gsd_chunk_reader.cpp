#include "nacre/io/gsd_chunk_reader.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "nacre/core/units.hpp"
#include "nacre/io/data_error.hpp"

namespace nacre::io {
namespace {

constexpr std::size_t most_species = 256;
constexpr double farthest = 1e9;

template <typename T>
void append_as(const std::string& bytes, std::vector<double>& values) {
  for (std::size_t at = 0; at + sizeof(T) <= bytes.size(); at += sizeof(T)) {
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    values.push_back(static_cast<double>(value));
  }
}

std::vector<double> numbers_in(const std::string& bytes, GsdType type) {
  std::vector<double> values;
  values.reserve(bytes.size() / gsd_type_size(type));
  switch (type) {
    case GsdType::uint8:
      append_as<std::uint8_t>(bytes, values);
      break;
    case GsdType::uint16:
      append_as<std::uint16_t>(bytes, values);
      break;
    case GsdType::uint32:
      append_as<std::uint32_t>(bytes, values);
      break;
    case GsdType::uint64:
      append_as<std::uint64_t>(bytes, values);
      break;
    case GsdType::int8:
    case GsdType::character:
      append_as<std::int8_t>(bytes, values);
      break;
    case GsdType::int16:
      append_as<std::int16_t>(bytes, values);
      break;
    case GsdType::int32:
      append_as<std::int32_t>(bytes, values);
      break;
    case GsdType::int64:
      append_as<std::int64_t>(bytes, values);
      break;
    case GsdType::float32:
      append_as<float>(bytes, values);
      break;
    case GsdType::float64:
      append_as<double>(bytes, values);
      break;
  }
  return values;
}

std::string shape_text(std::uint64_t rows, std::uint64_t columns) {
  return std::to_string(rows) + " x " + std::to_string(columns) + " numbers";
}

}  // namespace

void GsdChunkReader::fail(const std::string& message, const std::string& found,
                          const std::string& expected) const {
  fail_with_file(file_.path(), "frame " + std::to_string(frame_) + " " + message, found, expected);
}

const GsdEntry* GsdChunkReader::find(std::uint64_t frame, const std::string& name) const {
  const auto& entries = contents_.entries;
  auto at = std::ranges::lower_bound(entries, frame, {}, &GsdEntry::frame);
  for (; at != entries.end() && at->frame == frame; ++at)
    if (contents_.names[at->name] == name) return &*at;
  return nullptr;
}

const GsdEntry* GsdChunkReader::find(const std::string& name) const {
  const GsdEntry* here = find(frame_, name);
  return here != nullptr ? here : find(0, name);
}

std::string GsdChunkReader::bytes(const GsdEntry& entry, const std::string& name) const {
  const std::uint64_t size = file_.size();
  const auto begin = static_cast<std::uint64_t>(entry.location);
  if (entry.bytes() > size || begin > size - entry.bytes())
    fail_with_file(file_.path(),
                   "is cut off in frame " + std::to_string(frame_) + ": " + name + " is missing",
                   std::to_string(size) + " bytes", std::to_string(begin + entry.bytes()) + " bytes or more",
                   "frames are counted from 0: an earlier one may be whole");
  return file_.read_at(begin, entry.bytes());
}

std::optional<std::vector<double>> GsdChunkReader::numbers(const std::string& name, std::uint64_t rows,
                                                           std::uint32_t columns) const {
  const GsdEntry* entry = find(name);
  if (entry == nullptr) return std::nullopt;
  if (entry->rows != rows || entry->columns != columns) {
    if (entry->frame != frame_) return std::nullopt;  // of a first frame with another number of particles
    fail("has another shape of " + name, shape_text(entry->rows, entry->columns), shape_text(rows, columns));
  }
  return numbers_in(bytes(*entry, name), static_cast<GsdType>(entry->type));
}

std::uint64_t GsdChunkReader::whole_number(const std::string& name, std::uint64_t missing) const {
  const auto found = numbers(name, 1, 1);
  if (!found) return missing;
  const double value = found->front();
  if (!(value >= 0 && value < 9e15 && value == std::floor(value)))
    fail("has no whole " + name, format_number(value));
  return static_cast<std::uint64_t>(value);
}

std::vector<std::string> GsdChunkReader::type_names() const {
  const GsdEntry* entry = find("particles/types");
  if (entry == nullptr) return {"A"};
  if (gsd_type_size(static_cast<GsdType>(entry->type)) != 1 || entry->rows > most_species)
    fail("has more species than can be, or their names are no text", std::to_string(entry->rows),
         "at most 256");
  const std::string block = bytes(*entry, "particles/types");
  std::vector<std::string> names;
  for (std::uint64_t t = 0; t < entry->rows; ++t) {
    const std::string row = block.substr(t * entry->columns, entry->columns);
    names.push_back(row.substr(0, row.find('\0')));
  }
  return names;
}

crystal::PeriodicBox GsdChunkReader::box() const {
  const auto six = numbers("configuration/box", 6, 1);
  if (!six) fail("has no box");
  crystal::PeriodicBox box;
  for (std::size_t k = 0; k < 3; ++k) {
    box.lengths[k] = (*six)[k];
    if (!(box.lengths[k] > 0 && box.lengths[k] < farthest))
      fail("has a box without volume", format_number((*six)[k]), "three lengths above 0");
    if ((*six)[k + 3] != 0) fail("has a tilted box", "tilt " + format_number((*six)[k + 3]), "right angles");
  }
  if (const auto periodic = numbers("log/periodic", 3, 1))
    for (std::size_t k = 0; k < 3; ++k) box.periodic[k] = (*periodic)[k] != 0;
  return box;
}

void GsdChunkReader::add_kinds(crystal::Particles& particles, std::uint64_t count) const {
  particles.species_names = type_names();
  particles.diameters = numbers("particles/diameter", count, 1).value_or(std::vector<double>(count, 1.0));
  const auto kinds = numbers("particles/typeid", count, 1).value_or(std::vector<double>(count, 0.0));
  for (std::size_t i = 0; i < count; ++i) {
    if (!(kinds[i] >= 0 && kinds[i] < static_cast<double>(particles.species_names.size())))
      fail("has a particle of a type without a name",
           "type " + format_number(kinds[i]) + " of particle " + std::to_string(i),
           std::to_string(particles.species_names.size()) + " types");
    particles.species.push_back(static_cast<std::uint8_t>(kinds[i]));
    if (!(particles.diameters[i] > 0 && particles.diameters[i] < farthest))
      fail("has a particle without size",
           "diameter " + format_number(particles.diameters[i]) + " of particle " + std::to_string(i),
           "a number above 0");
  }
}

// log/particles/NAME with one number a particle, log/NAME with one number.
void GsdChunkReader::add_logged(ParticleFrame& frame, std::uint64_t count) const {
  const std::string of_particles = "log/particles/";
  for (const std::string& name : contents_.names) {
    if (!name.starts_with("log/") || name == "log/droplet_radius") continue;
    const GsdEntry* entry = find(name);
    if (entry == nullptr || entry->columns != 1) continue;
    if (name.starts_with(of_particles) && entry->rows == count)
      frame.columns.push_back({name.substr(of_particles.size()), *numbers(name, count, 1)});
    else if (!name.starts_with(of_particles) && entry->rows == 1)
      frame.numbers.push_back({name.substr(4), numbers(name, 1, 1)->front()});
  }
}

std::vector<crystal::Vector> GsdChunkReader::vectors(const std::string& name, std::uint64_t count) const {
  const auto flat = numbers(name, count, 3);
  if (!flat) return {};
  for (std::size_t k = 0; k < flat->size(); ++k)
    if (!(std::abs((*flat)[k]) < farthest))
      fail("has a " + name.substr(name.find('/') + 1) + " that is not finite",
           format_number((*flat)[k]) + " of particle " + std::to_string(k / 3), "a number");
  std::vector<crystal::Vector> vectors(count);
  for (std::size_t i = 0; i < count; ++i)
    vectors[i] = {(*flat)[3 * i], (*flat)[3 * i + 1], (*flat)[3 * i + 2]};
  return vectors;
}

double GsdChunkReader::droplet_radius() const {
  const auto radius = numbers("log/droplet_radius", 1, 1);
  if (!radius) return 0;
  if (!(radius->front() >= 0 && radius->front() < farthest))
    fail("has a droplet without size", format_number(radius->front()), "a radius");
  return radius->front();
}

ParticleFrame GsdChunkReader::particles() const {
  if (whole_number("configuration/dimensions", 3) != 3) fail("has two dimensions", {}, "three");
  const std::uint64_t count = whole_number("particles/N", 0);
  if (count == 0) fail("has no particles");
  ParticleFrame frame{.step = whole_number("configuration/step", 0)};
  crystal::Particles& particles = frame.particles;
  particles.positions = vectors("particles/position", count);
  if (particles.positions.empty()) fail("has no positions");
  particles.velocities = vectors("particles/velocity", count);
  for (const crystal::Vector& image : vectors("particles/image", count))
    frame.images.push_back({static_cast<std::int32_t>(image[0]), static_cast<std::int32_t>(image[1]),
                            static_cast<std::int32_t>(image[2])});
  particles.box = box();
  particles.droplet_radius = droplet_radius();
  add_kinds(particles, count);
  add_logged(frame, count);
  return frame;
}

}  // namespace nacre::io
