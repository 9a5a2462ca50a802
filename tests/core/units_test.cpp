#include "nacre/core/units.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

namespace nacre {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::string failure(std::string_view text, std::string_view to, std::optional<double> temperature_K = {}) {
  try {
    parse_quantity(text, to, temperature_K);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "no error";
}

struct Conversion {
  const char* text;
  const char* to;
  double expected;
};

TEST(ParseQuantity, ReadsTheUnitsOfStudyFiles) {
  const std::vector<Conversion> cases = {
      {"303 K", "K", 303},
      {"303K", "K", 303},
      {"  303   K ", "K", 303},
      {"+303 K", "K", 303},
      {"25 degC", "K", 298.15},
      {"25 \u00b0C", "K", 298.15},
      {"3 nm", "m", 3e-9},
      {"2500 s", "s", 2500},
      {"3.3e-5 m3/mol", "m3/mol", 3.3e-5},
      {"0.2937 J/m2", "J/m2", 0.2937},
      {"3.164e-4 mol/m3", "mol/m3", 3.164e-4},
      {"1e-10 m2/s", "m2/s", 1e-10},
      {"5e-3 1/s", "1/s", 5e-3},
      {"8.918e-7 m/s", "m/s", 8.918e-7},
      {"6 kJ/mol", "J/mol", 6000},
      {"2 1/(m3 s)", "1/(m3 s)", 2},
      {"1 1/nm", "1/A", 0.1},
      {"5.8 g/cm3", "kg/m3", 5800},
      {"50 %", "1", 0.5},
      {"0.5", "", 0.5},
      {"10 uL", "mL", 0.01},
      {"10 \u00b5L", "uL", 10},
      {"10 \u03bcL", "uL", 10},
      {"2 h", "min", 120},
      {"1 m^2", "cm2", 1e4},
      {"1 m**2", "cm2", 1e4},
      {"1 m\u00b2", "cm2", 1e4},
      {"60 s\u207b\u00b9", "1/s", 60},
      {"60 s-1", "1/s", 60},
      {"3 K\u00b7s", "K s", 3},
      {"3 J/mol/K", "J/(mol K)", 3},
      {"3 (m s)-1", "1/(m s)", 3},
      {"1 J.s", "J s", 1},
      {"1 ( J / mol )", "J/mol", 1},
  };
  for (const Conversion& c : cases) EXPECT_EQ(parse_quantity(c.text, c.to), c.expected) << c.text;
}

TEST(ParseQuantity, KnowsTheFieldsOwnLetters) {
  const std::vector<Conversion> cases = {
      {"32 A", "nm", 3.2},
      {"32 \u00c5", "nm", 3.2},   // the letter
      {"32 \u212b", "nm", 3.2},   // the sign
      {"32 A\u030a", "nm", 3.2},  // the letter and a ring
      {"2 M", "mol/L", 2},
      {"5.9 mM", "mol/L", 5.9e-3},
      {"5.9 mM", "mol/m3", 5.9},
      {"7 uM", "mM", 7e-3},
      {"7 \u00b5M", "mM", 7e-3},
      {"7 nM", "uM", 7e-3},
      {"1 kcal/mol", "J/mol", 4184},
      {"180 deg", "rad", 3.141592653589793},
      {"1 cal", "J", 4.184},
      {"1 ucal/s", "uW", 4.184},
      {"1 mcal", "mJ", 4.184},
      {"1 R", "J/(mol K)", 8.31446261815324},
      {"1 eV", "J", 1.602176634e-19},
      {"25 meV", "eV", 0.025},
      {"1 kDa", "Da", 1000},
  };
  for (const Conversion& c : cases) EXPECT_DOUBLE_EQ(parse_quantity(c.text, c.to), c.expected) << c.text;
  EXPECT_NEAR(parse_quantity("12 Da", "g") * 6.02214076e23, 12, 1e-8);
}

TEST(ParseQuantity, DecimalFactorsGiveTheNearestDouble) {
  EXPECT_EQ(parse_quantity("3 nm", "m"), 3e-9);  // 3 * 1e-9 is 3.0000000000000004e-9
  EXPECT_EQ(parse_quantity("7 1/nm2", "1/m2"), 7e18);
  EXPECT_EQ(parse_quantity("7 nm3", "m3"), 7e-27);
}

TEST(ParseQuantity, ThermalEnergyIsPerMoleAtTheTemperature) {
  const double RT = 8.31446261815324 * 303;
  EXPECT_DOUBLE_EQ(parse_quantity("3.4 RT", "J/mol", 303), 3.4 * RT);
  EXPECT_DOUBLE_EQ(parse_quantity("3.4 kT", "kJ/mol", 303), 3.4 * RT / 1000);
  EXPECT_DOUBLE_EQ(parse_quantity("10 kJ/mol", "RT", 303), 1e4 / RT);
  EXPECT_DOUBLE_EQ(parse_quantity("1 RT/K", "R", 303), 303);
}

TEST(ParseQuantity, ThermalEnergyNeedsNoTemperatureWhenItCancels) {
  EXPECT_EQ(parse_quantity("3.4 RT", "RT"), 3.4);
  EXPECT_EQ(parse_quantity("3.4 kT", "RT"), 3.4);
  EXPECT_EQ(parse_quantity("2 RT/nm2", "RT/A2"), 0.02);
}

TEST(ParseQuantity, NamesWhatWasFoundAndWhatWasExpected) {
  EXPECT_EQ(failure("303 kg", "K"), "\"303 kg\" cannot be read as K: kg is a mass, K is a temperature");
  EXPECT_EQ(failure("303", "K"), "\"303\" cannot be read as K: it has no unit");
  EXPECT_EQ(failure("3 nm", "1"), "\"3 nm\" cannot be read as a pure number: nm is a length");
  EXPECT_EQ(failure("1 eV", "J/mol"),
            "\"1 eV\" cannot be read as J/mol: eV is an energy (not per mole), J/mol is an energy per mole");
  EXPECT_EQ(failure("1 kg m4", "K"),
            "\"1 kg m4\" cannot be read as K: kg m4 is m4.kg in SI base units, K is a temperature");
  EXPECT_EQ(failure("1 foo/mol", "J/mol"), "\"1 foo/mol\" cannot be read as J/mol: unknown unit \"foo\"");
  EXPECT_EQ(failure("1 K", "foo"), "\"1 K\" cannot be read as foo: unknown unit \"foo\"");
}

// UDUNITS-2 alone would turn 5 s into 0.2 1/s.
TEST(ParseQuantity, ATimeIsNotARate) {
  EXPECT_EQ(failure("5 s", "1/s"), "\"5 s\" cannot be read as 1/s: s is a time, 1/s is a rate");
}

TEST(ParseQuantity, MissingTemperatureIsNamed) {
  EXPECT_EQ(failure("3.4 RT", "kJ/mol"), "\"3.4 RT\" cannot be read as kJ/mol: RT and kT need a temperature");
  EXPECT_EQ(failure("3 kJ/mol", "kT"), "\"3 kJ/mol\" cannot be read as kT: RT and kT need a temperature");
  EXPECT_EQ(failure("3.4 RT", "K"),
            "\"3.4 RT\" cannot be read as K: RT is an energy per mole, K is a temperature");
  EXPECT_EQ(failure("3.4 RT", "J/mol", -5),
            "\"3.4 RT\" cannot be read as J/mol: a temperature of -5 K makes no sense");
  EXPECT_NE(failure("3.4 RT", "J/mol", 0.0), "no error");
  EXPECT_NE(failure("3.4 RT", "J/mol", nan), "no error");
}

TEST(ParseQuantity, AmbiguousUnitsNameTheirReadings) {
  EXPECT_EQ(failure("25 C", "K"),
            "\"25 C\" cannot be read as K: \"C\" is ambiguous: coulomb | degC (degree Celsius)");
  EXPECT_EQ(failure("25 F", "K"),
            "\"25 F\" cannot be read as K: \"F\" is ambiguous: farad | degF (degree Fahrenheit)");
  EXPECT_EQ(failure("5 Cal", "J"),
            "\"5 Cal\" cannot be read as J: "
            "\"Cal\" is ambiguous: cal (4.184 J) | kcal (the dietary calorie)");
  EXPECT_EQ(failure("5 J/mol K", "R"),
            "\"5 J/mol K\" cannot be read as R: \"J/mol K\" is ambiguous: J/(mol K) | (J/mol) K");
  EXPECT_EQ(failure("5 J/mol*K", "R"),
            "\"5 J/mol*K\" cannot be read as R: \"J/mol*K\" is ambiguous: J/(mol K) | (J/mol) K");
}

TEST(ParseQuantity, ReadingsOfAnAmbiguousUnitAreRead) {
  EXPECT_EQ(parse_quantity("3 coulomb", "ampere s"), 3);
}

TEST(ParseQuantity, RefusesGarbage) {
  for (const char* text : {"",           "   ",        "K",       "abc",
                           "nan",        "nan K",      "inf K",   "-inf K",
                           "1e999 K",    "1,5 K",      "1 000 K", "1 2 K",
                           "1 10 K",     "5 1 K",      "5 K 1",   "5 kkg",
                           "5 mmK",      "5 K@273",    "5 K^",    "5 K^x",
                           "5 K12",      "5 /s",       "5 K/",    "5 K//s",
                           "5 (K",       "5 K)",       "5 ()",    "5 K-",
                           "5 K\n",      "5 K;",       "0x10 K",  "5 'K'",
                           "1/s",        "--5 K",      "+-5 K",   "5 \xff",
                           "5 \u00b0",   "5 K \u20ac", "5 K_",    "5 RTT",
                           "5 pM",       "5 K**",      "5 ^2",    "5 K since 1990",
                           "5 lg(re mW)"})
    EXPECT_NE(failure(text, "K"), "no error") << text;
  EXPECT_NE(failure("1 " + std::string(5000, '('), "K"), "no error");
}

TEST(ParseQuantity, SaysWhyATextIsNoQuantity) {
  EXPECT_EQ(failure("", "K"), "a quantity is missing: the text is empty");
  EXPECT_EQ(failure("abc", "K"), "\"abc\" does not begin with a number");
  EXPECT_EQ(failure("1e999 K", "K"), "\"1e999 K\" is beyond the range of numbers");
  EXPECT_EQ(failure("inf K", "K"), "\"inf K\" is not a finite number");
  EXPECT_EQ(failure("1,5 nm", "nm"), "\"1,5 nm\" has a decimal comma; write a point");
  EXPECT_EQ(failure("1 m)", "m"), "\"1 m)\" cannot be read as m: \")\" is out of place in \"m)\"");
  EXPECT_EQ(failure("1 (m", "m"), "\"1 (m\" cannot be read as m: a bracket is not closed in \"(m\"");
  EXPECT_EQ(failure("1 m/", "m"), "\"1 m/\" cannot be read as m: a unit is missing at the end of \"m/\"");
  EXPECT_EQ(failure("5 1 K", "K"), "\"5 1 K\" cannot be read as K: a number is out of place in \"1 K\"");
}

TEST(ParseQuantity, RandomMutationsNeverDoMoreThanThrow) {
  const std::vector<std::string> seeds = {"3.4 RT", "5.9 mM", "1e-3 J/(mol K)", "2 1/(m3 s)", "25 \u00b0C"};
  const std::string alphabet = "0123456789.,eE+-*/^() \tKmolsJRTkgAM%\u00b5\u00c5\xff@\n";
  std::mt19937 random(1);
  int read = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = seeds[random() % seeds.size()];
    for (unsigned edits = random() % 4; edits-- > 0;)
      text.replace(random() % text.size(), random() % 2, 1, alphabet[random() % alphabet.size()]);
    try {
      parse_quantity(text, i % 2 ? "J/mol" : "mol/L", 300);
      ++read;
    } catch (const std::invalid_argument&) {
    }
  }
  EXPECT_GT(read, 100);  // the mutations do not all break the text
}

TEST(SplitQuantity, SeparatesNumberAndUnit) {
  const QuantityText quantity = split_quantity(" -3.4e-2 J/(mol K) ");
  EXPECT_EQ(quantity.value, -3.4e-2);
  EXPECT_EQ(quantity.unit, "J/(mol K)");
  EXPECT_EQ(split_quantity("7").unit, "");
}

TEST(ConvertUnit, WritesTheQuantityInItsErrors) {
  try {
    convert_unit(0.1, "kg", "m");
    FAIL();
  } catch (const std::invalid_argument& error) {
    EXPECT_STREQ(error.what(), "\"0.1 kg\" cannot be read as m: kg is a mass, m is a length");
  }
}

TEST(ConvertUnit, GoesThereAndBack) {
  for (const auto& [from, to] : std::vector<std::pair<const char*, const char*>>{
           {"degC", "K"}, {"kcal/mol", "RT"}, {"1/nm", "1/A"}, {"R", "cal/(mol K)"}}) {
    const double there = convert_unit(3.7, from, to, 298.15);
    EXPECT_NEAR(convert_unit(there, to, from, 298.15), 3.7, 1e-12) << from;
  }
}

TEST(ConvertUnit, IsSafeFromSeveralThreads) {
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> workers;
    for (int t = 0; t < 4; ++t)
      workers.emplace_back([&wrong, t] {
        for (int i = 0; i < 200; ++i)
          if (convert_unit(i, "kJ/mol", "J/mol") != 1000.0 * i) ++wrong[static_cast<std::size_t>(t)];
      });
  }
  EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

TEST(FormatNumber, IsShortestAndReadsBack) {
  EXPECT_EQ(format_number(0.1), "0.1");
  EXPECT_EQ(format_number(303), "303");
  EXPECT_EQ(format_number(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(format_number(-0.0), "-0");
  EXPECT_EQ(format_number(nan), "nan");
  EXPECT_EQ(format_number(-nan), "nan");
  EXPECT_EQ(format_number(-infinity), "-inf");
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const double value = std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 2000) - 1050);
    EXPECT_EQ(std::stod(format_number(value)), value);
  }
}

struct Rounded {
  double value;
  double uncertainty;
  const char* text;
};

TEST(FormatWithUncertainty, RoundsToTheSecondDigitOfTheUncertainty) {
  const std::vector<Rounded> cases = {
      {3.6, 0.76, "3.60 ± 0.76"},
      {-3.6, 0.76, "-3.60 ± 0.76"},
      {1.02e-7, 3e-9, "1.020e-07 ± 3.0e-09"},
      {1234, 120, "1230 ± 120"},
      {9.996, 0.0996, "10.00 ± 0.10"},  // 0.0996 to two digits is 0.10
      {0.00012, 1e-5, "0.000120 ± 0.000010"},
      {1234567, 1200, "1.2346e+06 ± 1.2e+03"},
      {-0.001, 1, "0.0 ± 1.0"},
      {0, 3e-9, "0 ± 3.0e-09"},
      {1e300, 1, "1.000000000000000e+300 ± 1.0e+00"},
      {3, 0.96, "3.00 ± 0.96"},
  };
  for (const Rounded& c : cases) EXPECT_EQ(format_with_uncertainty(c.value, c.uncertainty), c.text);
}

TEST(FormatWithUncertainty, WithoutOneGivesSixDigits) {
  EXPECT_EQ(format_with_uncertainty(15.4, nan), "15.4");
  EXPECT_EQ(format_with_uncertainty(1.0 / 3, 0), "0.333333");
  EXPECT_EQ(format_with_uncertainty(nan, 1), "nan");
  EXPECT_EQ(format_with_uncertainty(5, infinity), "5 ± inf");
}

}  // namespace
}  // namespace nacre
