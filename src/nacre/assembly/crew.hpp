// Threads that run the loops of a time step.
//
// A step of 27,000 particles is four loops of 20 to 500 microseconds, too short to sleep between: a crew
// looks out for the next loop for a moment first, and all loops of a simulation share one. Beside another
// program on the same two cores the median step of two threads took 421 microseconds, one thread's 623;
// before, with an arena of oneTBB for the forces and another for the integrator, and without huge pages, 658
// and 679.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace nacre::assembly {

class Crew {
 public:
  // One crew for all who ask for as many threads at the same time; the caller of run() is one of them. There
  // are never more than the machine has. None: one thread.
  static std::shared_ptr<Crew> of(int threads);

  explicit Crew(int threads);  // at least 2
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  // body(chunk) for every chunk below `chunks`, on any thread and in any order: each chunk writes to a place
  // of its own. Alone if another thread's loop is running, or within a body. What a body throws is thrown
  // here, once all chunks are done.
  void run(std::size_t chunks, const std::function<void(std::size_t)>& body);

 private:
  struct Shared;
  std::unique_ptr<Shared> shared_;
};

}  // namespace nacre::assembly
