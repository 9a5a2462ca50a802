#include "nacre/crystal/elements.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace nacre::crystal {
namespace {

TEST(Elements, WeightsOfTheUsualOnes) {
  EXPECT_NEAR(find_element("Cd")->molar_mass_g_mol + find_element("Se")->molar_mass_g_mol, 191.38, 0.005);
  EXPECT_NEAR(find_element("Pb")->molar_mass_g_mol + find_element("S")->molar_mass_g_mol, 239.3, 0.1);
  EXPECT_NEAR(find_element("H")->molar_mass_g_mol, 1.008, 1e-9);
  EXPECT_EQ(find_element("U")->number, 92);
}

TEST(Elements, AscendInNumberAndNearlyInWeight) {
  const Element* last = nullptr;
  std::set<std::string_view> symbols;
  for (const Element& element : elements()) {
    EXPECT_TRUE(symbols.insert(element.symbol).second) << element.symbol;
    if (last != nullptr) {
      EXPECT_GT(element.number, last->number);
      // Ar, Co, Te and Th outweigh their successors, never by more than 1.1.
      EXPECT_GT(element.molar_mass_g_mol, last->molar_mass_g_mol - 1.1) << element.symbol;
    }
    // The share of protons falls from one half to 0.38; hydrogen has no neutron.
    if (element.number > 1) {
      EXPECT_GT(element.number / element.molar_mass_g_mol, 0.385) << element.symbol;
      EXPECT_LT(element.number / element.molar_mass_g_mol, 0.51) << element.symbol;
    }
    last = &element;
  }
  EXPECT_EQ(symbols.size(), 84u);
}

TEST(Elements, NoneOfAnotherName) {
  EXPECT_EQ(find_element("Xx"), nullptr);
  EXPECT_EQ(find_element("cd"), nullptr);
  EXPECT_EQ(find_element("Tc"), nullptr) << "has no standard weight";
}

}  // namespace
}  // namespace nacre::crystal
