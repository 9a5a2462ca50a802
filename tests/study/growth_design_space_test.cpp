#include "nacre/study/growth_design_space.hpp"

#include "growth_design_study.hpp"

namespace nacre::study {
namespace {

// The message and what was found, of the error that this study makes.
std::string refusal(const std::vector<std::string>& overrides) {
  const TempFolder folder;
  try {
    growth_design_of(design_study(folder, overrides));
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    const ErrorParts& parts = error.parts();
    return parts.message + " | " + parts.found + " | " + parts.expected;
  }
  return "no error";
}

TEST(GrowthDesignSpace, HoldsWhatTheStudySays) {
  const TempFolder folder;
  const Study study =
      design_study(folder, {"design.rate=[\"1e-3 1/s\", \"6 1/min\"]", "design.feed_share=[0.1, 0.5]",
                            "design.feed_start=[\"1 min\", \"10 min\"]", "design.yield=0.9",
                            "design.feed_duration=\"300 s\"", "design.feed_concentration=\"2 M\"",
                            "design.dispersity=0.05", "design.radius_tolerance=0.02"});
  const GrowthDesign design = growth_design_of(study);
  EXPECT_EQ(design.one, &study.cases.front());
  EXPECT_DOUBLE_EQ(design.space.rate.low, 1e-3);
  EXPECT_DOUBLE_EQ(design.space.rate.high, 0.1);
  EXPECT_EQ(design.space.concentration_mol_m3.low, 2);
  EXPECT_EQ(design.space.concentration_mol_m3.high, 200);
  EXPECT_EQ(design.space.feed_share.low, 0.1);
  EXPECT_EQ(design.space.feed_share.high, 0.5);
  EXPECT_DOUBLE_EQ(design.space.feed_start_s.low, 60);
  EXPECT_DOUBLE_EQ(design.space.feed_start_s.high, 600);
  EXPECT_FALSE(design.space.feed_duration_s.varies());
  EXPECT_EQ(design.space.feed_duration_s.low, 300);
  EXPECT_DOUBLE_EQ(design.space.stock_mol_m3, 2000);
  EXPECT_EQ(design.target.radius_nm, 2.4);
  EXPECT_EQ(design.target.dispersity, 0.05);
  EXPECT_EQ(design.target.radius_tolerance, 0.02);
  EXPECT_EQ(design.target.least_yield, 0.9);
  EXPECT_EQ(design.effort.radii, 9);
  EXPECT_EQ(design.base.precursor.concentration_mol_m3, 20);
}

TEST(GrowthDesignSpace, OneShareIsFixed) {
  const TempFolder folder;
  const GrowthDesign never = growth_design_of(design_study(folder, {"design.feed_share=0"}));
  EXPECT_FALSE(never.space.feeds());
  const GrowthDesign half = growth_design_of(design_study(folder, {"design.feed_share=0.5"}));
  EXPECT_EQ(half.space.feed_share.low, 0.5);
  EXPECT_EQ(half.space.feed_share.high, 0.5);
}

TEST(GrowthDesignSpace, DefaultsSurroundTheStudy) {
  const TempFolder folder;
  std::string text = growing_seeds;
  for (const std::string line :
       {"feed_share = [0]\n", "rate = \"5e-3 1/s\"\nconcentration = [\"2", " mol/m3\", \"200 mol/m3\"]\n"})
    text.erase(text.find(line), line.size());
  const GrowthDesign design = growth_design_of(read_study(folder.write("plain.toml", text)));
  EXPECT_DOUBLE_EQ(design.space.rate.low, 5e-4);
  EXPECT_DOUBLE_EQ(design.space.rate.high, 5e-2);
  EXPECT_DOUBLE_EQ(design.space.concentration_mol_m3.low, 4);
  EXPECT_DOUBLE_EQ(design.space.concentration_mol_m3.high, 100);
  EXPECT_EQ(design.space.feed_share.low, 0);
  EXPECT_EQ(design.space.feed_share.high, 0.8);
  EXPECT_DOUBLE_EQ(design.space.feed_start_s.low, 50);
  EXPECT_DOUBLE_EQ(design.space.feed_start_s.high, 750);
  EXPECT_DOUBLE_EQ(design.space.feed_duration_s.low, 50);
  EXPECT_DOUBLE_EQ(design.space.feed_duration_s.high, 1500);
  EXPECT_EQ(design.space.stock_mol_m3, 1000);
  EXPECT_EQ(design.target.least_yield, 0.95);
}

TEST(GrowthDesignSpace, SimulatesInDetailAsTheStudySays) {
  const TempFolder folder;
  const GrowthDesign plain = growth_design_of(
      design_study(folder, {"solver.tolerance=1e-6", "solver.resolution=77", "solver.shot_noise=true"}));
  EXPECT_EQ(plain.detailed.tolerance, 1e-6);
  EXPECT_EQ(plain.detailed.resolution, 77);
  EXPECT_TRUE(plain.detailed.shot_noise);
  EXPECT_TRUE(plain.effort.options.shot_noise) << "the search sees the same blur";
  EXPECT_TRUE(plain.detailed.snapshots_s.empty());
  const GrowthDesign other = growth_design_of(design_study(folder, {"solver.method=\"finite-volume\""}));
  EXPECT_EQ(other.detailed.solver, growth::Solver::cohorts);
  EXPECT_EQ(other.detailed.resolution, 100);
}

TEST(GrowthDesignSpace, NamesTheVariables) {
  using growth::Variable;
  EXPECT_STREQ(words_of(Variable::rate, 0).unit, "mol/(m3 s)");
  EXPECT_STREQ(words_of(Variable::rate, 1).unit, "1/s");
  EXPECT_STREQ(words_of(Variable::rate, 2).unit, "m3/(mol s)");
  EXPECT_STREQ(words_of(Variable::rate, 1).name, "recipe_rate");
  EXPECT_STREQ(words_of(Variable::concentration, 1).unit, "mol/m3");
  EXPECT_STREQ(words_of(Variable::feed_duration, 1).name, "feed_duration");
  EXPECT_STREQ(rate_key_of_order(0), "constant_rate");
  EXPECT_STREQ(rate_key_of_order(1), "rate");
  EXPECT_STREQ(rate_key_of_order(2), "second_order_rate");
}

TEST(GrowthDesignSpace, RefusesRangesThatAreNone) {
  EXPECT_EQ(
      refusal({"design.concentration=[\"50 mol/m3\", \"5 mol/m3\"]"}),
      "the range of [design] concentration ends before it begins | 50 mol/m3 to 5 mol/m3 | the smaller value "
      "first");
  EXPECT_EQ(refusal({"design.rate=[\"1 1/s\", \"2 1/s\", \"3 1/s\"]"}),
            "[design] rate is a range | 3 values | one value, or two: from and to");
  EXPECT_EQ(refusal({"design.feed_share=[0.5, 0.2]"}),
            "the range of [design] feed_share ends before it begins | 0.5 to 0.2 | the smaller value first");
}

TEST(GrowthDesignSpace, RefusesWhatCannotBeDesigned) {
  EXPECT_EQ(refusal({"design.concentration=\"20 mol/m3\""}),
            "neither the rate constant nor the concentration may vary |  | a range of [design] rate or "
            "concentration");
  EXPECT_EQ(refusal({"design.constant_rate=\"1 mol/(m3 s)\""}),
            "[design] constant_rate is not of order 1 |  | [design] rate, or [precursor] order = 0");
  EXPECT_EQ(
      refusal({"precursor.concentration=0"}),
      "a design starts from a precursor, and there is none |  | [precursor] concentration above 0 mol/m3");
  EXPECT_EQ(refusal({"adsorption.exponent=[0, 4]"}),
            "a design takes one value of every key, not a list | 2 values of exponent | one value");
  EXPECT_EQ(
      refusal({"adsorption.exponent={start = 2, min = 0, max = 6}"}),
      "a design needs the value of exponent | \"fit\" | a value; first fit, then design with what was found");
  EXPECT_EQ(
      refusal({"injection.time=[\"5 s\"]", "injection.volume=\"1 mL\"", "injection.concentration=\"1 M\""}),
      "a design makes its own schedule | a section [injection] | no [injection]; [design] feed_share, "
      "feed_start "
      "and feed_duration bound what is fed");
}

TEST(GrowthDesignSpace, RefusesFeedsThatDoNotFit) {
  const std::string share = "design.feed_share=[0, 0.5]";
  EXPECT_EQ(
      refusal({share, "design.feed_concentration=\"150 mol/m3\""}),
      "the feed is thinner than what it is fed to | 150 mol/m3 | more than the largest concentration of 200 "
      "mol/m3");
  EXPECT_EQ(
      refusal({share, "design.feed_start=[\"10 s\", \"2000 s\"]"}),
      "the latest and longest feed does not end in time | at 3500 s | feed_start and feed_duration that end "
      "within the duration of 2500 s");
  EXPECT_EQ(refusal({"design.feed_start=[\"10 s\", \"2000 s\"]"}), "no error") << "nothing is fed";
}

TEST(GrowthDesignSpace, RefusesARadiusBelowEveryNucleus) {
  EXPECT_EQ(refusal({"design.radius=\"0.3 nm\""}),
            "the target is smaller than any nucleus | 0.3 nm | more than 0.334 nm, the critical radius with "
            "all of 200 "
            "mol/m3 as monomer");
}

TEST(GrowthDesignSpace, RefusesADesignWithoutARadius) {
  const TempFolder folder;
  std::string text = growing_seeds;
  text.erase(text.find("radius = \"2.4 nm\"\n"), 18);
  const Study study = read_study(folder.write("study.toml", text));
  try {
    growth_design_of(study);
    FAIL() << "designed for no radius";
  } catch (const Error& error) {
    EXPECT_EQ(error.parts().message, "a design has no radius to reach");
  }
}

}  // namespace
}  // namespace nacre::study
