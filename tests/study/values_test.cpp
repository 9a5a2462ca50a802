#include "nacre/study/values.hpp"

#include <gtest/gtest.h>

#include "nacre/study/registry.hpp"

namespace nacre::study {
namespace {

constexpr Key text_key{.section = "s", .name = "text", .type = KeyType::text, .description = ""};
constexpr Key choice_key{.section = "s",
                         .name = "choice",
                         .type = KeyType::choice,
                         .description = "",
                         .choices = "auto | exact | plain"};
constexpr Key path_key{.section = "s", .name = "path", .type = KeyType::path, .description = ""};
constexpr Key temperature_key{.section = "s",
                              .name = "T",
                              .type = KeyType::quantity,
                              .description = "",
                              .unit = "K",
                              .default_value = "\"303 K\"",
                              .lower = 1,
                              .upper = 5000};
constexpr Key chi_key{.section = "s",
                      .name = "chi",
                      .type = KeyType::quantity,
                      .description = "",
                      .unit = "RT",
                      .example = "[\"-6 RT\", 0]",
                      .lower = -100,
                      .upper = 100};
constexpr Key number_key{.section = "s",
                         .name = "number",
                         .type = KeyType::number,
                         .description = "",
                         .lower = -0.99,
                         .upper = 0.99};
constexpr Key integer_key{.section = "s",
                          .name = "integer",
                          .type = KeyType::integer,
                          .description = "",
                          .lower = 1,
                          .upper = 1e12};
constexpr Key boolean_key{.section = "s", .name = "boolean", .type = KeyType::boolean, .description = ""};
constexpr Key sides_key{.section = "s", .name = "sides", .type = KeyType::sides, .description = ""};
constexpr Key numbers_key{.section = "s", .name = "numbers", .type = KeyType::numbers, .description = ""};
constexpr Key paths_key{.section = "s", .name = "paths", .type = KeyType::paths, .description = ""};
constexpr Key texts_key{.section = "s", .name = "texts", .type = KeyType::texts, .description = ""};
constexpr Key quantities_key{.section = "s",
                             .name = "c",
                             .type = KeyType::quantities,
                             .description = "",
                             .unit = "mM",
                             .example = "\"5 mM\"",
                             .lower = 0,
                             .upper = 100};
constexpr Key parameter_key{
    .section = "s", .name = "p", .type = KeyType::parameter, .description = "", .unit = "RT"};

Value read(const Key& key, const std::string& toml, std::optional<double> temperature_K = {}) {
  const TomlNode root = parse_toml("v = " + toml, "s.toml");
  return read_value(key, root.members.front().second, {"/data/studies", temperature_K});
}

std::string failure(const Key& key, const std::string& toml) {
  try {
    read(key, toml);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    EXPECT_EQ(error.parts().place.line, 1) << "every refusal has its place";
    return error.parts().message;
  }
  return "no error";
}

TEST(ReadValue, KeepsKeyAndPlace) {
  const Value value = read(text_key, "\"C6SH\"");
  EXPECT_EQ(value.key, &text_key);
  EXPECT_EQ(value.place.to_string(), "s.toml:1:5");
  EXPECT_EQ(value.place.length, 6);
  EXPECT_EQ(value.text, "C6SH");
}

TEST(ReadValue, EveryTypeGood) {
  EXPECT_EQ(read(choice_key, "\"plain\"").text, "plain");
  EXPECT_EQ(read(path_key, "\"../a.csv\"").text, "/data/a.csv");
  EXPECT_EQ(read(path_key, "\"/srv/a.csv\"").text, "/srv/a.csv");
  EXPECT_EQ(read(number_key, "-0.99").number, -0.99);
  EXPECT_EQ(read(integer_key, "3.0").number, 3) << "a whole number written as a float";
  EXPECT_EQ(read(integer_key, "1e12").number, 1e12);
  EXPECT_EQ(read(boolean_key, "true").number, 1);
  EXPECT_EQ(read(boolean_key, "false").number, 0);
  EXPECT_EQ(read(sides_key, "[11, 7]").numbers, (std::vector<double>{11, 7}));
  EXPECT_EQ(read(numbers_key, "[0, 4.5, -8]").numbers, (std::vector<double>{0, 4.5, -8}));
  EXPECT_EQ(read(numbers_key, "[]").numbers, std::vector<double>{});
}

TEST(ReadValue, TextsKeepThePlaceOfEach) {
  const Value value = read(texts_key, "[\"hold 10\", \"hold 20\"]");
  EXPECT_EQ(value.texts, (std::vector<std::string>{"hold 10", "hold 20"}));
  ASSERT_EQ(value.places.size(), 2U);
  EXPECT_EQ(value.places[1].column, 17);
  EXPECT_EQ(read(texts_key, "\"hold 10\"").texts, std::vector<std::string>{"hold 10"});
}

TEST(ReadValue, QuantitiesComeInTheUnitOfTheKey) {
  const double RT_kJ_mol = 8.31446261815324e-3 * 290;
  EXPECT_EQ(read(temperature_key, "303").number, 303) << "a bare number is in the unit of the key";
  EXPECT_EQ(read(temperature_key, "\"25 degC\"").number, 298.15);
  EXPECT_EQ(read(chi_key, "\"3.4 RT\"").number, 3.4);
  EXPECT_NEAR(read(chi_key, "\"5 kJ/mol\"", 290).number, 5 / RT_kJ_mol, 1e-12);
  EXPECT_EQ(failure(chi_key, "\"5 kJ/mol\""),
            "[s] chi: \"5 kJ/mol\" cannot be read as RT: RT and kT need a temperature");
}

struct Bad {
  const char* name;
  const Key* key;
  const char* toml;
  const char* message;
};

class BadValue : public testing::TestWithParam<Bad> {};

TEST_P(BadValue, IsRefused) { EXPECT_EQ(failure(*GetParam().key, GetParam().toml), GetParam().message); }

INSTANTIATE_TEST_SUITE_P(
    All, BadValue,
    testing::Values(
        Bad{"text", &text_key, "3", "[s] text is not a text"},
        Bad{"choice", &choice_key, "\"plian\"", "[s] choice has no such choice"},
        Bad{"choice_joined", &choice_key, "\"auto | exact\"", "[s] choice has no such choice"},
        Bad{"choice_number", &choice_key, "1", "[s] choice is not a text"},
        Bad{"path", &path_key, "[\"a\"]", "[s] path is not a text"},
        Bad{"quantity", &temperature_key, "true", "[s] T is not a quantity"},
        Bad{"bare_text", &temperature_key, "\"303\"", "[s] T: \"303\" cannot be read as K: it has no unit"},
        Bad{"no_number", &temperature_key, "\"warm\"", "[s] T: \"warm\" does not begin with a number"},
        Bad{"cold", &temperature_key, "\"-300 degC\"", "[s] T is below the smallest allowed value 1 K"},
        Bad{"hot", &temperature_key, "5000.1", "[s] T is above the largest allowed value 5000 K"},
        Bad{"infinite", &temperature_key, "inf", "[s] T is not a finite number"},
        Bad{"number", &number_key, "\"0.5\"", "[s] number is not a number"},
        Bad{"number_high", &number_key, "1.0", "[s] number is above the largest allowed value 0.99"},
        Bad{"integer", &integer_key, "3.5", "[s] integer is not a whole number"},
        Bad{"integer_low", &integer_key, "0", "[s] integer is below the smallest allowed value 1"},
        Bad{"boolean", &boolean_key, "1", "[s] boolean is neither true nor false"},
        Bad{"one_side", &sides_key, "[11]", "[s] sides takes two whole numbers"},
        Bad{"half_side", &sides_key, "[11, 5.5]", "[s] sides is not a whole number"},
        Bad{"texts", &texts_key, "[\"a\", 3]", "[s] texts is not a text"},
        Bad{"no_texts", &texts_key, "[]", "[s] texts is an empty list"},
        Bad{"side", &sides_key, "11", "[s] sides is not a list of numbers"},
        Bad{"numbers", &numbers_key, "[1, \"2\"]", "[s] numbers is not a number"},
        Bad{"parameter", &parameter_key, "\"fits\"", "[s] p: \"fits\" does not begin with a number"},
        Bad{"parameter_list", &parameter_key, "[1]", "[s] p is not a quantity"},
        Bad{"setting", &parameter_key, "{ strat = 1 }", "[s] p has no setting \"strat\""},
        Bad{"bounds", &parameter_key, "{ min = 2, max = 2 }", "[s] p min is not below max"},
        Bad{"start_low", &parameter_key, "{ start = 1, min = 2 }", "[s] p start is outside min..max"},
        Bad{"start_high", &parameter_key, "{ start = 3, max = 2 }", "[s] p start is outside min..max"}),
    [](const auto& which) { return which.param.name; });

TEST(ReadValue, ItemsOfAListAreRefusedAtTheirPlace) {
  try {
    read(numbers_key, "[1, 2, \"x\"]");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().place.column, 12);
    EXPECT_EQ(error.parts().found, "the text \"x\"");
    EXPECT_EQ(error.parts().expected, "a list of numbers");
  }
}

TEST(ReadValue, UnknownSettingIsRefusedAtItsKeyWithASuggestion) {
  try {
    read(parameter_key, "{ min = 0, strat = 1 }");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().place.column, 16);
    EXPECT_EQ(error.parts().place.length, 5);
    EXPECT_EQ(error.parts().hint, "did you mean \"start\"?");
  }
}

TEST(ReadValue, AStartOutsideIsShownWithItsBoundsAsWritten) {
  try {
    read(parameter_key, "{ start = \"9 RT\", min = -1, max = 5.5 }");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().found, "start 9 RT, min -1, max 5.5");
    EXPECT_EQ(error.parts().expected, "a start between min and max");
  }
}

TEST(ReadValue, ParametersAreFitFixedOrTables) {
  const ParameterRequest fit = read(parameter_key, "\"fit\"").parameter;
  EXPECT_TRUE(fit.fit);
  EXPECT_FALSE(fit.has_start || fit.lower || fit.upper);

  const ParameterRequest fixed = read(parameter_key, "\"6 kJ/mol\"", 300).parameter;
  EXPECT_FALSE(fixed.fit);
  EXPECT_NEAR(fixed.value, 6000 / (8.31446261815324 * 300), 1e-12);

  const ParameterRequest table = read(parameter_key, "{ start = \"2 RT\", min = -1, max = 5.5 }").parameter;
  EXPECT_TRUE(table.fit && table.has_start);
  EXPECT_EQ(table.value, 2);
  EXPECT_EQ(table.lower, -1);
  EXPECT_EQ(table.upper, 5.5);

  const ParameterRequest half = read(parameter_key, "{ max = 5 }").parameter;
  EXPECT_TRUE(half.fit);
  EXPECT_FALSE(half.has_start || half.lower);
}

TEST(ReadValue, OneEntryOrAListOfThem) {
  EXPECT_EQ(read(paths_key, "\"../a.csv\"").texts, (std::vector<std::string>{"/data/a.csv"}));
  EXPECT_EQ(read(paths_key, "[\"a.csv\", \"/srv/b.csv\"]").texts,
            (std::vector<std::string>{"/data/studies/a.csv", "/srv/b.csv"}));
  EXPECT_EQ(read(quantities_key, "\"7 uM\"").numbers, (std::vector<double>{7e-3}));
  EXPECT_EQ(read(quantities_key, "[1, \"2 mM\"]").numbers, (std::vector<double>{1, 2}));
  EXPECT_EQ(failure(paths_key, "[]"), "[s] paths is an empty list");
  EXPECT_EQ(failure(paths_key, "[1]"), "[s] paths is not a text");
  EXPECT_EQ(failure(paths_key, "\"\""), "[s] paths is empty");
  EXPECT_EQ(failure(quantities_key, "[1, 101]"), "[s] c is above the largest allowed value 100 mM");
  EXPECT_EQ(failure(quantities_key, "[1, \"2 K\"]").substr(0, 9), "[s] c: \"2");
}

TEST(Expectation, AnExampleComesFromTheKeyOrIsLeftOut) {
  Key key{.section = "s", .name = "t", .type = KeyType::quantity, .description = "t", .unit = "s"};
  EXPECT_EQ(expectation(key), "a quantity in s");
  key.suggestion = "\"60 s\"";
  EXPECT_EQ(expectation(key), "a quantity in s such as \"60 s\"");
  for (const Kind* kind : kinds())
    for (const Key& of_kind : kind->keys) {
      const std::string text = expectation(of_kind);
      EXPECT_EQ(text.find("such as ,"), std::string::npos) << of_kind.name;
      EXPECT_FALSE(text.ends_with("such as ")) << of_kind.name;
    }
}

TEST(Expectation, SaysWhatEachTypeTakes) {
  EXPECT_EQ(expectation(text_key), "a text in quotes");
  EXPECT_EQ(expectation(choice_key), "one of auto | exact | plain");
  EXPECT_EQ(expectation(path_key), "the path of a file in quotes, relative to the study");
  EXPECT_EQ(expectation(temperature_key), "a quantity in K such as \"303 K\"");
  EXPECT_EQ(expectation(chi_key), "a quantity in RT such as \"-6 RT\"") << "the first entry of a list";
  EXPECT_EQ(expectation(number_key), "a number");
  EXPECT_EQ(expectation(integer_key), "a whole number");
  EXPECT_EQ(expectation(boolean_key), "true or false");
  EXPECT_EQ(expectation(sides_key), "two whole numbers such as [11, 11]");
  EXPECT_EQ(expectation(numbers_key), "a list of numbers");
  EXPECT_EQ(expectation(paths_key), "the path of a file in quotes, relative to the study, or a list of them");
  EXPECT_EQ(expectation(quantities_key), "a quantity in mM such as \"5 mM\", or a list of them");
  EXPECT_EQ(expectation(parameter_key),
            "\"fit\", a quantity in RT, or { start = ..., min = ..., max = ... }");
  Key plain = parameter_key;
  plain.unit = "";
  EXPECT_EQ(expectation(plain), "\"fit\", a number, or { start = ..., min = ..., max = ... }");
  plain.type = KeyType::quantities;
  plain.default_value = "[0, 0.8]";
  EXPECT_EQ(expectation(plain), "a number such as 0, or a list of them");
}

}  // namespace
}  // namespace nacre::study
