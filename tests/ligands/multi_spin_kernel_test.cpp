#include "nacre/ligands/multi_spin_kernel.hpp"

#include <gtest/gtest.h>
#include <hwy/highway.h>

#include <string>

#include "ligands/surfaces.hpp"
#include "nacre/ligands/monte_carlo.hpp"
#include "nacre/ligands/multi_spin.hpp"

namespace nacre::ligands {
namespace {

// Everything that a block is after some trials, of replicas with attraction and repulsion of all strengths.
struct Outcome {
  std::vector<Arrangement> arrangements;
  std::vector<double> accepted;
  std::string target;
};

Outcome run_on(const Lattice& lattice) {
  MultiSpinBlock block(lattice, 7, 3);
  std::vector<double> w_RT;
  for (int lane = 0; lane < MultiSpinBlock::lanes; ++lane) {
    const int n_a = 1 + lane % (lattice.sites() - 1);
    block.place(lane, initial_arrangement(lattice, n_a, Start::random, 7, static_cast<std::uint64_t>(lane)));
    w_RT.push_back(0.006 * (lane - 200));
  }
  block.set_interactions(w_RT);
  block.run(1500);
  Outcome outcome{
      .arrangements = {}, .accepted = block.take_accepted(), .target = std::string(multi_spin_target())};
  for (int lane = 0; lane < MultiSpinBlock::lanes; lane += 5)
    outcome.arrangements.push_back(block.arrangement(lane));
  return outcome;
}

// Sends the engine to one target, and back to the best when it goes out of scope.
class OnlyTarget {
 public:
  explicit OnlyTarget(std::int64_t target) { choose(target); }
  ~OnlyTarget() { choose(0); }
  OnlyTarget(const OnlyTarget&) = delete;
  OnlyTarget& operator=(const OnlyTarget&) = delete;

 private:
  static void choose(std::int64_t target) {
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  }
};

TEST(MultiSpinKernel, SameNumbersOnEverySimdTarget) {
  const Lattice lattices[] = {
      {LatticeType::square, 7, 5}, {LatticeType::triangular, 6, 6}, Lattice(spherical_surface(40))};
  const std::int64_t available = hwy::SupportedTargets();
  for (const Lattice& lattice : lattices) {
    const Outcome best = run_on(lattice);
    int targets = 0;
    for (std::int64_t rest = available; rest != 0; rest &= rest - 1) {
      const OnlyTarget only(rest & -rest);
      const Outcome other = run_on(lattice);
      EXPECT_TRUE(other.arrangements == best.arrangements) << other.target << " against " << best.target;
      EXPECT_TRUE(other.accepted == best.accepted) << other.target << " against " << best.target;
      ++targets;
    }
    EXPECT_GT(targets, 1) << "there is nothing to compare with";
  }
}

TEST(MultiSpinKernel, TakesTheTargetThatItIsSentTo) {
  const OnlyTarget only(HWY_STATIC_TARGET);
  EXPECT_EQ(multi_spin_target(), hwy::TargetName(HWY_STATIC_TARGET));
}

}  // namespace
}  // namespace nacre::ligands
