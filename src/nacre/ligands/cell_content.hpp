// What turns the heat content of the cell before and after an injection into the heat of the injection.
#pragma once

#include <vector>

#include "nacre/ligands/titration.hpp"

namespace nacre::ligands {

// heat of injection i = V_cell (gain[i] h[i + 1] - kept[i] h[i]), where h is the heat of reaction per volume
// of the cell's content after so many injections.
struct HeatWeights {
  std::vector<double> gain;
  std::vector<double> kept;
};
HeatWeights heat_weights(const Titration& titration);

}  // namespace nacre::ligands
