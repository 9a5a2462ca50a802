#include "nacre/io/number_rows.hpp"

#include "temporary_folder.hpp"

namespace nacre::io {
namespace {

class NumberRowsOf : public TemporaryFolder {
 protected:
  std::string refusal(const std::string& text) const {
    return failure([&] { read_number_rows(text, file("a.dat")); });
  }
};

using Columns = std::vector<std::vector<double>>;

Columns columns(const std::string& text) { return read_number_rows(text, "a.dat").columns; }

const Columns two_rows{{0.1, 0.2}, {5, 4}};

TEST_F(NumberRowsOf, AnySeparatorAndLineEnd) {
  EXPECT_EQ(columns("0.1 5\n0.2 4\n"), two_rows);
  EXPECT_EQ(columns("0.1\t5\r\n0.2\t4\r\n"), two_rows);
  EXPECT_EQ(columns("  0.1 \t 5 \r 0.2 4"), two_rows);
  EXPECT_EQ(columns("0.1,5\n0.2, 4,\n"), two_rows);
  EXPECT_EQ(columns("0.1; 5\n0.2;4\n"), two_rows);
  EXPECT_EQ(columns("\xEF\xBB\xBF\"0.1\",\"5\"\n'0.2','4'\n"), two_rows);
}

TEST_F(NumberRowsOf, FortranExponentsAndDecimalCommas) {
  EXPECT_EQ(columns("1.0D-01 +5.d0\n2.0d-1 4.0E+000\n"), two_rows);
  EXPECT_EQ(columns("0,1;5\n0,2;4\n"), two_rows);
  EXPECT_EQ(columns("0,1\t5,0\n0,2\t4,0\n"), two_rows);
  EXPECT_EQ(columns("0,1 5,0\n0,2 4,0\n"), two_rows);
  EXPECT_EQ(columns("0.1, 5\n0.2, 4\n"), two_rows) << "here the comma separates";
}

TEST_F(NumberRowsOf, HeadersCommentsAndFooters) {
  const NumberRows rows = read_number_rows(
      "# made on 3 May\n Sample 12: 5 mM\n511\n\n## q I\n0.1 5\n# a pause\n\n0.2 4\n\nend of data\n<xml "
      "a=\"1\">\n",
      "a.dat");
  EXPECT_EQ(rows.columns, two_rows);
  EXPECT_EQ(rows.lines, (std::vector<int>{6, 9}));
  EXPECT_EQ(rows.header, (std::vector<std::string>{"made on 3 May", "Sample 12: 5 mM", "511", "q I"}));
  EXPECT_EQ(columns("20 3\nq I\n0.1 5\n0.2 4\n"), two_rows) << "words follow: settings";
}

TEST_F(NumberRowsOf, BrokenRowsAreShown) {
  EXPECT_EQ(refusal("q I\n0.1 5\n0.2 4x\n0.3 3\n"),
            "a.dat:3:5: column 2 is not a number\n"
            "  3 | 0.2 4x\n"
            "    |     ^~\n"
            "  found:    4x\n"
            "  expected: a number");
  EXPECT_EQ(refusal("0.1 5\n0.2 4 1\n0.3 3\n"),
            "a.dat:2:1: a row has another number of columns than the rows before it\n"
            "  2 | 0.2 4 1\n"
            "    | ^~~~~~~\n"
            "  found:    3\n"
            "  expected: 2");
  EXPECT_NE(refusal("0.1 5 1\n0.2 4 1\n0.3 3").find("it is the last row: the file may have been cut off"),
            std::string::npos);
  EXPECT_NE(refusal("0.1 5\n0.2 nan\n").find("a.dat:2:5: column 2 is not a finite number"),
            std::string::npos);
  EXPECT_NE(refusal("0.1 5\n0.2 x\n0.3 3\n").find("a.dat:2:5: column 2 is not a number"), std::string::npos)
      << "damage in the second row does not make the first a header";
  EXPECT_NE(refusal("0.1 5\n0.2 4\nsecond curve\n0.1 5\n").find("a.dat:3:1: column 1 is text among the rows"),
            std::string::npos);
}

TEST_F(NumberRowsOf, FilesWithoutRows) {
  EXPECT_EQ(refusal(" \n\n").substr(0, 15), "a.dat: is empty");
  EXPECT_NE(refusal("some words\n1\n2\n").find("has no rows of numbers"), std::string::npos);
  EXPECT_NE(refusal("some words\n1\n2\n").find("found:    \"some words\" and no such row"),
            std::string::npos);
}

TEST_F(NumberRowsOf, Latin1IsReadAndBinaryRefused) {
  EXPECT_EQ(read_measured_text(write("a.dat", "q (\xC5^-1)\n")), "q (\xC3\x85^-1)\n");
  EXPECT_EQ(read_measured_text(write("a.dat", "\xC3\x85")), "\xC3\x85");
  EXPECT_NE(
      failure([&] { read_measured_text(write("a.dat", std::string("q\0I", 3))); }).find("binary content"),
      std::string::npos);
}

}  // namespace
}  // namespace nacre::io
