#include "nacre/io/csv.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "io/temporary_folder.hpp"

namespace nacre::io {
namespace {

class Csv : public TemporaryFolder {
 protected:
  CsvTable table(const std::string& text) const { return CsvTable::read(write("a.csv", text)); }

  std::string failure_of(const std::string& text) const {
    return failure([&] { table(text); });
  }

  // The error of reading the number in the given cell.
  std::string failure_at(const std::string& text, std::size_t row, std::size_t column) const {
    const CsvTable read = table(text);
    return failure([&] { read.number(row, column); });
  }
};

void expect_numbers(const CsvTable& table, const std::vector<std::vector<double>>& expected) {
  ASSERT_EQ(table.rows(), expected.size());
  for (std::size_t row = 0; row < expected.size(); ++row) {
    ASSERT_EQ(table.names().size(), expected[row].size());
    for (std::size_t column = 0; column < expected[row].size(); ++column)
      EXPECT_EQ(table.number(row, column), expected[row][column]);
  }
}

TEST_F(Csv, ReadsEveryDelimiter) {
  for (const char* text :
       {"x,y\n1,2.5\n-3e2,4\n", "x;y\n1;2.5\n-3e2;4\n", "x\ty\n1\t2.5\n-3e2\t4\n", "x y\n1 2.5\n-3e2 4\n",
        "  x   y\n 1\t 2.5 \n-3e2    4", "x, y\n1 ,2.5\n -3e2 , 4\n"}) {
    const CsvTable read = table(text);
    EXPECT_EQ(read.names(), (std::vector<std::string>{"x", "y"})) << text;
    expect_numbers(read, {{1, 2.5}, {-300, 4}});
  }
}

TEST_F(Csv, DelimiterIsThatOfTheHeader) {
  EXPECT_EQ(table("q [1/nm];I\n1;2\n").names(), (std::vector<std::string>{"q [1/nm]", "I"}));
  EXPECT_EQ(table("\"a,b\";c\n1;2\n").names(), (std::vector<std::string>{"a,b", "c"}));
  EXPECT_EQ(table("only one\tname\n1\t2\n").names(), (std::vector<std::string>{"only one", "name"}));
}

TEST_F(Csv, SkipsCommentsAndBlankLinesAnywhere) {
  expect_numbers(table("# origin, units\n\n  # more\nx,y\n# between\n1,2\n \t\n3,4\n#end"), {{1, 2}, {3, 4}});
}

TEST_F(Csv, AcceptsLineEndsAndMarksOfOtherSystems) {
  expect_numbers(table("x,y\r\n1,2\r\n3,4\r\n"), {{1, 2}, {3, 4}});
  expect_numbers(table("x,y\r1,2\r3,4"), {{1, 2}, {3, 4}});
  const CsvTable marked = table("\xEF\xBB\xBFx,y\n1,2\n");
  EXPECT_TRUE(marked.has("x"));
}

TEST_F(Csv, UnquotesCells) {
  const CsvTable read = table("name,\"a \"\"b\"\"\"\n\" x, y \",\"2\"\n");
  EXPECT_EQ(read.names()[1], "a \"b\"");
  EXPECT_EQ(read.cell(0, 0).text, " x, y ");
  EXPECT_EQ(read.number(0, 1), 2);
}

TEST_F(Csv, ReadsNumbersAsPeopleWriteThem) {
  expect_numbers(table("x\n+1\n.5\n5.\n1E-3\n-0\n"), {{1}, {0.5}, {5}, {1e-3}, {0}});
}

TEST_F(Csv, FindsColumns) {
  const CsvTable read = table("# note\nx_a,dG_kJ_mol\n0,1\n");
  EXPECT_TRUE(read.has("x_a"));
  EXPECT_FALSE(read.has("X_a"));
  EXPECT_EQ(read.column("dG_kJ_mol"), 1u);
  EXPECT_EQ(failure([&] { read.column("dG_kJ_mo"); }),
            "a.csv:2: there is no column \"dG_kJ_mo\"\n"
            "  2 | x_a,dG_kJ_mol\n"
            "  found:    x_a, dG_kJ_mol\n"
            "  expected: dG_kJ_mo\n"
            "  did you mean \"dG_kJ_mol\"?");
}

TEST_F(Csv, KnowsThePlaceOfACell) {
  const CsvTable read = table("# n\n\u00b5x,y\n\n \"\u00b5\u00b5\" , 250\n");
  EXPECT_EQ(read.header_place().line, 2);
  const Place place = read.place(0, 1);
  EXPECT_EQ(place.to_string(), file("a.csv").string() + ":4:9");
  EXPECT_EQ(place.length, 3);
  EXPECT_EQ(place.source_line, " \"\u00b5\u00b5\" , 250");
}

TEST_F(Csv, RefusesTextWhereANumberBelongs) {
  EXPECT_EQ(failure_at("x,y\n1,2\n3,four\n", 1, 1),
            "a.csv:3:3: the cell of y is not a finite number\n"
            "  3 | 3,four\n"
            "    |   ^~~~\n"
            "  found:    four\n"
            "  expected: a finite number");
  EXPECT_EQ(failure_at("x;y\n1;2,5\n", 0, 1),
            "a.csv:2:3: the cell of y is not a finite number\n"
            "  2 | 1;2,5\n"
            "    |   ^~~\n"
            "  found:    2,5\n"
            "  expected: a finite number\n"
            "  write decimals with a point, not a comma");
  EXPECT_EQ(failure_at("x,y\n1,\n", 0, 1),
            "a.csv:2:3: the cell of y is empty\n"
            "  2 | 1,\n"
            "    |   ^\n"
            "  found:    nothing\n"
            "  expected: a number");
  EXPECT_EQ(failure_at("x\n1e999\n", 0, 0),
            "a.csv:2:1: the number in x is beyond the range of double precision\n"
            "  2 | 1e999\n"
            "    | ^~~~~\n"
            "  found:    1e999\n"
            "  expected: a number between 1e-307 and 1e308");
  for (const char* text :
       {"nan", "NaN", "inf", "-inf", "Infinity", "1 2", "0x10", "1e", "--1", "+-1", "1..2"})
    EXPECT_NE(failure_at(std::string("x,y\n1,") + text + "\n", 0, 1).find("is not a finite number"),
              std::string::npos)
        << text;
}

TEST_F(Csv, RefusesRowsThatDoNotFitTheHeader) {
  EXPECT_EQ(failure_of("x,y,z\n1,2,3\n4,5"),
            "a.csv:3:4: a row is shorter than the header\n"
            "  3 | 4,5\n"
            "    |    ^\n"
            "  found:    2 cells\n"
            "  expected: 3 cells\n"
            "  the file may have been cut off");
  EXPECT_NE(failure_of("x\n1 2\n").find("  found:    2 cells\n  expected: 1 cell"), std::string::npos);
  EXPECT_EQ(failure_of("x,y\n1,2,3\n"),
            "a.csv:2:5: a row is longer than the header\n"
            "  2 | 1,2,3\n"
            "    |     ^\n"
            "  found:    3 cells\n"
            "  expected: 2 cells");
}

TEST_F(Csv, RefusesBrokenHeaders) {
  EXPECT_EQ(failure_of("1,2\n3,4\n"),
            "a.csv:1: has no header line\n"
            "  1 | 1,2\n"
            "  found:    numbers\n"
            "  expected: one line of column names before the first data line");
  EXPECT_EQ(failure_of("x,y,x\n1,2,3\n"), "a.csv:1:5: there are two columns \"x\"\n  1 | x,y,x\n    |     ^");
  EXPECT_EQ(failure_of("x,,z\n1,2,3\n"), "a.csv:1:3: column 2 has no name\n  1 | x,,z\n    |   ^");
  EXPECT_EQ(failure_of("x,\"y\n1,2\n"),
            "a.csv:1:3: a quote is not closed on its line\n  1 | x,\"y\n    |   ^");
  EXPECT_EQ(failure_of("x,y\n1,\"2\"3\n"),
            "a.csv:2:6: text follows a closed quote\n  2 | 1,\"2\"3\n    |      ^");
}

TEST_F(Csv, RefusesFilesWithoutATable) {
  EXPECT_EQ(failure_of(""), "a.csv: is empty");
  EXPECT_EQ(failure_of("# only a comment\n\n"), "a.csv: has neither header nor data lines");
  EXPECT_EQ(failure_of("x,y\n# nothing\n"), "a.csv:1: has a header line but no data lines\n  1 | x,y");
  EXPECT_EQ(failure([&] { CsvTable::read(file("none.csv")); }), "none.csv: no such file");
  std::filesystem::create_directory(file("d"));
  EXPECT_EQ(failure([&] { CsvTable::read(file("d")); }), "d: is a directory, not a file");
}

TEST_F(Csv, RefusesWhatIsNoText) {
  const auto refusal = [](const std::string& byte) {
    return "a.csv: is not a text table\n  found:    byte " + byte +
           "\n  expected: UTF-8 text\n  export the table as CSV in UTF-8";
  };
  EXPECT_EQ(failure_of(std::string("x,y\n1,\0\n", 8)), refusal("0x00 at offset 6"));
  EXPECT_EQ(failure_of("\xff\xfex"), refusal("0xFF at offset 0"));  // UTF-16
  EXPECT_EQ(failure_of("x\xb5,y\n"), refusal("0xB5 at offset 1"));  // Latin-1
  EXPECT_EQ(failure_of("x,\xc3"), refusal("0xC3 at offset 2"));
  EXPECT_EQ(failure_of("PK\x03\x04"), refusal("0x03 at offset 2"));  // a spreadsheet
}

TEST_F(Csv, HalfOfTheLastDigit) {
  const CsvTable read = table("x\n-21.9\n-47\n1.2e3\n100\n5.\n.25\n1E-3\n+0.50\n2e+2\n1.25e-1\n");
  const std::vector<double> expected = {0.05, 0.5, 50, 0.5, 0.5, 0.005, 0.5e-3, 0.005, 50, 0.0005};
  ASSERT_EQ(read.rows(), expected.size());
  for (std::size_t row = 0; row < expected.size(); ++row)
    EXPECT_EQ(read.half_last_digit(row, 0), expected[row]) << read.cell(row, 0).text;
  const CsvTable text = table("x\nabc\n");
  EXPECT_THROW(text.half_last_digit(0, 0), Error);
}

Table sample_table() {
  Table table;
  table.name = "curves";
  table.notes = {"first note", "two\nlines"};
  table.columns = {{"x_a", "mole fraction"}, {"n", ""}, {"label, unit", "a text"}};
  const double nan = std::numeric_limits<double>::quiet_NaN();
  table.rows = {{0.1, std::int64_t{-3}, std::string("plain")},
                {1.0 / 3, std::monostate(), std::string("a, \"b\"")},
                {nan, std::int64_t{9007199254740993}, std::string("# c")}};
  return table;
}

TEST_F(Csv, WritesNotesDescriptionsHeaderAndCells) {
  EXPECT_EQ(to_csv(sample_table()),
            "# first note\n# two\n# lines\n"
            "# x_a: mole fraction\n# label, unit: a text\n"
            "x_a,n,\"label, unit\"\n"
            "0.1,-3,plain\n"
            "0.3333333333333333,,\"a, \"\"b\"\"\"\n"
            ",9007199254740993,\"# c\"\n");
}

TEST_F(Csv, ReadsBackWhatItWrites) {
  const CsvTable read = table(to_csv(sample_table()));
  EXPECT_EQ(read.names(), (std::vector<std::string>{"x_a", "n", "label, unit"}));
  EXPECT_EQ(read.number(1, 0), 1.0 / 3);
  EXPECT_EQ(read.cell(1, 2).text, "a, \"b\"");
  EXPECT_EQ(read.cell(2, 0).text, "");
  EXPECT_EQ(read.cell(2, 2).text, "# c");
}

TEST_F(Csv, KeepsTheRowsOfOneEmptyColumn) {
  const CsvTable read = table(to_csv({.name = "t",
                                      .title = "",
                                      .notes = {},
                                      .columns = {{"x", ""}},
                                      .rows = {{1.0}, {std::monostate()}, {2.0}}}));
  ASSERT_EQ(read.rows(), 3u);
  EXPECT_EQ(read.cell(1, 0).text, "");
}

double random_number(std::mt19937_64& random) {
  return std::ldexp(static_cast<double>(random()) - 9e18, static_cast<int>(random() % 1900) - 1000);
}

TEST_F(Csv, NumbersRoundTrip) {
  std::mt19937_64 random(3);
  std::vector<std::vector<Cell>> rows;
  for (int i = 0; i < 500; ++i) rows.push_back({random_number(random)});
  const Table written{.name = "t", .title = "", .notes = {}, .columns = {{"x", ""}}, .rows = rows};
  const CsvTable read = table(to_csv(written));
  ASSERT_EQ(read.rows(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(read.number(i, 0), std::get<double>(rows[i][0]));
}

void read_everything(const CsvTable& table) {
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t column = 0; column < table.names().size(); ++column) {
      table.place(row, column);
      table.half_last_digit(row, column);
    }
}

TEST_F(Csv, RandomMutationsNeverDoMoreThanThrow) {
  const std::vector<std::string> seeds = {"# n\nx,y\n1,2.5\n3e2,-4\n", "x;\"y\"\n1;2\n",
                                          "q I\n0.1 5\n0.2 6\n"};
  constexpr char characters[] = "0123456789.,;\"\"# \t\r\n-+eE\xc3\xb5\xffx";
  const std::string alphabet(characters, sizeof characters);  // with the zero at its end
  std::mt19937 random(1);
  int whole = 0;
  for (int i = 0; i < 3000; ++i) {
    std::string text = seeds[random() % seeds.size()];
    for (unsigned edits = random() % 5; edits-- > 0;)
      text.replace(random() % text.size(), random() % 3, 1, alphabet[random() % alphabet.size()]);
    if (random() % 4 == 0) text.resize(random() % text.size());
    try {
      read_everything(table(text));
      ++whole;
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ExitCode::data);
    }
  }
  EXPECT_GT(whole, 300);
}

}  // namespace
}  // namespace nacre::io
