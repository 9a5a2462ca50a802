// The kind titration-plan.
#include <algorithm>

#include "figure_checks.hpp"
#include "nacre/io/hdf5.hpp"
#include "nacre/study/registry.hpp"
#include "titration_study.hpp"

namespace nacre::study {
namespace {

TEST(TitrationPlan, ShippedStudyHasTableFiguresAndHeadline) {
  const StudyResult result = run_kind(
      read_study(shipped("plan-titration"), {"plan.injections=[25]", "cell.concentration=[2, 6, 60]"}));
  expect_sound(result.figures);
  EXPECT_EQ(result.figures.size(), 3u);
  EXPECT_TRUE(result.headline.starts_with("Best of ")) << result.headline;
  const Table& plan = result.tables.at(0);
  for (const auto& row : plan.rows) EXPECT_EQ(row.size(), plan.columns.size());
  EXPECT_EQ(std::get<std::int64_t>(plan.rows[0][0]), 1);
  EXPECT_TRUE(std::holds_alternative<std::monostate>(plan.rows.back()[7])) << "sites that are never reached";
}

TEST(TitrationPlan, ABestDesignAtTheEndOfAListIsReported) {
  const StudyResult result =
      run_kind(read_study(shipped("plan-titration"), {"plan.injections=[25]", "cell.concentration=[2, 3]",
                                                      "syringe.concentration=[20, 30, 500]"}));
  EXPECT_TRUE(result.headline.ends_with(" It has the largest [cell] concentration of the list."))
      << result.headline;
  EXPECT_TRUE(result.warnings.empty());
}

TEST(TitrationPlan, RefusesPartsOfInjections) {
  const Study study = read_study(shipped("plan-titration"), {"plan.injections=[20.5]"});
  EXPECT_EQ(message_of([&] { study.kind->check(study); }), "a number of injections is not whole");
}

TEST(TitrationPlan, NoDesignAtAllIsAnError) {
  const Study study = read_study(shipped("plan-titration"), {"cell.concentration=5000", "guess.n=1",
                                                             "plan.dilution=constant", "guess.dG=-60"});
  const std::string message = message_of([&] { run_kind(study); });
  EXPECT_TRUE(message == "no design determines dH, dG and n") << message;
}

}  // namespace
}  // namespace nacre::study
