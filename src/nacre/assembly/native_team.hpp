// Threads that share chunks of work.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "nacre/assembly/crew.hpp"

namespace nacre::assembly::native {

// Which thread runs which chunk is left to chance: each chunk writes to a place of its own.
class Team {
 public:
  explicit Team(int threads);

  // body(chunk) for every chunk below `chunks`.
  void run(std::size_t chunks, const std::function<void(std::size_t)>& body);

 private:
  std::shared_ptr<Crew> crew_;  // none: one thread
};

}  // namespace nacre::assembly::native
