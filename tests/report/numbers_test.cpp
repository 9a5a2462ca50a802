#include "nacre/report/numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "nacre/report/cases.hpp"
#include "nacre/report/correlations.hpp"

namespace nacre::report {
namespace {

TEST(ValueText, SplitsValueAndUncertainty) {
  EXPECT_EQ(value_text(3.60123, 0.76).value, "3.60");
  EXPECT_EQ(value_text(3.60123, 0.76).error, "0.76");
  EXPECT_EQ(value_text(15.4, no_value).value, "15.4");
  EXPECT_EQ(value_text(15.4, no_value).error, "");
  EXPECT_EQ(value_with_error(3.60123, 0.76), "3.60 ± 0.76");
  EXPECT_EQ(value_with_error(15.4, no_value), "15.4");
}

TEST(ValueText, FourDigitsOfWhatHasNoError) {
  EXPECT_EQ(value_text(29.19443817, no_value).value, "29.19");
  EXPECT_EQ(value_text(-4.628491734, no_value).value, "-4.628");
  EXPECT_EQ(value_text(0.000123456789, 0).value, "0.0001235");
  EXPECT_EQ(value_text(1234.56789, no_value).value, "1235") << "no digit before the point is lost";
  EXPECT_EQ(value_text(54321.98765, no_value).value, "54322");
  EXPECT_EQ(value_text(999999.875321, no_value).value, "1e+06");
  EXPECT_EQ(value_text(NAN, no_value).value, "nan");
}

TEST(ValueText, CountsAndGivenNumbersStay) {
  EXPECT_EQ(value_text(12345, no_value).value, "12345");
  EXPECT_EQ(value_text(303.15, no_value).value, "303.15");
  EXPECT_EQ(value_text(0.1 + 0.2, no_value).value, "0.3") << "rounding of the machine is no digit";
}

TEST(IntervalText, RoundsLikeItsHalfWidth) {
  EXPECT_EQ(interval_text({{2.93999, 4.46001}}), "2.94 to 4.46");
  EXPECT_EQ(interval_text({{-1.25, 100.75}}), "-1 to 101");
  EXPECT_EQ(interval_text({}), "");
}

TEST(IntervalText, NamesOpenEnds) {
  EXPECT_EQ(interval_text({{2.5, no_value}}), "at least 2.5");
  EXPECT_EQ(interval_text({{-INFINITY, 2.5}}), "at most 2.5");
  EXPECT_EQ(interval_text({{no_value, no_value}}), "");
}

TEST(PercentText, IsOfTheMagnitude) {
  EXPECT_EQ(percent_text(-2, 0.5), "25 %");
  EXPECT_EQ(percent_text(3.6, 0.76), "21 %");
  EXPECT_EQ(percent_text(0, 0.5), "");
  EXPECT_EQ(percent_text(2, no_value), "");
}

TEST(BoundsText, NamesWhatIsBounded) {
  EXPECT_EQ(bounds_text(0, 50), "0 to 50");
  EXPECT_EQ(bounds_text(-INFINITY, 50), "at most 50");
  EXPECT_EQ(bounds_text(1e-9, INFINITY), "at least 1e-09");
  EXPECT_EQ(bounds_text(-INFINITY, INFINITY), "none");
}

TEST(ParameterState, TiedBeforeFixedBeforeAtABound) {
  FitParameterRow row;
  EXPECT_EQ(parameter_state(row), "");
  row.at_bound = true;
  EXPECT_EQ(parameter_state(row), "at a bound");
  row.fixed = true;
  EXPECT_EQ(parameter_state(row), "fixed");
  row.tie = "= 2 a";
  EXPECT_EQ(parameter_state(row), "= 2 a");
}

TEST(CaseText, JoinsNumbersAndTexts) {
  EXPECT_EQ(case_text({{"chi_G", "3.4 RT"}, {"exponent", 2.0}}), "chi_G = 3.4 RT, exponent = 2");
  EXPECT_EQ(case_text({}), "");
}

TEST(GroupCases, MakesOneRowACaseAndOneColumnAName) {
  const CaseLabel first{{"n", 2.0}}, second{{"n", 3.0}};
  const std::vector<Quantity> quantities{{"free", 1.0},
                                         {"a", 10, no_value, {}, "nm", "", first},
                                         {"b", 11, no_value, {}, "", "", first},
                                         {"b", 21, no_value, {}, "", "", second}};
  const CaseTable table = group_cases(quantities);
  EXPECT_EQ(table.keys, std::vector<std::string>{"n"});
  ASSERT_EQ(table.columns.size(), 2u);
  EXPECT_EQ(table.columns[0]->unit, "nm");
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].quantities[0]->value, 10);
  EXPECT_EQ(table.rows[1].quantities[0], nullptr);
  EXPECT_EQ(table.rows[1].quantities[1]->value, 21);
}

TEST(GroupCases, KnowsKeysThatOnlySomeCasesHave) {
  const std::vector<Quantity> quantities{{"a", 1, no_value, {}, "", "", {{"n", 2.0}}},
                                         {"a", 2, no_value, {}, "", "", {{"m", "x"}, {"n", 3.0}}}};
  const CaseTable table = group_cases(quantities);
  EXPECT_EQ(table.keys, (std::vector<std::string>{"n", "m"}));
  EXPECT_EQ(case_value(table.rows[0].label, "m"), "");
  EXPECT_EQ(case_value(table.rows[1].label, "m"), "x");
}

TEST(NotableCorrelations, AreOverATenthStrongestFirst) {
  FitSummary fit;
  fit.free_names = {"a", "b", "c"};
  fit.correlations = {1, 0.11, 0.1, 0.11, 1, -0.97, 0.1, -0.97, 1};
  const auto found = notable_correlations(fit);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].first + found[0].second, "bc");
  EXPECT_EQ(correlation_text(found[0].value), "-0.970");
  EXPECT_EQ(found[1].first + found[1].second, "ab");
}

TEST(NotableCorrelations, IgnoreMissingValues) {
  FitSummary fit;
  fit.free_names = {"a", "b"};
  EXPECT_TRUE(notable_correlations(fit).empty());
  fit.correlations = {1, no_value, no_value, 1};
  EXPECT_TRUE(notable_correlations(fit).empty());
}

}  // namespace
}  // namespace nacre::report
