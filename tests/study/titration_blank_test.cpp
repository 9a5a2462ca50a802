#include "nacre/study/titration_blank.hpp"

#include <cmath>

#include "titration_study.hpp"

namespace nacre::study {
namespace {

// Blank heats a + b i per 10 uL.
std::string blank_csv(double a, double b, int n, double scatter = 0) {
  std::string text = "volume,heat\n";
  for (int i = 0; i < n; ++i)
    text += "10," + format_number(a + b * i + (i % 2 == 0 ? scatter : -scatter)) + "\n";
  return text;
}

TitrationData with_blank(const TempFolder& folder, const std::string& blank,
                         std::vector<std::string> overrides) {
  folder.write("blank.csv", blank);
  overrides.push_back("data.blank=blank.csv");
  return read_titration_data(made_titration_study(folder, overrides).cases[0]);
}

TEST(TitrationBlank, ALineIsTakenOffExactly) {
  const TempFolder folder;
  const auto run = with_blank(folder, blank_csv(-50, 2, 8), {}).runs[0];
  const auto made = MadeTitration().titration().heats_uJ;
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_NEAR(run.titration.heats_uJ[i], made[i] + 50 - 2 * static_cast<double>(i), 1e-9);
    EXPECT_NEAR(run.blank_uJ[i], -50 + 2 * static_cast<double>(i), 1e-9);
    EXPECT_NEAR(run.titration.errors_uJ[i], 5, 1e-9) << "a line without scatter has no error";
  }
}

// Residuals of +3 and -3 in turn but for a line through them: with x from the middle the sum of xy is -30, of
// x^2 665, so that the squares about the line are 180 - 30^2 / 665, over n - 2 = 18.
TEST(TitrationBlank, ItsScatterIsAnErrorThatInjectionsShare) {
  const TempFolder folder;
  const auto run = with_blank(folder, blank_csv(-50, 0, 20, 3), {}).runs[0];
  const double variance = (180 - 900.0 / 665) / 18;
  ASSERT_EQ(run.titration.effects.size(), 2u);
  const auto &mean = run.titration.effects[0], &slope = run.titration.effects[1];
  EXPECT_EQ(mean.name, "blank");
  EXPECT_EQ(slope.name, "blank_slope");
  for (std::size_t i = 0; i < 20; ++i) {
    EXPECT_DOUBLE_EQ(run.titration.errors_uJ[i], 5);
    EXPECT_NEAR(mean.heats_uJ[i], std::sqrt(variance / 20), 1e-9);
    EXPECT_NEAR(slope.heats_uJ[i], std::sqrt(variance / 665) * (static_cast<double>(i) - 9.5), 1e-9);
  }
}

// Without it n would be known as well as a blank without scatter lets it be.
TEST(TitrationBlank, WidensTheErrorsOfTheFit) {
  const TempFolder folder;
  const auto errors = [&](double scatter, const std::vector<std::string>& more) {
    folder.write("blank.csv", blank_csv(-60, 0, 6, scatter));
    std::vector<std::string> overrides{"data.blank=blank.csv"};
    overrides.insert(overrides.end(), more.begin(), more.end());
    const Study study = made_titration_study(folder, overrides);
    const TitrationAnalysis analysis = analysed(study);
    EXPECT_EQ(analysis.problem.parameters.back().name, "blank_slope");
    return analysis.result.uncertainties[static_cast<std::size_t>(analysis.parameter("n", 0))];
  };
  EXPECT_GT(errors(20, {}), 1.5 * errors(0, {}));
}

TEST(TitrationBlank, OneLineIsSharedByAllFiles) {
  const TempFolder folder;
  folder.write("made2.csv", MadeTitration().csv());
  const auto data = with_blank(folder, blank_csv(-50, 0, 6, 3), {"data.file=[\"made.csv\", \"made2.csv\"]"});
  ASSERT_EQ(data.runs.size(), 2u);
  for (const auto& run : data.runs) EXPECT_EQ(run.titration.effects[1].name, "blank_slope");
  EXPECT_EQ(data.error_statement,
            "errors of the heats from the file, else [data] heat_error, those of the blank's line are "
            "parameters of the fit (blank, blank_slope)");
}

// The program that wrote the file left its first injection out.
TEST(TitrationBlank, PointsThatAreNotUsedAreLeftOut) {
  const TempFolder folder;
  std::string table = "DH\tINJV\tNDH\n-400\t10\t--\n";  // ucal
  for (int i = 1; i < 6; ++i) table += "-10\t10\t-200\n";
  folder.write("blank.nitpic", table);
  const auto run =
      read_titration_data(made_titration_study(folder, {"data.blank=blank.nitpic"}).cases[0]).runs[0];
  for (const double heat : run.blank_uJ) EXPECT_NEAR(heat, -41.84, 1e-9);
  EXPECT_NEAR(run.titration.effects[1].heats_uJ[3], 0, 1e-9) << "the middle of injections 2 to 6";
}

TEST(TitrationBlank, PointsScaleWithTheVolume) {
  const TempFolder folder;
  std::string blank = "volume,heat\n5,-10\n";
  for (int i = 1; i < 20; ++i) blank += "10,-30\n";
  const auto run = with_blank(folder, blank, {"data.blank_as=points"}).runs[0];
  EXPECT_NEAR(run.blank_uJ[0], -20, 1e-12);
  EXPECT_NEAR(run.blank_uJ[1], -30, 1e-12);
}

TEST(TitrationBlank, TooShortABlankIsRefused) {
  const TempFolder folder;
  EXPECT_EQ(message_of([&] { with_blank(folder, blank_csv(-50, 0, 19), {"data.blank_as=points"}); },
                       ExitCode::data),
            "the blank has fewer injections than the titration");
  EXPECT_EQ(message_of([&] { with_blank(folder, blank_csv(-50, 0, 2), {}); }, ExitCode::data),
            "the blank has too few injections for a line");
}

}  // namespace
}  // namespace nacre::study
