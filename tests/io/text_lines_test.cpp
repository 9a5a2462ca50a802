#include "nacre/io/text_lines.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class TextLines : public TemporaryFolder {};

std::vector<std::string> texts(const std::vector<TextCell>& cells) {
  std::vector<std::string> list;
  for (const TextCell& cell : cells) list.push_back(cell.text);
  return list;
}

TEST_F(TextLines, KnowTheirNumbersWhateverTheirEnds) {
  const auto lines = split_lines("\xEF\xBB\xBFone\r\n\ntwo\rthree");
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0].text, "one");
  EXPECT_EQ(lines[1].text, "");
  EXPECT_EQ(lines[3].text, "three");
  EXPECT_EQ(lines[3].number, 4);
  EXPECT_TRUE(split_lines("").empty());
  EXPECT_EQ(split_lines("a\n").size(), 1u);
}

TEST_F(TextLines, CellsBetweenSeparatorsKeepEmptyOnes) {
  const auto cells = split_cells("5, -42.3,,x", ',');
  EXPECT_EQ(texts(cells), (std::vector<std::string>{"5", "-42.3", "", "x"}));
  EXPECT_EQ(cells[1].column, 4);
  EXPECT_EQ(cells[3].column, 11);
  EXPECT_EQ(texts(split_cells("\t--\t1\t", '\t')), (std::vector<std::string>{"", "--", "1", ""}));
}

TEST_F(TextLines, BlanksSeparateWithoutEmptyCells) {
  const auto cells = split_cells("  1.0 \t (name) ", ' ');
  EXPECT_EQ(texts(cells), (std::vector<std::string>{"1.0", "(name)"}));
  EXPECT_EQ(cells[0].column, 3);
  EXPECT_EQ(cells[1].column, 9);
  EXPECT_TRUE(split_cells(" \t", ' ').empty());
}

TEST_F(TextLines, ColumnsCountCharactersNotBytes) {
  EXPECT_EQ(split_cells("µµ,1", ',')[1].column, 4);
  EXPECT_EQ(count_characters("µm"), 2u);
}

TEST_F(TextLines, NumbersFillTheirText) {
  double value = 0;
  EXPECT_EQ(read_number("+1.5e-3", value), Reading::number);
  EXPECT_EQ(value, 1.5e-3);
  EXPECT_EQ(read_number("1e999", value), Reading::out_of_range);
  for (const char* text : {"", "1.5x", " 1", "+-1", "--"})
    EXPECT_EQ(read_number(text, value), Reading::text) << text;
}

TEST_F(TextLines, AnythingButAFiniteNumberIsRefusedAtItsPlace) {
  const TextLine line{7, "5,nan"};
  EXPECT_EQ(failure([&] {
              finite_number({"nan", 3}, line, "a.DH", "the heat");
            }),
            "a.DH:7:3: the heat is not a finite number\n"
            "  7 | 5,nan\n"
            "    |   ^~~\n"
            "  found:    nan\n"
            "  expected: a number");
  EXPECT_EQ(finite_number({"-4", 1}, line, "a.DH", "the heat"), -4);
}

TEST_F(TextLines, BytesThatAreNoTextAreNamed) {
  EXPECT_EQ(failure([&] { read_text(write("x", std::string("ab\0c", 4)), "a text table", "export it"); }),
            "x: is not a text table\n"
            "  found:    byte 0x00 at offset 2\n"
            "  expected: UTF-8 text\n"
            "  export it");
  EXPECT_EQ(read_text(write("y", "ä\tb\n"), "a text table", ""), "ä\tb\n");
}

}  // namespace
}  // namespace nacre::io
