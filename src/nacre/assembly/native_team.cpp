#include "nacre/assembly/native_team.hpp"

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

namespace nacre::assembly::native {

struct Team::Arena {
  tbb::task_arena arena;
};

Team::Team(int threads) {
  const int useful = std::min(threads, tbb::info::default_concurrency());
  if (useful > 1) arena_ = std::make_unique<Arena>(Arena{tbb::task_arena(useful)});
}
Team::~Team() = default;

void Team::run(std::size_t chunks, const std::function<void(std::size_t)>& body) {
  if (!arena_ || chunks < 2) {
    for (std::size_t c = 0; c < chunks; ++c) body(c);
    return;
  }
  arena_->arena.execute([&] {
    tbb::parallel_for(
        std::size_t{0}, chunks, [&](std::size_t c) { body(c); }, tbb::simple_partitioner());
  });
}

}  // namespace nacre::assembly::native
