#include <gtest/gtest.h>

#include "assembly_made.hpp"

namespace nacre::study {
namespace {

TEST(AssemblyWords, TheHeadlineIsTheVerdict) {
  const PlannedAssembly planned;
  AssemblyCase one = made_assembly_case(planned.plan);
  EXPECT_EQ(
      assembly_headline({one}),
      "AlB2: 60 % of the large particles, one grain; nucleated at packing 0.566, 3 sigma from the wall.");
  one.first_nucleus_wall_distance = no_value;
  EXPECT_EQ(assembly_headline({one}),
            "AlB2: 60 % of the large particles, one grain; nucleated at packing 0.566.");
}

TEST(AssemblyWords, NoCrystalIsSaidSo) {
  const PlannedAssembly planned;
  AssemblyCase one = made_assembly_case(planned.plan);
  one.order.resize(3);
  one.snapshots.pop_back();
  EXPECT_EQ(assembly_headline({one}), "No crystal at packing 0.562 (1 % of the large particles).");
  EXPECT_TRUE(assembly_warnings({one}).empty());
}

TEST(AssemblyWords, AStoppedRunSaysWhyInItsWarning) {
  const PlannedAssembly planned;
  AssemblyCase one = made_assembly_case(planned.plan);
  one.stopped = "particle 7 is lost; take a smaller time_step";
  EXPECT_EQ(assembly_headline({one}), "Stopped at step 100: particle 7 is lost; take a smaller time_step.");
  ASSERT_EQ(assembly_warnings({one}).size(), 1u);
  EXPECT_NE(assembly_warnings({one})[0].find("last good frame"), std::string::npos);
}

TEST(AssemblyWords, ASlopeThatIsNoDiffusionIsWarnedOf) {
  const PlannedAssembly planned;
  AssemblyCase one = made_assembly_case(planned.plan);
  one.msd_exponent = 0.4;
  ASSERT_EQ(assembly_warnings({one}).size(), 1u);
  EXPECT_NE(assembly_warnings({one})[0].find("not diffusive"), std::string::npos);
}

}  // namespace
}  // namespace nacre::study
