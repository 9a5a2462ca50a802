#include <algorithm>

#include "nacre/study/titration_output.hpp"
#include "titration_study.hpp"

namespace nacre::study {
namespace {

double number(const Table& table, std::size_t row, const std::string& column) {
  const auto at = std::ranges::find(table.columns, column, &Column::name) - table.columns.begin();
  return std::get<double>(table.rows[row][static_cast<std::size_t>(at)]);
}

void expect_whole(const Table& table) {
  for (const auto& row : table.rows) EXPECT_EQ(row.size(), table.columns.size()) << table.name;
}

TEST(TitrationTables, InjectionsHoldFitAndResidual) {
  const TempFolder folder;
  const TitrationAnalysis analysis = analysed(made_titration_study(folder, {"data.skip=1"}));
  const Table table = injection_table(analysis);
  expect_whole(table);
  ASSERT_EQ(table.rows.size(), 20u);
  EXPECT_EQ(std::get<std::string>(table.rows[0].back()), "no");
  EXPECT_EQ(std::get<std::string>(table.rows[1].back()), "yes");
  EXPECT_NEAR(number(table, 5, "residual_uJ"), number(table, 5, "fit_uJ") - number(table, 5, "heat_uJ"),
              1e-9);
  EXPECT_NEAR(number(table, 5, "residual_uJ"), 0, 1e-3);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(table.rows[0][8])) << "no blank";
}

TEST(TitrationTables, TitrationsHoldConditionsAndThermodynamics) {
  const TempFolder folder;
  const Table table = titration_table(analysed(made_titration_study(folder)));
  expect_whole(table);
  EXPECT_EQ(number(table, 0, "temperature_K"), 300);
  EXPECT_NEAR(number(table, 0, "dS_J_molK"), -40, 1e-3);
  EXPECT_NEAR(number(table, 0, "n"), 0.6, 1e-5);
}

TEST(TitrationTables, DisplacementMarksTheReportedConvention) {
  const TempFolder folder;
  const Table table =
      displacement_table(analysed(made_titration_study(folder, {"model.displacement=origin"})));
  expect_whole(table);
  ASSERT_EQ(table.rows.size(), 4u);
  for (const auto& row : table.rows)
    EXPECT_EQ(std::get<std::string>(row[1]), std::get<std::string>(row[0]) == "origin" ? "yes" : "no");
}

TEST(TitrationTables, IntervalsSideBySide) {
  const TempFolder folder;
  const Table table =
      interval_table(analysed(made_titration_study(folder), {.intervals = "both", .replicas = 40}));
  expect_whole(table);
  ASSERT_EQ(table.rows.size(), 3u);
  for (std::size_t row = 0; row < 3; ++row) {
    EXPECT_LT(number(table, row, "profile_low"), number(table, row, "profile_high"));
    EXPECT_LT(number(table, row, "bootstrap_low"), number(table, row, "bootstrap_high"));
  }
}

}  // namespace
}  // namespace nacre::study
