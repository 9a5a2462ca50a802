#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "nacre/report/svg.hpp"
#include "report/sample_frame_map.hpp"
#include "report/xml_reader.hpp"

namespace nacre::report {
namespace {

using test::Element;
using test::XmlReader;

// The map, and the frames.
std::vector<Element> pictures(const FrameMap& map) {
  const std::string svg = frame_map_svg(map);
  const std::size_t second = svg.find("<svg", 10);
  return {XmlReader::read(svg.substr(0, second)), XmlReader::read(svg.substr(second))};
}

TEST(FrameMapSvg, ShowsFiveFrames) {
  const Element frames = pictures(test::sample_frame_map())[1];
  EXPECT_EQ(frames.attributes.at("aria-label"), "Scattering as the particles grow");
  // All points and the key, but for those that are zero within their errors.
  const double points = static_cast<double>(frames.find("path", "points").size());
  EXPECT_GT(points, 0.5 * 5 * 60);
  EXPECT_LE(points, 5 * 60 + 1);
  EXPECT_TRUE(frames.find("path", "bars").empty());
}

TEST(FrameMapSvg, ShowsTheMapWithItsColors) {
  const Element map = pictures(test::sample_frame_map())[0];
  EXPECT_EQ(map.attributes.at("aria-label"), "Scattering as the particles grow, all frames");
  ASSERT_EQ(map.find("image").size(), 2u);
  for (const Element* image : map.find("image"))
    EXPECT_EQ(image->attributes.at("href").substr(0, 30), "data:image/png;base64,iVBORw0K");
  std::vector<std::string> texts;
  for (const Element* text : map.find("text")) texts.push_back(text->text);
  for (const char* expected : {"q / (1/nm)", "time / s", "intensity / (1/cm)"})
    EXPECT_EQ(std::ranges::count(texts, expected), 1) << expected;
}

TEST(FrameMapSvg, OfManyPointsStaysSmall) {
  EXPECT_LT(frame_map_svg(test::sample_frame_map(40, 500)).size(), 200'000u);
}

TEST(FrameMapSvg, RefusesWhatIsNoFrameMap) { EXPECT_THROW(frame_map_svg({}), std::invalid_argument); }

}  // namespace
}  // namespace nacre::report
