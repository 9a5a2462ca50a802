#include "nacre/assembly/native_skin.hpp"

#include <algorithm>
#include <cmath>

namespace nacre::assembly::native {
namespace {

constexpr double first_guess = 0.15;  // sigma
constexpr double least = 0.02, most = 0.6;
constexpr double steps = 60;
// Of making a list, for each particle and for each neighbour listed.
constexpr double cost_of_particle = 100;
constexpr double cost_of_neighbor = 8;

}  // namespace

void SkinTuner::reset(std::vector<PairShell> shells, std::size_t particles) {
  shells_ = std::move(shells);
  particles_ = static_cast<double>(particles);
  skin_ = fixed_ > 0 ? fixed_ : first_guess;
  per_step_ = 0;
}

double SkinTuner::cost(double skin) const {
  double neighbors = 0;
  for (const PairShell& shell : shells_) neighbors += shell.weight * std::pow(shell.cutoff + skin, 3);
  const double lasts = std::max(skin / per_step_, 1.0);
  return neighbors + (particles_ * cost_of_particle + neighbors * cost_of_neighbor) / lasts;
}

void SkinTuner::used(std::size_t count) {
  if (fixed_ > 0 || shells_.empty()) return;
  const double seen = skin_ / static_cast<double>(std::max<std::size_t>(count, 1));
  per_step_ = per_step_ == 0 ? seen : 0.8 * per_step_ + 0.2 * seen;
  double best = skin_;
  for (int k = 0; k <= steps; ++k) {
    const double skin = least * std::pow(most / least, k / steps);
    if (k == 0 || cost(skin) < cost(best)) best = skin;
  }
  skin_ = best;
}

}  // namespace nacre::assembly::native
