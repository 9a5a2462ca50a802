#include "nacre/study/toml.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::study {
namespace {

using Type = TomlNode::Type;

TomlNode value(const std::string& text) { return parse_toml("v = " + text, "t.toml").members.front().second; }

void expect_place(const Place& place, int line, int column, int length, const char* source_line) {
  EXPECT_EQ(place.to_string(), "s.toml:" + std::to_string(line) + ":" + std::to_string(column));
  EXPECT_EQ(place.length, length) << place.to_string();
  EXPECT_EQ(place.source_line, source_line);
}

void expect_same(const TomlNode& a, const TomlNode& b, const std::string& where) {
  EXPECT_EQ(a.text, b.text) << where;
  EXPECT_TRUE(a.number == b.number || (std::isnan(a.number) && std::isnan(b.number))) << where;
  EXPECT_EQ(std::signbit(a.number), std::signbit(b.number)) << where;
  ASSERT_EQ(a.items.size(), b.items.size()) << where;
  ASSERT_EQ(a.members.size(), b.members.size()) << where;
  for (std::size_t i = 0; i < a.items.size(); ++i) expect_same(a.items[i], b.items[i], where);
  for (std::size_t i = 0; i < a.members.size(); ++i) {
    EXPECT_EQ(a.members[i].first, b.members[i].first) << where;
    expect_same(a.members[i].second, b.members[i].second, where);
  }
}

TEST(ParseToml, RemembersPlacesOfKeysAndValues) {
  const TomlNode root = parse_toml("kind = \"x\"\n\n[shell]\n  n_a   = 60  # ligands\n", "s.toml");
  const TomlNode& shell = *root.member("shell");
  const TomlNode& n_a = *shell.member("n_a");
  expect_place(root.member("kind")->key_place, 1, 1, 4, "kind = \"x\"");
  expect_place(root.member("kind")->place, 1, 8, 3, "kind = \"x\"");
  expect_place(shell.key_place, 3, 2, 5, "[shell]");
  expect_place(n_a.key_place, 4, 3, 3, "  n_a   = 60  # ligands");
  expect_place(n_a.place, 4, 11, 2, "  n_a   = 60  # ligands");
}

TEST(ParseToml, RemembersPlacesInsideListsAndTables) {
  const TomlNode root = parse_toml("a = [1, \"two\",\n  3.5]\nt = { min = -1, max = 10 }\n", "s.toml");
  const TomlNode& a = *root.member("a");
  ASSERT_EQ(a.items.size(), 3u);
  expect_place(a.place, 1, 5, 1, "a = [1, \"two\",");  // goes on in the next line: no length
  expect_place(a.items[1].place, 1, 9, 5, "a = [1, \"two\",");
  expect_place(a.items[2].place, 2, 3, 3, "  3.5]");
  const TomlNode& t = *root.member("t");
  expect_place(t.place, 3, 5, 22, "t = { min = -1, max = 10 }");
  expect_place(t.member("max")->key_place, 3, 17, 3, "t = { min = -1, max = 10 }");
  expect_place(t.member("max")->place, 3, 23, 2, "t = { min = -1, max = 10 }");
  EXPECT_EQ(t.member("mean"), nullptr);
}

TEST(ParseToml, WindowsLinesHaveNoReturn) {
  const TomlNode root = parse_toml("a = 1\r\nb = 2\r\n", "s.toml");
  expect_place(root.member("b")->place, 2, 5, 1, "b = 2");
}

TEST(ParseToml, TellsTypesApart) {
  EXPECT_EQ(value("\"3\"").type, Type::text);
  EXPECT_EQ(value("3").type, Type::integer);
  EXPECT_EQ(value("3.0").type, Type::number);
  EXPECT_EQ(value("true").type, Type::boolean);
  EXPECT_EQ(value("[]").type, Type::array);
  EXPECT_EQ(value("{}").type, Type::table);
  EXPECT_EQ(value("2020-01-01").type, Type::other);
  EXPECT_EQ(value("true").number, 1);
  EXPECT_TRUE(value("3").is_number());
  EXPECT_TRUE(value("nan").is_number());
  EXPECT_FALSE(value("true").is_number());
}

TEST(ParseToml, FailsWithPlaceLineAndCaret) {
  try {
    parse_toml("a = 1\nb = [1, 2\nc = 3\n", "s.toml");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    EXPECT_EQ(error.parts().place.line, 3);
    EXPECT_EQ(error.parts().place.source_line, "c = 3");
    EXPECT_TRUE(error.parts().message.starts_with("this is not TOML: ")) << error.what();
  }
  EXPECT_THROW(parse_toml("a = 1\na = 2\n", "s.toml"), Error);
  EXPECT_THROW(parse_toml("a = \"\xff\"\n", "s.toml"), Error);
}

TEST(ParseToml, ErrorInALastLineWithoutEnd) {
  try {
    parse_toml("a =", "s.toml");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().place.line, 1);
    EXPECT_EQ(error.parts().place.source_line, "a =");
  }
}

TEST(QuoteToml, EscapesWhatABasicTextMayNotHold) {
  EXPECT_EQ(quote_toml(""), "\"\"");
  EXPECT_EQ(quote_toml("C6 \"SH\""), "\"C6 \\\"SH\\\"\"");
  EXPECT_EQ(quote_toml("C:\\data"), "\"C:\\\\data\"");
  EXPECT_EQ(quote_toml("one\ntwo"), "\"one\\ntwo\"");
  EXPECT_EQ(quote_toml("\u03c7 \u00b1"), "\"\u03c7 \u00b1\"");
}

// The value that the text stands for, or what is wrong with it.
std::string read_back(const std::string& quoted) {
  try {
    return value(quoted).text;
  } catch (const Error& error) {
    return error.parts().message;
  }
}

TEST(QuoteToml, AnyTextReadsBack) {
  std::string all;
  for (int c = 1; c < 128; ++c) all += static_cast<char>(c);
  EXPECT_EQ(read_back(quote_toml(all)), all);
}

TEST(ToToml, RoundTrips) {
  for (const char* text : {"\"a \\\"b\\\" \\\\ c\\n\u03c7\"",
                           "\"\"",
                           "0",
                           "-12",
                           "100000",
                           "123456789",
                           "9007199254740992",
                           "0.1",
                           "3.0",
                           "-0.0",
                           "1e-7",
                           "1e5",
                           "2e6",
                           "1.5e22",
                           "1e300",
                           "12345678901234567890.0",
                           "-inf",
                           "nan",
                           "true",
                           "false",
                           "[]",
                           "[1, [2.5, \"x\"], true]",
                           "{ min = -1, start = \"2 RT\", max = 1e5 }"}) {
    const TomlNode node = value(text);
    try {
      expect_same(value(to_toml(node)), node, text);
    } catch (const Error& error) {
      ADD_FAILURE() << text << " became " << to_toml(node) << "\n" << error.what();
    }
  }
}

TEST(ParseToml, LettersBeyondAsciiOutsideOfQuotesAreNoWhiteSpace) {
  for (const char* text :
       {"v = [1, \u00e9]", "v = [\u00e9 1]", "v = 1 \u00df", "\u03c7 = 1", "v = [\u2003 1]"})
    EXPECT_THROW(parse_toml(text, "study.toml"), Error) << text;
}

TEST(ToToml, ANumberStaysANumber) {
  EXPECT_EQ(to_toml(value("3.0")), "3.0");
  EXPECT_EQ(to_toml(value("3")), "3");
  EXPECT_EQ(to_toml(value("{ max = 1, min = 0.5 }")), "{ max = 1, min = 0.5 }");
}

TEST(Describe, NamesEveryType) {
  EXPECT_EQ(describe(value("\"a\"")), "the text \"a\"");
  EXPECT_EQ(describe(value("3")), "the whole number 3");
  EXPECT_EQ(describe(value("3.5")), "the number 3.5");
  EXPECT_EQ(describe(value("true")), "true");
  EXPECT_EQ(describe(value("false")), "false");
  EXPECT_EQ(describe(value("[1, 2]")), "the list [1, 2]");
  EXPECT_EQ(describe(value("{ a = 1 }")), "a table");
  EXPECT_EQ(describe(value("12:30:00")), "a date or time");
}

}  // namespace
}  // namespace nacre::study
