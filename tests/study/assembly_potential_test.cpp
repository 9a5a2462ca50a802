#include <gtest/gtest.h>

#include <cmath>

#include "assembly_study.hpp"

namespace nacre::study {
namespace {

TEST(AssemblyPotential, DepthsGoToTheirPairs) {
  const PlannedAssembly planned({"potential.depths=[1, 0.5, 0.25]"});
  const assembly::Interactions& all = planned.plan.interactions;
  EXPECT_EQ(all.pair(0, 0).epsilon, 1);
  EXPECT_EQ(all.pair(0, 1).epsilon, 0.5);
  EXPECT_EQ(all.pair(1, 0).epsilon, 0.5);
  EXPECT_EQ(all.pair(1, 1).epsilon, 0.25);
  EXPECT_EQ(all.pair(0, 0).cutoff, 1.4);
  EXPECT_EQ(all.pair(0, 0).n, 50);
  EXPECT_EQ(all.pair(0, 0).m, 25);
}

TEST(AssemblyPotential, WcaEndsAtItsMinimum) {
  const PlannedAssembly planned({"potential.form=wca"});
  EXPECT_NEAR(planned.plan.interactions.pair(0, 0).cutoff, std::pow(2.0, 1 / 25.0), 1e-14);
}

TEST(AssemblyPotential, LennardJonesHasItsExponents) {
  const PlannedAssembly planned({"potential.form=lennard-jones", "potential.cutoff=2.5"});
  EXPECT_EQ(planned.plan.interactions.pair(0, 1).n, 12);
  EXPECT_EQ(planned.plan.interactions.pair(0, 1).m, 6);
}

TEST(AssemblyPotential, TablesAreReadAndTheirStepsChecked) {
  const TempFolder folder;
  const auto good = folder.write("good.csv", "r_s,energy,force\n0.9,2,9\n1.0,0,4\n1.1,-1,0\n1.2,0,-1\n");
  const PlannedAssembly planned({"potential.form=table", "potential.table=" + good.string()});
  const assembly::PairPotential& pair = planned.plan.interactions.pair(0, 0);
  EXPECT_EQ(pair.table.first, 0.9);
  EXPECT_NEAR(pair.table.step, 0.1, 1e-12);
  EXPECT_NEAR(pair.cutoff, 1.2, 1e-12);
  const auto uneven = folder.write("uneven.csv", "r_s,energy,force\n0.9,2,9\n1.0,0,4\n1.15,-1,0\n1.2,0,-1\n");
  EXPECT_EQ(assembly_refusal({"potential.form=table", "potential.table=" + uneven.string()}),
            "the distances of a table of energies go in equal steps upwards | 1.15");
}

TEST(AssemblyPotential, WhatIsNoPotentialIsRefused) {
  EXPECT_EQ(assembly_refusal({"potential.m=50"}), "[potential] m is not below n | 50");
  EXPECT_EQ(assembly_refusal({"potential.depths=[1, 1]"}),
            "[potential] depths does not have one number for each pair of species | 2 numbers");
  EXPECT_EQ(assembly_refusal({"potential.form=table"}), "[potential] form = \"table\" needs the table | ");
}

}  // namespace
}  // namespace nacre::study
