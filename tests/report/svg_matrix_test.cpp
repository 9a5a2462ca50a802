#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "nacre/report/svg.hpp"
#include "report/xml_reader.hpp"

namespace nacre::report {
namespace {

constexpr double no_value = std::numeric_limits<double>::quiet_NaN();

TEST(CorrelationMapSvg, ShowsTheLowerTriangle) {
  const CorrelationMap map{"c", "Correlations", "", {"chi_G", "a rather long name"}, {1, -0.931, -0.931, 1}};
  const auto root = test::XmlReader::read(correlation_map_svg(map));
  EXPECT_EQ(root.find("rect").size(), 3u);
  const auto negative = root.find("rect", "cell negative");
  ASSERT_EQ(negative.size(), 1u);
  EXPECT_EQ(negative[0]->attributes.at("fill-opacity"), "0.79");  // 0.85 of 0.931
  std::vector<std::string> texts;
  for (const auto* text : root.find("text")) texts.push_back(text->text);
  EXPECT_EQ(std::count(texts.begin(), texts.end(), "−0.93"), 1);
  EXPECT_EQ(std::count(texts.begin(), texts.end(), "a rather long name"), 2);
}

TEST(CorrelationMapSvg, MarksWhatIsMissing) {
  const auto root =
      test::XmlReader::read(correlation_map_svg({"c", "", "", {"a", "b"}, {1, no_value, no_value}}));
  int missing = 0;
  for (const auto* text : root.find("text")) missing += text->text == "–";
  EXPECT_EQ(missing, 2);  // the NaN and the value that is not there
}

CorrelationMap unit_matrix(std::size_t n, const std::string& name) {
  CorrelationMap map{"c", "Correlations", "", {}, std::vector<double>(n * n, 0.0)};
  for (std::size_t i = 0; i < n; ++i) map.names.push_back(name), map.values[i * (n + 1)] = 1;
  return map;
}

double attribute(const test::Element& element, const char* name) {
  return std::stod(element.attributes.at(name));
}

TEST(CorrelationMapSvg, CellsStandInTheirRowsAndColumns) {
  CorrelationMap map = unit_matrix(3, "p");
  map.values[3 * 2 + 0] = 0.5;  // third row, first column
  const auto root = test::XmlReader::read(correlation_map_svg(map));
  const auto cells = root.find("rect");
  ASSERT_EQ(cells.size(), 6u);
  for (const auto* cell : cells) {
    EXPECT_EQ(attribute(*cell, "width"), 64) << "few names get large cells";
    if (cell->attributes.at("fill-opacity") == "0.43") {  // 0.85 of 0.5
      EXPECT_EQ(attribute(*cell, "x"), attribute(*cells.front(), "x"));
      EXPECT_EQ(attribute(*cell, "y"), attribute(*cells.front(), "y") + 2 * 64);
    }
  }
  EXPECT_EQ(root.find("rect", "cell empty").size(), 3u) << "the diagonal says nothing";
}

TEST(CorrelationMapSvg, StrongCellsHaveLightNumbers) {
  const auto root = test::XmlReader::read(
      correlation_map_svg({"c", "", "", {"a", "b", "c"}, {1, 0, 0, 0.95, 1, 0, -0.5, -0.004, 1}}));
  const auto light = root.find("text", "on");
  ASSERT_EQ(light.size(), 1u);
  EXPECT_EQ(light[0]->text, "0.95");
  std::vector<std::string> texts;
  for (const auto* text : root.find("text")) texts.push_back(text->text);
  EXPECT_EQ(std::count(texts.begin(), texts.end(), "0.00"), 1) << "no minus in front of nothing";
}

TEST(CorrelationMapSvg, StaysInsideItsFrame) {
  for (const std::size_t n : {1, 4, 20})
    for (const char* name :
         {"x", "a name of some length", "a name that is far too long for any picture of it"}) {
      const auto root = test::XmlReader::read(correlation_map_svg(unit_matrix(n, name)));
      for (const auto* cell : root.find("rect")) {
        EXPECT_LE(attribute(*cell, "x") + attribute(*cell, "width"), attribute(root, "width")) << n << name;
        EXPECT_LE(attribute(*cell, "y") + attribute(*cell, "height"), attribute(root, "height")) << n << name;
      }
      for (const auto* text : root.find("text")) EXPECT_GT(attribute(*text, "x"), 0) << n << name;
    }
}

TEST(CorrelationMapSvg, LongNamesStandUpright) {
  const auto turned = [](const std::string& name) {
    const auto root = test::XmlReader::read(correlation_map_svg(unit_matrix(2, name)));
    int count = 0;
    for (const auto* text : root.find("text")) count += text->attributes.contains("transform");
    return count;
  };
  EXPECT_EQ(turned("a"), 0);
  EXPECT_EQ(turned("a name of some length"), 2);
}

TEST(CorrelationMapSvg, EscapesNamesAndSurvivesNone) {
  EXPECT_NO_THROW(test::XmlReader::read(correlation_map_svg(unit_matrix(2, "a<b>&\"c\""))));
  EXPECT_NO_THROW(test::XmlReader::read(correlation_map_svg(unit_matrix(0, ""))));
}

}  // namespace
}  // namespace nacre::report
