// A frame map on paper: a few of its frames over one another, as of a film.
#include <algorithm>

#include "nacre/report/svg.hpp"

namespace nacre::report {
namespace {

constexpr std::size_t most_frames = 5;
constexpr std::size_t most_points = 100;  // of a curve that is drawn as points

std::vector<double> kept(const std::vector<double>& values, const std::vector<std::size_t>& places) {
  std::vector<double> some;
  for (const std::size_t i : places)
    if (i < values.size()) some.push_back(values[i]);
  return some;
}

// Fewer points, and without their errors: five frames lie over one another.
Curve sketched(const Curve& from) {
  Curve curve = from;
  curve.y_error.clear();
  curve.notes.clear();
  if (curve.mark != Mark::points) return curve;
  const std::vector<std::size_t> places = thinned(curve.x.size(), most_points);
  curve.x = kept(from.x, places);
  curve.y = kept(from.y, places);
  return curve;
}

Film film_of(const FrameMap& map) {
  Film film{map.id, map.title, map.caption, map.x, map.y, map.slider, {}};
  for (const std::size_t i : thinned(map.frames.size(), most_frames)) {
    film.frames.push_back({map.frames[i].at, {}});
    for (const Curve& curve : map.frames[i].curves) film.frames.back().curves.push_back(sketched(curve));
  }
  return film;
}

}  // namespace

std::string frame_map_svg(const FrameMap& map) {
  check(map);
  return film_svg(film_of(map));
}

}  // namespace nacre::report
