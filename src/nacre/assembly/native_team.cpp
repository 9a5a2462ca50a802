#include "nacre/assembly/native_team.hpp"

#include "nacre/assembly/crew.hpp"

namespace nacre::assembly::native {

Team::Team(int threads) : crew_(Crew::of(threads)) {}

void Team::run(std::size_t chunks, const std::function<void(std::size_t)>& body) {
  if (crew_) return crew_->run(chunks, body);
  for (std::size_t c = 0; c < chunks; ++c) body(c);
}

}  // namespace nacre::assembly::native
