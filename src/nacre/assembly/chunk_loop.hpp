// Parallel loops of a time step. Which thread runs which chunk is left to chance: each chunk writes to a
// place of its own. Chunks are of a fixed size, so that sums, added chunk by chunk, have the same last digits
// for any number of threads.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace nacre::assembly {

class ChunkLoop {
 public:
  static constexpr std::size_t chunk_size = 2048;

  // All loops with as many threads share them, never more than the machine has: with threads of their own for
  // the forces and for the integrator two threads gained nothing beside another program.
  explicit ChunkLoop(int threads);

  static std::size_t chunks(std::size_t n) { return (n + chunk_size - 1) / chunk_size; }

  // Calls body(chunk, begin, end) for every chunk of the particles 0..n-1.
  void run(std::size_t n, const std::function<void(std::size_t, std::size_t, std::size_t)>& body) const;

  // Calls body(chunk) for every chunk below `chunks`, on any thread and in any order; returns when all are
  // done. What a body throws is thrown here; chunks not begun by then are left out.
  void each(std::size_t chunks, const std::function<void(std::size_t)>& body) const;

 private:
  struct Threads;
  std::shared_ptr<Threads> threads_;  // none: the caller alone
};

}  // namespace nacre::assembly
