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

TEST(TitrationBlank, ItsScatterIsAnError) {
  const TempFolder folder;
  const auto run = with_blank(folder, blank_csv(-50, 0, 20, 3), {}).runs[0];
  // Residuals of +-3 about a nearly flat line: variance 20 * 9 / 18, error of the mean sqrt(10 / 20) in the
  // middle.
  EXPECT_NEAR(run.titration.errors_uJ[10], std::sqrt(25 + 0.5), 0.01);
  EXPECT_GT(run.titration.errors_uJ[0], run.titration.errors_uJ[10]);
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
