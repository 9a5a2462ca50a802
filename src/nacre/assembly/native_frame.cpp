#include "nacre/assembly/native_frame.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::assembly::native {
namespace {

double farthest(const HugeVector<double>& coordinates) {
  double most = 0;
  for (const double x : coordinates) most = std::max(most, std::abs(x));
  return most;
}

}  // namespace

Frame make_frame(const State& state, double reach) {
  const crystal::PeriodicBox& box = state.container.box;
  const std::array<const HugeVector<double>*, 3> coordinates{&state.x, &state.y, &state.z};
  Frame frame;
  double longest = 0;
  for (std::size_t k = 0; k < 3; ++k) {
    frame.length[k] = box.periodic[k] ? box.lengths[k] : 2.02 * farthest(*coordinates[k]) + 1.01 * reach;
    longest = std::max(longest, frame.length[k]);
  }
  for (std::size_t k = 0; k < 3; ++k)
    if (!box.periodic[k]) frame.length[k] = longest;  // a cube where it can be: that is faster
  return frame;
}

Frame follow(const Frame& frame, const Container& container) {
  Frame now = frame;
  for (std::size_t k = 0; k < 3; ++k)
    if (container.box.periodic[k]) now.length[k] = container.box.lengths[k];
  return now;
}

double skin_left(const Frame& then, const Frame& now, double reach, double skin, double largest_move) {
  double shrinkage = 1;
  for (std::size_t k = 0; k < 3; ++k) shrinkage = std::min(shrinkage, now.length[k] / then.length[k]);
  return shrinkage * (reach + skin) - reach - 2 * largest_move;
}

}  // namespace nacre::assembly::native
