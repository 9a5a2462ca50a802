// Static pictures of figures. Colors come from CSS classes (web/src/figure.css), so that one picture
// serves light and dark pages.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "nacre/core/figure.hpp"

namespace nacre::report {

std::string plot_svg(const Plot& plot);
std::string film_svg(const Film& film);
std::string frame_map_svg(const FrameMap& map);
std::string correlation_map_svg(const CorrelationMap& map);
std::string gallery_svg(const Gallery& gallery);

// Markup of any figure: one SVG element, two of a frame map, or several that wrap for particles.
std::string figure_svg(const Figure& figure);

// A path over the A sites of a picture, in units of the cell: one horizontal stroke of width 1 per run
// of A sites in a row. Row y lies at height y; the rows of a triangular lattice are shifted as in
// shown_column().
std::string run_length_path(const LatticePicture& picture);

// The column at which site (x, y) is shown. A triangular lattice is periodic with row y moved by y/2:
// whole steps wrap around, an odd row is moved by half a cell.
double shown_column(const LatticePicture& picture, int x, int y);

// Shapes of the points around the origin, radius about 1, by color index.
inline constexpr int color_count = 8;
inline constexpr std::array<std::string_view, 7> marker_paths{
    "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",                       // circle
    "M-.88-.88H.88V.88H-.88Z",                                 // square
    "M0-1.15L1.08.75H-1.08Z",                                  // triangle
    "M0-1.25L1.1 0L0 1.25L-1.1 0Z",                            // diamond
    "M0 1.15L1.08-.75H-1.08Z",                                 // triangle, point down
    "M-.4-1.15H.4V-.4H1.15V.4H.4V1.15H-.4V.4H-1.15V-.4H-.4Z",  // plus
    "M0-1.15L1.09-.36L.68.93H-.68L-1.09-.36Z"};                // pentagon

}  // namespace nacre::report
