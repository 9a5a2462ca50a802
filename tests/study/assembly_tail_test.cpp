#include "nacre/study/assembly_tail.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "assembly_study.hpp"
#include "nacre/study/assembly_run.hpp"

namespace nacre::study {
namespace {

TEST(AssemblyTail, IsThatOfLennardJones) {
  const PlannedAssembly planned({"particles.species=[\"L\"]", "particles.diameters=[1]",
                                 "particles.ratio=[1]", "potential.form=lennard-jones",
                                 "potential.cutoff=1.4", "potential.cut=plain"});
  const crystal::Particles particles = assembly_particles_in_container(planned.plan);
  AssemblyCase one = plain_case(planned.plan);
  add_tails(planned.plan, particles, one);
  const double density = 60 / particles.box.volume(), pi = std::numbers::pi;
  // The textbook's closed forms.
  EXPECT_NEAR(one.energy_tail, 8.0 / 3 * pi * density * (std::pow(1.4, -9) / 3 - std::pow(1.4, -3)), 1e-12);
  EXPECT_NEAR(one.pressure_tail,
              16.0 / 3 * pi * density * density * (2 * std::pow(1.4, -9) / 3 - std::pow(1.4, -3)), 1e-12);
}

TEST(AssemblyTail, ThereIsNoneOfAShiftedPotential) {
  const PlannedAssembly planned;
  AssemblyCase one = plain_case(planned.plan);
  add_tails(planned.plan, assembly_particles_in_container(planned.plan), one);
  EXPECT_TRUE(std::isnan(one.energy_tail));
  EXPECT_TRUE(std::isnan(one.pressure_tail));
}

}  // namespace
}  // namespace nacre::study
