#include "nacre/study/assembly_stages.hpp"

#include <gtest/gtest.h>

#include "assembly_study.hpp"

namespace nacre::study {
namespace {

using Verb = AssemblyStage::Verb;

std::vector<AssemblyStage> stages(const std::string& list) {
  const TempFolder folder;
  const Study study = assembly_study(folder, {"schedule.stages=[" + list + "]"});
  return read_assembly_stages(study.cases.front());
}

ErrorParts refusal(const std::string& list) {
  try {
    stages(list);
  } catch (const Error& error) {
    return error.parts();
  }
  return {.message = "taken"};
}

TEST(AssemblyStages, EverySentence) {
  const auto all = stages(
      "\"hold 1e5\", \"compress to 0.58 in 4e6 steps\", \"expand to packing 0.5 in 10\", "
      "\"evaporate to density 1.2 in 7\", \"anneal to eps/kT 2.0 in 1e3\", \"quench to 3\"");
  ASSERT_EQ(all.size(), 6u);
  EXPECT_EQ(all[0].verb, Verb::hold);
  EXPECT_EQ(all[0].steps, 100000);
  EXPECT_EQ(all[1].verb, Verb::compress);
  EXPECT_EQ(all[1].target, 0.58);
  EXPECT_EQ(all[1].steps, 4000000);
  EXPECT_EQ(all[2].verb, Verb::expand);
  EXPECT_FALSE(all[2].is_density);
  EXPECT_EQ(all[3].verb, Verb::evaporate);
  EXPECT_TRUE(all[3].is_density);
  EXPECT_EQ(all[3].target, 1.2);
  EXPECT_EQ(all[4].verb, Verb::anneal);
  EXPECT_EQ(all[4].target, 2.0);
  EXPECT_EQ(all[5].verb, Verb::quench);
  EXPECT_EQ(all[5].steps, 0);
  EXPECT_EQ(all[5].text, "quench to 3");
}

TEST(AssemblyStages, WhatIsNoSentenceIsRefusedWithItsWord) {
  const std::pair<const char*, const char*> bad[] = {
      {"\"\"", "does not begin with what to do"},
      {"\"hold\"", "lacks a number of steps"},
      {"\"hold -5\"", "lacks a number of steps"},
      {"\"hold 1e5 today\"", "has a word too many"},
      {"\"hold 2.5\"", "has no whole number of steps"},
      {"\"compress 0.58 in 4e6\"", "has no \"to\" where one belongs"},
      {"\"compress to dense in 4e6\"", "lacks a packing fraction"},
      {"\"compress to 58 in 4e6\"", "has a packing fraction that is not below 1"},
      {"\"compress to 0.58 over 4e6\"", "has no \"in\" where one belongs"},
      {"\"anneal to -1 in 5\"", "lacks a well depth in kT"},
      {"\"quench to 2 in 5\"", "has a word too many"}};
  for (const auto& [text, why] : bad)
    EXPECT_EQ(refusal(text).message, "stage 1 of [schedule] stages " + std::string(why)) << text;
}

TEST(AssemblyStages, ATypoIsRecognised) {
  const ErrorParts parts = refusal("\"hold 5\", \"compres to 0.58 in 4e6\"");
  EXPECT_EQ(parts.message, "stage 2 of [schedule] stages does not begin with what to do");
  EXPECT_EQ(parts.found, "\"compres\"");
  EXPECT_EQ(parts.hint, "did you mean \"compress\"?");
}

}  // namespace
}  // namespace nacre::study
