#include "nacre/crystal/formula.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nacre::crystal {
namespace {

TEST(Formula, MassesAndCharges) {
  struct Row {
    const char* text;
    double mass;
    int charge;
  };
  // masses by hand from the abridged standard atomic weights
  const Row rows[] = {{"Cd2+", 112.41, 2},
                      {"S2-", 32.06, -2},
                      {"Cl-", 35.45, -1},
                      {"O2", 31.998, 0},
                      {"C8H7O2-", 8 * 12.011 + 7 * 1.008 + 2 * 15.999, -1},
                      {"C6H5CH2COO-", 8 * 12.011 + 7 * 1.008 + 2 * 15.999, -1},
                      {"CH3(CH2)7CH=", 0, 0},
                      {"(C6H5)3P", 18 * 12.011 + 15 * 1.008 + 30.974, 0},
                      {"((CH3)2N)2CO", 5 * 12.011 + 12 * 1.008 + 2 * 14.007 + 15.999, 0},
                      {"SO4--", 32.06 + 4 * 15.999, -2},
                      {"SO4^2-", 32.06 + 4 * 15.999, -2},
                      {"In^3+", 114.82, 3}};
  for (const Row& row : rows) {
    if (row.mass == 0) {
      EXPECT_THROW(parse_formula(row.text), std::invalid_argument) << row.text;
      continue;
    }
    const Formula formula = parse_formula(row.text);
    EXPECT_NEAR(molar_mass_g_mol(formula), row.mass, 1e-9) << row.text;
    EXPECT_EQ(formula.charge, row.charge) << row.text;
  }
}

TEST(Formula, RefusesWhatIsNone) {
  for (const char* text : {"", "-", "cd", "Xx2", "C(", "C)", "C0", "Cd+-", "C99999999",
                           "((((((((((C))))))))))", "(C99999)99999", "C H", "2C"})
    EXPECT_THROW(parse_formula(text), std::invalid_argument) << text;
}

}  // namespace
}  // namespace nacre::crystal
