#include "nacre/core/error.hpp"

#include <gtest/gtest.h>

namespace nacre {
namespace {

std::string text_of(ErrorParts parts) { return Error(std::move(parts)).what(); }

// A place whose caret is at `column`.
Place at(std::string source_line, int column, int length = 1) {
  return {"a.csv", 7, column, std::move(source_line), length};
}

TEST(ErrorText, ShowsPlaceLineCaretFoundExpectedAndHint) {
  const std::string text = text_of({.code = ExitCode::usage,
                                    .place = {"study.toml", 4, 1, "temprature = \"303 K\"", 10},
                                    .message = "unknown key \"temprature\" in [data]",
                                    .found = "temprature",
                                    .expected = "file, temperature",
                                    .hint = "did you mean \"temperature\"?"});
  EXPECT_EQ(text,
            "study.toml:4:1: unknown key \"temprature\" in [data]\n"
            "  4 | temprature = \"303 K\"\n"
            "    | ^~~~~~~~~~\n"
            "  found:    temprature\n"
            "  expected: file, temperature\n"
            "  did you mean \"temperature\"?");
}

TEST(ErrorText, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(text_of({.place = {}, .message = "no study given"}), "no study given");
  EXPECT_EQ(text_of({.place = {.file = "a.csv"}, .message = "is empty"}), "a.csv: is empty");
  EXPECT_EQ(text_of({.place = {.file = "a.csv", .line = 3, .source_line = "1,2"}, .message = "is short"}),
            "a.csv:3: is short\n  3 | 1,2");
}

TEST(ErrorText, WidensTheMarginWithTheLineNumber) {
  EXPECT_EQ(text_of({.place = {"a.csv", 1234, 3, "1,x", 1}, .message = "bad"}),
            "a.csv:1234:3: bad\n"
            "  1234 | 1,x\n"
            "       |   ^");
}

TEST(ErrorText, KeepsTabsSoThatTheCaretStaysBelowItsCell) {
  EXPECT_EQ(text_of({.place = at("1\t2\tabc", 5, 3), .message = "bad"}),
            "a.csv:7:5: bad\n  7 | 1\t2\tabc\n    |  \t \t^~~");
}

TEST(ErrorText, CountsCharactersAndNotBytes) {
  EXPECT_EQ(text_of({.place = at("\u00b5\u00c5 = x", 6), .message = "bad"}),
            "a.csv:7:6: bad\n  7 | \u00b5\u00c5 = x\n    |      ^");
}

TEST(ErrorText, CutsLongLinesAroundTheCaret) {
  const std::string line = std::string(500, 'a') + "X" + std::string(500, 'b');
  EXPECT_EQ(text_of({.place = at(line, 501), .message = "bad"}),
            "a.csv:7:501: bad\n  7 | ..." + std::string(30, 'a') + "X" + std::string(69, 'b') +
                "...\n    | " + std::string(33, ' ') + "^");
}

TEST(ErrorText, CutsOnlyTheFarEndOfALongLineWhenTheCaretIsNear) {
  EXPECT_EQ(text_of({.place = at(std::string(101, 'a'), 2, 200), .message = "bad"}),
            "a.csv:7:2: bad\n  7 | " + std::string(100, 'a') + "...\n    |  ^" + std::string(98, '~'));
}

TEST(ErrorText, PutsTheCaretOfAMissingCellBehindTheLine) {
  EXPECT_EQ(text_of({.place = at("1,2", 4), .message = "bad"}), "a.csv:7:4: bad\n  7 | 1,2\n    |    ^");
  EXPECT_EQ(text_of({.place = at("1,2", 400, 9), .message = "bad"}),
            "a.csv:7:400: bad\n  7 | 1,2\n    |     ^");
}

TEST(ErrorText, TakesTheTeethOutOfControlCharacters) {
  const std::string text = text_of({.place = at("\x1b[31m,1\r", 6), .message = "bad", .found = "\x1b[2J"});
  EXPECT_EQ(text, "a.csv:7:6: bad\n  7 | ?[31m,1?\n    |      ^\n  found:    ?[2J");
}

TEST(ErrorText, SurvivesStrayUtf8Bytes) {
  EXPECT_NE(text_of({.place = at("\x80\x80\xff\xc3", 3), .message = "bad"}).find("bad"), std::string::npos);
}

TEST(Error, KeepsPartsAndExitCode) {
  const Error error({.code = ExitCode::data, .place = {.file = "a.csv"}, .message = "is empty"});
  EXPECT_EQ(static_cast<int>(error.code()), 3);
  EXPECT_EQ(error.parts().place.file, "a.csv");
}

TEST(Place, IsWrittenAsCompilersDo) {
  EXPECT_EQ((Place{"a.csv", 4, 2, "", 1}).to_string(), "a.csv:4:2");
  EXPECT_EQ((Place{"a.csv", 4, 0, "", 1}).to_string(), "a.csv:4");
  EXPECT_EQ((Place{"a.csv", 0, 2, "", 1}).to_string(), "a.csv");
  EXPECT_EQ((Place{"", 4, 2, "", 1}).to_string(), "<text>:4:2");
  EXPECT_EQ(Place{}.to_string(), "");
}

TEST(NearestWord, FindsTyposOfEveryKind) {
  const std::vector<std::string> keys = {"file", "temperature", "size", "lattice"};
  EXPECT_EQ(nearest_word("temprature", keys), "temperature");    // a letter left out
  EXPECT_EQ(nearest_word("temperatture", keys), "temperature");  // doubled
  EXPECT_EQ(nearest_word("flie", keys), "file");                 // swapped: one step
  EXPECT_EQ(nearest_word("Lattice", keys), "lattice");           // case alone
  EXPECT_EQ(nearest_word("zise", keys), "");                     // two of four letters replaced
}

TEST(NearestWord, IsSilentWhenNothingIsNear) {
  const std::vector<std::string> keys = {"q", "intensity"};
  EXPECT_EQ(nearest_word("radius", keys), "");
  EXPECT_EQ(nearest_word("x", keys), "");  // one letter of one is no likeness
  EXPECT_EQ(nearest_word("", keys), "");
  EXPECT_EQ(nearest_word("radius", {}), "");
  EXPECT_EQ(nearest_word(std::string(1'000'000, 'a'), keys), "");
}

TEST(NearestWord, PrefersTheNearest) {
  const std::vector<std::string> keys = {"chi_GG", "chi_G", "chi_H"};
  EXPECT_EQ(nearest_word("chi_g", keys), "chi_G");
}

TEST(DidYouMean, AsksOrIsEmpty) {
  const std::vector<std::string> keys = {"exponent"};
  EXPECT_EQ(did_you_mean("exponant", keys), "did you mean \"exponent\"?");
  EXPECT_EQ(did_you_mean("radius", keys), "");
}

}  // namespace
}  // namespace nacre
