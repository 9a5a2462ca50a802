#include "nacre/report/terminal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "nacre/report/text_table.hpp"
#include "report/sample_run.hpp"

namespace nacre::report {
namespace {

io::Summary small_summary() {
  io::Summary summary;
  summary.head = {"0.1.0", "ligand-mixing", "C6:C10", "ok"};
  summary.result.headline = "They mix.";
  summary.result.quantities = {{"chi_G", 3.60123, 0.76, {{2.94, 4.46}}, "RT", "interaction"}, {"x", 0.5}};
  return summary;
}

TEST(TerminalSummary, ShowsHeadlineAndQuantities) {
  EXPECT_EQ(terminal_summary(small_summary(), 80),
            "C6:C10 (ligand-mixing)\n"
            "\n"
            "  They mix.\n"
            "\n"
            "Quantities\n"
            "  name   value          68 % interval  unit  meaning\n"
            "  chi_G   3.60  ± 0.76  2.94 to 4.46   RT    interaction\n"
            "  x        0.5\n");
}

TEST(TerminalSummary, ShowsWarningsFirstAndConvergence) {
  io::Summary summary = small_summary();
  summary.head.status = "not_converged";
  summary.result.warnings = {"one that is longer than the line it stands on"};
  const std::string text = terminal_summary(summary, 31);
  EXPECT_NE(text.find("Warnings\n"
                      "  ! The run did not converge.\n"
                      "  ! one that is longer than the\n"
                      "    line it stands on\n"),
            std::string::npos)
      << text;
}

TEST(TerminalSummary, ShowsFits) {
  io::Summary summary{{"0.1.0", "ligand-mixing", "", "ok"}, {}};
  summary.result.fits = {test::fit("dH", 3.60123)};
  const std::string expected =
      "ligand-mixing\n"
      "\n"
      "Fit of dH: lattice, composition-dependent interaction\n"
      "  parameter     value           unit    percent  68 % interval  start  bounds     state       "
      "meaning\n"
      "  chi_G          3.60  ± 0.76   RT         21 %  2.94 to 4.46   3      -6 to 12               "
      "interaction parameter of the free energy\n"
      "  slope        -0.412  ± 0.097  RT         24 %                 0      -10 to 10              its "
      "change with composition\n"
      "  dH_A         -21.94  ± 0.21   kJ/mol   0.96 %                 -20    none                   "
      "exchange enthalpy of pure A\n"
      "  dH_B           50.0  ± 1.4    kJ/mol    2.8 %                 10     0 to 50    at a bound  "
      "exchange enthalpy of pure B\n"
      "  temperature     303           K                                                 fixed       "
      "temperature of the measurement\n"
      "  chi_H           7.2  ± 1.5    RT         21 %                                   = 2 chi_G   "
      "interaction parameter of the enthalpy\n"
      "  reduced chi2 1.1, chi2 2.2, AIC 10.2, BIC 9.4, data 6, free parameters 4, converged\n"
      "  Uncertainties are those of the data: not scaled with the reduced chi-square.\n"
      "  correlations over 0.1: C(chi_G,slope) = -0.930, C(slope,dH_A) = -0.420, C(chi_G,dH_A) = 0.310, "
      "C(slope,dH_B) = 0.200\n"
      "  ! dH_B stands at its upper bound: its uncertainty means little\n";
  EXPECT_EQ(terminal_summary(summary, 150), expected);
}

TEST(TerminalSummary, StaysInsideTheWidthAndAligned) {
  const io::Summary summary{{"0.1.0", "ligand-mixing", "title", "ok"}, test::sample_result()};
  std::istringstream lines(terminal_summary(summary, 100));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(display_width(line), 100) << line;
    EXPECT_FALSE(line.ends_with(' ')) << line;
  }
}

TEST(TerminalSummary, MakesOneRowACase) {
  const io::Summary summary{{"0.1.0", "ligand-shell", "", "ok"}, test::sample_result()};
  const std::string text = terminal_summary(summary, 100);
  EXPECT_NE(text.find("  chi_G   n_a  unlike_fraction  largest_cluster / sites\n"
                      "  -6 RT   60   0.2000 ± 0.0048  12.00 ± 0.40\n"),
            std::string::npos)
      << text;
}

TEST(TerminalSummary, ComparesTheFirstOfManyFits) {
  StudyResult result;
  for (int i = 0; i < 10'000; ++i) result.fits.push_back({.name = "frame-" + std::to_string(i)});
  const std::string text = terminal_summary({{"0.1.0", "saxs", "", "ok"}, result}, 100);
  EXPECT_EQ(std::ranges::count(text, '\n'), 1 + 1 + 1 + 1 + 60 + 1) << text;
  EXPECT_NE(text.find("  frame-59 "), std::string::npos);
  EXPECT_TRUE(text.ends_with("  ... and 9940 more\n"));
}

}  // namespace
}  // namespace nacre::report
