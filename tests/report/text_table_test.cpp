#include "nacre/report/text_table.hpp"

#include <gtest/gtest.h>

namespace nacre::report {
namespace {

TEST(DisplayWidth, CountsTerminalColumns) {
  EXPECT_EQ(display_width("chi"), 3);
  EXPECT_EQ(display_width("ΔH ± 2 Å"), 8);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);  // e and a combining acute accent
  EXPECT_EQ(display_width("金nm"), 4);
  EXPECT_EQ(display_width("🔬"), 2);
  EXPECT_EQ(display_width("\xC3"), 1);  // a cut character ends with the text
}

TEST(TextTable, AlignsColumns) {
  TextTable table({{"name"}, {"value", Align::right}, {"unit"}});
  table.add({"ΔH", "-3.5", "kJ/mol"});
  table.add({"radius", "12", "Å"});
  EXPECT_EQ(table.to_string(80),
            "  name    value  unit\n"
            "  ΔH       -3.5  kJ/mol\n"
            "  radius     12  Å\n");
}

TEST(TextTable, LeavesOutEmptyColumns) {
  TextTable table({{"name"}, {"interval"}, {"unit"}});
  table.add({"a", "", "nm"});
  EXPECT_EQ(table.to_string(80, ""), "name  unit\na     nm\n");
}

TEST(TextTable, WrapsTheLastColumn) {
  TextTable table({{"name"}, {"meaning"}});
  table.add({"a", "mean size of the largest cluster"});
  EXPECT_EQ(table.to_string(30, ""),
            "name  meaning\n"
            "a     mean size of the largest\n"
            "      cluster\n");
}

TEST(TextTable, DropsALastColumnWithoutRoom) {
  TextTable table({{"name"}, {"meaning"}});
  table.add({"a", "mean size of the largest cluster"});
  EXPECT_EQ(table.to_string(25, ""), "name\na\n");
}

TEST(WrapColumns, KeepsLongWordsWhole) {
  EXPECT_EQ(wrap_columns("a supercalifragilistic b", 5),
            (std::vector<std::string>{"a", "supercalifragilistic", "b"}));
}

}  // namespace
}  // namespace nacre::report
