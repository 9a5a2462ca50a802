#include "nacre/ligands/find_injections.hpp"

#include <gtest/gtest.h>

#include "ligands/thermograms.hpp"

namespace {

using namespace nacre::ligands;
using namespace thermograms;

void expect_found(const Making& making, double tolerance_s) {
  const std::vector<double> truth = injection_times(making), found = find_injections(made(making));
  ASSERT_EQ(found.size(), truth.size());
  for (std::size_t k = 0; k < truth.size(); ++k) EXPECT_NEAR(found[k], truth[k], tolerance_s) << k;
}

TEST(FindInjections, WithAndWithoutNoise) {
  Making making;
  expect_found(making, 2);
  making.noise_uW = 0.05;
  expect_found(making, 3);
}

TEST(FindInjections, BothSigns) {
  Making making;
  making.noise_uW = 0.05;
  making.heats_uJ = {-2000, -700, 300, 900, 900};
  expect_found(making, 3);
}

TEST(FindInjections, NoneInABaseline) {
  Thermogram flat;
  EXPECT_TRUE(find_injections(flat).empty());
  for (int i = 0; i < 500; ++i) {
    flat.time_s.push_back(i);
    flat.power_uW.push_back(3 + 1e-3 * i);
  }
  EXPECT_TRUE(find_injections(flat).empty());
  nacre::RandomStream random(4, nacre::StreamName::synthetic_data);
  for (double& p : flat.power_uW) p += 0.1 * random.normal();
  EXPECT_TRUE(find_injections(flat).empty());
}

}  // namespace
