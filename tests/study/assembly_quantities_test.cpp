#include <gtest/gtest.h>

#include <cmath>

#include "assembly_made.hpp"

namespace nacre::study {
namespace {

const Quantity* find(const std::vector<Quantity>& all, const std::string& name) {
  for (const Quantity& one : all)
    if (one.name == name) return &one;
  return nullptr;
}

TEST(AssemblyQuantities, TellWhatTheRowsSay) {
  const PlannedAssembly planned({"simulation.ensemble=nve"});
  const auto all = assembly_quantities({made_assembly_case(planned.plan)});
  EXPECT_EQ(find(all, "crystalline_fraction_initial")->value, 0.01);
  EXPECT_NEAR(find(all, "crystalline_fraction_final")->value, 0.6, 1e-12);
  EXPECT_EQ(find(all, "largest_nucleus")->value, 60);
  EXPECT_EQ(find(all, "grains")->value, 1);
  EXPECT_EQ(find(all, "nucleation_packing")->value, 0.566);
  EXPECT_NEAR(find(all, "nucleation_packing")->uncertainty, 0.0005, 1e-12) << "half a row";
  EXPECT_EQ(find(all, "nucleation_time")->value, 0.06);
  EXPECT_EQ(find(all, "first_nucleus_wall_distance")->value, 3.04);
  EXPECT_NEAR(find(all, "packing_final")->value, 0.57, 1e-12);
  EXPECT_NEAR(find(all, "pressure")->value, 4, 1e-12) << "rows from step 50 on: 5 3 5 3 5 3";
  EXPECT_NEAR(find(all, "energy")->value, -4.05, 1e-12);
  EXPECT_GT(find(all, "pressure")->uncertainty, 0);
  EXPECT_NEAR(find(all, "energy_drift")->value, 0.2, 1e-9) << "2e-4 in 10 steps";
  EXPECT_EQ(find(all, "diffusion_coefficient"), nullptr) << "there is none";
  EXPECT_EQ(find(all, "nucleation_time_real"), nullptr);
}

TEST(AssemblyQuantities, InRealUnitsWhereTheStudySays) {
  const PlannedAssembly planned;
  AssemblyCase one = made_assembly_case(planned.plan);
  one.scale = {.sigma_nm = 9.2, .temperature_K = 298, .tau_s = 2e-6};
  const auto all = assembly_quantities({one});
  EXPECT_NEAR(find(all, "nucleation_time_real")->value, 1.2e-7, 1e-20);
  EXPECT_NEAR(find(all, "first_nucleus_wall_distance_real")->value, 27.968, 1e-9);
  // 4 eps/sigma^3 with eps = 2.5 kT: 10 kT/sigma^3.
  EXPECT_NEAR(find(all, "pressure_real")->value, 1e-3 * 10 * 1.380649e-23 * 298 / std::pow(9.2e-9, 3), 1e-6);
}

}  // namespace
}  // namespace nacre::study
