#include <gtest/gtest.h>

#include "figure_checks.hpp"
#include "nacre/ligands/onsager.hpp"
#include "shell_study.hpp"

namespace nacre::study {
namespace {

using Ids = std::vector<std::string>;

Ids ids(const std::vector<Figure>& figures) {
  Ids list;
  for (const Figure& figure : figures) list.push_back(figure_id(figure));
  return list;
}

std::vector<Figure> figures(const std::vector<std::string>& overrides) {
  const Study study = shell_study(overrides);
  return shell_figures(made_rows(study));
}

TEST(ShellFigures, AreSoundAndNumberedBySystem) {
  const auto list = figures({"shell.n_a=12", "shell.size=[[5, 5], [20, 20]]", "shell.chi_G=[4, -1, 2]"});
  expect_sound(list);
  EXPECT_EQ(ids(list), (Ids{"unlike-pairs", "patterns-1", "patterns-2", "clusters", "mean-cluster-area",
                            "areas-1", "areas-2", "equilibration"}));
}

TEST(ShellFigures, OfTheExactEngineAreOnePlot) {
  const auto list = figures({"shell.n_a=12", "shell.engine=exact", "shell.chi_G=[0, 1]"});
  expect_sound(list);
  EXPECT_EQ(ids(list), Ids{"unlike-pairs"});
}

TEST(ShellFigures, OfSeveralCompositionsAndLattices) {
  expect_sound(
      figures({"shell.n_a=[0, 12]", "shell.lattice=[\"square\", \"triangular\"]", "shell.size=[6, 6]"}));
}

TEST(ShellFigures, ExactIsALineAndSamplesArePointsInAscendingOrder) {
  const auto list = figures({"shell.n_a=12", "shell.size=[5, 5]", "shell.chi_G=[4, -1, 2]"});
  const Plot& plot = figure_of(list, "unlike-pairs");
  const Curve& exact = curve_of(plot, "5 × 5, n_a = 12, exact");
  const Curve& sampled = curve_of(plot, "5 × 5, n_a = 12");
  EXPECT_EQ(exact.mark, Mark::line);
  EXPECT_EQ(exact.x, (std::vector<double>{-1, 2, 4}));
  EXPECT_EQ(exact.y, (std::vector<double>{0.25 + 0.01 * 2, 0.25 + 0.01 * 4, 0.25}));
  EXPECT_EQ(sampled.mark, Mark::points);
  EXPECT_EQ(sampled.y_error, (std::vector<double>{0.011, 0.011, 0.011}));
  EXPECT_EQ(sampled.color, exact.color) << "one system, one color";
}

TEST(ShellFigures, ClusterPlotsHaveBandsOfOneStandardError) {
  const auto list = figures({"shell.n_a=12", "shell.size=[5, 5]", "shell.chi_G=[4, -1, 2]"});
  for (const auto& [id, mean, error] :
       {std::tuple{"clusters", 0.2, 0.012}, {"mean-cluster-area", 0.4 / 12.5, 0.014 / 12.5}}) {
    const auto& curves = figure_of(list, id).curves;
    ASSERT_EQ(curves.size(), 3u) << id;
    EXPECT_EQ(curves[0].mark, Mark::band);
    EXPECT_EQ(curves[0].x, (std::vector<double>{-1, 2, 4}));
    EXPECT_DOUBLE_EQ(curves[0].y_low[1], mean - error) << id;
    EXPECT_DOUBLE_EQ(curves[0].y_high[1], mean + error) << id;
    EXPECT_EQ(curves[1].mark, Mark::line);
    EXPECT_EQ(curves[2].mark, Mark::points);
    EXPECT_DOUBLE_EQ(curves[2].y[2], mean) << id;
    EXPECT_DOUBLE_EQ(curves[2].y_error[0], error) << id;
  }
}

TEST(ShellFigures, NameTheEngineWhereAStudyHasTwo) {
  const auto list =
      figures({"shell.n_a=12", "shell.size=[5, 5]", "shell.engine=[\"plain\", \"multi-spin\"]"});
  const Plot& plot = figure_of(list, "unlike-pairs");
  EXPECT_EQ(curve_of(plot, "5 × 5, n_a = 12, plain").color,
            curve_of(plot, "5 × 5, n_a = 12, multi-spin").color);
  expect_sound(list);
}

TEST(ShellFigures, InfiniteLatticeIsDrawnForEquimolarSquaresAlone) {
  const char* const label = "infinite lattice (Onsager)";
  const auto equimolar = figures({"shell.n_a=12", "shell.size=[5, 5]", "shell.chi_G=[-2, 6]"});
  const Curve& curve = curve_of(figure_of(equimolar, "unlike-pairs"), label);
  EXPECT_EQ(curve.x.front(), -2);
  EXPECT_EQ(curve.x.back(), 6);
  for (std::size_t i = 0; i < curve.x.size(); i += 50)
    EXPECT_EQ(curve.y[i], ligands::infinite_unlike_fraction(curve.x[i]));
  for (const char* other : {"shell.n_a=10", "shell.lattice=triangular"}) {
    const auto list = figures({"shell.n_a=12", "shell.size=[5, 5]", other});
    EXPECT_THROW(curve_of(figure_of(list, "unlike-pairs"), label), std::out_of_range) << other;
  }
}

TEST(ShellFigures, GalleryThinsALongScanButKeepsItsEnds) {
  std::string scan = "shell.chi_G=[0";
  for (int i = 1; i <= 30; ++i) scan += ", " + std::to_string(i);
  const auto list = figures({"shell.n_a=12", "shell.size=[5, 5]", "shell.engine=plain", scan + "]"});
  const auto& pictures = figure_of<Gallery>(list, "patterns-1").pictures;
  ASSERT_EQ(pictures.size(), 16u);
  EXPECT_EQ(pictures[0].title, "χ_G = 0 RT: clustered");
  EXPECT_EQ(pictures[1].title, "χ_G = 2 RT: clustered");
  EXPECT_EQ(pictures[15].title, "χ_G = 30 RT: clustered");
  EXPECT_EQ(figure_of(list, "areas-1").curves.size(), 6u);
}

TEST(ShellFigures, AreasStandInTheMiddleOfTheirDoublings) {
  const auto list = figures({"shell.n_a=12", "shell.size=[5, 5]"});
  const Curve& curve = figure_of(list, "areas-1").curves.front();
  ASSERT_EQ(curve.x.size(), 2u) << "the empty interval has no logarithm";
  EXPECT_NEAR(curve.x[0], std::sqrt(2), 1e-12);
  EXPECT_NEAR(curve.x[1], 4 * std::sqrt(2), 1e-12);
  EXPECT_EQ(curve.y, (std::vector<double>{1.1, 1.3}));
}

TEST(ShellFigures, EquilibrationShowsTheSlowestRow) {
  const auto list =
      figures({"shell.n_a=12", "shell.size=[5, 5]", "shell.engine=plain", "shell.chi_G=[3, 7, 1]"});
  const Plot& plot = figure_of(list, "equilibration");
  ASSERT_EQ(plot.curves.size(), 2u);
  EXPECT_EQ(plot.curves[0].label, "5 × 5, χ_G = 1 RT") << "the last row was made the slowest";
  EXPECT_EQ(plot.curves[0].y, (std::vector<double>{4.1, 4.2}));
  EXPECT_EQ(plot.curves[1].y, (std::vector<double>{5.1, 5.2}));
  EXPECT_NE(plot.caption.find("12345678901 (5 × 5) sweeps."), std::string::npos) << plot.caption;
}

}  // namespace
}  // namespace nacre::study
