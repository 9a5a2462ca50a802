#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "study/assembly_sample.hpp"

namespace nacre::study {
namespace {

const Plot* plot_of(const std::vector<Figure>& figures, const std::string& id) {
  for (const Figure& figure : figures)
    if (const auto* plot = std::get_if<Plot>(&figure); plot && plot->id == id) return plot;
  return nullptr;
}

TEST(AssemblyFigures, OfOneCaseTellTheWholeStory) {
  const std::vector<Figure> figures = assembly_figures({test::sample_case()});
  EXPECT_TRUE(std::holds_alternative<ParticleGallery>(figures.at(0)));
  for (const char* id : {"crystalline", "crystalline-packing", "nucleus", "energy", "pressure", "packing",
                         "temperature", "gr", "sq", "msd", "local-density"})
    EXPECT_NE(plot_of(figures, id), nullptr) << id;
  EXPECT_EQ(plot_of(figures, "gr")->curves.size(), 4u);
  EXPECT_EQ(plot_of(figures, "local-density")->curves.size(), 3u);
  EXPECT_GT(plot_of(figures, "gr")->curves[0].x[0], 0.6);  // there is nothing at small distances
}

TEST(AssemblyFigures, LogarithmicAxesHoldWhatIsPositive) {
  const std::vector<Figure> figures = assembly_figures({test::sample_case()});
  for (const Curve& curve : plot_of(figures, "msd")->curves) {
    EXPECT_EQ(curve.x.size(), 49u);
    for (std::size_t i = 0; i < curve.x.size(); ++i) EXPECT_GT(std::min(curve.x[i], curve.y[i]), 0);
  }
}

TEST(AssemblyFigures, DensitiesAreShares) {
  const std::vector<Figure> figures = assembly_figures({test::sample_case()});
  for (const Curve& curve : plot_of(figures, "local-density")->curves) {
    double sum = 0;
    for (const double y : curve.y) sum += 0.05 * y;
    EXPECT_NEAR(sum, 1, 1e-9);
  }
}

TEST(AssemblyFigures, OfManyCasesShowAsManyAsCanBeToldApart) {
  std::vector<AssemblyCase> cases(20, test::sample_case(4));
  for (std::size_t i = 0; i < cases.size(); ++i) cases[i].label = "seed " + std::to_string(i + 1);
  const std::vector<Figure> figures = assembly_figures(cases);
  const Plot* plot = plot_of(figures, "crystalline");
  ASSERT_EQ(plot->curves.size(), 7u);
  EXPECT_EQ(plot->curves.front().label, "seed 1, crystalline");
  EXPECT_EQ(plot->curves.back().label, "seed 20, crystalline");
  EXPECT_EQ(plot_of(figures, "gr")->curves.size(), 7u);
}

TEST(AssemblyFigures, LongTablesAreThinned) {
  AssemblyCase one = test::sample_case(4);
  for (int i = 201; i < 20'000; ++i) one.thermo.push_back({.step = i * 1000, .time = 1.8 * i, .pressure = 1});
  const std::vector<Figure> figures = assembly_figures({one});
  EXPECT_LE(plot_of(figures, "pressure")->curves[0].x.size(), 800u);
  EXPECT_EQ(plot_of(figures, "pressure")->curves[0].x.back(), 1.8 * 19'999);
}

TEST(AssemblyFigures, SurviveCasesWithoutAnything) {
  EXPECT_TRUE(assembly_figures({}).empty());
  EXPECT_TRUE(assembly_figures({AssemblyCase{}, AssemblyCase{}}).empty());
  std::set<std::string> ids;
  for (const Figure& figure : assembly_figures({test::sample_case()}))
    std::visit([&](const auto& one) { EXPECT_TRUE(ids.insert(one.id).second); }, figure);
}

}  // namespace
}  // namespace nacre::study
