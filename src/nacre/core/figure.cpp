#include "nacre/core/figure.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace nacre {
namespace {

std::string text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.9g", value);
  return buffer;
}

bool alike(const Curve& a, const Curve& b) {
  return a.label == b.label && a.mark == b.mark && a.color == b.color;
}

// What is wrong with the curves against those of the first frame, or nothing.
std::string wrong_curves(const std::vector<Curve>& curves, const std::vector<Curve>& first) {
  if (curves.size() != first.size())
    return "its number of curves is " + std::to_string(curves.size()) + ", in the first frame " +
           std::to_string(first.size());
  for (std::size_t i = 0; i < curves.size(); ++i)
    if (!alike(curves[i], first[i]))
      return "its curve " + std::to_string(i + 1) + " \"" + curves[i].label +
             "\" has another label, mark or color than \"" + first[i].label + "\" of the first frame";
  return "";
}

// What is wrong with frame i, or nothing.
std::string wrong_frame(const std::vector<FilmFrame>& frames, std::size_t i) {
  const double at = frames[i].at;
  if (!std::isfinite(at)) return "it is at " + text(at);
  if (i > 0 && !(at > frames[i - 1].at))
    return "it is at " + text(at) + ", the one before at " + text(frames[i - 1].at);
  return wrong_curves(frames[i].curves, frames[0].curves);
}

void check_frames(const std::vector<FilmFrame>& frames, const std::string& name, const std::string& each) {
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const std::string wrong = wrong_frame(frames, i);
    if (!wrong.empty())
      throw std::invalid_argument(name + ", " + each + " " + std::to_string(i + 1) + ": " + wrong);
  }
}

void check_ascending(const std::vector<double>& values, const std::string& name, const std::string& what) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isfinite(values[i]) || (i > 0 && !(values[i] > values[i - 1])))
      throw std::invalid_argument(name + ", " + what + " " + std::to_string(i + 1) + ": it is at " +
                                  text(values[i]) +
                                  (i > 0 ? ", the one before at " + text(values[i - 1]) : ""));
}

void check_count(std::size_t count, std::size_t frames, const std::string& name, const std::string& what) {
  if (count != 0 && count != frames)
    throw std::invalid_argument(name + " has " + std::to_string(count) + " " + what + " for " +
                                std::to_string(frames) + " frames");
}

}  // namespace

void check(const Film& film) {
  const std::string name = "film \"" + film.id + "\"";
  if (film.frames.empty()) throw std::invalid_argument(name + " has no frames");
  check_frames(film.frames, name, "frame");
}

void check(const FrameMap& map) {
  const std::string name = "frame map \"" + map.id + "\"";
  if (map.frames.empty()) throw std::invalid_argument(name + " has no frames");
  const std::size_t rows = map.map_at.size(), columns = map.map_x.size();
  if (rows == 0 || columns == 0 || map.map_values.size() != rows * columns)
    throw std::invalid_argument(name + " has " + std::to_string(map.map_values.size()) + " values for " +
                                std::to_string(rows) + " rows of " + std::to_string(columns));
  check_ascending(map.map_x, name, "column");
  check_ascending(map.map_at, name, "row");
  check_frames(map.frames, name, "frame");
  check_count(map.residuals.size(), map.frames.size(), name, "residuals");
  check_count(map.notes.size(), map.frames.size(), name, "notes");
  check_frames(map.residuals, name, "residual");
  for (std::size_t i = 0; i < map.residuals.size(); ++i)
    if (map.residuals[i].at != map.frames[i].at)
      throw std::invalid_argument(name + ", residual " + std::to_string(i + 1) + ": it is at " +
                                  text(map.residuals[i].at) + ", its frame at " + text(map.frames[i].at));
}

std::vector<std::size_t> thinned(std::size_t n, std::size_t most) {
  const std::size_t count = std::min(n, most);
  std::vector<std::size_t> indices(count);
  for (std::size_t i = 0; i < count; ++i)
    indices[i] = count == 1 ? 0 : (i * (n - 1) + (count - 1) / 2) / (count - 1);
  return indices;
}

}  // namespace nacre
