#include "nacre/core/unit_system.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace nacre {
namespace {

std::string failure(std::string_view from, std::string_view to, std::optional<double> temperature_K = {}) {
  try {
    convert_between(1, from, to, temperature_K);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no error";
}

TEST(Quoted, ShortensLongTexts) {
  EXPECT_EQ(nacre::quoted(""), "\"\"");
  EXPECT_EQ(nacre::quoted("3 nm"), "\"3 nm\"");
  EXPECT_EQ(nacre::quoted(std::string(60, 'x')), "\"" + std::string(60, 'x') + "\"");
  EXPECT_EQ(nacre::quoted(std::string(61, 'x')), "\"" + std::string(60, 'x') + "...\"");
}

TEST(ConvertBetween, ConvertsProductsQuotientsAndPowers) {
  EXPECT_EQ(convert_between(3, "nm", "m", {}), 3e-9);
  EXPECT_EQ(convert_between(1, "m2/(s kg)", "cm2/(min g)", {}), 600);
  EXPECT_EQ(convert_between(2, "1/nm2", "m-2", {}), 2e18);
  EXPECT_EQ(convert_between(2, "(nm^2)^-1", "1/nm2", {}), 2);
  EXPECT_EQ(convert_between(5, "", "1", {}), 5);
  EXPECT_NEAR(convert_between(-40, "degF", "degC", {}), -40, 1e-12) << "an offset too";
}

TEST(ConvertBetween, OwnLettersComeBeforeUdunits) {
  EXPECT_EQ(convert_between(1, "A", "nm", {}), 0.1) << "an angstrom and no ampere";
  EXPECT_EQ(convert_between(1, "M", "mol/m3", {}), 1000);
  EXPECT_DOUBLE_EQ(convert_between(1, "cal", "J", {}), 4.184);
}

TEST(ConvertBetween, ThermalEnergyCancelsOrTakesTheTemperature) {
  EXPECT_EQ(convert_between(2, "RT", "kT", {}), 2);
  EXPECT_DOUBLE_EQ(convert_between(1, "RT", "J/mol", 200), 8.31446261815324 * 200);
  EXPECT_EQ(failure("RT", "J/mol"), "RT and kT need a temperature");
  EXPECT_EQ(failure("RT", "J/mol", -1), "a temperature of -1 K makes no sense");
}

TEST(ConvertBetween, NamesWhatEachUnitMeasures) {
  const std::pair<const char*, const char*> nouns[] = {
      {"kg", "a mass"},          {"nm", "a length"},
      {"mM", "a concentration"}, {"J/(mol K)", "an entropy per mole"},
      {"cm2", "an area"},        {"kJ/mol", "an energy per mole"}};
  for (const auto& [unit, noun] : nouns)
    EXPECT_EQ(failure(unit, "K"), std::string(unit) + " is " + noun + ", K is a temperature");
}

TEST(ConvertBetween, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(failure("foo", "K"), "unknown unit \"foo\"");
  EXPECT_EQ(failure("K", "foo"), "unknown unit \"foo\"");
  EXPECT_EQ(failure("kkg", "kg"), "unknown unit \"kkg\"") << "one prefix at most";
  EXPECT_EQ(failure("m)", "m"), "\")\" is out of place in \"m)\"");
  EXPECT_EQ(failure("m^", "m"), "an exponent is missing in \"m^\"");
  EXPECT_EQ(failure("m12", "m"), "an exponent is too large in \"m12\"");
  EXPECT_EQ(failure(std::string(30, '('), "m"), "too many brackets in \"" + std::string(30, '(') + "\"");
}

}  // namespace
}  // namespace nacre
