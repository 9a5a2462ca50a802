#include "nacre/io/structure_files.hpp"

#include "nacre/crystal/lattice.hpp"
#include "nacre/crystal/symmetry.hpp"
#include "nacre/crystal/vectors.hpp"
#include "nacre/io/cif.hpp"
#include "nacre/io/cif_document.hpp"
#include "nacre/io/stru.hpp"
#include "nacre/io/structure_check.hpp"
#include "nacre/io/xyz.hpp"
#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* cell =
    "data_wurtzite\n_cell_length_a 4.30(1)\n_cell_length_b 4.30\n_cell_length_c 7.02\n_cell_angle_alpha 90\n"
    "_cell_angle_beta 90\n_cell_angle_gamma 120\n";
constexpr const char* group = "_symmetry_space_group_name_H-M 'P 63 m c'\n";
constexpr const char* atoms =
    "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
    "_atom_site_B_iso_or_equiv\nCd1 0.3333 0.6667 0 1.0\nSe1 0.3333 0.6667 0.375 ?\n";
constexpr const char* stru =
    "title CdSe\nformat pdffit\nscale 1.0\nspcgr P63mc\ncell 4.3, 4.3, 7.01, 90.0, 90.0, 120.0\n"
    "dcell 0, 0, 0, 0, 0, 0\nncell 1, 1, 1, 2\natoms\n"
    "CD 0.3334 0.6667 0.0 1.0\n0 0 0 0\n0.014 0.015 0.016\n0 0 0\n0.007 0.001 0.002\n0 0 0\n"
    "SE 0.3334 0.6667 0.375 1.0\n0 0 0 0\n0.014 0.014 0.014\n0 0 0\n0 0 0\n0 0 0\n";

class StructureFiles : public TemporaryFolder {
 protected:
  std::string refusal(const std::string& name, const std::string& content) const {
    const fs::path file = write(name, content);
    return failure([&] { name.ends_with(".xyz") ? void(read_cluster(file)) : void(read_crystal(file)); });
  }
  void expect_refusal(const std::string& name, const std::string& content, const std::string& part) const {
    const std::string text = refusal(name, content);
    EXPECT_NE(text.find(part), std::string::npos) << content << "\n" << text;
  }
};

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

TEST_F(StructureFiles, CifWithANamedGroup) {
  const auto crystal = read_crystal(write("a.cif", std::string(cell) + group + atoms));
  EXPECT_EQ(crystal.space_group, "P 63 m c");
  EXPECT_EQ(crystal.lattice.a_A, 4.3);
  EXPECT_EQ(crystal.species, (std::vector<std::string>{"Cd", "Se"}));
  EXPECT_EQ(crystal::expanded(crystal).size(), 4u);
  EXPECT_NEAR(crystal.sites[0].u_A2[0], 1 / (8 * std::numbers::pi * std::numbers::pi), 1e-12);
  EXPECT_NEAR(crystal.sites[0].u_A2[3], crystal.sites[0].u_A2[0] / 2, 1e-12);
  EXPECT_EQ(crystal.sites[1].u_A2, crystal::Displacement{});
}

TEST_F(StructureFiles, CifWithTensorsAndIons) {
  const auto crystal = read_crystal(write(
      "a.cif",
      std::string(cell) + "_symmetry_Int_Tables_number 186\n" +
          "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n"
          "_atom_site_fract_z\n_atom_site_occupancy\nA CD2+ 0.3333 0.6667 0 0.5\nB Zn2+ 0.3333 0.6667 0 "
          "0.5\nC Se2- 0.3333 0.6667 0.375 1\n"
          "loop_\n_atom_site_aniso_label\n_atom_site_aniso_U_11\n_atom_site_aniso_U_22\n"
          "_atom_site_aniso_U_33\n_atom_site_aniso_U_12\n_atom_site_aniso_U_13\n_atom_site_aniso_U_23\n"
          "C 0.02 0.02 0.03 0.01 0 0\n"));
  EXPECT_EQ(crystal.species, (std::vector<std::string>{"Cd2+", "Zn2+", "Se2-"}));
  EXPECT_EQ(crystal.sites[2].u_A2, (crystal::Displacement{0.02, 0.02, 0.03, 0.01, 0, 0}));
  EXPECT_EQ(crystal.sites[1].occupancy, 0.5);
}

TEST_F(StructureFiles, BrokenCif) {
  const std::string good = std::string(cell) + group + atoms;
  expect_refusal("a.cif", "", "holds no crystal");
  expect_refusal("a.cif", "hello\n", "this is not CIF");
  expect_refusal("a.cif", "data_x\n_tag 1\n", "holds no crystal");
  expect_refusal("a.cif", std::string(cell) + atoms, "does not say the symmetry");
  expect_refusal("a.cif", std::string(cell) + group, "has no atoms");
  expect_refusal("a.cif", good.substr(0, good.size() - 8), "Wrong number of values");
  expect_refusal("a.cif", replaced(good, "P 63 m c", "P 63 m q"), "no space group of this name");
  expect_refusal("a.cif", replaced(good, "P 63 m c", "F d -3 m"), "two choices of the origin");
  expect_refusal("a.cif", replaced(good, "P 63 m c", "F -4 3 m"), "not the symmetry of its space group");
  expect_refusal("a.cif", replaced(good, "length_c 7.02", "length_c seven"),
                 "_cell_length_c is not a number");
  expect_refusal("a.cif", replaced(good, "gamma 120", "gamma 220"), "between 0 and 180");
  expect_refusal("a.cif", replaced(good, "Cd1 0.3333", "Xx1 0.3333"), "no element of this symbol");
  expect_refusal("a.cif", replaced(good, "0.6667 0.375", "? 0.375"), "a coordinate of Se1 is not a number");
  expect_refusal("a.cif", replaced(good, "0.6667 0.375", "0.6667 0.01"), "Cd1 and Se1 overlap");
  expect_refusal("a.cif", replaced(good, "Se1 0.3333", "Se1 0.36"), "images of Se1 overlap");
  std::string in_nm = good;
  for (const auto& [from, to] : {std::pair{"4.30(1)", "0.43"}, {"4.30", "0.43"}, {"7.02", "0.702"}})
    in_nm = replaced(in_nm, from, to);
  expect_refusal("a.cif", in_nm, "the edges look like nm: multiply them by 10");
  EXPECT_EQ(refusal("a.cif", replaced(good, "Cd1 0.3333", "Cd1 0.3x33")),
            "a.cif:15: a coordinate of Cd1 is not a number\n"
            "  15 | Cd1 0.3x33 0.6667 0 1.0\n"
            "  found:    0.3x33\n"
            "  expected: a number");
}

TEST_F(StructureFiles, Stru) {
  const auto crystal = read_crystal(write("a.stru", stru));
  EXPECT_EQ(crystal.lattice.c_A, 7.01);
  ASSERT_EQ(crystal.sites.size(), 2u);
  EXPECT_EQ(crystal.sites[0].label, "Cd1");
  EXPECT_EQ(crystal.sites[0].u_A2, (crystal::Displacement{0.014, 0.015, 0.016, 0.007, 0.001, 0.002}));
  EXPECT_EQ(crystal.operations.size(), 1u);
}

TEST_F(StructureFiles, BrokenStru) {
  const std::string good = stru;
  expect_refusal("a.stru", "hello\nworld\n", "is not laid out as a PDFfit structure");
  expect_refusal("a.stru", replaced(good, "cell 4.3", "ceil 4.3"), "has no line \"cell\"");
  expect_refusal("a.stru", replaced(good, ", 120.0", ""), "the cell is incomplete");
  expect_refusal("a.stru", good.substr(0, good.size() - 6), "the last atom is incomplete");
  expect_refusal("a.stru", good.substr(0, good.find("SE ")), "another number of atoms");
  expect_refusal("a.stru", replaced(good, "SE ", "QQ "), "no element of this symbol");
  expect_refusal("a.stru", replaced(good, "0.007 0.001 0.002", "0.007"), "three numbers of the tensor U");
  expect_refusal("a.stru", replaced(good, "0.375 1.0", "0.375 1.2"), "occupancy of Se1 is not a share");
  EXPECT_EQ(refusal("a.stru", replaced(good, "0.6667 0.375", "0.6667 nan")),
            "a.stru:15:18: this is not a number\n"
            "  15 | SE 0.3334 0.6667 nan 1.0\n"
            "     |                  ^~~\n"
            "  found:    nan\n"
            "  expected: a finite number");
}

TEST_F(StructureFiles, Xyz) {
  const auto plain = read_cluster(write("a.xyz", "2\nCdSe pair\nCd 0 0 0\n34 0 0 2.6 0.1 x\n"));
  EXPECT_EQ(plain.species, (std::vector<std::string>{"Cd", "Se"}));
  EXPECT_NEAR(plain.positions_nm[1][2], 0.26, 1e-15);
  const auto extended = read_cluster(write(
      "b.xyz",
      "2\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=id:I:1:pos:R:3:species:S:1 x=1\n7 0 0 0 Cd\n8 0 0 2.6 "
      "Se\n2\nnext frame\nCd 1 1 1\nSe 2 2 2\n"));
  EXPECT_EQ(extended.size(), 2u);
  EXPECT_EQ(extended.kind, (std::vector<int>{0, 1}));
  const auto again = read_cluster(write("c.xyz", xyz_text(extended, "made")));
  EXPECT_EQ(again.positions_nm, extended.positions_nm);
}

TEST_F(StructureFiles, BrokenXyz) {
  expect_refusal("a.xyz", "Cd 0 0 0\n", "does not begin with the number of atoms");
  expect_refusal("a.xyz", "3\n\nCd 0 0 0\nSe 0 0 2.6\n", "announces more atoms than it has");
  expect_refusal("a.xyz", "1e30\n\nCd 0 0 0\n", "announces more atoms than it has");
  expect_refusal("a.xyz", "2\n\nCd 0 0\nSe 0 0 2.6\n", "a row is no atom");
  expect_refusal("a.xyz", "2\n\nCd 0 0 0\nSe 0 inf 2.6\n", "a coordinate is not a number");
  expect_refusal("a.xyz", "2\n\nCd 0 0 0\nXx 0 0 2.6\n", "no element of this symbol");
  expect_refusal("a.xyz", "2\nProperties=pos:R:3\n0 0 0\n0 0 2.6\n", "does not say where the atoms are");
  expect_refusal("a.xyz", "2\n\nCd 0 0 0\nSe 0 0 0.1\n", "Cd (atom 1) and Se (atom 2) overlap");
  expect_refusal("a.xyz", "2\n\nCd 0 0 0\nSe 0 0 260000\n", "too far from one another");
  std::string in_nm = "64\n\n";
  for (int i = 0; i < 64; ++i)
    in_nm += "Cd " + std::to_string(i % 4 * 0.26) + " " + std::to_string(i / 4 % 4 * 0.26) + " " +
             std::to_string(i / 16 * 0.26) + "\n";
  expect_refusal("a.xyz", in_nm, "too near to one another");
  expect_refusal("a.pdb", "x", "is not named as the file of a crystal");
}

TEST_F(StructureFiles, WrittenFilesAreReadAgain) {
  const auto crystal = read_crystal(write("a.cif", std::string(cell) + group + atoms));
  const fs::path file = write("b.cif", "");
  write_cif(file, crystal, "a b");
  const auto again = read_crystal(file);
  EXPECT_EQ(again.space_group, crystal.space_group);
  EXPECT_EQ(again.operations.size(), crystal.operations.size());
  const auto before = crystal::expanded(crystal);
  const auto after = crystal::expanded(again);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_LT(crystal::length(crystal::difference(before[i].fractional, after[i].fractional)), 1e-7);
    EXPECT_NEAR(before[i].u_A2[0], after[i].u_A2[0], 1e-7);
  }
  crystal::Nanocrystal pair{
      .species = {"Cd", "Se"}, .positions_nm = {{0, 0, 0}, {0, 0, 0.26}}, .kind = {0, 1}};
  write_xyz(file, pair, "pair");
  fs::rename(file, fs::path(file).replace_extension(".xyz"));
  EXPECT_EQ(read_cluster(fs::path(file).replace_extension(".xyz")).size(), 2u);
}

// Files that other programs wrote.
TEST_F(StructureFiles, FilesOfTheField) {
  const fs::path folder = NACRE_SOURCE_DIR "/../shared/data/scattering/pdf";
  if (!fs::exists(folder)) GTEST_SKIP() << "no shared data";
  const std::pair<const char*, std::size_t> files[] = {{"CdSe_cadmoselite.cif", 4},
                                                       {"Ni_Fm-3m.cif", 4},
                                                       {"cmi-CdSe-Wurtzite.cif", 4},
                                                       {"sphalerite.cif", 8},
                                                       {"cmi-CdSe-Zincblende.cif", 8},
                                                       {"CdSe-wurtzite.stru", 4},
                                                       {"Ni.stru", 4}};
  for (const auto& [name, count] : files)
    EXPECT_EQ(crystal::expanded(read_crystal(folder / name)).size(), count) << name;
  EXPECT_EQ(read_crystal(folder / "sphalerite.cif").space_group, "F -4 3 m");
}

}  // namespace
}  // namespace nacre::io
