// Chemical elements by their symbols.
#pragma once

#include <span>
#include <string_view>

namespace nacre::crystal {

struct Element {
  std::string_view symbol;
  int number = 0;
  double molar_mass_g_mol = 0;  // abridged standard atomic weight
};

// Every element that has a standard atomic weight (IUPAC 2021, abridged to five digits), by atomic number.
std::span<const Element> elements();

const Element* find_element(std::string_view symbol);  // null if there is none

}  // namespace nacre::crystal
