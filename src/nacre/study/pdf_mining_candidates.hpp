// The clusters that a study of mining compares.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/run_control.hpp"
#include "nacre/crystal/builder.hpp"
#include "nacre/scattering/pair_histogram.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct MiningCandidate {
  std::string name{};       // "zinc-blende sphere of 20 A about a cation"
  std::string structure{};  // "zinc-blende", "faults 0.2", "file"
  std::string form{};
  double size_A = 0;   // diameter of the sphere that holds as many atoms of the crystal; of files: the extent
  double asked_A = 0;  // size of the cut, as named
  crystal::Nanocrystal atoms{};
  scattering::PairHistogram pairs{};
};

struct MiningCandidates {
  std::vector<MiningCandidate> list{};  // no two with the same atoms
  std::size_t repeated = 0;  // left out: the same atoms as another cut, whose size names them better
  std::size_t empty = 0;     // left out: fewer than two atoms
};

// The rules of all of them, before anything is built. Throws Error (usage).
struct MiningRule {
  crystal::ClusterRule rule{};
  std::string name{};
  std::string structure{};
  std::string form{};
};
std::vector<MiningRule> mining_rules(const Case& one, std::uint64_t seed);

// Built and counted in parallel. Throws Error (usage, data).
MiningCandidates mining_candidates(const Case& one, std::uint64_t seed, double q_max_per_A,
                                   const RunControl& control);

}  // namespace nacre::study
