#include "nacre/study/saxs_model.hpp"

#include <set>

#include "nacre/study/registry.hpp"
#include "saxs_study.hpp"

namespace nacre::study {
namespace {

SaxsModel model_of(const std::string& keys) {
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3));
  const Study study = saxs_study(folder, "file = \"curve.csv\"", keys);
  return read_saxs_model(study.cases.front(), true);
}

void expect_refusal(const std::string& keys, const std::string& says) {
  try {
    model_of(keys);
    ADD_FAILURE() << says;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    EXPECT_NE(std::string(error.what()).find(says), std::string::npos) << error.what();
  }
}

TEST(SaxsModel, WhatIsFreeAndWhereItStarts) {
  const SaxsModel saxs = model_of(
      "[model]\nradius = { start = \"2 nm\", min = \"1 nm\", max = \"3 nm\" }\ncontrast = \"40e10 "
      "1/cm2\"\nsigma = 0.1\n");
  const auto& parameters = saxs.settings.parameters;
  EXPECT_FALSE(parameters[0].fixed);
  EXPECT_FALSE(saxs.settings.needs_start[0]);
  EXPECT_EQ(parameters[0].lower, 1);
  EXPECT_TRUE(parameters[1].fixed);
  EXPECT_DOUBLE_EQ(parameters[1].start, 40);
  EXPECT_TRUE(parameters[2].fixed);
  EXPECT_TRUE(saxs.settings.needs_start[3]);
}

TEST(SaxsModel, RefusesWhatMakesNoSense) {
  const std::string contrast = "contrast = 40e10\n";
  expect_refusal("[model]\n", "the model needs contrast");
  expect_refusal("[model]\n" + contrast + "thickness = \"1 nm\"\n", "the model has no such parameter");
  expect_refusal("[model]\n" + contrast + "radius = { start = 2, min = \"-1 nm\" }\n",
                 "the lower bound of radius is negative");
  expect_refusal("[model]\n" + contrast + "radius = { start = 2, min = 3, max = 1 }\n", "");
  expect_refusal("[model]\ncontrast = \"fit\"\n", "contrast and concentration cannot both be fitted");
  expect_refusal("[model]\n" + contrast + "radius = 2\nsigma = 0.1\nconcentration = 1\nbackground = 0\n",
                 "nothing is left to fit");
  expect_refusal("[model]\n" + contrast + "[series]\nmode = \"global\"\n",
                 "a global fit needs the parameters");
  expect_refusal("[model]\n" + contrast + "[series]\nmode = \"global\"\nshared = \"backgroud\"\n",
                 "did you mean");
  expect_refusal("[model]\n" + contrast + "[series]\nmode = \"global\"\nshared = \"contrast\"\n",
                 "is not fitted");
}

TEST(SaxsModel, LengthsThatNobodyBoundsEndWhereTheDataDo) {
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3));
  const Study study = saxs_study(folder, "file = \"curve.csv\"",
                                 "[model]\ncontrast = 40e10\nsigma = { start = 0.1, min = 0, max = 500 }\n");
  const SaxsModel saxs = read_saxs_model(study.cases.front(), true, 0.1);
  EXPECT_DOUBLE_EQ(saxs.settings.parameters[0].upper, 200);
  EXPECT_DOUBLE_EQ(saxs.settings.parameters[2].upper, 500);
}

TEST(SaxsModel, SharedParameters) {
  const SaxsModel saxs =
      model_of("[model]\ncontrast = 40e10\n[series]\nmode = \"global\"\nshared = \"background, sigma\"\n");
  EXPECT_EQ(saxs.shared, (std::vector<int>{4, 2}));
}

// Whatever a model card has, a study can say.
TEST(SaxsModel, EveryParameterOfEveryModelHasAKey) {
  std::set<std::string> keys;
  for (const Key& key : find_kind("saxs")->keys)
    if (key.section == "model" && key.type == KeyType::parameter) keys.insert(std::string(key.name));
  std::set<std::string> parameters;
  for (const char* form : {"sphere", "core-shell-sphere", "ellipsoid", "cylinder", "parallelepiped", "cube",
                           "tetrahedron", "octahedron"})
    for (const char* structure : {"none", "sticky-hard-sphere"})
      for (const int populations : {1, 2}) {
        const scattering::Model model({.form = form, .structure = structure, .populations = populations});
        for (const auto& card : model.parameters()) parameters.insert(std::string(card.name));
      }
  EXPECT_EQ(keys, parameters);
}

}  // namespace
}  // namespace nacre::study
