#include "seeds.hpp"

#include <stdexcept>

#include "nacre/io/extxyz.hpp"
#include "nacre/io/files.hpp"
#include "nacre/io/gsd.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/io/json_results.hpp"

namespace nacre::fuzz {
namespace {

namespace fs = std::filesystem;

std::string shipped(const char* name) {
  return io::read_file(fs::path(NACRE_SOURCE_DIR) / "studies/ligand-patterning" / name);
}

std::string calorimetry(const char* name) {
  return io::read_file(fs::path(NACRE_SOURCE_DIR) / "tests/data/calorimetry" / name);
}

std::string frames(const char* name) {
  return io::read_file(fs::path(NACRE_SOURCE_DIR) / "tests/data/frames" / name);
}

std::vector<std::string> curve_texts() {
  return {
      "# made\nq (1/A)\tI "
      "(1/cm)\tdI\tdq\r\n0.01\t5\t0.5\t0.001\r\n0.02\t4\t0.4\t0.001\r\n0.03\t3\t0.3\t0.001\r\n",
      "q_nm^-1 I sigma\n 1.0D-01 5.0D+00 1\n 2.0D-01 4.0D+00 1\n 3.0D-01 3.0D+00 1\nend\n",
      "\"q [1/nm]\";\"I\"\n0,3;1,5\n0,2;2,5\n0,1;3,5\n"};
}

std::string pdh_text() {
  return "title\nSAXS BOX\n 3 0 0 0 0 0 0 0\n 0 261 0 1e-5 0.154\n 25 1 0 0 0\n"
         " 0.1 5 0.5\n 0.2 4 0.4\n 0.3 3 0.3\n<xml/>\n";
}

std::vector<std::string> gr_texts() {
  return {
      "History written: Mon\n##### PDFgui\nstype=X\nqmax=14.0 qdamp=0.05\n  0 1 2\n##### start data\n"
      "#L r(A) G(r) d_r d_Gr\n0.1 1 0 0.5\n0.2 2 0 0.5\n0.3 3 0 0.5\n",
      "#S 1\n#L r(nm) G(r)\n0 0\n0.1 1\n0.2 2\n0.3 3\n"};
}

std::string cansas_text() {
  std::string text = "<?xml version=\"1.0\"?>\n<SASroot><!-- made --><SASentry><SASdata>\n";
  for (const char* q : {"0.1", "0.2", "0.3"})
    text += std::string("<Idata><Q unit=\"1/A\">") + q +
            "</Q><I unit=\"1/cm\">2</I><Idev unit=\"1/cm\">0.1</Idev></Idata>\n";
  return text + "</SASdata></SASentry></SASroot>\n";
}

std::vector<std::string> spectra_texts() {
  return {"Wavelength (nm),30 s,4 min,error\n600,1,2,0.1\n500,2,3,0.1\n400,3,4,0.1\n,,,\n",
          "energy_eV;45 degC;318 K\n2,0;1,5;1\n2,1;2;1\n2,2;3;1\n",
          "nm\t0\t10\n400\t1\t2\n500\t1\t2\n600\t1\t2\n"};
}

std::vector<std::string> cif_texts() {
  const std::string cell =
      "data_a\n_cell_length_a 4.30(1)\n_cell_length_b 4.30\n_cell_length_c 7.02\n_cell_angle_alpha 90\n"
      "_cell_angle_beta 90\n_cell_angle_gamma 120\n";
  const std::string atoms =
      "loop_\n_atom_site_label\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n"
      "_atom_site_U_iso_or_equiv\nCd1 0.3333 0.6667 0 0.01\nSe1 0.3333 0.6667 0.375 ?\n"
      "loop_\n_atom_site_aniso_label\n_atom_site_aniso_U_11\n_atom_site_aniso_U_22\n_atom_site_aniso_U_33\n"
      "_atom_site_aniso_U_12\n_atom_site_aniso_U_13\n_atom_site_aniso_U_23\nSe1 .02 .02 .03 .01 0 0\n";
  return {cell + "_symmetry_space_group_name_H-M 'P 63 m c'\n" + atoms,
          cell + "loop_\n_symmetry_equiv_pos_as_xyz\nx,y,z\n'-x, -y, 1/2+z'\n-y,x-y,z\n" + atoms,
          cell + "_space_group_IT_number 186\n_publ_section_title\n;\n a text\n;\n" + atoms};
}

std::vector<std::string> stru_texts() {
  return {
      "title CdSe\nformat pdffit\ncell 4.3, 4.3, 7.01, 90.0, 90.0, 120.0\nncell 1, 1, 1, 2\natoms\n"
      "CD 0.3334 0.6667 0.0 1.0\n0 0 0 0\n0.014 0.015 0.016\n0 0 0\n0.007 0.001 0.002\n0 0 0\n"
      "SE 0.3334 0.6667 0.375 1.0\n0 0 0 0\n0.014 0.014 0.014\n0 0 0\n0 0 0\n0 0 0\n"};
}

std::vector<std::string> xyz_texts() {
  return {"4\ncluster\nCd 0 0 0\nSe 1.5 1.5 1.5\nCd 0 3 3\nSe -1.5 -1.5 1.5\n",
          "2\nLattice=\"9 0 0 0 9 0 0 0 9\" Properties=id:I:1:pos:R:3:species:S:1 x=1\n7 0 0 0 48\n8 0 0 2.6 "
          "Se\n"};
}

// A spectrum of an edge as XDI and as a project of Athena.
std::string xdi_text() {
  std::string text = "# XDI/1.0\n# Column.1: energy eV\n# Column.2: i0\n# Column.3: itrans\n# ///\n#---\n";
  for (int i = 0; i < 30; ++i)
    text += std::to_string(8900 + 10 * i) + " 2.5 " + (i < 10 ? "2" : "1.5") + "\n";
  return text;
}

std::string athena_text() {
  std::string x, y;
  for (int i = 0; i < 30; ++i) {
    x += (i ? ",'" : "'") + std::to_string(8900 + 10 * i) + "'";
    y += (i ? ",'" : "'") + std::to_string(i < 10 ? 0.1 : 0.7) + "'";
  }
  return "# Athena project file -- Athena version 0.8\n$old_group = 'abc';\n@args = "
         "('label','cu','bkg_eshift','1.5');\n"
         "@x = (" +
         x + ");\n@y = (" + y + ");\n[record]\n1;\n";
}

std::string bad(const char* name) {
  return io::read_file(fs::path(NACRE_SOURCE_DIR) / "tests/data/bad" / name);
}

std::string magic_size(const char* name) {
  return io::read_file(fs::path(NACRE_SOURCE_DIR) / "studies/magic-size-cluster" / name);
}

StudyResult result() {
  StudyResult result;
  result.headline = "One sentence.";
  result.quantities.push_back({.name = "chi_G",
                               .value = 3.4,
                               .uncertainty = 0.2,
                               .interval = std::array<double, 2>{3.2, 3.6},
                               .unit = "RT",
                               .case_label = {{"file", std::string("a")}, {"x", 0.5}}});
  result.fits.push_back({.name = "a",
                         .model = "b",
                         .parameters = {{.name = "p", .value = 1}},
                         .free_names = {"p"},
                         .correlations = {1},
                         .chi2 = 2});
  result.figures.emplace_back(Plot{.id = "p", .curves = {{.x = {0, 1}, .y = {1, 2}, .y_error = {0.1, 0.2}}}});
  result.figures.emplace_back(CorrelationMap{.id = "m", .names = {"p", "q"}, .values = {1, 0.5, 0.5, 1}});
  result.figures.emplace_back(
      Gallery{.id = "g", .pictures = {{.lattice = "square", .nx = 2, .ny = 2, .is_a = {0, 1, 1, 0}}}});
  result.figures.emplace_back(FrameMap{.id = "f",
                                       .map_x = {1, 2},
                                       .map_at = {0},
                                       .map_values = {3, 4},
                                       .frames = {{0, {{.x = {1, 2}, .y = {3, 4}}}}},
                                       .residuals = {{0, {{.x = {1, 2}, .y = {0, 1}}}}},
                                       .notes = {"n"}});
  return result;
}

std::string hdf5_file(const fs::path& folder) {
  const fs::path path = folder / "seed.h5";
  io::write_hdf5(path,
                 {{.name = "a/b", .unit = "K", .description = "d", .shape = {2, 2}, .values = {1, 2, 3, 4}}},
                 {{"kind", "test"}});
  return io::read_file(path);
}

std::string checkpoint_file(const fs::path& folder) {
  const fs::path path = folder / "seed-checkpoint.h5";
  io::Checkpoint(path, "work", false).store("piece", {1, 2, 3});
  return io::read_file(path);
}

// Two frames with everything that a frame may have.
std::vector<io::ParticleFrame> particle_frames() {
  io::ParticleFrame frame{.step = 10};
  frame.particles.box.lengths = {4, 6, 8};
  frame.particles.positions = {{1, 2, 3}, {-1.5, 2.5, 0}, {0.25, 0, -3.5}};
  frame.particles.velocities = {{1, 0, 0.5}, {0, 1, 0}, {0.125, 0, -2}};
  frame.particles.diameters = {1, 0.5, 1};
  frame.particles.species = {0, 1, 0};
  frame.particles.species_names = {"L", "S"};
  frame.particles.droplet_radius = 5;
  frame.images = {{0, 0, 0}, {1, -1, 0}, {0, 0, 2}};
  frame.columns = {{"environment", {2, 0, 1}}};
  frame.numbers = {{"packing", 0.5}};
  io::ParticleFrame next = frame;
  next.step = 20;
  return {frame, next};
}

std::string gsd_file(const fs::path& folder) {
  const fs::path path = folder / "seed.gsd";
  io::GsdWriter writer(path);
  for (const io::ParticleFrame& frame : particle_frames()) writer.append(frame);
  return io::read_file(path);
}

std::vector<std::string> extxyz_texts() {
  std::string text;
  for (const io::ParticleFrame& frame : particle_frames()) text += io::extxyz_text(frame);
  return {
      text,
      "2\nProperties=pos:R:3:species:S:1:tags:I:1:free:L:1 energy=-1.5 Lattice='4 0 0 0 6 0 0 0 8' pbc='T F "
      "T'\n0 0 0 Au 3 T\n3.5 6 1 Ag 4 F\n"};
}

std::string lammps_log() {
  return "LAMMPS (29 Sep 2021 - Update 2)\nrun 100\nStep KinEng TotEng \n       0          1.5 -2 \n"
         "WARNING: one of them\n       100          1.25         nan \nLoop time of 0.1 on 1 procs\n";
}

std::string lammps_dump() {
  const std::string frame =
      "ITEM: TIMESTEP\n100\nITEM: NUMBER OF ATOMS\n2\nITEM: BOX BOUNDS pp pp ss\n-2 2\n-3 3\n-1e0 4\n"
      "ITEM: ATOMS id x y z ix \n1 0.5 1 2 0 \n2 -0.5 -1 -2 -1 \n";
  return frame + frame;
}

}  // namespace

std::vector<std::string> seeds_of(const std::string& reader, const fs::path& folder) {
  if (reader == "study")
    return {shipped("c6-c10.toml"), shipped("titration-tris.toml"), shipped("plan-titration.toml"),
            shipped("figure-2.toml")};
  if (reader == "csv") return {shipped("c6-c10.csv"), "a;b\n1;\"2 \"\"x\"\"\"\n", "x y\n 1 2\n"};
  if (reader == "hdf5") return {hdf5_file(folder)};
  if (reader == "checkpoint") return {checkpoint_file(folder)};
  if (reader == "summary") return {io::summary_json({"0.1.0", "kind", "title", "ok"}, result())};
  if (reader == "figures") return {io::figures_json(result().figures)};
  if (reader == "origin-dh") return {shipped("10C.DH"), shipped("tris-01.DH")};
  if (reader == "nitpic")
    return {calorimetry("_ca-edta_tris-01.xp/ca-edta_tris-01.nitpic"), "DH INJV\n-4 2\n-3 2\n"};
  if (reader == "sedphat") {
    io::write_file_atomically(folder / "case.nitpic", "DH INJV\n-4 2\n-3 2\n");  // the table beside the case
    return {calorimetry("ca-edta_tris-01.xp"), calorimetry("ca-edta_tris-01.sedphat")};
  }
  if (reader == "curve-text") return curve_texts();
  if (reader == "pdh") return {pdh_text()};
  if (reader == "powder-text")
    return {"# Cu K alpha\ntwo_theta_deg,intensity,error\n10,3,1\n20,4,1\n30,5,2\n", "10 5\n20 4\n30 3\n"};
  if (reader == "gr") return gr_texts();
  if (reader == "q-curve")
    return {curve_texts()[0], "#### start data\n#L Q($\\AA^{-1}$) S\n0 9\n1 2\n2 3\n3 4\n"};
  if (reader == "cansas-xml") return {cansas_text()};
  if (reader == "frames-hdf5") return {frames("series.h5"), frames("entries.h5"), frames("stack.h5")};
  if (reader == "spectra") return spectra_texts();
  if (reader == "cif") return cif_texts();
  if (reader == "stru") return stru_texts();
  if (reader == "xyz") return xyz_texts();
  if (reader == "gsd") return {gsd_file(folder), frames("hoomd.gsd")};
  if (reader == "extxyz") return extxyz_texts();
  if (reader == "lammps-log") return {lammps_log()};
  if (reader == "lammps-dump") return {lammps_dump()};
  if (reader == "xdi") return {xdi_text(), magic_size("CdS_10K_01.xdi"), magic_size("cu_metal_10K.xdi")};
  if (reader == "athena") return {athena_text(), bad("exafs-athena-no-group/cu.prj")};
  if (reader == "feff") return {magic_size("feffcu01.dat")};
  if (reader == "chi") return {magic_size("feffcu01.dat").substr(780), "# k chi\n0 1\n0.05 2\n0.1 3\n"};
  if (reader == "heats") return {shipped("titration-c6.csv")};
  if (reader == "xy")
    return {"# TGA\ntemperature_C,mass_mg\n30,12.2\n31,12.1\n31,12.0\n33,11\n34,10\n35,9\n",
            "m/z\tintensity\n1000.5\t12\n1001\t13\n1002\t900\n"};
  if (reader == "thermogram")
    return {shipped("series-c6-c10-0.csv").substr(0, 3000), "time_s,power_uW\n0,1\n4,1.5\n8,2\n12,-3\n"};
  throw std::invalid_argument("there is no reader \"" + reader + "\"");
}

}  // namespace nacre::fuzz
