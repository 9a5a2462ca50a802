#include <algorithm>

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsTables, OneRowAFrame) {
  const AnalysedSaxs analysed(6);
  const Table table = saxs_frames_table(analysed.list);
  ASSERT_EQ(table.rows.size(), 6u);
  std::vector<std::string> names;
  for (const Column& column : table.columns) names.push_back(column.name);
  const std::vector<std::string> begin{"frame_name", "time_s", "radius_nm", "radius_err_nm"};
  EXPECT_TRUE(std::equal(begin.begin(), begin.end(), names.begin()));
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), names.size());
  EXPECT_EQ(std::get<double>(table.rows[3][1]), 20);
  EXPECT_EQ(std::get<double>(table.rows[3][2]), analysed->record(3).derived[0]);
}

TEST(SaxsTables, CurveAndArraysHoldDataAndFit) {
  const AnalysedSaxs analysed(1);
  const Table curve = saxs_curve_table(*analysed.operator->());
  EXPECT_EQ(curve.rows.size(), 60u);
  double chi2 = 0;
  for (const auto& row : curve.rows) chi2 += std::pow(std::get<double>(row[4]), 2);
  EXPECT_NEAR(chi2, analysed->fits.front().chi2, 1e-6);
  const std::vector<Array> arrays = saxs_arrays(analysed.list);
  const auto fit = std::ranges::find(arrays, "patterns/fit", &Array::name);
  ASSERT_NE(fit, arrays.end());
  EXPECT_EQ(fit->shape, (std::vector<std::size_t>{1, 60}));
  EXPECT_EQ(fit->unit, "1/cm");
}

TEST(SaxsTables, CasesSideBySide) {
  const AnalysedSaxs both(3, "", "mode = [\"independent\", \"sequential\"]\n");
  const Table table = saxs_frames_table(both.list);
  EXPECT_EQ(table.rows.size(), 6u);
  EXPECT_EQ(table.columns.front().name, "mode");
  EXPECT_EQ(std::get<std::string>(table.rows[5][0]), "sequential");
}

}  // namespace
}  // namespace nacre::study
