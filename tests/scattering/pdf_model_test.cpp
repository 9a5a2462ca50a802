#include "nacre/scattering/pdf_model.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/scattering/pdf_cut.hpp"
#include "nacre/scattering/pdf_envelope.hpp"
#include "pdf_crystals.hpp"

namespace nacre::scattering {
namespace {

// r (G + 4 pi rho0 r) is the radial distribution: each shell's integral counts its atoms, and every peak has
// its width.
TEST(PdfModel, CountsNeighboursOfASimpleCube) {
  const PdfPhase phase{.crystal = cubic(3, 0.005), .delta2_A2 = 2};
  const PdfGrid grid{0, 0.01, 600};
  const std::vector<double> g = pdf({&phase, 1}, {}, grid, PeakConvention::r);
  const auto moments = [&](double low, double high) {
    std::vector<double> sums(3, 0.0);
    for (std::size_t i = 0; i < g.size(); ++i) {
      const double r = grid.r_A(i);
      if (r < low || r > high) continue;
      const double density = r * (g[i] + 4 * M_PI / 27 * r) * grid.step_A;
      for (double power = 1; double& sum : sums) {
        sum += density * power;
        power *= r;
      }
    }
    return sums;
  };
  const auto first = moments(2.2, 3.6), second = moments(3.65, 4.7);
  EXPECT_NEAR(first[0], 6, 1e-6);
  EXPECT_NEAR(first[1] / 6, 3, 1e-6);
  EXPECT_NEAR(first[2] / 6 - 9, 0.01 * (1 - 2 / 9.0), 1e-6);
  EXPECT_NEAR(second[0], 12, 1e-4);
  EXPECT_NEAR(second[2] / 12 - 18, 0.01 * (1 - 2 / 18.0), 1e-3);
}

TEST(PdfModel, PartialsAddUpAndAreCutAsTheWholeIs) {
  const PdfPhase phase{.crystal = wurtzite({}), .scale = 0.8, .envelope = {EnvelopeShape::sphere, 20}};
  const PdfInstrument instrument{.q_max_per_A = 16, .q_damp_per_A = 0.04};
  const PdfGrid grid{1.234, 0.02, 600};
  std::vector<double> sum(grid.count, 0.0);
  const auto partials = partial_pdfs(phase, instrument, grid, PeakConvention::r_ij);
  ASSERT_EQ(partials.size(), 3u);
  for (const PartialPdf& partial : partials)
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += partial.g_per_A2[i];
  EXPECT_LT(worst(sum, pdf({&phase, 1}, instrument, grid, PeakConvention::r_ij)), 1e-12);
}

// Halves of an atom at one place are that atom.
TEST(PdfModel, SharesOfASiteAreOneAtom) {
  PdfPhase whole{.crystal = cubic(4, 0.01)}, halves = whole;
  halves.crystal.sites.push_back(halves.crystal.sites[0]);
  for (crystal::Site& site : halves.crystal.sites) site.occupancy = 0.5;
  const PdfGrid grid{0.5, 0.02, 500};
  EXPECT_LT(
      worst(pdf({&halves, 1}, {}, grid, PeakConvention::r), pdf({&whole, 1}, {}, grid, PeakConvention::r)),
      1e-12);
}

TEST(PdfModel, LengthsAreElectronsOrNeutronLengths) {
  const std::vector<std::string> species{"Cd", "Se2-"};
  EXPECT_EQ(pdf_lengths(species, Radiation::xray), (std::vector<double>{48, 36}));
  EXPECT_NEAR(pdf_lengths(species, Radiation::neutron)[1], 7.97, 1e-6);
}

TEST(PdfModel, SaysWhatIsWrong) {
  PdfPhase phase{.crystal = wurtzite({})};
  const PdfGrid grid{0, 0.01, 10};
  const auto refused = [&](const PdfPhase& p, const PdfInstrument& i, const PdfGrid& g) {
    EXPECT_THROW(pdf({&p, 1}, i, g, PeakConvention::r), std::invalid_argument);
  };
  refused(phase, {}, {0, 0.01, 0});
  refused(phase, {}, {0, 0, 10});
  refused(phase, {.q_damp_per_A = -1}, grid);
  refused(phase, {.zero_below_A = 1}, grid);
  phase.lengths = {1};
  refused(phase, {}, grid);
  phase.lengths = {1, -1};
  refused(phase, {}, grid);
  refused({}, {}, grid);
  phase = {.crystal = wurtzite({})};
  phase.crystal.lattice.gamma_deg = 190;
  refused(phase, {}, grid);
}

// Bits of curves that PDFfit2 1.5.1 computes of CdSe-wurtzite.stru (diffpy.pdfgui's tutorial) on 1 to 20 A in
// 951 points. It takes G as zero below 1 A before it cuts.
TEST(PdfModel, AgreesWithPdffit2) {
  PdfPhase phase{.crystal = wurtzite({})};
  for (std::size_t k = 0; k < 4; ++k) {
    crystal::Site& site = phase.crystal.sites[k];
    site.fractional[0] = k % 2 ? 0.66659999 : 0.33340001;
    site.fractional[1] = k % 2 ? 0.33329999 : 0.66670001;
    site.u_A2[3] = 0;
  }
  struct Row {
    double delta2, diameter;
    std::vector<std::pair<double, double>> g;
  };
  const Row rows[] = {
      {0, 0, {{2.60, 1.93728}, {4.30, 4.65993}, {7.10, -1.41347}, {12.40, 0.43919}, {18.80, 0.30525}}},
      {3, 20, {{2.60, 2.20608}, {4.30, 3.50040}, {7.10, -0.71158}, {12.40, 0.08399}, {18.80, 0.00911}}}};
  for (const Row& row : rows) {
    phase.delta2_A2 = row.delta2;
    phase.envelope = {row.diameter > 0 ? EnvelopeShape::sphere : EnvelopeShape::none, row.diameter};
    const PdfInstrument instrument{.q_max_per_A = 14, .q_damp_per_A = 0.0486, .zero_below_A = 1};
    const PdfGrid grid{1, 0.02, 951};
    const std::vector<double> g = pdf({&phase, 1}, instrument, grid, PeakConvention::r);
    for (const auto& [r, value] : row.g)
      EXPECT_NEAR(g[static_cast<std::size_t>(std::lround((r - 1) / 0.02))], value, 6e-4) << r;
  }
}

class PdfTables : public testing::Test {
 protected:
  void SetUp() override {
    if (table("reference/oracle_CdSe_wz_gauss.csv").empty())
      GTEST_SKIP() << "shared/data with curves of other programs is not there";
  }
};

TEST_F(PdfTables, PlainPairSumsInBothConventions) {
  const auto rows = table("reference/oracle_CdSe_wz_gauss.csv");
  const PdfPhase phase{.crystal = wurtzite({4.301159, 7.011725, 0.37572822, 0.01616334, 0.02297733})};
  const auto g = [&](PeakConvention convention) { return pdf({&phase, 1}, {}, grid_of(rows), convention); };
  EXPECT_LT(worst(g(PeakConvention::r), column(rows, 1)), 1e-8);     // a pair sum in numpy
  EXPECT_LT(worst(g(PeakConvention::r), column(rows, 2)), 1e-5);     // PDFfit2
  EXPECT_LT(worst(g(PeakConvention::r_ij), column(rows, 3)), 1e-4);  // libdiffpy
  EXPECT_GT(worst(g(PeakConvention::r), column(rows, 3)), 1e-2);
}

std::vector<double> cut_baseline(const PdfInstrument& instrument, const PdfGrid& grid, double rho0_per_A3) {
  const SummationGrid from = summation_grid(instrument, grid);
  std::vector<double> ramp, result(grid.count);
  for (std::size_t k = 0; k < from.count; ++k) {
    const double r = from.r_A(k), damped = r * instrument.q_damp_per_A;
    ramp.push_back(4 * M_PI * rho0_per_A3 * r * std::exp(-damped * damped / 2));
  }
  PdfCut(instrument, from, grid).apply(ramp.data(), result.data());
  return result;
}

TEST_F(PdfTables, LibdiffpyTotalPartialsAndSphere) {
  PdfPhase phase{.crystal = wurtzite({4.1365, 6.7160, 0.377, 0.01, 0.01}, "S"), .delta2_A2 = 2.5};
  const PdfInstrument instrument{.q_max_per_A = 25, .q_damp_per_A = 0.03};
  const auto total = table("reference/diffpy_CdS_wz_Gr.csv");
  const PdfGrid grid = grid_of(total);
  EXPECT_LT(worst(pdf({&phase, 1}, instrument, grid, PeakConvention::r_ij), column(total, 1)), 1e-3);
  const auto partials = partial_pdfs(phase, instrument, grid, PeakConvention::r_ij);
  // libdiffpy shares the baseline out by numbers of atoms, not by what they scatter.
  const double by_scattering[] = {0.5625, 0.375, 0.0625}, by_number[] = {0.25, 0.5, 0.25};
  const std::vector<double> baseline =
      cut_baseline(instrument, grid, 4 / (std::sqrt(0.75) * 4.1365 * 4.1365 * 6.7160));
  const char* names[] = {"CdCd", "CdS", "SS"};
  for (std::size_t k = 0; k < 3; ++k) {
    std::vector<double> g = partials[k].g_per_A2;
    for (std::size_t i = 0; i < g.size(); ++i) g[i] += (by_scattering[k] - by_number[k]) * baseline[i];
    const auto expected = table(std::string("reference/diffpy_CdS_wz_Gr_partial_") + names[k] + ".csv");
    EXPECT_LT(worst(g, column(expected, 1)), 1e-3) << names[k];
  }
  phase.envelope = {EnvelopeShape::sphere, 25};
  EXPECT_LT(worst(pdf({&phase, 1}, instrument, grid, PeakConvention::r_ij),
                  column(table("reference/diffpy_CdS_wz_Gr_sphere25.csv"), 1)),
            1e-3);
}

// An older PDFfit2, which divided by r_ij, on a grid as coarse as 0.05 A; near its end within a part in 100.
TEST_F(PdfTables, CadmoseliteByXraysAndNeutrons) {
  const double u = 0.5 / (8 * M_PI * M_PI);
  const PdfPhase phase{.crystal = wurtzite({4.30, 7.02, 0.385, u, u})};
  for (const bool neutron : {false, true}) {
    const auto rows = table(std::string("scattering/pdf/CdSe_cadmoselite_") + (neutron ? "N" : "X") + ".fgr");
    const PdfInstrument instrument{.radiation = neutron ? Radiation::neutron : Radiation::xray,
                                   .q_max_per_A = 40};
    std::vector<double> g = pdf({&phase, 1}, instrument, grid_of(rows), PeakConvention::r_ij);
    EXPECT_LT(worst(g, column(rows, 1)), 0.01);
    g.resize(g.size() * 9 / 10);
    EXPECT_LT(worst(g, column(rows, 1)), 0.003);
  }
}

}  // namespace
}  // namespace nacre::scattering
