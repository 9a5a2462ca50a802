// Writing of CIF files.
#include <array>
#include <cctype>
#include <cstdio>

#include "nacre/core/units.hpp"
#include "nacre/crystal/space_groups.hpp"
#include "nacre/io/cif.hpp"

namespace nacre::io {
namespace {

// Names of blocks have no blanks.
std::string block_name(std::string name) {
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '.') c = '_';
  return name.empty() ? "crystal" : name;
}

std::string cell_text(const crystal::Lattice& cell) {
  std::string text;
  const std::array<std::pair<const char*, double>, 6> rows{{{"_cell_length_a", cell.a_A},
                                                            {"_cell_length_b", cell.b_A},
                                                            {"_cell_length_c", cell.c_A},
                                                            {"_cell_angle_alpha", cell.alpha_deg},
                                                            {"_cell_angle_beta", cell.beta_deg},
                                                            {"_cell_angle_gamma", cell.gamma_deg}}};
  for (const auto& [tag, value] : rows) text += std::string(tag) + " " + format_rounded(value, 9) + "\n";
  return text;
}

std::string decimals(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, " %.*f", digits, value);
  return text;
}

bool has_tensors(const crystal::Crystal& crystal) {
  for (const crystal::Site& site : crystal.sites)
    for (const double u : site.u_A2)
      if (u != 0) return true;
  return false;
}

}  // namespace

std::string cif_text(const crystal::Crystal& crystal, const std::string& name) {
  std::string text = "data_" + block_name(name) + "\n" + cell_text(crystal.lattice);
  text += "_symmetry_space_group_name_H-M '" + crystal.space_group + "'\n";
  text += "loop_\n_space_group_symop_operation_xyz\n";
  for (const auto& operation : crystal.operations) text += "'" + crystal::operation_text(operation) + "'\n";
  text +=
      "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n"
      "_atom_site_fract_z\n_atom_site_occupancy\n";
  for (const crystal::Site& site : crystal.sites) {
    text += site.label + " " + crystal.species[static_cast<std::size_t>(site.species)];
    for (const double x : site.fractional) text += decimals(x, 8);
    text += " " + format_number(site.occupancy) + "\n";
  }
  if (!has_tensors(crystal)) return text;
  text += "loop_\n_atom_site_aniso_label\n";
  for (const char* index : {"11", "22", "33", "12", "13", "23"})
    text += std::string("_atom_site_aniso_U_") + index + "\n";
  for (const crystal::Site& site : crystal.sites) {
    text += site.label;
    for (const double u : site.u_A2) text += decimals(u, 7);
    text += "\n";
  }
  return text;
}

}  // namespace nacre::io
