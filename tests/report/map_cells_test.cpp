#include "nacre/report/map_cells.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nacre::report {
namespace {

TEST(CellAxis, CellsMeetHalfWay) {
  EXPECT_EQ(cell_axis({0, 2, 3}, false).edges, (std::vector<double>{-1, 1, 2.5, 3.5}));
  EXPECT_EQ(cell_axis({5}, false).edges, (std::vector<double>{4.5, 5.5}));
  const CellAxis decades = cell_axis({1, 100}, true);
  ASSERT_EQ(decades.edges.size(), 3u);
  EXPECT_NEAR(decades.edges[0], 0.1, 1e-12);
  EXPECT_NEAR(decades.edges[1], 10, 1e-12);
  EXPECT_NEAR(decades.range().high, 1000, 1e-9);
}

TEST(CellAxis, LeavesOutWhatALogarithmCannotShow) {
  const CellAxis axis = cell_axis({-1, 0, 1, 10}, true);
  EXPECT_EQ(axis.first, 2u);
  EXPECT_EQ(axis.edges.size(), 3u);
  EXPECT_EQ(cells_of_pixels(axis, 4), (std::vector<std::size_t>{2, 2, 3, 3}));
  EXPECT_EQ(cell_axis({0}, true).range().high, 10);
}

TEST(CellsOfPixels, FollowUnevenCells) {
  // Cells of widths 2, 1.5 and 1 over nine pixels of 0.5.
  EXPECT_EQ(cells_of_pixels(cell_axis({0, 2, 3}, false), 9),
            (std::vector<std::size_t>{0, 0, 0, 0, 1, 1, 1, 2, 2}));
  EXPECT_EQ(cells_of_pixels(cell_axis({0, 1, 2, 3}, false), 2), (std::vector<std::size_t>{1, 3}));
}

TEST(MapPixels, HaveTheLatestRowOnTop) {
  const FrameMap map{.map_x = {0, 1}, .map_at = {0, 1}, .map_values = {0, 1, NAN, 0.5}};
  EXPECT_EQ(map_pixels(map, 2, 2, {{0, 1}, false}), (std::vector<std::uint8_t>{no_color, 127, 0, 254}));
}

}  // namespace
}  // namespace nacre::report
