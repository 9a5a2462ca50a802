#include "nacre/assembly/chunk_loop.hpp"

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace nacre::assembly {

struct ChunkLoop::Arena {
  explicit Arena(int threads) : arena(std::min(threads, tbb::info::default_concurrency())) {}
  tbb::task_arena arena;
};

ChunkLoop::ChunkLoop(int threads) : arena_(threads > 1 ? std::make_unique<Arena>(threads) : nullptr) {}
ChunkLoop::ChunkLoop(ChunkLoop&&) noexcept = default;
ChunkLoop::~ChunkLoop() = default;

void ChunkLoop::run(std::size_t n,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& body) const {
  const std::size_t count = chunks(n);
  const auto one = [&](std::size_t chunk) {
    body(chunk, chunk * chunk_size, std::min(n, (chunk + 1) * chunk_size));
  };
  if (!arena_ || count < 2) {
    for (std::size_t chunk = 0; chunk < count; ++chunk) one(chunk);
    return;
  }
  arena_->arena.execute([&] { tbb::parallel_for(std::size_t{0}, count, one, tbb::simple_partitioner{}); });
}

}  // namespace nacre::assembly
