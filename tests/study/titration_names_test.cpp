#include "nacre/study/titration_names.hpp"

#include <gtest/gtest.h>

#include <set>

#include "nacre/study/slug.hpp"

namespace nacre::study {
namespace {

using Names = std::vector<std::string>;

TEST(TitrationNames, AreTheStemsOfTheFiles) {
  EXPECT_EQ(titration_names({"/data/c6.csv"}), Names{"c6"});
  EXPECT_EQ(titration_names({"/data/c6.csv", "/other/c10.DH"}), (Names{"c6", "c10"}));
  EXPECT_EQ(titration_names({}), Names{});
}

TEST(TitrationNames, OfTheSameStemHaveTheFoldersThatDiffer) {
  EXPECT_EQ(titration_names({"/data/s0/i.csv", "/data/s1/i.csv", "/data/j.csv"}),
            (Names{"s0-i", "s1-i", "j"}));
  EXPECT_EQ(titration_names({"s0/a/i.csv", "s1/a/i.csv"}), (Names{"s0-a-i", "s1-a-i"}));
  EXPECT_EQ(titration_names({"i.csv", "s1/i.csv"}).size(), 2u);
}

TEST(TitrationNames, OfTheSameFolderHaveTheirEnding) {
  EXPECT_EQ(titration_names({"/data/i.csv", "/data/i.DH"}), (Names{"i.csv", "i.DH"}));
  EXPECT_EQ(titration_names({"i.v1.csv", "i.v2.csv"}), (Names{"i.v1", "i.v2"}));
}

TEST(TitrationNames, HaveANumberWhereEvenThatRepeats) {
  EXPECT_EQ(titration_names({"/d/a b.csv", "/d/a-b.csv"}), (Names{"a b-1", "a-b-2"}));
  EXPECT_EQ(titration_names({"/d/ä.csv", "/d/ö.csv"}), (Names{"ä-1", "ö-2"}));
}

TEST(TitrationNames, NeverShareASlugNorHoldASlash) {
  const std::vector<Names> lists{{"s0/i.csv", "s0-i.csv", "s1/i.csv"},
                                 {"x/a.csv", "x/A.csv", "x/a-1.csv", "y/a.csv"},
                                 {"../i.csv", "i.csv", "/i.csv"},
                                 {"a+.csv", "a-.csv", "a-csv-1.csv", "a.csv"}};
  for (const Names& files : lists) {
    std::set<std::string> slugs;
    for (const std::string& name : titration_names(files)) {
      EXPECT_TRUE(slugs.insert(slug_of(name)).second) << name;
      EXPECT_EQ(name.find('/'), std::string::npos) << name;
    }
  }
}

}  // namespace
}  // namespace nacre::study
