#include "nacre/assembly/chunk_loop.hpp"

#include <algorithm>

namespace nacre::assembly {

ChunkLoop::ChunkLoop(int threads) : crew_(Crew::of(threads)) {}

void ChunkLoop::run(std::size_t n,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& body) const {
  const std::size_t count = chunks(n);
  const auto one = [&](std::size_t chunk) {
    body(chunk, chunk * chunk_size, std::min(n, (chunk + 1) * chunk_size));
  };
  if (crew_) return crew_->run(count, one);
  for (std::size_t chunk = 0; chunk < count; ++chunk) one(chunk);
}

}  // namespace nacre::assembly
