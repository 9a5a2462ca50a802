// Chemical formulas and their charges: "Cd2+", "C8H7O2-", "(C6H5)3P".
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nacre::crystal {

struct Formula {
  std::vector<std::pair<std::string, int>> atoms{};  // element and number, in the order of the text
  int charge = 0;                                    // in units of e
};

// A charge stands at the end: signs ("SO4--"), "^2-", or, behind a lone element, a digit and a sign ("Cd2+").
// Throws std::invalid_argument: no element, an unknown one, a bracket without its partner.
Formula parse_formula(std::string_view text);

// In g/mol, which is Da per molecule; the mass of electrons is neglected.
double molar_mass_g_mol(const Formula& formula);

}  // namespace nacre::crystal
