// Titrations at several compositions, each fitted, as the points of a mixing analysis.
#pragma once

#include <vector>

#include "nacre/study/ligand_mixing_data.hpp"
#include "nacre/study/titration_analysis.hpp"

namespace nacre::study {

// Throws Error (usage): compositions outside 0..1, another number of them than of files, twice the same
// without [data] repeats, a pure ligand or every mixture missing.
void check_compositions(const Case& one);

// One analysis a file, in their order. Throws Error (data) where a titration does not determine dH and dG.
std::vector<TitrationAnalysis> analyse_series(const Case& one, TitrationData data, std::uint64_t seed,
                                              const RunControl& control);

// dH and dG with the covariance of each fit, and [errors] dH and dG in quadrature.
MixingData series_points(const Case& one, const std::vector<TitrationAnalysis>& series);

}  // namespace nacre::study
