#include "nacre/io/origin_dh.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class OriginDh : public TemporaryFolder {
 protected:
  std::string refusal(const std::string& content) const {
    return failure([&] { read_origin_dh(write("a.DH", content)); });
  }
};

constexpr const char* good = "10\n0,2,0,0,0\n25,0.1,1,1.4103,0\n0\n0\n1,0.5\n5,-42\n";

TEST_F(OriginDh, HoldsConditionsAndHeats) {
  const TitrationFile file = read_origin_dh(write("a.DH", good));
  EXPECT_NEAR(*file.temperature_K, 298.15, 1e-12);
  EXPECT_NEAR(*file.cell_volume_uL, 1410.3, 1e-9);
  EXPECT_EQ(*file.cell_mM, 0.1);
  EXPECT_EQ(*file.syringe_mM, 1);
  EXPECT_EQ(file.volumes_uL, (std::vector<double>{1, 5}));
  EXPECT_NEAR(file.heats_uJ[0], 0.5 * 4.184, 1e-12);
  EXPECT_NEAR(file.heats_uJ[1], -42 * 4.184, 1e-12);
  EXPECT_TRUE(file.errors_uJ.empty());
}

TEST_F(OriginDh, ReadsARealFile) {
  const TitrationFile file = read_origin_dh(NACRE_SOURCE_DIR "/studies/ligand-patterning/tris-01.DH");
  EXPECT_EQ(file.volumes_uL.size(), 56u);
  EXPECT_NEAR(*file.temperature_K, 298.16935, 1e-9);
  EXPECT_NEAR(file.heats_uJ[2], -59.23384 * 4.184, 1e-9);
  EXPECT_NEAR(file.heats_uJ[55], -0.40277 * 4.184, 1e-9);
}

TEST_F(OriginDh, TheHeaderIsKnownByItsShape) {
  const TitrationFile file =
      read_origin_dh(write("a.DH", "0,2,0,0,0\r\n25,0.1,1,1.4103\r\n1,0.5\r\n5,-42\r\n\r\n"));
  EXPECT_EQ(file.volumes_uL, (std::vector<double>{1, 5})) << "no format line, no settings, CRLF, blank line";
}

TEST_F(OriginDh, ConditionsOfZeroAreNotGiven) {
  const TitrationFile file = read_origin_dh(write("a.DH", "10\n0,1,0,0,0\n25,0,0,0,0\n0\n0\n1,2\n"));
  EXPECT_TRUE(file.temperature_K.has_value());
  EXPECT_FALSE(file.cell_mM || file.syringe_mM || file.cell_volume_uL);
}

TEST_F(OriginDh, AFileWithoutHeaderIsRefused) {
  EXPECT_EQ(
      refusal("1,0.5\n5,-42\n5,-41\n"),
      "a.DH:1: this is no header of an Origin .DH file\n"
      "  1 | 1,0.5\n"
      "  found:    1,0.5\n"
      "  expected: lines such as \"10\", \"0,56,0,0,0\" and \"25.0,0.1,1,1.4103,0\" before the injections\n"
      "  [data] format = \"csv\" reads tables with a line of column names");
  EXPECT_EQ(refusal("").substr(0, 15), "a.DH: is empty");
}

TEST_F(OriginDh, ACutFileIsRefused) {
  EXPECT_EQ(refusal("10\n0,3,0,0,0\n25,0.1,1,1.4103,0\n0\n0\n1,0.5\n5,-42\n"),
            "a.DH:2:3: the file holds fewer injections than its header says\n"
            "  2 | 0,3,0,0,0\n"
            "    |   ^\n"
            "  found:    2\n"
            "  expected: 3\n"
            "  the file may have been cut off");
  EXPECT_NE(refusal("10\n0,2,0,0,0\n25,0.1,1,1.4103,0\n0\n0\n1,0.5\n5\n").find("this is no injection"),
            std::string::npos);
  EXPECT_NE(refusal("10\n0,0,0,0,0\n25,0.1,1,1.4103,0\n0\n0\n").find("has no injections"), std::string::npos);
}

TEST_F(OriginDh, VolumesArePositiveAndHeatsFinite) {
  EXPECT_EQ(refusal("10\n0,1,0,0,0\n25,0.1,1,1.4103,0\n0\n0\n-5,1\n"),
            "a.DH:6:1: the volume of an injection is not positive\n"
            "  6 | -5,1\n"
            "    | ^~\n"
            "  found:    -5\n"
            "  expected: a volume in uL");
  EXPECT_NE(
      refusal("10\n0,1,0,0,0\n25,0.1,1,1.4103,0\n0\n0\n5,nan\n").find("a.DH:6:3: the heat is not a finite"),
      std::string::npos);
  EXPECT_NE(refusal("10\n0,1,0,0,0\n-300,0.1,1,1.4103,0\n0\n0\n5,1\n").find("the temperature cannot be"),
            std::string::npos);
}

}  // namespace
}  // namespace nacre::io
