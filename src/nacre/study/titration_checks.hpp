// Numbers of a titration that cannot be right, or hardly.
#pragma once

#include <string>
#include <vector>

#include "nacre/study/titration_data.hpp"

namespace nacre::study {

// Throws Error for an injection larger than the cell.
void refuse_impossible(const Case& one, const TitrationRun& run);

// One sentence a doubt: heats in another unit, temperatures in Celsius, a titrant that never reaches the
// sites, a first injection that is smaller than the others. `heat_unit` is the one that the study declares;
// empty where the file's format fixes it.
std::vector<std::string> doubts_about(const ligands::Titration& titration, const std::string& heat_unit);

// Moles of titrant per mole in the cell after each injection.
std::vector<double> molar_ratios(const ligands::Titration& titration);

// Heat of each injection per mole injected; uJ / (uL mM) is kJ/mol.
std::vector<double> molar_heats_kJ_mol(const ligands::Titration& titration,
                                       const std::vector<double>& heats_uJ);

}  // namespace nacre::study
