// The kind assembly from study file to run folder.
#include <gtest/gtest.h>

#include "assembly_study.hpp"
#include "nacre/io/files.hpp"
#include "nacre/study/registry.hpp"
#include "nacre/study/run.hpp"

namespace nacre::study {
namespace {

TEST(Assembly, ARunHasItsFolder) {
  const TempFolder folder;
  const Study study = assembly_study(folder, {"simulation.seed=[1, 2]"});
  const StudyResult result = run_study(study, {folder.path() / "run", false, false, {}}, {.threads = 2});
  EXPECT_TRUE(result.converged);
  EXPECT_NE(result.headline.find("seed 1: no crystal"), std::string::npos) << result.headline;
  for (const char* name : {"files/run-1.gsd", "files/run-2.xyz", "tables/thermo.csv", "tables/order.csv",
                           "tables/gr.csv", "tables/scan.csv", "results.h5"})
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "run" / name)) << name;
}

TEST(Assembly, WhatCannotRunIsRefusedBeforeItsFolder) {
  const TempFolder folder;
  const Study study = assembly_study(folder, {"potential.cutoff=20"});
  EXPECT_THROW(run_study(study, {folder.path() / "run", false, false, {}}, {}), Error);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "run"));
}

TEST(Assembly, ALongStepIsWarnedOf) {
  const TempFolder folder;
  EXPECT_TRUE(check_study(assembly_study(folder)).empty());
  const auto warnings = check_study(assembly_study(folder, {"simulation.time_step=0.02"}));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_NE(warnings[0].find("time_step 0.02 is above"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
