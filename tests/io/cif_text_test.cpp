#include "nacre/io/cif.hpp"

#include <gtest/gtest.h>

namespace nacre::io {
namespace {

TEST(CifText, IsWrittenOut) {
  const crystal::Crystal crystal{.lattice = {4.3, 4.3, 7.02, 90, 90, 120},
                                 .species = {"Cd"},
                                 .sites = {{.label = "Cd1", .fractional = {0.5, 0, 0.25}, .occupancy = 0.5}}};
  EXPECT_EQ(cif_text(crystal, "my crystal"),
            "data_my_crystal\n_cell_length_a 4.3\n_cell_length_b 4.3\n_cell_length_c 7.02\n"
            "_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma 120\n"
            "_symmetry_space_group_name_H-M 'P 1'\nloop_\n_space_group_symop_operation_xyz\n'x,y,z'\nloop_\n"
            "_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n"
            "_atom_site_fract_z\n_atom_site_occupancy\nCd1 Cd 0.50000000 0.00000000 0.25000000 0.5\n");
}

}  // namespace
}  // namespace nacre::io
