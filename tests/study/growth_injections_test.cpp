#include "nacre/study/growth_injections.hpp"

#include "growth_study.hpp"

namespace nacre::study {
namespace {

std::vector<std::string> injection(const std::string& time, const std::string& more = "") {
  std::vector<std::string> overrides{"injection.time=" + time, "injection.volume=[1]",
                                     "injection.concentration=[200]"};
  if (!more.empty()) overrides.push_back("injection." + more);
  return overrides;
}

std::vector<growth::Injection> read(const std::vector<std::string>& overrides) {
  const TempFolder folder;
  return growth_injections(growth_study(folder, overrides).cases.front());
}

TEST(GrowthInjections, OneValueIsForAll) {
  const auto list = read(injection("[600, 900]", "duration=[0, 60]"));
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1].start_s, 900);
  EXPECT_EQ(list[0].duration_s, 0);
  EXPECT_EQ(list[1].duration_s, 60);
  EXPECT_EQ(list[1].volume_ratio, 0.1) << "of the 10 mL in the flask";
  EXPECT_EQ(list[1].concentration_mol_m3, 200);
  EXPECT_EQ(list[1].temperature_drop_K, 0);
  EXPECT_EQ(list[1].recovery_s, 30);
  EXPECT_TRUE(read({}).empty());
}

TEST(GrowthInjections, RefusesTimesOutsideTheSynthesis) {
  EXPECT_EQ(refusal(injection("[-1]")), "an injection lies before time 0");
  EXPECT_EQ(refusal(injection("[2500]")), "an injection lies after the end");
  EXPECT_EQ(refusal(injection("[600, 500]")), "the times of the injections do not ascend");
  EXPECT_EQ(refusal(injection("[600, 600]")), "no error");
}

TEST(GrowthInjections, RefusesWhatIsMissingOrOfAnotherNumber) {
  EXPECT_EQ(refusal({"injection.time=[600]", "injection.volume=[1]"}), "injections have no concentration");
  EXPECT_EQ(refusal({"injection.volume=[1]"}), "injections have no time");
  EXPECT_EQ(refusal(injection("[600, 700, 800]", "duration=[1, 2]")),
            "[injection] duration has not one value for every injection");
}

// 523 K: two drops of 270 K are too many until the flask has its temperature back.
TEST(GrowthInjections, RefuseToFreezeBelowZeroKelvin) {
  EXPECT_EQ(refusal(injection("[600]", "temperature_drop=[522]")), "no error");
  EXPECT_EQ(refusal(injection("[600]", "temperature_drop=[523]")),
            "an injection cools the flask to 0 K or below");
  EXPECT_EQ(refusal(injection("[600, 601]", "temperature_drop=[270]")),
            "an injection cools the flask to 0 K or below");
  EXPECT_EQ(refusal(injection("[600, 900]", "temperature_drop=[270]")), "no error");
}

TEST(GrowthInjections, RefusesNegativeAmounts) {
  EXPECT_EQ(refusal({"injection.time=[600]", "injection.volume=[-1]", "injection.concentration=[1]"}),
            "[injection] volume is negative");
  EXPECT_EQ(refusal({"injection.time=[600]", "injection.volume=[1]", "injection.concentration=[-1]"}),
            "[injection] concentration is negative");
  EXPECT_EQ(refusal(injection("[600]", "duration=[-5]")), "[injection] duration is negative");
}

}  // namespace
}  // namespace nacre::study
