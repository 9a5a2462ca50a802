// How much longer than the cut-off the lists reach: more means longer lists, less means making them more
// often.
#pragma once

#include <cstddef>
#include <vector>

namespace nacre::assembly::native {

// A kind of pair: how many neighbours of it there would be within one sigma, were the particles anywhere.
struct PairShell {
  double weight = 0;
  double cutoff = 0;  // in sigma
};

// Tunes by counting the steps that a list lasts, never by the clock. Costs are in units of one neighbour of
// one particle in one step.
class SkinTuner {
 public:
  // `fixed` above zero: no tuning.
  explicit SkinTuner(double fixed) : fixed_(fixed) {}

  // Starts anew, with a guess.
  void reset(std::vector<PairShell> shells, std::size_t particles);

  double skin() const { return skin_; }

  // A list of this skin was used for so many steps.
  void used(std::size_t steps);

 private:
  double cost(double skin) const;

  double fixed_;
  double skin_ = 0;
  double per_step_ = 0;  // skin that a step uses up
  double particles_ = 0;
  std::vector<PairShell> shells_{};
};

}  // namespace nacre::assembly::native
