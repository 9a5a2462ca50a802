#include <set>

#include "saxs_study.hpp"

namespace nacre::study {
namespace {

TEST(SaxsFigures, OfACurve) {
  const AnalysedSaxs single(1);
  const std::vector<Figure> figures = saxs_figures(single.list);
  ASSERT_EQ(figures.size(), 3u);
  EXPECT_EQ(std::get<Plot>(figures[0]).id, "curve");
  EXPECT_EQ(std::get<Plot>(figures[0]).curves.size(), 2u);
  EXPECT_EQ(std::get<CorrelationMap>(figures[2]).names.size(), 4u);
}

TEST(SaxsFigures, OfASeries) {
  const AnalysedSaxs series(20);
  const std::vector<Figure> figures = saxs_figures(series.list);
  const FrameMap& map = std::get<FrameMap>(figures.front());
  EXPECT_NO_THROW(check(map));
  EXPECT_EQ(map.frames.size(), 20u);
  EXPECT_EQ(map.slider.unit, "s");
  EXPECT_EQ(figures.size(), 7u);
  EXPECT_EQ(std::get<Plot>(figures[1]).id, "radius");
}

TEST(SaxsFigures, CasesHaveTheirOwn) {
  const AnalysedSaxs both(10, "", "mode = [\"independent\", \"sequential\"]\n");
  std::set<std::string> ids;
  for (const Figure& figure : saxs_figures(both.list))
    std::visit([&](const auto& one) { ids.insert(one.id); }, figure);
  EXPECT_EQ(ids.size(), 14u);
}

}  // namespace
}  // namespace nacre::study
