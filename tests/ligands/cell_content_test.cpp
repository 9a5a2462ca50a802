#include "nacre/ligands/cell_content.hpp"

#include <gtest/gtest.h>

#include "ligands/titrations.hpp"

namespace {

using namespace titrations;

Titration three(Displacement displacement) {
  Titration titration = c6sh();
  titration.displacement = displacement;
  titration.competitor_mM = 2;
  titration.volumes_uL = {100, 100, 50};
  return titration;
}

void expect_content(Displacement displacement, std::vector<double> cell_shares,
                    std::vector<double> syringe_shares) {
  const CellContent content = cell_content(three(displacement));
  ASSERT_EQ(content.cell_mM.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_DOUBLE_EQ(content.cell_mM[i], 5.9 * cell_shares[i]) << i;
    EXPECT_DOUBLE_EQ(content.competitor_mM[i], 2 * cell_shares[i]) << i;
    EXPECT_NEAR(content.titrant_mM[i], 31 * syringe_shares[i], 1e-14) << i;
  }
}

TEST(CellContent, EveryConvention) {
  expect_content(Displacement::none, {1, 1, 1, 1}, {0, 0.1, 0.2, 0.25});
  expect_content(Displacement::overflow, {1, 0.9, 0.81, 0.81 * 0.95}, {0, 0.1, 0.19, 0.19 * 0.95 + 0.05});
  expect_content(Displacement::growing, {1, 1 / 1.1, 1 / 1.2, 1 / 1.25},
                 {0, 0.1 / 1.1, 0.2 / 1.2, 0.25 / 1.25});
  expect_content(Displacement::origin, {1, 0.95 / 1.05, 0.9 / 1.1, 0.875 / 1.125},
                 {0, 0.1 / 1.05, 0.2 / 1.1, 0.25 / 1.125});
}

// Columns Xt and Mt that NITPIC wrote for Origin's convention, of 1, 5 and 5 uL into 1410.3 uL.
TEST(CellContent, OriginAsNitpicWritesIt) {
  const Titration titration{.cell_volume_uL = 1410.3,
                            .cell_mM = 0.1,
                            .syringe_mM = 1,
                            .displacement = Displacement::origin,
                            .volumes_uL = {1, 5, 5}};
  const CellContent content = cell_content(titration);
  EXPECT_NEAR(content.titrant_mM[1], 0.00070881769209, 1e-14);
  EXPECT_NEAR(content.titrant_mM[2], 0.00424538314583, 1e-14);
  EXPECT_NEAR(content.titrant_mM[3], 0.00776945896313, 1e-14);
  EXPECT_NEAR(content.cell_mM[1], 0.0999291182308, 1e-13);
  EXPECT_NEAR(content.cell_mM[3], 0.0992230541037, 1e-13);
}

TEST(HeatWeights, EveryConvention) {
  const auto expect = [](Displacement displacement, std::vector<double> gain, std::vector<double> kept) {
    const HeatWeights weights = heat_weights(three(displacement));
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_DOUBLE_EQ(weights.gain[i], gain[i]) << name(displacement) << i;
      EXPECT_DOUBLE_EQ(weights.kept[i], kept[i]) << name(displacement) << i;
    }
  };
  expect(Displacement::none, {1, 1, 1}, {1, 1, 1});
  expect(Displacement::overflow, {1, 1, 1}, {0.9, 0.9, 0.95});
  expect(Displacement::origin, {1.05, 1.05, 1.025}, {0.95, 0.95, 0.975});
  expect(Displacement::growing, {1.1, 1.2, 1.25}, {1, 1.1, 1.2});
}

// A cell whose content does not react any more, only leaves, gives no heat.
TEST(HeatWeights, LeavingIsNoReaction) {
  for (const Displacement displacement : {Displacement::overflow, Displacement::growing}) {
    const Titration titration = three(displacement);
    const CellContent content = cell_content(titration);
    const HeatWeights weights = heat_weights(titration);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(weights.gain[i] * content.cell_mM[i + 1], weights.kept[i] * content.cell_mM[i], 1e-14);
    }
  }
}

TEST(Displacement, Names) {
  EXPECT_EQ(name(Displacement::none), "none");
  EXPECT_EQ(name(Displacement::overflow), "overflow");
  EXPECT_EQ(name(Displacement::origin), "origin");
  EXPECT_EQ(name(Displacement::growing), "growing");
}

std::string complaint(Titration titration) {
  try {
    cell_content(titration);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "none";
}

TEST(CheckTitration, SaysWhatIsWrong) {
  Titration bad = c6sh();
  EXPECT_EQ(complaint(bad), "none");
  bad.volumes_uL[2] = -1;
  EXPECT_EQ(complaint(bad), "C6SH: injection 3 is -1 uL, it must be positive");
  bad.volumes_uL[2] = 1000;
  EXPECT_EQ(complaint(bad), "C6SH: injection 3 is 1000 uL, more than the cell of 1000 uL holds");
  bad.volumes_uL.clear();
  EXPECT_EQ(complaint(bad), "C6SH: there are no injections");
  bad.syringe_mM = 0;
  EXPECT_EQ(complaint(bad), "C6SH: the concentration in the syringe is 0 mM, it must be positive");
  bad.cell_mM = NAN;
  EXPECT_EQ(complaint(bad), "C6SH: the concentration in the cell is nan mM, it must be positive");
  bad.cell_volume_uL = -5;
  EXPECT_EQ(complaint(bad), "C6SH: the cell volume is -5 uL, it must be positive");
  bad.temperature_K = 0;
  bad.name.clear();
  EXPECT_EQ(complaint(bad), "the temperature is 0 K, it must be positive");
  bad = c6sh();
  bad.competitor_mM = -0.1;
  EXPECT_EQ(complaint(bad), "C6SH: the competitor's concentration is -0.1 mM, it must not be negative");
}

}  // namespace
