#include <gtest/gtest.h>

#include <algorithm>

#include "nacre/report/svg.hpp"
#include "nacre/report/svg_plot.hpp"
#include "report/sample_film.hpp"
#include "report/xml_reader.hpp"

namespace nacre::report {
namespace {

using test::Element;
using test::XmlReader;

// Frame i is the level line y = i, so that a line's height in the picture names its frame.
Film levels(int frames) {
  Film film{.id = "f", .title = "Levels", .x = {"x", ""}, .y = {"y", ""}, .slider = {"time", "min"}};
  for (int i = 0; i < frames; ++i)
    film.frames.push_back({10.0 * i, {{.label = "model", .color = 2, .x = {0, 1}, .y = {1.0 * i, 1.0 * i}}}});
  return film;
}

std::string attribute(const Element& element, const std::string& name) {
  const auto at = element.attributes.find(name);
  return at == element.attributes.end() ? "" : at->second;
}

struct Line {
  std::string opacity;
  double y;
};

// The lines of a color inside the axes, in the order of drawing.
std::vector<Line> lines_in(const std::string& svg, const std::string& color) {
  std::vector<Line> found;
  const Element root = XmlReader::read(svg);
  for (const Element* group : root.find("g", color))
    for (const Element* path : group->find("path", "line")) {
      const std::string d = attribute(*path, "d");
      const double y = std::stod(d.substr(d.find(' ') + 1));
      if (y <= 310) found.push_back({attribute(*group, "opacity"), y});  // keys lie below
    }
  return found;
}

std::vector<std::string> keys_of(const std::string& svg) {
  std::vector<std::string> keys;
  const Element root = XmlReader::read(svg);
  for (const Element* text : root.find("text"))
    if (std::stod(attribute(*text, "y")) > 360) keys.push_back(text->text);
  return keys;
}

TEST(FilmSvg, ShowsFiveFramesFromLightToDark) {
  const std::string svg = film_svg(levels(9));
  const std::vector<Line> lines = lines_in(svg, "c2");
  ASSERT_EQ(lines.size(), 5u);
  const char* const opacity[] = {"0.25", "0.44", "0.62", "0.81", ""};
  // 300 pixels hold 0..8 and 5 % of air at both ends.
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(lines[i].opacity, opacity[i]);
    EXPECT_NEAR(lines[i].y, 310 - 300 * (2.0 * i + 0.4) / 8.8, 0.06) << i;
  }
  EXPECT_EQ(keys_of(svg),
            (std::vector<std::string>{"model", "time 0 min", "20 min", "40 min", "60 min", "80 min"}));
}

TEST(FilmSvg, SpreadsItsFramesOverTheFilm) {
  EXPECT_EQ(keys_of(film_svg(levels(60))),
            (std::vector<std::string>{"model", "time 0 min", "150 min", "300 min", "440 min", "590 min"}));
}

TEST(FilmSvg, ShowsAllFramesOfAShortFilm) {
  EXPECT_EQ(keys_of(film_svg(levels(3))),
            (std::vector<std::string>{"model", "time 0 min", "10 min", "20 min"}));
  const std::vector<Line> one = lines_in(film_svg(levels(1)), "c2");
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].opacity, "");
}

// The axes hold frames that the picture leaves out: here the highest of all, the second of nine.
TEST(FilmSvg, HasTheAxesOfAllFrames) {
  Film film = levels(9);
  film.frames[1].curves[0].y = {16, 16};
  EXPECT_NEAR(lines_in(film_svg(film), "c2").back().y, 310 - 300 * (8 + 0.8) / 17.6, 0.06);
}

TEST(FilmSvg, KeysOfTimesAreGreyWhereCurvesDiffer) {
  const std::string svg = film_svg(test::sample_film());
  const Element root = XmlReader::read(svg);
  EXPECT_EQ(root.attributes.at("aria-label"), "Size distribution as it grows");
  EXPECT_EQ(root.find("g", "c6").size(), 5u);
  EXPECT_EQ(root.find("path", "points").size(), 5u * 7u + 1u);
  EXPECT_EQ(keys_of(svg), (std::vector<std::string>{"simulated", "cohorts", "time 1 s", "5.623 s", "31.62 s",
                                                    "177.8 s", "1000 s"}));
}

TEST(FilmSvg, RefusesWhatIsNoFilm) {
  EXPECT_THROW(film_svg({}), std::invalid_argument);
  Film film = levels(3);
  std::swap(film.frames[0], film.frames[2]);
  EXPECT_THROW(film_svg(film), std::invalid_argument);
}

TEST(FilmSvg, EscapesHostileText) {
  Film film = levels(2);
  film.title = film.slider.label = film.slider.unit = "\"><script>";
  for (FilmFrame& frame : film.frames) frame.curves[0].label = "<img src=x>";
  const std::string svg = film_svg(film);
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_EQ(svg.find("<img"), std::string::npos);
  EXPECT_EQ(keys_of(svg),
            (std::vector<std::string>{"<img src=x>", "\"><script> 0 \"><script>", "10 \"><script>"}));
}

TEST(PlotSvg, DrawsPaleCurvesPale) {
  Plot plot{"p", "P", "", {"x", ""}, {"y", ""}, levels(2).frames[1].curves};
  EXPECT_EQ(plot_svg(plot).find("opacity=\"0.5\""), std::string::npos);
  plot.curves[0].shade = 0.5;
  const std::string pale = plot_svg(plot);
  const Element root = XmlReader::read(pale);
  EXPECT_EQ(root.find("g", "c2").at(0)->attributes.at("opacity"), "0.5");
}

}  // namespace
}  // namespace nacre::report
