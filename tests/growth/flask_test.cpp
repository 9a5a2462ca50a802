#include "nacre/growth/flask.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "growth/figure5.hpp"

namespace {

using namespace nacre::growth;

Synthesis of_order(int order) {
  Synthesis synthesis = figure5(0);
  synthesis.precursor.order = order;
  return synthesis;
}

const Stretch steady{.from_s = 0, .to_s = 100, .volume_ratio_from = 2};

TEST(Flask, MonomerIsWhatIsLeft) {
  Synthesis synthesis = figure5(0);
  synthesis.monomer_mol_m3 = 1;
  synthesis.seeds = {.radius_nm = {2}, .number_per_m3 = {1e21}};
  Flask flask(synthesis);
  flask.enter(steady);
  const double seeds = 4 * std::numbers::pi / 3 * 8e-27 * 1e21 / 3.3e-5;
  EXPECT_NEAR(flask.total_mol_m3(0), 21 + seeds, 1e-12);
  EXPECT_NEAR(flask.monomer_mol_m3(0, 15, seeds + 1), 2.5, 1e-12);  // in twice the volume
}

TEST(Flask, LossOfEveryOrder) {
  const auto loss = [](const Synthesis& synthesis, double precursor) {
    Flask flask(synthesis);
    flask.enter(steady);
    return flask.precursor_loss(10, precursor, 0.1);
  };
  EXPECT_NEAR(loss(of_order(0), 8).rate, -0.2, 1e-15);  // a rate per volume
  EXPECT_NEAR(loss(of_order(1), 8).rate, -0.8, 1e-15);
  EXPECT_NEAR(loss(of_order(2), 8).rate, -3.2, 1e-15);
  Synthesis with_partner = of_order(2);
  with_partner.precursor.partner_mol_m3 = 30;
  EXPECT_NEAR(loss(with_partner, 8).rate, -0.05 * 8 * 18, 1e-14);  // 12 of 20 are used up
  with_partner.precursor.partner_mol_m3 = 12;
  EXPECT_EQ(loss(with_partner, 8).rate, 0);
}

TEST(Flask, LossDerivatives) {
  Synthesis with_partner = of_order(2);
  with_partner.precursor.partner_mol_m3 = 30;
  for (const Synthesis& synthesis : {of_order(0), of_order(1), of_order(2), with_partner}) {
    Flask flask(synthesis);
    flask.enter(steady);
    const double h = 1e-4;
    const double slope =
        (flask.precursor_loss(1, 8 + h, 0.1).rate - flask.precursor_loss(1, 8 - h, 0.1).rate) / (2 * h);
    EXPECT_NEAR(flask.precursor_loss(1, 8, 0.1).per_precursor, slope, 1e-9);
  }
}

TEST(Flask, OrderZeroRunsOut) {
  Flask flask(of_order(0));
  flask.enter(steady);
  EXPECT_NEAR(flask.exhausted_after_s(0, 8, 0.1), 40, 1e-12);
  EXPECT_EQ(flask.start_step(8), 8);
  EXPECT_NEAR(flask.precursor_loss(0, 0, 0.1).rate, -0.2,
              1e-15);  // inside of a step that began with precursor
  EXPECT_EQ(flask.start_step(1e-15), 0);
  EXPECT_EQ(flask.precursor_loss(0, 0, 0.1).rate, 0);
  EXPECT_EQ(flask.exhausted_after_s(0, 0, 0.1), std::numeric_limits<double>::infinity());
  EXPECT_EQ(flask.start_step(1), 1);  // injected again
  EXPECT_NEAR(flask.precursor_loss(0, 1, 0.1).rate, -0.2, 1e-15);
}

TEST(Flask, OrderZeroFollowsAFeed) {
  Stretch fed = steady;
  fed.feed_mol_m3_s = 0.05;
  Flask flask(of_order(0));
  flask.enter(fed);
  EXPECT_NEAR(flask.exhausted_after_s(0, 3, 0.1), 20, 1e-12);
  EXPECT_EQ(flask.start_step(0), 0);
  EXPECT_EQ(flask.precursor_loss(0, 0, 0.1).rate, -0.05);  // as fast as it comes
  EXPECT_EQ(flask.precursor_loss(0, 0, 0.001).rate, -0.002);
}

TEST(Flask, OtherOrdersDoNotEnd) {
  Flask flask(of_order(1));
  flask.enter(steady);
  EXPECT_EQ(flask.exhausted_after_s(0, 8, 0.1), std::numeric_limits<double>::infinity());
  EXPECT_EQ(flask.start_step(-1e-20), -1e-20);
}

}  // namespace
