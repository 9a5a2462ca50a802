#include "nacre/io/gr_file.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

namespace fs = std::filesystem;
using Values = std::vector<double>;

const fs::path shared = NACRE_SOURCE_DIR "/../shared/data/scattering/pdf";

class GrFile : public TemporaryFolder {
 protected:
  PdfCurve gr(const std::string& content) const { return read_gr(write("a.gr", content)); }
  QCurve iq(const std::string& content, const QOptions& options = {}) const {
    return read_q_curve(write("a.iq", content), options);
  }
};

TEST_F(GrFile, Columns) {
  const PdfCurve plain = gr("0 0\n0.1 -1\n0.2 -2\n0.3 5\n");
  EXPECT_EQ(plain.r_A, (Values{0.1, 0.2, 0.3})) << "r = 0 is left out";
  EXPECT_EQ(plain.g_per_A2, (Values{-1, -2, 5}));
  EXPECT_TRUE(plain.g_error_per_A2.empty());
  EXPECT_FALSE(plain.has_header);
  EXPECT_EQ(gr("0.1 -1 3\n0.2 -2 4\n0.3 5 6\n").g_error_per_A2, (Values{3, 4, 6}));
  EXPECT_EQ(gr("0.1 -1 0 3\n0.2 -2 0 4\n0.3 5 0 6\n").g_error_per_A2, (Values{3, 4, 6}));
  EXPECT_TRUE(gr("0.1 -1 0\n0.2 -2 0\n0.3 5 0\n").g_error_per_A2.empty());
  const PdfCurve named = gr("#L r(nm) d_Gr G(r) Gdiff\n0.01 100 200 1\n0.02 100 300 1\n0.03 100 400 1\n");
  EXPECT_DOUBLE_EQ(named.r_A[1], 0.2);
  EXPECT_EQ(named.g_per_A2, (Values{2, 3, 4}));
  EXPECT_EQ(named.g_error_per_A2, (Values{1, 1, 1}));
}

TEST_F(GrFile, FactsOfPdfgetx3AndPdfgui) {
  const PdfCurve x3 =
      gr("[DEFAULT]\n\nversion = pdfgetx3 2.0\nmode = neutron\nwavelength = 0.1867\ncomposition = Cd "
         "Se\nrpoly = 0.9\n"
         "qmaxinst = 25.0\nqmin = 0.8\nqmax = 24.0\nrmin = 0\n\n# End of config --\n#### start data\n\n#S 1\n"
         "#L r($\\AA$)  G($\\AA^{-2}$)\n0 0\n0.1 1\n0.2 2\n0.3 3\n");
  EXPECT_EQ(x3.facts.program, "PDFgetX3");
  EXPECT_EQ(x3.facts.radiation, Radiation::neutron);
  EXPECT_EQ(x3.facts.composition, "Cd Se");
  EXPECT_EQ(x3.facts.q_min_per_A, 0.8);
  EXPECT_EQ(x3.facts.q_max_per_A, 24);
  EXPECT_EQ(x3.facts.q_max_inst_per_A, 25);
  EXPECT_EQ(x3.facts.wavelength_A, 0.1867);
  EXPECT_EQ(x3.facts.rpoly_A, 0.9);
  const PdfCurve gui = gr(
      "History written: Mon\nproduced by a\n##### PDFgui\nstype=X  x-ray scattering\nqmax=0   correction not "
      "applied\nqdamp=0.0486\nqbroad=0.01\n##### start data\n#L r(A) G(r) d_r d_Gr Gdiff\n"
      "0.1 1 0 0.5 9\n0.2 2 0 0.5 9\n0.3 3 0 0.5 9\n");
  EXPECT_EQ(gui.facts.radiation, Radiation::xray);
  EXPECT_FALSE(gui.facts.q_max_per_A) << "0 is: not applied";
  EXPECT_EQ(gui.facts.q_damp_per_A, 0.0486);
  EXPECT_EQ(gui.facts.q_broad_per_A, 0.01);
  EXPECT_EQ(gui.g_error_per_A2, (Values{0.5, 0.5, 0.5}));
}

TEST_F(GrFile, CurvesOverQ) {
  const QCurve x3 = iq("#### start data\n#S 1\n#L Q($\\AA^{-1}$)  S\n0 9\n0.5 1\n1 2\n1.5 3\n");
  EXPECT_EQ(x3.q_per_A, (Values{0.5, 1, 1.5}));
  EXPECT_EQ(x3.value, (Values{1, 2, 3}));
  EXPECT_DOUBLE_EQ(iq("Q(nm^-1) I dI\n10 1 2\n20 2 2\n30 3 2\n").q_per_A[0], 1);
  EXPECT_EQ(iq("#L Q I(Q)\n10 1 2\n20 2 2\n30 3 2\n", {.q_unit = "1/A"}).error, (Values{2, 2, 2}));
  const QCurve chi = iq("a.chi\n 2-Theta Angle (Degrees)\n Intensity\n    3\n 10 1\n 20 2\n 60 3\n",
                        {.q_unit = "two-theta", .wavelength_A = 0.5});
  EXPECT_NEAR(chi.q_per_A[2], 4 * 3.14159265358979 / 0.5 * 0.5, 1e-12);
}

TEST_F(GrFile, Refusals) {
  EXPECT_NE(failure([&] { iq("#L Q I(Q)\n1 1\n2 2\n3 3\n"); }).find("does not say the unit of Q"),
            std::string::npos);
  EXPECT_NE(failure([&] { iq("1 1\n2 2\n3 3\n", {.q_unit = "two-theta"}); }).find("no wavelength"),
            std::string::npos);
  EXPECT_NE(failure([&] { gr("#### start data\n"); }).find("has no rows of numbers"), std::string::npos);
  EXPECT_NE(failure([&] { gr("0.1 1\n0.3 2\n0.2 3\n0.4 1\n"); }).find("a.gr:3:1: r does not rise"),
            std::string::npos);
  EXPECT_NE(
      failure([&] { gr("0.1 1 0.5\n0.2 2 -1\n0.3 2 1\n"); }).find("a.gr:2:7: the error is not positive"),
      std::string::npos);
}

TEST_F(GrFile, FilesOfOtherPrograms) {
  if (!fs::exists(shared)) GTEST_SKIP() << "no shared data";
  const PdfCurve x2 = read_gr(shared / "CdSe-3nm.gr");
  EXPECT_EQ(x2.facts.program, "PDFgetX2");
  EXPECT_EQ(x2.facts.radiation, Radiation::xray);
  EXPECT_EQ(x2.facts.q_min_per_A, 0.3);
  EXPECT_EQ(x2.facts.q_max_per_A, 14);
  EXPECT_EQ(x2.facts.temperature_K, 300);
  EXPECT_EQ(x2.facts.wavelength_A, 0.1425);
  EXPECT_EQ(x2.r_A.size(), 4499u);
  EXPECT_EQ(x2.g_error_per_A2[0], 1.642925e-04);
  const PdfCurve n = read_gr(shared / "Ni-neutron.gr");
  EXPECT_EQ(n.facts.radiation, Radiation::neutron);
  EXPECT_EQ(n.facts.q_max_per_A, 27);
  EXPECT_EQ(n.facts.temperature_K, 300);
  EXPECT_EQ(n.g_error_per_A2[0], 0.6764);
  const PdfCurve srreal = read_gr(shared / "CdSe_cadmoselite_N.fgr");
  EXPECT_EQ(srreal.facts.radiation, Radiation::neutron);
  EXPECT_EQ(srreal.facts.q_max_per_A, 40);
  const PdfCurve cmi = read_gr(shared / "cmi-CdSe-3.gr");
  EXPECT_EQ(cmi.facts.q_max_per_A, 19);
  EXPECT_EQ(cmi.facts.composition, "Cd Se");
  EXPECT_FALSE(cmi.facts.radiation);
  EXPECT_EQ(read_gr(shared / "cmi-ni.gr").r_A.size(), 5999u);
  const QCurve ni = read_q_curve(shared / "cmi-ni.iq", {.q_unit = "1/A"});
  EXPECT_EQ(ni.q_per_A.size(), 2587u);
}

}  // namespace
}  // namespace nacre::io
