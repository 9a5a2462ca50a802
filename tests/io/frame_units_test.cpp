#include "nacre/io/frame_units.hpp"

#include <gtest/gtest.h>

namespace nacre::io {
namespace {

TEST(FrameUnits, InverseLengthsAsInstrumentsSpellThem) {
  for (const char* text : {"1/A", "A^-1", "A-1", "1/angstrom", "1/Angstroms", "\xC3\x85^-1", "1/\xE2\x84\xAB",
                           "A^{-1}", "A\xE2\x81\xBB\xC2\xB9", "inverse angstrom", " per_A ", "/A"}) {
    ASSERT_TRUE(inverse_length(text)) << text;
    EXPECT_EQ(inverse_length(text)->unit, "1/A") << text;
    EXPECT_EQ(inverse_length(text)->in_per_nm, 10) << text;
  }
  for (const char* text : {"1/nm", "nm^-1", "nm-1", "per nm", "nm^(-1)"})
    EXPECT_EQ(inverse_length(text).value().unit, "1/nm") << text;
  EXPECT_EQ(inverse_length("cm^-1").value().unit, "1/cm");
  EXPECT_EQ(inverse_length("1/m").value().unit, "1/m");
}

TEST(FrameUnits, OtherTextsAreNone) {
  for (const char* text : {"", "A", "nm", "1/s", "1/A^-1", "A-10", "counts", "1/nmx", "<X>", "1/nm 1/cm"})
    EXPECT_FALSE(inverse_length(text)) << text;
}

std::string units_in(const char* text) {
  std::string all;
  for (const InverseLength& one : inverse_lengths_in(text)) all += one.unit + " ";
  return all;
}

TEST(FrameUnits, InverseLengthsInALineOfNames) {
  EXPECT_EQ(units_in("q (1/A)  I (1/cm)"), "1/A 1/cm ");
  EXPECT_EQ(units_in("q_nm^-1 I sigma"), "1/nm ");
  EXPECT_EQ(units_in("Q_per_A,I_per_cm"), "1/A 1/cm ");
  EXPECT_EQ(units_in("q(A-1) I(q)"), "1/A ");
  EXPECT_EQ(units_in("q/nm^-1;I"), "1/nm ") << "as ISO writes a quantity over its unit";
  EXPECT_EQ(units_in("BA-1 1/0.5 m/s"), "");
}

TEST(FrameUnits, TimesAndTemperaturesInNames) {
  const auto is = [](const char* name, double value, const char* unit) {
    const auto found = series_value_in(name);
    ASSERT_TRUE(found) << name;
    EXPECT_NEAR(found->value, value, 1e-12) << name;
    EXPECT_EQ(found->unit, unit) << name;
  };
  is("30 s", 30, "s");
  is("30 s reaction", 30, "s");
  is("t_30_s", 30, "s");
  is("30_s", 30, "s");
  is("4 min", 240, "s");
  is("1.5h", 5400, "s");
  is("250 ms", 0.25, "s");
  is("45 degC", 318.15, "K");
  is("run 3, -5 \xC2\xB0"
     "C",
     268.15, "K");
  is("318 K", 318, "K");
}

TEST(FrameUnits, NumbersOfOtherThingsAreNoTimes) {
  for (const char* name :
       {"", "run 3", "3 samples", "x2 s", "CdSe3min", "30", "sample-7b", "5 mM", "2 Kelvinator"})
    EXPECT_FALSE(series_value_in(name)) << name;
}

TEST(FrameUnits, UnitsAlone) {
  EXPECT_EQ(series_unit("min").value().convert(2), 120);
  EXPECT_EQ(series_unit("degC").value().convert(0), 273.15);
  EXPECT_FALSE(series_unit("fortnight"));
  EXPECT_FALSE(
      series_unit("s "
                  "x"));
  EXPECT_EQ(spectrum_unit("nm").value().factor, 1);
  EXPECT_EQ(spectrum_unit("um").value().factor, 1000);
  EXPECT_EQ(spectrum_unit("eV").value().unit, "eV");
  EXPECT_FALSE(spectrum_unit("s"));
}

}  // namespace
}  // namespace nacre::io
