#include "nacre/study/study.hpp"

#include <gtest/gtest.h>

#include "nacre/core/random.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"
#include "temp_folder.hpp"

namespace nacre::study {
namespace {

const char* const shell_text =
    "kind = \"ligand-shell\"\n"
    "seed = 7\n"
    "[shell]\n"
    "n_a = 60\n"
    "chi_G = [\"-6 RT\", 0, \"8.5 kJ/mol\"]\n";

Study read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const TempFolder folder;
  return read_study(folder.write("study.toml", text), overrides);
}

// The text of the error that reading gives, with the folder cut away.
std::string failure(const std::string& text, const std::vector<std::string>& overrides = {}) {
  const TempFolder folder;
  const auto path = folder.write("study.toml", text);
  try {
    read_study(path, overrides);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    std::string what = error.what();
    const std::string prefix = folder.path().string() + "/";
    for (std::size_t at = what.find(prefix); at != std::string::npos; at = what.find(prefix))
      what.erase(at, prefix.size());
    return what;
  }
  return "no error";
}

TEST(ReadStudy, ExpandsListsIntoCases) {
  const Study study = read(shell_text);
  ASSERT_EQ(study.cases.size(), 3u);
  EXPECT_EQ(study.seed, 7u);
  EXPECT_DOUBLE_EQ(study.cases[0].number("shell.chi_G"), -6);
  EXPECT_NEAR(study.cases[2].number("shell.chi_G"), 8500 / (8.31446261815324 * 303), 1e-12);
  EXPECT_EQ(std::get<std::string>(study.cases[0].label[0].second), "-6 RT");
  EXPECT_EQ(std::get<double>(study.cases[1].label[0].second), 0);
  EXPECT_EQ(study.cases[1].label[0].first, "chi_G");
}

TEST(ReadStudy, CombinesLists) {
  const Study study = read(shell_text, {"shell.size=[[11, 11], [5, 6]]"});
  ASSERT_EQ(study.cases.size(), 6u);
  EXPECT_EQ(study.cases[5].at("shell.size").numbers, (std::vector<double>{5, 6}));
  EXPECT_EQ(std::get<std::string>(study.cases[5].label[0].second), "5x6");
}

TEST(ReadStudy, WritesEveryDefaultOut) {
  const Study study = read(shell_text);
  EXPECT_EQ(study.resolved,
            "kind = \"ligand-shell\"\n"
            "seed = 7\n"
            "\n[shell]\n"
            "lattice = \"square\"\n"
            "size = [11, 11]\n"
            "n_a = 60\n"
            "rounding = \"refuse\"\n"
            "chi_G = [\"-6 RT\", 0, \"8.5 kJ/mol\"]\n"
            "temperature = \"303 K\"\n"
            "engine = \"auto\"\n");
  EXPECT_EQ(read(study.resolved).resolved, study.resolved) << "the resolved study is a study";
}

TEST(ReadStudy, OverridesTakeTextsWithAndWithoutQuotes) {
  EXPECT_EQ(read(shell_text, {"shell.engine=plain"}).cases[0].text("shell.engine"), "plain");
  EXPECT_EQ(read(shell_text, {"shell.engine=\"exact\""}).cases[0].text("shell.engine"), "exact");
  EXPECT_EQ(read(shell_text, {"seed=12"}).seed, 12u);
  EXPECT_EQ(read(shell_text, {"sampling.sampling_sweeps=500"}).cases[0].integer("sampling.sampling_sweeps"),
            500);
}

TEST(ReadStudy, UnknownKeyWithPlaceCaretAndSuggestion) {
  EXPECT_EQ(failure("kind = \"ligand-mixing\"\n\n[data]\ntemprature = \"303 K\"\n"),
            "study.toml:4:1: unknown key \"temprature\" in [data]\n"
            "  4 | temprature = \"303 K\"\n"
            "    | ^~~~~~~~~~\n"
            "  found:    temprature\n"
            "  expected: file, temperature, ligand_a, ligand_b\n"
            "  did you mean \"temperature\"?");
}

TEST(ReadStudy, WrongUnitNamesFoundAndExpected) {
  const std::string text = failure("kind = \"ligand-mixing\"\n[data]\ntemperature = \"303 kg\"\n");
  EXPECT_NE(text.find("study.toml:3:15: [data] temperature"), std::string::npos) << text;
  EXPECT_NE(text.find("kg"), std::string::npos) << text;
}

struct Wrong {
  const char* name;
  const char* text;
  const char* says;
};

class WrongStudy : public testing::TestWithParam<Wrong> {};

TEST_P(WrongStudy, IsRefusedWithItsPlace) {
  const std::string what = failure(GetParam().text);
  EXPECT_NE(what.find(GetParam().says), std::string::npos) << what;
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongStudy,
    testing::Values(
        Wrong{"no_kind", "title = \"x\"\n", "study.toml: the study does not say its kind"},
        Wrong{"kind_typo", "kind = \"ligand-shel\"\n", "did you mean \"ligand-shell\"?"},
        Wrong{"kind_number", "kind = 3\n", "study.toml:1:8: there is no such kind"},
        Wrong{"not_toml", "kind = \"ligand-shell\nn_a = 3\n", "study.toml:1:21: this is not TOML"},
        Wrong{"section_typo", "kind = \"ligand-shell\"\n[shel]\n", "study.toml:2:2: unknown key \"shel\""},
        Wrong{"section_as_value", "kind = \"ligand-shell\"\nshell = 3\n",
              "study.toml:2:9: \"shell\" is a section"},
        Wrong{"required", "kind = \"ligand-shell\"\n[shell]\nn_a = 3\n",
              "study.toml:2:1: [shell] chi_G is missing"},
        Wrong{"empty_list", "kind = \"ligand-shell\"\n[shell]\nchi_G = []\n",
              "study.toml:3:9: the list of [shell] chi_G is empty"},
        Wrong{"fraction_of_a_ligand", "kind = \"ligand-shell\"\n[shell]\nn_a = 3.5\nchi_G = 0\n",
              "study.toml:3:7: [shell] n_a is not a whole number"},
        Wrong{"negative", "kind = \"ligand-shell\"\n[shell]\nn_a = -3\nchi_G = 0\n",
              "is below the smallest allowed value 0"},
        Wrong{"nan", "kind = \"ligand-shell\"\n[shell]\nn_a = 3\nchi_G = nan\n",
              "study.toml:4:9: [shell] chi_G is not a finite number"},
        Wrong{"three_sides", "kind = \"ligand-shell\"\n[shell]\nn_a = 3\nchi_G = 0\nsize = [3, 3, 3]\n",
              "study.toml:5:8: [shell] size takes two whole numbers"},
        Wrong{"choice", "kind = \"ligand-shell\"\n[shell]\nn_a = 3\nchi_G = 0\nengine = \"plian\"\n",
              "did you mean \"plain\"?"},
        Wrong{"seed", "kind = \"ligand-shell\"\nseed = -1\n",
              "study.toml:2:8: the seed is not a whole number"},
        Wrong{"title", "kind = \"ligand-shell\"\ntitle = 1\n", "the title is not a text"},
        Wrong{"list_where_none_may_be", "kind = \"ligand-mixing\"\n[model]\nchi_G = [\"1 RT\", \"2 RT\"]\n",
              "study.toml:3:9: [model] chi_G is not a quantity"},
        Wrong{"parameter_setting", "kind = \"ligand-mixing\"\n[model]\nchi_G = { strat = \"1 RT\" }\n",
              "did you mean \"start\"?"},
        Wrong{"parameter_bounds", "kind = \"ligand-mixing\"\n[model]\nchi_G = { min = 3, max = 1 }\n",
              "min is not below max"},
        Wrong{"parameter_start", "kind = \"ligand-mixing\"\n[model]\nchi_G = { start = 5, max = 1 }\n",
              "start is outside min..max"},
        Wrong{"date", "kind = \"ligand-mixing\"\n[data]\nligand_a = 2020-01-01\n", "a date or time"},
        Wrong{"zero_temperature", "kind = \"ligand-mixing\"\n[data]\ntemperature = 0\n",
              "is below the smallest allowed value 1"}),
    [](const auto& which) { return which.param.name; });

TEST(ReadStudy, WrongOverridesNameThemselves) {
  EXPECT_NE(failure(shell_text, {"shell.engin=plain"}).find("--set shell.engin=plain: unknown key \"engin\""),
            std::string::npos);
  EXPECT_NE(failure(shell_text, {"shell"}).find("a setting needs a key and a value"), std::string::npos);
  EXPECT_NE(failure(shell_text, {"kind.x=3"}).find("\"kind\" is not a section"), std::string::npos);
}

TEST(ReadStudy, MissingFileIsAUsageError) {
  try {
    read_study("no/such/study.toml");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    EXPECT_NE(std::string(error.what()).find("no/such/study.toml"), std::string::npos);
  }
}

TEST(ReadStudy, TooManyCases) {
  std::string list = "chi_G = [0";
  for (int i = 1; i < 200; ++i) list += ", " + std::to_string(i) + ".5";
  std::string counts = "n_a = [0";
  for (int i = 1; i < 200; ++i) counts += ", " + std::to_string(i);
  EXPECT_NE(
      failure("kind = \"ligand-shell\"\n[shell]\n" + counts + "]\n" + list + "]\n").find("too many cases"),
      std::string::npos);
}

// Any bytes in, an Error or a study out.
TEST(ReadStudy, SurvivesMutatedText) {
  RandomStream random(3, StreamName::synthetic_data);
  const std::string base = shell_text;
  for (int i = 0; i < 3000; ++i) {
    std::string text = base;
    for (std::uint32_t k = random.below(4) + 1; k > 0; --k) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
      if (random.below(3) == 0)
        text.erase(at, 1);
      else
        text[at] = static_cast<char>(random.below(128));
    }
    try {
      read(text);
    } catch (const Error&) {
    }
  }
}

TEST(ExampleStudy, IsReadyToRunForEveryKind) {
  for (const Kind* kind : kinds()) {
    const TempFolder folder;
    for (const SampleFile& sample : kind->samples)
      folder.write(std::string(sample.name), std::string(sample.content));
    const Study study = read_study(folder.write("example.toml", example_study(*kind)));
    EXPECT_NO_THROW(check_study(study)) << kind->name;
  }
}

TEST(Kinds, DocumentEverything) {
  for (const Kind* kind : kinds()) {
    EXPECT_FALSE(kind->summary.empty());
    EXPECT_FALSE(kind->quantities.empty());
    for (const Key& key : kind->keys) EXPECT_FALSE(key.description.empty()) << key.name;
  }
}

}  // namespace
}  // namespace nacre::study
