#include <gtest/gtest.h>

#include "shell_study.hpp"

namespace nacre::study {
namespace {

// "nx x ny engine n_a" of every row.
std::vector<std::string> plan(const std::vector<std::string>& overrides) {
  std::vector<std::string> list;
  const Study study = shell_study(overrides);
  for (const ShellRow& row : plan_shell_rows(study))
    list.push_back(std::to_string(row.nx) + "x" + std::to_string(row.ny) + " " + row.engine + " " +
                   std::to_string(row.n_a));
  return list;
}

using List = std::vector<std::string>;

ErrorParts refusal(const std::vector<std::string>& overrides) {
  try {
    plan(overrides);
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ExitCode::usage);
    return error.parts();
  }
  return {.message = "no error"};
}

TEST(ShellPlan, AutoTakesBothEnginesWhereItCan) {
  EXPECT_EQ(plan({"shell.n_a=60"}), (List{"11x11 exact 60", "11x11 plain 60"}));
  EXPECT_EQ(plan({"shell.n_a=60", "shell.engine=exact"}), List{"11x11 exact 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.engine=plain"}), List{"11x11 plain 60"});
}

TEST(ShellPlan, AutoTakesPlainWhereExactCannot) {
  EXPECT_EQ(plan({"shell.n_a=60", "shell.size=[12, 12]"}), List{"12x12 plain 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.size=[11, 12]"}), List{"11x12 plain 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.lattice=triangular"}), List{"11x11 plain 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.size=[40, 3]"}), (List{"40x3 exact 60", "40x3 plain 60"}));
}

TEST(ShellPlan, RowsAreNumberedThroughAllCases) {
  const Study study = shell_study({"shell.n_a=12", "shell.size=[[5, 5], [20, 20]]", "shell.chi_G=[-1, 2.5]"});
  const auto rows = plan_shell_rows(study);
  ASSERT_EQ(rows.size(), 6u);
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].index, i);
  EXPECT_EQ(rows[3].one, &study.cases[1]);
  EXPECT_EQ(rows[3].chi_G_RT, 2.5);
  EXPECT_EQ(rows[3].w_RT(), 0.625) << "four neighbours share chi_G";
  EXPECT_EQ(rows[5].nx, 20);
}

TEST(ShellPlan, TriangularSitesHaveSixNeighbours) {
  const Study study = shell_study({"shell.n_a=12", "shell.lattice=triangular", "shell.chi_G=3"});
  EXPECT_EQ(plan_shell_rows(study).front().w_RT(), 0.5);
}

TEST(ShellPlan, FractionsMeetWholeNumbers) {
  EXPECT_EQ(plan({"shell.x_a=0.25", "shell.size=[6, 6]", "shell.engine=exact"}), List{"6x6 exact 9"});
  EXPECT_EQ(plan({"shell.x_a=0.12", "shell.size=[5, 5]", "shell.engine=exact"}), List{"5x5 exact 3"})
      << "0.12 x 25 is not 3 in binary";
  EXPECT_EQ(plan({"shell.x_a=0", "shell.engine=exact"}), List{"11x11 exact 0"});
  EXPECT_EQ(plan({"shell.x_a=1", "shell.engine=exact"}), List{"11x11 exact 121"});
}

TEST(ShellPlan, RoundsOnlyWhenAsked) {
  const List half{"shell.x_a=0.5", "shell.engine=exact"};
  const auto with = [&half](const char* rounding) {
    List list = half;
    list.emplace_back(rounding);
    return plan(list);
  };
  EXPECT_EQ(with("shell.rounding=down"), List{"11x11 exact 60"});
  EXPECT_EQ(with("shell.rounding=up"), List{"11x11 exact 61"});
  const ErrorParts parts = refusal(half);
  EXPECT_EQ(parts.message, "no whole number of 121 sites has this mole fraction");
  EXPECT_EQ(parts.found, "0.5");
  EXPECT_EQ(parts.expected,
            "a fraction that a whole number meets: the nearest are 60/121 = 0.495868 and 61/121 = 0.504132");
  EXPECT_EQ(parts.hint, "rounding = \"down\" or \"up\" takes one of them");
}

struct Refused {
  const char* name;
  List overrides;
  const char* message;
  const char* found;
};

class RefusedShell : public testing::TestWithParam<Refused> {};

TEST_P(RefusedShell, BeforeAnythingRuns) {
  const ErrorParts parts = refusal(GetParam().overrides);
  EXPECT_EQ(parts.message, GetParam().message);
  EXPECT_EQ(parts.found, GetParam().found);
  EXPECT_FALSE(parts.place.file.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedShell,
    testing::Values(
        Refused{"neither", {}, "the composition needs one of n_a and x_a", "neither"},
        Refused{
            "both", {"shell.n_a=60", "shell.x_a=0.5"}, "the composition needs one of n_a and x_a", "both"},
        Refused{
            "crowded", {"shell.n_a=26", "shell.size=[5, 5]"}, "there are more ligands A than sites", "26"},
        Refused{
            "short_side", {"shell.n_a=1", "shell.size=[2, 9]"}, "a side is too short or too long", "2 x 9"},
        Refused{"long_side",
                {"shell.n_a=1", "shell.size=[9, 1002]"},
                "a side is too short or too long",
                "9 x 1002"},
        Refused{"surface",
                {"shell.n_a=1", "shell.lattice=surface"},
                "shells on the surface of a built nanocrystal are not there yet",
                "surface"},
        Refused{"multi_spin",
                {"shell.n_a=1", "shell.engine=multi-spin"},
                "the multi-spin engine is not there yet",
                "multi-spin"},
        Refused{"exact_large",
                {"shell.n_a=1", "shell.engine=exact", "shell.size=[12, 12]"},
                "the exact engine does not take this lattice",
                "12 x 12 square"},
        Refused{"exact_triangular",
                {"shell.n_a=1", "shell.engine=exact", "shell.lattice=triangular"},
                "the exact engine does not take this lattice",
                "11 x 11 triangular"}),
    [](const auto& which) { return which.param.name; });

}  // namespace
}  // namespace nacre::study
