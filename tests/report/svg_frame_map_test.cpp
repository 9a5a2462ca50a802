#include <gtest/gtest.h>

#include <stdexcept>

#include "nacre/report/svg.hpp"
#include "report/sample_frame_map.hpp"
#include "report/xml_reader.hpp"

namespace nacre::report {
namespace {

using test::Element;
using test::XmlReader;

TEST(FrameMapSvg, ShowsFiveFrames) {
  const Element root = XmlReader::read(frame_map_svg(test::sample_frame_map()));
  EXPECT_EQ(root.attributes.at("aria-label"), "Scattering as the particles grow");
  // All points and the key, but for a few below the logarithmic axis.
  EXPECT_NEAR(static_cast<double>(root.find("path", "points").size()), 5 * 60 + 1, 5);
  EXPECT_TRUE(root.find("path", "bars").empty());
}

TEST(FrameMapSvg, OfManyPointsStaysSmall) {
  EXPECT_LT(frame_map_svg(test::sample_frame_map(40, 500)).size(), 200'000u);
}

TEST(FrameMapSvg, RefusesWhatIsNoFrameMap) { EXPECT_THROW(frame_map_svg({}), std::invalid_argument); }

}  // namespace
}  // namespace nacre::report
