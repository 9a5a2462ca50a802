#include "nacre/study/growth_regime_data.hpp"

#include <gtest/gtest.h>

#include "growth_regime_study.hpp"

namespace nacre::study {
namespace {

RegimeData read(const std::string& table, const std::string& data_keys = "error = 0.02") {
  const TempFolder folder;
  const Study study = regime_study(folder, table, data_keys);
  return read_regime_data(study.cases.front(), "radii");
}

// Line and column, message, found, expected.
struct Refused {
  int line = 0;
  int column = 0;
  std::string message;
  std::string found;
  std::string expected;
  ExitCode code = ExitCode::ok;
};

Refused refused(const std::string& table, const std::string& data_keys = "error = 0.02") {
  try {
    read(table, data_keys);
  } catch (const Error& error) {
    const ErrorParts& parts = error.parts();
    return {parts.place.line, parts.place.column, parts.message, parts.found, parts.expected, parts.code};
  }
  ADD_FAILURE() << "was not refused";
  return {};
}

const std::string good = "time_s,r1_nm,r2_nm\n0,2.0,1.3\n60,2.1,1.6\n300,2.2,1.9\n";

TEST(GrowthRegimeData, ADiameterIsNoRadius) {
  const Refused first = refused("d1_nm,r2_nm\n4,1.3\n4.2,1.6\n4.4,1.9\n");
  EXPECT_EQ(first.message, "there is no column \"r1_nm\"");
  EXPECT_EQ(first.expected, "r1_nm, a radius");
  EXPECT_EQ(refused("r1_nm,d2_nm\n4,1.3\n4.2,1.6\n4.4,1.9\n").found, "d2_nm");
}

TEST(GrowthRegimeData, ReadsRadiiTimesAndRelativeErrors) {
  const RegimeData data = read(good);
  ASSERT_EQ(data.bimodal.points.size(), 3u);
  EXPECT_EQ(data.bimodal.points[1].r1_nm, 2.1);
  EXPECT_EQ(data.bimodal.points[1].r2_nm, 1.6);
  EXPECT_DOUBLE_EQ(data.bimodal.points[1].r1_err_nm, 0.042);
  EXPECT_DOUBLE_EQ(data.bimodal.points[1].r2_err_nm, 0.032);
  EXPECT_EQ(data.time_s, (std::vector<double>{0, 60, 300}));
  EXPECT_TRUE(data.bimodal.errors_known);
  EXPECT_EQ(data.error_statement, "errors of 2 % of the radius");
  EXPECT_TRUE(data.warnings.empty());
}

TEST(GrowthRegimeData, ColumnsOfErrorsComeBeforeTheKey) {
  const RegimeData both =
      read("r1_nm,r2_nm,r1_err_nm,r2_err_nm\n2,1.3,0.1,0.2\n2.1,1.6,0.3,0.4\n2.2,2,0.5,0.6\n");
  EXPECT_EQ(both.bimodal.points[2].r1_err_nm, 0.5);
  EXPECT_EQ(both.bimodal.points[2].r2_err_nm, 0.6);
  EXPECT_EQ(both.error_statement, "errors from r1_err_nm and r2_err_nm");
  EXPECT_TRUE(both.time_s.empty());
  const RegimeData one = read("r1_nm,r2_nm,r2_err_nm\n2,1.3,0.2\n2.1,1.6,0.4\n2.2,2,0.6\n");
  EXPECT_DOUBLE_EQ(one.bimodal.points[2].r1_err_nm, 0.044);
  EXPECT_EQ(one.bimodal.points[2].r2_err_nm, 0.6);
  EXPECT_EQ(one.error_statement, "errors of r2 from r2_err_nm, of r1 2 % of the radius");
}

TEST(GrowthRegimeData, WithoutErrorsTheScatterCounts) {
  const RegimeData data = read(good, "");
  EXPECT_FALSE(data.bimodal.errors_known);
  EXPECT_DOUBLE_EQ(data.bimodal.points[0].r1_err_nm / data.bimodal.points[0].r2_err_nm, 2.0 / 1.3);
  EXPECT_EQ(data.error_statement,
            "errors are not given: taken as one share of every radius, whose size follows from the scatter");
}

TEST(GrowthRegimeData, SaysWhichColumnsItDoesNotRead) {
  const RegimeData data = read("r1_nm,r2_nm,r1_error\n2,1.3,0.1\n2.1,1.6,0.1\n2.2,2,0.1\n");
  ASSERT_EQ(data.warnings.size(), 1u);
  EXPECT_NE(data.warnings[0].find("the column r1_error is not read; columns are time_s, r1_nm"),
            std::string::npos);
}

TEST(GrowthRegimeData, TheReferenceIsARow) {
  EXPECT_EQ(read(good).reference, 0u);
  EXPECT_EQ(read(good, "reference = \"1 min\"").reference, 1u);
  EXPECT_EQ(read(good, "reference = 200").reference, 2u);  // the nearest row
  const RegimeData last = read(good, "reference_row = 3");
  EXPECT_EQ(last.reference, 2u);
  EXPECT_EQ(last.reference_pair().r1_nm, 2.2);
  EXPECT_EQ(last.reference_pair().r2_nm, 1.9);
}

TEST(GrowthRegimeData, RefusesAReferenceOutsideTheData) {
  const Refused late = refused(good, "reference = \"10 min\"");
  EXPECT_EQ(late.message, "the reference is outside the data");
  EXPECT_EQ(late.found, "600 s");
  EXPECT_EQ(late.expected, "a time from 0 to 300 s");
  EXPECT_EQ(late.line, 4);
  EXPECT_EQ(late.code, ExitCode::usage);
  EXPECT_EQ(refused(good, "reference_row = 4").expected, "a row from 1 to 3");
  EXPECT_EQ(refused(good, "reference = 60\nreference_row = 2").message, "the reference is there twice");
  EXPECT_EQ(refused("r1_nm,r2_nm\n2,1.3\n2.1,1.6\n2.2,1.9\n", "reference = 60").message,
            "the table has no column time_s to look the reference up in");
}

TEST(GrowthRegimeData, RefusesWhatIsNoRadius) {
  const Refused negative = refused("r1_nm,r2_nm\n2,1.3\n2.1,-1.6\n2.2,1.9\n");
  EXPECT_EQ(negative.message, "a radius is not positive");
  EXPECT_EQ(negative.line, 3);
  EXPECT_EQ(negative.column, 5);
  EXPECT_EQ(negative.found, "-1.6");
  EXPECT_EQ(negative.code, ExitCode::data);
  EXPECT_EQ(refused("r1_nm,r2_nm\n2,1.3\nnan,1.6\n2.2,1.9\n").line, 3);
  EXPECT_EQ(refused("r1_nm,r2_nm,r1_err_nm\n2,1.3,0.1\n2.1,1.6,0\n2.2,1.9,0.1\n").message,
            "an error is not positive");
}

TEST(GrowthRegimeData, RefusesTablesThatCannotTell) {
  const Refused few = refused("r1_nm,r2_nm\n2,1.3\n2.1,1.6\n");
  EXPECT_EQ(few.message, "there are too few aliquots to determine an exponent");
  EXPECT_EQ(few.found, "2 rows");
  EXPECT_EQ(few.expected, "at least 3 rows");
  EXPECT_EQ(refused("r1_nm,r2_nm\n2,2\n2.1,2.1\n2.2,2.2\n").message,
            "both populations have the same radius in every row");
  const Refused swapped = refused("r1_nm,r2_nm\n1.3,2\n1.6,2.1\n1.9,2.2\n");
  EXPECT_EQ(swapped.message, "population 1 is not the larger one");
  EXPECT_EQ(swapped.found, "r1_nm is 0.753 times r2_nm on average");
  EXPECT_EQ(refused("r1_nm,r2_nm,r1_err_nm\n2,1.3,0.1\n2.1,1.6,0.1\n2.2,1.9,0.1\n", "").message,
            "only one population has errors");
  EXPECT_EQ(refused("r1_nm,radius_2\n2,1.3\n").line, 1);
}

TEST(GrowthRegimeData, RefusesTimeThatRunsBack) {
  const Refused back = refused("time_s,r1_nm,r2_nm\n0,2,1.3\n60,2.1,1.6\n30,2.2,1.9\n");
  EXPECT_EQ(back.message, "time runs back");
  EXPECT_EQ(back.line, 4);
  EXPECT_EQ(back.column, 1);
  EXPECT_EQ(back.found, "30");
  EXPECT_EQ(back.expected, "rows in the order of time, here 60 or later");
  EXPECT_EQ(read("time_s,r1_nm,r2_nm\n0,2,1.3\n60,2.1,1.6\n60,2.2,1.9\n").time_s[2],
            60);  // two aliquots at once
}

}  // namespace
}  // namespace nacre::study
