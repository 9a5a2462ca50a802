// Results of the search for clusters as quantities, tables and figures.
#pragma once

#include <string>
#include <vector>

#include "nacre/core/result.hpp"
#include "nacre/scattering/cluster_mining.hpp"
#include "nacre/study/pdf_mining_candidates.hpp"

namespace nacre::study {

struct MiningRun {
  const Case* one = nullptr;
  MiningCandidates candidates{};
  scattering::SignalSetup setup{};
  scattering::MiningData data{};      // every point in the range
  scattering::MiningData compared{};  // those that are independent
  scattering::MiningResult result{};
  std::string error_statement{};
  std::vector<std::string> warnings{};

  const MiningCandidate& candidate(const scattering::MinedCluster& mined) const {
    return candidates.list[mined.candidate];
  }
};

inline constexpr double within_noise = 2;  // MinedCluster::behind up to which the noise cannot tell

std::size_t count_within(const MiningRun& run);
std::string mining_headline(const MiningRun& run);
std::vector<Quantity> mining_quantities(const MiningRun& run);
std::vector<std::string> mining_warnings(const MiningRun& run);
Table mining_table(const MiningRun& run);
std::vector<Figure> mining_figures(const MiningRun& run);

}  // namespace nacre::study
