// The kind growth: what it refuses, and its result as a whole.
#include <algorithm>
#include <cmath>

#include "figure_checks.hpp"
#include "growth_study.hpp"

namespace nacre::study {
namespace {

TEST(Growth, AStudyRunsToAWholeResult) {
  const TempFolder folder;
  const StudyResult result =
      run_kind(growth_study(folder, {"adsorption.exponent=[0, 4]", "output.frames=4"}));
  EXPECT_TRUE(result.converged);
  ASSERT_EQ(result.tables.size(), 3u);
  EXPECT_EQ(result.tables[1].name, "course");
  EXPECT_EQ(result.tables[2].name, "distributions");
  expect_sound(result.figures);
  for (const Quantity& one : result.quantities) EXPECT_TRUE(std::isfinite(one.value)) << one.name;
  EXPECT_TRUE(result.warnings.empty());
}

TEST(Growth, EveryQuantityAndTableIsAnnounced) {
  const TempFolder folder;
  const Study study = growth_study(folder);
  const StudyResult result = run_kind(study);
  std::string announced;
  for (const Output& one : study.kind->quantities) announced += std::string(one.name) + ", ";
  for (const Quantity& one : result.quantities)
    EXPECT_NE(announced.find(one.name + ","), std::string::npos) << one.name;
  for (const Table& one : result.tables)
    EXPECT_TRUE(std::ranges::any_of(study.kind->tables, [&](const Output& o) { return o.name == one.name; }));
}

TEST(Growth, RefusesAFitWithoutData) {
  const TempFolder folder;
  const Study study = growth_study(folder, {"adsorption.exponent=fit"});
  EXPECT_EQ(message_of([&] { study.kind->check(study); }),
            "adsorption.exponent is to be fitted, but there is no [data]");
}

TEST(Growth, ChecksEveryCase) {
  const TempFolder folder;
  const Study study = growth_study(folder, {"material.solubility=[\"3e-4 mol/m3\", \"25 mol/m3\"]"});
  EXPECT_EQ(message_of([&] { study.kind->check(study); }),
            "the solution never becomes supersaturated: S stays below 1");
}

TEST(Growth, TheExampleRunsAsItIs) {
  const TempFolder folder;
  const Kind& kind = *growth_study(folder).kind;
  const Study study = read_study(folder.write("example.toml", example_study(kind)));
  const StudyResult result = run_kind(study);
  EXPECT_EQ(study.cases.size(), 3u) << "exponents side by side";
  EXPECT_TRUE(result.warnings.empty());
}

}  // namespace
}  // namespace nacre::study
