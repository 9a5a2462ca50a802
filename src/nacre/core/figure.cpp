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
std::string wrong_frame(const Film& film, std::size_t i) {
  const double at = film.frames[i].at;
  if (!std::isfinite(at)) return "it is at " + text(at);
  if (i > 0 && !(at > film.frames[i - 1].at))
    return "it is at " + text(at) + ", the one before at " + text(film.frames[i - 1].at);
  return wrong_curves(film.frames[i].curves, film.frames[0].curves);
}

}  // namespace

void check(const Film& film) {
  const std::string name = "film \"" + film.id + "\"";
  if (film.frames.empty()) throw std::invalid_argument(name + " has no frames");
  for (std::size_t i = 0; i < film.frames.size(); ++i) {
    const std::string wrong = wrong_frame(film, i);
    if (!wrong.empty()) throw std::invalid_argument(name + ", frame " + std::to_string(i + 1) + ": " + wrong);
  }
}

std::vector<std::size_t> thinned(std::size_t n, std::size_t most) {
  const std::size_t count = std::min(n, most);
  std::vector<std::size_t> indices(count);
  for (std::size_t i = 0; i < count; ++i)
    indices[i] = count == 1 ? 0 : (i * (n - 1) + (count - 1) / 2) / (count - 1);
  return indices;
}

}  // namespace nacre
