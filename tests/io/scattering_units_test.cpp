#include "nacre/io/scattering_units.hpp"

#include "nacre/io/frame_series.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class ScatteringUnits : public TemporaryFolder {};

TEST_F(ScatteringUnits, SaidOrDeclaredNeverGuessed) {
  const Place where{.file = "a.dat"};
  EXPECT_EQ(q_factor("1/A", "", where), 10);
  EXPECT_EQ(q_factor("", "1/A", where), 10);
  EXPECT_EQ(q_factor("1/nm", "nm^-1", where), 1);
  EXPECT_EQ(failure([&] { q_factor("", "", where); }),
            "a.dat: does not say the unit of q\n"
            "  found:    no unit\n"
            "  expected: 1/nm or 1/A\n"
            "  declare it in the study: [data] q_unit = \"1/A\" or \"1/nm\"");
  EXPECT_NE(failure([&] { q_factor("1/A", "1/nm", where); }).find("the unit of q is not the declared one"),
            std::string::npos);
  EXPECT_NE(
      failure([&] { q_factor("", "1/s", where); }, ExitCode::usage).find("the declared unit of q is none"),
      std::string::npos);
  EXPECT_THROW(q_factor("", "", where), UnitError);
}

std::string q_of(const std::vector<std::string>& header) { return units_in_header(header).q; }

TEST_F(ScatteringUnits, HeadersOfManyPrograms) {
  EXPECT_EQ(q_of({"The 6 columns are | Q (1/A) | I(Q) (1/cm) | std. dev. I(Q) (1/cm) | sigmaQ | meanQ |"}),
            "1/A");
  EXPECT_EQ(q_of({"q_nm^-1             I           sigma"}), "1/nm");
  EXPECT_EQ(q_of({"q(A-1)   I(q)   Sig(q)"}), "1/A");
  EXPECT_EQ(q_of({"\"Q [nm^-1]\",\"I [cm^-1]\""}), "1/nm");
  EXPECT_EQ(q_of({"q I dI", "1/A 1/cm 1/cm"}), "1/A");
  EXPECT_EQ(q_of({"Q unit: 1/A", "radius 20 1/nm", "<X> <Y>"}), "1/A");
  EXPECT_EQ(q_of({"Sv = 6e-5 1/A and more", "<X> <Y> <dY>"}), "") << "of something else";
  EXPECT_EQ(q_of({"Sv = 6e-5 1/A and more"}), "") << "prose";
  EXPECT_EQ(q_of({}), "");
  EXPECT_TRUE(units_in_header({"q (1/A) q (1/nm) I"}).q_is_ambiguous);
  EXPECT_EQ(units_in_header({"q (1/A) I (1/cm)"}).intensity, "1/cm");
}

TEST_F(ScatteringUnits, IntensitiesPerMetre) {
  std::vector<double> y{200}, error{10};
  EXPECT_EQ(settle_intensity_unit("1/m", y, error), "1/cm");
  EXPECT_EQ(y[0], 2);
  EXPECT_EQ(error[0], 0.1);
  EXPECT_EQ(settle_intensity_unit("", y, error), "");
  EXPECT_EQ(settle_intensity_unit("1/cm", y, error), "1/cm");
  EXPECT_EQ(y[0], 2);
}

}  // namespace
}  // namespace nacre::io
