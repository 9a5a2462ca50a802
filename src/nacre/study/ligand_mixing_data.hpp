// The table of a ligand-mixing study: read, checked, turned into points with covariances.
#pragma once

#include <string>
#include <vector>

#include "nacre/ligands/calorimetry.hpp"
#include "nacre/study/study.hpp"

namespace nacre::study {

struct MixingData {
  std::vector<ligands::ExchangePoint> points;     // in the order of the file
  std::vector<ligands::ConsistencyCheck> checks;  // one a point where dH, dS and dG are all there
  std::vector<std::string> warnings;
  std::string error_statement;  // which errors the fit uses, and how they are correlated
  std::vector<std::string> unused_columns;
};

// Reads [data] file of this case: x_a and two or three of dH_kJ_mol, dS_J_molK, dG_kJ_mol, each with an
// optional error column (dH_err or dH_kJ_mol_err, ...), else the errors of [errors]. Throws Error (data).
MixingData read_mixing_data(const Case& one);

}  // namespace nacre::study
