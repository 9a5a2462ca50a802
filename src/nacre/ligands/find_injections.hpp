// Where a thermogram leaves its baseline.
#pragma once

#include <vector>

#include "nacre/ligands/thermogram.hpp"

namespace nacre::ligands {

// Times of the last quiet samples before the peaks: where the power jumps by more than ten times the noise of
// its changes, after as long a quiet as a tenth of the longest between jumps.
std::vector<double> find_injections(const Thermogram& thermogram);

}  // namespace nacre::ligands
