#include "nacre/io/nitpic.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class Nitpic : public TemporaryFolder {
 protected:
  std::string refusal(const std::string& content) const {
    return failure([&] { read_nitpic(write("a.nitpic", content)); });
  }
};

// One injection of 2 uL, then two of 10: 20 mM into 0.5 mM, cell 200 uL, Origin's dilution.
constexpr const char* table =
    "DH\tINJV\tXt\tMt\tXMt\tNDH\n"
    "-4\t2\t0\t0.5\t0.4\t-100\n"
    "-40\t10\t0.199\t0.495024875621890548\t2.4\t-200\n"
    "-20\t10\t1.17\t0.47087378640776700\t4.4\t-100\n"
    "\t--\t2.1\t0.44\t--\n"
    "BEGIN CORRECTED THERMOGRAM\n";

TEST_F(Nitpic, TheTableImpliesItsConditions) {
  const TitrationFile file = read_nitpic(write("a.nitpic", table));
  EXPECT_EQ(file.volumes_uL, (std::vector<double>{2, 10, 10}));
  EXPECT_NEAR(file.heats_uJ[1], -40 * 4.184, 1e-12);
  EXPECT_NEAR(*file.cell_mM, 0.5, 1e-15);
  EXPECT_NEAR(*file.syringe_mM, 20, 1e-12) << "1e3 DH / (volume NDH)";
  // 12 uL injected before the last row: (1 - 12 / 400) / (1 + 12 / 400) of 0.5 mM.
  EXPECT_NEAR(*file.cell_volume_uL, 200, 1e-9);
  EXPECT_FALSE(file.temperature_K.has_value());
  EXPECT_EQ(file.used, (std::vector<bool>{true, true, true}));
}

TEST_F(Nitpic, ReadsARealTableWithItsErrors) {
  const TitrationFile file =
      read_nitpic(NACRE_TEST_DATA "/calorimetry/_ca-edta_tris-01.xp/ca-edta_tris-01.nitpic");
  EXPECT_EQ(file.volumes_uL.size(), 56u);
  EXPECT_NEAR(*file.cell_volume_uL, 1410.3, 1e-5);
  EXPECT_NEAR(*file.cell_mM, 0.1, 1e-12);
  EXPECT_NEAR(*file.syringe_mM, 1, 1e-10);
  ASSERT_EQ(file.errors_uJ.size(), 56u);
  EXPECT_NEAR(file.errors_uJ[0], 160 * 1e-3 * 4.184, 1e-6) << "160 cal/mol of 1 nmol";
  EXPECT_NEAR(file.errors_uJ[1], 40 * 5e-3 * 4.184, 1e-6);
}

TEST_F(Nitpic, BlanksSeparateAsWellAndTheNdhColumnMayLack) {
  const TitrationFile file = read_nitpic(write("a.nitpic", "INVJ DH\n2 -4\n10 -40\n"));
  EXPECT_EQ(file.volumes_uL, (std::vector<double>{2, 10}));
  EXPECT_FALSE(file.syringe_mM || file.cell_mM || file.cell_volume_uL);
}

TEST_F(Nitpic, ADroppedPointIsNotUsed) {
  const TitrationFile file = read_nitpic(write("a.nitpic", "DH\tINJV\tNDH\n-4\t2\t--\n-40\t10\t-200\n"));
  EXPECT_EQ(file.used, (std::vector<bool>{false, true}));
  EXPECT_NEAR(*file.syringe_mM, 20, 1e-12);
}

TEST_F(Nitpic, ForeignTablesAreRefused) {
  EXPECT_EQ(refusal("time,power\n1,2\n"),
            "a.nitpic:1: there is no column DH\n"
            "  1 | time,power\n"
            "  found:    time,power\n"
            "  expected: the columns DH INJV Xt Mt XMt NDH of Origin and NITPIC\n"
            "  [data] format = \"csv\" reads tables with other names");
  EXPECT_EQ(refusal("\n"), "a.nitpic: is empty");
  EXPECT_EQ(refusal("DH INJV\n"), "a.nitpic: has no injections");
}

TEST_F(Nitpic, ACutRowAndANegativeVolumeAreRefused) {
  EXPECT_EQ(refusal("DH\tINJV\tNDH\n-4\t2\n"),
            "a.nitpic:2: a row is not as long as the header\n"
            "  2 | -4\t2\n"
            "  found:    2 cells\n"
            "  expected: 3 cells\n"
            "  the file may have been cut off");
  EXPECT_NE(refusal("DH\tINJV\n-4\t-2\n").find("the volume of an injection is not positive"),
            std::string::npos);
  EXPECT_NE(refusal("DH\tINJV\ninf\t2\n").find("the heat is not a finite number"), std::string::npos);
}

TEST_F(Nitpic, AnErrorFileHasOneLineAnInjection) {
  write("a.error-dat", "-90 -110\n-190 -210\n");
  EXPECT_EQ(refusal(table),
            "a.error-dat: does not have one line an injection\n"
            "  found:    2 lines\n"
            "  expected: 3 injections");
  write("a.error-dat", "-90 -110\n-190 -190\n-90 -110\n");
  EXPECT_NE(refusal(table).find("a.error-dat:2:1: an error is not positive"), std::string::npos);
  write("a.error-dat", "-90\n");
  EXPECT_NE(refusal(table).find("this is no line of a NITPIC error file"), std::string::npos);
}

}  // namespace
}  // namespace nacre::io
