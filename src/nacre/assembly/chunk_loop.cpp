#include "nacre/assembly/chunk_loop.hpp"

#include <algorithm>

namespace nacre::assembly {

ChunkLoop::ChunkLoop(int threads) : crew_(Crew::of(threads)) {}

void ChunkLoop::run(std::size_t n,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& body) const {
  each(chunks(n),
       [&](std::size_t chunk) { body(chunk, chunk * chunk_size, std::min(n, (chunk + 1) * chunk_size)); });
}

void ChunkLoop::each(std::size_t chunks, const std::function<void(std::size_t)>& body) const {
  if (crew_) return crew_->run(chunks, body);
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) body(chunk);
}

}  // namespace nacre::assembly
