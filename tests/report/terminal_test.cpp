#include "nacre/report/terminal.hpp"

#include <gtest/gtest.h>

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

io::Summary with(std::vector<Quantity> quantities) {
  io::Summary summary;
  summary.result.quantities = std::move(quantities);
  return summary;
}

TEST(CompareSummaries, GivesTheDifferenceInSigmas) {
  const io::Summary a = with({{"chi", 3.0, 0.3, {}, "RT"}, {"exact", 1}});
  const io::Summary b = with({{"chi", 4.0, 0.4, {}, "RT"}, {"exact", 1.5}});
  EXPECT_EQ(compare_summaries(a, b, {"first", "second"}, 100),
            "name   first        second       difference  sigmas  unit\n"
            "chi    3.00 ± 0.30  4.00 ± 0.40        1.00       2  RT\n"
            "exact  1            1.5                 0.5\n");
}

TEST(CompareSummaries, MatchesCasesAndListsTheRest) {
  const CaseLabel two{{"n", 2.0}}, three{{"n", 3.0}};
  const io::Summary a = with({{"r", 1, 0.1, {}, "nm", "", two}, {"r", 5, 0.1, {}, "nm", "", three}});
  const io::Summary b = with({{"r", 2, 0.1, {}, "nm", "", two}, {"extra", 1}});
  EXPECT_EQ(compare_summaries(a, b, {"a", "b"}, 100),
            "name  case   a            b            difference  sigmas  unit\n"
            "r     n = 2  1.00 ± 0.10  2.00 ± 0.10        1.00     7.1  nm\n"
            "Only in a: r (n = 3)\n"
            "Only in b: extra\n");
}

TEST(CompareSummaries, DoesNotSubtractDifferentUnits) {
  EXPECT_EQ(compare_summaries(with({{"r", 1, no_value, {}, "nm"}}), with({{"r", 10, no_value, {}, "A"}}),
                              {"a", "b"}, 80),
            "name  a  b   unit\n"
            "r     1  10  nm and A\n");
}

TEST(CompareSummaries, SaysWhenNothingIsShared) {
  EXPECT_EQ(compare_summaries(with({{"r", 1}}), with({}), {"a", "b"}, 80),
            "The runs have no quantity in common.\nOnly in a: r\n");
}

}  // namespace
}  // namespace nacre::report
