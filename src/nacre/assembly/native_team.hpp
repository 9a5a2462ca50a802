// Threads that share chunks of work.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace nacre::assembly::native {

// A team of oneTBB. Which thread runs which chunk is left to chance: each chunk writes to a place of its own.
class Team {
 public:
  explicit Team(int threads);
  ~Team();
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  // body(chunk) for every chunk below `chunks`; it must not throw.
  void run(std::size_t chunks, const std::function<void(std::size_t)>& body);

 private:
  struct Arena;
  std::unique_ptr<Arena> arena_;  // none: one thread
};

}  // namespace nacre::assembly::native
