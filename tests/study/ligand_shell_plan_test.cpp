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
  EXPECT_EQ(plan({"shell.n_a=60"}), (List{"11x11 exact 60", "11x11 multi-spin 60"}));
  EXPECT_EQ(plan({"shell.n_a=60", "shell.engine=exact"}), List{"11x11 exact 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.engine=plain"}), List{"11x11 plain 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.engine=multi-spin"}), List{"11x11 multi-spin 60"});
}

TEST(ShellPlan, AutoTakesMultiSpinWhereExactCannot) {
  EXPECT_EQ(plan({"shell.n_a=60", "shell.size=[12, 12]"}), List{"12x12 multi-spin 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.size=[11, 12]"}), List{"11x12 multi-spin 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.lattice=triangular"}), List{"11x11 multi-spin 60"});
  EXPECT_EQ(plan({"shell.n_a=60", "shell.size=[40, 3]"}), (List{"40x3 exact 60", "40x3 multi-spin 60"}));
  EXPECT_EQ(plan({"shell.n_a=500000", "shell.size=[1001, 1001]"}), List{"1001x1001 multi-spin 500000"});
}

// Of 144 sites 4 make unlike 5.4 % of the pairs of sites, 3 make 4.1 %.
TEST(ShellPlan, AutoTakesPlainWhereALigandIsRare) {
  EXPECT_EQ(plan({"shell.n_a=[3, 4, 140, 141]", "shell.size=[12, 12]"}),
            (List{"12x12 plain 3", "12x12 multi-spin 4", "12x12 multi-spin 140", "12x12 plain 141"}));
}

const List particle{"shell.lattice=surface", "particle.diameter=2 nm", "particle.centre=octahedral-hole"};

List with(List overrides, const List& more) {
  overrides.insert(overrides.end(), more.begin(), more.end());
  return overrides;
}

TEST(ShellPlan, CasesOfOneParticleShareItsSurface) {
  const Study study = shell_study(with(particle, {"shell.n_a=20", "shell.chi_G=[0, 2]"}));
  const auto rows = plan_shell_rows(study);
  ASSERT_EQ(rows.size(), 2u);
  ASSERT_NE(rows[0].surface, nullptr);
  EXPECT_EQ(rows[0].surface, rows[1].surface);
  EXPECT_EQ(rows[0].engine, "multi-spin");
  EXPECT_EQ(rows[0].sites(), static_cast<int>(rows[0].surface->sites.sites()));
  EXPECT_EQ(rows[0].coordination(), rows[0].surface->sites.mean_coordination());
  EXPECT_EQ(rows[1].w_RT(), 2 / rows[1].coordination());
  EXPECT_EQ(rows[0].system(), "2 nm particle");
  const Study two = shell_study(with(particle, {"shell.n_a=20", "particle.diameter=[\"2 nm\", \"2.4 nm\"]"}));
  const auto others = plan_shell_rows(two);
  ASSERT_EQ(others.size(), 2u);
  EXPECT_NE(others[0].surface, others[1].surface);
  EXPECT_GT(others[1].sites(), others[0].sites());
}

std::vector<ShellBlock> blocks(const List& overrides) {
  const Study study = shell_study(overrides);
  return shell_blocks(plan_shell_rows(study));
}

TEST(ShellBlocks, HoldTheRowsOfOneLatticeTheLargestFirst) {
  EXPECT_EQ(blocks({"shell.n_a=12", "shell.size=[[5, 5], [20, 20], [6, 6]]", "shell.engine=multi-spin",
                    "shell.chi_G=[-1, 2.5]"}),
            (std::vector<ShellBlock>{{2, 3}, {4, 5}, {0, 1}}))
      << "numbers of rows";
  EXPECT_EQ(blocks({"shell.n_a=12", "shell.size=[5, 5]", "shell.chi_G=[-1, 2.5]"}),
            (std::vector<ShellBlock>{{1, 3}}))
      << "without those of the exact engine";
  EXPECT_TRUE(blocks({"shell.n_a=12", "shell.engine=plain"}).empty());
}

TEST(ShellBlocks, SplitEvenlyBeyondSixteenRows) {
  std::string scan = "shell.chi_G=[0";
  for (int i = 1; i < 35; ++i) scan += ", " + std::to_string(i);
  const auto list = blocks({"shell.n_a=60", "shell.size=[12, 12]", scan + "]"});
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].size(), 11u);
  EXPECT_EQ(list[1].size(), 12u);
  EXPECT_EQ(list[2].size(), 12u);
  EXPECT_EQ(list[2].back(), 34u);
}

// 2 n_a n_b / (N (N - 1)) between a half and a quarter, and below.
TEST(ShellBlocks, KeepCompositionsOfSimilarWorkTogether) {
  EXPECT_EQ(blocks({"shell.n_a=[72, 40, 10, 120, 134]", "shell.size=[12, 12]"}),
            (std::vector<ShellBlock>{{2, 4}, {1, 3}, {0}}));
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
        Refused{"no_particle",
                {"shell.n_a=1", "shell.lattice=surface"},
                "a surface needs the particle that it belongs to",
                "no [particle] diameter"},
        Refused{"idle_particle",
                {"shell.n_a=1", "particle.diameter=3 nm"},
                "no case of the study uses the particle",
                "lattice = \"square\""},
        Refused{"exact_surface",
                {"shell.n_a=1", "shell.lattice=surface", "particle.diameter=3 nm", "shell.engine=exact"},
                "the exact engine does not take this lattice",
                "the surface of a particle"},
        Refused{"crowded_surface",
                {"shell.n_a=10000", "shell.lattice=surface", "particle.diameter=2 nm"},
                "there are more ligands A than sites",
                "10000"},
        Refused{
            "no_neighbours",
            {"shell.n_a=1", "shell.lattice=surface", "particle.diameter=1.25 nm", "particle.shell=0.01 nm"},
            "no two binding sites of this particle are neighbours",
            "6 sites"},
        Refused{"short_neighbour_distance",
                {"shell.n_a=1", "shell.lattice=surface", "particle.diameter=3 nm",
                 "particle.neighbor_distance=0.3 nm"},
                "no two binding sites of this particle are neighbours",
                "90 sites"},
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
