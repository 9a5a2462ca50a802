#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "nacre/report/svg.hpp"
#include "nacre/report/xml.hpp"
#include "report/sample_run.hpp"
#include "report/xml_reader.hpp"

namespace nacre::report {
namespace {

using test::Element;
using test::XmlReader;

double number(const Element& element, const std::string& key) {
  return std::stod(element.attributes.at(key));
}

std::size_t count(const std::string& text, char c) { return std::count(text.begin(), text.end(), c); }

struct Box {
  double left, right, top, bottom;
  std::string text;
};

// The room of a text as the layout estimates it; upright for rotated ones.
Box box_of(const Element& text) {
  const auto get = [&](const char* key) {
    const auto at = text.attributes.find(key);
    return at == text.attributes.end() ? std::string() : at->second;
  };
  const double size = get("class") == "label" ? 14 : 13;
  const double width = text_width(text.text, size);
  const double x = number(text, "x"), y = number(text, "y");
  const std::string anchor = get("text-anchor");
  const double before = anchor == "middle" ? width / 2 : anchor == "end" ? width : 0;
  if (get("transform").empty())
    return {x - before, x - before + width, y - 0.75 * size, y + 0.2 * size, text.text};
  return {x - 0.75 * size, x + 0.2 * size, y - (width - before), y + before, text.text};
}

void expect_no_overlap(const std::string& svg) {
  const Element root = XmlReader::read(svg);
  std::vector<Box> boxes;
  for (const Element* text : root.find("text")) boxes.push_back(box_of(*text));
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Box& a = boxes[i];
    EXPECT_GE(a.left, -0.5) << a.text;
    EXPECT_LE(a.right, number(root, "width") + 0.5) << a.text;
    EXPECT_LE(a.bottom, number(root, "height") + 0.5) << a.text;
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      const Box& b = boxes[j];
      const bool apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      EXPECT_TRUE(apart) << a.text << " covers " << b.text;
    }
  }
}

Plot one_curve(Mark mark, std::vector<double> x, std::vector<double> y) {
  return {"p",         "plot",    "",
          {"x", "nm"}, {"y", ""}, {{"curve", mark, 0, std::move(x), std::move(y), {}, {}, {}, {}}}};
}

TEST(PlotSvg, IsWellFormedForEveryMark) {
  for (const Plot& plot : {test::enthalpy_plot(), test::residual_plot(), test::scan_plot()}) {
    const Element root = XmlReader::read(plot_svg(plot));
    EXPECT_EQ(root.name, "svg");
    EXPECT_EQ(root.attributes.at("aria-label"), plot.title);
  }
}

TEST(PlotSvg, NoTextOverlaps) {
  for (const Plot& plot : {test::enthalpy_plot(), test::residual_plot(), test::scan_plot()}) {
    expect_no_overlap(plot_svg(plot));
  }
}

TEST(PlotSvg, LongLabelsAreCutAndManyKeysWrap) {
  Plot plot = one_curve(Mark::line, {123456, 987654}, {-1e-8, 3e-8});
  plot.y.label = std::string(200, 'M');
  for (int i = 0; i < 12; ++i)
    plot.curves.push_back({"curve number " + std::to_string(i), Mark::line, i, {2e5}, {0}, {}, {}, {}, {}});
  plot.curves.push_back({std::string(300, 'W'), Mark::band, 3, {2e5}, {}, {}, {0}, {1e-8}, {}});
  expect_no_overlap(plot_svg(plot));
}

TEST(PlotSvg, DrawsPointsWithErrorBarsAtTheirPlaces) {
  Plot plot = one_curve(Mark::points, {0, 1, 2}, {0, 1, 2});
  plot.curves[0].y_error = {0.5, 0, NAN};
  const Element root = XmlReader::read(plot_svg(plot));
  EXPECT_EQ(root.find("path", "points").size(), 3u + 1u);  // and one in the legend
  const auto bars = root.find("path", "bars");
  ASSERT_EQ(bars.size(), 1u);
  EXPECT_EQ(count(bars[0]->attributes.at("d"), 'M'),
            3u);  // two caps and a stem, for the only point with an error
}

TEST(PlotSvg, TickLabelsStandAtTheirValues) {
  const Element root = XmlReader::read(plot_svg(one_curve(Mark::points, {0, 10}, {0, 1})));
  double at_0 = 0, at_10 = 0;
  for (const Element* text : root.find("text")) {
    if (text->attributes.at("y") != "330") continue;
    if (text->text == "0") at_0 = number(*text, "x");
    if (text->text == "10") at_10 = number(*text, "x");
  }
  std::vector<double> marks;
  for (const Element* mark : root.find("path", "points")) {
    marks.push_back(std::stod(mark->attributes.at("transform").substr(10)));
  }
  EXPECT_NEAR(marks[0], at_0, 0.11);
  EXPECT_NEAR(marks[1], at_10, 0.11);
  EXPECT_GT(at_10 - at_0, 600);
}

TEST(PlotSvg, BreaksLinesAtNan) {
  const Element root =
      XmlReader::read(plot_svg(one_curve(Mark::line, {0, 1, 2, 3, 4, 5}, {0, 1, NAN, 1, 0, 2})));
  const auto lines = root.find("path", "line");
  ASSERT_GE(lines.size(), 1u);
  const std::string path = lines[0]->attributes.at("d");
  EXPECT_EQ(count(path, 'M'), 2u);
  EXPECT_EQ(count(path, 'L'), 3u);
  EXPECT_EQ(path.find("nan"), std::string::npos);
}

TEST(PlotSvg, BreaksBandsWhereEitherEdgeIsMissing) {
  Plot plot = one_curve(Mark::band, {0, 1, 2, 3, 4}, {});
  plot.curves[0].y_low = {0, 0, 0, NAN, 0};
  plot.curves[0].y_high = {1, NAN, 1, 1, 1};
  const auto bands = XmlReader::read(plot_svg(plot)).find("path", "band").size();
  EXPECT_EQ(bands, 1u);
  const Element root = XmlReader::read(plot_svg(plot));
  EXPECT_EQ(count(root.find("path", "band")[0]->attributes.at("d"), 'Z'), 3u);
}

TEST(PlotSvg, LogarithmicAxesAreEvenInDecades) {
  Plot plot = one_curve(Mark::points, {1, 10, 100}, {1, 10, -5});
  plot.x.logarithmic = plot.y.logarithmic = true;
  plot.curves[0].y_error = {2, 1, 1};  // reaches below zero: ends at the axis
  const Element root = XmlReader::read(plot_svg(plot));
  const auto marks = root.find("path", "points");
  EXPECT_EQ(marks.size(), 2u + 1u);  // the negative value is left out
  std::vector<double> ticks;
  for (const Element* text : root.find("text")) {
    if (text->attributes.at("y") == "330") ticks.push_back(number(*text, "x"));
  }
  ASSERT_EQ(ticks.size(), 3u);
  EXPECT_NEAR(ticks[1] - ticks[0], ticks[2] - ticks[1], 0.11);
}

TEST(PlotSvg, ShowsZeroOnlyInside) {
  EXPECT_NE(plot_svg(one_curve(Mark::line, {0, 1}, {-1, 1})).find("class=\"zero\""), std::string::npos);
  EXPECT_EQ(plot_svg(one_curve(Mark::line, {0, 1}, {1, 2})).find("class=\"zero\""), std::string::npos);
}

TEST(PlotSvg, ThinsLinesThatHaveMorePointsThanPixels) {
  Plot plot = one_curve(Mark::line, {}, {});
  for (int i = 0; i < 200000; ++i) {
    plot.curves[0].x.push_back(i);
    plot.curves[0].y.push_back(std::sin(i * 3e-5));
  }
  const std::string svg = plot_svg(plot);
  EXPECT_LT(svg.size(), 60'000u);
  EXPECT_GT(svg.size(), 10'000u);
}

TEST(PlotSvg, SurvivesEmptyAndUnevenCurves) {
  Plot plot = one_curve(Mark::line, {0, 1, 2}, {1});
  plot.curves.push_back({"none", Mark::line, -3, {}, {}, {}, {}, {}, {}});
  plot.curves.push_back({"short band", Mark::band, 99, {0, 1}, {}, {}, {1}, {2}, {}});
  const std::string svg = plot_svg(plot);
  EXPECT_NO_THROW(XmlReader::read(svg));
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(PlotSvg, EscapesHostileText) {
  Plot plot = one_curve(Mark::line, {0, 1}, {0, 1});
  plot.title = "\"><script>alert(1)</script>";
  plot.x.label = plot.curves[0].label = "<img src=x onerror=alert(1)>";
  const std::string svg = plot_svg(plot);
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_EQ(svg.find("<img"), std::string::npos);
  EXPECT_EQ(XmlReader::read(svg).attributes.at("aria-label"), plot.title);
}

// One path, below the line; points that the axis cannot show are not in it.
TEST(PlotSvg, DrawsManyPointsAsDotsBelowTheLines) {
  Curve data{.mark = Mark::points}, fit{.mark = Mark::line, .x = {0, 1}, .y = {1, 2}};
  for (int i = 0; i < 300; ++i) {
    data.x.push_back(i);
    data.y.push_back(i % 3 == 0 ? -1 : 1);
  }
  const std::string svg = plot_svg({"p", "P", "", {"x", ""}, {"y", "", true}, {fit, data}});
  const Element root = XmlReader::read(svg);
  EXPECT_TRUE(root.find("path", "points").empty());
  ASSERT_EQ(root.find("path", "dots").size(), 1u);
  const std::string d = root.find("path", "dots")[0]->attributes.at("d");
  EXPECT_EQ(std::ranges::count(d, 'M'), 200);
  EXPECT_LT(svg.find("class=\"dots\""), svg.find("class=\"line\""));
}

}  // namespace
}  // namespace nacre::report
