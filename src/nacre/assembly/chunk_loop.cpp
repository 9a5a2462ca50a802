#include "nacre/assembly/chunk_loop.hpp"

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace nacre::assembly {

struct ChunkLoop::Threads {
  explicit Threads(int count) : arena(count) {}
  tbb::task_arena arena;

  static std::shared_ptr<Threads> of(int count) {
    static std::mutex finding;
    static std::map<int, std::weak_ptr<Threads>> known;
    const int useful = std::min(count, tbb::info::default_concurrency());
    if (useful < 2) return nullptr;
    const std::lock_guard lock(finding);
    std::shared_ptr<Threads> threads = known[useful].lock();
    if (!threads) known[useful] = threads = std::make_shared<Threads>(useful);
    return threads;
  }
};

ChunkLoop::ChunkLoop(int threads) : threads_(Threads::of(threads)) {}

void ChunkLoop::run(std::size_t n,
                    const std::function<void(std::size_t, std::size_t, std::size_t)>& body) const {
  each(chunks(n),
       [&](std::size_t chunk) { body(chunk, chunk * chunk_size, std::min(n, (chunk + 1) * chunk_size)); });
}

void ChunkLoop::each(std::size_t chunks, const std::function<void(std::size_t)>& body) const {
  if (threads_ && chunks > 1) {
    threads_->arena.execute([&] { tbb::parallel_for(std::size_t{0}, chunks, body); });
    return;
  }
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) body(chunk);
}

}  // namespace nacre::assembly
