#include "nacre/ligands/thermogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "ligands/thermograms.hpp"

namespace {

using namespace nacre::ligands;
using namespace thermograms;

IntegrationPlan plan_of(const Making& making) { return {.injection_times_s = injection_times(making)}; }

TEST(IntegrateThermogram, ExactWithoutNoise) {
  const Making making;
  const IntegratedThermogram result = integrate_thermogram(made(making), plan_of(making));
  ASSERT_EQ(result.injections.size(), 8u);
  for (std::size_t k = 0; k < 8; ++k) {
    EXPECT_EQ(result.injections[k].time_s, injection_times(making)[k]);
    EXPECT_NEAR(result.injections[k].heat_uJ, making.heats_uJ[k], 0.5) << k;
  }
  EXPECT_TRUE(result.warnings.empty()) << result.warnings.front();
  const Thermogram record = made(making);
  for (std::size_t i = 0; i < record.time_s.size(); i += 100) {
    EXPECT_NEAR(result.baseline_uW[i], baseline(making, record.time_s[i]), 5e-3) << i;
  }
}

// Samples that are not evenly spaced, and steps of half the size.
TEST(IntegrateThermogram, SamplingDoesNotMatter) {
  Making making;
  making.step_s = 0.5;
  Thermogram record = made(making);
  for (std::size_t i = record.time_s.size() - 2; i > 0; i -= 3) {
    record.time_s.erase(record.time_s.begin() + static_cast<std::ptrdiff_t>(i));
    record.power_uW.erase(record.power_uW.begin() + static_cast<std::ptrdiff_t>(i));
    if (i < 3) break;
  }
  const IntegratedThermogram result = integrate_thermogram(record, plan_of(making));
  for (std::size_t k = 0; k < 8; ++k) EXPECT_NEAR(result.injections[k].heat_uJ, making.heats_uJ[k], 0.8) << k;
}

struct Pulls {
  double mean = 0, width = 0;
};

// (heat - truth) / error over replicas and injections.
Pulls pulls(Making making, int replicas) {
  double sum = 0, squares = 0, count = 0;
  for (int replica = 0; replica < replicas; ++replica) {
    making.replica = static_cast<std::uint64_t>(replica);
    const IntegratedThermogram result = integrate_thermogram(made(making), plan_of(making));
    for (std::size_t k = 0; k < making.heats_uJ.size(); ++k) {
      const double pull = (result.injections[k].heat_uJ - making.heats_uJ[k]) / result.injections[k].error_uJ;
      sum += pull;
      squares += pull * pull;
      ++count;
    }
  }
  return {sum / count, std::sqrt(squares / count)};
}

TEST(IntegrateThermogram, ErrorsOfWhiteNoise) {
  Making making;
  making.noise_uW = 0.3;
  const Pulls found = pulls(making, 150);
  EXPECT_NEAR(found.mean, 0, 0.12);
  EXPECT_NEAR(found.width, 1, 0.1);
}

TEST(IntegrateThermogram, ErrorsOfCorrelatedNoise) {
  Making making;
  making.noise_uW = 0.3;
  making.correlation = 0.6;
  const Pulls found = pulls(making, 150);
  EXPECT_NEAR(found.mean, 0, 0.12);
  EXPECT_NEAR(found.width, 1, 0.1);
}

TEST(IntegrateThermogram, NoiseIsThatOfTheBaseline) {
  Making making;
  making.heats_uJ.assign(40, -500);
  for (const double correlation : {0.0, 0.6}) {
    making.noise_uW = 0.3;
    making.correlation = correlation;
    EXPECT_NEAR(integrate_thermogram(made(making), plan_of(making)).noise_uW, 0.3, 0.02) << correlation;
  }
}

TEST(IntegrateThermogram, FindsTheInjections) {
  Making making;
  making.noise_uW = 0.05;
  const IntegratedThermogram result = integrate_thermogram(made(making), {});
  ASSERT_EQ(result.injections.size(), 8u);
  for (std::size_t k = 0; k < 8; ++k) {
    EXPECT_NEAR(result.injections[k].time_s, injection_times(making)[k], 3) << k;
    EXPECT_NEAR(result.injections[k].heat_uJ, making.heats_uJ[k], 5 * result.injections[k].error_uJ) << k;
  }
}

TEST(IntegrateThermogram, OneInjectionOnly) {
  Making making;
  making.heats_uJ = {700};
  const IntegratedThermogram result = integrate_thermogram(made(making), plan_of(making));
  ASSERT_EQ(result.injections.size(), 1u);
  EXPECT_NEAR(result.injections[0].heat_uJ, 700, 0.5);
}

TEST(IntegrateThermogram, SpikesInAWindowAreLeftOut) {
  Making making;
  making.noise_uW = 0.05;
  Thermogram record = made(making);
  record.power_uW[700] += 50;  // 20 s before injection 3
  const IntegratedThermogram result = integrate_thermogram(record, plan_of(making));
  EXPECT_NEAR(result.injections[1].heat_uJ, making.heats_uJ[1], 5 * result.injections[1].error_uJ);
  EXPECT_NEAR(result.injections[2].heat_uJ, making.heats_uJ[2], 5 * result.injections[2].error_uJ);
}

TEST(IntegrateThermogram, WarnsWhenPeaksOverlap) {
  Making making;
  making.spacing_s = 70;
  making.noise_uW = 0.05;
  const IntegratedThermogram result = integrate_thermogram(made(making), plan_of(making));
  ASSERT_FALSE(result.warnings.empty());
  EXPECT_EQ(result.warnings[0].find("the power still returns from the peaks in the windows of the baseline"),
            0u)
      << result.warnings[0];
  for (std::size_t k = 0; k < 8; ++k)
    EXPECT_LT(std::abs(result.injections[k].heat_uJ - making.heats_uJ[k]), 3 * result.injections[k].error_uJ)
        << k;
}

TEST(IntegrateThermogram, WarnsOfPeaksWithoutInjection) {
  Making making;
  making.noise_uW = 0.05;
  IntegrationPlan plan = plan_of(making);
  plan.injection_times_s.resize(5);
  const IntegratedThermogram result = integrate_thermogram(made(making), plan);
  ASSERT_FALSE(result.warnings.empty());
  EXPECT_EQ(result.warnings.back().substr(0, 49), "3 peaks begin where there is no injection, the fi");
}

TEST(IntegrateThermogram, WarnsOfNoiseThatOutlastsTheWindows) {
  Making making;
  making.noise_uW = 0.5;
  making.step_s = 4;
  making.correlation = 0.95;
  const IntegratedThermogram result = integrate_thermogram(made(making), plan_of(making));
  EXPECT_TRUE(std::ranges::any_of(result.warnings, [](const std::string& text) {
    return text.starts_with("the noise keeps its direction for about");
  }));
}

std::string complaint(const Thermogram& thermogram, const IntegrationPlan& plan) {
  try {
    integrate_thermogram(thermogram, plan);
  } catch (const std::invalid_argument& e) {
    return e.what();
  }
  return "none";
}

TEST(IntegrateThermogram, SaysWhatIsWrongWithTheRecord) {
  const Making making;
  const Thermogram good = made(making);
  const IntegrationPlan plan = plan_of(making);
  Thermogram bad = good;
  bad.time_s.resize(5);
  EXPECT_EQ(complaint(bad, plan), "the thermogram has 5 times and 2521 powers");
  bad.power_uW.resize(5);
  EXPECT_EQ(complaint(bad, plan), "the thermogram has 5 points, it needs at least 20");
  bad = good;
  bad.time_s[7] = 5;
  EXPECT_EQ(complaint(bad, plan), "the times must ascend: 5 s follows 6 s (point 8 of the thermogram)");
  bad = good;
  bad.power_uW[7] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(complaint(bad, plan), "the power of point 8 of the thermogram at 7 s is not a number");
  bad = good;
  bad.time_s[7] = std::numeric_limits<double>::infinity();
  EXPECT_EQ(complaint(bad, plan), "the time of point 8 of the thermogram is not a number");
  bad = good;
  bad.time_s.erase(bad.time_s.begin() + 730, bad.time_s.begin() + 750);
  bad.power_uW.erase(bad.power_uW.begin() + 730, bad.power_uW.begin() + 750);
  EXPECT_EQ(complaint(bad, plan),
            "the peak of injection 3 has a gap of 21 s at 729 s, where samples are 1 s apart");
}

TEST(IntegrateThermogram, SaysWhatIsWrongWithTheInjections) {
  const Making making;
  const Thermogram good = made(making);
  EXPECT_EQ(complaint(good, {.injection_times_s = {120, 5000}}),
            "injection 2 at 5000 s is outside the thermogram, which runs from 0 to 2520 s");
  EXPECT_EQ(complaint(good, {.injection_times_s = {420, 120}}),
            "injection 2 at 120 s does not follow the one before it at 420 s");
  EXPECT_EQ(complaint(good, {.injection_times_s = {2}}),
            "the baseline before injection 1 at 2 s cannot be found: its window has 3 points, it needs 5");
  EXPECT_EQ(complaint(good, {.injection_times_s = {120, 150}, .baseline_window_s = 40}),
            "injection 1 at 120 s leaves no time for its peak before the next baseline");
  Thermogram flat = good;
  for (double& p : flat.power_uW) p = 3;
  EXPECT_EQ(complaint(flat, {}),
            "no injection was found in the thermogram: give the times of the injections");
}

}  // namespace
