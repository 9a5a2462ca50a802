#include "nacre/study/assembly_samples.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "nacre/core/error.hpp"

namespace nacre::study {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t head = 5;  // step, three lengths, radius of the droplet

[[noreturn]] void fail(const fs::path& file, int reason) {
  throw Error({.code = ExitCode::data,
               .place = {file.string(), 0, 0, {}, 1},
               .message = "cannot be written",
               .found = std::strerror(reason),
               .hint = "make room, then go on with --resume"});
}

void write_all(int descriptor, const char* bytes, std::size_t count, const fs::path& file) {
  while (count > 0) {
    const ssize_t written = ::write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int reason = errno;
      ::close(descriptor);
      fail(file, reason);
    }
    bytes += written;
    count -= static_cast<std::size_t>(written);
  }
}

}  // namespace

std::size_t AssemblySamples::record_bytes() const { return (head + 3 * particles_) * sizeof(double); }

AssemblySamples::AssemblySamples(fs::path file, std::size_t particles, std::int64_t last_step)
    : file_(std::move(file)), particles_(particles) {
  std::size_t keep = 0;
  {
    std::ifstream in(file_, std::ios::binary);
    double step = 0;
    while (in.seekg(static_cast<std::streamoff>(keep * record_bytes())) &&
           in.read(reinterpret_cast<char*>(&step), sizeof step) && step <= static_cast<double>(last_step))
      ++keep;
  }
  std::error_code failure;
  if (keep == 0)
    fs::remove(file_, failure);
  else
    fs::resize_file(file_, keep * record_bytes(), failure);
  if (failure) fail(file_, failure.value());
}

void AssemblySamples::add(std::int64_t step, const assembly::State& state) const {
  std::vector<double> record(head + 3 * particles_);
  const crystal::Vector& box = state.container.box.lengths;
  record[0] = static_cast<double>(step);
  for (int k = 0; k < 3; ++k) record[static_cast<std::size_t>(k) + 1] = box[k];
  record[4] = state.container.droplet_radius;
  for (std::size_t i = 0; i < state.size(); ++i) {
    double* at = record.data() + head + 3 * static_cast<std::size_t>(state.tag[i]);
    at[0] = state.x[i] + state.image_x[i] * box[0];
    at[1] = state.y[i] + state.image_y[i] * box[1];
    at[2] = state.z[i] + state.image_z[i] * box[2];
  }
  const int descriptor = ::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) fail(file_, errno);
  write_all(descriptor, reinterpret_cast<const char*>(record.data()), record_bytes(), file_);
  const bool synced = ::fsync(descriptor) == 0;
  const int reason = errno;
  ::close(descriptor);
  if (!synced) fail(file_, reason);
}

void AssemblySamples::replay(assembly::State state,
                             const std::function<void(const assembly::State&)>& use) const {
  std::ifstream in(file_, std::ios::binary);
  std::vector<double> record(head + 3 * particles_);
  while (in.read(reinterpret_cast<char*>(record.data()), static_cast<std::streamsize>(record_bytes()))) {
    crystal::PeriodicBox& box = state.container.box;
    for (int k = 0; k < 3; ++k) box.lengths[k] = record[static_cast<std::size_t>(k) + 1];
    state.container.droplet_radius = record[4];
    HugeVector<double>* const positions[] = {&state.x, &state.y, &state.z};
    HugeVector<std::int32_t>* const images[] = {&state.image_x, &state.image_y, &state.image_z};
    for (std::size_t i = 0; i < state.size(); ++i)
      for (std::size_t k = 0; k < 3; ++k) {
        const double at = record[head + 3 * static_cast<std::size_t>(state.tag[i]) + k];
        const double crossed = box.periodic[k] ? std::nearbyint(at / box.lengths[k]) : 0;
        (*images[k])[i] = static_cast<std::int32_t>(crossed);
        (*positions[k])[i] = at - crossed * box.lengths[k];
      }
    use(state);
  }
}

void AssemblySamples::remove() const {
  std::error_code ignored;
  fs::remove(file_, ignored);
}

}  // namespace nacre::study
