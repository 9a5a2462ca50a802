#include <gtest/gtest.h>

#include "nacre/report/terminal.hpp"

namespace nacre::report {
namespace {

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

TEST(CompareSummaries, TakesTheOneUncertaintyThatThereIs) {
  EXPECT_EQ(compare_summaries(with({{"r", 1, no_value}}), with({{"r", 2, 0.5}}), {"a", "b"}, 80),
            "name  a  b            difference  sigmas\n"
            "r     1  2.00 ± 0.50        1.00       2\n");
}

TEST(CompareSummaries, DifferenceIsTheSecondMinusTheFirst) {
  EXPECT_EQ(compare_summaries(with({{"r", 4, 0.3}}), with({{"r", 2, 0.4}}), {"a", "b"}, 80),
            "name  a            b            difference  sigmas\n"
            "r     4.00 ± 0.30  2.00 ± 0.40       -2.00      -4\n");
}

TEST(CompareSummaries, OfARunWithItselfIsZero) {
  const io::Summary a = with({{"r", 4, 0.3}});
  EXPECT_EQ(compare_summaries(a, a, {"a", "b"}, 80),
            "name  a            b            difference  sigmas\n"
            "r     4.00 ± 0.30  4.00 ± 0.30        0.00       0\n");
}

TEST(CompareSummaries, ValuesThatAreMissingStayVisible) {
  EXPECT_EQ(compare_summaries(with({{"r", no_value, no_value}}), with({{"r", 2, 0.5}}), {"a", "b"}, 80),
            "name  a    b            difference\n"
            "r     nan  2.00 ± 0.50         nan\n");
}

}  // namespace
}  // namespace nacre::report
