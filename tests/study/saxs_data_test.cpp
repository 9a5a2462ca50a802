#include "nacre/study/saxs_data.hpp"

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsData, SelectsFramesAndTimes) {
  const TempFolder folder;
  write_series(folder, 9);
  const Study study =
      saxs_study(folder, "file = \"series\"\nfirst = 3\nlast = 8\nevery = 2\nq_min = \"0.3 1/nm\"",
                 saxs_model_text + series_text);
  const SaxsData data = open_saxs(study.cases.front());
  EXPECT_EQ(data.count, 3u);
  EXPECT_EQ(data.at_unit, "s");
  const auto frames = data.read(0, 3);
  EXPECT_EQ(frames[1].name, "frame-5.csv");
  EXPECT_EQ(frames[1].at, 25);
  EXPECT_GE(frames[0].pattern.q_per_nm.front(), 0.3);
  EXPECT_TRUE(data.errors_known);
}

TEST(SaxsData, SaysHowWeightsWereMade) {
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3, false));
  const SaxsData guessed = open_saxs(saxs_study(folder).cases.front());
  EXPECT_FALSE(guessed.errors_known);
  ASSERT_EQ(guessed.warnings.size(), 1u);
  EXPECT_NE(guessed.warnings[0].find("the files have no errors: weights are"), std::string::npos);
  const SaxsData stated = open_saxs(saxs_study(folder, "file = \"curve.csv\"\nerror = 0.05").cases.front());
  EXPECT_TRUE(stated.errors_known);
  EXPECT_TRUE(stated.warnings.empty());
}

TEST(SaxsData, SubtractsAndSaysSo) {
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3));
  folder.write("solvent.dat", "q (1/nm) I (1/cm) dI\n0.1 0.5 0.01\n1 0.5 0.01\n5 0.5 0.01\n");
  const Study study =
      saxs_study(folder, "file = \"curve.csv\"",
                 "[background]\nfile = \"solvent.dat\"\ntransmission = 0.5\n" + saxs_model_text);
  const SaxsData data = open_saxs(study.cases.front());
  const SaxsData plain = open_saxs(saxs_study(folder).cases.front());
  EXPECT_EQ(data.subtraction_statement,
            "subtracted: 1 times the background solvent.dat (interpolated linearly to the q of the sample)");
  EXPECT_NEAR(plain.read(0, 1)[0].pattern.intensity[7] - data.read(0, 1)[0].pattern.intensity[7], 1, 1e-9);
}

void expect_refusal(const std::string& data_keys, const std::string& says) {
  const TempFolder folder;
  folder.write("curve.csv", made_curve({}, 3));
  try {
    open_saxs(saxs_study(folder, "file = \"curve.csv\"\n" + data_keys).cases.front());
    ADD_FAILURE() << says;
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(says), std::string::npos) << error.what();
  }
}

TEST(SaxsData, RefusesWhatLeavesNothing) {
  expect_refusal("q_min = \"2 1/nm\"\nq_max = \"1 1/nm\"", "the q window is empty");
  expect_refusal("q_min = \"20 1/nm\"", "0 of 60 points lie in the q window");
  expect_refusal("mask = [\"1 1/nm\"]", "masks come as pairs");
  expect_refusal("mask = [\"2 1/nm\", \"1 1/nm\"]", "a mask ends before it begins");
  expect_refusal("last = 2", "there are not so many frames");
}

}  // namespace
}  // namespace nacre::study
