#include "nacre/io/gr_text.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class GrText : public TemporaryFolder {};

TEST_F(GrText, ReadsBackAsItWas) {
  PdfCurve curve{.name = "a.gr",
                 .r_A = {0.1, 0.2, 0.30000000000000004},
                 .g_per_A2 = {-0.5, 1.0 / 3, 7e-12},
                 .g_error_per_A2 = {0.1, 0.2, 0.3},
                 .facts = {.program = "nacre",
                           .composition = "Cd1 Se0.9",
                           .radiation = Radiation::neutron,
                           .q_min_per_A = 0.5,
                           .q_max_per_A = 14,
                           .q_max_inst_per_A = 15,
                           .q_damp_per_A = 0.0486,
                           .q_broad_per_A = 0.01,
                           .temperature_K = 300,
                           .wavelength_A = 0.1425,
                           .rpoly_A = 0.9}};
  const PdfCurve read = read_gr(write("a.gr", gr_text(curve, {"a remark: qmax = 99"})));
  EXPECT_EQ(read.r_A, curve.r_A);
  EXPECT_EQ(read.g_per_A2, curve.g_per_A2);
  EXPECT_EQ(read.g_error_per_A2, curve.g_error_per_A2);
  EXPECT_EQ(read.facts.program, "nacre");
  EXPECT_EQ(read.facts.composition, "Cd1 Se0.9");
  EXPECT_EQ(read.facts.radiation, Radiation::neutron);
  EXPECT_EQ(read.facts.q_min_per_A, 0.5);
  EXPECT_EQ(read.facts.q_max_per_A, 14);
  EXPECT_EQ(read.facts.q_max_inst_per_A, 15);
  EXPECT_EQ(read.facts.q_damp_per_A, 0.0486);
  EXPECT_EQ(read.facts.q_broad_per_A, 0.01);
  EXPECT_EQ(read.facts.temperature_K, 300);
  EXPECT_EQ(read.facts.wavelength_A, 0.1425);
  EXPECT_EQ(read.facts.rpoly_A, 0.9);
  curve.g_error_per_A2.clear();
  curve.facts = {};
  EXPECT_EQ(gr_text(curve, {}),
            "[DEFAULT]\n\n\n#### start data\n\n#S 1\n#L r(A)  G(r)\n"
            "0.1 -0.5\n0.2 0.3333333333333333\n0.30000000000000004 7e-12\n");
}

}  // namespace
}  // namespace nacre::io
